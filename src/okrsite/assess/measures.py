"""Progress of a key result, by its type: from what was said and observed to a raw share."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from okrsite.assess.assessment import PeriodResult
from okrsite.assess.points import Measurements, measurements
from okrsite.assess.series import Observed, reduce, running
from okrsite.base.frozen import Frozen
from okrsite.model.calendar import Period, period, whole_periods
from okrsite.model.goals import KeyResult, Promise
from okrsite.model.schema import KeyResultType, Reduce

NOTHING = Observed()
"""What a key result without a source observes."""

_NOT_MEASURED = Measurements()


class Evidence(Frozen):
    """All that the progress of a key result on a day may rest on.

    `observed` are its source's final values (none without a source), `aggregate` how they are
    reduced, `grace_days` how long after its end a period without a value still waits.
    `results` are its due periods, if it is counted over periods.
    """

    key_result: KeyResult
    promise: Promise
    as_of: date
    measured: Measurements = _NOT_MEASURED
    observed: Observed = NOTHING
    aggregate: Reduce = Reduce.LAST
    grace_days: int = 0
    steps_done: Mapping[str, date | None] | None = None
    label: str = ""
    is_done: bool = False
    results: tuple[PeriodResult, ...] = ()


def progress(evidence: Evidence) -> float | None:
    """The raw progress: 0 at the start, 1 at the target, outside where it overshoots.

    None while no value is known. The table at the foot says how each type is measured.
    """
    return _PROGRESS[evidence.key_result.type](evidence)


def share_of_way(value: float, start: float, target: float) -> float:
    """How far a value has come from start to target: one signed formula for both directions.

    `(value - start) / (target - start)`; below 0 behind the start, above 1 beyond the target.

    >>> share_of_way(1400.0, 800.0, 2000.0), share_of_way(9.0, 12.0, 6.0)
    (0.5, 0.5)
    """
    return (value - start) / (target - start)


def measured_values(
    key_result: KeyResult, promise: Promise, observed: Observed, as_of: date
) -> Measurements:
    """The dated values up to a day: from the source, else from check-ins and `values`.

    Of a source count the observations whose period lies in the key result's days, each reduced
    with those before it by `take`.
    """
    if not key_result.source:
        by_day = {
            u.day: u.value for u in key_result.updates if u.value is not None and u.day <= as_of
        }
        return measurements(sorted(by_day.items()))
    inside = observed.inside(promise.first_day, promise.due)
    return Measurements(inside.covers.ends, running(inside.numbers, key_result.fields.take))


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
    is_undated = key_result.is_done and key_result.done_on is None
    return is_undated or any(day <= as_of for day in days)


def chosen_label(key_result: KeyResult, as_of: date) -> str:
    """The last label chosen from a score table."""
    labels = [u.label for u in key_result.updates if u.label and u.day <= as_of]
    return labels[-1] if labels else ""


def period_results(evidence: Evidence) -> tuple[PeriodResult, ...]:
    """The due periods of a maintained or recurring key result, in time.

    Only whole calendar periods within its days. A level is due with a value, or once the end and
    the grace have passed: then a missing value counts as outside. What recurs is due once the
    period is over: then a missing value counts as nothing.
    """
    found = []
    for one in _periods(evidence):
        if one.start > evidence.as_of:
            break
        value = _value_in(one, evidence)
        if _is_due(one, value, evidence):
            found.append(PeriodResult(one, value, _share(value, evidence)))
    return tuple(found)


def _is_due(one: Period, value: float | None, evidence: Evidence) -> bool:
    if evidence.key_result.type is KeyResultType.RECURRING:
        return one.end <= evidence.as_of
    return value is not None or evidence.as_of > one.end + timedelta(days=evidence.grace_days)


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


def _periods(evidence: Evidence) -> tuple[Period, ...]:
    promise, every = evidence.promise, evidence.key_result.every
    if every is None or promise.first_day is None or promise.due is None:
        return ()
    return whole_periods(every, promise.first_day, promise.due)


def _value_in(one: Period, evidence: Evidence) -> float | None:
    if evidence.key_result.source:
        values = evidence.observed.within(one)
        return reduce(values, evidence.aggregate) if values else None
    days = [m for m in evidence.measured if one.start <= m.day <= one.end]
    return days[-1].value if days else None


def _share(value: float | None, evidence: Evidence) -> float:
    """What a period adds: all or nothing where a level is kept, at most 1 where it recurs."""
    promise = evidence.promise
    if value is None:
        return 0.0
    if evidence.key_result.type is KeyResultType.RECURRING:
        return min(1.0, value / promise.target) if promise.target else 0.0
    return 1.0 if _is_inside(value, promise, strict=evidence.key_result.fields.strict) else 0.0


def _is_inside(value: float, promise: Promise, *, strict: bool) -> bool:
    low, high = promise.low, promise.high
    if strict:
        return (low is None or value > low) and (high is None or value < high)
    return (low is None or value >= low) and (high is None or value <= high)


def _way(evidence: Evidence) -> float | None:
    """The share of the way that the latest value has come."""
    start, target = evidence.promise.start, evidence.promise.target
    if not evidence.measured or start is None or target is None or start == target:
        return None
    return share_of_way(evidence.measured[-1].value, start, target)


def _kept(evidence: Evidence) -> float | None:
    """The share of due periods that were kept, or the mean of what recurred."""
    results = evidence.results
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
    """1 once it is done, 0 before."""
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
