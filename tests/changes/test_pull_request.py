"""A realistic pull request from its files to its comment: right to the day and to the point."""

import re
from datetime import date
from math import ceil
from pathlib import Path

import pytest

from okrsite import differing
from okrsite.compare.difference import Difference
from okrsite.render.changes import FORMATS

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
owner: ben
unit: "%"
definition: {definition}
thresholds: {{warn: 30}}
values: {{2026-08: 31, 2026-09: 34, 2026-10: 33}}
---
"""
CALM = """---
title: Nobody is woken at night
owner: ben
cycle: 2026-q4
key_results:
  - {id: pages, title: Pages at night, start: 12, target: 2}
---
"""
SAID = "---\nupdates:\n  self-serve#sign-ups: {value}\n---\n"
CYCLE = "---\ntitle: Q4 2026\nfrom: 2026-10-01\nto: 2026-12-31\ntargets_fixed_on: 2026-10-15\n---\n"
BEFORE = {
    "cycles/2026-q4.md": CYCLE,
    "objectives/self-serve.md": GOAL.format(target=2500),
    "kpis/activation-rate.md": KPI.format(definition="Teams that invited somebody"),
    "checkins/2026-11-13-ana.md": SAID.format(value=1400),
}
AFTER = {
    **BEFORE,
    "objectives/self-serve.md": GOAL.format(target=2000),
    "objectives/calm-nights.md": CALM,
    "kpis/activation-rate.md": KPI.format(definition="Teams that came back"),
    "checkins/2026-11-20-ana.md": SAID.format(value=1450),
}


@pytest.fixture(scope="module")
def difference(tmp_path_factory: pytest.TempPathFactory) -> Difference:
    """A check-in, a lowered target, a new objective, a KPI that means something else."""
    root = tmp_path_factory.mktemp("pull-request")
    for side, files in (("before", BEFORE), ("after", AFTER)):
        for name, text in files.items():
            file = root / side / "content" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    before, after = root / "before", root / "after"
    return differing.compare_folders(before, after, DAY, lambda _: DAY).difference


def test_the_goalpost_sentence_is_right_to_the_day_and_to_the_point(
    difference: Difference,
) -> None:
    """600 and then 650 of 1,700 are 35% and 38%, 650 of 1,200 are 54%; 1 October is 50 days ago."""
    comment = FORMATS["markdown"](difference)
    assert (
        "**Self-serve sign-ups per week**: target lowered from 2,500 to 2,000, 50 days after the "
        "cycle began; no revision says why. Progress rises from 35% to 54% (+19 points): 3 because "
        "reality moved, 16 because the goalpost moved."
    ) in comment
    assert "| Self-serve sign-ups per week, progress | 35% → 54% | +3 | +16 |" in comment


def test_the_comment_leads_with_what_needs_a_decision(difference: Difference) -> None:
    lines = FORMATS["markdown"](difference).splitlines()
    assert lines[1] == "### Goals: 2 errors, 1 goalpost moved, 1 KPI redefined"
    deciding = lines[lines.index("**To decide**") + 2 :]
    assert [re.findall(r"\*\*(.+?)\*\*", line) for line in deciding[:2]] == [
        ["Self-serve sign-ups per week"],
        ["Activation rate"],
    ]
    assert all(line.startswith("- \N{CROSS MARK} error: ") for line in deciding[:2])


def test_the_new_objective_is_seen_without_unfolding(difference: Difference) -> None:
    seen = _seen(difference)
    assert seen.index("**What moved**") < seen.index("**Goals that came or went**")
    assert (
        "- **Nobody is woken at night**: new objective of Ben in Q4 2026, with 1 key result, "
        "50 days after the cycle began.\n"
    ) in seen


def _seen(difference: Difference) -> str:
    """The comment without what is folded."""
    comment = FORMATS["markdown"](difference)
    return re.sub(r"</summary>.*?</details>", "", comment, flags=re.DOTALL)


def test_the_comment_fits_on_a_screen(difference: Difference) -> None:
    """Of 40 lines with 95 letters each; what is folded takes a line."""
    seen = _seen(difference)
    text = re.sub(r"<[^>]+>", "", seen)
    assert sum(max(1, ceil(len(line) / 95)) for line in text.splitlines()) <= 40


def test_every_format_says_the_same_sentence(difference: Difference) -> None:
    sentence = "Progress rises from 35% to 54% (+19 points): 3 because reality moved, 16 because"
    assert sentence in " ".join(FORMATS["text"](difference).split())
    assert '"before":0.35294117647058826,' in FORMATS["json"](difference)


def test_the_readme_shows_the_comment_as_it_is(difference: Difference) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^> ?(.*)$", readme, re.MULTILINE)
    assert len(shown) == 18
    assert set(shown) <= set(FORMATS["markdown"](difference).splitlines())
