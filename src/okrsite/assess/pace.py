"""Expected progress, pace and the status that is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from okrsite.assess.assessment import Status
from okrsite.model.goals import KeyResult, Promise
from okrsite.model.schema import KeyResultType, Verdict
from okrsite.read.config import Pace

SLACK = 1e-9
_PERIODIC = (KeyResultType.MAINTAIN, KeyResultType.RECURRING)
_OPEN_UNTIL_DUE = (KeyResultType.BINARY, KeyResultType.BASELINE)
JUDGED = (
    Status.MISSED,
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.OUTDATED,
    Status.TOO_EARLY,
    Status.OPEN,
    Status.ON_TRACK,
    Status.ACHIEVED,
)
_SILENCED = (Status.ON_TRACK, Status.TOO_EARLY, Status.PENDING)


def expected(key_result: KeyResult, promise: Promise, day: date, *, has_periods: bool) -> float | None:
    """The expected progress (0..1) at the end of a day; None for a key result without days.

    From 0 on the first day to 1 on the due day, in whole days, or along the author's points.
    `has_periods` says whether a maintained or recurring key result has a due period yet.
    """
    first_day, due = promise.first_day, promise.due
    if first_day is None or due is None:
        return None
    if key_result.type in _PERIODIC:
        return 1.0 if has_periods else 0.0
    if key_result.type in _OPEN_UNTIL_DUE:
        return 1.0 if day >= due else 0.0
    if key_result.type is KeyResultType.MILESTONES:
        return _milestones_due(promise, day)
    if promise.expected:
        return _along_points(promise, day)
    return _straight(first_day, due, day)


def planned_path(promise: Promise) -> tuple[tuple[date, float], ...]:
    """The planned values from start to target: (day, value) in the unit, in time."""
    if promise.start is None or promise.target is None:
        return ()
    if promise.first_day is None or promise.due is None:
        return ()
    points = {promise.first_day: promise.start, promise.due: promise.target, **dict(promise.expected)}
    return tuple(sorted(points.items()))


def pace(progress: float, expected_: float, settings: Pace) -> Status:
    """The computed status: shares of the expected progress, compared without dividing.

    >>> pace(0.45, 0.50, Pace()), pace(0.30, 0.50, Pace()), pace(0.03, 0.05, Pace())
    (<Status.ON_TRACK: 'on-track'>, <Status.OFF_TRACK: 'off-track'>, <Status.TOO_EARLY: 'too-early'>)
    """
    if expected_ < settings.too_early_below - SLACK:
        return Status.TOO_EARLY
    on_track, at_risk = settings.bounds
    if progress >= on_track * expected_ - SLACK:
        return Status.ON_TRACK
    return Status.AT_RISK if progress >= at_risk * expected_ - SLACK else Status.OFF_TRACK


@dataclass(frozen=True, slots=True)
class Standing:
    """What the shown status of a key result depends on."""

    key_result: KeyResult
    promise: Promise
    as_of: date
    is_live: bool
    progress: float | None
    expected: float | None
    verdict: Verdict | None
    is_outdated: bool


def computed(standing: Standing, settings: Pace) -> Status:
    """The pace by the numbers alone."""
    if standing.expected is None:
        return Status.NONE
    if standing.progress is None:
        return Status.PENDING
    is_open = standing.key_result.type in _OPEN_UNTIL_DUE
    if is_open and standing.promise.due and standing.as_of < standing.promise.due:
        return Status.OPEN
    return pace(standing.progress, standing.expected, settings)


def shown(standing: Standing, computed_: Status) -> Status:
    """The status that is shown, the first that applies; silence is never green."""
    status = _before_silence(standing, computed_)
    return Status.OUTDATED if standing.is_outdated and status in _SILENCED else status


def _before_silence(standing: Standing, computed_: Status) -> Status:
    first_day, due = standing.promise.first_day, standing.promise.due
    if not standing.is_live or first_day is None or due is None:
        return Status.NONE
    if standing.as_of < first_day:
        return Status.NOT_STARTED
    is_over = standing.as_of > due
    if is_achieved(standing):
        return Status.ACHIEVED
    if is_over and standing.progress is not None:
        return Status.MISSED
    if standing.progress is None:
        return Status.PENDING
    return Status(standing.verdict) if standing.verdict else computed_


def is_achieved(standing: Standing) -> bool:
    """Whether the promise is kept: at once, except where it must be kept until the due day."""
    if standing.progress is None or standing.progress < 1 - SLACK:
        return False
    due = standing.promise.due
    return standing.key_result.type not in _PERIODIC or (due is not None and standing.as_of > due)


def weakest(statuses: Iterable[Status]) -> Status | None:
    """The weakest of the statuses that take part in a judgement."""
    return min((s for s in statuses if s in JUDGED), key=JUDGED.index, default=None)


def capped(status: Status) -> Status:
    """A status under a breached guardrail: at risk at best."""
    better = JUDGED[JUDGED.index(Status.AT_RISK) :]
    return Status.AT_RISK if status in better else status


def _milestones_due(promise: Promise, day: date) -> float:
    assert promise.due
    total = sum(step.weight for step in promise.steps)
    if not total:
        return 1.0 if day >= promise.due else 0.0
    return sum(s.weight for s in promise.steps if day >= (s.due or promise.due)) / total


def _straight(first_day: date, due: date, day: date) -> float:
    if day >= due:
        return 1.0
    if day <= first_day:
        return 0.0
    return (day - first_day).days / (due - first_day).days


def _along_points(promise: Promise, day: date) -> float:
    assert promise.start is not None
    assert promise.target is not None
    path = planned_path(promise)
    if day < path[0][0]:
        return 0.0
    if day >= path[-1][0] and promise.due and day > promise.due:
        return 1.0
    planned = _interpolated(path, day)
    return min(1.0, max(0.0, (planned - promise.start) / (promise.target - promise.start)))


def _interpolated(path: tuple[tuple[date, float], ...], day: date) -> float:
    for (one, low), (other, high) in zip(path, path[1:], strict=False):
        if one <= day <= other:
            return low + (high - low) * (day - one).days / (other - one).days
    return path[-1][1]
