"""The example in every other theme that comes with the program."""

from pathlib import Path

import pytest
from example import build
from kinds import path_of
from opening import wrong_in_any_look
from playwright.sync_api import Browser

from okrsite.base import package
from okrsite.render import theme

pytestmark = pytest.mark.browser

OTHERS = sorted(f.name for f in package.themes().iterdir() if f.name != theme.DEFAULT)
KINDS = ("home", "objective with every fact", "KPI of units", "scorecard", "alignment")


@pytest.fixture(scope="module", params=OTHERS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("theme"), request.param)


@pytest.mark.parametrize("kind", KINDS)
def test_another_theme_is_as_accessible_and_fits_as_well(
    browser: Browser, site: Path, kind: str
) -> None:
    assert wrong_in_any_look(browser, path_of(kind, site).as_uri()) == {}


def test_another_theme_has_what_is_its_own_and_the_rest_from_the_default(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "as known on" in page
    assert "What needs attention" in page
    styles = (site / "assets" / "site.css").read_text(encoding="utf-8")
    assert styles.index("--paper:light-dark(#fbfaf8") < styles.index("--paper:light-dark(#fffdf6")
