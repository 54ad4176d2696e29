"""Labels that want a height at the chart's right edge in, heights at which none overlap out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from okrsite.render.charts.canvas import Box, Point
from okrsite.render.charts.letters import fit, text_width

LINE_HEIGHT = 14.0


@dataclass(frozen=True, slots=True)
class EdgeLabel:
    """Words of one or two lines that belong to height `y`; the higher `rank` is kept longer."""

    y: float
    lines: tuple[str, ...]
    css_class: str
    rank: int = 0
    whole: str = ""
    tick: str = ""

    @property
    def height(self) -> float:
        """What the label needs, in px."""
        return LINE_HEIGHT * len(self.lines)


def edge_label(
    y: float, word: str, value: str, css_class: str, width: float, rank: int = 0, tick: str = ""
) -> EdgeLabel:
    """A word and its value in one line where that fits the width, else in two, else cut."""
    whole = f"{word} {value}".strip() if value not in word else word
    if text_width(whole, css_class) <= width:
        return EdgeLabel(y, (whole,), css_class, rank, tick=tick)
    parts = (word, value) if value not in word else (word,)
    lines = tuple(line for line in (fit(part, css_class, width) for part in parts) if line)
    return EdgeLabel(y, lines or ("…",), css_class, rank, whole, tick)


def spread(
    labels: Sequence[EdgeLabel], top: float, bottom: float
) -> tuple[tuple[EdgeLabel, float], ...]:
    """Each label with the middle of its place: near its own height, none over another.

    Labels that do not fit between top and bottom are left out, the lowest rank first.

    >>> two = [EdgeLabel(50, ("a",), "t-label"), EdgeLabel(52, ("b",), "t-label")]
    >>> [middle for _, middle in spread(two, 0, 100)]
    [44.0, 58.0]
    """
    kept = sorted(labels, key=lambda label: -label.rank)
    while sum(label.height for label in kept) > bottom - top:
        kept.pop()
    kept.sort(key=lambda label: label.y)
    groups: list[list[EdgeLabel]] = []
    starts: list[float] = []
    for label in kept:
        group, start = [label], _start([label], top, bottom)
        while groups and starts[-1] + _height(groups[-1]) > start:
            group = groups.pop() + group
            starts.pop()
            start = _start(group, top, bottom)
        groups.append(group)
        starts.append(start)
    return tuple(
        place for group, start in zip(groups, starts, strict=True) for place in _stack(group, start)
    )


def _height(group: Sequence[EdgeLabel]) -> float:
    return sum(label.height for label in group)


def _start(group: Sequence[EdgeLabel], top: float, bottom: float) -> float:
    """Where a stack of labels starts so that they lie as near to their heights as they can."""
    wanted, above = 0.0, 0.0
    for label in group:
        wanted += label.y - above - label.height / 2
        above += label.height
    return min(max(wanted / len(group), top), bottom - above)


def _stack(group: Sequence[EdgeLabel], start: float) -> list[tuple[EdgeLabel, float]]:
    places = []
    for label in group:
        places.append((label, start + label.height / 2))
        start += label.height
    return places


class Crowd:
    """What is drawn already, as points, so that words can be put where the paper is empty."""

    def __init__(self) -> None:
        self._points: list[npt.NDArray[np.float64]] = []
        self._boxes: list[Box] = []

    def add_line(self, points: Sequence[Point]) -> None:
        """A line through points whose x does not fall, sampled every few px."""
        if not points:
            return
        along = np.array(points, float)
        xs = np.arange(along[0, 0], along[-1, 0] + 3, 3.0)
        sampled = np.column_stack([xs, np.interp(xs, along[:, 0], along[:, 1])])
        self._points.append(np.vstack([sampled, along[:400]]))

    def add_box(self, box: Box) -> None:
        """Words that stand already."""
        self._boxes.append(box)

    def emptiest(self, places: Sequence[Box]) -> tuple[int, int]:
        """The index of the place that covers least, the first of equals, and how much it covers."""
        covered = [self._covered(place) for place in places]
        least = min(covered)
        return covered.index(least), least

    def _covered(self, box: Box) -> int:
        left, top, right, bottom = box
        count = 0
        for points in self._points:
            x, y = points[:, 0], points[:, 1]
            inside = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
            count += int(np.count_nonzero(inside))
        for a, b, c, d in self._boxes:
            count += 20 * (a < right and left < c and b < bottom and top < d)
        return count
