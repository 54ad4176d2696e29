"""A forest of any size in, as much of it out as one picture can show and a person can read."""

from collections.abc import Iterator, Mapping

from okrsite.base.frozen import Frozen
from okrsite.plan.alignment.forest import Forest

MOST_BOXES = 48
MOST_SIBLINGS = 24
_DEEPEST = 6
_FEW = MOST_BOXES // 3


class Excerpt(Frozen):
    """The goals shown, those of them with something folded away, and those with more children.

    `part` is which part of the children of `top` is shown, from 1 on; `parts` is how many there
    are.
    """

    shown: tuple[str, ...]
    folded: frozenset[str]
    cut: frozenset[str]
    part: int
    parts: int


def excerpts(top: str, forest: Forest) -> Iterator[Excerpt]:
    """What hangs on a goal in parts of so many children; what hangs on these is folded to fit.

    Whole levels are shown while they fit. Where hardly anything would be left, as many families
    as fit are, the smallest first.
    """
    children = forest.children[top]
    parts = max(1, -(-len(children) // MOST_SIBLINGS))
    for part in range(1, parts + 1):
        first = children[(part - 1) * MOST_SIBLINGS : part * MOST_SIBLINGS]
        shown, folded, cut = _unfolded(first, forest)
        is_last = part == parts
        yield Excerpt(tuple(shown), folded, cut if is_last else cut | {top}, part, parts)


def _unfolded(first: list[str], forest: Forest) -> tuple[list[str], frozenset[str], frozenset[str]]:
    shown, level = list(first), list(first)
    folded: set[str] = set()
    cut: set[str] = set()
    for _ in range(_DEEPEST):
        families = {id_: forest.children[id_] for id_ in level if forest.children[id_]}
        opened = _opened(families, MOST_BOXES - len(shown), is_scarce=len(shown) < _FEW)
        folded |= families.keys() - opened
        cut |= {id_ for id_ in opened if len(families[id_]) > MOST_SIBLINGS}
        level = [one for id_ in families if id_ in opened for one in families[id_][:MOST_SIBLINGS]]
        shown += level
    folded |= {id_ for id_ in level if forest.children[id_]}
    return shown, frozenset(folded), frozenset(cut)


def _opened(families: Mapping[str, list[str]], room: int, *, is_scarce: bool) -> frozenset[str]:
    """The families that there is room for: all, or where boxes are scarce the smallest."""
    sizes = {id_: min(len(children), MOST_SIBLINGS) for id_, children in families.items()}
    if sum(sizes.values()) <= room:
        return frozenset(sizes)
    found: set[str] = set()
    for id_ in sorted(sizes, key=lambda id_: (sizes[id_], id_)) if is_scarce else ():
        if sizes[id_] <= room:
            room -= sizes[id_]
            found.add(id_)
    return frozenset(found)
