"""The whole site by keyboard alone: everything is reached, seen when it is, and can be worked."""

from pathlib import Path
from typing import Any

import pytest
from kinds import LAYOUTS, path_of
from opening import opened
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STOPS = """() => {
  const can = 'a[href], button, summary, input, select, textarea, [tabindex="0"]';
  return [...document.querySelectorAll(can)].filter(e => !e.disabled && e.checkVisibility({
    visibilityProperty: true, contentVisibilityAuto: true}));
}"""
"""What a keyboard should reach, in the order of the page."""

WALK = f"""() => {{
  window.stops = ({STOPS})();
  window.walked = [];
  document.addEventListener('focusin', event => {{
    const seen = getComputedStyle(event.target);
    const box = event.target.getBoundingClientRect();
    window.walked.push({{
      index: window.stops.indexOf(event.target),
      ring: seen.outlineStyle === 'none' ? 0 : parseFloat(seen.outlineWidth),
      inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      html: event.target.outerHTML.slice(0, 120),
    }});
  }}, true);
  return window.stops.length;
}}"""


@pytest.mark.parametrize("kind", LAYOUTS)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    browser: Browser, example: Path, kind: str
) -> None:
    with opened(browser, path_of(kind, example).as_uri(), bypass_csp=True) as (page, _):
        count = page.evaluate(WALK)
        for _ in range(count):
            page.keyboard.press("Tab")
        walked = page.evaluate("window.walked")
    assert [one["index"] for one in walked] == list(range(count))
    assert [one["html"] for one in walked if one["ring"] < 2 or not one["inside"]] == []


def test_the_first_stop_leads_past_the_menu_to_the_text(browser: Browser, example: Path) -> None:
    with opened(browser, (example / "index.html").as_uri()) as (page, _):
        page.keyboard.press("Tab")
        assert focused(page, "e => e.className") == "skip"
        assert focused(page, "e => e.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        assert focused(page, "e => e.id") == "main_"
        page.keyboard.press("Tab")
        assert focused(page, "e => !!e.closest('main')") is True


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(browser: Browser, example: Path) -> None:
    with opened(browser, (example / "index.html").as_uri(), "phone") as (page, _):
        menu = page.locator("#menu_")
        assert not menu.is_visible()
        tab_to(page, "e.className === 'menu-button'")
        page.keyboard.press("Enter")
        assert menu.is_visible()
        page.keyboard.press("Tab")
        assert focused(page, "e => !!e.closest('#menu_')") is True
        page.keyboard.press("Escape")
        assert not menu.is_visible()
        assert focused(page, "e => e.className") == "menu-button"


def test_what_is_folded_opens_by_keyboard(browser: Browser, example: Path) -> None:
    with opened(browser, path_of("KPI in alert", example).as_uri()) as (page, _):
        tab_to(page, "e.tagName === 'SUMMARY'")
        assert focused(page, "e => e.parentElement.open") is False
        page.keyboard.press("Enter")
        assert focused(page, "e => e.parentElement.open") is True


def test_light_and_dark_are_chosen_by_keyboard_and_kept(
    browser: Browser, under_a_path: str
) -> None:
    with opened(browser, f"{under_a_path}/index.html") as (page, said):
        tab_to(page, "e.id === 'look_'")
        assert focused(page, "e => e.textContent") == "Dark"
        page.keyboard.press("Enter")
        assert focused(page, "e => e.textContent") == "Light"
        page.goto(f"{under_a_path}/vitals.html")
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
        assert said == []


def focused(page: Page, claim: str) -> Any:
    """Something about the element that has the focus."""
    return page.evaluate(f"({claim})(document.activeElement)")


def tab_to(page: Page, which: str, most: int = 40) -> None:
    """Press Tab until the element that has the focus is the one."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page, f"e => {which}"):
            return
    raise AssertionError(f"{most} stops, and none was {which}")
