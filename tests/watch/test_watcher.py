"""What the watcher tells, and when it builds without any event."""

import json
import time
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest
from watching import until

from okrsite.serve.board import Board
from okrsite.watch.loop import WAITING, EndedError, Watcher
from okrsite.watch.lull import AT_ONCE, LATER, Bell
from okrsite.watch.round import Day, Round
from okrsite.watch.succession import Build, Built, Look, Seen

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


@dataclass
class World:
    """Everything around a watcher, at hand; what is asked at its desk is answered by the test."""

    site: Path = Path("no site")
    said: list[str] = field(default_factory=list)
    board: Board = field(default_factory=Board)
    day: date = FRIDAY
    asked: list[str] = field(default_factory=list)
    bell: Bell = field(default_factory=lambda: Bell(time.monotonic))
    is_settled: bool = True

    def __post_init__(self) -> None:
        ours, self.answers = Pipe()
        self.watcher = Watcher(
            ours,
            self.board,
            self.site,
            self.today,
            self.said.append,
            lambda: not self.is_settled,
            self.bell,
        )

    def today(self, timezone: str) -> date:
        self.asked.append(timezone)
        return self.day

    def build(self, made: Round) -> None:
        """A build that is asked for and answered."""
        self.watcher.build()
        asked = self.answers.recv()
        assert isinstance(asked, Build)
        self.answers.send(Built(made, asked.number))
        self.watcher.go_on()

    def see(self, pages: dict[str, bytes], number: int) -> None:
        """A glance that is answered."""
        self.answers.send(Seen(pages, number))
        self.watcher.go_on()

    @property
    def shown(self) -> list[str]:
        """The problems that an open page shows."""
        shown: list[str] = json.loads(self.board.news("")[1])["problems"]
        return shown

    def changed_since(self, token: str) -> Any:
        return self.board.news(token)[1]


@pytest.mark.promise
def test_a_broken_edit_shows_its_problem_and_mending_it_takes_it_away() -> None:
    world = World()
    world.build(Round(notes=("built",)))
    world.build(Round(problems=("a.md:1:1: error OKR104: no",)))
    assert world.shown == ["a.md:1:1: error OKR104: no"]
    world.build(Round(changed=("index.html",), notes=("built again",)))
    assert world.shown == []
    assert world.said == ["built", "a.md:1:1: error OKR104: no", WAITING, "built again"]


def test_a_problem_that_stays_is_told_once() -> None:
    world = World()
    world.build(Round(problems=("one",)))
    world.build(Round(problems=("one", "two")))
    assert world.said == ["one", WAITING, "two"]
    assert world.shown == ["one", "two"]


def test_problems_of_files_that_are_being_saved_are_not_told() -> None:
    world = World()
    world.bell.ring(LATER)
    world.build(Round(problems=("half a file",)))
    assert (world.said, world.shown) == ([], [])
    until(lambda: world.bell.wait(1))
    world.build(Round(problems=("the whole file",)))
    assert world.shown == ["the whole file"]


def test_problems_are_told_in_the_end_where_edits_never_rest() -> None:
    world = World()
    for _ in range(6):
        world.bell.ring(LATER)
        world.build(Round(problems=("still broken",)))
    assert world.shown == ["still broken"]


def test_a_site_is_told_though_edits_go_on() -> None:
    world = World()
    world.bell.ring(LATER)
    before = world.board.token
    world.build(Round(changed=("index.html",)))
    assert '"changed": ["index.html"]' in world.changed_since(before)


def test_a_glance_is_shown_until_a_build_knows_of_the_edit(tmp_path: Path) -> None:
    world = World(tmp_path)
    (tmp_path / "a.html").write_bytes(b"first")
    world.build(Round(changed=("a.html",)))
    before = world.board.token
    world.see({"a.html": b"second", "not there yet.html": b"new"}, 1)
    assert world.board.ahead == {"a.html": b"second"}
    assert '"changed": ["a.html"]' in world.changed_since(before)
    world.watcher.build()
    world.see({"a.html": b"third"}, 2)
    before = world.board.token
    (tmp_path / "a.html").write_bytes(b"second")
    world.answers.send(Built(Round(changed=("a.html", "b.html")), 2))
    world.watcher.go_on()
    assert world.board.ahead == {"a.html": b"third"}
    assert '"changed": ["b.html"]' in world.changed_since(before)


def test_a_page_that_was_glanced_at_is_told_again_only_where_it_comes_out_otherwise(
    tmp_path: Path,
) -> None:
    world = World(tmp_path)
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(b"first")
    world.build(Round())
    world.see({"a.html": b"second", "b.html": b"second"}, 1)
    (tmp_path / "a.html").write_bytes(b"second")
    before = world.board.token
    world.build(Round(changed=("a.html",)))
    assert world.board.ahead == {}
    assert '"changed": ["b.html"]' in world.changed_since(before)


def test_a_glance_takes_no_problem_away(tmp_path: Path) -> None:
    world = World(tmp_path)
    (tmp_path / "a.html").write_bytes(b"first")
    world.build(Round(problems=("broken",)))
    world.see({"a.html": b"second"}, 1)
    assert world.shown == ["broken"]


def test_edits_are_glanced_at_first_and_built_soon_where_there_is_nothing_to_show() -> None:
    world = World()
    world.bell.ring(AT_ONCE, "/p/content/a.md")
    world.watcher.go_on()
    assert world.answers.recv() == Look(frozenset({"/p/content/a.md"}))
    world.see({}, 0)
    world.watcher.go_on()
    assert world.answers.recv() == Build(1)


def test_the_end_of_whoever_builds_is_told() -> None:
    world = World()
    world.answers.close()
    with pytest.raises(EndedError):
        world.watcher.go_on()


@pytest.mark.promise
def test_the_watcher_builds_at_midnight_where_the_site_is() -> None:
    world = World()
    world.build(Round(day=Day(FRIDAY, "Pacific/Auckland")))
    assert not world.watcher.is_behind()
    world.day = SATURDAY
    assert world.watcher.is_behind()
    assert set(world.asked) == {"Pacific/Auckland"}
    world.build(Round(day=Day(SATURDAY, "Pacific/Auckland")))
    assert not world.watcher.is_behind()


def test_midnight_wakes_nobody_where_the_day_is_fixed() -> None:
    world = World()
    world.build(Round(day=None))
    world.day = SATURDAY
    assert not world.watcher.is_behind()
    assert world.asked == []


def test_a_folder_that_came_back_is_built() -> None:
    world = World()
    world.build(Round())
    world.is_settled = False
    assert world.watcher.is_behind()
