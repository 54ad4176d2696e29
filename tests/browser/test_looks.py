"""What a page looks like where a screen's colours do not hold: chosen colours, and paper."""

from pathlib import Path

import pytest
from kinds import path_of
from opening import LOOKS, Look, opened, show
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHAPES = {
    "objective with every fact": [".b-fill", ".c-pace", ".c-actual", ".c-expected", ".c-target"],
    "critical KPI": [".c-dense, .c-actual", ".c-critical", ".c-flag", ".c-axis"],
    "home": [".bar-fill", ".bar-tick", ".sign", ".c-spark", ".chart-status .mark", ".t-strong"],
    "cycle": [".filled .sign"],
}
"""What must be told from the ground by its line or its fill."""

PAINT = """(elements, ground) => elements.map(e => {
  const seen = getComputedStyle(e);
  const drawn = (e.matches('.sign') ? [seen.color] : [seen.fill, seen.stroke])
    .filter(c => c !== 'none' && c !== 'rgba(0, 0, 0, 0)');
  return drawn.filter(c => c !== ground).length;
})"""


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_bars_and_lines_are_seen_in_chosen_colours(
    browser: Browser, example: Path, kind: str, scheme: str
) -> None:
    with opened(browser, path_of(kind, example).as_uri()) as (page, _):
        show(page, Look("desktop", "dark" if scheme == "dark" else "light", forced="active"))
        ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        for shape in SHAPES[kind]:
            seen = page.locator(shape).evaluate_all(PAINT, ground)
            assert seen, shape
            assert all(seen), shape


def test_a_status_is_a_mark_and_a_word_in_every_look(browser: Browser, example: Path) -> None:
    with opened(browser, path_of("cycle", example).as_uri()) as (page, _):
        for name, look in LOOKS.items():
            show(page, look)
            for status in page.locator("main .status:visible").all():
                assert status.locator("svg").is_visible(), name
                assert status.inner_text().strip(), name


@pytest.mark.parametrize("kind", ["home", "objective with every fact", "alignment", "scorecard"])
def test_paper_has_no_controls_and_is_white(browser: Browser, example: Path, kind: str) -> None:
    with opened(browser, path_of(kind, example).as_uri(), color_scheme="dark") as (page, _):
        show(page, Look("desktop", "dark", "print"))
        assert visible(page, "nav, button:not(th > button), summary, .skip, footer") == 0
        for button in page.locator("th > button").all():
            assert button.evaluate("e => getComputedStyle(e).display") == "contents"
        assert page.locator("main h1").is_visible()
        root = "getComputedStyle(document.documentElement)"
        assert page.evaluate(f"{root}.backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate(f"{root}.colorScheme") == "light"


def visible(page: Page, selector: str) -> int:
    """How many elements are shown."""
    return page.locator(selector).filter(visible=True).count()
