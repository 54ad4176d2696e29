"""An open page follows the edits: it reloads what it shows, and nothing else."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest
from browsing import Tab, apart, opened
from playwright.sync_api import expect
from watching import desk_of, until

from okrsite.serve import Address
from okrsite.watch.loop import attend
from okrsite.watch.lull import Bell
from okrsite.watch.round import Round
from okrsite.write.survey import marker

pytestmark = pytest.mark.browser

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self';
 img-src 'self' data:; script-src 'none'; base-uri 'none'; form-action 'none'">
<title>Goals</title><link rel="icon" href="data:,"><link rel="stylesheet" href="style.css">
</head><body><h1>{text}</h1><p><a id="a" href="other.html">other</a></p>
<ul><li><a href="#x">one</a></li><li><a href="#y">two</a></li></ul></body></html>
"""
LONG = "body { height: 5000px; color: rgb(1, 2, 3) }"
SOURCES = {"index.md": "first", "other.md": "the other", "style.css": LONG}


class Copier:
    """Builds a site whose pages are its sources; `error` in one of them is a mistake."""

    def __init__(self, root: Path) -> None:
        self.content, self.site = root / "content", root / "output"
        self.site.mkdir(exist_ok=True)

    def __call__(self) -> Round:
        made = dict(map(self._made, self.content.iterdir()))
        if broken := sorted(name for name, text in made.items() if "error" in text):
            return Round(problems=tuple(PROBLEM.format(name=name) for name in broken))
        changed = [name for name, text in made.items() if self._is_new(name, text)]
        (self.site / ".okrsite.json").write_bytes(marker(made))
        return Round(changed=tuple(changed))

    def _made(self, file: Path) -> tuple[str, str]:
        text = file.read_text()
        if file.suffix != ".md":
            return file.name, text
        return f"{file.stem}.html", PAGE.format(text=text)

    def _is_new(self, name: str, text: str) -> bool:
        target = self.site / name
        if target.exists() and target.read_text() == text:
            return False
        target.write_text(text)
        return True


PROBLEM = """content/{name}:3:9: error OKR104: `target` equals `start` <b>&amp;
  3 │ target: 800
    │         ^^^ same as the start
  hint: to hold a level, write `at_least:`"""


@contextmanager
def followed(root: Path, port: int = 0) -> Iterator[str]:
    """A project under watch; the address of its preview."""
    said: list[str] = []
    bell = Bell(time.monotonic)
    address = Address("127.0.0.1", port)

    def run() -> None:
        with desk_of(Copier(root)) as desk:
            attend(root, root / "output", desk, address, _a_day, said.append, bell)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        until(lambda: said)
        yield re.findall(r"http://\S+", said[-1])[0]
    finally:
        bell.stop()
        thread.join(10)


def _a_day(timezone: str) -> date:
    del timezone
    return date(2026, 11, 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    for name, text in SOURCES.items():
        save(tmp_path, name, text)
    return tmp_path


def save(root: Path, name: str, text: str) -> None:
    """Save as most editors do: beside, then in its place."""
    (root / "content" / f"{name}.tmp").write_text(text)
    (root / "content" / f"{name}.tmp").replace(root / "content" / name)


def is_listening(tab: Tab) -> bool:
    """The page's client has heard from the server."""
    done = "performance.getEntriesByType('resource').some(e => e.name.endsWith('client.js'))"
    return bool(tab.page.evaluate(done))


@pytest.mark.promise
@apart
def test_a_saved_page_shows_by_itself_where_the_reader_was(root: Path) -> None:
    with followed(root) as url, opened(url) as tab:
        page = tab.page
        expect(page.get_by_role("heading")).to_have_text("first")
        page.get_by_role("link", name="two").focus()
        page.evaluate("scrollTo(0, 1234)")
        save(root, "index.md", "second")
        expect(page.get_by_role("heading")).to_have_text("second")
        expect(page.get_by_role("link", name="two")).to_be_focused()
        assert page.evaluate("scrollY") == 1234
        page.locator("#a").focus()
        save(root, "index.md", "third")
        expect(page.get_by_role("heading")).to_have_text("third")
        expect(page.locator("#a")).to_be_focused()
        assert tab.console == []


@apart
def test_a_page_reloads_for_what_it_uses_and_for_nothing_else(root: Path) -> None:
    with followed(root) as url, opened(url) as tab:
        until(lambda: is_listening(tab))
        save(root, "other.md", "another")
        save(root, "index.md", SOURCES["index.md"])
        save(root, "style.css", "body { height: 4000px; color: rgb(4, 5, 6) }")
        expect(tab.page.locator("body")).to_have_css("color", "rgb(4, 5, 6)")
        tab.page.wait_for_load_state()
        assert len(tab.loads) == 2, "once for the stylesheet"
        tab.page.goto(f"{url}nothing.html")
        expect(tab.page.get_by_role("heading")).to_have_text("No page here yet")
        save(root, "nothing.md", "here it is")
        expect(tab.page.get_by_role("heading")).to_have_text("here it is")
        assert [line for line in tab.console if "404" not in line] == []


@pytest.mark.promise
@apart
def test_a_problem_shows_over_the_last_good_page_until_it_is_mended(root: Path) -> None:
    with followed(root) as url, opened(url) as tab:
        page, dialog = tab.page, tab.page.get_by_role("dialog", name="1 problem")
        save(root, "index.md", "error")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("alert")).to_have_text(PROBLEM.format(name="index.html"))
        expect(page.get_by_role("heading", name="first")).to_be_visible()
        assert page.locator("okrsite-problems pre").evaluate("e => getComputedStyle(e).fontFamily")
        page.goto(f"{url}other.html")
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        save(root, "style.css", f"{LONG} /* error */")
        two = page.get_by_role("dialog", name="2 problems")
        expect(two).to_be_visible()
        two.get_by_role("button", name="Hide").click()
        expect(two).to_be_hidden()
        save(root, "style.css", LONG)
        expect(dialog).to_be_visible()
        save(root, "index.md", "mended")
        expect(dialog).to_be_hidden()
        page.goto(url)
        expect(page.get_by_role("heading")).to_have_text("mended")
        expect(dialog).to_be_hidden()
        assert tab.console == []


@apart
def test_a_page_comes_back_when_the_server_does(root: Path) -> None:
    with ExitStack() as first:
        url = first.enter_context(followed(root))
        with opened(url) as tab:
            until(lambda: is_listening(tab))
            first.close()
            save(root, "index.md", "while it was away")
            with followed(root, port_in(url)) as again:
                assert again == url
                expect(tab.page.get_by_role("heading")).to_have_text("while it was away")
                save(root, "index.md", "and after")
                expect(tab.page.get_by_role("heading")).to_have_text("and after")
            assert all("ERR_CONNECTION_REFUSED" in line for line in tab.console)


@apart
def test_a_page_that_nobody_sees_takes_no_connection_and_catches_up(root: Path) -> None:
    with followed(root) as url, opened(url) as tab:
        heading = tab.page.get_by_role("heading")
        until(lambda: is_listening(tab))
        turn(tab, is_hidden=True)
        save(root, "index.md", "unseen")
        until(lambda: "unseen" in (root / "output" / "index.html").read_text())
        expect(heading).to_have_text("first")
        turn(tab, is_hidden=False)
        expect(heading).to_have_text("unseen")
        assert tab.console == []


def turn(tab: Tab, *, is_hidden: bool) -> None:
    """Let the page believe that its tab is in the background, or is not."""
    tab.page.evaluate(
        """(isHidden) => {
          Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        is_hidden,
    )


def port_in(url: str) -> int:
    return int(url.rstrip("/").rpartition(":")[2])
