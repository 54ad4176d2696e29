"""The planned list of pages in, a site map (sitemaps.org) out."""

from okrsite.plan.exports.guides import SitemapData
from okrsite.plan.output import Plain
from okrsite.render.addresses import published
from okrsite.render.sources import PAGES, sources_digest
from okrsite.render.xml import add, document, root

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class SitemapRenderer:
    """Writes site maps."""

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """The program: what it writes is in the data, how it writes it is in its sources."""
        del data
        return (("sources", sources_digest(*PAGES)),)

    def render(self, data: Plain) -> bytes:
        """The map; the home page goes by the address of the site."""
        assert isinstance(data, SitemapData)
        top = root("urlset", xmlns=_SITEMAP)
        for path, day in data.pages:
            url = add(top, "url")
            add(url, "loc", published(path, data.address))
            if day:
                add(url, "lastmod", day.isoformat())
        return document(top)
