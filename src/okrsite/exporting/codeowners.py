"""A portfolio in, the file that tells a forge whose review a change of a goal needs out.

The last line that fits a path counts, so what is general comes first: folders and settings belong
to those who lead the company, then each file to those who answer for it.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.base.project import CONTENT, FILE_NAME
from okrsite.model.goals import Kind, Kpi, Ref, Team
from okrsite.model.portfolio import Portfolio
from okrsite.model.references import NOBODY
from okrsite.model.schema import TeamKind

_Rule = tuple[str, tuple[Ref, ...]]
"""A path in the repository, and who answers for it."""


class CodeOwners(Frozen):
    """The text of the file, and the ids of people who answer for something without a handle."""

    text: str
    missing: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it names nobody."""
        return self.text == _HEADER


def codeowners(portfolio: Portfolio) -> CodeOwners:
    """Who reviews which file, by the handles of people and teams; nobody's is invented."""
    rules = (*_general(portfolio), *sorted(_particular(portfolio)))
    lines, missing = [_HEADER], set()
    for path, refs in rules:
        handles = {ref: _handle(ref, portfolio) for ref in refs}
        missing |= {ref.id for ref, handle in handles.items() if not handle}
        if known := dict.fromkeys(filter(None, handles.values())):
            lines.append(f"{path} {' '.join(known)}\n")
    return CodeOwners("".join(lines), tuple(sorted(missing)))


def _general(portfolio: Portfolio) -> Iterator[_Rule]:
    """What belongs to the company: how goals are checked and judged, and where new ones go."""
    leads = _distinct(_of_team(team, portfolio) for team in _top(portfolio))
    for path in _AROUND:
        yield f"/{path}", leads
    for path in _INSIDE:
        yield _pattern(path, portfolio), leads


def _particular(portfolio: Portfolio) -> Iterator[_Rule]:
    """Each file of a goal, a vital sign, a team or a person, and the table of a vital sign."""
    for objective in portfolio.objectives.values():
        refs = _answering(objective.owner, objective.team, portfolio)
        yield _pattern(objective.document.path, portfolio), refs
    for kpi in portfolio.kpis.values():
        refs = _answering(kpi.owner, kpi.team, portfolio)
        for path in (kpi.document.path, *_table(kpi)):
            yield _pattern(path, portfolio), refs
    for team in portfolio.teams.values():
        if team.document:
            refs = _distinct([_of_team(team, portfolio)])
            yield _pattern(team.document.path, portfolio), refs
    for person in portfolio.people.values():
        if person.document:
            yield _pattern(person.document.path, portfolio), _answering(person.id, "", portfolio)


def _table(kpi: Kpi) -> Iterator[str]:
    """The file of a KPI's numbers, where it has one."""
    folder, written = PurePosixPath(kpi.document.path).parent, kpi.fields.series
    table = posixpath.normpath(folder / (written or ""))
    if written and table.startswith(f"{CONTENT}/"):
        yield table


def _answering(owner: str, team: str, portfolio: Portfolio) -> tuple[Ref, ...]:
    """Who answers for a thing: its owner, and its team."""
    person = Ref(Kind.PERSON, owner) if owner and owner != NOBODY else None
    found = portfolio.teams.get(team)
    return _distinct([person, _of_team(found, portfolio) if found else None])


def _of_team(team: Team, portfolio: Portfolio) -> Ref | None:
    """Who is asked for a team: itself where it has a handle, else its lead, if there is one."""
    if portfolio.teams[team.id].handle:
        return Ref(Kind.TEAM, team.id)
    return Ref(Kind.PERSON, team.lead) if team.lead and team.lead != NOBODY else None


def _top(portfolio: Portfolio) -> list[Team]:
    """The units that lead the company: those of this kind, else those that are part of none."""
    teams = sorted(portfolio.teams.values(), key=lambda team: team.id)
    company = [team for team in teams if team.kind is TeamKind.COMPANY]
    return company or [team for team in teams if not team.parent]


def _distinct(refs: Iterable[Ref | None]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(ref for ref in refs if ref))


def _handle(ref: Ref, portfolio: Portfolio) -> str:
    if ref.kind is Kind.TEAM:
        return portfolio.teams[ref.id].handle
    person = portfolio.people.get(ref.id)
    return person.handle if person else ""


def _pattern(path: str, portfolio: Portfolio) -> str:
    r"""A path of the project as a pattern that fits it alone, seen from the repository's root.

    A sign that patterns know stands behind a backslash, as does a blank.
    """
    whole = posixpath.join("/", portfolio.settings.edit.folder, path)
    return re.sub(r"([\s#*?!\[\]\\])", r"\\\1", whole)


_HEADER = """\
# Whose review a change of a goal needs. Written by `okrsite codeowners` from the owners of goals
# and the leads of teams: change those, and write this anew. The last line that fits a path counts.
"""

_AROUND = (".github/", ".gitlab/", ".gitlab-ci.yml", "CODEOWNERS")
"""What forges go by, at the root of the repository."""

_INSIDE = (
    FILE_NAME,
    "requirements.txt",
    "themes/",
    *(
        f"{CONTENT}/{folder}/"
        for folder in ("cycles", "kpis", "metrics", "objectives", "people", "pillars", "teams")
    ),
)
"""What is everybody's; check-ins, reviews and pages are their authors' and need nobody."""
