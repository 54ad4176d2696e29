"""The search index follows edits when they rest, and stays out of their way."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from watching import until

from okrsite.plan.views.search import Record, Records
from okrsite.watch.follow import Follower
from okrsite.write.indexer import IndexerError, emit
from okrsite.write.search import SearchIndex


def records(title: str) -> Records:
    return Records("en", (Record("objectives/a.html", "Objective", title),))


ONE, TWO = records("One"), records("Two")


def test_an_edit_keeps_the_index_before_it_until_its_own_is_made(tmp_path: Path) -> None:
    rung = Event()
    follower = Follower(SearchIndex(tmp_path), rung.set, rest_seconds=0)
    before = SearchIndex(tmp_path).make(ONE)
    assert follower.find(ONE) == before
    follower.follow()
    assert not rung.is_set()  # there was nothing to make
    assert follower.find(TWO) == before
    follower.follow()
    assert rung.wait(20)
    follower.hold()
    assert follower.find(TWO).outputs not in ((), before.outputs)


def test_a_build_ends_what_is_being_made(tmp_path: Path) -> None:
    begun, ended, rung = Event(), Event(), Event()

    def slow(_: Records, is_wanted: Callable[[], bool]) -> dict[str, bytes]:
        begun.set()
        until(lambda: not is_wanted())
        ended.set()
        raise IndexerError("ended")

    follower = Follower(SearchIndex(tmp_path, slow), rung.set, rest_seconds=0)
    follower.find(ONE)
    follower.follow()
    assert begun.wait(20)
    follower.hold()
    assert ended.is_set()
    assert not rung.is_set()


def test_edits_in_a_row_start_no_indexer(tmp_path: Path) -> None:
    def never(_: Records, is_wanted: object) -> dict[str, bytes]:
        raise AssertionError("the indexer was started")

    follower = Follower(SearchIndex(tmp_path, never), lambda: None, rest_seconds=60)
    for one in (ONE, TWO, ONE, TWO):
        follower.hold()
        assert follower.find(one).outputs == ()
        follower.follow()
    follower.hold()


def test_a_failure_is_told_and_not_tried_again_before_the_next_edit(tmp_path: Path) -> None:
    tried: list[Records] = []
    rung = Event()

    def fail(found: Records, is_wanted: Callable[[], bool]) -> dict[str, bytes]:
        tried.append(found)
        if len(tried) == 1:
            raise IndexerError("no luck")
        return emit(found, is_wanted)

    follower = Follower(SearchIndex(tmp_path, fail), rung.set, rest_seconds=0)
    follower.find(ONE)
    follower.follow()
    assert rung.wait(20)
    follower.hold()
    assert "no luck" in follower.find(ONE).notes[0]
    follower.follow()
    follower.hold()
    assert tried == [ONE]
    rung.clear()
    follower.find(TWO)
    follower.follow()
    assert rung.wait(20)
    follower.hold()
    assert follower.find(TWO).outputs
    assert follower.find(TWO).notes == ()
