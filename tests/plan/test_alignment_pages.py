"""The alignment pages: which there are, what stands on them, and where they lead."""

from collections.abc import Iterator
from pathlib import Path

from pictures import boxes_of
from small_project import Planned, planned

from okrsite.plan.alignment.goals import MORE
from okrsite.plan.views.alignment import AlignmentView, Branch, CoverageView
from okrsite.plan.views.goals import ObjectiveView
from okrsite.plan.views.organisation import PersonView, TeamView

VISION = {"pillars/calm.md": "---\ntitle: Calm\nkind: vision\n---\n"}


def objective(title: str, *fields: str, reached: int = 50) -> str:
    lines = [f"title: {title}", "owner: ana", "cycle: 2026-q4", *fields, "key_results:"]
    result = f"  - {{id: a, title: A, target: 100, values: {{2026-11-18: {reached}}}}}"
    return "\n".join(["---", *lines, result, "---", ""])


def views(site: Planned) -> dict[str, AlignmentView]:
    pages = site.pages.items()
    return {path: page.view for path, page in pages if isinstance(page.view, AlignmentView)}


def titles(view: AlignmentView) -> list[str]:
    return [box.goal.title for box in boxes_of(view.picture)]


def listed(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from listed(branch.children)


def lost(site: Planned) -> set[str]:
    """The paths that alignment pages lead to, and that are not built."""
    found: set[str] = set()
    for view in views(site).values():
        for box in boxes_of(view.picture):
            found |= {box.goal.path, box.goal.branch}
            found |= {box.goal.folded.path} if box.goal.folded else set()
        found |= {state.path for state in view.states}
        found |= {link.path for link in (*view.teams, *view.cycles)}
        found |= {link.path for link in (view.earlier, view.later, view.coverage) if link}
    return found - set(site.paths) - {""}


def test_the_list_has_the_goals_of_the_picture_with_their_states(tmp_path: Path) -> None:
    site = planned(
        tmp_path,
        {
            **VISION,
            "objectives/top.md": objective("Top", "parent: calm"),
            "objectives/a.md": objective("A", "parent: top", reached=10),
            "objectives/b.md": objective("B", "parents: [top, calm]", "depends_on: [a]"),
        },
    )
    view = views(site)["alignment.html"]
    rows = list(listed(view.branches))
    assert [row.link.text for row in rows] == titles(view)
    boxes = {box.goal.title: box.goal for box in boxes_of(view.picture)}
    assert all(row.badge is None or row.badge.word == boxes[row.link.text].word for row in rows)
    across = {row.link.text: [(a.words, a.links[0].text) for a in row.across] for row in rows}
    assert across["B"] == [("also serves", "Calm"), ("depends on", "A")]
    assert lost(site) == set()


def test_a_branch_has_a_page_with_what_it_serves_and_what_serves_it(tmp_path: Path) -> None:
    site = planned(
        tmp_path,
        {
            **VISION,
            "objectives/top.md": objective("Top", "parent: calm"),
            "objectives/other.md": objective("Other", "parent: calm"),
            "objectives/a.md": objective("A", "parent: top", reached=10),
        },
    )
    view = site.view("alignment/objectives/top.html", AlignmentView)
    assert titles(view) == ["Calm", "Top", "A"]
    assert view.sentence == "1 objective serves it, 1 off track."
    assert "alignment/objectives/a.html" not in site.paths


def test_goals_in_a_state_stand_with_what_they_serve(tmp_path: Path) -> None:
    site = planned(
        tmp_path,
        {
            **VISION,
            "objectives/top.md": objective("Top", "parent: calm"),
            "objectives/bad.md": objective("Bad", "parent: top", reached=10),
            "objectives/good.md": objective("Good", "parent: top"),
        },
    )
    view = site.view("alignment/states/off-track.html", AlignmentView)
    quiet = {box.goal.title: box.goal.is_quiet for box in boxes_of(view.picture)}
    assert quiet == {"Calm": True, "Top": True, "Bad": False}


def test_a_team_sees_its_goals_and_those_of_the_teams_in_it(tmp_path: Path) -> None:
    site = planned(
        tmp_path,
        {
            **VISION,
            "teams/product.md": "---\ntitle: Product\nkind: department\n---\n",
            "teams/desk.md": "---\ntitle: Desk\nparent: product\n---\n",
            "teams/sales.md": "---\ntitle: Sales\n---\n",
            "people/ana.md": "---\nname: Ana Ruiz\nteam: desk\n---\n",
            "people/ben.md": "---\nname: Ben Ode\n---\n",
            "objectives/wide.md": objective("Wide", "parent: calm", "team: product"),
            "objectives/deep.md": objective("Deep", "parent: wide", "team: desk"),
            "objectives/own.md": objective("Own", "parent: deep"),
            "objectives/sell.md": objective("Sell", "parent: calm", "team: sales"),
        },
    )
    assert titles(site.view("alignment/teams/product.html", AlignmentView)) == [
        *("Calm", "Wide", "Deep", "Own")
    ]
    whole = site.view("alignment.html", AlignmentView)
    names = [column.name for column in whole.picture.columns]
    assert names == ["Vision", "Departments", "Teams", "People"]
    assert site.view("teams/desk.html", TeamView).branch == "alignment/teams/desk.html"
    assert site.view("people/ana.html", PersonView).branch == "alignment/teams/desk.html"
    assert site.view("people/ben.html", PersonView).branch == ""
    assert lost(site) == set()


def test_what_is_tied_to_nothing_is_named_and_not_drawn(tmp_path: Path) -> None:
    site = planned(
        tmp_path,
        {
            **VISION,
            "objectives/top.md": objective("Top", "parent: calm"),
            "objectives/lone.md": objective("Lone"),
        },
    )
    view = views(site)["alignment.html"]
    assert titles(view) == ["Calm", "Top"]
    assert [orphan.link.text for orphan in view.orphans] == ["Lone"]


def test_too_many_goals_under_one_vision_come_in_parts_that_lead_to_each_other(
    tmp_path: Path,
) -> None:
    many = {f"objectives/g{n:02}.md": objective(f"Goal {n:02}", "parent: calm") for n in range(60)}
    site = planned(tmp_path, {**VISION, **many})
    assert lost(site) == set()
    shown = {title for view in views(site).values() for title in titles(view)}
    assert {f"Goal {n:02}" for n in range(60)} <= shown
    more = [b.goal for b in boxes_of(views(site)["alignment.html"].picture) if b.goal.kind == MORE]
    assert [goal.path for goal in more] == ["alignment/pillars/calm/2.html"]


def test_another_cycle_has_a_page_of_its_own(tmp_path: Path) -> None:
    old = objective("Old", "parent: calm").replace("2026-q4", "2026-q3").replace("11-18", "08-18")
    site = planned(
        tmp_path,
        {**VISION, "objectives/now.md": objective("Now", "parent: calm"), "objectives/old.md": old},
    )
    assert titles(views(site)["alignment.html"]) == ["Calm", "Now"]
    assert titles(views(site)["alignment/cycles/2026-q3.html"]) == ["Calm", "Old"]
    assert lost(site) == set()


def kpi(title: str) -> str:
    return (
        f"---\ntitle: {title}\nowner: ana\nthresholds: {{warn: 4}}\nvalues: {{2026-10: 3}}\n---\n"
    )


def test_a_kpi_that_no_objective_works_on_is_a_row_that_says_so(tmp_path: Path) -> None:
    site = planned(
        tmp_path,
        {
            "kpis/won.md": kpi("Won"),
            "kpis/lost.md": kpi("Lost"),
            "kpis/kept.md": kpi("Kept"),
            "objectives/a.md": objective("A", "improves: [won]", "guardrails: [lost]"),
            "objectives/b.md": objective("B"),
        },
    )
    view = site.view("coverage.html", CoverageView)
    assert [row.kpi.text for row in view.worked_on] == ["Won"]
    assert [row.kpi.text for row in view.idle] == ["Kept", "Lost"]
    assert [column.text for column in view.columns] == ["A"]
    deeds = {row.kpi.text: row.covers[0].deeds for row in (*view.idle, *view.worked_on)}
    assert deeds == {"Won": (("↗", "improves"),), "Lost": (("◇", "guards"),), "Kept": ()}
    assert [link.text for link in view.without] == ["B"]


def test_without_anything_to_cover_there_is_no_coverage(tmp_path: Path) -> None:
    site = planned(tmp_path, {"objectives/a.md": objective("A"), "kpis/won.md": kpi("Won")})
    assert "coverage.html" not in site.paths
    assert "coverage.html" not in site.menu()


def test_the_page_of_a_state_has_the_same_address_in_every_language(tmp_path: Path) -> None:
    files = VISION | {
        f"objectives/goal-{n}.md": objective(f"Goal {n}", "pillar: calm", reached=n)
        for n in (0, 100)
    }
    german = files | {"okrsite.toml": 'language = "de"\n'}
    sites = planned(tmp_path / "en", files), planned(tmp_path / "de", german)
    states = [[p for p in site.paths if p.startswith("alignment/states/")] for site in sites]
    assert (
        states[0]
        == states[1]
        == ["alignment/states/achieved.html", "alignment/states/off-track.html"]
    )


def test_a_closed_objective_leads_to_no_picture_of_today(tmp_path: Path) -> None:
    goal = "---\ntitle: {}\nowner: ana\ncycle: {}\n{}key_results: [{{title: A, target: 9}}]\n---\n"
    site = planned(
        tmp_path,
        {
            "objectives/over.md": goal.format("Over", "2026-q2", ""),
            "objectives/now.md": goal.format("Now", "2026-q4", "parent: over\n"),
        },
    )
    assert site.view("objectives/over.html", ObjectiveView).branch == ""
    assert site.view("objectives/now.html", ObjectiveView).branch
