"""Series on a day: rows, composites and units as the values of periods, gaps and all."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from math import fsum
from operator import add

from okrsite.assess.points import Point, Points, by_column
from okrsite.base.frozen import Frozen
from okrsite.base.listed import Listed
from okrsite.model.calendar import Cadence, Period, following, is_finer, period, within
from okrsite.model.formula import evaluate
from okrsite.model.schema import Reduce
from okrsite.model.series import Combined, Formula, Observations, Rows, SameAs, Series, reads
from okrsite.model.timeline import NO_TIME, Timeline, timeline

_MOST_GAPS = 20_000
_SATURDAY = 5


def reduce(values: Sequence[float], how: Reduce) -> float:
    """Several values as one; `values` are in time and not empty.

    >>> reduce([1.0, 2.0, 6.0], Reduce.MEAN)
    3.0
    """
    return _REDUCERS[how](values)


def running(values: "array[float]", how: Reduce) -> "array[float]":
    """Each value reduced with those before it.

    >>> values = array("d", [1.0, 3.0, 2.0])
    >>> list(running(values, Reduce.SUM)), list(running(values, Reduce.MAX))
    ([1.0, 4.0, 6.0], [1.0, 3.0, 3.0])
    """
    if how is Reduce.LAST:
        return values
    if how is Reduce.MEAN:
        return array("d", [total / (i + 1) for i, total in enumerate(accumulate(values))])
    return array("d", accumulate(values, _STEPS[how]))


class Known(Frozen):
    """A final value of a series: its period and the days it speaks of."""

    period: Period
    covers: Period
    value: float


@dataclass(frozen=True, slots=True)
class Values(Listed[Known]):
    """Final values by what they hold."""

    periods: Timeline = NO_TIME
    covers: Timeline = NO_TIME
    numbers: "array[float]" = field(default_factory=lambda: array("d"))

    def __len__(self) -> int:
        return len(self.numbers)

    def item(self, position: int) -> Known:
        """The item at a position."""
        return Known(self.periods[position], self.covers[position], self.numbers[position])

    def __iter__(self) -> Iterator[Known]:
        return map(Known, self.periods, self.covers, self.numbers)

    def at(self, positions: Sequence[int]) -> "Values":
        """The values at some positions."""
        if positions == range(len(self)):
            return self
        return Values(
            self.periods.at(positions),
            self.covers.at(positions),
            array("d", [self.numbers[i] for i in positions]),
        )


class Observed(Frozen):
    """The final values of a series, in the order of the days on which they end.

    `last_told` is the last period that has a value, be it final or not.
    """

    values: Values = Values()
    last_told: Period | None = None

    def inside(self, first_day: date | None, last_day: date | None) -> Values:
        """The values that speak only of the days from the first to the last."""
        return self.values.at(self._inside(first_day or date.min, last_day or date.max))

    def _inside(self, first: date, last: date) -> Sequence[int]:
        covers = self.values.covers
        ends = covers.ends
        found = range(bisect_left(ends, first), bisect_right(ends, last))
        starts = covers.starts
        if min(starts[found.start : found.stop], default=first) >= first:
            return found
        return [i for i in found if starts[i] >= first]

    def last(self, day: date) -> Known | None:
        """The last value that speaks of no day after a day."""
        stop = bisect_right(self.values.covers.ends, day)
        return self.values[stop - 1] if stop else None

    def within(self, whole: Period) -> list[float]:
        """The values within a period, in time."""
        periods, numbers = self.values.periods, self.values.numbers
        found = self._inside(whole.start, whole.end)
        return [numbers[i] for i in found if whole.hour < 0 or periods[i] == whole]


class Reduced(Frozen):
    """A final value of a period, whole where none of the finer values that make it is missing."""

    value: float
    is_whole: bool


class Book:
    """Every series as it stood at the end of a day."""

    def __init__(self, series: Mapping[str, Series], as_of: date) -> None:
        self._series = series
        self._as_of = as_of
        self._points: dict[str, Points] = {}
        self._observed: dict[str, Observed] = {}

    def points(self, id_: str) -> Points:
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
        """A series' final values."""
        if id_ not in self._observed:
            points = self.points(id_)
            final = points.final
            covers, known = final.covers, final.known
            if not covers.is_in_time:
                known = sorted(known, key=covers.ends.__getitem__)
            values = Values(final.periods, covers, final.values).at(known)
            self._observed[id_] = Observed(values, last_told(points))
        return self._observed[id_]

    def reduced(self, id_: str, cadence: Cadence) -> Mapping[Period, Reduced]:
        """A series' final values by the periods of its own cadence or a coarser one."""
        self.points(id_)
        return {
            p.period: Reduced(p.value, is_whole=p.present == p.expected)
            for p in self._reduced(id_, cadence)
            if p.value is not None and not p.is_provisional
        }

    def of(self, series: Series) -> Points:
        """The periods of a series that need not be one of the book's own."""
        origin = series.origin
        if isinstance(origin, Rows):
            return _from_rows(origin.observations, series, self._as_of)
        if isinstance(origin, SameAs):
            found = self._reduced(origin.id, series.cadence)
        elif isinstance(origin, Formula):
            found = self._composite(series, origin)
        else:
            found = self._combined(series, origin)
        by_period = {one.period: one for one in found}
        periods = _with_gaps(tuple(by_period), series.cadence)
        return by_column([by_period.get(one) or Point(one, one, None) for one in periods])

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
        tables = (_from_rows(rows.observations, series, self._as_of) for rows in origin.units)
        units = [{p.period: p for p in points if p.value is not None} for points in tables]
        periods = sorted({one for points in units for one in points})
        return [_together(one, units, Reduce(origin.combine)) for one in periods]


def last_told(points: Points) -> Period | None:
    """The last period that has a value, be it final or not."""
    known = points.known
    return points.periods[known[-1]] if known else None


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


def _from_rows(rows: Observations, series: Series, as_of: date) -> Points:
    """Rows as periods: a full date is final on its day, a coarser label on its last day.

    Where a series is finer than its cadence, the running period's sum, mean or extreme is not
    the period's yet, so it is provisional until the period is over. A series with one row a
    period shows in its second period that it is not finer.
    """
    how = series.aggregate or Reduce.LAST
    laid = _laid_out(rows.periods, series.cadence, as_of, is_last=how is Reduce.LAST)
    return Points(
        periods=laid.periods,
        covers=laid.covers,
        values=_values(rows.values, laid, how),
        gaps=laid.gaps,
        provisional=laid.provisional,
        notes=_notes(rows.notes, laid),
    )


class _Layout(Frozen):
    """Where the rows of a series stand in time: the positions of those of each period.

    A gap has none. `is_plain` where each row is a period and no period a gap.
    """

    periods: Timeline
    covers: Timeline
    rows: tuple[tuple[int, ...], ...]
    gaps: frozenset[int]
    provisional: frozenset[int]
    is_plain: bool


@lru_cache(maxsize=64)
def _laid_out(rows: Timeline, cadence: Cadence, as_of: date, *, is_last: bool) -> _Layout:
    """The rows that have begun by a day, in the periods of a cadence.

    `is_last` where the last row of a period is its value, however many there are.
    """
    groups: dict[Period, list[int]] = {}
    for i, one in enumerate(rows):
        if one.start <= as_of:
            groups.setdefault(within(one, cadence), []).append(i)
    is_finer_than_told = len(groups) == 1 or any(len(group) > 1 for group in groups.values())
    is_reduced = is_finer_than_told and not is_last
    periods = _with_gaps(sorted(groups), cadence)
    numbered = [(i, whole, groups[whole]) for i, whole in enumerate(periods) if whole in groups]
    found = tuple(tuple(groups.get(whole, ())) for whole in periods)
    return _Layout(
        periods=timeline(periods),
        covers=timeline(
            rows[group[-1]] if group and not is_reduced else whole
            for whole, group in zip(periods, found, strict=True)
        ),
        rows=found,
        gaps=frozenset(i for i, group in enumerate(found) if not group),
        provisional=frozenset(
            i
            for i, whole, group in numbered
            if (is_reduced and whole.end > as_of) or any(rows[at].end > as_of for at in group)
        ),
        is_plain=all(group == (i,) for i, group in enumerate(found)),
    )


def _values(values: "array[float]", laid: _Layout, how: Reduce) -> "array[float]":
    """The value of each period, 0 in a gap."""
    if laid.is_plain and how is Reduce.LAST:
        return values if len(values) == len(laid.rows) else values[: len(laid.rows)]
    found = ([values[i] for i in group] for group in laid.rows)
    return array("d", [reduce(some, how) if some else 0.0 for some in found])


def _notes(notes: Sequence[str], laid: _Layout) -> Mapping[int, str]:
    """The notes of the periods that have any."""
    groups = laid.rows if notes else ()
    found = ("; ".join(notes[i] for i in group if notes[i]) for group in groups)
    return {i: note for i, note in enumerate(found) if note}


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


def _with_gaps(periods: Sequence[Period], cadence: Cadence) -> Sequence[Period]:
    """Periods in time with those between them; workday series skip weekends.

    A series with more than 20,000 gaps shows each further stretch of them as one.
    """
    if cadence is Cadence.IRREGULAR or len(periods) < 2:
        return periods
    is_workdays = cadence is Cadence.DAILY and all(p.end.weekday() < _SATURDAY for p in periods)
    filled = [periods[0]]
    gaps = 0
    for one in periods[1:]:
        missing = following(filled[-1])
        while missing < one:
            if not (is_workdays and missing.end.weekday() >= _SATURDAY):
                filled.append(missing)
                gaps += 1
                if gaps > _MOST_GAPS:
                    break
            missing = following(missing)
        filled.append(one)
    return filled


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
