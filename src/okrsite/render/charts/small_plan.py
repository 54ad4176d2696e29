"""A key result against its plan, as a picture the size of a word."""

from collections.abc import Iterable

from okrsite.plan.figures import SmallPlan
from okrsite.render.charts.canvas import Canvas
from okrsite.render.charts.scales import LARGEST, DayScale, ValueScale, day_number
from okrsite.render.charts.series import Series, runs, series, thinned

_WIDTH, _HEIGHT = 120.0, 32.0
_LEFT, _RIGHT, _TOP, _BASE = 4.0, 112.0, 5.0, 27.0


def draw_small_plan(figure: SmallPlan) -> str:
    """The planned path dashed, what is as a line with a dot at its end, the target at the edge."""
    canvas = Canvas(_WIDTH, _HEIGHT)
    actual, expected = series(figure.actual), series(figure.expected)
    first, last = day_number(figure.first_day), day_number(figure.due)
    x = DayScale(first, max(last, first + 1, *actual.days), _LEFT, _RIGHT)
    y = _scale(_values(figure, (actual, expected)))
    canvas.lines("c-bound", [((_LEFT, at), (_RIGHT, at)) for at in _heights(figure, y)])
    canvas.lines("c-expected", [run.points for run in runs(expected, x, y)])
    lines = [thinned(run.points) for run in runs(actual, x, y)]
    canvas.lines("c-spark", lines)
    canvas.dots("c-spark-lone", [line[0] for line in lines[:-1] if len(line) == 1])
    canvas.dots("c-spark-dot", [line[-1] for line in lines[-1:]])
    if figure.target is not None:
        at = y.y(_drawable(figure.target))
        canvas.lines("c-target", [((_RIGHT + 1, at), (_RIGHT + 7, at))])
    return canvas.svg("chart-plan", figure.title)


def _values(figure: SmallPlan, lines: Iterable[Series]) -> list[float]:
    """All that the scale must show."""
    told = [value for line in lines for _, value in line.known]
    levels = (figure.target, figure.low, figure.high)
    return [_drawable(v) for v in (*told, *(one for one in levels if one is not None))]


def _scale(values: list[float]) -> ValueScale:
    low, high = min(values, default=0.0), max(values, default=1.0)
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-9):
        low, high = low - 1, high + 1
    return ValueScale(low, high, _TOP, _BASE)


def _heights(figure: SmallPlan, y: ValueScale) -> list[float]:
    return [y.y(_drawable(bound)) for bound in (figure.low, figure.high) if bound is not None]


def _drawable(value: float) -> float:
    return min(LARGEST, max(-LARGEST, value))
