"""Where a key result is heading: the straight line through its values, carried on.

Dated values and the promise in force come in; the value expected on the due day goes out, how
sure the values make it, and the day on which the target would be met at this pace.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, fsum, sqrt
from operator import mul

from okrsite.assess.assessment import Forecast, Status
from okrsite.assess.points import Measurements
from okrsite.base.frozen import Frozen
from okrsite.model.goals import Promise
from okrsite.model.schema import KeyResultType

_T = KeyResultType
_MEASURED_ON_A_WAY = (_T.INCREASE, _T.DECREASE, _T.RELATIVE, _T.REACH)
_SETTLED = (Status.NONE, Status.NOT_STARTED, Status.ACHIEVED, Status.MISSED)
_FEWEST_DAYS = 3
_LONGEST_WAIT = timedelta(days=365)
_SLACK_DAYS = 1e-6  # so that a line which is there on the day is not a day late by rounding
_STRAIGHT = 1e-9  # of the largest distance from the mean: what is nearer to the line lies on it


def forecast_of(
    type_: KeyResultType, promise: Promise, status: Status, measured: Measurements
) -> Forecast | None:
    """The forecast of a key result by its values up to a day; None where there is none to make.

    Only a way from start to target has one, while it runs and is not achieved, and once its
    values lie on at least 3 different days.
    """
    if type_ not in _MEASURED_ON_A_WAY or status in _SETTLED:
        return None
    if promise.start is None or promise.target is None or promise.due is None:
        return None
    if len(set(measured.days)) < _FEWEST_DAYS:
        return None
    return forecast(measured, promise.start, promise.target, promise.due)


def forecast(measured: Measurements, start: float, target: float, due: date) -> Forecast:
    """The line of least squares through the values, one point each, with x in days.

    The values lie on at least 2 different days. The slope is the sum of (day - mean day) x
    (value - mean value), over the sum of (day - mean day) squared.

    >>> from okrsite.assess.points import measurements
    >>> told = [(date(2026, 11, day), value) for day, value in ((1, 10), (5, 14), (11, 20))]
    >>> found = forecast(measurements(told), 0.0, 30.0, date(2026, 11, 16))
    >>> found.slope, found.value_at_due, found.half_width, str(found.meets_on)
    (1.0, 25.0, 0.0, '2026-11-21')
    """
    line = _fitted(measured)
    last = max(measured.days)
    return Forecast(
        origin=line.origin,
        intercept=line.value_on(line.origin),
        slope=line.slope,
        count=line.count,
        value_at_due=line.value_on(due),
        half_width=line.half_width_on(due),
        meets_on=_meets_on(line, last, due + _LONGEST_WAIT, target, rises=target > start),
    )


class _Line(Frozen):
    """A line by its first point and the middle of all: whole days stay whole, so steps are exact.

    `days` and `rises` are the sums, over the points, of their days since `origin` and of what
    they lie above `first`; `spread` that of (`count` x days - `days`) squared; `error` the
    standard error of the values about the line, in the unit.
    """

    origin: date
    first: float
    count: int
    days: int
    rises: float
    spread: int
    slope: float
    error: float

    def value_on(self, day: date) -> float:
        return self.first + (self.rises + self.slope * self._away(day)) / self.count

    def half_width_on(self, day: date) -> float:
        """The standard error of a value foreseen for a day: wider the further it lies away."""
        return self.error * sqrt(1 + 1 / self.count + self._away(day) ** 2 / self.spread)

    def _away(self, day: date) -> int:
        """How far a day lies from the middle of the points, in days x `count`."""
        return self.count * (day - self.origin).days - self.days


class _Spacing(Frozen):
    """How days lie about their middle, which all series of these days share.

    `total` is the sum of the days since the `origin`; `away` how far each lies from the middle,
    in days x their count; `spread` the sum of its squares.
    """

    origin: date
    total: int
    away: tuple[int, ...]
    spread: int


@lru_cache(maxsize=64)
def _spaced(days: tuple[date, ...]) -> _Spacing:
    origin = min(days)
    since = [(day - origin).days for day in days]
    total = sum(since)
    away = tuple(len(days) * day - total for day in since)
    return _Spacing(origin, total, away, sum(x * x for x in away))


def _fitted(measured: Measurements) -> _Line:
    spaced, count = _spaced(measured.days), len(measured)
    origin, away, spread = spaced.origin, spaced.away, spaced.spread
    pairs = zip(measured.days, measured.values, strict=True)
    first = min(value for day, value in pairs if day == origin)
    ups = [value - first for value in measured.values]
    slope = count * fsum(map(mul, away, ups)) / spread
    rises = fsum(ups)
    middle = rises / count
    points = [(x / count, up - middle) for x, up in zip(away, ups, strict=True)]
    return _Line(origin, first, count, spaced.total, rises, spread, slope, _error(points, slope))


def _error(points: Sequence[tuple[float, float]], slope: float) -> float:
    """The residual standard error of points about their middle: 0 where they lie on a line."""
    largest = max(abs(y) for _, y in points)
    misses = [y - slope * x for x, y in points]
    if len(points) <= 2 or max(map(abs, misses)) <= _STRAIGHT * largest:
        return 0.0
    return sqrt(fsum(miss * miss for miss in misses) / (len(points) - 2))


def _meets_on(line: _Line, last: date, until: date, target: float, *, rises: bool) -> date | None:
    """The first day from the last value's on which the line has reached the target."""
    way = 1.0 if rises else -1.0
    left, gain = way * (target - line.value_on(last)), way * line.slope
    if left <= 0:
        return last
    if left > gain * ((until - last).days + _SLACK_DAYS):
        return None
    return last + timedelta(days=max(0, ceil(left / gain - _SLACK_DAYS)))
