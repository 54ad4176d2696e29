"""Series on a day: rows, composites and units as the values of periods, gaps and all."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from okrsite.assess.assessment import Point
from okrsite.model.calendar import Cadence, Period, following, is_finer, period, within
from okrsite.model.formula import evaluate
from okrsite.model.schema import Reduce
from okrsite.model.series import Combined, Formula, Observation, Rows, SameAs, Series
from okrsite.model.vitals import reads

_MOST_GAPS = 20_000
_SATURDAY = 5


def reduce(values: list[float], how: Reduce) -> float:
    """Several values as one; `values` are in time and not empty.

    >>> reduce([1.0, 2.0, 6.0], Reduce.MEAN)
    3.0
    """
    return _REDUCERS[how](values)


class Book:
    """Every series as it stood at the end of a day."""

    def __init__(self, series: Mapping[str, Series], as_of: date) -> None:
        self._series = series
        self._as_of = as_of
        self._points: dict[str, tuple[Point, ...]] = {}

    def points(self, id_: str) -> tuple[Point, ...]:
        """A series' periods in time; gaps within it have no value."""
        if id_ not in self._points:
            self._points[id_] = self.of(self._series[id_])
        return self._points[id_]

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
        points = [p for p in self.points(id_) if p.value is not None]
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
        parts = {id_: {p.period: p for p in self._reduced(id_, series.cadence)}
                 for id_ in reads(series)}
        periods = sorted({one for points in parts.values() for one in points})
        return [_composed(one, formula, parts) for one in periods]

    def _combined(self, series: Series, origin: Combined) -> list[Point]:
        units = [
            {p.period: p for p in _from_rows(rows.observations, series, self._as_of)}
            for rows in origin.units
        ]
        periods = sorted({one for points in units for one in points})
        found = []
        for one in periods:
            present = [points[one] for points in units if one in points]
            values = [p.value for p in present if p.value is not None]
            is_whole = len(values) == len(units)
            value = reduce(values, origin.combine) if is_whole else None
            is_provisional = any(p.is_provisional for p in present)
            found.append(Point(one, one, value, is_provisional))
        return found


def is_stale(
    points: Iterable[Point],
    cadence: Cadence,
    grace_days: int,
    as_of: date,
    *,
    workdays: bool = False,
) -> bool:
    """Whether the period after the last observed one has ended and the grace has passed."""
    observed = [p for p in points if p.value is not None]
    if not observed or cadence is Cadence.IRREGULAR:
        return False
    due = following(observed[-1].period)
    while workdays and cadence is Cadence.DAILY and due.end.weekday() >= _SATURDAY:
        due = following(due)
    return as_of > _later(due.end, grace_days, workdays=workdays)


def _later(day: date, days: int, *, workdays: bool) -> date:
    while days > 0:
        day += timedelta(days=1)
        days -= 0 if workdays and day.weekday() >= _SATURDAY else 1
    return day


def _from_rows(
    observations: tuple[Observation, ...], series: Series, as_of: date
) -> list[Point]:
    """Rows as periods: a full date is final on its day, a coarser label on its last day.

    Where a series is finer than its cadence, the running period's sum, mean or extreme is not
    the period's yet, so it is provisional until the period is over.
    """
    groups: dict[Period, list[Observation]] = {}
    for observation in observations:
        if observation.period.start <= as_of:
            groups.setdefault(within(observation.period, series.cadence), []).append(observation)
    is_reduced = any(len(group) > 1 for group in groups.values())
    return [
        _point(whole, group, series.aggregate, as_of, is_reduced=is_reduced)
        for whole, group in sorted(groups.items())
    ]


def _point(
    whole: Period,
    group: list[Observation],
    aggregate: Reduce | None,
    as_of: date,
    *,
    is_reduced: bool,
) -> Point:
    how = aggregate or Reduce.LAST
    is_partial = is_reduced and how is not Reduce.LAST and whole.end > as_of
    return Point(
        period=whole,
        covers=whole if is_reduced else group[0].period,
        value=reduce([one.value for one in group], how),
        is_provisional=is_partial or any(one.period.end > as_of for one in group),
        note="; ".join(one.note for one in group if one.note),
    )


def _composed(
    one: Period, formula: Formula, parts: Mapping[str, Mapping[Period, Point]]
) -> Point:
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
    """The points with the periods between them that have none; workday series skip weekends."""
    if cadence is Cadence.IRREGULAR or len(points) < 2:
        return tuple(points)
    is_workdays = cadence is Cadence.DAILY and all(
        p.period.end.weekday() < _SATURDAY for p in points
    )
    filled: list[Point] = []
    gaps = 0
    for point in points:
        missing = following(filled[-1].period) if filled else point.period
        while missing < point.period and gaps < _MOST_GAPS:
            if not (is_workdays and missing.end.weekday() >= _SATURDAY):
                filled.append(Point(missing, missing, None))
                gaps += 1
            missing = following(missing)
        filled.append(point)
    return tuple(filled)


_REDUCERS: dict[Reduce, Callable[[list[float]], float]] = {
    Reduce.LAST: lambda values: values[-1],
    Reduce.SUM: sum,
    Reduce.MEAN: lambda values: sum(values) / len(values),
    Reduce.MAX: max,
    Reduce.MIN: min,
}
