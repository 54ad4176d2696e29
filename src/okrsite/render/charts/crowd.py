"""What is drawn already and words to add, in; a place for them where the paper is empty, out."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from okrsite.render.charts.canvas import Box, Point
from okrsite.render.charts.frame import Frame
from okrsite.render.charts.letters import text_width
from okrsite.render.charts.scales import value_words


class Crowd:
    """What is drawn already, as points, so that words can be put where the paper is empty."""

    def __init__(self) -> None:
        self._points: list[npt.NDArray[np.float64]] = []
        self._boxes: list[Box] = []

    def add_line(self, points: Sequence[Point]) -> None:
        """A line through points whose x does not fall, sampled every few px."""
        if points:
            along = np.array(points, float)
            xs = np.arange(along[0, 0], along[-1, 0] + 3, 3.0)
            sampled = np.column_stack([xs, np.interp(xs, along[:, 0], along[:, 1])])
            self._points += [sampled, along[:_MOST_POINTS]]

    def add_box(self, box: Box) -> None:
        """Words that stand already."""
        self._boxes.append(box)

    def emptiest(self, places: Sequence[Box]) -> tuple[int, int]:
        """The index of the place that covers least, the first of equals, and how much it covers."""
        left, top, right, bottom = np.array(places, float).T[:, :, None]
        counts = np.zeros(len(places), int)
        if self._points:
            x, y = np.vstack(self._points).T
            covers = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
            counts += np.count_nonzero(covers, axis=1)
        if self._boxes:
            a, b, c, d = np.array(self._boxes, float).T
            covers = (a < right) & (c > left) & (b < bottom) & (d > top)
            counts += _WORDS * np.count_nonzero(covers, axis=1)
        index = int(np.argmin(counts))
        return index, int(counts[index])


_MOST_POINTS = 400
_WORDS = 20  # how many points it is as bad to cover words as


def name_value(frame: Frame, day: float, value: float, crowd: Crowd) -> None:
    """A value in figures beside its dot: over, under or after it."""
    words = value_words(value, frame.unit, frame.language)
    half = text_width(words, "t-value") / 2 + 1
    x, y = frame.x.x(day), frame.y.y(value)
    least, most = frame.x.left + half + 2, frame.x.right - half
    middles = [min(max(middle, least), most) for middle in (x, x + half + 8, x - half)]
    places = [
        (middle - half, y + up, middle + half, y + up + 13)
        for far in (0, 9)
        for middle in middles
        for up in (-21 - far, 8 + far)
    ]
    places.insert(6, (x + 9, y - 7, x + 9 + 2 * half, y + 6))
    whole = [p for p in places if p[2] <= frame.size.width]
    inside = [p for p in whole if p[1] > frame.y.top - 6 and p[3] < frame.y.bottom] or whole
    left, _, right, bottom = inside[crowd.emptiest(inside)[0]]
    frame.canvas.text("t-value", ((left + right) / 2, bottom - 1), words, "middle")


def say_empty(frame: Frame, words: str, crowd: Crowd) -> None:
    """Words that stand for the values which are not there yet."""
    half = text_width(words, "t-label") / 2 + 4
    middles = [frame.x.left + (frame.x.right - frame.x.left) * share for share in (0.3, 0.5, 0.7)]
    heights = [frame.y.top + (frame.y.bottom - frame.y.top) * share for share in (0.4, 0.25, 0.7)]
    places = [(x - half, y - 12, x + half, y + 4) for y in heights for x in middles]
    left, _, right, bottom = places[crowd.emptiest(places)[0]]
    frame.canvas.text("t-label", ((left + right) / 2, bottom - 4), words, "middle")
