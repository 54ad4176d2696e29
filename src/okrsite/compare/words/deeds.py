"""What became of a thing: it came, it was carried forward, closed, changed, or went.

An objective is closed when it gets a `closing` or is abandoned, a key result when it is dropped, a
KPI when it is retired, a cycle when its file moves its close to the as-of day or before. What ends
by the calendar alone did not change.
"""

from collections.abc import Callable, Mapping

from okrsite.compare.difference import Deed, What
from okrsite.compare.facts.steps import Path
from okrsite.compare.words.told import Told
from okrsite.model.goals import Kind
from okrsite.model.schema import EventKind, Stage


def deed(told: Told) -> Deed:
    """What became of a thing."""
    if told.is_ is None:
        return Deed.REMOVED
    if told.was is None:
        return Deed.CARRIED if _is_carried(told) else Deed.ADDED
    return Deed.CLOSED if closing_fields(told) else Deed.CHANGED


def closing_fields(told: Told) -> tuple[Path, ...]:
    """The fields by which a thing is closed since before, which the deed tells of."""
    fields = _ENDS.get(told.subject.kind)
    return fields(told) if fields else ()


def carried_from(told: Told) -> str:
    """The objective that a goal was carried forward from, empty where it was not."""
    objective = told.after.objectives.get(told.subject.id.partition("#")[0])
    found = objective.fields.carried_from if objective else None
    return (found or "").rpartition(":")[2]


def _is_carried(told: Told) -> bool:
    """Whether a new objective was carried forward, or a new key result with it."""
    if told.subject.kind not in (Kind.OBJECTIVE, Kind.KEY_RESULT):
        return False
    whole, _, local = told.subject.id.partition("#")
    source = carried_from(told)
    if not local or not source:
        return bool(source)
    known = {**told.after.key_results, **told.before.key_results}
    return whole not in told.before.objectives and f"{source}#{local}" in known


def _objective(told: Told) -> tuple[Path, ...]:
    if new := _new(told, "closing"):
        return new
    is_abandoned = told.said.get(_STATUS) == Stage.ABANDONED != told.said_before.get(_STATUS)
    return (_STATUS,) if is_abandoned else ()


def _key_result(told: Told) -> tuple[Path, ...]:
    return _new(told, "dropped")


def _kpi(told: Told) -> tuple[Path, ...]:
    """The event that retired it."""
    retired = [path for path in told.said if path[0] == "events" and _is_retired(path)]
    was_retired = any(path[0] == "events" and _is_retired(path) for path in told.said_before)
    return () if was_retired else tuple(retired)


def _cycle(told: Told) -> tuple[Path, ...]:
    assert told.was
    assert told.is_
    was, is_ = told.before.cycles[told.was.id], told.after.cycles[told.is_.id]
    has_closed = is_.is_closed(told.as_of) and not was.is_closed(told.as_of)
    return (_CLOSED_ON,) if has_closed and _CLOSED_ON in told.said else ()


def _new(told: Told, field: str) -> tuple[Path, ...]:
    """The paths of a field that was not there at all before."""
    was_there = any(path[0] == field for path in told.said_before)
    return () if was_there else tuple(path for path in told.said if path[0] == field)


def _is_retired(path: Path) -> bool:
    return path[1].partition("~")[0].endswith(f" {EventKind.RETIRED}")


_STATUS = ("status",)
_CLOSED_ON = ("closed_on",)
_ENDS: Mapping[Kind | What, Callable[[Told], tuple[Path, ...]]] = {
    Kind.OBJECTIVE: _objective,
    Kind.KEY_RESULT: _key_result,
    Kind.KPI: _kpi,
    Kind.CYCLE: _cycle,
}
