"""How a promise came to be, on the page of its goal: what git and the revisions tell, as one."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from repositories import Repository, begun

from okrsite import journey
from okrsite.plan.exports.records import GoalsRecord
from okrsite.plan.figures import KeyResultFigure
from okrsite.plan.output import AnyOutput
from okrsite.plan.views.goals import KeyResultView, ObjectiveView, Revision
from okrsite.plan.views.pages import Page

GOAL = "content/objectives/2026-q4/grow.md"
SITE = 'timezone = "Europe/Berlin"\n'
TEXT = """---
title: Grow where it is easy
owner: ana
key_results:
  - id: signups
    title: Sign-ups per week
    start: 800
    target: 2500
    unit: sign-ups
---
"""
FIXED = date(2026, 10, 15)
"""The day on which the targets of the fourth quarter are fixed."""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A goal that was promised on 21 Sep 2026."""
    found = begun(tmp_path / "goals")
    found.commit("2026-09-21", {"okrsite.toml": SITE, GOAL: TEXT})
    return found


def planned(repository: Repository, day: str = "2026-11-20") -> tuple[AnyOutput, ...]:
    """The files of the site as the repository stands."""
    wishes = journey.Wishes(date.fromisoformat(day))
    repository.check_out()
    drafted = journey.draft(repository.root, wishes, lambda _: date.max)
    assert not drafted.problems.errors, drafted.described(drafted.problems)
    return drafted.plan.outputs


def pages(repository: Repository, day: str = "2026-11-20") -> tuple[Page, ...]:
    """Its pages."""
    return tuple(d for one in planned(repository, day) if isinstance(d := one.data, Page))


def shown(repository: Repository, day: str = "2026-11-20") -> KeyResultView:
    """The key result on the page of its goal."""
    (view,) = (p.view for p in pages(repository, day) if isinstance(p.view, ObjectiveView))
    return view.key_results[0]


def told(revisions: Iterable[Revision]) -> list[tuple[str, str, str]]:
    """Each change: its day, what changed, by whom."""
    return [
        (one.day.words, one.change, " and ".join(c.author for c in one.commits))
        for one in revisions
    ]


def revised(*entries: str, target: int) -> str:
    """The goal with another target, and revisions."""
    lines = "".join(f"      - {entry}\n" for entry in entries)
    text = TEXT.replace("target: 2500", f"target: {target}")
    return text.replace("unit: sign-ups\n", f"unit: sign-ups\n    revisions:\n{lines}")


def test_the_page_says_when_it_was_first_promised_and_by_whom(repository: Repository) -> None:
    found = shown(repository).promised
    assert found is not None
    assert found.day.words == "21 Sep 2026"
    assert found.promise == "start 800 sign-ups, target 2,500 sign-ups"
    assert found.commit.author == "Ana"
    assert found.commit.id == repository.commits[0]


def test_each_change_is_told_with_what_was_and_is(repository: Repository) -> None:
    repository.commit("2026-10-05", {GOAL: TEXT.replace("start: 800", "start: 850.5")}, "Ben")
    text = TEXT.replace("target: 2500", "target: 2200\n    due: 2026-12-15\n    weight: 2")
    repository.commit("2026-10-20", {GOAL: text.replace("Sign-ups per", "All sign-ups a")}, "Cem")
    assert told(shown(repository).revisions) == [
        (
            "20 Oct 2026",
            "start 850.5 sign-ups → 800 sign-ups; target 2,500 sign-ups → 2,200 sign-ups; "
            "due 31 Dec 2026 → 15 Dec 2026; weight 1 → 2; "
            "title Sign-ups per week → All sign-ups a week",
            "Cem",
        ),
        ("5 Oct 2026", "start 800 sign-ups → 850.5 sign-ups", "Ben"),
    ]


def test_a_change_after_targets_were_fixed_lacks_a_reason(repository: Repository) -> None:
    for day, target in (("2026-10-15", 2400), ("2026-10-16", 2300)):
        repository.commit(day, {GOAL: TEXT.replace("2500", str(target))})
    repository.commit("2026-10-17", {GOAL: TEXT.replace("2500", "2300").replace("per", "a")})
    words, late, in_time = shown(repository).revisions
    assert (words.lacks_reason, late.lacks_reason, in_time.lacks_reason) == (False, True, False)


def test_a_revision_and_the_commit_that_wrote_it_are_one_line(repository: Repository) -> None:
    entry = "{date: 2026-11-02, was: {target: 2500}, reason: Launch slipped}"
    repository.commit("2026-11-04", {GOAL: revised(entry, target=2000)}, "Ben")
    (only,) = shown(repository).revisions
    assert told([only]) == [("2 Nov 2026", "target 2,500 sign-ups → 2,000 sign-ups", "Ben")]
    assert only.reason is not None
    assert only.reason.text == "Launch slipped"
    (commit,) = only.commits
    assert commit.day is not None
    assert commit.day.words == "4 Nov 2026"
    assert not only.lacks_reason


def test_a_revision_accounts_for_the_way_of_several_commits(repository: Repository) -> None:
    repository.commit("2026-11-02", {GOAL: TEXT.replace("2500", "2200")}, "Ben")
    entry = "{date: 2026-11-04, was: {target: 2500}, reason: Launch slipped}"
    repository.commit("2026-11-04", {GOAL: revised(entry, target=2000)}, "Cem")
    assert told(shown(repository).revisions) == [
        ("4 Nov 2026", "target 2,500 sign-ups → 2,000 sign-ups", "Ben and Cem")
    ]


def test_what_a_commit_changed_besides_stays_a_change_of_its_own(repository: Repository) -> None:
    entry = "{date: 2026-11-04, was: {target: 2500}, reason: Launch slipped}"
    text = revised(entry, target=2000).replace("start: 800", "start: 900")
    repository.commit("2026-11-04", {GOAL: text}, "Ben")
    silent, reasoned = sorted(shown(repository).revisions, key=lambda one: one.change)
    assert (silent.change, silent.lacks_reason) == ("start 800 sign-ups → 900 sign-ups", True)
    assert (reasoned.lacks_reason, reasoned.is_told) == (False, True)


def test_a_goal_that_went_to_another_cycle_is_told_and_no_reason_is_missed(
    repository: Repository,
) -> None:
    text = TEXT.replace("owner", "cycle: 2027-q1\nowner").replace("2500", "2600")
    repository.commit("2026-11-04", {GOAL: text}, "Ben")
    (only,) = shown(repository).revisions
    assert only.change == "target 2,500 sign-ups → 2,600 sign-ups; cycle Q4 2026 → Q1 2027"
    assert not only.lacks_reason


def test_the_target_in_the_chart_steps_once_for_each_change(repository: Repository) -> None:
    repository.commit("2026-10-05", {GOAL: TEXT.replace("2500", "2400")})
    entry = "{date: 2026-11-02, was: {target: 2400}, reason: Launch slipped}"
    repository.commit("2026-11-04", {GOAL: revised(entry, target=2000)})
    chart = shown(repository).chart
    assert chart is not None
    assert isinstance(chart.figure, KeyResultFigure)
    first, due = date(2026, 10, 1), date(2026, 12, 31)
    (line,) = chart.figure.promised
    assert [(one.value, one.first_day, one.last_day) for one in line] == [
        (2500, first, date(2026, 10, 5)),
        (2400, date(2026, 10, 5), date(2026, 11, 2)),
        (2000, date(2026, 11, 2), due),
    ]
    steps = [dot.day for dot in chart.figure.expected]
    assert steps == [first, *[date(2026, 10, 5)] * 2, *[date(2026, 11, 2)] * 2, due]


def test_the_data_have_it_as_well(repository: Repository) -> None:
    entry = "{date: 2026-11-02, was: {target: 2500}, reason: Launch slipped}"
    repository.commit("2026-11-04", {GOAL: revised(entry, target=2000)}, "Ben")
    found = next(one for one in planned(repository) if isinstance(one.data, GoalsRecord)).data
    assert isinstance(found, GoalsRecord)
    (record,) = found.objectives[0].key_results
    assert record.promised is not None
    assert (record.promised.day, record.promised.author) == (date(2026, 9, 21), "Ana")
    (move,) = record.moves
    assert (move.day, move.reason) == (date(2026, 11, 2), "Launch slipped")
    assert (move.was.target, move.now.target) == (2500, 2000)
    assert [(one.id, one.author) for one in move.commits] == [(repository.commits[-1], "Ben")]


def test_a_goal_without_days_that_gets_them_is_drawn_from_then_on(repository: Repository) -> None:
    backlog = TEXT.replace("owner", "cycle: backlog\nowner")
    repository.commit("2026-10-20", {GOAL: backlog})
    days = "from: 2026-10-01\n    due: 2026-12-31\n    unit"
    repository.commit("2026-10-21", {GOAL: backlog.replace("unit", days)})
    view = shown(repository)
    assert view.revisions[0].change == "from – → 1 Oct 2026; due – → 31 Dec 2026"
    assert view.chart is not None


def test_bounds_step_as_well(repository: Repository) -> None:
    kept = TEXT.replace("start: 800\n    target: 2500", "between: [80, 95]")
    kept = kept.replace("unit", "values: {2026-11-01: 90, 2026-11-08: 91}\n    unit")
    repository.commit("2026-10-02", {GOAL: kept})
    repository.commit("2026-11-04", {GOAL: kept.replace("80, 95", "85, 95")})
    chart = shown(repository).chart
    assert chart is not None
    assert isinstance(chart.figure, KeyResultFigure)
    (line,) = chart.figure.promised
    assert [one.value for one in line] == [80, 85]


@pytest.mark.promise
def test_commits_after_the_day_change_nothing_on_it(repository: Repository) -> None:
    repository.commit("2026-11-04", {GOAL: TEXT.replace("2500", "2200")})
    before = pages(repository)
    repository.commit("2026-11-21", {GOAL: TEXT.replace("2500", "2100")}, "Ben")
    repository.commit("2026-11-22", {GOAL: TEXT.replace("2500", "2200")}, "Cem")
    assert shown(repository, "2026-11-22").revisions[0].day.words == "22 Nov 2026"
    assert pages(repository) == before


def test_a_commit_after_the_day_is_not_named_beside_a_revision_before_it(
    repository: Repository,
) -> None:
    entry = "{date: 2026-11-02, was: {target: 2500}, reason: Launch slipped}"
    repository.commit("2026-11-21", {GOAL: revised(entry, target=2000)}, "Ben")
    assert told(shown(repository).revisions) == [
        ("2 Nov 2026", "target 2,500 sign-ups → 2,000 sign-ups", "")
    ]


def test_a_commit_is_no_change_without_a_reason_before_the_revision_is_in_force(
    repository: Repository,
) -> None:
    entry = "{date: 2026-11-30, was: {target: 2500}, reason: From December on}"
    repository.commit("2026-11-04", {GOAL: revised(entry, target=2000)})
    assert shown(repository).revisions == ()
    assert told(shown(repository, "2026-11-30").revisions) == [
        ("30 Nov 2026", "target 2,500 sign-ups → 2,000 sign-ups", "Ana")
    ]


def test_without_git_or_where_it_is_not_wanted_revisions_are_told_alone(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = "{date: 2026-11-02, was: {target: 2500}, reason: Launch slipped}"
    files = {GOAL: revised(entry, target=2000), "okrsite.toml": SITE + "[history]\ngit = false\n"}
    repository.commit("2026-11-04", files, "Ben")
    unwanted = shown(repository)
    assert unwanted.promised is None
    assert told(unwanted.revisions) == [
        ("2 Nov 2026", "target 2,500 sign-ups → 2,000 sign-ups", "")
    ]
    repository.commit("2026-11-05", {"okrsite.toml": SITE})
    repository.check_out()
    monkeypatch.setenv("PATH", "")
    wishes = journey.Wishes(date(2026, 11, 20))
    drafted = journey.draft(repository.root, wishes, lambda _: date.max)
    views = (d.view for o in drafted.plan.outputs if isinstance(d := o.data, Page))
    (view,) = (one for one in views if isinstance(one, ObjectiveView))
    assert view.key_results[0] == unwanted


def test_dropped_is_told_from_its_day_on(repository: Repository) -> None:
    dropped = TEXT.replace("unit", "dropped: {date: 2026-11-25, reason: Superseded}\n    unit")
    repository.commit("2026-11-18", {GOAL: dropped})
    assert shown(repository).revisions == ()
    assert [one.change for one in shown(repository, "2026-11-25").revisions] == ["dropped"]


def test_a_commit_leads_to_its_page_where_the_repository_is_named(repository: Repository) -> None:
    forge = '[edit]\nforge = "gitlab"\nrepository = "https://gitlab.com/acme/goals"\n'
    moved = TEXT.replace("target: 2500", "target: 2000")
    repository.commit("2026-11-10", {GOAL: moved, "okrsite.toml": SITE + forge})
    result = shown(repository)
    (commit,) = result.revisions[0].commits
    assert commit.url == f"https://gitlab.com/acme/goals/-/commit/{repository.commits[-1]}"
    assert result.promised
    assert result.promised.commit.url.endswith(f"/-/commit/{repository.commits[0]}")


def test_a_commit_leads_nowhere_where_no_repository_is_named(repository: Repository) -> None:
    result = shown(repository)
    assert result.promised
    assert result.promised.commit.url == ""
