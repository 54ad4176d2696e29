"""The comment on a pull request: decisions first, one screen, and no text that means anything."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from realistic import ACTIVATION, DIFFERENCE, LOWERED, NOTHING, THINGS

from okrsite.base.frozen import Frozen, fields, replace
from okrsite.base.problems import Place, Problem, Severity
from okrsite.compare.difference import Deed, Difference, Side, Subject, ThingChange
from okrsite.model.goals import Kind
from okrsite.render.changes import FORMATS
from okrsite.render.changes.markdown import MARKER, MOST, markdown

SETTER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {"h3", "p", "strong", "ul", "li", "em", "sub", "code", "details", "summary"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
"""The elements that a comment is made of."""

HOSTILE = (
    "</summary></details><script>alert(1)</script> @okrsite/owners ask @ana, see #12 and "
    "acme/goals#7, GH-3, !4, %5, ~bug, $9 **bold** _it_ ~~no~~ `code` | cell | [link](http://x.y) "
    "![p](//x.y/p.png) <img src=x onerror=y> https://x.y www.x.y a@b.cd :tada: &lt;b&gt; \\ "
    "4f5e6d7c8b9a0f1e2d3c4b5a6978685746352413 <!-- okrsite diff -->\n\n# Heading\n/close\n| a | b |"
)
CALLS = (
    r"@[A-Za-z0-9\"]",
    r"#\d",
    r"GH-\d",
    r"[!%$&]\d",
    r"~[a-z]",
    r"https?://",
    r"www\.",
    r":tada:",
    r"\b[0-9a-f]{7,40}\b",
)
"""What GitHub and GitLab turn into a mention, a reference, a link or a picture."""


class Set(HTMLParser):
    """A comment as it is set: its elements, its text, and what is seen without unfolding.

    `called` is the text outside of code, where names and numbers are looked for.
    """

    def __init__(self, comment: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.called = ""
        self.comments = 0
        self.seen = 0
        self.feed(SETTER.render(comment))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [one for one in attrs if one[0] != "style"]
        self.open.append(tag)
        is_line = tag in {"h3", "li", "tr", "summary"} or (tag == "p" and "li" not in self.open)
        if is_line and self.open.count("details") == (tag == "summary"):
            self.seen += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        self.called += " " if "code" in self.open else data

    def handle_comment(self, data: str) -> None:
        assert data == " okrsite diff "
        self.comments += 1


def _with(value: Any, text: str) -> Any:
    """The same difference, and every text in it that an author may have written is this one."""
    if isinstance(value, tuple):
        return tuple(_with(one, text) for one in value)
    if not isinstance(value, Frozen):
        return value
    found = {}
    for name in fields(type(value)):
        held = getattr(value, name)
        is_text = isinstance(held, str) and name in _WRITTEN
        found[name] = text if is_text and held else _with(held, text)
        if name == "reasons":
            found[name] = (text,) * len(held)
    return replace(value, **found)


_WRITTEN = {"title", "sentence", "message", "hint", "path", "name"}


def _large(difference: Difference) -> Difference:
    """A hundred times as much of everything."""

    def many(things: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(_numbered(one, n) for n in range(100) for one in things)

    return replace(
        difference,
        things=many(difference.things),
        shifts=many(difference.shifts),
        alerts=many(difference.alerts),
        appeared=difference.appeared * 100,
        rulings=difference.rulings * 100,
    )


def _numbered(one: Any, n: int) -> Any:
    """The same thing under another id."""
    objective, _, id_ = one.subject.id.partition("#")
    renamed = f"{objective}-{n}#{id_}" if id_ else f"{objective}-{n}"
    return replace(one, subject=replace(one.subject, id=renamed))


def test_the_comment_begins_with_the_mark_that_a_bot_finds_it_by() -> None:
    assert markdown(DIFFERENCE).split("\n")[0] == MARKER == "<!-- okrsite diff -->"
    assert markdown(NOTHING) == "<!-- okrsite diff -->\nNothing changed for the goals.\n"


def test_what_needs_a_decision_comes_first_and_the_goalpost_says_what_it_did() -> None:
    text = Set(markdown(DIFFERENCE)).text
    told = [
        "Goals: 1 warning, 1 goalpost moved, 1 KPI redefined, 1 KPI starts to alert",
        "4 numbers moved, 1 new objective, 1 check-in",
        "To decide",
        "warning: Self-serve sign-ups per week: target lowered from 2,500 to 2,000, 41 days after "
        "the cycle began. Progress rises from 38% to 52% (+14 points): 2 because reality moved, "
        "12 because the goalpost moved.",
        "Activation rate: definition changed",
        "Activation rate: starts to alert",
        "What moved",
        "Goals that came or went",
        "Nobody is woken at night: new objective of Ben in Q4 2026.",
        "What follows from it (2)",
        "Changes in words (3)",
        "Nobody is woken at night: new objective of Ben in Q4 2026; key results: Pages at night.",
        "Check-ins (1)",
        "Findings that appear (1)",
        "compared with origin/main",
    ]
    places = [text.find(one) for one in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)


def test_errors_stand_before_warnings() -> None:
    error = Problem("OKR636", Severity.ERROR, Place("gone.md", 1, 1), "it is forbidden")
    text = Set(markdown(replace(DIFFERENCE, rulings=(*DIFFERENCE.rulings, error)))).text
    assert 0 < text.find("error: it is forbidden") < text.find("warning: Self-serve sign-ups")


def test_what_the_policy_rules_of_a_goalpost_stands_with_it_once() -> None:
    text = Set(markdown(DIFFERENCE)).text
    assert "moved after targets were fixed" not in text, "the change says so already"
    (line,) = (one for one in text.splitlines() if one.startswith("⚠️ warning:"))
    assert "because the goalpost moved. write revisions: with a reason" in line
    assert line.endswith("content/objectives/2026-q4/self-serve.md:12:13, OKR630")


def test_a_ruling_that_a_project_made_advice_is_no_decision() -> None:
    advice = replace(DIFFERENCE.rulings[0], severity=Severity.ADVICE)
    text = Set(markdown(replace(DIFFERENCE, rulings=(advice,)))).text
    assert "Goals: 1 goalpost moved" in text
    assert text.find("Findings that appear") < text.find("moved after targets were fixed")


def test_a_realistic_comment_fits_on_a_screen_and_so_does_a_hundred_times_as_much() -> None:
    assert Set(markdown(DIFFERENCE)).seen <= 25
    large = markdown(_large(DIFFERENCE))
    assert Set(large).seen <= 40
    assert len(large) < MOST
    assert "and 392 more" in Set(large).text, "400 rulings, goalposts and alerts, less the 8 seen"


@pytest.mark.parametrize("text", [HOSTILE, "`" + HOSTILE, "|" * 5000, "@#" * 5000, "\\" * 999])
def test_no_text_becomes_markup_a_link_or_a_call(text: str) -> None:
    folders = replace(DIFFERENCE, before=Side("a"), after=Side("b"))
    comment = markdown(_with(folders, text))
    found = Set(comment)
    assert set(found.tags) <= OURS
    assert found.attributes == []
    assert found.open == []
    assert found.comments == 1
    assert found.tags.count("details") == Set(markdown(DIFFERENCE)).tags.count("details")
    for call in CALLS:
        assert not re.search(call, found.called), call
    assert not re.search(r"@[A-Za-z]|https?://|www\.", found.text), "links also in code"
    assert not re.search(r"^\s*/", comment, re.MULTILINE), "a quick action of GitLab"


def test_a_hostile_text_is_still_read_as_it_was_written() -> None:
    title = "Ask @ana about <b>#12</b> | `x` & **y**"
    text = Set(markdown(_with(DIFFERENCE, title))).text
    assert title in text.replace("\N{WORD JOINER}", "")


@pytest.mark.parametrize("text", [HOSTILE, "|" * 500])
def test_however_much_there_is_and_whatever_is_in_it_a_comment_holds_it(text: str) -> None:
    large = markdown(_large(_with(DIFFERENCE, text)))
    assert len(large) < MOST
    assert set(Set(large).tags) <= OURS
    assert Set(large).tags.count("li") > 10, "long texts do not push everything out"


def test_a_kpi_that_calms_down_is_no_decision() -> None:
    calm = replace(DIFFERENCE.alerts[0], starts=False)
    text = Set(markdown(replace(DIFFERENCE, alerts=(calm,)))).text
    assert text.find("What moved") < text.find("Activation rate: alerts no more")
    assert "starts to alert" not in text


def test_a_difference_without_decisions_says_so() -> None:
    things = tuple(one for one in THINGS if one.subject.kind == "check-in")
    quiet = replace(NOTHING, things=things)
    text = Set(markdown(quiet)).text
    assert "Goals: nothing to decide" in text
    assert "To decide" not in text


def test_every_format_is_a_whole_document_also_for_nothing() -> None:
    assert set(FORMATS) == {"text", "markdown", "json"}
    assert FORMATS["text"](NOTHING) == "Nothing changed for the goals.\n"
    assert ACTIVATION.id in FORMATS["json"](DIFFERENCE)
    assert '"things": [],' in FORMATS["json"](NOTHING)


def test_the_documentation_shows_the_comment_as_it_is() -> None:
    page = Path(__file__).parents[2] / "docs" / "diff.md"
    found = re.search(r"^```markdown\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
    assert found
    assert found[1] == markdown(DIFFERENCE)


def _removed(number: int) -> ThingChange:
    goal = Subject(Kind.OBJECTIVE, f"old-{number}")
    place = Place(f"content/objectives/old-{number}.md", 2, 1)
    return ThingChange(goal, None, f"Old {number}", Deed.REMOVED, "objective removed", (), place)


def test_of_many_goals_that_went_five_are_seen_and_the_others_counted() -> None:
    goals = tuple(map(_removed, range(7)))
    comment = markdown(replace(DIFFERENCE, things=goals, rulings=()))
    part = comment.partition("**Goals that came or went**")[2]
    seen, rest = part.split("<details>")[:2]
    assert [line for line in seen.splitlines() if line] == [
        f"- **Old {n}**: objective removed." for n in range(5)
    ]
    assert rest.startswith("<summary>and 2 more</summary>")
    assert rest.count("objective removed") == 2


def test_a_goal_whose_end_is_forbidden_is_to_be_decided_and_said_once() -> None:
    gone = _removed(1)
    ruling = Problem("OKR636", Severity.ERROR, Place(gone.place.path), "`Old 1` was deleted")
    difference = replace(DIFFERENCE, things=(gone, _removed(2)), rulings=(ruling,))
    comment = markdown(difference)
    decided, _, after = comment.partition("**Goals that came or went**")
    assert "<code>Old 1</code> was deleted" in decided
    assert "**Old 2**: objective removed" in after.partition("<details>")[0]
    assert "**Old 1**" not in after.partition("<details>")[0]


def test_a_check_in_that_is_gone_is_named() -> None:
    gone = replace(THINGS[4], deed=Deed.REMOVED, sentence="check-in removed")
    comment = markdown(replace(DIFFERENCE, things=(gone,)))
    assert "- **Check-in of Ana, 20 Nov 2026**: check-in removed." in comment


def test_kpis_that_came_and_went_are_counted_as_such() -> None:
    kpis = [
        replace(_removed(number), subject=Subject(Kind.KPI, f"kpi-{number}"), deed=deed)
        for number, deed in enumerate((Deed.ADDED, Deed.ADDED, Deed.REMOVED))
    ]
    comment = markdown(replace(DIFFERENCE, things=tuple(kpis), shifts=(), appeared=()))
    assert "\n1 KPI removed, 2 new KPIs\n" in comment


def test_a_close_that_moves_a_goalpost_is_to_be_decided_and_said_once() -> None:
    close = replace(LOWERED, field=("closing",), sentence="")
    closed = replace(
        _removed(1), deed=Deed.CLOSED, sentence="closed early", fields=(close,), place=Place("a.md")
    )
    comment = markdown(replace(DIFFERENCE, things=(closed,), rulings=()))
    assert "**Old 1**: closed early" in comment.partition("**What moved**")[0]
    assert "Goals that came or went" not in comment
