"""Laws of the comparison: nothing is lost, nothing is made up, and what is renamed is the same."""

from copy import deepcopy
from datetime import date

import pytest
from edited_company import CHECKIN, COMPANY, GROW, RENAMED, Edit, edited, edits, rename, written
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import project_of

from okrsite.compare.changes import applied, changed_things
from okrsite.compare.difference import Deed, Subject
from okrsite.compare.facts import facts
from okrsite.compare.renames import matched
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio

DAY = date(2026, 11, 20)
_BEFORE = project_of(written(COMPANY)).portfolio


def _portfolio(company: object, style: int = 0) -> Portfolio:
    assert isinstance(company, dict)
    return project_of(written(company, style)).portfolio


@given(st.lists(edits(), max_size=4), st.lists(edits(), min_size=1, max_size=6), st.integers(0, 9))
@settings(max_examples=20)
def test_what_changed_applied_to_what_was_said_is_what_is_said(
    first: list[Edit], then: list[Edit], style: int
) -> None:
    company = edited(COMPANY, first)
    before, after = _portfolio(company), _portfolio(edited(company, then), style)
    found = changed_things(before, after, DAY)
    assert applied(found, facts(before)) == facts(after)
    assert all(one.fields or one.sentence for one in found)
    assert len({one.subject for one in found}) == len(found)


@given(st.lists(edits(), max_size=4), st.integers(1, 1_000))
@settings(max_examples=12)
def test_the_same_goals_written_otherwise_have_not_changed(first: list[Edit], style: int) -> None:
    company = edited(COMPANY, first)
    more = {**company, "content/handbook/new.md": "# A page of the wiki\n"}
    assert changed_things(_portfolio(company), _portfolio(more, style), DAY) == ()


@given(st.lists(edits(), min_size=1, max_size=6))
@settings(max_examples=8)
def test_the_same_comparison_says_the_same_and_both_ways_see_the_same_things(
    then: list[Edit],
) -> None:
    after = _portfolio(edited(COMPANY, then))
    once = changed_things(_BEFORE, after, DAY)
    assert changed_things(_BEFORE, after, DAY) == once
    back = changed_things(after, _BEFORE, DAY)
    assert applied(back, facts(after)) == facts(_BEFORE)


@pytest.mark.parametrize("path", sorted(RENAMED))
def test_a_file_with_another_name_is_the_same_thing(path: str) -> None:
    company = deepcopy(COMPANY)
    rename(company, path)
    (one,) = changed_things(_BEFORE, _portfolio(company, 5), DAY)
    was = path.rpartition("/")[2].removesuffix(".md")
    assert one.was
    assert (one.was.id, one.subject.id, one.deed) == (was, RENAMED[path], Deed.CHANGED)
    assert one.fields == ()


def test_everything_may_be_renamed_at_once() -> None:
    company = deepcopy(COMPANY)
    for path in sorted(RENAMED):
        rename(company, path)
    found = changed_things(_BEFORE, _portfolio(company), DAY)
    assert {one.subject.id for one in found} == set(RENAMED.values())
    assert not any(one.fields for one in found)


def test_a_renamed_objective_may_change_its_title_and_keeps_its_key_results() -> None:
    company = deepcopy(COMPANY)
    rename(company, GROW)
    goal = company[GROW.replace("grow", "grow-fast")]
    goal["title"] = "Be where people look for us"
    goal["key_results"][0]["target"] = 3000
    names = matched(_BEFORE, _portfolio(company))
    assert names[Subject(Kind.OBJECTIVE, "grow-fast")] == Subject(Kind.OBJECTIVE, "grow")
    signups = Subject(Kind.KEY_RESULT, "grow-fast#signups")
    assert names[signups] == Subject(Kind.KEY_RESULT, "grow#signups")


def test_things_that_only_look_alike_are_not_one() -> None:
    company = deepcopy(COMPANY)
    del company["content/people/cleo.md"]
    company["content/people/dan.md"] = {"name": "Dan Field"}
    goal = company[GROW]["key_results"]
    goal[1] = {"title": "Offices opened", "target": 3}
    deeds = {one.subject.id: one.deed for one in changed_things(_BEFORE, _portfolio(company), DAY)}
    assert (deeds["cleo"], deeds["dan"]) == (Deed.REMOVED, Deed.ADDED)
    assert deeds["grow#partners-signed"] is Deed.REMOVED
    assert deeds["grow#offices-opened"] is Deed.ADDED


def test_a_check_in_that_moved_to_another_folder_is_the_same() -> None:
    company = deepcopy(COMPANY)
    company["content/checkins/2026/2026-11-06-ana.md"] = company.pop(CHECKIN)
    (one,) = changed_things(_BEFORE, _portfolio(company), DAY)
    assert one.was
    assert one.was.id == CHECKIN
    assert one.fields == ()
