"""A page open in Debian's Chromium beside a watcher, and what its console said."""

import functools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from example import ARGUMENTS, CHROMIUM
from playwright.sync_api import Page, sync_playwright

P = ParamSpec("P")
T = TypeVar("T")


def apart(test: Callable[P, T]) -> Callable[P, T]:
    """Run a test in a thread of its own, since Playwright allows one browser a thread."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with ThreadPoolExecutor(1) as executor:
            return executor.submit(test, *args, **kwargs).result()

    return run


@dataclass
class Tab:
    """An open page, all that its console said, and how often it was loaded."""

    page: Page
    console: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)


@contextmanager
def opened(url: str) -> Iterator[Tab]:
    """A page in a browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1000, "height": 700})
        page.set_default_timeout(20_000)
        tab = Tab(page)
        page.on("console", lambda message: tab.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: tab.console.append(str(error)))
        page.on("load", lambda _: tab.loads.append(page.url))
        page.goto(url)
        yield tab
        browser.close()
