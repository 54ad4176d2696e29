"""Every page of the example, in a browser and under the checkers that browsers' makers trust."""

import json
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from kinds import KINDS, LAYOUTS, path_of
from opening import TOOLS, opened, overflow, wrong_in_any_look
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"

NO_ORIGIN = "Resource violates Content Security Policy"
"""A file read from disk has no origin, so the checker takes 'self' for nothing at all."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible_quiet_and_fits(
    browser: Browser, example: Path, kind: str
) -> None:
    assert wrong_in_any_look(browser, path_of(kind, example).as_uri()) == {}


def fullest(site: Path, most: int = 12) -> list[Path]:
    """The pages of each folder that have most on them."""
    folders: dict[Path, list[Path]] = {}
    for path in site.rglob("*.html"):
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"):
            folders.setdefault(path.parent, []).append(path)
    by_size = (sorted(pages, key=lambda p: -p.stat().st_size) for pages in folders.values())
    return sorted(path for pages in by_size for path in pages[:most])


def test_no_page_overflows_on_a_phone_and_no_console_speaks(
    browser: Browser, example: Path
) -> None:
    wide = {}
    with opened(browser, (example / "index.html").as_uri(), "phone") as (page, said):
        for path in fullest(example):
            page.goto(path.as_uri())
            if sticking := overflow(page):
                wide[path.name] = sticking
    assert wide == {}
    assert said == []


@pytest.mark.promise
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_needs_javascript_to_be_read(browser: Browser, example: Path, kind: str) -> None:
    address = path_of(kind, example).as_uri()
    with opened(browser, address, java_script_enabled=False) as (page, said):
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


_LOADED = """() => performance.getEntriesByType('resource')
  .filter(one => one.responseStatus >= 400).map(one => one.name)"""
"""What was asked for in vain."""


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


@pytest.mark.parametrize("kind", LAYOUTS)
def test_every_kind_of_page_opens_under_a_sub_path(
    browser: Browser, example: Path, under_a_path: str, kind: str
) -> None:
    address = f"{under_a_path}/{path_of(kind, example).relative_to(example)}"
    with opened(browser, address) as (page, said):
        assert page.locator("main h1").is_visible()
        assert page.evaluate(_LOADED) == []
    assert said == []


def test_no_page_weighs_more_than_150_kilobytes(example: Path) -> None:
    assert {path: weight for path, weight in weights(example) if weight > 150_000} == {}


def weights(site: Path) -> Iterator[tuple[str, int]]:
    """Every page with the bytes of all it loads, before compression."""
    for path in sorted(site.rglob("*.html")):
        anchors = _Anchors()
        anchors.feed(path.read_text(encoding="utf-8"))
        loaded = {(path.parent / urlsplit(url).path).resolve() for url in anchors.loaded if url}
        assert all(file.is_file() for file in loaded), path
        yield str(path.relative_to(site)), sum(f.stat().st_size for f in (path, *loaded))
