"""The pages that say what the numbers come to together: funnel, calibration, scores, drivers."""

from datetime import date
from pathlib import Path

import pytest
from small_project import SITE, Planned, planned

from okrsite.plan.figures import PairFigure
from okrsite.plan.views.goals import CycleView, ObjectiveView
from okrsite.plan.views.organisation import CyclesListView, PersonView, TeamView
from okrsite.plan.views.parts import Chart
from okrsite.plan.views.statistics import CalibrationView, FunnelView
from okrsite.plan.views.vitals import AlertsView, KpiView, VitalsView

GOAL = "---\ntitle: {title}\nowner: ana\nteam: growth\ncycle: {cycle}\n{more}---\n"
STORY = {
    "teams/growth.md": "---\ntitle: Growth\n---\n",
    "teams/sales.md": "---\ntitle: Sales\n---\n",
    "people/ana.md": "---\nname: Ana Ruiz\n---\n",
    "people/ben.md": "---\nname: Ben Ode\n---\n",
    "cycles/2026-q2.md": "---\ntitle: Q2\nstart: 2026-04-01\nend: 2026-06-30\n---\n",
    "objectives/try-q2.md": GOAL.format(
        title="Try",
        cycle="2026-q2",
        more="key_results: [{id: a, title: A, target: 10, values: {2026-06-20: 6}}]\n",
    ),
    "objectives/try-q3.md": GOAL.format(
        title="Try again",
        cycle="2026-q3",
        more="carried_from: try-q2\nimproves: [trials]\n"
        "key_results: [{id: a, title: A, target: 10, values: {2026-09-20: 9}}]\n",
    ),
    "objectives/try-q4.md": GOAL.format(
        title="Try once more", cycle="2026-q4", more="carried_from: try-q3\nimproves: [trials]\n"
    ),
    "kpis/trials.md": (
        "---\ntitle: Trials\nowner: ben\nteam: sales\nunit: trials\ncadence: monthly\n"
        "target: 40\ncombine: sum\nleads_to: [{kpi: contracts, lag: 1 month}]\nparent: contracts\n"
        "units:\n  growth: {target: 20, owner: ana, values: {2026-06: 15, 2026-09: 16,"
        " 2026-10: 21}}\n  ben: {target: 20, owner: ben, values: {2026-06: 15, 2026-09: 16,"
        " 2026-10: 14}}\n---\n"
    ),
    "kpis/contracts.md": (
        "---\ntitle: Contracts\nunit: contracts\ncadence: monthly\n"
        "values: {2026-09: 6, 2026-10: 7}\n---\n"
    ),
    "pillars/trial.md": "---\ntitle: Trial\nkind: stage\norder: 1\nkpi: trials\n---\n",
    "pillars/contract.md": "---\ntitle: Contract\nkind: stage\norder: 2\nkpi: contracts\n---\n",
    "checkins/2026-05-04-ana.md": "---\nupdates:\n  try-q2#a: {expect: 0.8}\n---\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return planned(tmp_path_factory.mktemp("story"), STORY)


def test_the_funnel_says_where_it_is_narrowest(site: Planned) -> None:
    view = site.view("funnel.html", FunnelView)
    assert view.sentence == "2 stages. The narrowest way is from Trial to Contract: 20%."
    trial, contract = view.stages
    assert (trial.conversion, trial.counted) == ("20%", "7 contracts of 35 trials, Oct 2026")
    assert (contract.next, contract.conversion) == ("", "")


def test_calibration_compares_what_was_expected_with_what_came(site: Planned) -> None:
    view = site.view("calibration.html", CalibrationView)
    assert view.sentence == "Over 1 goal people expected 0.20 more than came, 0.20 off on average."
    ((team,), (group,)) = view.teams, view.groups
    assert (team.name.text, team.bias) == ("Growth", "+0.20")
    assert team.by_cycle == (("+0.20 (1)", "calibration:growth.2026-q2"),)
    (row,) = group.rows
    assert (row.projected, row.final, row.difference) == ("0.80", "0.60", "+0.20")


def test_without_stages_or_expectations_there_is_no_page_about_them(tmp_path: Path) -> None:
    silent = {name: text for name, text in STORY.items() if not name.startswith(("pill", "check"))}
    paths = planned(tmp_path, silent).paths
    assert not {"funnel.html", "calibration.html"} & set(paths)


def test_the_cycles_page_says_how_the_closed_ones_scored(site: Planned) -> None:
    rows = site.view("cycles.html", CyclesListView).scores
    assert [(row.cycle.text, row.mean, row.sweet) for row in rows] == [
        ("Q3 2026", "0.90", "0 of 1"),
        ("Q2", "0.60", "1 of 1"),
    ]


def test_a_closed_cycle_marks_the_scores_in_the_sweet_spot(site: Planned) -> None:
    view = site.view("cycles/2026-q2.html", CycleView)
    assert view.scores is not None
    assert view.scores.sentence == (
        "Mean score 0.60 over 1 objective. The 1 aspirational averages 0.60, in the sweet spot of "
        "0.60 to 0.70; 1 of them in it."
    )
    assert [(row.score, row.is_sweet) for row in view.goals] == [("0.60", True)]


def test_a_cycle_that_runs_has_no_scores(site: Planned) -> None:
    assert site.view("cycles/2026-q4.html", CycleView).scores is None


def test_units_are_judged_by_their_own_targets_and_stand_on_their_own_pages(site: Planned) -> None:
    view = site.view("kpis/trials.html", KpiView)
    assert view.units_sentence == "1 of 2 units attains its own target."
    assert [(unit.label.path, unit.badge.word) for unit in view.units] == [
        ("teams/growth.html", "attained"),
        ("people/ben.html", "missed"),
    ]
    (of_team,) = site.view("teams/growth.html", TeamView).units
    (of_person,) = site.view("people/ben.html", PersonView).units
    assert (of_team.value, of_team.target) == ("21 trials", "at least 20 trials")
    assert (of_person.kpi.text, of_person.badge.word) == ("Trials", "missed")


def test_a_kpi_shows_what_it_drives_and_what_drives_it(site: Planned) -> None:
    (above,) = site.view("kpis/trials.html", KpiView).driven
    (below,) = site.view("kpis/contracts.html", KpiView).drivers
    assert (above.kpi.link.text, above.how) == ("Contracts", "its parent, follows 1 month later")
    assert (below.kpi.link.text, below.how) == ("Trials", "its child, foretells it 1 month ahead")
    assert below.correlation == "1 common month, too few"


def test_the_vitals_show_leading_kpis_beside_lagging_ones(site: Planned) -> None:
    (row,) = site.view("vitals.html", VitalsView).leads
    assert (row.leading.link.text, row.lag, row.lagging.link.text) == (
        "Trials",
        "1 month",
        "Contracts",
    )


def test_the_vitals_group_kpis_by_stage_and_where_there_are_both_by_kind(site: Planned) -> None:
    view = site.view("vitals.html", VitalsView)
    found = [(one.name.text, [link.text for link, _ in one.kpis]) for one in view.stages]
    assert found == [("Trial", ["Trials"]), ("Contract", ["Contracts"])]
    assert view.kinds == ()


def test_the_vitals_set_leading_kpis_beside_lagging_ones(tmp_path: Path) -> None:
    kpi = "---\ntitle: {}\nindicator: {}\nvalues: {{2026-10: 1}}\n---\n"
    files = {
        "kpis/a.md": kpi.format("Contracts", "lagging"),
        "kpis/b.md": kpi.format("Trials", "leading"),
    }
    kinds = planned(tmp_path, files).view("vitals.html", VitalsView).kinds
    found = [(one.name.text, [link.text for link, _ in one.kpis]) for one in kinds]
    assert found == [("Leading", ["Trials"]), ("Lagging", ["Contracts"])]


def test_a_gap_says_how_much_of_it_is_closed(site: Planned) -> None:
    words = "3 of 8 trials closed, 38%"
    (gap,) = site.view("alerts.html", AlertsView).covered
    assert (gap.kpi.link.text, gap.closed) == ("Trials", words)
    assert site.view("kpis/trials.html", KpiView).closed == words


def test_an_objective_shows_the_kpis_it_improves_before_it_and_now(site: Planned) -> None:
    (moved,) = site.view("objectives/try-q4.html", ObjectiveView).moved
    assert (moved.before, moved.after, moved.change) == ("32 trials", "35 trials", "+3 trials")
    (ended,) = site.view("objectives/try-q3.html", ObjectiveView).moved
    assert (ended.before, ended.after, ended.change) == ("30 trials", "32 trials", "+2 trials")


def carried(site: Planned, path: str) -> dict[str, list[str]]:
    """The lines about what an objective was carried on from, and in."""
    facts = site.view(path, ObjectiveView).facts
    return {f.label: [to.text for to in f.links] for f in facts if f.label.startswith("Carried")}


def test_what_was_carried_on_leads_both_ways_over_several_cycles(site: Planned) -> None:
    assert carried(site, "objectives/try-q4.html") == {
        "Carried from": ["Try again (Q3 2026, 0.90)", "Try (Q2, 0.60)"]
    }
    assert carried(site, "objectives/try-q3.html") == {
        "Carried from": ["Try (Q2, 0.60)"],
        "Carried on in": ["Try once more (Q4 2026)"],
    }


@pytest.mark.parametrize("page", ["cycles/2026-q2.html", "objectives/try-q2.html"])
def test_the_pages_of_a_closed_cycle_stay_as_they_are(tmp_path: Path, page: str) -> None:
    soon, later = (
        planned(tmp_path / day.isoformat(), STORY, day).pages[page].view
        for day in (date(2026, 7, 20), date(2027, 3, 1))
    )
    assert soon == later


def test_an_objective_that_works_on_nothing_moves_nothing(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE)
    assert site.view("objectives/past.html", ObjectiveView).moved == ()


def pairs_of(folder: Path, months: int) -> tuple[Chart, ...]:
    """The pictures on the page of a KPI that another one foretells."""
    kpi = "---\ntitle: {}\nunit: {}\ncadence: monthly\n{}values: {{{}}}\n---\n"
    days = [f"2025-{month:02d}" for month in range(1, 13)] + ["2026-01"]
    early = ", ".join(f"{day}: {i * i}" for i, day in enumerate(days[:months]))
    late = ", ".join(f"{day}: {i * i}" for i, day in enumerate(days[1 : months + 1]))
    leads = "leads_to: [{kpi: contracts, lag: 1 month}]\n"
    found = planned(
        folder,
        {
            "kpis/trials.md": kpi.format("Trials", "trials", leads, early),
            "kpis/contracts.md": kpi.format("Contracts", "contracts", "", late),
        },
    )
    above = found.view("kpis/trials.html", KpiView).pairs
    assert above == found.view("kpis/contracts.html", KpiView).pairs
    return above


def test_a_leading_kpi_is_drawn_above_what_it_foretells_later_by_its_lag(tmp_path: Path) -> None:
    (pair,) = pairs_of(tmp_path, 12)
    assert pair.sentence == (
        "Trials and, 1 month later, Contracts: correlation 1.00 over 12 common months"
    )
    assert isinstance(pair.figure, PairFigure)
    assert pair.figure.driver.label == "Trials, shown 1 month later"
    assert pair.figure.driver.dots == pair.figure.driven.dots
    assert pair.table.rows[0] == ("Jan 2026", "121 trials", "121 contracts")


def test_a_pair_with_fewer_than_12_periods_in_common_is_not_drawn(tmp_path: Path) -> None:
    assert pairs_of(tmp_path, 11) == ()


def test_a_pair_that_has_no_common_rhythm_is_listed_and_not_drawn(tmp_path: Path) -> None:
    kpi = (
        "---\ntitle: {}\nunit: {}\ncadence: irregular\n{}values: {{2025-01: 1, 2026-01: 4}}\n---\n"
    )
    found = planned(
        tmp_path,
        {
            "kpis/audits.md": kpi.format("Audits", "audits", "leads_to: [findings]\n"),
            "kpis/findings.md": kpi.format("Findings", "findings", ""),
        },
    )
    page = found.view("kpis/audits.html", KpiView)
    assert page.pairs == ()
    assert [row.correlation for row in page.driven] == ["no common rhythm"]
