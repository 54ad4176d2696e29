"""Who stands above whom: a thing that is its own ancestor is reported, and cut loose."""

from collections.abc import Mapping
from typing import TypeVar

from okrsite.base.frozen import replace
from okrsite.base.problems import Problems
from okrsite.model.goals import Cycle, Kpi, Pillar, Team
from okrsite.model.loops import loops
from okrsite.read.library import Spot

Child = TypeVar("Child", Cycle, Kpi, Pillar, Team)


def report_loops(
    links: Mapping[str, tuple[str, ...]], spots: Mapping[str, Spot], problems: Problems
) -> set[str]:
    """Report each loop of parents once (OKR204), at its first thing by name; all in loops."""
    looped: set[str] = set()
    for loop in loops(links):
        looped.update(loop)
        places = [spots[id_].place for id_ in loop if id_ in spots]
        problems.error(
            "OKR204",
            places[0],
            f"`{loop[0]}` is its own ancestor: {' → '.join((*loop, loop[0]))}",
            hint="take one of the parents out",
            others=tuple(places[1:]),
        )
    return looped


def without_loops(things: Mapping[str, Child], problems: Problems) -> dict[str, Child]:
    """Things that have one parent of their own kind; those in a loop lose it."""
    links = {id_: (one.parent,) for id_, one in things.items()}
    spots = {id_: one.document.at("parent") for id_, one in things.items() if one.document}
    looped = report_loops(links, spots, problems)
    return {id_: replace(one, parent="") if id_ in looped else one for id_, one in things.items()}
