"""A page is there after two requests, and stays where it is while the rest arrives."""

import re
from pathlib import Path

import pytest
from kinds import LAYOUTS, path_of
from opening import SIZES
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SCRIPT = re.compile(r"<script\b([^>]*)>")
STYLES = re.compile(r"<link\b[^>]*\brel=\"stylesheet\"[^>]*>")
WATCH = """
window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries()))
  .observe({type: 'layout-shift', buffered: true});
"""
MOVED = """since => window.shifts.filter(shift => shift.startTime > since).map(shift =>
  `${shift.value} by ${shift.sources.map(s => s.node && s.node.nodeName)}`)"""
WHOLE = "document.readyState === 'interactive'"
"""The page has come in but for its scripts; until then a table may grow with what is in it."""
NOW = "() => performance.now()"
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_every_page_has_one_style_sheet_and_no_script_in_its_way(example: Path) -> None:
    for path in sorted(example.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert len(STYLES.findall(text)) == 1, path
        for attributes in SCRIPT.findall(text):
            assert re.search(r"\b(defer|async|type=\"module\")", attributes), (path, attributes)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_page_is_painted_before_any_script_and_nothing_moves_when_they_come(
    browser: Browser, example: Path, under_a_path: str, kind: str
) -> None:
    address = f"{under_a_path}/{path_of(kind, example).relative_to(example)}"
    for size, (width, height) in SIZES.items():
        context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
        page = context.new_page()
        asked, held = hold_scripts(page)
        page.add_init_script(WATCH)
        page.goto(address, wait_until="commit")
        page.wait_for_function(PAINTED)
        assert asked == ["document", "stylesheet"], size
        page.wait_for_function(WHOLE)
        page.evaluate(SETTLED)
        before_scripts = page.evaluate(NOW)
        for route in held:
            route.continue_()
        page.wait_for_load_state("load")
        page.evaluate(SETTLED)
        assert page.locator("#look_[data-is-on]").count() == 1, "the script has not run"
        assert page.evaluate(MOVED, before_scripts) == [], size
        context.close()


def hold_scripts(page: Page) -> tuple[list[str], list[Route]]:
    """What a page needs before it is painted, and the scripts, which do not arrive by then."""
    asked: list[str] = []
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def note(kind: str) -> None:
        if kind not in ("script", "image", "other"):  # the icon is `other`
            asked.append(kind)

    page.route("**/*.js", hold)
    page.on("request", lambda request: note(request.resource_type))
    return asked, held
