"""What a report on a cycle says: three sentences, then the evidence."""

from datetime import date
from pathlib import Path

import pytest
from small_project import SITE, Planned, planned

from okrsite.plan.pages.report.alone import NoReportError, report_alone, unlinked
from okrsite.plan.scene import Scene
from okrsite.plan.views.goals import CycleView
from okrsite.plan.views.organisation import TeamView
from okrsite.plan.views.parts import Link
from okrsite.plan.views.report import ReportsView, ReportView

GOAL = "---\ntitle: {title}\nowner: ana\nteam: {team}\ncycle: {cycle}\n{more}---\nFor a reason.\n"


def goal(  # noqa: PLR0913 - what an author would type
    title: str, cycle: str, value: int, *, team: str = "growth", day: str = "", more: str = ""
) -> str:
    """An objective with one key result from 0 to 10."""
    told = f"values: {{{day or _LAST[cycle]}: {value}}}"
    result = f"key_results: [{{id: a, title: A, start: 0, target: 10, {told}}}]\n"
    return GOAL.format(title=title, cycle=cycle, team=team, more=result + more)


_LAST = {"2026-q2": "2026-06-20", "2026-q3": "2026-09-20", "2026-q4": "2026-11-18"}

FILES = {
    "teams/growth.md": "---\ntitle: Growth\n---\n",
    "teams/sales.md": "---\ntitle: Sales\n---\n",
    "people/ana.md": "---\nname: Ana Ruiz\nteam: growth\n---\n",
    "people/ben.md": "---\nname: Ben Ode\nteam: sales\n---\n",
    "objectives/try-q2.md": goal("Try", "2026-q2", 5),
    "objectives/try-q3.md": goal(
        "Try again",
        "2026-q3",
        9,
        more="carried_from: try-q2\n"
        "closing: {date: 2026-10-10, score: 0.9, decision: keep, reason: It went well}\n",
    ),
    "objectives/sell-q3.md": goal("Sell", "2026-q3", 3, team="sales"),
    "objectives/try-q4.md": goal("Try once more", "2026-q4", 1, more="carried_from: try-q3\n"),
    "objectives/sell-q4.md": goal("Sell more", "2026-q4", 6, team="sales"),
    "cycles/2026-q3.md": (
        "---\ntitle: Q3 2026\nstart: 2026-07-01\nend: 2026-09-30\nclosed_on: 2026-10-12\n"
        "not_doing: [A second *app*]\n---\n"
    ),
    "kpis/trials.md": (
        "---\ntitle: Trials\nowner: ben\nteam: sales\nunit: trials\ncadence: monthly\n"
        "thresholds: {warn: 12}\naction: Ring ten\n"
        "values: {2026-06: 20, 2026-09: 16, 2026-10: 10, 2026-12: 99}\n"
        "events:\n  - {date: 2026-08-03, kind: correction, note: Two more posts}\n"
        "  - {date: 2026-11-03, kind: correction, note: A new form}\n---\n"
    ),
    "checkins/2026-09-18-ana.md": (
        "---\nupdates:\n  try-q3#a: {note: Nine of ten.}\nwins: [A harbour wrote]\n"
        "blockers: [Paper]\n---\n"
    ),
    "checkins/2026-11-18-ben.md": (
        "---\nupdates:\n  sell-q4#a: {note: Six.}\nsetbacks: [The fair was cancelled]\n---\n"
    ),
    "checkins/2026-11-25-ben.md": (
        "---\nupdates:\n  sell-q4#a: {note: Not known yet.}\nwins: [Tomorrow]\n---\n"
    ),
    "reviews/2026-q3.md": (
        "---\ncycle: 2026-q3\ndate: 2026-10-11\nauthor: ana\n---\n"
        "## Wins\n\n- The summer held.\n\n## Adjustments\n\n- Fewer goals.\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return planned(tmp_path_factory.mktemp("site"), FILES)


@pytest.fixture(scope="module")
def running(site: Planned) -> ReportView:
    return site.view("reports/2026-q4.html", ReportView)


@pytest.fixture(scope="module")
def closed(site: Planned) -> ReportView:
    return site.view("reports/2026-q3.html", ReportView)


def said(view: ReportView) -> list[str]:
    return [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence, _ in view.summary]


def compared(view: ReportView) -> dict[str, tuple[str, ...]]:
    assert view.comparison
    return {row.name: (*row.values, row.change) for row in view.comparison.rows}


def test_a_report_on_a_running_cycle_opens_with_three_sentences(running: ReportView) -> None:
    assert said(running) == [
        "On day 51 of 92 the 2 objectives are 35% of the way on average, where 55% was expected: "
        "1 on track and 1 off track.",
        "Q3 2026 closed with a mean score of 0.60 and 0 of 2 key results achieved; "
        "1 of its objectives goes on here.",
        "A decision is needed on “Try once more”.",
    ]


def test_a_report_on_a_closed_cycle_says_what_changed_and_what_is_still_open(
    closed: ReportView,
) -> None:
    assert said(closed) == [
        "The 2 objectives ended 60% of the way on average, with a mean score of 0.60: "
        "1 achieved and 1 missed.",
        "The mean score rose from 0.50 to 0.60 since Q2 2026, and 0 of 2 key results were "
        "achieved after 0 of 1.",
        "A decision is needed on “Sell”.",
    ]


def test_what_is_not_closed_yet_says_so_beside_what_is(running: ReportView) -> None:
    rows = compared(running)
    assert rows["Mean score"] == ("not closed yet", "0.60", "")
    assert rows["Mean progress"] == ("35%", "60%", "")
    assert rows["Net confidence"] == ("0%", "–", "")
    assert running.comparison
    assert running.comparison.note == "Q4 2026 is not closed yet, so its numbers may still move."


def test_two_closed_cycles_show_how_far_their_numbers_moved(closed: ReportView) -> None:
    rows = compared(closed)
    assert rows["Objectives"] == ("2", "1", "")
    assert rows["achieved"] == ("1", "–", "")
    assert rows["Mean score"] == ("0.60", "0.50", "+0.10")
    assert rows["Mean progress"] == ("60%", "50%", "+10 points")


def test_a_cycle_without_one_before_it_is_compared_with_nothing(site: Planned) -> None:
    first = site.view("reports/2026-q2.html", ReportView)
    assert first.comparison is None
    assert said(first)[1] == "There is no earlier cycle of this length to set it beside."


def test_a_year_is_not_compared_with_a_quarter(tmp_path: Path) -> None:
    files = FILES | {"objectives/year.md": goal("A year", "2026", 4, day="2026-11-01")}
    found = planned(tmp_path, files).view("reports/2026.html", ReportView)
    assert found.comparison is None


def test_a_closed_report_stays_as_it_was(closed: ReportView, tmp_path: Path) -> None:
    later = planned(tmp_path, FILES, date(2027, 2, 1)).view("reports/2026-q3.html", ReportView)
    assert (later.summary, later.comparison, later.scores, later.courses, later.told) == (
        closed.summary,
        closed.comparison,
        closed.scores,
        closed.courses,
        closed.told,
    )


def test_scores_stand_beside_each_other_once_a_cycle_is_closed(closed: ReportView) -> None:
    assert [
        (row.link.text, row.badge.word, row.computed, row.given, row.decision)
        for row in closed.scores
    ] == [("Sell", "missed", "0.30", "", ""), ("Try again", "achieved", "0.90", "0.90", "keep")]


def test_what_happened_is_told_by_team_with_notes_of_the_cycle(closed: ReportView) -> None:
    assert [chapter.team for chapter in closed.chapters] == ["Growth", "Sales"]
    story = closed.chapters[0].stories[0]
    assert story.why
    assert story.why.text == "For a reason."
    assert [update.body.text for update in story.updates if update.body] == ["Nine of ten."]
    result = story.results[0]
    assert (result.start, result.current, result.target) == ("0", "9", "10")
    assert result.chart is not None
    assert [fact.label for fact in story.lineage] == ["Carried from", "Carried on in"]


def test_wins_setbacks_blockers_and_adjustments_come_from_reviews_and_check_ins(
    running: ReportView, closed: ReportView
) -> None:
    told = {
        one.title: ([v.body.text for v in one.voices], [s.body.text for s in one.said])
        for one in closed.told
    }
    assert told == {
        "Wins": (["- The summer held."], ["A harbour wrote"]),
        "Blockers": ([], ["Paper"]),
        "Adjustments": (["- Fewer goals."], []),
    }
    assert [(one.title, one.said[0].body.text) for one in running.told] == [
        ("Setbacks", "The fair was cancelled")
    ]


def test_a_kpi_is_told_from_the_first_day_of_the_cycle_to_its_end_or_today(
    running: ReportView, closed: ReportView
) -> None:
    then, now = closed.courses[0], running.courses[0]
    assert (then.before, then.after, then.change) == ("20 trials", "16 trials", "−4 trials")
    assert (then.badge.word, then.was) == ("healthy", "")
    assert (now.before, now.after, now.change) == ("16 trials", "10 trials", "−6 trials")
    assert (now.badge.word, now.was) == ("warning", "healthy")


def test_what_was_done_about_a_kpi_is_told_in_the_cycle_in_which_it_was_done(
    running: ReportView, closed: ReportView
) -> None:
    then, now = closed.cares[0], running.cares[0]
    assert [note.text.text for note in then.notes] == ["Two more posts"]
    assert (then.reason, then.action) == ("", None)
    assert [note.text.text for note in now.notes] == ["A new form"]
    assert now.reason == "10 trials is below the warning threshold of 12 trials"
    assert now.action
    assert now.action.text == "Ring ten"


def test_what_goes_on_leads_to_where_it_goes_on(closed: ReportView) -> None:
    found = [(one.link.text, one.decision, one.to) for one in closed.carried]
    to = (Link("Try once more (Q4 2026)", "objectives/try-q4.html"),)
    assert found == [("Try again", "keep", to)]
    assert [body.text for body in closed.not_doing] == ["A second *app*"]


def test_a_team_has_a_report_of_its_own_where_there_are_several(site: Planned) -> None:
    view = site.view("reports/2026-q4/sales.html", ReportView)
    assert view.title == "Report on Q4 2026: Sales"
    assert [row.link.text for row in view.scores] == ["Sell more"]
    assert said(view)[2] == "Nothing is off track, so nothing needs a decision today."
    assert view.not_doing == ()
    assert "reports/2026-q2/growth.html" not in site.paths


def test_lists_and_pages_lead_to_the_reports(site: Planned) -> None:
    assert "reports.html" in site.menu()
    rows = site.view("reports.html", ReportsView).rows
    assert [row.link.path for row in rows] == [
        "reports/2026-q4.html",
        "reports/2026-q3.html",
        "reports/2026-q2.html",
    ]
    cycle = site.view("cycles/2026-q3.html", CycleView)
    assert [to.path for fact in cycle.facts if fact.label == "Report" for to in fact.links] == [
        "reports/2026-q3.html",
    ]
    (q3,) = [row for row in rows if row.link.path == "reports/2026-q3.html"]
    assert [to.path for to in q3.teams] == [
        "reports/2026-q3/growth.html",
        "reports/2026-q3/sales.html",
    ]
    team = site.view("teams/sales.html", TeamView)
    assert [to.text for fact in team.facts if fact.label == "Reports" for to in fact.links] == [
        "Q4 2026",
        "Q3 2026",
    ]


def test_a_cycle_that_has_not_begun_and_a_lone_objective_have_no_report(tmp_path: Path) -> None:
    small = planned(tmp_path, SITE)
    assert "reports/2027-q1.html" not in small.paths
    lone = planned(tmp_path / "lone", {"objectives/a.md": goal("A", "2026-q4", 3)})
    assert [path for path in lone.paths if "report" in path] == []
    assert "reports.html" not in lone.menu()


def test_a_report_that_is_sent_away_explains_all_of_its_numbers_and_leads_nowhere(
    site: Planned,
) -> None:
    scene = Scene(site.library, site.portfolio, site.assessment)
    page = report_alone("2026-q4", "", scene, "1.0")
    assert isinstance(page.view, ReportView)
    named = {one.number for one in page.view.explained}
    assert {"cycle:2026-q4/progress", "kpi:trials/over-2026-q4", "kpi:trials/word"} <= named
    assert unlinked(page) == page


@pytest.mark.parametrize(
    ("cycle", "team", "message", "hint"),
    [
        ("2026-q5", "", "there is no report on the cycle `2026-q5`", "did you mean"),
        ("2026-q4", "sale", "there is no report on the team `sale` in `2026-q4`", "did you mean"),
    ],
)
def test_a_report_that_there_is_not_is_refused_with_what_there_is(
    site: Planned, cycle: str, team: str, message: str, hint: str
) -> None:
    scene = Scene(site.library, site.portfolio, site.assessment)
    with pytest.raises(NoReportError, match=message) as refused:
        report_alone(cycle, team, scene, "1.0")
    assert hint in refused.value.hint
