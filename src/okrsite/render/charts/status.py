"""Objectives by status, as one stacked bar a team: as long as they are many, marked and counted."""

from collections.abc import Sequence

from okrsite.base.numbers import format_number
from okrsite.plan.figures import StatusFigure, StatusRow
from okrsite.render.charts.canvas import Canvas, Point
from okrsite.render.charts.frame import SIZES, Size
from okrsite.render.charts.letters import fit, text_width
from okrsite.render.marks import status_mark

_LINE, _BAR, _GAP, _PART_GAP = 17.0, 24.0, 12.0, 2.0
_ASIDE = 0.35  # of the width: as long as the longest name may be to stand left of its bar
_WIDEST = 72.0  # px for one objective: a team with two has no longer bar than one with ten needs


def draw_status(figure: StatusFigure) -> str:
    """The chart, once for each width."""
    return "".join(_drawn(figure, size) for size in SIZES)


def _drawn(figure: StatusFigure, size: Size) -> str:
    most = max((_total(row) for row in figure.rows), default=0)
    aside = _aside(figure, size)
    unit = min((size.width - aside - 2) / max(most, 1), _WIDEST)
    places, legend_height = _legend_places(figure, size)
    rows = [(row, _fits(row, unit, figure.language)) for row in figure.rows]
    above = 0.0 if aside else _LINE
    gap = _GAP / 2 if aside else _GAP
    height = sum(above + _BAR + gap + (0 if fits else _LINE) for _, fits in rows)
    canvas = Canvas(size.width, max(legend_height + height, 20))
    for status, words, at in places:
        canvas.mark(status, (at[0], at[1] - 10))
        canvas.text("t-label", (at[0] + 17, at[1]), words)
    top = legend_height
    for row, fits in rows:
        words = fit(row.label, "t-label", (aside or size.width) - 4)
        canvas.text("t-label", (1, top + (16 if aside else 11)), words, whole=row.label)
        parts = [
            (status, count, format_number(count, 0, figure.language))
            for status, count in row.counts
            if count > 0
        ]
        _draw_bar(canvas, parts, unit, (1.0 + aside, top + above), fits=fits)
        top += above + _BAR + gap + (0 if fits else _LINE)
    return canvas.svg(f"chart-status {size.css_class}", figure.title)


def _aside(figure: StatusFigure, size: Size) -> float:
    """The width of a column of names left of the bars; 0 where they stand above them."""
    longest = max((text_width(row.label, "t-label") for row in figure.rows), default=0.0)
    return longest + 14 if 0 < longest <= size.width * _ASIDE else 0.0


def _total(row: StatusRow) -> int:
    return sum(count for _, count in row.counts if count > 0)


def _fits(row: StatusRow, unit: float, language: str) -> bool:
    """Whether every part is wide enough for its mark and count."""
    return all(
        count * unit - _PART_GAP >= _needed(format_number(count, 0, language))
        for _, count in row.counts
        if count > 0
    )


def _needed(words: str) -> float:
    return 26 + text_width(words, "t-strong")


def _draw_bar(
    canvas: Canvas, parts: Sequence[tuple[str, int, str]], unit: float, at: Point, *, fits: bool
) -> None:
    """The parts side by side; where one is too small for its count, all counts stand below."""
    left, top = at
    below = 1.0
    if not parts:
        canvas.lines("c-axis", [((left, top + _BAR / 2), (left + 12, top + _BAR / 2))])
    for status, count, words in parts:
        right = left + count * unit
        end = max(right - _PART_GAP, left + 0.5)
        canvas.boxes(f"b-{status_mark(status).colour}", [(left, top, end, top + _BAR)])
        spot = (left + 6, top + 6) if fits else (below, top + _BAR + 5)
        canvas.mark(status, spot)
        canvas.text("t-strong", (spot[0] + 16, spot[1] + 10.3), words)
        left, below = right, below + _needed(words) + 6


def _legend_places(
    figure: StatusFigure, size: Size
) -> tuple[list[tuple[str, str, tuple[float, float]]], float]:
    """Each status of the chart with its words and place, and the height that all of them need."""
    known = dict(figure.words)
    counted = [status for row in figure.rows for status, count in row.counts if count > 0]
    used = dict.fromkeys([status for status in known if status in counted] + counted)
    places = []
    left, base = 1.0, 11.0
    for status in used:
        words = fit(known.get(status, status.replace("-", " ")), "t-label", size.width - 24)
        width = 17 + text_width(words, "t-label")
        if left > 1 and left + width > size.width:
            left, base = 1.0, base + 18
        places.append((status, words, (left, base)))
        left += width + 18
    return places, base + 16 if places else 0.0
