"""Boxes in their columns and links between them in, curves that pass beside every box out.

They go up and down between a box and its trunk, where all that they cross of a branch is the one
line that leads to it, and sideways in rows that nothing takes.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from okrsite.base.frozen import Frozen
from okrsite.plan.alignment.forest import Forest, Link
from okrsite.plan.alignment.goals import Box

ZONE = 14
"""How far from the right of a box links may go up and down, in px: the trunk stands beyond."""

_BULGE = ZONE * 4 // 3
_CLEAR = 4
_PORTS = (14, -14, 20, -20, 8, -8)
"""Where links touch a side of a box, in px from its middle, which the stem has."""


class Ground(Frozen):
    """What stands where: boxes with the number of their column, and where columns begin."""

    boxes: Mapping[str, Box]
    columns: Mapping[str, int]
    lefts: Sequence[int]
    width: int

    def right(self, column: int) -> int:
        """Where the boxes of a column end."""
        return self.lefts[column] + self.width


def routes(links: Sequence[Link], forest: Forest, ground: Ground) -> Iterator[str]:
    """The curve of each link, as path data with a tip at its end."""
    taken = _taken(forest, ground)
    ports: Counter[tuple[str, bool]] = Counter()
    for link in links:
        yield _route(link, ground, taken, ports)


def _taken(forest: Forest, ground: Ground) -> list[list[tuple[float, float]]]:
    """The rows of each column that a link must not pass: boxes, and stems that run through."""
    found: list[list[tuple[float, float]]] = [[] for _ in ground.lefts]
    for id_, box in ground.boxes.items():
        column, middle = ground.columns[id_], box.y + box.height / 2
        found[column].append((box.y - _CLEAR, box.y + box.height + _CLEAR))
        if box.goal.folded and column + 1 < len(found):
            found[column + 1].append((box.y, box.y + box.height))
        parent = forest.trunks[id_]
        for passed in range(ground.columns[parent] + 1 if parent else column, column):
            found[passed].append((middle - _CLEAR, middle + _CLEAR))
    return found


def _route(
    link: Link,
    ground: Ground,
    taken: list[list[tuple[float, float]]],
    ports: Counter[tuple[str, bool]],
) -> str:
    first, last = ground.columns[link.start], ground.columns[link.end]
    is_rightward = first < last
    y1 = _port(link.start, ground, ports, is_right=first <= last)
    y2 = _port(link.end, ground, ports, is_right=not is_rightward)
    tip = _tip(ground.lefts[last] if is_rightward else ground.right(last), y2, is_rightward)
    if first == last:
        side = ground.right(first)
        out = side + _BULGE
        return f"M{side} {y1}C{out} {y1} {out} {y2} {side} {y2}{tip}"
    inner = range(min(first, last) + 1, max(first, last))
    lane = _lane(y2 if is_rightward else y1, [span for c in inner for span in taken[c]])
    for column in inner:
        taken[column].append((lane - 3, lane + 3))
    if is_rightward:
        return f"{_way(first, y1, last, y2, lane, ground)}{tip}"
    return f"{_way(last, y2, first, y1, lane, ground)}{tip}"


def _way(  # noqa: PLR0913, PLR0917 - two ends and what is between
    left: int, y1: int, right: int, y2: int, lane: int, ground: Ground
) -> str:
    """From a column to one further right: up and down only beside boxes, before their trunks."""
    side = ground.right(left)
    path = f"M{side} {y1}{_bend(side, y1, lane)}"
    if lane != y2:
        side = ground.right(right - 1)
        path += f"H{side}{_bend(side, lane, y2)}"
    return f"{path}H{ground.lefts[right]}"


def _port(id_: str, ground: Ground, ports: Counter[tuple[str, bool]], *, is_right: bool) -> int:
    """Where the next link touches a side of a box."""
    number = ports[id_, is_right]
    ports[id_, is_right] += 1
    box = ground.boxes[id_]
    return box.y + box.height // 2 + _PORTS[number % len(_PORTS)]


def _lane(wanted: int, taken: Sequence[tuple[float, float]]) -> int:
    """The row nearest to the wanted one that nothing takes.

    >>> _lane(10, [(0, 12), (11, 20)]), _lane(30, [(0, 12)])
    (0, 30)
    """
    merged: list[tuple[float, float]] = []
    for low, high in sorted(taken):
        if merged and low < merged[-1][1]:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    at = bisect_right(merged, (wanted, float("inf"))) - 1
    if at < 0 or wanted >= merged[at][1]:
        return wanted
    low, high = merged[at]
    return round(low) if wanted - low <= high - wanted else round(high)


def _bend(side: int, y1: int, y2: int) -> str:
    middle = side + ZONE // 2
    return f"C{middle} {y1} {middle} {y2} {side + ZONE} {y2}"


def _tip(x: int, y: int, is_rightward: bool) -> str:  # noqa: FBT001 - which way it points
    """An open arrow head that points into a box."""
    back = -5 if is_rightward else 5
    return f"M{x + back} {y - 3}l{-back} 3 {back} 3"
