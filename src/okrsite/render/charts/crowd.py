"""What is drawn already and words to add, in; a place for them where the paper is empty, out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import ceil, floor

from okrsite.render.charts.canvas import Box, Point
from okrsite.render.charts.frame import Frame
from okrsite.render.charts.letters import text_width
from okrsite.render.charts.scales import value_words


class Crowd:
    """What is drawn already, so that words can be put where the paper is empty."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []
        self._boxes: list[Box] = []

    def add_line(self, points: Sequence[Point]) -> None:
        """A line through points whose x does not fall."""
        if points:
            self._lines.append(_Line(points))

    def add_box(self, box: Box) -> None:
        """Words that stand already."""
        self._boxes.append(box)

    def emptiest(self, places: Sequence[Box]) -> tuple[int, int]:
        """The index of the place that covers least, the first of equals, and how much it covers."""
        best, least = 0, self._covered(places[0])
        for index, place in enumerate(places[1:], 1):
            if not least:
                break
            covered = self._covered(place)
            if covered < least:
                best, least = index, covered
        return best, least

    def _covered(self, place: Box) -> int:
        """How many points of lines lie in a place; words count as many."""
        left, top, right, bottom = place
        words = sum(a < right and c > left and b < bottom and d > top for a, b, c, d in self._boxes)
        return _WORDS * words + sum(line.points_within(place) for line in self._lines)


class _Line:
    """A line as its corners, and as a point every few px along it."""

    def __init__(self, corners: Sequence[Point]) -> None:
        self._xs = [x for x, _ in corners]
        self._ys = [y for _, y in corners]

    def points_within(self, box: Box) -> int:
        """How many of its points lie in a box; none is looked at where no part of it does."""
        left, top, right, bottom = box
        start, end = bisect_left(self._xs, left), bisect_right(self._xs, right)
        corners = self._ys[start:end]
        near = (self._height(left), *corners, self._height(right))
        if max(near) < top or min(near) > bottom:
            return 0
        known = (*corners[: max(_MOST_CORNERS - start, 0)], *self._heights(left, right))
        return sum(top <= y <= bottom for y in known)

    def _heights(self, left: float, right: float) -> list[float]:
        """The height every few px from left to right, as far as the line goes."""
        first = max(0, ceil((left - self._xs[0]) / _EVERY))
        end = min(
            ceil((self._xs[-1] - self._xs[0]) / _EVERY), floor((right - self._xs[0]) / _EVERY)
        )
        return [self._height(self._xs[0] + _EVERY * step) for step in range(first, end + 1)]

    def _height(self, x: float) -> float:
        """The height at x; beyond its ends, theirs."""
        after = bisect_right(self._xs, x)
        if after in (0, len(self._xs)):
            return self._ys[max(after - 1, 0)]
        (x0, x1), (y0, y1) = self._xs[after - 1 : after + 1], self._ys[after - 1 : after + 1]
        return (y1 - y0) / (x1 - x0) * (x - x0) + y0


_EVERY = 3.0  # px
_MOST_CORNERS = 400
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
