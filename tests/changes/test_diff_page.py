"""The page of a difference: what a reviewer decides on, then charts before and after."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from realistic import DIFFERENCE, LOWERED, NOTHING, SHIFTS, SIGN_UPS, THINGS
from small_project import planned

from okrsite.base import package
from okrsite.base.frozen import replace
from okrsite.base.problems import Place
from okrsite.compare.difference import Deed, Difference, Subject, ThingChange
from okrsite.model.goals import Kind
from okrsite.plan.pages.diff import MOST, diff_page, diff_view
from okrsite.plan.scene import Scene
from okrsite.plan.views.diff import State
from okrsite.render import theme
from okrsite.render.alone import alone
from okrsite.render.theme import Theme

DAY = date(2026, 11, 20)
GOAL = """---
title: Make self-serve the way most customers start
owner: ana
cycle: 2026-q4
key_results:
  - {{id: sign-ups, title: Self-serve sign-ups per week, start: 800, target: {target}}}
---
"""
KPI = """---
title: Activation rate
unit: "%"
thresholds: {{warn: {warn}}}
values: {{2026-10: 33, 2026-11: 27.4}}
---
"""
SAID = "---\nupdates:\n  self-serve#sign-ups: {value}\n---\n"

Project = Callable[[str, str, str, str], Scene]


@pytest.fixture
def scene(tmp_path: Path) -> Project:
    """A project with a key result and a KPI, on the day."""

    def build(name: str, target: str, value: str, warn: str) -> Scene:
        files = {
            "objectives/self-serve.md": GOAL.format(target=target),
            "kpis/activation-rate.md": KPI.format(warn=warn),
            "checkins/2026-11-13-ana.md": SAID.format(value=value),
        }
        site = planned(tmp_path / name, files, DAY)
        return Scene(site.library, site.portfolio, site.assessment)

    return build


@pytest.fixture
def sides(scene: Project) -> tuple[Scene, Scene]:
    """The state before, and that after with a lower target, another value, another threshold."""
    return scene("before", "2500", "1400", "20"), scene("after", "2000", "1450", "30")


def _levels(state: State | None) -> list[float]:
    assert state
    assert state.chart
    figure = state.chart.figure
    target = getattr(figure, "target", None)
    return [target.value] if target else [one for one in getattr(figure, "warn", ()) if one]


def test_each_thing_that_changed_stands_before_and_after(sides: tuple[Scene, Scene]) -> None:
    view = diff_view(DIFFERENCE, *sides)
    sign_ups, activation = view.pictured
    assert sign_ups.context == "Make self-serve the way most customers start"
    assert sign_ups.words.startswith(
        "Target lowered from 2,500 to 2,000, 41 days after the cycle began. Progress rises from "
        "38% to 52% (+14 points): 2 because reality moved, 12 because the goalpost moved."
    )
    assert (_levels(sign_ups.before), _levels(sign_ups.after)) == ([2500.0], [2000.0])
    assert (_levels(activation.before), _levels(activation.after)) == ([20.0], [30.0])
    assert activation.kind == "KPI, redefined"


def test_the_order_is_that_of_all_formats(sides: tuple[Scene, Scene]) -> None:
    view = diff_view(DIFFERENCE, *sides)
    assert [one.badge.word for one in view.decisions if one.badge] == [
        "warning",
        "redefined",
        "alert",
    ]
    assert [one.title for one in view.goals] == ["Nobody is woken at night"]
    assert [one.title for one in view.sections] == [
        "Changes in words",
        "Check-ins",
        "Findings that appear",
    ]
    assert [(row.by_reality, row.by_goalpost) for row in view.moved] == [
        ("+2", "+12"),
        ("0", "−5.6"),
    ]


def test_what_was_renamed_is_shown_as_it_was_called(sides: tuple[Scene, Scene]) -> None:
    old = Subject(Kind.KEY_RESULT, "self-serve#gone")
    renamed = replace(THINGS[0], was=SIGN_UPS)
    lost = replace(THINGS[0], was=old)
    (found, *_) = diff_view(replace(DIFFERENCE, things=(renamed,)), *sides).pictured
    assert found.before
    (found, *_) = diff_view(replace(DIFFERENCE, things=(lost,)), *sides).pictured
    assert found.before is None
    assert found.after


def test_only_so_many_things_are_pictured_and_the_page_says_how_many_are_not(
    tmp_path: Path,
) -> None:
    ids = [f"kr-{n}" for n in range(MOST + 5)]
    key_results = "".join(f"  - {{id: {id_}, title: {id_}, start: 0, target: 9}}\n" for id_ in ids)
    goal = GOAL.partition("  - {{")[0] + key_results + "---\n"
    site = planned(tmp_path / "many", {"objectives/self-serve.md": goal}, DAY)
    scene = Scene(site.library, site.portfolio, site.assessment)
    many = tuple(_moved(f"self-serve#{id_}") for id_ in ids)
    view = diff_view(replace(NOTHING, things=many), scene, scene)
    assert (len(view.pictured), view.more) == (MOST, 5)


def test_what_has_no_chart_on_either_side_is_told_in_words_alone(tmp_path: Path) -> None:
    goal = GOAL.partition("  - {{")[0] + "  - {id: terms, title: Terms, due: 2026-12-18}\n---\n"
    site = planned(tmp_path / "terms", {"objectives/self-serve.md": goal}, DAY)
    scene = Scene(site.library, site.portfolio, site.assessment)
    view = diff_view(replace(NOTHING, things=(_moved("self-serve#terms"),)), scene, scene)
    assert [one.title for one in view.decisions] == ["self-serve#terms"]
    assert view.pictured == ()


def _moved(id_: str) -> ThingChange:
    subject = Subject(Kind.KEY_RESULT, id_)
    return ThingChange(subject, None, id_, Deed.CHANGED, "", (LOWERED,), Place("a.md", 1, 1))


def _html(difference: Difference, sides: tuple[Scene, Scene]) -> str:
    default = Theme((package.themes() / theme.DEFAULT,))
    return alone(diff_page(difference, *sides, "1.0"), b"p { margin: 0 }", default, "")


def test_the_file_asks_for_nothing_and_leads_nowhere(sides: tuple[Scene, Scene]) -> None:
    text = _html(DIFFERENCE, sides)
    assert "default-src 'none'; style-src 'sha256-" in text
    for asked in ("<script", '<link rel="style', "<img", "<a href", " style=", " src=", "@import"):
        assert asked not in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert text.count('<figure class="chart-block">') == 4


def test_numbers_that_no_author_wrote_say_whose_they_are(sides: tuple[Scene, Scene]) -> None:
    text = _html(DIFFERENCE, sides)
    (alert,) = re.findall(r"<li([^>]*)>(?:(?!</li>).)*starts to alert", text)
    assert alert == ' data-number="kpi:activation-rate"'
    of_charts = re.findall(r'<div class="changes-sides" data-number="([^"]+)"', text)
    assert of_charts == ["key-result:self-serve#sign-ups", "kpi:activation-rate"]


def test_a_hostile_title_is_only_text(sides: tuple[Scene, Scene]) -> None:
    hostile = '"><script>alert(1)</script></title><img src=x>'
    things = tuple(replace(one, title=hostile, sentence=hostile) for one in THINGS)
    shifts = tuple(replace(one, title=hostile) for one in SHIFTS)
    text = _html(replace(DIFFERENCE, things=things, shifts=shifts), sides)
    assert "&lt;script&gt;alert(1)" in text
    assert "<script" not in text
    assert "<img" not in text


def test_nothing_changed_is_said_in_a_line(sides: tuple[Scene, Scene]) -> None:
    text = _html(NOTHING, sides)
    assert "<p>Nothing changed for the goals.</p>" in text
    assert text.count("<h2") == 0


def test_a_kpi_that_is_gone_has_no_picture_after(
    sides: tuple[Scene, Scene], tmp_path: Path
) -> None:
    site = planned(tmp_path / "gone", {"objectives/self-serve.md": GOAL.format(target=9)}, DAY)
    without = Scene(site.library, site.portfolio, site.assessment)
    gone = replace(SHIFTS[1], after=None)
    (found,) = diff_view(replace(NOTHING, shifts=(gone,)), sides[0], without).pictured
    assert found.before
    assert found.after is None
    assert found.words == "Value was 33.0%; now there is none."
