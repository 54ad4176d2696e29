"""Loops are found once, and an order puts parts before wholes."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from okrsite.model.loops import in_order, loops

_names = st.sampled_from("abcdefgh")
links = st.dictionaries(_names, st.lists(_names, max_size=3).map(tuple))


def _has_loop(found: Mapping[str, tuple[str, ...]]) -> bool:
    try:
        tuple(TopologicalSorter(found).static_order())
    except CycleError:
        return True
    return False


@given(links)
def test_a_loop_is_found_where_there_is_one(found: dict[str, tuple[str, ...]]) -> None:
    assert bool(loops(found)) == _has_loop(found)


@given(links)
def test_a_loop_runs_along_links_and_is_told_once(found: dict[str, tuple[str, ...]]) -> None:
    told = loops(found)
    for loop in told:
        for one, other in zip(loop, (*loop[1:], loop[0]), strict=True):
            assert other in found[one]
    names = [name for loop in told for name in loop]
    assert len(names) == len(set(names))


@given(links)
def test_without_the_things_in_loops_none_is_left(found: dict[str, tuple[str, ...]]) -> None:
    cut = {name for loop in loops(found) for name in loop}
    assert not _has_loop({name: () if name in cut else parts for name, parts in found.items()})


@given(links)
def test_parts_come_before_wholes(found: dict[str, tuple[str, ...]]) -> None:
    order = in_order(found)
    assert sorted(order) == sorted(found)
    if not _has_loop(found):
        for name, parts in found.items():
            for part in parts:
                assert part not in found or order.index(part) < order.index(name)


def test_a_chain_of_ten_thousand_is_no_trouble() -> None:
    chain = {str(i): (str(i + 1),) for i in range(10_000)}
    assert loops(chain) == ()
    assert len(in_order(chain)) == 10_000
    assert len(loops({**chain, "9999": ("0",)})[0]) == 10_000
