"""Boxes in their columns and links between them in, curves that pass beside every box out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from okrsite.plan.alignment.forest import Forest, Link
from okrsite.plan.alignment.goals import Box

_CLEAR = 4
_PORTS = (14, -14, 20, -20, 8, -8)
"""Where links touch a side of a box, in px from its middle, which the stem has."""


@dataclass(frozen=True, slots=True)
class Ground:
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
    leaves_right, arrives_left = first <= last, first < last
    y1 = _port(link.start, ground, ports, is_right=leaves_right)
    y2 = _port(link.end, ground, ports, is_right=not arrives_left)
    x1 = ground.right(first) if leaves_right else ground.lefts[first]
    x2 = ground.lefts[last] if arrives_left else ground.right(last)
    if first == last:
        out = x1 + 24
        return f"M{x1} {y1}C{out} {y1} {out} {y2} {x2} {y2}{_tip(x2, y2, is_rightward=False)}"
    path = f"M{x1} {y1}"
    inner = range(min(first, last) + 1, max(first, last))
    if inner:
        lane = _lane(y2, [span for column in inner for span in taken[column]])
        for column in inner:
            taken[column].append((lane - 3, lane + 3))
        enter, leave = ground.lefts[inner[0]], ground.right(inner[-1])
        if not arrives_left:
            enter, leave = leave, enter
        path += f"{_bend(x1, y1, enter, lane)}H{leave}"
        x1, y1 = leave, lane
    return path + _bend(x1, y1, x2, y2) + _tip(x2, y2, is_rightward=arrives_left)


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


def _bend(x1: int, y1: int, x2: int, y2: int) -> str:
    middle = (x1 + x2) // 2
    return f"C{middle} {y1} {middle} {y2} {x2} {y2}"


def _tip(x: int, y: int, *, is_rightward: bool) -> str:
    """An open arrow head that points into a box."""
    back = -5 if is_rightward else 5
    return f"M{x + back} {y - 3}l{-back} 3 {back} 3"
