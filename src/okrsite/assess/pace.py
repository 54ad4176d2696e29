"""Expected progress, pace and the status that is shown."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from okrsite.assess.assessment import Status
from okrsite.base.frozen import Frozen
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
"""The statuses that take part in an objective's, from the weakest."""

_SILENCED = (Status.ON_TRACK, Status.TOO_EARLY, Status.PENDING)


def expected(
    key_result: KeyResult, promise: Promise, day: date, *, has_periods: bool
) -> float | None:
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
        return _milestones_due(promise, due, day)
    return expected_between(promise, first_day, due, day)


def expected_between(promise: Promise, first_day: date, due: date, day: date) -> float:
    """The expected share of the way from start to target: 0 before its days, 1 after them.

    Straight by the calendar, `(day - first day) / (due - first day)`, or where the author gave
    values to expect `(planned - start) / (target - start)`, clamped to 0..1.

    >>> straight = Promise(date(2026, 10, 1), date(2026, 12, 30), 1.0, 800.0, 2000.0)
    >>> expected_between(straight, date(2026, 10, 1), date(2026, 12, 30), date(2026, 10, 10))
    0.1
    """
    if day > due or first_day == due == day:
        return 1.0
    if day < first_day:
        return 0.0
    if promise.expected and promise.start is not None and promise.target is not None:
        planned = _interpolated(planned_path(promise), day)
        return min(1.0, max(0.0, (planned - promise.start) / (promise.target - promise.start)))
    return (day - first_day).days / (due - first_day).days


def planned_path(promise: Promise) -> tuple[tuple[date, float], ...]:
    """The planned values from start to target: (day, value) in the unit, in time."""
    if promise.start is None or promise.target is None:
        return ()
    if promise.first_day is None or promise.due is None:
        return ()
    ends = {promise.first_day: promise.start, promise.due: promise.target}
    return tuple(sorted({**ends, **dict(promise.expected)}.items()))


def pace(progress: float, expected_: float, settings: Pace) -> Status:
    """The computed status by the preset in force; too early while little is expected.

    >>> [str(pace(p, e, Pace())) for p, e in ((0.45, 0.50), (0.30, 0.50), (0.03, 0.05))]
    ['on-track', 'off-track', 'too-early']
    """
    if expected_ < settings.too_early_below - SLACK:
        return Status.TOO_EARLY
    preset = PRESETS[settings.preset]
    return preset.judge(progress, expected_, settings.bounds or preset.bounds)


class Preset(Frozen):
    """A way to compare progress with what was expected; see `judge`."""

    bounds: tuple[float, float | None]
    is_in_points: bool = False

    def judge(
        self, progress: float, expected_: float, bounds: tuple[float, float | None] | None = None
    ) -> Status:
        """On track, at risk or off track, without *too early*; without dividing, 1e-9 of slack.

        The bounds are the least shares of the expected progress that are on track and at risk,
        or in points how far progress may fall behind: less than the first is on track, up to
        the second at risk. Without a second bound nothing is off track.

        >>> PRESETS["upraise"].judge(0.45, 0.50), PRESETS["planview"].judge(0.0, 0.10)
        (<Status.AT_RISK: 'at-risk'>, <Status.AT_RISK: 'at-risk'>)
        """
        on_track, at_risk = bounds or self.bounds
        behind = expected_ - progress
        if self.is_in_points:
            if behind < on_track - SLACK:
                return Status.ON_TRACK
            is_at_risk = at_risk is None or behind <= at_risk + SLACK
        else:
            if progress >= on_track * expected_ - SLACK:
                return Status.ON_TRACK
            is_at_risk = at_risk is None or progress >= at_risk * expected_ - SLACK
        return Status.AT_RISK if is_at_risk else Status.OFF_TRACK


class Standing(Frozen):
    """What the shown status of a key result depends on.

    `has_value` says whether anything is known of it, be it only of a period in progress; `is_over`
    whether nothing more can come of it: its due day has passed, or its cycle has closed.
    """

    key_result: KeyResult
    promise: Promise
    as_of: date
    is_live: bool
    is_over: bool
    progress: float | None
    expected: float | None
    has_value: bool
    verdict: Verdict | None
    is_outdated: bool


def computed(standing: Standing, settings: Pace) -> Status:
    """The pace by the numbers alone."""
    if standing.expected is None:
        return Status.NONE
    if standing.progress is None:
        is_waiting = standing.key_result.type in _PERIODIC
        return Status.TOO_EARLY if is_waiting else Status.PENDING
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
    if is_achieved(standing.key_result, standing.progress, is_over=standing.is_over):
        return Status.ACHIEVED
    if standing.is_over and standing.progress is not None:
        return Status.MISSED
    if standing.progress is None and not standing.has_value:
        return Status.PENDING
    return Status(standing.verdict) if standing.verdict else computed_


def is_achieved(key_result: KeyResult, progress: float | None, *, is_over: bool) -> bool:
    """Whether the promise is kept: at once, except where it must be kept until it is over."""
    if progress is None or progress < 1 - SLACK:
        return False
    return key_result.type not in _PERIODIC or is_over


def weakest(statuses: Iterable[Status]) -> Status | None:
    """The weakest of the statuses that take part in a judgement."""
    return min((s for s in statuses if s in JUDGED), key=JUDGED.index, default=None)


def capped(status: Status) -> Status:
    """A status under a breached guardrail: at risk at best."""
    better = JUDGED[JUDGED.index(Status.AT_RISK) :]
    return Status.AT_RISK if status in better else status


def _milestones_due(promise: Promise, due: date, day: date) -> float:
    """The weight of the milestones whose day has come, over all weights."""
    total = sum(step.weight for step in promise.steps)
    if not total:
        return 1.0 if day >= due else 0.0
    return sum(step.weight for step in promise.steps if day >= (step.due or due)) / total


def _interpolated(path: tuple[tuple[date, float], ...], day: date) -> float:
    for (one, low), (other, high) in pairwise(path):
        if one <= day <= other:
            return low + (high - low) * (day - one).days / (other - one).days
    return path[-1][1]


PRESETS = {
    "mooncamp": Preset((0.90, 0.70)),
    "upraise": Preset((0.95, 0.75)),
    "viva": Preset((1.0, None)),
    "engagedly": Preset((0.165, 0.33), is_in_points=True),
    "planview": Preset((0.10, None), is_in_points=True),
}
"""The ways to judge pace that can be chosen, by name."""
