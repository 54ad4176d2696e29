"""What machines are told of a site: its pages, its address, and whether to look at all."""

from pathlib import Path
from xml.etree.ElementTree import fromstring

from small_project import LONE, SITE, Planned, planned

from okrsite.base.problems import Problems
from okrsite.plan.assets import Copy
from okrsite.render.html import PageRenderer
from okrsite.render.sitemaps import SitemapRenderer
from okrsite.render.theme import find

URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TOML = 'title = "Small"\nbase_url = "https://example.com/goals/"\n'
HIDDEN = f"{TOML}search_engines = false\n"


def html(site: Planned, path: str, root: Path) -> str:
    return PageRenderer(find(root, "default", Problems())).render(site.pages[path]).decode()


def robots(site: Planned) -> bytes:
    (data,) = (o.data for o in site.plan.outputs if str(o.path) == "robots.txt")
    assert isinstance(data, Copy)
    return data.content


def test_the_map_names_every_page_and_the_days_that_are_known(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE | {"okrsite.toml": TOML})
    (data,) = (o.data for o in site.plan.outputs if o.kind == "sitemap")
    top = fromstring(SitemapRenderer().render(data))
    found = {one.findtext(f"{URL}loc"): one.findtext(f"{URL}lastmod") for one in top}
    root = "https://example.com/goals/"
    assert found[f"{root}objectives/self-serve.html"] == "2026-11-20"
    assert found[f"{root}reviews/2026-q2/growth.html"] == "2026-07-09"
    assert found[f"{root}handbook/how%20to.html"] is None
    assert found[root] is None
    assert f"{root}404.html" not in found
    assert f"{root}goals/old-name/index.html" not in found


def test_robots_are_told_where_the_map_is(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE | {"okrsite.toml": TOML})
    told = b"User-agent: *\nAllow: /\nSitemap: https://example.com/goals/sitemap.xml\n"
    assert robots(site) == told
    assert robots(planned(tmp_path / "lone", {"a.md": LONE})) == b"User-agent: *\nAllow: /\n"


def test_a_site_can_ask_search_engines_to_stay_away(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE | {"okrsite.toml": HIDDEN})
    assert robots(site) == b"User-agent: *\nDisallow: /\n"
    assert "sitemap.xml" not in site.paths
    assert '<meta name="robots" content="noindex">' in html(site, "index.html", tmp_path)


def test_a_page_says_what_a_link_to_it_should_show(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE | {"okrsite.toml": TOML})
    page = html(site, "objectives/self-serve.html", tmp_path)
    root = "https://example.com/goals/"
    for line in (
        f'<link rel="canonical" href="{root}objectives/self-serve.html">',
        '<meta property="og:title" content="Make self-serve the way most customers start">',
        f'<meta property="og:image" content="{root}cards/objectives/self-serve.png">',
        '<meta name="twitter:card" content="summary_large_image">',
        '<link rel="alternate" type="application/atom+xml" title="Small" href="../feed.xml">',
        'href="../feeds/objectives/self-serve.xml">',
    ):
        assert line in page, line
    assert f'<link rel="canonical" href="{root}">' in html(site, "index.html", tmp_path)


def test_without_an_address_a_page_says_nothing_that_needs_one(tmp_path: Path) -> None:
    page = html(planned(tmp_path, SITE), "objectives/self-serve.html", tmp_path)
    assert "og:" not in page
    assert "canonical" not in page
    assert "atom+xml" not in page


def test_pages_name_what_can_be_taken_from_them(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE)
    taken = {path: [to.path for to in page.head.taken] for path, page in site.pages.items()}
    assert taken["objectives/self-serve.html"] == ["badges/objectives/self-serve.svg"]
    assert taken["kpis/tickets.html"] == ["data/kpis/tickets.csv", "badges/kpis/tickets.svg"]
    assert taken["teams/growth.html"] == ["calendars/growth.ics"]
    assert taken["objectives.html"] == ["data/objectives.csv", "data/key-results.csv"]
    assert all(path in site.paths for paths in taken.values() for path in paths)
