"""How many pairs of links cross in a picture, counted on what is drawn."""

import re
from collections.abc import Iterator
from itertools import combinations

from pictures import limbs_of

from okrsite.plan.alignment.goals import Limb, Picture

_Point = tuple[float, float]
_Segment = tuple[_Point, _Point]


def crossings(picture: Picture) -> int:
    """Pairs of lines that cross, at least one of them a link across branches; stems never do.

    The stems of one parent share a line as far as its trunk, and the trunk, which count once.
    """
    stems = [_Line(line) for limb in limbs_of(picture) for line in _fan(limb)]
    curves = [_Line(list(_segments(c.path))) for limb in limbs_of(picture) for c in limb.arriving]
    found = sum(one.crosses(other) for one, other in combinations(curves, 2))
    return found + sum(curve.crosses(stem) for curve in curves for stem in stems)


class _Line:
    """A path as straight segments: a bend is as good as the line between its ends."""

    def __init__(self, segments: list[_Segment]) -> None:
        self._segments = segments
        points = [point for segment in self._segments for point in segment]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._box = min(xs), max(xs), min(ys), max(ys)

    def crosses(self, other: "_Line") -> bool:
        left, right, top, bottom = self._box
        others_left, others_right, others_top, others_bottom = other._box
        if others_right < left or right < others_left or others_bottom < top or bottom < others_top:
            return False
        return any(_cross(a, b) for a in self._segments for b in other._segments)


def _fan(limb: Limb) -> Iterator[list[_Segment]]:
    """The lines from a goal to what hangs on it: to the trunk, along it, and to each."""
    stems = [list(_segments(inner.stem)) for inner in limb.limbs]
    if stems:
        rows = [at[1] for stem in stems for at in stem[1]]
        trunk = stems[0][0][1][0]
        yield [stems[0][0]]
        yield [((trunk, min(rows)), (trunk, max(rows)))]
    for stem in stems:
        yield [stem[2]]


def _segments(path: str) -> Iterator[_Segment]:
    """The segments of a path without its tip, which is a second part of it."""
    at: _Point = (0, 0)
    line = re.split(r"(?<=.)M", path)[0]
    for command, numbers in re.findall(r"([MHVC])([^MHVC]*)", line):
        values = [float(number) for number in re.findall(r"-?\d+", numbers)]
        if command == "M":
            at = (values[0], values[1])
            continue
        end = _end(command, values, at)
        if command == "C" and end[0] == at[0]:
            out = (at[0] + 0.75 * (values[0] - at[0]), (at[1] + end[1]) / 2)
            yield at, out
            at = out
        yield at, end
        at = end


def _end(command: str, values: list[float], at: _Point) -> _Point:
    if command == "H":
        return values[0], at[1]
    return (at[0], values[0]) if command == "V" else (values[4], values[5])


def _cross(one: _Segment, other: _Segment) -> bool:
    (a, b), (c, d) = one, other
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: _Point, b: _Point, c: _Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)
