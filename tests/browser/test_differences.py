"""The file of a difference, in a browser: no look has a fault, and charts stand side by side."""

from datetime import date
from pathlib import Path

import pytest
from commands import write
from opening import opened, wrong_in_any_look
from playwright.sync_api import Browser

from okrsite import differing
from okrsite.exporting.differences import difference_html

pytestmark = pytest.mark.browser

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
thresholds: {{warn: {warn}}}
values: {{2026-08: 31, 2026-09: 34, 2026-10: 27}}
---
"""
SAID = "---\nupdates:\n  self-serve#sign-ups: {value}\n---\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the file lies: a lower target, another value, a KPI that is judged more strictly."""
    root = tmp_path_factory.mktemp("states")
    for name, target, value, warn in (("before", 2500, 1400, 20), ("after", 2000, 1450, 30)):
        files = {
            "okrsite.toml": "as_of = 2026-11-20\n",
            "content/objectives/self-serve.md": GOAL.format(target=target),
            "content/kpis/activation-rate.md": KPI.format(warn=warn),
            "content/checkins/2026-11-13-ana.md": SAID.format(value=value),
        }
        write(root / name, files)
    compared = differing.compare_folders(
        root / "before", root / "after", None, lambda _: date(2026, 11, 20)
    )
    file = Path(root / "changes.html")
    file.write_text(difference_html(compared), encoding="utf-8")
    return file.as_uri()


def test_no_look_of_the_file_has_a_fault(browser: Browser, address: str) -> None:
    assert wrong_in_any_look(browser, address) == {}


@pytest.mark.parametrize(("size", "is_beside"), [("desktop", True), ("phone", False)])
def test_charts_stand_beside_each_other_where_there_is_room(
    browser: Browser, address: str, size: str, *, is_beside: bool
) -> None:
    with opened(browser, address, size) as (page, said):
        sides = page.locator(".changes-side")
        assert sides.count() == 4, "two things, before and after"
        boxes = [sides.nth(n).bounding_box() for n in (0, 1)]
        assert boxes[0]
        assert boxes[1]
        assert (boxes[0]["y"] == boxes[1]["y"]) is is_beside
        width = page.evaluate("document.querySelector('main').clientWidth / window.innerWidth")
        assert width > 0.9, "no room is kept for a menu that is not there"
        assert said == []
