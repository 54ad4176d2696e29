"""What machines look for before anything else: the list of pages, and what they may read."""

from collections.abc import Iterable, Mapping
from datetime import date

from okrsite.base.frozen import Frozen
from okrsite.model.goals import Kind
from okrsite.plan.paths import HEALTH, NOT_FOUND, prose_path
from okrsite.plan.scene import Scene

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
_MOST = 50_000  # as many as a site map may hold
_LEFT_OUT = (NOT_FOUND, HEALTH)


class SitemapData(Frozen):
    """The pages of a site, each with the day it last changed, where the files tell.

    `address` is that of the site, with a slash at its end.
    """

    address: str
    pages: tuple[tuple[str, date | None], ...]


def sitemap(pages: Iterable[str], scene: Scene) -> SitemapData:
    """The pages that a search engine should know."""
    known = _changed(scene)
    kept = sorted(path for path in pages if path not in _LEFT_OUT)[:_MOST]
    return SitemapData(scene.address, tuple((path, known.get(path)) for path in kept))


def robots(scene: Scene) -> bytes:
    """Who may read the site: everybody, or no search engine where the settings say so."""
    if not scene.portfolio.settings.search_engines:
        return b"User-agent: *\nDisallow: /\n"
    more = f"Sitemap: {scene.address}{SITEMAP}\n" if scene.address else ""
    return f"User-agent: *\nAllow: /\n{more}".encode()


def _changed(scene: Scene) -> Mapping[str, date]:
    """The day of the last word on an objective, and of a review."""
    found = {
        scene.path(Kind.OBJECTIVE, id_): judged.last_update
        for id_, judged in scene.assessment.objectives.items()
    }
    found |= {prose_path(review): review.day for review in scene.portfolio.reviews}
    return {path: day for path, day in found.items() if day and day <= scene.as_of}
