"""The week, the plan of the next one, and the rhythm: what these pages say, and when."""

from datetime import date
from pathlib import Path

from small_project import LONE, SITE, Planned, planned

from okrsite.plan.views.digest import DigestView
from okrsite.plan.views.glossary import GlossaryView
from okrsite.plan.views.goals import CycleView
from okrsite.plan.views.parts import EmbeddedNumber
from okrsite.plan.views.vitals import KpiView, PlanningView

GROW = """\
---
title: Grow
owner: ana
cycle: 2026-q4
key_results:
  - id: signups
    title: Sign-ups
    start: 0
    target: 100
    unit: sign-ups
    values: {2026-11-10: 20, 2026-11-18: 50}
  - {id: calls, title: Calls, start: 0, target: 10, values: {2026-11-12: 4, 2026-11-19: 3}}
  - {id: still, title: Still, start: 0, target: 10, values: {2026-11-12: 4}}
  - {id: first, title: First, start: 0, target: 10, values: {2026-11-19: 1}}
  - id: launch
    title: Launch
    milestones:
      - {id: beta, title: Beta, due: 2026-11-25}
      - {id: open, title: Open, due: 2026-12-20}
---
"""


def digest(root: Path, files: dict[str, str], as_of: date = date(2026, 11, 20)) -> DigestView:
    return planned(root, files, as_of).view("digest.html", DigestView)


def test_what_moved_most_comes_first_with_what_it_was_and_what_it_is(tmp_path: Path) -> None:
    view = digest(tmp_path, {"objectives/grow.md": GROW})
    assert [(row.link.text, row.before, row.now, row.change) for row in view.moved] == [
        ("Sign-ups", "20 sign-ups", "50 sign-ups", "+30 points"),
        ("Calls", "4", "3", "−10 points"),
        ("First", "–", "1", ""),
    ]
    assert view.sentence == "3 key results moved"


def test_each_move_is_explained_by_what_it_was_and_what_it_is(tmp_path: Path) -> None:
    view = digest(tmp_path, {"objectives/grow.md": GROW})
    found = {one.number: one for one in view.explained}
    way = found["week:grow#signups/value"]
    assert (way.result, way.formula) == ("30 sign-ups", "now - before")
    assert [[spot.text for spot in one.spots] for one in way.operands] == [
        ["content/objectives/grow.md:11"],
        ["content/objectives/grow.md:11"],
    ]
    assert found["week:grow#first/value"].formula == "now"


def test_an_objective_that_stands_otherwise_says_how_it_stood(tmp_path: Path) -> None:
    goal = (
        "---\ntitle: Grow\nowner: ana\ncycle: 2026-q4\nkey_results:\n"
        "  - {title: A, target: 10, values: {2026-11-12: 1, 2026-11-19: 6}}\n---\n"
    )
    view = digest(tmp_path, {"objectives/grow.md": goal})
    assert [(row.before.word, row.now.word) for row in view.turned] == [("off track", "on track")]


def test_a_week_without_news_moves_nothing_and_says_what_went_silent(tmp_path: Path) -> None:
    view = digest(tmp_path, {"objectives/grow.md": GROW}, date(2026, 12, 1))
    assert view.moved == ()
    assert [link.text for link in view.silent] == ["Sign-ups", "Calls", "First"]


def test_what_is_due_within_two_weeks_and_not_done_is_listed_by_day(tmp_path: Path) -> None:
    view = digest(tmp_path, {"objectives/grow.md": GROW})
    assert [(row.day.iso, row.link.text) for row in view.due] == [("2026-11-25", "Launch: Beta")]
    later = digest(tmp_path, {"objectives/grow.md": GROW}, date(2026, 12, 18))
    assert [row.link.text for row in later.due] == [
        "Launch: Open",
        "Calls",
        "First",
        "Launch",
        "Sign-ups",
        "Still",
    ]


def test_a_kpi_that_changed_its_state_is_among_them(tmp_path: Path) -> None:
    kpi = (
        "---\ntitle: Tickets\ncadence: daily\nthresholds: {warn: 30}\n"
        "values: {2026-11-12: 40, 2026-11-13: 40, 2026-11-20: 20}\n---\n"
    )
    view = digest(tmp_path, {"kpis/tickets.md": kpi})
    assert [(row.link.text, row.before.word, row.now.word) for row in view.kpis] == [
        ("Tickets", "healthy", "warning")
    ]


def test_news_of_the_week_and_no_older_ones_are_told(tmp_path: Path) -> None:
    files = {
        "objectives/grow.md": GROW,
        "checkins/2026-11-19-ana.md": "---\nupdates: {grow: {note: Fine.}}\nwins: [A trial]\n---\n",
        "checkins/2026-11-12-ana.md": "---\nupdates: {grow: {note: Fine.}}\nwins: [Older]\n---\n",
    }
    assert [one.body.text for one in digest(tmp_path, files).wins] == ["A trial"]


def test_before_anything_runs_there_is_no_digest(tmp_path: Path) -> None:
    assert "digest.html" not in planned(tmp_path, {"objectives/a.md": LONE}).paths


def planning(site: Planned) -> PlanningView:
    return site.view("planning.html", PlanningView)


def test_planning_begins_with_the_worst_that_nobody_is_on(tmp_path: Path) -> None:
    critical = (
        "cadence: monthly\nthresholds: {{warn: 30, critical: 25}}\nvalues: {{2026-10: {}}}\n---\n"
    )
    files = {
        **SITE,
        "okrsite.toml": '[edit]\nnew_url = "https://example.com/{path}?{content}"\n',
        "kpis/churn.md": "---\ntitle: 'Z: churn'\n" + critical.format(21),
        "kpis/well.md": "---\ntitle: Well\n" + critical.format(40),
    }
    rows = planning(planned(tmp_path, files)).rows
    assert [(row.kpi.link.text, row.is_open, row.short) for row in rows] == [
        ("Z: churn", True, "9 to the warning threshold"),
        ("Activation", False, "6 points to the warning threshold"),
        ("Tickets", False, ""),
        ("Well", False, ""),
    ]
    assert rows[0].create == (
        "https://example.com/content/objectives/2026-q4/mend-churn.md?"
        "---%0Atitle%3A%20%22Mend%3A%20Z%3A%20churn%22%0Aowner%3A%20open%0Aimproves%3A%20%5Bchurn%5D%0A---%0A"
    )
    assert [goal.link.path for goal in rows[1].on_it] == ["objectives/self-serve.html"]


def test_a_cycle_shows_who_spoke_when_and_what_its_goals_hang_on(tmp_path: Path) -> None:
    view = planned(tmp_path, SITE).view("cycles/2026-q4.html", CycleView)
    assert view.rhythm is not None
    assert view.rhythm.periods == (
        "4 Oct", "11 Oct", "18 Oct", "25 Oct", "1 Nov", "8 Nov", "15 Nov", "22 Nov",
    )  # fmt: skip
    assert {row.link.text: row.cells for row in view.rhythm.rows} == {
        "Ana Ruiz": (False, True, True, False, False, False, True, True),
        "Ben Ode": (False, False, True, False, False, False, False, True),
    }
    assert [(one.pillar.text, [goal.text for goal in one.goals]) for one in view.focus] == [
        ("Win small business", ["Make self-serve the way most customers start"])
    ]


def test_many_people_are_shown_by_their_teams(tmp_path: Path) -> None:
    files = {
        "teams/growth.md": "---\ntitle: Growth\n---\n",
        "teams/care.md": "---\ntitle: Care\n---\n",
        "cycles/2026-q4.md": "---\ntitle: Q4\ncheckin_every: month\n---\n",
    }
    for number in range(42):
        team = ("growth", "care")[number % 2]
        said = ", values: {2026-11-02: 3}" if number == 1 else ""
        files[f"people/p{number}.md"] = f"---\nname: P {number}\nteam: {team}\n---\n"
        files[f"objectives/o{number}.md"] = (
            f"---\ntitle: O\nowner: p{number}\ncycle: 2026-q4\n"
            f"key_results:\n  - {{title: K, target: 9{said}}}\n---\n"
        )
    view = planned(tmp_path, files).view("cycles/2026-q4.html", CycleView)
    assert view.rhythm is not None
    assert view.rhythm.periods == ("Oct 2026", "Nov 2026")
    assert [(row.link.text, row.cells) for row in view.rhythm.rows] == [
        ("Care", (False, True)),
        ("Growth", (False, False)),
    ]


def test_the_words_of_the_glossary_have_examples_that_are_so_today(tmp_path: Path) -> None:
    view = planned(tmp_path, SITE).view("glossary.html", GlossaryView)
    terms = {term.id: term for group in view.groups for term in group.terms}
    critical = terms["kpi_critical"].example
    assert isinstance(critical, EmbeddedNumber)
    assert (critical.link.text, critical.badge.word) == ("Activation", "critical")
    assert terms["kpi_stale"].example is None
    assert {f"status_{one}" for one in ("on-track", "missed", "outdated")} <= set(terms)


def test_a_site_without_vital_signs_explains_no_words_of_theirs(tmp_path: Path) -> None:
    files = {"objectives/a.md": LONE, "objectives/b.md": LONE}
    view = planned(tmp_path, files).view("glossary.html", GlossaryView)
    assert [group.id for group in view.groups] == ["goals", "states"]


MONTHLY = (
    "---\ntitle: Sales\ncadence: monthly\nunit: '%'\n"
    "values: {2025-10: 22, 2026-09: 23, 2026-10: 25}\n"
)


def test_a_kpi_is_set_beside_the_same_period_a_year_before(tmp_path: Path) -> None:
    view = planned(tmp_path, {"kpis/sales.md": f"{MONTHLY}---\n"}).view("kpis/sales.html", KpiView)
    assert view.year == "+3 points on a year before: 22%, Oct 2025"
    assert "kpi:sales/year" in {one.number for one in view.explained}


def test_what_was_counted_otherwise_a_year_before_is_not_compared(tmp_path: Path) -> None:
    event = "events:\n  - {date: 2026-01-01, kind: redefined}\n"
    site = planned(tmp_path, {"kpis/sales.md": f"{MONTHLY}{event}---\n"})
    assert site.view("kpis/sales.html", KpiView).year == ""


def test_a_sum_is_also_shown_as_what_it_is_made_of(tmp_path: Path) -> None:
    part = "cadence: monthly\nunit: €\nvalues: {{2026-09: {}, 2026-10: {}}}\n---\n"
    files = {
        "metrics/fees.md": "---\ntitle: Fees\n" + part.format(20, 30),
        "metrics/rent.md": "---\ntitle: Rent\n" + part.format(10, 12),
        "kpis/revenue.md": "---\ntitle: Revenue\nunit: €\nformula: fees + rent\n---\n",
        "kpis/less.md": "---\ntitle: Less\nunit: €\nformula: fees - rent\n---\n",
        "kpis/twice.md": "---\ntitle: Twice\nunit: €\nformula: fees + fees\n---\n",
    }
    site = planned(tmp_path, files)
    stack = site.view("kpis/revenue.html", KpiView).stack
    assert stack is not None
    assert stack.sentence == "Oct 2026: Fees €30, Rent €12"
    assert stack.table.rows == (("Oct 2026", "€30", "€12"), ("Sep 2026", "€20", "€10"))
    for id_ in ("less", "twice"):
        assert site.view(f"kpis/{id_}.html", KpiView).stack is None
