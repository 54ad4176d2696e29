"""A comparison as one HTML file: charts before and after, and nothing that it must ask for."""

from okrsite import __version__
from okrsite.base.problems import Problems
from okrsite.differing import Compared, Version
from okrsite.plan.assets import STYLES, Copy, published
from okrsite.plan.pages.diff import diff_page
from okrsite.plan.scene import Scene
from okrsite.render.alone import alone
from okrsite.render.theme import assets, find


def difference_html(compared: Compared) -> str:
    """What changed, as a page in the theme of the state after, that asks for nothing."""
    before, after = _scene(compared.before), _scene(compared.after)
    page = diff_page(compared.difference, before, after, __version__)
    theme = find(compared.after.library.root, after.portfolio.settings.theme, Problems())
    styles = dict(published(assets(theme))).get(STYLES, Copy(b""))
    return alone(page, styles.content, theme, after.portfolio.settings.base_url or "")


def _scene(version: Version) -> Scene:
    return Scene(version.library, version.portfolio, version.assessment)
