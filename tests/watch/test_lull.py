"""When the watcher builds, told with written clocks: a finished save at once, bursts at rest."""

from collections.abc import Iterable

import pytest

from okrsite.watch.lull import AT_ONCE, LATER, SOON, Bell, Lull

EDIT, SAVED, PASSING = SOON, AT_ONCE, LATER


def builds(heard: Iterable[tuple[int, float]], build_ms: int = 0) -> list[int]:
    """When builds begin, in ms, if each takes so long and these wake-ups come."""
    lull, begun, free, now = Lull(), list[int](), 0, 0
    coming = sorted(heard, reverse=True)
    while coming or lull.due is not None:
        while coming and coming[-1][0] <= now:
            at, quiet = coming.pop()
            lull.hear(at / 1000, quiet)
        if now >= free and lull.take(now / 1000):
            begun.append(now)
            free = now + build_ms
        now += 1
    return begun


def test_a_finished_save_is_built_at_once() -> None:
    assert builds([(100, SAVED)]) == [100]
    assert builds([(100, EDIT), (101, EDIT), (103, SAVED)]) == [103]


def test_an_edit_that_nobody_finishes_is_built_after_a_short_quiet() -> None:
    assert builds([(100, EDIT)]) == [140]
    assert builds([(100, EDIT), (130, EDIT)]) == [170]


def test_a_burst_without_an_end_is_built_after_three_tenths_of_a_second() -> None:
    assert builds([(at, EDIT) for at in range(100, 500, 10)])[0] == 400


def test_a_passing_file_of_an_editors_own_does_not_begin_a_build_before_the_save_itself() -> None:
    assert builds([(100, PASSING), (190, SAVED)]) == [190]
    assert builds([(100, PASSING), (190, EDIT)]) == [230]
    assert builds([(100, EDIT), (110, PASSING)]) == [140]
    assert builds([(100, PASSING), (200, PASSING)]) == [400]


@pytest.mark.promise
def test_what_comes_during_a_build_makes_exactly_one_build_more() -> None:
    assert builds([(100, SAVED), (110, EDIT), (120, SAVED), (130, SAVED)], 500) == [100, 600]
    assert builds([(100, SAVED), (599, EDIT)], 500) == [100, 639]
    assert builds([(100, SAVED)], 500) == [100]


def test_a_finished_save_is_not_put_off_by_what_follows_it() -> None:
    assert builds([(100, SAVED), (550, SAVED), (590, EDIT)], 500) == [100, 600]


class Clock:
    """A clock that goes forward when the bell waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.01
        return self.now


def test_the_bell_keeps_what_rings_before_anybody_waits() -> None:
    bell = Bell(Clock())
    assert not bell.is_ringing
    bell.ring(AT_ONCE)
    bell.ring(AT_ONCE)
    assert bell.is_ringing
    assert bell.wait(1000)
    assert not bell.is_ringing
    assert not bell.wait(0), "two rings, one build"


def test_the_bell_gives_up_after_a_while_and_when_stopped() -> None:
    bell = Bell(Clock())
    assert not bell.wait(0.03)
    bell.ring(AT_ONCE)
    bell.stop()
    assert not bell.wait(1000)
    assert bell.is_stopped
