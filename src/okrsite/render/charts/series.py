"""Dots of a figure in, lines and points in px out: gaps stay gaps, extremes stay."""

from collections.abc import Sequence

from okrsite.plan.figures import Dot
from okrsite.render.charts.canvas import Line, Point
from okrsite.render.charts.scales import DayScale, ValueScale, day_number

_COLUMN = 2.0  # px; of the points in a column as wide, the lowest and the highest are drawn


def dated(dots: Sequence[Dot]) -> list[Dot]:
    """The dots in the order of their days."""
    return sorted(dots, key=lambda dot: day_number(dot.day))


def runs(
    dots: Sequence[Dot], x: DayScale, y: ValueScale, breaks: Sequence[float] = ()
) -> list[list[Point]]:
    """The unbroken runs of points, in px; a missing value ends a run, and so does a break.

    >>> from datetime import date
    >>> dots = [Dot(date(1, 1, day), value) for day, value in enumerate((0, None, 5, 10), 1)]
    >>> runs(dots, DayScale(1, 5, 0, 40), ValueScale(0, 10, 0, 100))
    [[(0.0, 100.0)], [(20.0, 50.0), (30.0, 0.0)]]
    """
    done: list[list[Point]] = [[]]
    before = float("-inf")
    for dot in dots:
        day = day_number(dot.day)
        if dot.value is None or any(before < at <= day for at in breaks):
            done.append([])
        if dot.value is not None:
            done[-1].append((x.x(day), y.y(dot.value)))
        before = day
    return [run for run in done if run]


def thinned(run: Sequence[Point]) -> Line:
    """The run with no more points than px can show; its ends and its extremes are kept.

    >>> len(thinned([(index / 100, index % 7) for index in range(10_000)]))
    102
    """
    if len(run) < 2 or len(run) < run[-1][0] - run[0][0]:
        return run
    columns: dict[int, list[Point]] = {}
    for point in run[1:-1]:
        columns.setdefault(int(point[0] / _COLUMN), []).append(point)
    kept: list[Point] = [run[0]]
    for points in columns.values():
        ends = {min(points, key=_height), max(points, key=_height)}
        kept += sorted(ends) if len(points) > 1 else points
    return [*kept, run[-1]]


def _height(point: Point) -> float:
    return point[1]
