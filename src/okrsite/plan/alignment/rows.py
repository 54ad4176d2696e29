"""A forest in, the height of every goal out: leaves one below the other, parents amid children."""

from collections.abc import Mapping

from okrsite.plan.alignment.forest import Forest
from okrsite.plan.alignment.goals import MORE, Goal

_HEIGHT = 64
_MORE_HEIGHT = 34
_GAP = 12
PITCH = _HEIGHT + _GAP
"""How far the middles of two goals are apart at least."""


def height(goal: Goal, extra: int = 0) -> int:
    """The height of a goal's box, for a title of two lines; what stands for more is lower."""
    return _MORE_HEIGHT if goal.kind == MORE else _HEIGHT + extra


def middles(forest: Forest, extra: int = 0) -> Mapping[str, float]:
    """The middle of each goal in px: a branch has rows of its own, so that no two boxes touch.

    A parent stands in the middle between its first child and its last.
    """
    found: dict[str, float] = {}
    row = 0
    order = list(forest.top_down())
    for id_ in order:
        if not forest.children[id_]:
            found[id_] = row * (PITCH + extra) + (_HEIGHT + extra) / 2
            row += 1
    for id_ in reversed(order):
        if inner := forest.children[id_]:
            found[id_] = (found[inner[0]] + found[inner[-1]]) / 2
    return found
