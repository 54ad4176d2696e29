"""Progress of a key result, by its type: from what was said and observed to a raw share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from okrsite.assess.assessment import Measured, PeriodResult, Point
from okrsite.assess.series import reduce
from okrsite.model.calendar import Period, period, whole_periods
from okrsite.model.goals import KeyResult, Promise
from okrsite.model.schema import KeyResultType, Reduce


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the progress of a key result on a day may rest on.

    `points` are its source's final periods (none without a source), `aggregate` how they are
    reduced, `grace_days` how long after its end a period without a value still waits.
    """

    key_result: KeyResult
    promise: Promise
    as_of: date
    measured: tuple[Measured, ...] = ()
    points: tuple[Point, ...] = ()
    aggregate: Reduce = Reduce.LAST
    grace_days: int = 0
    steps_done: Mapping[str, date | None] | None = None
    label: str = ""
    is_done: bool = False


def progress(evidence: Evidence) -> float | None:
    """The raw progress: 0 at the start, 1 at the target, outside where it overshoots.

    None while no value is known. One signed formula serves both directions:
    `(value - start) / (target - start)`.
    """
    return _PROGRESS[evidence.key_result.type](evidence)


def measured_values(
    key_result: KeyResult, promise: Promise, points: tuple[Point, ...], as_of: date
) -> tuple[Measured, ...]:
    """The dated values up to a day: from the source, else from check-ins and `values`."""
    if not key_result.source:
        by_day = {u.day: u.value for u in key_result.updates if u.value is not None and u.day <= as_of}
        return tuple(Measured(day, value) for day, value in sorted(by_day.items()))
    inside = [p for p in points if p.value is not None and _lies_in(p.covers, promise)]
    found: list[Measured] = []
    values: list[float] = []
    for point in inside:
        assert point.value is not None
        values.append(point.value)
        found.append(Measured(point.covers.end, reduce(values, key_result.fields.take)))
    return tuple(found)


def steps_done(key_result: KeyResult, promise: Promise, as_of: date) -> dict[str, date | None]:
    """The day each milestone was done, by the earlier of the file and the check-ins."""
    found: dict[str, date | None] = {}
    for step in promise.steps:
        days = [u.day for u in key_result.updates if step.id in u.done]
        if step.done:
            days.append(step.done)
        days = [day for day in days if day <= as_of]
        if days:
            found[step.id] = min(days)
    return found


def is_done(key_result: KeyResult, as_of: date) -> bool:
    """Whether a binary key result was reached by a day; undated `done: yes` always counts."""
    days = [u.done_on for u in key_result.updates if u.done_on and u.day <= as_of]
    if key_result.done_on:
        days.append(key_result.done_on)
    undated = key_result.is_done and key_result.done_on is None
    return undated or any(day <= as_of for day in days)


def chosen_label(key_result: KeyResult, as_of: date) -> str:
    """The last label chosen from a score table."""
    labels = [u.label for u in key_result.updates if u.label and u.day <= as_of]
    return labels[-1] if labels else ""


def period_results(evidence: Evidence) -> tuple[PeriodResult, ...]:
    """The due periods of a maintained or recurring key result.

    Only whole calendar periods within its days; due with a value (for a recurring one also
    over), or once the end and the grace have passed: then a missing value counts as outside.
    """
    found = []
    for one in _periods(evidence):
        value = _value_in(one, evidence)
        is_over = one.end <= evidence.as_of
        has_waited = evidence.as_of > one.end + timedelta(days=evidence.grace_days)
        counts_early = evidence.key_result.type is KeyResultType.MAINTAIN
        if has_waited or (value is not None and (is_over or counts_early)):
            found.append(PeriodResult(one, value, _share(value, evidence)))
    return tuple(found)


def running_period(evidence: Evidence) -> PeriodResult | None:
    """The period in progress of a recurring key result, shown beside its progress."""
    every = evidence.key_result.every
    if evidence.key_result.type is not KeyResultType.RECURRING or every is None:
        return None
    one = period(every, evidence.as_of)
    if one.end <= evidence.as_of or one not in _periods(evidence):
        return None
    value = _value_in(one, evidence)
    return PeriodResult(one, value, _share(value, evidence))


def _lies_in(covers: Period, promise: Promise) -> bool:
    return (promise.first_day is None or covers.start >= promise.first_day) and (
        promise.due is None or covers.end <= promise.due
    )


def _periods(evidence: Evidence) -> tuple[Period, ...]:
    promise, every = evidence.promise, evidence.key_result.every
    if every is None or promise.first_day is None or promise.due is None:
        return ()
    return whole_periods(every, promise.first_day, min(promise.due, _far(evidence.as_of)))


def _far(as_of: date) -> date:
    """Late enough for the period in progress to be whole."""
    return as_of + timedelta(days=400)


def _value_in(one: Period, evidence: Evidence) -> float | None:
    if evidence.key_result.source:
        values = [p.value for p in evidence.points if p.value is not None and (
            one.start <= p.covers.start and p.covers.end <= one.end
            and (one.hour < 0 or p.period == one))]
        return reduce(values, evidence.aggregate) if values else None
    days = [m for m in evidence.measured if one.start <= m.day <= one.end]
    return days[-1].value if days else None


def _share(value: float | None, evidence: Evidence) -> float:
    if value is None:
        return 0.0
    promise = evidence.promise
    if evidence.key_result.type is KeyResultType.RECURRING:
        assert promise.target
        return min(1.0, value / promise.target)
    return 1.0 if _is_inside(value, promise, strict=evidence.key_result.fields.strict) else 0.0


def _is_inside(value: float, promise: Promise, *, strict: bool) -> bool:
    low, high = promise.low, promise.high
    if strict:
        return (low is None or value > low) and (high is None or value < high)
    return (low is None or value >= low) and (high is None or value <= high)


def _way(evidence: Evidence) -> float | None:
    """`(value - start) / (target - start)`, signed, for increase, decrease, relative and reach."""
    promise = evidence.promise
    if not evidence.measured or promise.start is None or promise.target is None:
        return None
    value = evidence.measured[-1].value
    return (value - promise.start) / (promise.target - promise.start)


def _kept(evidence: Evidence) -> float | None:
    """The share of due periods that were kept, or the mean of what recurred."""
    results = period_results(evidence)
    return sum(one.share for one in results) / len(results) if results else None


def _milestones(evidence: Evidence) -> float:
    """The weights done over all weights, or the score of the label chosen."""
    promise = evidence.promise
    if promise.scores:
        return dict(promise.scores).get(evidence.label, 0.0)
    done = evidence.steps_done or {}
    total = sum(step.weight for step in promise.steps)
    return sum(step.weight for step in promise.steps if step.id in done) / total if total else 0.0


def _binary(evidence: Evidence) -> float:
    return 1.0 if evidence.is_done else 0.0


def _baseline(evidence: Evidence) -> float:
    """0 until the first value, then 1, and it stays so."""
    return 1.0 if evidence.measured else 0.0


_T = KeyResultType
_PROGRESS: dict[KeyResultType, Callable[[Evidence], float | None]] = {
    _T.INCREASE: _way,
    _T.DECREASE: _way,
    _T.RELATIVE: _way,
    _T.REACH: _way,
    _T.MAINTAIN: _kept,
    _T.RECURRING: _kept,
    _T.MILESTONES: _milestones,
    _T.BINARY: _binary,
    _T.BASELINE: _baseline,
}
