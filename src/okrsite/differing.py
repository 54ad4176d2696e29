"""Two states of a project in, what changed between them for its goals out: read, judged, compared.

Nothing is planned and nothing is drawn.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from okrsite.assess.assessment import Assessment
from okrsite.assess.checks import check, check_settings, unanswering
from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Problem, Problems, together
from okrsite.base.project import FIRST_DAY, LAST_DAY
from okrsite.compare.changes import changed_things
from okrsite.compare.difference import Difference, Side, What
from okrsite.compare.facts.renames import matched
from okrsite.compare.numbers.alerts import alertings
from okrsite.compare.numbers.blend import blended
from okrsite.compare.numbers.judged import Judged, judged
from okrsite.compare.numbers.pairing import Matched, Pairing
from okrsite.compare.numbers.shifts import shifts
from okrsite.compare.policy.policy import rulings
from okrsite.compare.policy.strictness import held_on
from okrsite.compare.revision import NoRevisionError, Repository
from okrsite.model.goals import Kind, Kpi, Metric, Objective
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.plan.plan import WARNINGS
from okrsite.read.library import Library, read
from okrsite.read.tree import Scalar
from okrsite.render.findings.apart import apart

Today: TypeAlias = Callable[[str], date]
"""The day that it is now in a timezone."""


class Version(Frozen):
    """One of the two states, judged; what its `problems` are about is left out of it."""

    library: Library
    portfolio: Portfolio
    assessment: Assessment
    problems: Problems


class Compared(Frozen):
    """Both states and what differs."""

    before: Version
    after: Version
    difference: Difference


class _Found(Frozen):
    """A state as it was found: where, and its files; a commit's with the repository it is in."""

    side: Side
    library: Library
    problems: Problems
    repository: Repository | None = None


def compare(root: Path, revisions: str, as_of: date | None, today: Today) -> Compared:
    """What changed between two revisions of a project's repository.

    `A..B` are two revisions, `A...B` is what B did since it grew from A; without B it is the files
    as they stand, as for `A` alone. Raises NoRevisionError where there is no such revision.
    """
    repository = Repository(root, "name two folders to compare")
    is_since_fork = "..." in revisions
    first, last = _ends(revisions)
    before = repository.commit(first or _HEAD)
    after = repository.commit(last) if last else ""
    if is_since_fork:
        before = repository.merge_base(before, after or repository.commit(_HEAD))
    old = _committed(repository, first or _HEAD, before)
    new = _committed(repository, last, after) if last else _Found(Side(""), *read(root))
    return _compared(old, new, as_of, today)


def are_revisions(root: Path, words: str) -> bool:
    """Whether words name revisions of a project's repository, as `compare` takes them."""
    repository = Repository(root, "")
    ends = tuple(filter(None, _ends(words)))
    try:
        return bool(ends and all(map(repository.commit, ends)))
    except NoRevisionError:
        return False


def _ends(revisions: str) -> tuple[str, str]:
    """What stands before and behind the dots."""
    first, _, last = revisions.partition("..." if "..." in revisions else "..")
    return first, last


def compare_folders(before: Path, after: Path, as_of: date | None, today: Today) -> Compared:
    """What changed between two folders that each hold a project."""
    old, new = (_lying(one, _name(one)) for one in (before, after))
    return _compared(old, new, as_of, today)


def _committed(repository: Repository, name: str, commit: str) -> _Found:
    library, problems = repository.library(commit)
    return _Found(Side(name, commit), library, problems, repository)


def _name(folder: Path) -> str:
    """A folder as it was asked for; its last part alone of a whole path, which is a machine's."""
    return folder.name if folder.is_absolute() else folder.as_posix()


def _lying(folder: Path, name: str = "") -> _Found:
    """The files as they are: the working tree by no name, so that no path of a machine is told."""
    return _Found(Side(name), *read(folder))


def _compared(old: _Found, new: _Found, as_of: date | None, today: Today) -> Compared:
    """Both states judged on the same day, so that time alone changes nothing."""
    day = as_of or _day(old, new, today)
    held = as_of or _held_on(old, new, day, today)
    before, after = _version(old, day), _version(new, day)
    renamed = matched(before.portfolio, after.portfolio)
    unread = frozenset(problem.place.path for problem in after.problems.errors)
    between = judged(blended(before.portfolio, after.portfolio, renamed), day)
    first, last = (Judged(one.portfolio, one.assessment) for one in (before, after))
    appeared, vanished = _findings(before, after, renamed)
    ruled = rulings(before.portfolio, after.portfolio, held, renamed, unread)
    difference = Difference(
        before=old.side,
        after=new.side,
        as_of=day,
        language=after.library.settings.language,
        things=changed_things(before.portfolio, after.portfolio, day, renamed=renamed),
        shifts=shifts(first, between, last, renamed),
        alerts=alertings(first, last, renamed),
        appeared=appeared,
        vanished=vanished,
        rulings=tuple(ruled),
        answered=tuple(_with_reason(one, after.library) for one in ruled.silenced),
    )
    return Compared(before, after, difference)


def _day(old: _Found, new: _Found, today: Today) -> date:
    """The day of the settings, else that of the later commit, else today."""
    return new.library.settings.as_of or _lived(old, new, today)


def _held_on(old: _Found, new: _Found, day: date, today: Today) -> date:
    """The day on which the policy holds the changes."""
    was, is_ = old.library.settings, new.library.settings
    return held_on(was, is_, day, _lived(old, new, today))


def _lived(old: _Found, new: _Found, today: Today) -> date:
    """The day of the commit, or today where there is none.

    Whoever commits may name any day; one before that of the other side is not believed.
    """
    timezone = new.library.settings.timezone
    if new.repository is None:
        return today(timezone)
    known = (one.repository.committed_at(one.side.commit) for one in (old, new) if one.repository)
    moment = min(max(*known, _seconds(FIRST_DAY)), _seconds(LAST_DAY))
    return datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(timezone)).date()


def _seconds(day: date) -> int:
    """Noon of a day as a commit counts time."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def _version(found: _Found, day: date) -> Version:
    """A state, judged."""
    portfolio, unlinked = assemble(found.library)
    state = judged(portfolio, day)
    problems = together(found.problems, unlinked, check_settings(found.library))
    return Version(found.library, state.portfolio, state.assessment, problems)


def _findings(
    before: Version, after: Version, renamed: Matched
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The findings of only the later state, and of only the earlier one.

    How well goals are set is asked where neither has an error, as only then `check` asks it.
    """
    old, new = before.problems, after.problems
    if not (old.errors or new.errors):
        old, new = (together(one.problems, _quality(one)) for one in (before, after))
    return apart(old, new, _names(before, after, renamed))


def _with_reason(answered: Problem, library: Library) -> Problem:
    """A ruling that its file answers, with the reason there for what would help."""
    documents = (one for one in library.documents if one.path == answered.place.path)
    nodes = (one.node("ignore", answered.code) for one in documents)
    reason = next((one.text for one in nodes if isinstance(one, Scalar)), "")
    return replace(answered, hint=reason)


def _quality(one: Version) -> Problems:
    found = check(one.portfolio, one.assessment)
    silenced = (*one.problems.silenced, *found.silenced)
    return together(found, unanswering(one.library, one.portfolio, silenced, WARNINGS))


def _names(before: Version, after: Version, renamed: Matched) -> Mapping[str, str]:
    """The names of things after with those before, where they differ: ids, titles and paths."""
    pairing = Pairing(before.portfolio, after.portfolio, renamed)
    pairs = (pair for kind in _NAMED for pair in pairing.pairs(kind))
    names = {str(now.id): str(was.id) for now, was in renamed.items()}
    for pair in pairs:
        if pair.before is not None and pair.after is not None:
            was = _called(before.portfolio, pair.subject.kind, pair.before)
            is_ = _called(after.portfolio, pair.subject.kind, pair.after)
            names |= dict(zip(is_, was, strict=True))
    return {now: was for now, was in names.items() if now != was}


def _called(portfolio: Portfolio, kind: Kind | What, id_: str) -> tuple[str, ...]:
    """The title of a thing, and the path of its file where it has one of its own."""
    if kind is Kind.KEY_RESULT:
        return (portfolio.key_results[id_].title,)
    shelves: Mapping[Kind | What, Mapping[str, Objective | Kpi | Metric]] = {
        Kind.OBJECTIVE: portfolio.objectives,
        Kind.KPI: portfolio.kpis,
        Kind.METRIC: portfolio.metrics,
    }
    thing = shelves[kind][id_]
    return thing.title, thing.document.path


_HEAD = "HEAD"
_NAMED = (Kind.OBJECTIVE, Kind.KEY_RESULT, Kind.KPI, Kind.METRIC)
