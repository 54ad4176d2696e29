"""Two series one above the other on one axis of days: what leads, and below it what follows."""

from okrsite.base.numbers import Unit, format_value
from okrsite.plan.figures import PairFigure, Panel
from okrsite.render.charts.canvas import Canvas
from okrsite.render.charts.frame import FIRST_ROW, ROW, SIZES, Frame, Size
from okrsite.render.charts.labels import EdgeLabel
from okrsite.render.charts.letters import fit, text_width
from okrsite.render.charts.scales import (
    DayScale,
    ValueScale,
    axis_words,
    day_ticks,
    domain,
    value_ticks,
    value_words,
)
from okrsite.render.charts.series import Series, runs, series, thinned

_HEIGHT = 0.5  # of a chart of its own
_LABEL = 0.94  # of the width: readers' fonts may be wider than the one that measures
_BETWEEN = 14.0  # px
_DOT_EVERY = 14.0  # px


def draw_pair(figure: PairFigure) -> str:
    """The chart, once for each width."""
    return "".join(_drawn(figure, size) for size in SIZES)


def _drawn(figure: PairFigure, size: Size) -> str:
    panels = (figure.driver, figure.driven)
    lines = tuple(series(panel.dots) for panel in panels)
    scales = _scales(panels, lines, size)
    edges = tuple(
        _edge(line, scale, panel.unit, figure.language, size)
        for panel, line, scale in zip(panels, lines, scales, strict=True)
    )
    days = _days(figure, lines, scales, edges, size)
    canvas = Canvas(size.width, scales[-1].bottom + 24)
    for panel, line, scale, edge in zip(panels, lines, scales, edges, strict=True):
        ticks = value_ticks(scale.low, scale.high, panel.unit, figure.language)
        frame = Frame(size, canvas, days, scale, ticks, panel.unit, figure.language)
        _draw_panel(panel, line, frame, edge, figure.words.axis_from)
        if scale is scales[-1]:
            frame.draw_days()
    return canvas.svg(f"chart-pair {size.css_class}", figure.title)


def _scales(
    panels: tuple[Panel, ...], lines: tuple[Series, ...], size: Size
) -> tuple[ValueScale, ...]:
    """A scale for each panel, below the words that name it."""
    scales: list[ValueScale] = []
    for panel, line in zip(panels, lines, strict=True):
        above = scales[-1].bottom + _BETWEEN if scales else 0.0
        top = above + 6 + ROW
        values = domain((value for _, value in line.known), panel.unit)
        scales.append(ValueScale(*values, top=top, bottom=top + size.plot_height * _HEIGHT))
    return tuple(scales)


def _edge(
    line: Series, scale: ValueScale, unit: Unit, language: str, size: Size
) -> list[EdgeLabel]:
    """The last value at the line's end, its unit below it where there is no room beside it."""
    value, name = line.known[-1][1], axis_words(unit)
    whole = format_value(value, unit, language)
    lines: tuple[str, ...] = (whole,)
    if name and text_width(whole, "t-value") > size.label_width:
        lines = (value_words(value, unit, language), fit(name, "t-value", size.label_width))
    return [EdgeLabel(scale.y(value), lines, "t-value", whole=whole)]


def _days(
    figure: PairFigure,
    lines: tuple[Series, ...],
    scales: tuple[ValueScale, ...],
    edges: tuple[list[EdgeLabel], ...],
    size: Size,
) -> DayScale:
    """One scale of days, between the widest words on both sides of the two panels."""
    units = (figure.driver.unit, figure.driven.unit)
    words = [
        text_width(tick.words, "t-tick")
        for scale, unit in zip(scales, units, strict=True)
        for tick in value_ticks(scale.low, scale.high, unit, figure.language)
    ]
    left = max(words, default=0.0) + 9
    beside = [text_width(one, label.css_class) for e in edges for label in e for one in label.lines]
    right = max(size.width - max(beside, default=0.0) - 15, left + 60)
    days = [day for line in lines for day in line.days]
    first, last = min(days), max(days)
    return DayScale(first, last if last > first else first + 1, left, right)


def _draw_panel(
    panel: Panel, line: Series, frame: Frame, edge: list[EdgeLabel], axis_from: str
) -> None:
    x, y, size = frame.x, frame.y, frame.size
    base = y.top - 6 - ROW + FIRST_ROW
    label = fit(panel.label, "t-strong", size.width * _LABEL)
    frame.canvas.text("t-strong", (1, base), label, whole=panel.label)
    frame.draw_grid(axis_from)
    ticks = [x.x(at.at) for at in day_ticks(x.first, x.last, frame.language, size.most_days)]
    frame.canvas.lines("c-tick", [((at, y.bottom), (at, y.bottom + 4)) for at in ticks])
    lines = runs(line, x, y)
    frame.canvas.lines("c-actual", [thinned(run.points) for run in lines])
    frame.draw_dots(lines, (x.right - x.left) / _DOT_EVERY)
    frame.draw_edge(edge)
