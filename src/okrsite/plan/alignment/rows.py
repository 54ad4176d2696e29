"""A forest in, the height of every goal out: leaves one below the other, parents amid children."""

from collections.abc import Mapping

from okrsite.plan.alignment.forest import Forest
from okrsite.plan.alignment.goals import MORE, Goal

HEIGHT = 64
_FOLDED_HEIGHT, _MORE_HEIGHT = 88, 34
_GAP = 12
PITCH = HEIGHT + _GAP
"""How far the middles of two goals are apart at least."""


def height(goal: Goal) -> int:
    """The height of a goal's box; one with something folded away has a line more."""
    if goal.kind == MORE:
        return _MORE_HEIGHT
    return _FOLDED_HEIGHT if goal.folded else HEIGHT


def middles(forest: Forest) -> Mapping[str, float]:
    """The middle of each goal in px: a branch has rows of its own, so that no two boxes touch.

    A parent stands in the middle between its first child and its last. Only what nothing hangs
    on may be higher than `HEIGHT`, which every row has at least.
    """
    found: dict[str, float] = {}
    top = 0.0
    order = list(forest.top_down())
    for id_ in order:
        if not forest.children[id_]:
            room = max(HEIGHT, height(forest.goals[id_]))
            found[id_] = top + room / 2
            top += room + _GAP
    for id_ in reversed(order):
        if inner := forest.children[id_]:
            found[id_] = (found[inner[0]] + found[inner[-1]]) / 2
    return found
