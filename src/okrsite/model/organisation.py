"""Cycles, teams, people and pillars: the frame that goals stand in."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from okrsite.base.frozen import replace
from okrsite.base.problems import Place, Problems
from okrsite.model.ancestors import without_loops
from okrsite.model.calendar import Rhythm, named_cycle, named_parents
from okrsite.model.goals import Cycle, Kind, Person, Pillar, Team
from okrsite.model.references import Directory
from okrsite.model.schema import (
    ID,
    CycleFields,
    PersonFields,
    PillarFields,
    TeamFields,
    TeamKind,
)
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
    """The cycles with a file, those that are only named (`2026-q4`) and those around them.

    Reports cycles without days (OKR121) or that end before they start (OKR120).
    """
    written = {file.id: file for file in files}
    ids = {*written, *(name for name in named if named_cycle(name)), BACKLOG}
    ids |= {parent for id_ in ids for parent in named_parents(id_) if id_ not in written}
    ids |= {
        file.fields.parent
        for file in written.values()
        if file.fields.parent and named_cycle(file.fields.parent)
    }
    directory.add(Kind.CYCLE, ids)
    rhythm = Rhythm(settings.checkins.every)
    found = {}
    for id_ in sorted(ids):
        cycle = _named(id_, ids, rhythm)
        file = written.get(id_)
        found[id_] = _changed(cycle, file, directory, problems) if file else cycle
    return without_loops(found, problems)


def _named(id_: str, ids: set[str], rhythm: Rhythm) -> Cycle:
    """The cycle as its name alone tells of it."""
    first_day, last_day = named_cycle(id_) or (None, None)
    return Cycle(
        id=id_,
        title=title_of_cycle(id_),
        first_day=first_day,
        last_day=last_day,
        parent=next((name for name in named_parents(id_) if name in ids), ""),
        rhythm=rhythm,
        targets_fixed_on=_later(first_day, DAYS_TO_FIX_TARGETS),
        closed_on=_later(last_day, DAYS_TO_CLOSE),
        not_doing=(),
        document=None,
    )


def _changed(
    cycle: Cycle, file: Written[CycleFields], directory: Directory, problems: Problems
) -> Cycle:
    """The cycle with what its file says of it."""
    fields = file.fields
    first_day, last_day = fields.start or cycle.first_day, fields.end or cycle.last_day
    _check_days(file, first_day, last_day, problems)
    _check_close(file, first_day, problems)
    if cycle.id == BACKLOG:
        first_day = last_day = None
    parent = cycle.parent
    if fields.parent:
        parent = directory.one(fields.parent, Kind.CYCLE, file.at("parent"))
    return replace(
        cycle,
        title=fields.title or cycle.title,
        first_day=first_day,
        last_day=last_day,
        parent=parent,
        rhythm=fields.checkin_every or cycle.rhythm,
        targets_fixed_on=fields.targets_fixed_on or _later(first_day, DAYS_TO_FIX_TARGETS),
        closed_on=fields.closed_on or _later(last_day, DAYS_TO_CLOSE),
        not_doing=fields.not_doing,
        document=file.document,
    )


def _later(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day else None


def _check_days(
    file: Written[CycleFields], first_day: date | None, last_day: date | None, problems: Problems
) -> None:
    if file.id == BACKLOG:
        for name in ("start", "end", "closed_on"):
            if getattr(file.fields, name):
                problems.error(
                    "OKR121",
                    file.at(name).key,
                    "the backlog has no days",
                    hint="take the line out, or name a cycle of its own",
                )
    elif first_day is None or last_day is None:
        problems.error(
            "OKR121",
            Place(file.document.path, 1, 1, 3),
            "the cycle has no `start` and `end`",
            hint="write both days; only the backlog has none",
        )
    elif last_day < first_day:
        problems.error("OKR120", file.at("end").place, "the cycle ends before it starts")


def _check_close(file: Written[CycleFields], first_day: date | None, problems: Problems) -> None:
    """Report a cycle that closes before it starts: nothing of it could ever be judged."""
    closed_on = file.fields.closed_on
    if closed_on and first_day and closed_on < first_day:
        problems.error("OKR120", file.at("closed_on").place, "the cycle closes before it starts")


def title_of_cycle(id_: str) -> str:
    """A cycle's name as its id alone tells it.

    >>> title_of_cycle("2026-q4"), title_of_cycle("spring-push")
    ('Q4 2026', 'Spring push')
    """
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
    problems: Problems,
) -> dict[str, Team]:
    """The teams with a file; where there is no file at all, those that some `team:` names."""
    directory.add(Kind.TEAM, (file.id for file in files))
    if files:
        return without_loops({file.id: _team(file, directory) for file in files}, problems)
    directory.add(Kind.TEAM, (name for name in named if re.fullmatch(ID, name)))
    return {
        id_: Team(id_, as_words(id_), TeamKind.TEAM, "", "", None)
        for id_ in directory.ids(Kind.TEAM)
    }


def _team(file: Written[TeamFields], directory: Directory) -> Team:
    fields = file.fields
    return Team(
        id=file.id,
        title=fields.title or as_words(file.id),
        kind=fields.kind,
        parent=directory.maybe(fields.parent, Kind.TEAM, file.at("parent")),
        lead=directory.maybe(fields.lead, Kind.PERSON, file.at("lead")),
        document=file.document,
        handle=fields.handle or "",
    )


def people(files: tuple[Written[PersonFields], ...], directory: Directory) -> dict[str, Person]:
    """The people with a file, and, where there is no file at all, everybody who is named.

    Call this last: the names are those met while the other things were linked.
    """
    if not files:
        named = directory.ids(Kind.PERSON)
        return {id_: Person(id_, as_words(id_).title(), "", None) for id_ in named}
    return {
        file.id: Person(
            id=file.id,
            name=file.fields.name or as_words(file.id).title(),
            team=directory.maybe(file.fields.team, Kind.TEAM, file.at("team")),
            document=file.document,
            handle=file.fields.handle or "",
        )
        for file in files
    }


def pillars(
    files: Iterable[Written[PillarFields]], directory: Directory, problems: Problems
) -> dict[str, Pillar]:
    """Visions, themes and funnel stages, in their order."""
    built = [
        Pillar(
            id=file.id,
            title=file.fields.title,
            kind=file.fields.kind,
            order=file.fields.order or 0,
            kpi=directory.maybe(file.fields.kpi, Kind.KPI, file.at("kpi")),
            parent=directory.maybe(file.fields.parent, Kind.PILLAR, file.at("parent")),
            document=file.document,
        )
        for file in files
    ]
    ordered = sorted(built, key=lambda p: (p.kind, p.order, p.title, p.id))
    return without_loops({pillar.id: pillar for pillar in ordered}, problems)
