"""What the watcher tells, and when it builds without any event."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from okrsite.serve.board import Board
from okrsite.watch.loop import WAITING, Watcher
from okrsite.watch.round import Day, Round

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


@dataclass
class World:
    """Everything around a watcher, at hand."""

    rounds: list[Round] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    board: Board = field(default_factory=Board)
    day: date = FRIDAY
    asked: list[str] = field(default_factory=list)
    is_overtaken: bool = False
    is_settled: bool = True

    def __post_init__(self) -> None:
        self.watcher = Watcher(
            lambda: self.rounds.pop(0),
            self.board,
            self.today,
            self.said.append,
            lambda: not self.is_settled,
            lambda: self.is_overtaken,
        )

    def today(self, timezone: str) -> date:
        self.asked.append(timezone)
        return self.day

    def build(self, made: Round) -> None:
        self.rounds.append(made)
        self.watcher.build()

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
    world = World(is_overtaken=True)
    world.build(Round(problems=("half a file",)))
    assert (world.said, world.shown) == ([], [])
    world.is_overtaken = False
    world.build(Round(problems=("the whole file",)))
    assert world.shown == ["the whole file"]


def test_problems_are_told_in_the_end_where_edits_never_rest() -> None:
    world = World(is_overtaken=True)
    for _ in range(6):
        world.build(Round(problems=("still broken",)))
    assert world.shown == ["still broken"]


def test_a_site_is_told_though_edits_go_on() -> None:
    world = World(is_overtaken=True)
    before = world.board.token
    world.build(Round(changed=("index.html",)))
    assert '"changed": ["index.html"]' in world.changed_since(before)


@pytest.mark.promise
def test_the_watcher_builds_at_midnight_where_the_site_is() -> None:
    world = World()
    world.build(Round(day=Day(FRIDAY, "Pacific/Auckland")))
    assert not world.watcher.is_behind()
    world.day = SATURDAY
    assert world.watcher.is_behind()
    assert world.asked == ["Pacific/Auckland"] * 2
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
