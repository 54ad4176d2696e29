"""The progress of key results, as bars from zero: how far, how far it should be, and the status."""

from okrsite.base.numbers import format_percent
from okrsite.plan.figures import ProgressFigure, ProgressRow
from okrsite.render.charts.canvas import Canvas, Point
from okrsite.render.charts.frame import SIZES, Size
from okrsite.render.charts.letters import fit, text_width, wrap

_LINE, _BAR, _GAP = 16.0, 12.0, 20.0
_ANY = 1e6  # a share so far off is a fault of the data, and said as this one
_MOST = 2.0  # beyond twice the goal a bar ends in an arrow


def draw_progress(figure: ProgressFigure) -> str:
    """The chart, once for each width."""
    return "".join(_drawn(figure, size) for size in SIZES)


def _drawn(figure: ProgressFigure, size: Size) -> str:
    labels = [wrap(row.label, "t-label", size.width - 4, 2) for row in figure.rows]
    has_tick = any(row.expected is not None for row in figure.rows)
    heights = [len(lines) * _LINE + _BAR + _GAP for lines in labels]
    canvas = Canvas(size.width, max(sum(heights) + (_LINE if has_tick else 0) + 2, 20))
    bars = _Bars(figure, size, canvas)
    top = 0.0
    for row, lines, height in zip(figure.rows, labels, heights, strict=True):
        for index, line in enumerate(lines):
            whole = row.label if index == len(lines) - 1 and line.endswith("…") else ""
            canvas.text("t-label", (1, top + 12 + _LINE * index), line, whole=whole)
        bars.draw(row, top + len(lines) * _LINE + 5)
        top += height
    bars.draw_pace()
    if has_tick:
        canvas.lines("c-pace", [((3, top - 1), (3, top + 13))])
        canvas.text("t-note", (10, top + 10), figure.words.plan)
    return canvas.svg(f"chart-progress {size.css_class}", figure.title)


class _Bars:
    """The bars of a chart: one scale, one column of percents, one of statuses."""

    def __init__(self, figure: ProgressFigure, size: Size, canvas: Canvas) -> None:
        self._canvas = canvas
        self._language = figure.language
        statuses = [text_width(_word(row), "t-label") for row in figure.rows]
        self._words = min(max(statuses, default=0.0), size.width * 0.32)
        percents = [text_width(self._percent(row), "t-value") for row in figure.rows]
        self._mark = size.width - self._words - 18
        self._percents = self._mark - 14
        self._end = max(self._percents - max(percents, default=0.0) - 12, 40.0)
        shares = (share for row in figure.rows for share in (row.progress, row.expected))
        longest = max((share for share in shares if share is not None), default=1.0)
        self._unit = self._end / min(max(1.0, longest), _MOST)
        self._ticks: list[tuple[Point, Point]] = []

    def draw(self, row: ProgressRow, top: float) -> None:
        """The row's track to 100%, its fill, its tick, its number and its status."""
        canvas, bottom, goal = self._canvas, top + _BAR, self._unit
        canvas.boxes("b-track", [(0.5, top, max(goal, 1), bottom)])
        fill = self._length(row.progress or 0.0)
        if fill > 0:
            canvas.boxes("b-fill", [(0.5, top, min(fill, goal), bottom)])
        if fill > goal:
            canvas.boxes("b-beyond", [(goal, top, fill, bottom)])
            canvas.lines("c-goal-mark", [((goal, top - 3), (goal, bottom + 3))])
        self._draw_ends(row, top)
        if row.expected is not None:
            at = min(max(self._length(row.expected), 1), self._end)
            self._ticks.append(((at, top - 4), (at, bottom + 4)))
        canvas.text("t-value", (self._percents, top + 10.5), self._percent(row), "end")
        canvas.mark(row.status, (self._mark, top))
        words = fit(_word(row), "t-label", self._words + 1)
        canvas.text("t-label", (self._mark + 17, top + 10.3), words, whole=_word(row))

    def draw_pace(self) -> None:
        """Every tick, over all fills and with a gap to either side: it is seen in any colours."""
        self._canvas.lines("c-gap", self._ticks)
        self._canvas.lines("c-pace", self._ticks)

    def _draw_ends(self, row: ProgressRow, top: float) -> None:
        """An arrow out of either end of the scale for what lies beyond it."""
        middle, progress = top + _BAR / 2, row.progress or 0.0
        if progress < 0:
            self._canvas.areas("b-below", [((0.5, middle), (9, top), (9, top + _BAR))])
        if progress > _MOST:
            tip = self._end + 7
            self._canvas.areas(
                "b-beyond", [((self._end, top), (tip, middle), (self._end, top + _BAR))]
            )

    def _length(self, share: float) -> float:
        return min(max(share, 0.0), _MOST) * self._unit

    def _percent(self, row: ProgressRow) -> str:
        if row.progress is None:
            return "\N{EN DASH}"
        return format_percent(min(_ANY, max(-_ANY, row.progress)), self._language)


def _word(row: ProgressRow) -> str:
    return row.word or row.status.replace("-", " ")
