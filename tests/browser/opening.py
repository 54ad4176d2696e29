"""A page opened in one of the looks it can have, and what its console and requests say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

TOOLS = Path(__file__).parent / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader's device shows a page."""

    size: str
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    forced: Literal["active", "none"] = "none"


LOOKS = {
    "light": Look("desktop"),
    "dark": Look("desktop", "dark"),
    "forced colours": Look("desktop", "dark", forced="active"),
    "print": Look("desktop", media="print"),
    "phone": Look("phone"),
}


@contextmanager
def opened(
    browser: Browser, address: str, size: str = "desktop", **options: Any
) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what its console, its scripts and its requests complained of."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.extend(_failed(request)))
    page.on("request", lambda request: said.extend(_foreign(request.url, address)))
    page.goto(address)
    yield page, said
    context.close()


def show(page: Page, look: Look) -> None:
    """Show a page that is open already in another look."""
    width, height = SIZES[look.size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media=look.media, color_scheme=look.scheme, forced_colors=look.forced)


def _failed(request: Request) -> list[str]:
    """What a request came to, unless the reader went on before it was answered."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


def _foreign(url: str, address: str) -> list[str]:
    """The address of a request that leaves the page's own origin."""
    asked, own = urlsplit(url), urlsplit(address)
    is_own = (asked.scheme, asked.netloc) == (own.scheme, own.netloc) or asked.scheme == "data"
    return [] if is_own else [f"foreign: {url}"]


def wrong_in_any_look(browser: Browser, address: str) -> dict[str, list[str]]:
    """What is wrong with a page in each look: what axe finds, what sticks out, what was said."""
    wrong = {}
    with opened(browser, address, bypass_csp=True) as (page, said):
        page.add_script_tag(path=AXE)
        for name, look in LOOKS.items():
            show(page, look)
            if found := [*violations(page), *overflow(page)]:
                wrong[name] = found
    return wrong | ({"console": said} if said else {})


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


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page in its present look; axe must be on the page."""
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [_told(violation) for violation in result["violations"]]


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    return f"{violation['id']}: {violation['help']}: {[node['html'][:160] for node in nodes[:3]]}"
