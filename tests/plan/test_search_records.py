"""What can be found: every thing with a page, by what its page shows, and nothing else."""

from datetime import date
from pathlib import Path

import pytest
from small_project import LONE, SITE, TEAMS, planned

from okrsite.plan.views.parts import Body
from okrsite.plan.views.search import Record, SearchView


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Record]:
    return {record.path: record for record in planned(tmp_path, SITE).plan.records.records}


def words(record: Record) -> str:
    return " ".join(text.text if isinstance(text, Body) else text for text in record.texts)


def test_every_thing_with_a_page_is_found_once_and_a_key_result_in_its_place(
    found: dict[str, Record],
) -> None:
    kinds = {path: record.kind for path, record in found.items()}
    pages = [path.partition("#")[0] for path in kinds]
    assert pages == sorted(pages)  # and key results as they stand on theirs
    assert kinds["objectives/self-serve.html"] == "Objective"
    assert kinds["objectives/self-serve.html#signups"] == "Key result"
    assert kinds["kpis/activation.html"] == "KPI"
    assert kinds["cycles/2026-q4.html"] == "Cycle"
    assert kinds["teams/growth.html"] == "Team"
    assert kinds["people/ana.html"] == "Person"
    assert kinds["pillars/win-small-business.html"] == "Pillar"
    assert kinds["reviews/2026-q2/growth.html"] == "Review"
    assert kinds["handbook/how to.html"] == "Page"


def test_a_goal_is_found_by_what_was_said_of_it_and_by_whose_it_is(
    found: dict[str, Record],
) -> None:
    objective = found["objectives/self-serve.html"]
    assert "Beta is *late*." in words(objective)
    assert "Because visits cost more" in words(objective)
    assert (objective.status, objective.mark) == ("at risk", "at-risk")
    assert (objective.owner, objective.team) == ("Ana Ruiz", "Growth")
    signups = found["objectives/self-serve.html#signups"]
    assert "Slowly." in words(signups)
    assert "The launch slipped" in words(signups)
    assert (signups.owner, signups.team) == ("Ben Ode", "Growth")
    assert signups.cycle == objective.cycle
    kpi = found["kpis/activation.html"]
    assert "Trials count" in words(kpi)
    assert (kpi.status, kpi.owner, kpi.team, kpi.cycle) == ("critical", "Ben Ode", "Growth", "")


@pytest.mark.promise
def test_nothing_is_found_that_nobody_knew_on_the_day(tmp_path: Path) -> None:
    later = "Nobody knows this yet."
    today, tomorrow = (
        planned(tmp_path, SITE, day).plan.records.records
        for day in (date(2026, 11, 20), date(2026, 11, 26))
    )
    assert later not in " ".join(map(words, today))
    assert later in " ".join(map(words, tomorrow))
    assert "reviews/2026-q4.html" not in {record.path for record in today}


def test_the_search_page_is_the_list_from_a_to_z_for_who_cannot_search(tmp_path: Path) -> None:
    site = planned(tmp_path, {"objectives/self-serve.md": LONE, **TEAMS})
    page = site.view("search.html", SearchView)
    assert [label for _, label in page.facets] == ["Kind", "Status", "Team", "Cycle", "Owner"]
    listed = {entry.link.path for letter in page.letters for entry in letter.entries}
    searched = {r.path for r in site.plan.records.records if "#" not in r.path}
    assert listed == searched
