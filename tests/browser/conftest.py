"""The example site, built once, and a browser to open it in."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
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
