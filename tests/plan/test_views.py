"""What the pages show, read from the views."""

from datetime import date
from pathlib import Path

import pytest
from plain import ambiguous, classes_in, not_plain
from small_project import SITE, Planned, planned

from okrsite.base.digest import digest
from okrsite.plan.figures import KeyResultFigure, KpiFigure
from okrsite.plan.views.goals import CycleView, HomeView, KeyResultView, ObjectiveView
from okrsite.plan.views.organisation import GoalsListView, PersonView, TeamView
from okrsite.plan.views.pages import Page
from okrsite.plan.views.vitals import AlertsView, KpiView, ScorecardView, VitalsView


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return planned(tmp_path_factory.mktemp("site"), SITE)


@pytest.fixture(scope="module")
def objective(site: Planned) -> ObjectiveView:
    return site.view("objectives/self-serve.html", ObjectiveView)


def key_result(objective: ObjectiveView, id_: str) -> KeyResultView:
    return next(kr for kr in objective.key_results if kr.id == id_)


def test_everything_a_page_shows_is_plain_data(site: Planned) -> None:
    for output in site.plan.outputs:
        assert [*not_plain(output.data, str(output.path))] == []
        assert digest(output.data, str(output.path))


def test_no_field_of_what_a_page_shows_is_either_of_two_types_with_one_encoding(
    site: Planned,
) -> None:
    shown = {kind for output in site.plan.outputs for kind in classes_in(output.data)}
    assert [field for kind in shown for field in ambiguous(kind)] == []
    views = {
        type(output.data.view) for output in site.plan.outputs if isinstance(output.data, Page)
    }
    assert len({kind.__name__ for kind in views}) == len(views) > 10


def test_outputs_are_in_path_order_and_unique(site: Planned) -> None:
    assert site.paths == sorted(site.paths, key=lambda path: path.split("/"))
    assert len({path.casefold() for path in site.paths}) == len(site.paths)


def test_a_key_result_shows_start_current_and_target_with_its_unit(
    objective: ObjectiveView,
) -> None:
    signups = key_result(objective, "signups")
    assert (signups.start, signups.current, signups.target) == ("800", "1,450", "2,000 sign-ups")
    assert signups.sentence == "1,450 of 2,000 sign-ups, 99% of plan"
    assert signups.owner.text == "Ben Ode"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("1100, 1250, 1550", "2,971 on 31 Dec 2026; target on 1 Dec 2026"),
        ("1550, 1250, 1100", "\N{MINUS SIGN}371 on 31 Dec 2026; target: not at this pace"),
    ],
)
def test_a_key_result_says_where_it_leads_at_this_pace(
    values: str, words: str, tmp_path: Path
) -> None:
    days = ("2026-11-02", "2026-11-09", "2026-11-16")
    told = ", ".join(f"{d}: {v}" for d, v in zip(days, values.split(", "), strict=True))
    goal = f"{{id: a, title: A, start: 800, target: 2000, values: {{{told}}}}}"
    text = f"---\ntitle: Grow\nowner: ana\nkey_results:\n  - {goal}\n---\n"
    site = planned(tmp_path, {"objectives/2026-q4/grow.md": text})
    found = key_result(site.view("objectives/grow.html", ObjectiveView), "a")
    assert [fact.text for fact in found.facts if fact.label == "At this pace"] == [words]


def test_a_value_after_the_due_day_says_how_late_it_came(
    tmp_path: Path,
) -> None:
    values = "values: {2026-12-31: 5, 2027-01-01: 6, 2027-01-04: 7}"
    goal = f"key_results:\n  - {{id: a, title: A, target: 10, {values}}}\n"
    text = f"---\ntitle: Grow\nowner: ana\n{goal}---\n"
    site = planned(tmp_path, {"objectives/2026-q4/grow.md": text}, date(2027, 1, 14))
    view = site.view("objectives/grow.html", ObjectiveView)
    found = [update.value for update in key_result(view, "a").updates]
    assert found == ["7, 4 days late", "6, 1 day late", "5"]


def test_a_chart_says_its_sentence_and_has_its_numbers_beside_it(objective: ObjectiveView) -> None:
    chart = key_result(objective, "signups").chart
    assert chart is not None
    assert isinstance(chart.figure, KeyResultFigure)
    assert chart.sentence == chart.figure.title
    assert [row[:2] for row in chart.table.rows] == [
        ("20 Nov 2026", "1,450 sign-ups"),
        ("16 Oct 2026", "950 sign-ups"),
    ]


def test_the_plan_of_a_chart_steps_where_the_promise_moved(objective: ObjectiveView) -> None:
    chart = key_result(objective, "signups").chart
    assert chart is not None
    assert isinstance(chart.figure, KeyResultFigure)
    on_the_day = [dot.value for dot in chart.figure.expected if str(dot.day) == "2026-11-02"]
    assert len(on_the_day) == 2
    assert on_the_day[0] is not None
    assert on_the_day[1] is not None
    assert on_the_day[0] > on_the_day[1]
    assert chart.figure.expected[-1].value == 2000


def test_a_promise_that_moved_keeps_its_past(objective: ObjectiveView) -> None:
    (revision,) = key_result(objective, "signups").revisions
    assert revision.day.words == "2 Nov 2026"
    assert revision.change == "target 2,500 sign-ups → 2,000 sign-ups"
    assert revision.reason is not None
    assert [link.path for link in revision.reason.links] == ["objectives/platform.html"]


def test_milestones_recurring_and_dropped_key_results_say_what_they_are(
    objective: ObjectiveView,
) -> None:
    launch = key_result(objective, "launch")
    assert launch.sentence.startswith("1 of 2 milestones")
    assert [(step.title, step.badge.word) for step in launch.steps] == [
        ("Beta", "done"),
        ("Open to all", "open"),
    ]
    calls = key_result(objective, "calls")
    assert calls.target == "5 calls a week"
    assert "kept in 1 of" in calls.sentence
    partners = key_result(objective, "partners")
    assert partners.badge.word == "dropped"
    assert partners.is_quiet


def test_a_persons_call_stands_beside_the_computed_one(objective: ObjectiveView) -> None:
    assert objective.badge.word == "at risk"
    by_numbers = "by the numbers alone it would be off track"
    assert objective.verdict == f"The owner says at risk; {by_numbers}."
    (explained,) = [one for one in objective.explained if one.name.startswith("Status by")]
    assert explained.result == "off track"


def test_an_objective_says_which_kpi_it_is_there_to_meet(objective: ObjectiveView) -> None:
    assert [link.path for link in objective.to_meet] == ["kpis/activation.html"]
    assert [row.link.text for row in objective.guardrails] == ["Tickets"]
    assert [link.text for link in objective.needs] == ["A platform that holds"]
    assert [link.text for link in objective.above] == ["Win small business"]


def test_an_authors_own_fields_are_shown(objective: ObjectiveView) -> None:
    assert [(fact.label, fact.text) for fact in objective.extras] == [("Sponsor", "Chloe")]


def test_what_depends_on_an_objective_and_what_serves_it_is_named(site: Planned) -> None:
    platform = site.view("objectives/platform.html", ObjectiveView)
    assert [link.text for link in platform.needed_by] == [
        "Make self-serve the way most customers start"
    ]
    assert [row.link.text for row in platform.below] == ["Later"]


def test_nothing_after_the_as_of_day_is_known(site: Planned, objective: ObjectiveView) -> None:
    shown = repr([page.view for page in site.pages.values()])
    for later in ("1,900", "1900.0", "Nobody knows", "Tomorrow", "Not known yet", "77%"):
        assert later not in shown
    assert "reviews/2026-q4.html" not in site.paths
    assert [update.day.iso for update in objective.updates] == ["2026-11-19"]


def test_a_closed_objective_shows_both_scores_and_the_word_that_follows(site: Planned) -> None:
    past = site.view("objectives/past.html", ObjectiveView)
    assert past.badge.word == "partly"
    facts = {fact.label: fact.text for fact in past.closing}
    assert facts["Computed score"] == "0.60"
    assert facts["Given score"] == "0.50"
    assert facts["Decision"] == "keep"
    assert past.bar.tick == -1


def test_lists_are_ordered_by_priority_then_title(site: Planned) -> None:
    view = site.view("objectives.html", GoalsListView)
    assert [group.link.text for group in view.groups] == ["Q4 2026", "Q1 2027", "Q2 2026"]
    assert [row.link.text for row in view.groups[0].goals] == [
        "Make self-serve the way most customers start",
        "A platform that holds",
    ]


def test_the_home_page_says_how_far_the_cycle_is_and_what_needs_attention(site: Planned) -> None:
    home = site.view("index.html", HomeView)
    assert (home.title, home.when) == ("Q4 2026", "Day 51 of 92")
    assert [(row.badge.word, row.link.text) for row in home.attention] == [
        ("at risk", "Make self-serve the way most customers start"),
        ("outdated", "A platform that holds"),
    ]
    assert [row.link.text for row in home.vitals] == ["Activation"]
    assert [said.body.text for said in home.wins] == ["First trial"]
    assert home.vitals_sentence == "1 of 2 KPIs needs attention."


def test_a_kpi_says_its_value_its_state_since_when_and_what_to_do(site: Planned) -> None:
    view = site.view("kpis/activation.html", KpiView)
    assert (view.value, view.badge.word, view.label) == ("24%", "critical", "Success metric")
    assert view.period == "Oct 2026"
    assert view.since is not None
    assert view.since.iso == "2026-10-31"
    assert view.change == "down from 29%, Sep 2026"
    assert view.action is not None
    assert [(unit.label.text, unit.badge.word) for unit in view.units] == [("emea", "missed")]
    assert [(note.word, note.number) for note in view.events] == [
        ("Correction", 1),
        ("Redefined", 0),
    ]
    assert [one.goal.link.path for one in view.touched] == ["objectives/self-serve.html"]
    assert view.chart is not None
    assert isinstance(view.chart.figure, KpiFigure)
    assert view.chart.sentence == "24%, Oct 2026: critical since 31 Oct 2026"
    assert [flag.is_break for flag in view.chart.figure.flags] == [True, False]


def test_vitals_the_scorecard_and_alerts_cover_every_kpi(site: Planned) -> None:
    vitals = site.view("vitals.html", VitalsView)
    assert {row.link.text for group in vitals.groups for row in group.kpis} == {
        "Activation",
        "Tickets",
    }
    (score,) = site.view("scorecard.html", ScorecardView).groups
    assert score.title == "Month by month"
    activation = next(row for row in score.rows if row.link.text == "Activation")
    assert [(cell.value, cell.status) for cell in activation.cells] == [
        ("33", "healthy"),
        ("29", "warn"),
        ("24", "critical"),
    ]
    alerts = site.view("alerts.html", AlertsView)
    assert [one.kpi.link.text for one in alerts.alerts] == ["Activation"]
    assert [[goal.link.text for goal in gap.on_it] for gap in alerts.covered] == [
        ["Make self-serve the way most customers start"]
    ]
    assert alerts.gaps == ()


def test_a_team_and_a_person_show_goals_and_vital_signs_together(site: Planned) -> None:
    team = site.view("teams/growth.html", TeamView)
    assert [row.link.path for row in team.goals] == ["objectives/self-serve.html"]
    assert [row.link.text for row in team.kpis] == ["Activation", "Tickets"]
    assert [link.text for link in team.people] == ["Ana Ruiz"]
    assert [group.link.text for group in team.past] == ["Q2 2026"]
    ben = site.view("people/ben.html", PersonView)
    assert [row.link.path for row in ben.key_results] == ["objectives/self-serve.html#signups"]


def test_a_cycle_counts_its_objectives_by_team_and_status(site: Planned) -> None:
    cycle = site.view("cycles/2026-q4.html", CycleView)
    assert cycle.heat is not None
    assert [row.team.text for row in cycle.heat.rows] == ["Product", "Growth"]
    assert [row.total for row in cycle.heat.rows] == ["1", "1"]
    assert cycle.tally.total == 2
