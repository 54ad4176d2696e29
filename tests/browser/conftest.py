"""The example site, built once, and a browser to open it in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from example import ARGUMENTS, CHROMIUM, build, served
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example site."""
    return build(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def under_a_path(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site as a static host serves it below `/team/goals/`."""
    root = tmp_path_factory.mktemp("host")
    (root / "team").mkdir()
    (root / "team" / "goals").symlink_to(example)
    with served(root) as address:
        yield f"{address}/team/goals"
