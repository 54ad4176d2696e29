"""Every page of the example, in a browser and under the checkers that browsers' makers trust."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TOOLS = Path(__file__).parent / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"

KINDS = {
    "home": "index.html",
    "objective at risk": "objectives/growth-pages-that-take-bookings.html",
    "objective with every fact": "objectives/season-2027-ready.html",
    "closed objective": "objectives/desk-berth-plans-online-2026-q2.html",
    "planned objective": "objectives/slackwater-first-weekend-of-april.html",
    "KPI in alert": "kpis/booking-success.html",
    "critical KPI": "kpis/first-reply-time.html",
    "KPI of units": "kpis/new-contracts.html",
    "composite KPI": "kpis/meter-deviation.html",
    "vitals": "vitals.html",
    "scorecard": "scorecard.html",
    "alignment": "alignment.html",
    "cycle": "cycles/2026-q4.html",
    "closed cycle": "cycles/2026-q3.html",
    "team": "teams/growth.html",
    "person": "people/{person}.html",
    "pillar": "pillars/{pillar}.html",
    "alerts and gaps": "alerts.html",
    "wiki page": "handbook/how-we-set-goals.html",
    "review": "reviews/{review}.html",
    "health of the goals": "health.html",
    "funnel": "funnel.html",
    "calibration": "calibration.html",
    "cycles": "cycles.html",
    "report on a cycle": "reports/2026-q4.html",
    "report on a closed cycle": "reports/2026-q3.html",
    "report on a team": "reports/2026-q4/growth.html",
    "reports": "reports.html",
    "how this is computed": "how-computed.html",
    "all goals": "a-z.html",
    "not found": "404.html",
}
AXE_RUN = "axe.run(document, {resultTypes: ['violations'], preload: false})"
"""Preloading would fetch style sheets anew, which no page may do from disk."""

NO_ORIGIN = "Resource violates Content Security Policy"
"""A file read from disk has no origin, so the checker takes 'self' for nothing at all."""

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def path_of(kind: str, site: Path) -> Path:
    """A page of the kind; where any will do, the first by name."""
    name = KINDS[kind]
    if "{" in name:
        return min((site / name.partition("/")[0]).rglob("*.html"))
    return site / name


@contextmanager
def opened(
    browser: Browser, path: Path, size: str, scheme: Scheme, **options: Any
) -> Iterator[tuple[Page, list[str]]]:
    """A page opened from disk, and what its console and its requests complained of."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, **options
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    page.on(
        "request", lambda request: said.append(request.url) if _is_foreign(request.url) else None
    )
    page.goto(path.as_uri())
    yield page, said
    context.close()


def _is_foreign(url: str) -> bool:
    return urlsplit(url).scheme not in ("file", "data")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible_quiet_and_fits(
    browser: Browser, example: Path, kind: str, size: str, scheme: Scheme
) -> None:
    path = path_of(kind, example)
    with opened(browser, path, size, scheme, bypass_csp=True) as (page, said):
        page.add_script_tag(path=AXE)
        result = page.evaluate(AXE_RUN)
        assert [_told(violation) for violation in result["violations"]] == []
        assert overflow(page) == []
        assert said == []


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    return f"{violation['id']}: {violation['help']}: {[node['html'][:160] for node in nodes[:3]]}"


def overflow(page: Page) -> list[str]:
    """What sticks out of the page sideways, unless it scrolls within itself."""
    found = page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          return [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)
            .slice(0, 5)
            .map(e => e.outerHTML.slice(0, 120));
        }"""
    )
    assert isinstance(found, list)
    return [str(one) for one in found]


def test_no_page_overflows_on_a_phone_and_no_console_speaks(
    browser: Browser, example: Path
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on(
        "request", lambda request: said.append(request.url) if _is_foreign(request.url) else None
    )
    wide = {}
    for path in sorted(example.rglob("*.html")):
        if 'http-equiv="refresh"' in path.read_text(encoding="utf-8"):
            continue
        page.goto(path.as_uri())
        if sticking := overflow(page):
            wide[path.name] = sticking
    context.close()
    assert wide == {}
    assert said == []


@pytest.mark.promise
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_needs_javascript_to_be_read(browser: Browser, example: Path, kind: str) -> None:
    path = path_of(kind, example)
    with opened(browser, path, "desktop", "light", java_script_enabled=False) as (page, said):
        assert page.locator("main h1").is_visible()
        assert page.locator("main").inner_text().strip()
        hidden = page.locator("main [hidden]").count()
        assert hidden == 0
        assert said == []


def test_the_html_checker_finds_no_error(example: Path) -> None:
    checked = subprocess.run(
        ["java", "-jar", str(VNU), "--skip-non-html", "--format", "json", str(example)],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(checked.stderr)["messages"]
    told = sorted(
        f"{m['url'].rsplit('/', 1)[-1]}:{m.get('lastLine')}: {m['message']}"
        for m in messages
        if not m["message"].startswith(NO_ORIGIN)
    )
    assert told[:20] == []


class _Anchors(HTMLParser):
    """The ids of a page, and all it points at."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            assert given["id"] not in self.ids, f"the id {given['id']} is there twice"
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        for name in ("src", "srcset", "poster", "data"):
            if name in given and tag != "svg":
                self.loaded.append(given[name])
        if tag == "link" and given.get("rel") not in ("canonical",):
            self.loaded.append(given.get("href", ""))


def test_every_internal_link_and_fragment_resolves(example: Path) -> None:
    pages = {}
    for path in sorted(example.rglob("*.html")):
        pages[path] = _Anchors()
        pages[path].feed(path.read_text(encoding="utf-8"))
    broken = []
    for path, anchors in pages.items():
        for link in (*anchors.links, *anchors.loaded):
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "data"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                broken.append(f"{path.relative_to(example)}: {link}")
            elif parts.fragment and unquote(parts.fragment) not in pages[target].ids:
                broken.append(f"{path.relative_to(example)}: no {link}")
    assert broken == []


@pytest.mark.promise
def test_no_page_loads_anything_from_another_origin(example: Path) -> None:
    for path in sorted(example.rglob("*.html")):
        anchors = _Anchors()
        text = path.read_text(encoding="utf-8")
        anchors.feed(text)
        assert [url for url in anchors.loaded if re.match(r"(?:[a-z]+:)?//", url)] == []
        assert " style=" not in text
        assert "<style" not in text
        assert "Content-Security-Policy" in text


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def under_a_path(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site as a static host serves it below `/team/goals/`."""
    root = tmp_path_factory.mktemp("host")
    (root / "team").mkdir()
    (root / "team" / "goals").symlink_to(example)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/team/goals"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_opens_under_a_sub_path(
    browser: Browser, example: Path, under_a_path: str, kind: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda r: failed.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text))
    page.goto(f"{under_a_path}/{path_of(kind, example).relative_to(example)}")
    assert page.locator("main h1").is_visible()
    context.close()
    assert failed == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_weighs_more_than_150_kilobytes(example: Path, kind: str) -> None:
    path = path_of(kind, example)
    anchors = _Anchors()
    anchors.feed(path.read_text(encoding="utf-8"))
    loaded = {(path.parent / urlsplit(url).path).resolve() for url in anchors.loaded if url}
    weight = path.stat().st_size + sum(file.stat().st_size for file in loaded if file.is_file())
    assert weight <= 150_000
