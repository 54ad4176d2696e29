"""Laws of the comparison: nothing is lost, nothing is made up, and what is renamed is the same."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from edited_company import (
    CHECKIN,
    COMPANY,
    GROW,
    RENAMED,
    SELL,
    Company,
    Edit,
    edited,
    edits,
    rename,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import open_project, write

from okrsite.compare.changes import applied, changed_things
from okrsite.compare.difference import Deed, Subject
from okrsite.compare.facts.facts import facts
from okrsite.compare.facts.renames import matched
from okrsite.compare.policy.policy import rulings
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio

DAY = date(2026, 11, 20)


class Desk:
    """A folder in which one state of a company after the other is written, and read."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, str] = {}

    def read(self, company: Company, style: int = 0) -> Portfolio:
        """The portfolio of a company as written in a style; files that stay are left alone."""
        files = written(company, style)
        for path in self._files.keys() - files.keys():
            (self._root / path).unlink()
        write(self._root, {p: text for p, text in files.items() if self._files.get(p) != text})
        self._files = files
        return open_project(self._root).portfolio


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for all of these tests: most of their time would go into making folders."""
    return Desk(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="module")
def before(desk: Desk) -> Portfolio:
    """The company before any edit."""
    return desk.read(COMPANY)


@given(st.lists(edits(), max_size=4), st.lists(edits(), min_size=1, max_size=6), st.integers(0, 9))
@settings(max_examples=20)
def test_what_changed_applied_to_what_was_said_is_what_is_said(
    desk: Desk, first: list[Edit], then: list[Edit], style: int
) -> None:
    company = edited(COMPANY, first)
    before, after = desk.read(company), desk.read(edited(company, then), style)
    found = changed_things(before, after, DAY)
    assert applied(found, facts(before)) == facts(after)
    assert all(one.fields or one.sentence for one in found)
    assert len({one.subject for one in found}) == len(found)


@given(st.lists(edits(), max_size=4), st.integers(1, 1_000))
@settings(max_examples=12)
def test_the_same_goals_written_otherwise_have_not_changed(
    desk: Desk, first: list[Edit], style: int
) -> None:
    company = edited(COMPANY, first)
    more = {**company, "content/handbook/new.md": "# A page of the wiki\n"}
    assert changed_things(desk.read(company), desk.read(more, style), DAY) == ()


@given(st.lists(edits(), min_size=1, max_size=6))
@settings(max_examples=8)
def test_the_same_comparison_says_the_same_and_both_ways_see_the_same_things(
    desk: Desk, before: Portfolio, then: list[Edit]
) -> None:
    after = desk.read(edited(COMPANY, then))
    once = changed_things(before, after, DAY)
    assert changed_things(before, after, DAY) == once
    back = changed_things(after, before, DAY)
    assert applied(back, facts(after)) == facts(before)


@pytest.mark.parametrize("path", sorted(RENAMED))
def test_a_file_with_another_name_is_the_same_thing(
    desk: Desk, before: Portfolio, path: str
) -> None:
    company = deepcopy(COMPANY)
    rename(company, path)
    (one,) = changed_things(before, desk.read(company, 5), DAY)
    was = path.rpartition("/")[2].removesuffix(".md")
    assert one.was
    assert (one.was.id, one.subject.id, one.deed) == (was, RENAMED[path], Deed.CHANGED)
    assert one.fields == ()


def test_everything_may_be_renamed_at_once(desk: Desk, before: Portfolio) -> None:
    company = deepcopy(COMPANY)
    for path in sorted(RENAMED):
        rename(company, path)
    found = changed_things(before, desk.read(company), DAY)
    assert {one.subject.id for one in found} == set(RENAMED.values())
    assert not any(one.fields for one in found)


@pytest.mark.parametrize("day", [DAY, date(2027, 6, 1)], ids=["running", "closed"])
def test_names_alone_ask_for_no_decision(desk: Desk, before: Portfolio, day: date) -> None:
    company = deepcopy(COMPANY)
    for path in sorted(RENAMED):
        rename(company, path)
    after = desk.read(company)
    assert list(rulings(before, after, day, matched(before, after))) == []


def test_a_renamed_objective_may_change_its_title_and_keeps_its_key_results(
    desk: Desk, before: Portfolio
) -> None:
    company = deepcopy(COMPANY)
    rename(company, GROW)
    goal = company[GROW.replace("grow", "grow-fast")]
    goal["title"] = "Be where people look for us"
    goal["key_results"][0]["target"] = 3000
    names = matched(before, desk.read(company))
    assert names[Subject(Kind.OBJECTIVE, "grow-fast")] == Subject(Kind.OBJECTIVE, "grow")
    signups = Subject(Kind.KEY_RESULT, "grow-fast#signups")
    assert names[signups] == Subject(Kind.KEY_RESULT, "grow#signups")


def test_an_objective_that_was_carried_forward_long_ago_may_be_renamed(desk: Desk) -> None:
    company = deepcopy(COMPANY)
    company[SELL]["carried_from"] = "grow"
    before = desk.read(company)
    rename(company, SELL)
    company[SELL.replace("sell", "win-deals")]["key_results"][1] |= {"id": "losses"}
    found = {one.subject.id: one.was for one in changed_things(before, desk.read(company), DAY)}
    assert found["win-deals"] == Subject(Kind.OBJECTIVE, "sell")
    assert found["win-deals#losses"] == Subject(Kind.KEY_RESULT, "sell#lost")


def test_things_that_only_look_alike_are_not_one(desk: Desk, before: Portfolio) -> None:
    company = deepcopy(COMPANY)
    del company["content/people/cleo.md"]
    company["content/people/dan.md"] = {"name": "Dan Field"}
    goal = company[GROW]["key_results"]
    goal[1] = {"title": "Offices opened", "target": 3}
    deeds = {one.subject.id: one.deed for one in changed_things(before, desk.read(company), DAY)}
    assert (deeds["cleo"], deeds["dan"]) == (Deed.REMOVED, Deed.ADDED)
    assert deeds["grow#partners-signed"] is Deed.REMOVED
    assert deeds["grow#offices-opened"] is Deed.ADDED


def test_key_results_in_another_order_are_the_same_goals(desk: Desk, before: Portfolio) -> None:
    company = deepcopy(COMPANY)
    company[GROW]["key_results"].reverse()
    assert changed_things(before, desk.read(company), DAY) == ()


def test_a_check_in_that_moved_to_another_folder_is_the_same(desk: Desk, before: Portfolio) -> None:
    company = deepcopy(COMPANY)
    company["content/checkins/2026/2026-11-06-ana.md"] = company.pop(CHECKIN)
    (one,) = changed_things(before, desk.read(company), DAY)
    assert one.was
    assert one.was.id == CHECKIN
    assert one.fields == ()
