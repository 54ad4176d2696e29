"""The last periods of a series, as a line the size of a word."""

from okrsite.plan.figures import Sparkline
from okrsite.render.charts.canvas import Canvas, Point
from okrsite.render.charts.scales import LARGEST

_WIDTH, _HEIGHT = 100.0, 26.0
_LEFT, _RIGHT, _TOP, _BASE = 3.0, 95.0, 5.0, 22.0
_PERIODS = 13


def draw_sparkline(figure: Sparkline) -> str:
    """One small chart on a base line; the last value has a dot, no value at all is a dash."""
    canvas = Canvas(_WIDTH, _HEIGHT)
    canvas.lines("c-base", [((_LEFT, _BASE + 2), (_RIGHT, _BASE + 2))])
    runs = _runs(figure.values[-_PERIODS:])
    canvas.lines("c-spark", runs)
    canvas.dots("c-spark-lone", [run[0] for run in runs[:-1] if len(run) == 1])
    canvas.dots("c-spark-dot", [run[-1] for run in runs[-1:]])
    if not runs:
        middle = (_TOP + _BASE) / 2
        canvas.lines("c-spark-none", [((_RIGHT - 12, middle), (_RIGHT, middle))])
    return canvas.svg("chart-spark", figure.title)


def _runs(values: tuple[float | None, ...]) -> list[list[Point]]:
    """The unbroken runs in px, the last period always at the right end."""
    known = [min(LARGEST, max(-LARGEST, value)) for value in values if value is not None]
    low, span = min(known, default=0.0), max(known, default=0.0) - min(known, default=0.0)
    step = (_RIGHT - _LEFT) / max(_PERIODS - 1, 1)
    start = _RIGHT - step * (len(values) - 1)
    runs: list[list[Point]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        share = (min(LARGEST, max(-LARGEST, value)) - low) / span if span > 0 else 0.5
        runs[-1].append((start + step * index, _BASE - share * (_BASE - _TOP)))
    return [run for run in runs if run]
