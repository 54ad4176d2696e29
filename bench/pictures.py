"""Walks over an alignment picture."""

from collections.abc import Iterator

from okrsite.plan.alignment.goals import Box, Limb, Picture


def boxes_of(picture: Picture) -> Iterator[Box]:
    """Every box of a picture, top down and branch by branch."""
    for limb in limbs_of(picture):
        yield limb.box


def limbs_of(picture: Picture) -> Iterator[Limb]:
    """Every limb of a picture, top down and branch by branch."""
    todo = list(reversed(picture.limbs))
    while todo:
        limb = todo.pop()
        yield limb
        todo += reversed(limb.limbs)
