"""Which pages there are: one with nothing to say is not built, and nothing names it."""

from pathlib import Path

import pytest
from small_project import LONE, SITE, TEAMS, planned

from okrsite.plan.views.goals import HomeView
from okrsite.plan.views.pages import RedirectView

KPI = "---\ntitle: Revenue\nvalues: {2026-10: 3}\n---\n"


def test_a_single_file_without_any_configuration_is_a_useful_site(tmp_path: Path) -> None:
    site = planned(tmp_path, {"objectives/self-serve.md": LONE})
    assert site.paths == [
        "404.html",
        "a-z.html",
        "badges/objectives/self-serve.svg",
        "data/key-results.csv",
        "data/objectives.csv",
        "data.html",
        "goals.json",
        "goals.schema.json",
        "health.html",
        "how-computed.html",
        "index.html",
        "objectives/self-serve.html",
        "robots.txt",
        "search.html",
    ]
    assert site.menu() == [
        "index.html",
        "how-computed.html",
        "health.html",
        "a-z.html",
        "data.html",
    ]
    home = site.view("index.html", HomeView)
    assert [row.link.path for row in home.others] == ["objectives/self-serve.html"]
    assert site.described() == []


def test_an_empty_project_has_a_home(tmp_path: Path) -> None:
    site = planned(tmp_path, {"index.md": "Hello.\n"})
    assert site.paths == ["404.html", "a-z.html", "index.html", "robots.txt", "search.html"]


@pytest.mark.parametrize(
    ("files", "built", "missing"),
    [
        (
            {"kpis/revenue.md": KPI},
            {"vitals.html", "scorecard.html", "alerts.html"},
            {"teams.html"},
        ),
        ({}, set(), {"vitals.html", "scorecard.html", "alerts.html", "alignment.html"}),
        (
            {"kpis/revenue.md": "---\ntitle: R\nvalues: {2027-10: 3}\n---\n"},
            set(),
            {"scorecard.html"},
        ),
        (
            {"teams/growth.md": "---\ntitle: Growth\n---\n"},
            set(),
            {"teams.html", "teams/growth.html"},
        ),
        (TEAMS, {"teams.html", "teams/growth.html", "people.html"}, {"vitals.html"}),
        ({"handbook/a.md": "Text.\n"}, {"pages.html", "handbook/a.html"}, {"tags.html"}),
        ({}, set(), {"pages.html", "people.html", "cycles.html", "objectives.html"}),
    ],
)
def test_a_page_with_nothing_to_say_is_neither_built_nor_named(
    tmp_path: Path, files: dict[str, str], built: set[str], missing: set[str]
) -> None:
    site = planned(tmp_path, {"objectives/self-serve.md": LONE, **files})
    assert built <= set(site.paths)
    assert not missing & set(site.paths)
    assert set(site.menu()) <= set(site.paths)
    assert {path for path in built if "/" not in path} <= set(site.menu())


def test_the_alignment_page_needs_a_goal_that_hangs_on_something(tmp_path: Path) -> None:
    child = LONE.replace("owner: ana", "owner: ana\nparent: self-serve")
    site = planned(tmp_path, {"objectives/self-serve.md": LONE, "objectives/child.md": child})
    assert "alignment.html" in site.paths
    assert "alignment.html" in site.menu()


def test_an_old_address_leads_to_the_page_of_today(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE)
    page = site.pages["goals/old-name/index.html"]
    assert page.template == "redirect.html"
    assert page.view == RedirectView("objectives/self-serve.html")


@pytest.mark.parametrize(
    ("alias", "told"),
    [
        ("/a-z.html", "the alias `/a-z.html` is where `a-z.html` stands already"),
        ("/", "the alias `/` leads out of the site"),
    ],
)
def test_an_alias_that_cannot_be_an_address_is_an_error(
    tmp_path: Path, alias: str, told: str
) -> None:
    text = LONE.replace("owner: ana", f"owner: ana\naliases: [{alias}]")
    site = planned(tmp_path, {"objectives/self-serve.md": text})
    (message,) = site.described()
    assert message.startswith(f"content/objectives/self-serve.md:4:11: error OKR213: {told}")


def test_two_files_for_one_page_are_an_error(tmp_path: Path) -> None:
    site = planned(tmp_path, {"objectives/self-serve.md": LONE, "a-z.md": "Mine.\n"})
    assert site.described() == [
        "content/a-z.md: error OKR212: its page `a-z.html` would stand where another one does\n"
        "  hint: rename the file"
    ]
