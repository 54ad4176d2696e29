"""A forest in, the same with its siblings in the order that makes links across it cross least.

Branches stay together: only brothers and sisters change places. As in the layered drawings of
Sugiyama, Tagawa and Toda (1981), sweeps put each of them near the middle of what its branch is
linked to; then one after the other moves to where that shortens links most. A link crosses what
stands between its ends, so the shortest links cross least. The best of all sweeps stays.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean, median

from okrsite.base.frozen import Frozen
from okrsite.plan.alignment.forest import Forest, Link
from okrsite.plan.alignment.rows import PITCH, middles

_SWEEPS = 6
_LEAST = 1e-6
_ROUNDS = 4
_MOST_WORK = 40_000
"""How many ends of links are looked at while siblings move: some ten milliseconds."""


class _End(Frozen):
    """Where a link leaves the branch of a sibling; `other` is the sibling it goes to, if any."""

    near: str
    far: str
    other: str


_Family = Mapping[str, Sequence[_End]]
"""The siblings that have links to outside of their branches, each with these."""


def settle(forest: Forest) -> None:
    """Order the siblings; where nothing is linked across branches they stay as they are."""
    links = list(forest.links())
    families = _families(forest, links)
    best = _length(links, forest)
    kept = _orders(families, forest)
    for sweep in range(_SWEEPS):
        centre = median if sweep % 2 else fmean
        for parent in list(families)[:: 1 if sweep % 4 < 2 else -1]:
            _reorder(parent, families[parent], centre, forest)
        length = _length(links, forest)
        if length < best - _LEAST:
            best, kept = length, _orders(families, forest)
    forest.children.update(kept)


def _families(forest: Forest, links: Sequence[Link]) -> Mapping[str, _Family]:
    """Where siblings could change places for a link's sake, by their parent, from the top down."""
    found: dict[str, dict[str, list[_End]]] = {}
    for link in links:
        for near, far in ((link.start, link.end), (link.end, link.start)):
            beyond = [far, *forest.above(far)]
            for id_ in (near, *forest.above(near)):
                if id_ in beyond:
                    break
                parent = forest.trunks[id_]
                other = next((one for one in beyond if forest.trunks[one] == parent), "")
                if len(forest.children[parent]) > 1:
                    ends = found.setdefault(parent, {}).setdefault(id_, [])
                    ends.append(_End(near, far, other))
    return {parent: found[parent] for parent in ("", *forest.top_down()) if parent in found}


def _orders(families: Iterable[str], forest: Forest) -> dict[str, list[str]]:
    return {parent: list(forest.children[parent]) for parent in families}


def _length(links: Sequence[Link], forest: Forest) -> float:
    rows = middles(forest)
    return sum(abs(rows[link.start] - rows[link.end]) for link in links)


def _reorder(
    parent: str, family: _Family, centre: Callable[[Sequence[float]], float], forest: Forest
) -> None:
    """Put siblings where their links pull them, then move them one by one."""
    rows, siblings = middles(forest), forest.children[parent]
    pulls = {id_: centre([rows[end.far] for end in ends]) for id_, ends in family.items()}
    pulled = sorted(siblings, key=lambda id_: (pulls.get(id_, rows[id_]), rows[id_]))
    blocks = _Blocks(siblings, family, rows, forest)
    forest.children[parent] = blocks.moved(min(siblings, pulled, key=blocks.length))


class _Blocks:
    """The branches of siblings as blocks that may stand in any order."""

    def __init__(
        self, siblings: Sequence[str], family: _Family, rows: Mapping[str, float], forest: Forest
    ) -> None:
        self._family, self._rows = family, rows
        self._spans = {id_: _span(id_, rows, forest) for id_ in siblings}
        self._top = min(low for low, _ in self._spans.values())

    def moved(self, order: Sequence[str]) -> list[str]:
        """Siblings moved to where they shorten the links of all, while any does."""
        found, best = list(order), self.length(order)
        ends = sum(map(len, self._family.values()))
        work = len(found) * len(self._family) * ends
        for _ in range(min(_ROUNDS, _MOST_WORK // max(1, work))):
            before = best
            for id_ in self._family:
                rest = [one for one in found if one != id_]
                places = ([*rest[:at], id_, *rest[at:]] for at in range(len(found)))
                length, order = min((self.length(place), place) for place in places)
                if length < best - _LEAST:
                    best, found = length, order
            if best == before:
                break
        return found

    def length(self, order: Sequence[str]) -> float:
        """How far the links of all siblings reach in an order."""
        return self._pulled(order, self._tops(order))

    def _pulled(self, siblings: Iterable[str], tops: Mapping[str, float]) -> float:
        return sum(
            abs(self._row(end.near, id_, tops) - self._row(end.far, end.other, tops))
            for id_ in siblings
            for end in self._family.get(id_, ())
        )

    def _row(self, goal: str, sibling: str, tops: Mapping[str, float]) -> float:
        moved = tops[sibling] - self._spans[sibling][0] if sibling else 0.0
        return self._rows[goal] + moved

    def _tops(self, order: Sequence[str]) -> dict[str, float]:
        found: dict[str, float] = {}
        top = self._top
        for id_ in order:
            found[id_] = top
            top += self._size(id_)
        return found

    def _size(self, sibling: str) -> float:
        low, high = self._spans[sibling]
        return high - low


def _span(id_: str, rows: Mapping[str, float], forest: Forest) -> tuple[float, float]:
    """The rows that a branch takes, down to where the next one begins."""
    first = last = id_
    while forest.children[first]:
        first = forest.children[first][0]
    while forest.children[last]:
        last = forest.children[last][-1]
    return rows[first] - PITCH / 2, rows[last] + PITCH / 2
