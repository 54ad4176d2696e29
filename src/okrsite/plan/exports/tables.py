"""A scene in, tables out: the records of `goals.json`, one line a thing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Any, TypeAlias

from okrsite.base.frozen import Frozen
from okrsite.model.goals import CheckIn
from okrsite.plan.exports.goals import checkins, key_results, kpis, objectives, series
from okrsite.plan.exports.records import BoundsRecord, CheckInRecord, RefRecord
from okrsite.plan.scene import Scene

Cell: TypeAlias = str | int | float | bool | date | None

FOLDER = "data"


class TableData(Frozen):
    """A table to be: things as `goals.json` has them, the very same, and the columns to show."""

    columns: tuple[str, ...]
    things: tuple[object, ...]


class Sheet(Frozen):
    """A table: the names of its columns, and its lines."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(scene: Scene) -> Iterator[tuple[str, Callable[[], TableData]]]:
    """The tables of a site by their paths, each to be made in its turn; none is without lines."""
    portfolio = scene.portfolio
    is_spoken = any(one.day <= scene.as_of for one in portfolio.checkins if _says_something(one))
    found = (
        ("objectives", portfolio.objectives, _OBJECTIVES, objectives),
        ("key-results", scene.key_results, _KEY_RESULTS, key_results),
        ("kpis", portfolio.kpis, _KPIS, kpis),
        ("check-ins", is_spoken, _CHECK_INS, _spoken),
    )
    for name, is_there, columns, things in found:
        if is_there:
            yield table_path(name), partial(_table, columns, partial(things, scene))
    for id_, kpi in sorted(portfolio.kpis.items()):
        if scene.assessment.kpis[id_].points:
            yield series_path(id_), partial(_table, _SERIES, partial(series, kpi, scene))


def _table(columns: tuple[str, ...], things: Callable[[], tuple[object, ...]]) -> TableData:
    return TableData(columns, things())


def _spoken(scene: Scene) -> tuple[CheckInRecord, ...]:
    """The check-ins that say something."""
    return tuple(filter(_says_something, checkins(scene)))


def sheet(table: TableData) -> Sheet:
    """The lines of a table: one a thing, of a check-in one for all that it says.

    A column `warn.low` is a field of a field; a list is its ids with blanks between them.
    """
    header = tuple(name.replace(".", "_") for name in table.columns)
    if table.columns == _CHECK_INS:
        return Sheet(header, tuple(_said(table.things)))
    readers = [_reader(name) for name in table.columns]
    return Sheet(
        header, tuple(tuple(_cell(read(thing)) for read in readers) for thing in table.things)
    )


def table_path(name: str) -> str:
    """Where a table of many things is."""
    return f"{FOLDER}/{name}.csv"


def series_path(kpi: str) -> str:
    """Where the table of a KPI's series is."""
    return table_path(f"kpis/{kpi}")


def _reader(name: str) -> Callable[[Any], object]:
    field, _, side = name.partition(".")
    if not side:
        return attrgetter(field)

    def bound(thing: object) -> object:
        found = getattr(thing, field)
        assert found is None or isinstance(found, BoundsRecord)
        return getattr(found, side) if found else None

    return bound


def _cell(value: object) -> Cell:
    if isinstance(value, tuple):
        return " ".join(map(_name, value))
    if isinstance(value, Enum):
        return str(value.value)
    assert value is None or isinstance(value, (str, int, float, date))
    return value


def _name(one: object) -> str:
    return one.id if isinstance(one, RefRecord) else str(one)


def _says_something(one: CheckIn | CheckInRecord) -> bool:
    return bool(one.updates or one.wins or one.setbacks or one.blockers)


def _said(checkins: Iterable[object]) -> Iterator[tuple[Cell, ...]]:
    """A line for each goal that was spoken of, and for each win, setback and blocker."""
    for one in checkins:
        assert isinstance(one, CheckInRecord)
        head = (one.date, one.author)
        for said in one.updates:
            yield (
                *head,
                "update",
                said.goal.id,
                said.value,
                said.label,
                " ".join(said.done),
                said.done_on,
                said.confidence,
                said.expected_score,
                said.verdict.value if said.verdict else None,
                said.note,
                one.file,
                said.line,
            )
        told = (("win", one.wins), ("setback", one.setbacks), ("blocker", one.blockers))
        for kind, texts in told:
            for text in texts:
                yield (*head, kind, *[None] * 8, text, one.file, None)


_OBJECTIVES = (
    "id",
    "title",
    "page",
    "owner",
    "team",
    "cycle",
    "parents",
    "depends_on",
    "contributes",
    "pillar",
    "ambition",
    "intent",
    "priority",
    "weight",
    "stage",
    "carried_from",
    "improves",
    "measured_by",
    "guardrails",
    "as_of",
    "progress",
    "expected",
    "computed_status",
    "verdict",
    "status",
    "outdated",
    "counts",
    "breached_guardrails",
    "updated_on",
    "closed",
    "score",
    "given_score",
    "result",
    "decision",
    "file",
)
_KEY_RESULTS = (
    "id",
    "title",
    "page",
    "owner",
    "type",
    "unit",
    "start",
    "target",
    "low",
    "high",
    "commit",
    "stretch",
    "value",
    "label",
    "progress",
    "first_progress",
    "expected",
    "pace",
    "verdict",
    "status",
    "outdated",
    "counts",
    "confidence",
    "first_day",
    "due",
    "weight",
    "updated_on",
    "dropped_on",
    "measured_by",
    "file",
    "line",
)
_KPIS = (
    "id",
    "title",
    "page",
    "owner",
    "team",
    "also_for",
    "pillar",
    "parent",
    "unit",
    "cadence",
    "better",
    "indicator",
    "warn.low",
    "warn.high",
    "critical.low",
    "critical.high",
    "target.low",
    "target.high",
    "target_by",
    "formula",
    "state",
    "since",
    "stale",
    "acknowledged",
    "retired",
    "value",
    "period",
    "objectives",
    "file",
)
_CHECK_INS = (
    "date",
    "author",
    "kind",
    "goal",
    "value",
    "label",
    "done",
    "done_on",
    "confidence",
    "expected_score",
    "verdict",
    "note",
    "file",
    "line",
)
_SERIES = ("period", "start", "end", "value", "provisional", "note")
