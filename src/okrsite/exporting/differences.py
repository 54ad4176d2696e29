"""A comparison as one HTML file: charts before and after, and nothing that it must ask for."""

from pathlib import PurePosixPath

from okrsite import __version__
from okrsite.base.problems import Problems
from okrsite.differing import Compared, Version
from okrsite.plan.assets import STYLES, published
from okrsite.plan.pages.diff import diff_page
from okrsite.plan.scene import Scene
from okrsite.render.alone import alone
from okrsite.render.theme import assets, find


def difference_html(compared: Compared) -> str:
    """What changed, as a page in the theme of the state after, that asks for nothing."""
    before, after = _scene(compared.before), _scene(compared.after)
    page = diff_page(compared.difference, before, after, __version__)
    theme = find(compared.after.library.root, after.portfolio.settings.theme, Problems())
    files = dict(published(assets(theme)))
    styles = b"".join(files[path].content for path in (STYLES, _OWN) if path in files)
    return alone(page, styles, theme, after.portfolio.settings.base_url or "")


def _scene(version: Version) -> Scene:
    return Scene(version.library, version.portfolio, version.assessment)


_OWN = PurePosixPath("assets/apart/diff.css")
"""What only this file is set by, and no page of a site has to carry."""
