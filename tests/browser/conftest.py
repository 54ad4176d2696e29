"""The example site, built once, and a browser to open it in."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

from okrsite import journey
from okrsite.write.charts import ChartStore

PROJECT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example site, as `okrsite build` writes it."""
    folder = tmp_path_factory.mktemp("example")
    output, state = folder / "output", folder / "state"
    wishes = journey.Wishes()
    drafted = journey.draft(PROJECT, wishes, _no_clock)
    assert drafted.is_sound(wishes), "\n".join(drafted.described(drafted.problems.pressing))
    journey.write(drafted, output, ChartStore(state), state=state)
    return output


def _no_clock(timezone: str) -> NoReturn:
    raise AssertionError(f"the example's day is fixed, and {timezone} was asked for today")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
