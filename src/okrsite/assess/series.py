"""Series on a day: rows, composites and units as the values of periods, gaps and all."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from math import fsum
from operator import add

from okrsite.assess.assessment import Point
from okrsite.base.frozen import Frozen
from okrsite.model.calendar import Cadence, Period, following, is_finer, period, within
from okrsite.model.formula import evaluate
from okrsite.model.schema import Reduce
from okrsite.model.series import Combined, Formula, Observations, Rows, SameAs, Series, reads

_MOST_GAPS = 20_000
_SATURDAY = 5


def reduce(values: Sequence[float], how: Reduce) -> float:
    """Several values as one; `values` are in time and not empty.

    >>> reduce([1.0, 2.0, 6.0], Reduce.MEAN)
    3.0
    """
    return _REDUCERS[how](values)


def running(values: Sequence[float], how: Reduce) -> tuple[float, ...]:
    """Each value reduced with those before it.

    >>> running([1.0, 3.0, 2.0], Reduce.SUM), running([1.0, 3.0, 2.0], Reduce.MAX)
    ((1.0, 4.0, 6.0), (1.0, 3.0, 3.0))
    """
    if how is Reduce.LAST:
        return tuple(values)
    if how is Reduce.MEAN:
        return tuple(total / (i + 1) for i, total in enumerate(accumulate(values)))
    return tuple(accumulate(values, _STEPS[how]))


class Known(Frozen):
    """A final value of a series: its period and the days it speaks of."""

    period: Period
    covers: Period
    value: float


class Observed(Frozen):
    """The final values of a series, in the order of the days on which they end.

    `last_told` is the last period that has a value, be it final or not.
    """

    values: tuple[Known, ...]
    last_told: Period | None = None

    def inside(self, first_day: date | None, last_day: date | None) -> tuple[Known, ...]:
        """The values that speak only of the days from the first to the last."""
        first, last = first_day or date.min, last_day or date.max
        start = bisect_left(self.values, first, key=_end)
        stop = bisect_right(self.values, last, key=_end)
        return tuple(one for one in self.values[start:stop] if one.covers.start >= first)

    def last(self, day: date) -> Known | None:
        """The last value that speaks of no day after a day."""
        stop = bisect_right(self.values, day, key=_end)
        return self.values[stop - 1] if stop else None

    def within(self, whole: Period) -> list[float]:
        """The values within a period, in time."""
        found = self.inside(whole.start, whole.end)
        return [one.value for one in found if whole.hour < 0 or one.period == whole]


class Reduced(Frozen):
    """A final value of a period, whole where none of the finer values that make it is missing."""

    value: float
    is_whole: bool


def _end(one: Known) -> date:
    return one.covers.end


class Book:
    """Every series as it stood at the end of a day."""

    def __init__(self, series: Mapping[str, Series], as_of: date) -> None:
        self._series = series
        self._as_of = as_of
        self._points: dict[str, tuple[Point, ...]] = {}
        self._observed: dict[str, Observed] = {}

    def points(self, id_: str) -> tuple[Point, ...]:
        """A series' periods in time; gaps within it have no value."""
        waiting = [] if id_ in self._points else [id_]
        while waiting:
            one = self._series[waiting[-1]]
            missing = [part for part in reads(one) if part not in self._points]
            if missing:
                waiting.extend(missing)
            else:
                self._points[waiting.pop()] = self.of(one)
        return self._points[id_]

    def observed(self, id_: str) -> Observed:
        """A series' final values; the points of one that is written down are not kept for them."""
        if id_ not in self._observed:
            one = self._series[id_]
            is_kept = id_ in self._points or not isinstance(one.origin, Rows)
            points = self.points(id_) if is_kept else self.of(one)
            found = [
                Known(p.period, p.covers, p.value)
                for p in points
                if p.value is not None and not p.is_provisional
            ]
            ordered = tuple(sorted(found, key=_end))
            self._observed[id_] = Observed(ordered, last_told(points))
        return self._observed[id_]

    def reduced(self, id_: str, cadence: Cadence) -> Mapping[Period, Reduced]:
        """A series' final values by the periods of its own cadence or a coarser one."""
        self.points(id_)
        return {
            p.period: Reduced(p.value, is_whole=p.present == p.expected)
            for p in self._reduced(id_, cadence)
            if p.value is not None and not p.is_provisional
        }

    def of(self, series: Series) -> tuple[Point, ...]:
        """The periods of a series that need not be one of the book's own."""
        origin = series.origin
        if isinstance(origin, Rows):
            found = _from_rows(origin.observations, series, self._as_of)
        elif isinstance(origin, SameAs):
            found = self._reduced(origin.id, series.cadence)
        elif isinstance(origin, Formula):
            found = self._composite(series, origin)
        else:
            found = self._combined(series, origin)
        return _with_gaps(found, series.cadence)

    def _reduced(self, id_: str, cadence: Cadence) -> list[Point]:
        """A series' points in a coarser cadence, by its own aggregate over what is present."""
        source = self._series[id_]
        points = [p for p in self._points[id_] if p.value is not None]
        if not is_finer(source.cadence, cadence):
            return points
        groups: dict[Period, list[Point]] = {}
        for point in points:
            groups.setdefault(within(point.period, cadence), []).append(point)
        how = source.aggregate or Reduce.LAST
        return [
            Point(
                period=whole,
                covers=whole,
                value=reduce([p.value for p in group if p.value is not None], how),
                is_provisional=whole.end > self._as_of or any(p.is_provisional for p in group),
                present=len(group),
                expected=_count(source.cadence, whole),
            )
            for whole, group in sorted(groups.items())
        ]

    def _composite(self, series: Series, formula: Formula) -> list[Point]:
        parts = {
            id_: {p.period: p for p in self._reduced(id_, series.cadence)} for id_ in reads(series)
        }
        periods = sorted({one for points in parts.values() for one in points})
        return [_composed(one, formula, parts) for one in periods]

    def _combined(self, series: Series, origin: Combined) -> list[Point]:
        units = [
            {p.period: p for p in _from_rows(rows.observations, series, self._as_of)}
            for rows in origin.units
        ]
        periods = sorted({one for points in units for one in points})
        return [_together(one, units, Reduce(origin.combine)) for one in periods]


def last_told(points: Sequence[Point]) -> Period | None:
    """The last period that has a value, be it final or not."""
    return next((p.period for p in reversed(points) if p.value is not None), None)


def fresh_until(
    last: Period | None,
    cadence: Cadence,
    grace_days: int,
    *,
    workdays: bool = False,
    first_day: date | None = None,
) -> date | None:
    """The last day on which nothing is overdue; None where nothing ever is.

    Due is the period after the `last` that has a value; of a series without a value the period of
    `first_day`, if that is given. With `workdays` the weekends of a daily series count neither as
    periods nor as grace.
    """
    due = _next_period(last, cadence, first_day)
    if due is None:
        return None
    while workdays and cadence is Cadence.DAILY and due.end.weekday() >= _SATURDAY:
        due = following(due)
    return _later(due.end, grace_days, workdays=workdays)


def _next_period(last: Period | None, cadence: Cadence, first_day: date | None) -> Period | None:
    """The period after the last one, or that of the first day where there is none."""
    if cadence is Cadence.IRREGULAR:
        return None
    if last:
        return following(last)
    return period(cadence, first_day) if first_day else None


def _later(day: date, days: int, *, workdays: bool) -> date:
    if not workdays:
        return day + timedelta(days=days)
    while days > 0:
        day += timedelta(days=1)
        days -= 0 if day.weekday() >= _SATURDAY else 1
    return day


def _from_rows(rows: Observations, series: Series, as_of: date) -> list[Point]:
    """Rows as periods: a full date is final on its day, a coarser label on its last day.

    Where a series is finer than its cadence, the running period's sum, mean or extreme is not
    the period's yet, so it is provisional until the period is over. A series with one row a
    period shows in its second period that it is not finer.
    """
    groups: dict[Period, list[int]] = {}
    for i, one in enumerate(rows.periods):
        if one.start <= as_of:
            groups.setdefault(within(one, series.cadence), []).append(i)
    how = series.aggregate or Reduce.LAST
    is_finer_than_told = len(groups) == 1 or any(len(group) > 1 for group in groups.values())
    return [
        _point(whole, rows, group, how, as_of, is_reduced=is_finer_than_told)
        for whole, group in sorted(groups.items())
    ]


def _point(  # noqa: PLR0913 - the rows of a period, and how they are taken together
    whole: Period,
    rows: Observations,
    group: list[int],
    how: Reduce,
    as_of: date,
    *,
    is_reduced: bool,
) -> Point:
    """The point of a period, whose rows are at the positions of the group."""
    is_partial = is_reduced and how is not Reduce.LAST and whole.end > as_of
    return Point(
        period=whole,
        covers=whole if is_reduced and how is not Reduce.LAST else rows.periods[group[-1]],
        value=reduce([rows.values[i] for i in group], how),
        is_provisional=is_partial or any(rows.periods[i].end > as_of for i in group),
        note="; ".join(rows.notes[i] for i in group if rows.notes[i]) if rows.notes else "",
    )


def _composed(one: Period, formula: Formula, parts: Mapping[str, Mapping[Period, Point]]) -> Point:
    present = {id_: points[one] for id_, points in parts.items() if one in points}
    missing = sorted(set(parts) - set(present))
    if missing:
        return Point(one, one, None, note=f"no value of {', '.join(missing)}")
    values = {id_: point.value for id_, point in present.items() if point.value is not None}
    value = evaluate(formula.expression, values)
    counted = [p for p in present.values() if p.expected]
    fewest = min(counted, key=lambda p: p.present / p.expected, default=None)
    return Point(
        period=one,
        covers=one,
        value=value,
        is_provisional=any(p.is_provisional for p in present.values()),
        note="" if value is not None else "division by zero",
        present=fewest.present if fewest else 0,
        expected=fewest.expected if fewest else 0,
    )


def _together(one: Period, units: Iterable[Mapping[Period, Point]], how: Reduce) -> Point:
    """The units of a KPI in a period; a missing unit makes the period missing."""
    found = [points.get(one) for points in units]
    present = [point for point in found if point is not None]
    values = [point.value for point in present if point.value is not None]
    return Point(
        period=one,
        covers=one,
        value=reduce(values, how) if len(values) == len(found) else None,
        is_provisional=any(point.is_provisional for point in present),
    )


def _count(cadence: Cadence, whole: Period) -> int:
    """How many periods of a finer cadence belong to a period."""
    days = (whole.end - whole.start).days + 1
    if cadence is Cadence.HOURLY:
        return 24 * days
    if cadence is Cadence.DAILY:
        return days
    count = 0
    one = period(cadence, whole.start)
    while one.end <= whole.end:
        count += 1
        one = following(one)
    return count


def _with_gaps(points: list[Point], cadence: Cadence) -> tuple[Point, ...]:
    """The points with the periods between them that have none; workday series skip weekends.

    A series with more than 20,000 gaps shows each further stretch of them as one.
    """
    if cadence is Cadence.IRREGULAR or len(points) < 2:
        return tuple(points)
    is_workdays = cadence is Cadence.DAILY and all(
        p.period.end.weekday() < _SATURDAY for p in points
    )
    filled = [points[0]]
    gaps = 0
    for point in points[1:]:
        missing = following(filled[-1].period)
        while missing < point.period:
            if not (is_workdays and missing.end.weekday() >= _SATURDAY):
                filled.append(Point(missing, missing, None))
                gaps += 1
                if gaps > _MOST_GAPS:
                    break
            missing = following(missing)
        filled.append(point)
    return tuple(filled)


_REDUCERS: dict[Reduce, Callable[[Sequence[float]], float]] = {
    Reduce.LAST: lambda values: values[-1],
    Reduce.SUM: fsum,
    Reduce.MEAN: lambda values: fsum(values) / len(values),
    Reduce.MAX: max,
    Reduce.MIN: min,
}
_STEPS: dict[Reduce, Callable[[float, float], float]] = {
    Reduce.SUM: add,
    Reduce.MAX: max,
    Reduce.MIN: min,
}
