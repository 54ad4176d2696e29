"""The page about the goals themselves: what, why it matters, what to do, and where."""

from pathlib import Path

from small_project import planned

from okrsite.plan.views.health import HealthView
from okrsite.plan.views.parts import Link

GOAL = "---\ntitle: NPS 50\nowner: ana\ncycle: 2026-q4\n{}---\n[more](gone.md)\n"


def _health(root: Path, more: str = "") -> HealthView:
    return planned(root, {"objectives/nps.md": GOAL.format(more)}).view("health.html", HealthView)


def test_findings_stand_under_their_rule_warnings_before_advice(tmp_path: Path) -> None:
    view = _health(tmp_path)
    assert view.sentence == "2 warnings and 1 piece of advice on how the goals are set."
    assert [(rule.code, rule.weight) for rule in view.rules] == [
        ("OKR601", "warning"),
        ("", "warning"),
        ("OKR610", "advice"),
    ]


def test_a_rule_says_why_it_matters_and_what_to_do_once(tmp_path: Path) -> None:
    rule = _health(tmp_path).rules[2]
    assert rule.title == "A title that is only a number"
    assert rule.why.startswith("An objective says what will be better, and for whom")
    assert rule.remedy.startswith("Make the number a key result")


def test_a_finding_leads_to_the_page_of_its_thing_and_names_its_line(tmp_path: Path) -> None:
    (found,) = _health(tmp_path).rules[2].findings
    assert found.thing == Link("NPS 50", "objectives/nps.html")
    assert found.place == "content/objectives/nps.md:2:8"
    assert found.message.text == "`NPS 50` is a measure: an objective says what will be better"
    assert found.hint is not None


def test_links_that_lead_nowhere_are_among_the_findings(tmp_path: Path) -> None:
    (found,) = _health(tmp_path).rules[1].findings
    assert found.message.text == "`gone.md` leads to no file of the content folder"


def test_what_is_answered_is_counted_and_not_shown(tmp_path: Path) -> None:
    view = _health(tmp_path, "ignore: {OKR601: We are on it}\n")
    assert view.answered == "1 more finding is answered with a reason in the file."
    assert "OKR601" not in [rule.code for rule in view.rules]


def test_without_findings_there_is_no_such_page(tmp_path: Path) -> None:
    site = planned(tmp_path, {"index.md": "Hello.\n"})
    assert "health.html" not in site.paths
    assert "health.html" not in site.menu()
