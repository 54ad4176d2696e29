"""A preview of a pull request in a browser: its page of changes and a marked page, by theme."""

from pathlib import Path

import pytest
from example import write_site
from opening import wrong_in_any_look
from playwright.sync_api import Browser
from pull_requests import PULL_REQUEST, PULL_REQUEST_BEFORE, committed, drafted, put

pytestmark = pytest.mark.browser


def _preview(folder: Path, theme: str) -> Path:
    settings = {"okrsite.toml": f'title = "Goals"\ntheme = "{theme}"\n'}
    root = committed(folder / "project", PULL_REQUEST_BEFORE | settings)
    put(root, PULL_REQUEST)
    return write_site(drafted(root, "main"), folder)


@pytest.mark.parametrize(
    ("theme", "path"), [("default", "changes.html"), ("ledger", "objectives/grow.html")]
)
def test_a_preview_is_accessible_quiet_and_fits(
    browser: Browser, tmp_path: Path, theme: str, path: str
) -> None:
    page = _preview(tmp_path, theme) / path
    assert "since main" in page.read_text(encoding="utf-8")
    assert wrong_in_any_look(browser, page.as_uri()) == {}
