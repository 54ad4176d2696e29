"""What every chart over time shares: two widths, its axes, the as-of day and the right edge."""

from collections.abc import Sequence

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.render.charts.canvas import Box, Canvas
from okrsite.render.charts.labels import EdgeLabel, spread
from okrsite.render.charts.letters import fit, text_width
from okrsite.render.charts.scales import (
    DayScale,
    Tick,
    ValueScale,
    axis_words,
    day_ticks,
    day_words,
    value_ticks,
    value_words,
)
from okrsite.render.charts.series import Run


class Size(Frozen):
    """A width that charts are drawn for, in px, and what has room there."""

    css_class: str
    width: float
    plot_height: float
    most_days: int
    label_width: float


WIDE = Size("chart-wide", 680, 200, 6, 150)
NARROW = Size("chart-narrow", 360, 184, 4, 84)
SIZES = (WIDE, NARROW)
ROW = 17.0  # the height of a line of words above the plot
_MOST_HOLLOW = 40
FIRST_ROW = 14.0  # the base line of its topmost words


class Frame(Frozen):
    """A canvas with its scales."""

    size: Size
    canvas: Canvas
    x: DayScale
    y: ValueScale
    ticks: tuple[Tick, ...]
    unit: Unit
    language: str

    def draw_grid(self, axis_from: str) -> None:
        """Light lines at round values, the base line, and a word where it is not zero."""
        x, y = self.x, self.y
        heights = [y.y(tick.at) for tick in self.ticks]
        base = y.y(0.0)
        grid = [((x.left, at), (x.right, at)) for at in heights if abs(at - base) > 0.5]
        self.canvas.lines("c-grid", grid)
        self.canvas.lines("c-axis", [_base_line(x.left, x.right, base, is_broken=y.is_broken)])
        for tick, at in zip(self.ticks, heights, strict=True):
            self.canvas.text("t-tick", (x.left - 7, at + 4), tick.words, "end")
        if y.is_broken:
            words = f"{axis_from} {value_words(_round_end(y), self.unit, self.language)}"
            below = -6.0 if y.low > 0 else 14.0
            self.canvas.text("t-note", (x.left + 34, base + below), words)

    def draw_unit(self) -> float:
        """The unit above the axis, where the ticks do not carry it; returns where it ends."""
        words = fit(axis_words(self.unit), "t-note", self.size.width * 0.4)
        self.canvas.text("t-note", (1, FIRST_ROW), words, whole=axis_words(self.unit))
        return 1 + text_width(words, "t-note")

    def draw_days(self, last: str = "") -> None:
        """The days below the plot; `last` names its right end, at the cost of the others."""
        x, bottom = self.x, self.y.bottom
        ticks = day_ticks(x.first, x.last, self.language, self.size.most_days)
        self.canvas.lines("c-tick", [((p, bottom), (p, bottom + 4)) for p in self._places(ticks)])
        end = x.right + 8
        if last:
            self.canvas.text("t-tick", (x.right, bottom + 18), last, "end")
            end = x.right - text_width(last, "t-tick") - 8
        start = 0.0
        for tick, place in zip(ticks, self._places(ticks), strict=True):
            half = text_width(tick.words, "t-tick") / 2
            middle = max(place, half + 1)
            if middle - half >= start and middle + half <= end:
                self.canvas.text("t-tick", (middle, bottom + 18), tick.words, "middle")
                start = middle + half + 8

    def draw_as_of(self, day: float, after: float) -> None:
        """A quiet line at the day that the page speaks of, named above the plot."""
        place = self.x.x(day)
        self.canvas.lines("c-as-of", [((place, FIRST_ROW + 5), (place, self.y.bottom))])
        words = day_words(day, self.language)
        half = text_width(words, "t-tick") / 2
        middle = min(max(place, after + 16 + half), self.size.width - half - 1)
        self.canvas.text("t-tick", (middle, FIRST_ROW), words, "middle")

    def draw_dots(self, lines: Sequence[Run], most: float) -> None:
        """A dot at every value while there are few, else at lone ones and the last only.

        Provisional ones are hollow, always.
        """
        points = [point for run in lines for point in run.points]
        hollow = [point for run in lines for point in run.hollow][-_MOST_HOLLOW:]
        if len(points) > most:
            alone = (run.points[0] for run in lines if len(run.points) == 1)
            points = [*list(alone)[-_MOST_HOLLOW:], *points[-1:]]
        self.canvas.dots("c-dot", dict.fromkeys([*points, *hollow]))
        self.canvas.dots("c-hollow", hollow)

    def draw_edge(self, labels: Sequence[EdgeLabel]) -> list[Box]:
        """The labels at the right edge, each with its tick and, where moved, a leader.

        Returns where they stand.
        """
        right, boxes = self.x.right, []
        for label, middle in spread(labels, self.y.top - 8, self.y.bottom + 6):
            if label.tick:
                self.canvas.lines(label.tick, [((right - 5, label.y), (right + 5, label.y))])
            if label.tick and abs(middle - label.y) > 2:
                self.canvas.lines("c-leader", [((right + 5, label.y), (right + 11, middle))])
            first, half = middle - (len(label.lines) - 1) * 7 + 4, label.height / 2
            boxes.append((right - 5, middle - half, self.size.width, middle + half))
            for index, line in enumerate(label.lines):
                whole = label.whole if not index else ""
                at = (right + 13, first + 14 * index)
                self.canvas.text(label.css_class, at, line, whole=whole)
        return boxes

    def _places(self, ticks: Sequence[Tick]) -> list[float]:
        return [self.x.x(tick.at) for tick in ticks]


class Room(Frozen):
    """What a chart needs before its width is known: rows above, days, values, words beside."""

    rows: float
    days: tuple[float, float]
    values: tuple[float, float]

    def heights(self, size: Size) -> ValueScale:
        """The scale of values, below the rows."""
        top = 6 + self.rows * ROW
        return ValueScale(*self.values, top=top, bottom=top + size.plot_height)

    def frame(self, size: Size, unit: Unit, language: str, labels: Sequence[EdgeLabel]) -> Frame:
        """The frame, as wide as the words at both of its sides leave it."""
        y = self.heights(size)
        ticks = value_ticks(y.low, y.high, unit, language)
        left = max((text_width(tick.words, "t-tick") for tick in ticks), default=0.0) + 9
        beside = max((_width(label) for label in labels), default=0.0)
        first, last = self.days
        if last - first < 1 / 24:
            first, last = first - 0.5, last + 0.5
        right = max(size.width - beside - (15 if beside else 10), left + 60)
        canvas = Canvas(size.width, y.bottom + 24)
        return Frame(size, canvas, DayScale(first, last, left, right), y, ticks, unit, language)


def _width(label: EdgeLabel) -> float:
    return max(text_width(line, label.css_class) for line in label.lines)


def _round_end(scale: ValueScale) -> float:
    return scale.low if scale.low > 0 else scale.high


def _base_line(
    left: float, right: float, at: float, *, is_broken: bool
) -> tuple[tuple[float, float], ...]:
    """The base line, with a zigzag near its start where it is not at zero."""
    if not is_broken:
        return ((left, at), (right, at))
    start = left + 8
    steps = ((0, 0), (3, -4), (8, 4), (13, -4), (18, 4), (21, 0))
    return ((left, at), *((start + dx, at + dy) for dx, dy in steps), (right, at))
