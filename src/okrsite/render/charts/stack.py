"""A sum as its parts on top of one another: a bar for each period, named at the right edge."""

from okrsite.plan.figures import StackFigure
from okrsite.render.charts.canvas import Box
from okrsite.render.charts.frame import SIZES, Frame, Room, Size
from okrsite.render.charts.labels import EdgeLabel
from okrsite.render.charts.letters import wrap
from okrsite.render.charts.scales import axis_words, day_number, domain

_GAP = 0.18  # of the width of a bar
_LINES = 2


def draw_stack(figure: StackFigure) -> str:
    """The chart, once for each width."""
    days = (day_number(figure.bars[0].first_day), day_number(figure.bars[-1].last_day) + 1)
    most = max(sum(bar.values) for bar in figure.bars)
    room = Room(bool(axis_words(figure.unit)), days, domain((0.0, most), figure.unit))
    return "".join(_drawn(figure, room, size) for size in SIZES)


def _drawn(figure: StackFigure, room: Room, size: Size) -> str:
    edge = _edge(figure, room, size)
    frame = room.frame(size, figure.unit, figure.language, edge)
    frame.draw_grid(figure.words.axis_from)
    frame.draw_days()
    frame.draw_unit()
    for number in range(len(figure.labels)):
        boxes = [_box(figure, bar, number, frame) for bar in range(len(figure.bars))]
        tall = [box for box in boxes if box[3] - box[1] > 0]
        frame.canvas.boxes(f"b-part-{number + 1}", tall)
    frame.draw_edge(edge)
    return frame.canvas.svg(f"chart-stack {size.css_class}", figure.title)


def _box(figure: StackFigure, bar: int, part: int, frame: Frame) -> Box:
    """A part of a bar: on top of those before it."""
    one = figure.bars[bar]
    left, right = frame.x.x(day_number(one.first_day)), frame.x.x(day_number(one.last_day) + 1)
    gap = (right - left) * _GAP / 2
    below = sum(one.values[:part])
    return (left + gap, frame.y.y(below + one.values[part]), right - gap, frame.y.y(below))


def _edge(figure: StackFigure, room: Room, size: Size) -> list[EdgeLabel]:
    """The names of the parts, beside those of the last bar."""
    heights, last = room.heights(size), figure.bars[-1].values
    labels = []
    for number, name in enumerate(figure.labels):
        middle = heights.y(sum(last[:number]) + last[number] / 2)
        lines = wrap(name, "t-label", size.label_width, _LINES) or ("…",)
        labels.append(EdgeLabel(middle, lines, "t-label", rank=-number, whole=name, tick="c-tick"))
    return labels
