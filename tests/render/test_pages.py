"""Whole pages: every kind is set, every link leads somewhere, and content stays text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from small_project import LONE, SITE, Planned, planned

from okrsite.base import package
from okrsite.base.problems import Problems
from okrsite.plan.assets import published
from okrsite.plan.views.pages import Page
from okrsite.render import theme
from okrsite.render.figures import Memory
from okrsite.render.html import PageRenderer
from okrsite.render.templates import environment
from okrsite.render.theme import Theme

DEFAULT = Theme((package.themes() / theme.DEFAULT,))
CHARTS = Memory()


def rendered(site: Planned, used: Theme = DEFAULT) -> dict[str, str]:
    """Every page of a site as text, by path."""
    renderer = PageRenderer(used, CHARTS)
    return {path: renderer.render(page).decode() for path, page in site.pages.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return planned(tmp_path_factory.mktemp("site"), SITE, assets=theme.assets(DEFAULT))


@pytest.fixture(scope="module")
def pages(site: Planned) -> dict[str, str]:
    return rendered(site)


class Found(HTMLParser):
    """The ids, addresses and elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src") if name in given]


def broken(pages: dict[str, str], files: set[str]) -> Iterator[str]:
    """The internal links of pages that lead to no file, or to no place on it."""
    found = {path: Found(text) for path, text in pages.items()}
    for path, page in found.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            if link.startswith("/"):
                yield f"{path}: {link} is not relative"
            target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
            if target not in files:
                yield f"{path}: {link} leads nowhere"
            elif parts.fragment and unquote(parts.fragment) not in found[target].ids:
                yield f"{path}: there is no {link}"


def test_every_kind_of_page_is_among_those_tested(site: Planned) -> None:
    templates = {path.name for path in (DEFAULT.templates[0]).glob("*.html")}
    parts = {"base.html", "macros.html", "key_result.html", "picture.html", "explained.html"}
    parts |= {"embed.html", "report_body.html", "changes.html"}
    parts |= {"alone.html", "report-alone.html", "diff.html"}
    assert {page.template for page in site.pages.values()} == templates - parts


def test_every_internal_link_is_relative_and_leads_somewhere(
    site: Planned, pages: dict[str, str]
) -> None:
    assert list(broken(pages, set(site.paths))) == []


def test_every_internal_link_of_a_lone_objective_leads_somewhere(tmp_path: Path) -> None:
    site = planned(tmp_path, {"objectives/a.md": LONE}, assets=theme.assets(DEFAULT))
    assert list(broken(rendered(site), set(site.paths))) == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        ids = Found(text).ids
        assert len(ids) == len(set(ids)), path


def test_a_page_has_a_policy_and_no_script_or_style_of_its_own(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert "Content-Security-Policy" in text, path
        for tag, attributes in Found(text).elements:
            assert "style" not in attributes, path
            assert tag != "style", path
            assert not [name for name in attributes if name.startswith("on")], path
            assert tag != "script" or attributes["src"], path
        assert not re.search(r"<script[^>]*>[^<]", text)


def test_a_page_asks_nobody_but_its_own_site(pages: dict[str, str]) -> None:
    for text in pages.values():
        for tag, attributes in Found(text).elements:
            if tag in ("link", "script", "img", "source"):
                assert not urlsplit(attributes.get("href", attributes.get("src", ""))).netloc


def test_headings_go_down_one_step_at_a_time(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        main = text[text.index("<main") :]
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", main)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(b <= a + 1 for a, b in pairwise(levels)), path


def test_the_page_says_where_it_can_be_edited(pages: dict[str, str]) -> None:
    assert (
        "https://example.com/edit/content/objectives/self-serve.md"
        in pages["objectives/self-serve.html"]
    )
    assert "https://example.com/edit/content/handbook/how%20to.md" in pages["handbook/how to.html"]


def test_days_stand_in_the_markup_in_full(pages: dict[str, str]) -> None:
    assert '<time datetime="2026-11-20">20 Nov 2026</time>' in pages["index.html"]


def test_a_link_to_something_not_written_yet_says_so(pages: dict[str, str]) -> None:
    text = pages["objectives/self-serve.html"]
    assert (
        '<a href="../not-written.html#wanted_nobody-wrote-this">'
        '<span class="unwritten" title="not written yet">nobody-wrote-this</span></a>'
    ) in text


def test_the_page_for_lost_readers_leads_home_from_any_depth(tmp_path: Path) -> None:
    files = {"objectives/a.md": LONE, "okrsite.toml": 'base_url = "https://example.com/goals/"\n'}
    text = rendered(planned(tmp_path, files))["404.html"]
    assert 'href="/goals/assets/site.css"' in text
    assert 'href="/goals/index.html"' in text


HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)" \''
    " {{ 7 * 7 }} {% for %} ${x} $y^2$ \\input"
)
HOSTILE_SITE = {
    "okrsite.toml": "title = '''" + HOSTILE.replace("'", "") + "'''\n",
    "teams/growth.md": f"---\ntitle: >-\n  {HOSTILE}\n---\n",
    "teams/other.md": "---\ntitle: Other\n---\n",
    "people/ana.md": f"---\nname: >-\n  {HOSTILE}\n---\n",
    "people/ben.md": "---\nname: Ben\n---\n",
    "pillars/vision.md": f"---\ntitle: >-\n  {HOSTILE}\n---\n",
    "objectives/a.md": (
        f"---\ntitle: >-\n  {HOSTILE}\nowner: ana\nteam: growth\ncycle: 2026-q4\nparent: vision\n"
        f"guardrails: [k]\nx-{'y' * 3}: >-\n  {HOSTILE}\n"
        f"key_results:\n  - id: a\n    title: >-\n      {HOSTILE}\n    target: 5\n    unit: >-\n"
        f"      {HOSTILE}\n    values: {{2026-11-01: 2}}\n"
        f"  - {{id: b, title: B, target: 5}}\n---\n"
        f"{HOSTILE}\n\n[x](javascript:alert(4)) [y](data:text/html,x) [z](blob:x) ![p](https://evil.example/p.png)\n\n"
        f"# {HOSTILE}\n\n| a |\n|:-:|\n| [[<u>]] [[a|<i>x</i>]] |\n"
    ),
    "objectives/b.md": ("---\ntitle: B\nowner: ben\nteam: other\ncycle: 2026-q4\nparent: a\n---\n"),
    "kpis/k.md": (
        f"---\ntitle: >-\n  {HOSTILE}\nowner: ana\nteam: growth\ncadence: monthly\n"
        f"thresholds: {{critical: 5}}\nvalues: {{2026-10: 3}}\naction: >-\n  {HOSTILE}\n"
        f"definition: >-\n  {HOSTILE} [x](vbscript:x)\nunit: >-\n  {HOSTILE}\n"
        f"units:\n  '{'<u>'}': {{values: {{2026-10: 2}}}}\n---\n"
    ),
    "checkins/2026-11-19-ana.md": (
        f"---\nupdates:\n  a:\n    note: >-\n      {HOSTILE}\nwins:\n  - >-\n    {HOSTILE}\n---\n"
    ),
    "wiki/a.md": f"---\ntitle: >-\n  {HOSTILE}\ntags:\n  - >-\n    {HOSTILE}\n---\n{HOSTILE}\n",
}


SCRIPTS = {path.name for path in (DEFAULT.folders[0] / "assets").glob("*.js")}


@pytest.mark.promise
def test_no_text_of_an_author_changes_the_shape_of_a_page(tmp_path: Path) -> None:
    pages = rendered(planned(tmp_path, HOSTILE_SITE))
    for path, text in pages.items():
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert "{{ 7 * 7 }}" in text, path
        for tag, attributes in Found(text).elements:
            assert not [name for name in attributes if name.startswith("on")], (path, tag)
            assert tag != "script" or attributes.get("src", "").rpartition("assets/")[2] in SCRIPTS
            assert tag not in ("u", "i", "iframe", "object", "style", "base")
            assert tag != "form" or path == "search.html"
            assert tag != "img" or attributes.get("src", "").startswith("badges/")
            for name in ("href", "src"):
                scheme = urlsplit(attributes.get(name, "")).scheme
                assert scheme in ("", "http", "https", "mailto"), (path, attributes)


def test_a_picture_from_elsewhere_is_a_link_that_asks_nobody(tmp_path: Path) -> None:
    text = rendered(planned(tmp_path, HOSTILE_SITE))["objectives/a.html"]
    assert '<a href="https://evil.example/p.png" rel="noopener">p</a>' in text


def test_the_same_plan_gives_the_same_bytes(site: Planned, pages: dict[str, str]) -> None:
    renderer = PageRenderer(DEFAULT, Memory())
    page = site.pages["objectives/self-serve.html"]
    assert renderer.render(page).decode() == pages["objectives/self-serve.html"]


def test_a_project_overrides_single_templates_and_files(tmp_path: Path) -> None:
    own = tmp_path / "themes" / "ours"
    (own / "templates").mkdir(parents=True)
    (own / "assets").mkdir()
    (own / "templates" / "404.html").write_text("Lost on {{ site.title }}")
    (own / "assets" / "tokens.css").write_text(":root { --accent: red }")
    problems = Problems()
    used = theme.find(tmp_path, "ours", problems)
    site = planned(tmp_path, {"objectives/a.md": LONE}, assets=theme.assets(used))
    pages = rendered(site, used)
    assert pages["404.html"] == "Lost on Goals"
    assert "<main" in pages["index.html"]
    styles = {str(path): copy.content for path, copy in published(theme.assets(used))}
    assert styles["assets/site.css"].endswith(b":root{--accent:red}")
    assert len(problems) == 0


def test_an_unknown_theme_is_an_error_and_the_default_is_taken(tmp_path: Path) -> None:
    problems = Problems()
    assert theme.find(tmp_path, "defualt", problems) == DEFAULT
    (problem,) = problems
    assert (problem.code, problem.message, problem.hint) == (
        "OKR531",
        "there is no theme `defualt`",
        "did you mean `default`?",
    )


def stamp_names(page: Page, used: Theme = DEFAULT) -> set[str]:
    return {name for name, _ in PageRenderer(used).stamp(page)}


def test_a_stamp_names_every_template_that_takes_part(site: Planned) -> None:
    names = stamp_names(site.pages["objectives/self-serve.html"])
    assert {f"template {n}.html" for n in ("objective", "base", "macros", "key_result")} <= names
    assert "template kpi.html" not in names
    assert {"jinja2", "markdown-it-py", "nh3", "sources", "font"} <= names


def test_a_stamp_changes_with_an_included_template(tmp_path: Path, site: Planned) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    used = Theme((tmp_path, *DEFAULT.folders))
    page = site.pages["alignment.html"]
    before = PageRenderer(used).stamp(page)
    (own / "picture.html").write_text("<svg></svg>")
    after = PageRenderer(used).stamp(page)
    assert {name for name, _ in set(after) - set(before)} == {"template picture.html"}


def test_an_include_by_a_computed_name_takes_the_whole_theme(tmp_path: Path, site: Planned) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "404.html").write_text("{% set name = '404' %}{% include name ~ '.html' %}")
    names = stamp_names(site.pages["404.html"], Theme((tmp_path, *DEFAULT.folders)))
    assert {f"template {name}" for name in environment(DEFAULT).list_templates()} <= names
