"""What exists without a file, what references mean, and what an author's own fields are for."""

from collections.abc import Callable
from datetime import date

import pytest
from projects import Files, Project

from okrsite.model.extras import extras
from okrsite.model.goals import Kind, Ref
from okrsite.model.portfolio import current_cycle
from okrsite.model.schema import KeyResultType

Build = Callable[[Files], Project]


def _goal(*lines: str) -> str:
    return "---\ntitle: Grow\nowner: ana\n" + "\n".join(lines) + "\n---\n"


def test_the_shortest_project_is_one_file(project: Build) -> None:
    found = project(
        {
            "content/objectives/grow.md": _goal(
                "key_results:", "  - {title: Sign-ups per week, start: 800, target: 2000}"
            )
        }
    )
    assert found.codes == ["OKR209"]
    assert list(found.portfolio.people) == ["ana"]
    assert list(found.portfolio.key_results) == ["grow#sign-ups-per-week"]
    assert found.portfolio.objectives["grow"].cycle == "backlog"


def test_cycles_named_by_the_calendar_exist_with_those_around_them(project: Build) -> None:
    cycles = project({"content/objectives/2026-q4/grow.md": _goal()}).portfolio.cycles
    assert {one.id: (str(one.first_day), one.parent) for one in cycles.values()} == {
        "2026": ("2026-01-01", ""),
        "2026-h2": ("2026-07-01", "2026"),
        "2026-q4": ("2026-10-01", "2026-h2"),
        "backlog": ("None", ""),
    }
    assert cycles["2026-q4"].closed_on == date(2027, 1, 14)
    assert cycles["2026-q4"].targets_fixed_on == date(2026, 10, 15)


def test_a_cycle_is_a_name_even_where_it_looks_like_a_number(project: Build) -> None:
    found = project({"content/objectives/grow.md": _goal("cycle: 2026")})
    assert found.problems == ()
    assert found.portfolio.objectives["grow"].cycle == "2026"


def test_the_nearest_folder_named_like_a_cycle_counts(project: Build) -> None:
    found = project({"content/objectives/2026-q3/growth/2026-q4/late/grow.md": _goal()})
    assert found.portfolio.objectives["grow"].cycle == "2026-q4"


def test_a_folder_may_be_named_like_a_cycle_of_its_own(project: Build) -> None:
    found = project(
        {
            "content/cycles/spring.md": "---\nstart: 2026-03-01\nend: 2026-05-31\n---\n",
            "content/objectives/spring/grow.md": _goal(),
        }
    )
    assert found.problems == ()
    assert found.portfolio.objectives["grow"].cycle == "spring"


def test_teams_that_are_named_exist_as_long_as_no_team_has_a_file(project: Build) -> None:
    goal = {"content/objectives/2026-q4/grow.md": _goal("team: customer-care")}
    assert project(goal).portfolio.teams["customer-care"].title == "Customer care"
    assert project({**goal, "content/teams/sales.md": "---\n---\n"}).codes == ["OKR201"]


def test_people_who_are_named_exist_as_long_as_no_person_has_a_file(project: Build) -> None:
    goal = {"content/objectives/2026-q4/grow.md": _goal("contributors: [ben-ali]")}
    people = project(goal).portfolio.people
    assert {one.id: one.name for one in people.values()} == {"ana": "Ana", "ben-ali": "Ben Ali"}
    written = {"content/people/ana.md": "---\nname: Ana Ruiz\n---\n"}
    assert project(goal | written).codes == ["OKR201"]


def test_a_reference_names_the_nearest_kind_or_says_which(project: Build) -> None:
    found = project(
        {
            "content/objectives/2026-q4/grow.md": _goal("parents: [pillar:win, sell#sales]"),
            "content/objectives/2026-q4/sell.md": _goal(
                "key_results:",
                "  - {id: sales, title: Sales, target: 9, drives: [sell#more]}",
                "  - {id: more, title: More, target: 9, drives: [sales]}",
            ),
            "content/pillars/win.md": "---\ntitle: Win\n---\n",
        }
    )
    assert found.problems == ()
    parents = found.portfolio.objectives["grow"].parents
    assert parents == (Ref(Kind.PILLAR, "win"), Ref(Kind.KEY_RESULT, "sell#sales"))
    drives = {kr.id: kr.drives for kr in found.portfolio.objectives["sell"].key_results}
    assert drives == {"sales": ("sell#more",), "more": ("sell#sales",)}


def test_a_key_result_may_be_measured_by_a_metric(project: Build) -> None:
    found = project(
        {
            "content/objectives/2026-q4/grow.md": _goal(
                "key_results:", "  - {title: Orders, target: 90, source: metric:orders}"
            ),
            "content/metrics/orders.md": (
                "---\ntitle: Orders\nunit: €\nvalues: {2026-10: 9.5}\n---\n"
            ),
        }
    )
    assert found.problems == ()
    (key_result,) = found.portfolio.key_results.values()
    assert (key_result.source, key_result.unit.name, key_result.unit.decimals) == ("orders", "€", 1)


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ("start: 1, target: 2", KeyResultType.INCREASE),
        ("start: 2, target: 1", KeyResultType.DECREASE),
        ("start: 2, change: -5%", KeyResultType.RELATIVE),
        ("target: 2", KeyResultType.REACH),
        ("at_least: 2", KeyResultType.MAINTAIN),
        ("between: [1, 2], every: month", KeyResultType.MAINTAIN),
        ("target: 2, every: week", KeyResultType.RECURRING),
        ("milestones: [{title: Beta}]", KeyResultType.MILESTONES),
        ("milestones: {signed: 1}", KeyResultType.MILESTONES),
        ("done: yes", KeyResultType.BINARY),
        ("unit: €", KeyResultType.BINARY),
        ("type: baseline", KeyResultType.BASELINE),
        ("type: reach, start: 0, target: 2", KeyResultType.REACH),
    ],
)
def test_the_type_follows_from_the_fields(
    fields: str, type_: KeyResultType, project: Build
) -> None:
    goal = _goal("key_results:", f"  - {{id: a, title: A, {fields}}}")
    found = project({"content/objectives/2026-q4/grow.md": goal})
    assert found.problems == ()
    assert found.portfolio.key_results["grow#a"].type is type_


def test_a_revision_is_undone_back_to_the_first_promise(project: Build) -> None:
    goal = _goal(
        "key_results:",
        "  - id: a",
        "    title: A",
        "    start: 100",
        "    change: +25%",
        "    revisions:",
        "      - {date: 2026-11-20, was: {start: 80}}",
        "      - {date: 2026-10-20, was: {change: +50%, due: 2026-12-01}}",
    )
    found = project({"content/objectives/2026-q4/grow.md": goal})
    assert found.problems == ()
    promises = [past.promise for past in found.portfolio.key_results["grow#a"].past]
    told = [(promise.start, promise.target, str(promise.due)) for promise in promises]
    assert told == [(80.0, 120.0, "2026-12-01"), (80.0, 100.0, "2026-12-31")]


def test_an_authors_own_fields_are_kept_to_be_shown(project: Build) -> None:
    goal = _goal(
        "x-budget: 12k",
        "x-risk_level:",
        "  owner: ben",
        "  steps: [watch, call]",
        "x-notes: [{by: ana, text: fine}, {by: ben}]",
        "x-nothing:",
        "key_results:",
        "  - {title: Sales, target: 9, x-source-of-truth: ledger}",
    )
    found = project({"content/objectives/2026-q4/grow.md": goal})
    assert found.problems == ()
    document = found.portfolio.objectives["grow"].document
    assert extras(document) == (
        ("Budget", "12k"),
        ("Risk level / owner", "ben"),
        ("Risk level / steps", "watch, call"),
        ("Notes / 1 / by", "ana"),
        ("Notes / 1 / text", "fine"),
        ("Notes / 2 / by", "ben"),
    )
    assert extras(document, "key_results", 0) == (("Source of truth", "ledger"),)


def test_the_current_cycle_is_the_shortest_that_contains_the_day(project: Build) -> None:
    portfolio = project({"content/objectives/2026-q3/grow.md": _goal()}).portfolio
    named = {
        day: cycle.id
        for day in ("2026-08-01", "2026-11-01", "2027-02-01", "2025-02-01")
        if (cycle := current_cycle(portfolio, date.fromisoformat(day)))
    }
    assert named == {"2026-08-01": "2026-q3", "2026-11-01": "2026-h2", "2027-02-01": "2026-h2"}


def test_the_current_cycle_may_be_set(project: Build) -> None:
    files = {
        "content/objectives/2026-q3/grow.md": _goal(),
        "okrsite.toml": '[cycle]\ncurrent = "2026-q3"\n',
    }
    cycle = current_cycle(project(files).portfolio, date(2030, 1, 1))
    assert cycle
    assert cycle.id == "2026-q3"
