"""Cycles, teams, people and pillars: the frame that goals stand in."""

from collections.abc import Iterable
from datetime import timedelta

from okrsite.base.problems import Problems
from okrsite.model.calendar import Rhythm, named_cycle, named_parents
from okrsite.model.goals import Cycle, Kind, Person, Pillar, Team
from okrsite.model.references import NOBODY, Directory
from okrsite.model.schema import CycleFields, PersonFields, PillarFields, TeamFields, TeamKind
from okrsite.model.written import Written
from okrsite.read.config import Settings

BACKLOG = "backlog"
DAYS_TO_FIX_TARGETS = 14
DAYS_TO_CLOSE = 14


def cycles(
    files: Iterable[Written[CycleFields]],
    named: Iterable[str],
    settings: Settings,
    directory: Directory,
    problems: Problems,
) -> dict[str, Cycle]:
    """The cycles with a file, those that are only named (`2026-q4`) and those around them."""
    written = {file.id: file for file in files}
    ids = {*written, *(name for name in named if named_cycle(name))}
    ids |= {parent for id_ in ids for parent in named_parents(id_) if id_ not in written}
    ids |= {
        file.fields.parent
        for file in written.values()
        if file.fields.parent and named_cycle(file.fields.parent)
    }
    directory.add(Kind.CYCLE, (*ids, BACKLOG))
    rhythm = Rhythm(settings.checkins.every)
    found = {
        id_: _cycle(id_, written.get(id_), ids, rhythm, directory, problems)
        for id_ in sorted(ids)
    }
    if BACKLOG not in found:
        found[BACKLOG] = Cycle(BACKLOG, "Backlog", None, None, "", rhythm, None, None, (), None)
    return found


def _cycle(  # noqa: PLR0913 - a cycle may come from a file, a name, or both
    id_: str,
    file: Written[CycleFields] | None,
    ids: set[str],
    rhythm: Rhythm,
    directory: Directory,
    problems: Problems,
) -> Cycle:
    fields = file.fields if file else CycleFields()
    by_name = named_cycle(id_) or (None, None)
    first_day, last_day = fields.start or by_name[0], fields.end or by_name[1]
    if file:
        _check_days(file, first_day is None or last_day is None, problems)
    if first_day and last_day and last_day < first_day and file:
        problems.error("OKR120", file.document.place("end"), "the cycle ends before it starts")
    parent = next((name for name in named_parents(id_) if name in ids), "")
    if file and fields.parent:
        parent = directory.one(fields.parent, Kind.CYCLE, file.document.place("parent"))
    return Cycle(
        id=id_,
        title=fields.title or _title(id_),
        first_day=first_day,
        last_day=last_day,
        parent=parent,
        rhythm=fields.checkin_every or rhythm,
        targets_fixed_on=fields.targets_fixed_on
        or (first_day + timedelta(days=DAYS_TO_FIX_TARGETS) if first_day else None),
        closed_on=fields.closed_on
        or (last_day + timedelta(days=DAYS_TO_CLOSE) if last_day else None),
        not_doing=fields.not_doing,
        document=file.document if file else None,
    )


def _check_days(file: Written[CycleFields], is_open: bool, problems: Problems) -> None:  # noqa: FBT001
    if is_open and file.id != BACKLOG:
        problems.error("OKR121", file.document.place(), "the cycle has no `start` and `end`",
                       hint="only the backlog has no days")


def _title(id_: str) -> str:
    """`2026-q4` as `Q4 2026`, anything else as words."""
    year, _, part = id_.partition("-")
    if named_cycle(id_):
        return f"{part.upper()} {year}" if part else year
    return as_words(id_)


def as_words(id_: str) -> str:
    """An id as a title.

    >>> as_words("customer-care")
    'Customer care'
    """
    words = id_.replace("-", " ")
    return words[:1].upper() + words[1:]


def teams(
    files: tuple[Written[TeamFields], ...],
    named: Iterable[str],
    directory: Directory,
) -> dict[str, Team]:
    """The teams with a file; where there is no file at all, those that are named."""
    directory.add(Kind.TEAM, (file.id for file in files))
    if not files:
        directory.add(Kind.TEAM, named)
        return {
            id_: Team(id_, as_words(id_), TeamKind.TEAM, "", "", None)
            for id_ in directory.ids(Kind.TEAM)
        }
    return {
        file.id: Team(
            id=file.id,
            title=file.fields.title or as_words(file.id),
            kind=file.fields.kind,
            parent=directory.maybe(file.fields.parent, Kind.TEAM, file.document.place("parent")),
            lead=directory.maybe(file.fields.lead, Kind.PERSON, file.document.place("lead")),
            document=file.document,
        )
        for file in files
    }


def people(files: tuple[Written[PersonFields], ...], directory: Directory) -> dict[str, Person]:
    """The people with a file, and, where there is no file at all, everybody who is named.

    Call this last: the names are those met while the other things were linked.
    """
    written = {
        file.id: Person(
            id=file.id,
            name=file.fields.name or as_words(file.id),
            team=directory.maybe(file.fields.team, Kind.TEAM, file.document.place("team")),
            document=file.document,
        )
        for file in files
    }
    if files:
        return written
    return {
        id_: Person(id_, as_words(id_).title(), "", None)
        for id_ in directory.ids(Kind.PERSON)
        if id_ != NOBODY
    }


def pillars(files: Iterable[Written[PillarFields]], directory: Directory) -> dict[str, Pillar]:
    """Visions, themes and funnel stages, in their order."""
    built = [
        Pillar(
            id=file.id,
            title=file.fields.title,
            kind=file.fields.kind,
            order=file.fields.order or 0,
            kpi=directory.maybe(file.fields.kpi, Kind.KPI, file.document.place("kpi")),
            parent=directory.maybe(file.fields.parent, Kind.PILLAR, file.document.place("parent")),
            document=file.document,
        )
        for file in files
    ]
    return {pillar.id: pillar for pillar in sorted(built, key=lambda p: (p.kind, p.order, p.title))}
