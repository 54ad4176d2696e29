"""Dots of a figure in, lines and points in px out: gaps stay gaps, extremes stay."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter

from okrsite.base.frozen import Frozen
from okrsite.plan.figures import Dot
from okrsite.render.charts.canvas import Point
from okrsite.render.charts.scales import DayScale, ValueScale, day_number

_COLUMN = 3.0  # px; of the points in a column as wide, the lowest and the highest are drawn


class Series(Frozen):
    """A line over day numbers, in order: `days`, the `gaps` among them, the `known` values."""

    days: tuple[float, ...]
    gaps: tuple[float, ...]
    known: tuple[tuple[float, float], ...]
    provisional: frozenset[float]


class Run(Frozen):
    """Values without a gap between them: their points in px, and which are provisional."""

    points: list[Point]
    hollow: list[Point]


def series(dots: Sequence[Dot]) -> Series:
    """The dots as a series.

    >>> from datetime import date
    >>> series((Dot(date(1, 1, 2), 5), Dot(date(1, 1, 1), None))).known
    ((2.0, 5),)
    """
    days = [day_number(dot.day) for dot in dots]
    dated = sorted(zip(days, dots, strict=True), key=itemgetter(0))
    return Series(
        tuple(sorted(days)),
        tuple(day for day, dot in dated if dot.value is None),
        tuple((day, dot.value) for day, dot in dated if dot.value is not None),
        frozenset(day for day, dot in dated if dot.is_provisional),
    )


def runs(line: Series, x: DayScale, y: ValueScale, breaks: Sequence[float] = ()) -> tuple[Run, ...]:
    """The unbroken runs of points; a missing value ends a run, and so does a break.

    >>> line = Series((1, 2, 3, 4), (2,), ((1, 0), (3, 5), (4, 10)), frozenset())
    >>> [run.points for run in runs(line, DayScale(1, 5, 0.0, 40.0), ValueScale(0, 10, 0.0, 100.0))]
    [[(0.0, 100.0)], [(20.0, 50.0), (30.0, 0.0)]]
    """
    if not line.known:
        return ()
    days, values = zip(*line.known, strict=True)
    xs = _places(days, (x.first, x.last), (x.left, x.right))
    ys = _places(values, (y.low, y.high), (y.bottom, y.top))
    points = list(zip(xs, ys, strict=True))
    ends = [bisect_left(days, end) for end in (*breaks, *line.gaps)]
    bounds = sorted({0, *ends, len(points)})
    return tuple(_run(line, points, start, end) for start, end in pairwise(bounds))


def _places(
    values: Sequence[float], ends: tuple[float, float], px: tuple[float, float]
) -> list[float]:
    """Where values lie on a scale between its ends in px; beyond the scale, on its edge."""
    (low, high), (start, end) = ends, px
    slope = (end - start) / (high - low)
    return [
        start if value <= low else end if value >= high else slope * (value - low) + start
        for value in values
    ]


def _run(line: Series, points: list[Point], start: int, end: int) -> Run:
    if not line.provisional:
        return Run(points[start:end], [])
    known = zip(points[start:end], line.known[start:end], strict=True)
    return Run(points[start:end], [at for at, (day, _) in known if day in line.provisional])


def thinned(points: list[Point]) -> list[Point]:
    """The points, no more than px can show; the ends and the extremes are kept.

    >>> len(thinned([(index / 100, index % 7) for index in range(10_000)]))
    69
    """
    if len(points) < 3 or len(points) < 0.8 * (points[-1][0] - points[0][0]):
        return points
    heights = [y for _, y in points]
    columns = [int(x / _COLUMN) for x, _ in points]
    kept = {0, len(points) - 1}
    for _, column in groupby(range(len(points)), columns.__getitem__):
        by_height = sorted(column, key=heights.__getitem__)
        kept |= {by_height[0], by_height[-1]}
    return [points[index] for index in sorted(kept)]
