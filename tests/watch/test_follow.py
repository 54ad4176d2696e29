"""The search index follows edits when they rest, and stays out of their way."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from okrsite.plan.views.search import Record, Records
from okrsite.watch.follow import LateIndex
from okrsite.write.bundle import Files
from okrsite.write.indexer import IndexerError, emit
from okrsite.write.search import SearchIndex


def records(title: str) -> Records:
    return Records("en", (Record("objectives/a.html", "Objective", title),))


ONE, TWO = records("One"), records("Two")


def test_an_edit_keeps_the_index_before_it_until_its_own_is_made(tmp_path: Path) -> None:
    index = LateIndex(SearchIndex(tmp_path))
    before = SearchIndex(tmp_path).make(ONE)
    assert index.find(ONE) == before
    assert not index.is_behind
    assert index.find(TWO) == before
    assert index.is_behind
    index.make()
    assert index.find(TWO).outputs not in ((), before.outputs)
    assert not index.is_behind


def test_edits_in_a_row_start_no_indexer(tmp_path: Path) -> None:
    def never(_: Records, is_wanted: object) -> NoReturn:
        raise AssertionError("the indexer was started")

    index = LateIndex(SearchIndex(tmp_path, never))
    for one in (ONE, TWO, ONE, TWO):
        assert index.find(one).outputs == ()


def test_a_failure_is_told_and_not_tried_again_before_the_next_edit(tmp_path: Path) -> None:
    tried: list[Records] = []

    def fail(found: Records, is_wanted: Callable[[], bool]) -> tuple[Files, ...]:
        tried.append(found)
        if len(tried) == 1:
            raise IndexerError("no luck")
        return emit(found, is_wanted)

    index = LateIndex(SearchIndex(tmp_path, fail))
    index.find(ONE)
    index.make()
    assert "no luck" in index.find(ONE).notes[0]
    assert not index.is_behind
    index.find(TWO)
    index.make()
    assert tried == [ONE, TWO]
    found = index.find(TWO)
    assert found.outputs
    assert found.notes == ()
