"""A forest in, the height of every goal out: leaves one below the other, parents amid children."""

from collections.abc import Mapping

from okrsite.plan.alignment.forest import Forest
from okrsite.plan.alignment.goals import MORE, Goal

HEIGHT = 64
_MORE_HEIGHT = 34
_GAP = 12
PITCH = HEIGHT + _GAP
"""How far the middles of two goals are apart at least."""


def height(goal: Goal) -> int:
    """The height of a goal's box; what stands for more of them is lower."""
    return _MORE_HEIGHT if goal.kind == MORE else HEIGHT


def middles(forest: Forest) -> Mapping[str, float]:
    """The middle of each goal in px: a branch has rows of its own, so that no two boxes touch.

    A parent stands in the middle between its first child and its last.
    """
    found: dict[str, float] = {}
    row = 0
    order = list(forest.top_down())
    for id_ in order:
        if not forest.children[id_]:
            found[id_] = row * PITCH + HEIGHT / 2
            row += 1
    for id_ in reversed(order):
        if inner := forest.children[id_]:
            found[id_] = (found[inner[0]] + found[inner[-1]]) / 2
    return found
