"""The same pages as a site of okrsite, Hugo, Eleventy or Pelican, each in its own dialect.

Pages in, files out. The three others share a layout of some 4 kB; okrsite has its theme.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pages import Page
from rivals import eleventy_module

Files = Iterator[tuple[str, str]]
"""Paths below the folder of the site, each with its text."""


def write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write files below a folder."""
    for path, text in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def okrsite(pages: Iterable[Page]) -> Files:
    """Pages of the handbook."""
    yield "okrsite.toml", 'title = "Bench"\nas_of = 2026-11-29\n'
    yield "content/index.md", "---\ntitle: All pages\n---\nWelcome.\n"
    for page in pages:
        yield f"content/handbook/{page.folder}/{page.name}.md", _with_title(page, page.body)


def hugo(pages: Iterable[Page]) -> Files:
    """One section to a folder; links to files become links to pages."""
    yield (
        "hugo.toml",
        'baseURL = "http://127.0.0.1/"\ntitle = "Bench"\n'
        'disableKinds = ["taxonomy", "term", "rss"]\n'
        '[markup.goldmark.renderHooks.link]\nuseEmbedded = "always"\n',
    )
    content = '{{ block "main" . }}{{ end }}'
    entries = '{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}'
    yield "layouts/baseof.html", _layout("{{ .Title }}", content)
    yield "layouts/single.html", '{{ define "main" }}{{ .Content }}{{ end }}\n'
    listed = f'{{{{ define "main" }}}}{{{{ .Content }}}}<ul>{entries}</ul>{{{{ end }}}}\n'
    yield "layouts/list.html", listed
    yield "content/_index.md", '---\ntitle: "All pages"\n---\nWelcome.\n'
    folders = set()
    for page in pages:
        if page.folder not in folders:
            folders.add(page.folder)
            yield f"content/{page.folder}/_index.md", f'---\ntitle: "{page.folder}"\n---\n'
        yield f"content/{page.folder}/{page.name}.md", _with_title(page, page.body)


def eleventy(pages: Iterable[Page]) -> Files:
    """Nunjucks for the layout and plain Markdown; its own plug-in makes links of files of pages."""
    yield (
        "eleventy.config.mjs",
        f'import {{ InputPathToUrlTransformPlugin }} from "{eleventy_module().as_uri()}";\n'
        "export default function (config) {\n"
        "  config.addPlugin(InputPathToUrlTransformPlugin);\n  config.setQuietMode(true);\n"
        '  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false };\n}\n',
    )
    yield "src/src.11tydata.json", '{"layout": "page.njk", "tags": "all"}\n'
    yield "src/_includes/page.njk", _layout("{{ title }}", "{{ content | safe }}")
    entries = (
        '{% for p in collections.all %}<li><a href="{{ p.url }}">{{ p.data.title }}</a></li>'
        "{% endfor %}"
    )
    yield "src/index.njk", f"---\ntitle: All pages\ntags: []\n---\n<ul>{entries}</ul>\n"
    for page in pages:
        yield f"src/{page.folder}/{page.name}.md", _with_title(page, page.body)


def pelican(pages: Iterable[Page]) -> Files:
    """Pages without articles, feeds or authors; links to files are marked for it."""
    yield (
        "pelicanconf.py",
        'SITENAME = "Bench"\nSITEURL = ""\nPATH = "content"\nPAGE_PATHS = ["pages"]\n'
        'ARTICLE_PATHS = ["articles"]\nTIMEZONE = "UTC"\nDEFAULT_LANG = "en"\nTHEME = "theme"\n'
        "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None\n"
        'AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\nDIRECT_TEMPLATES = ["index"]\n'
        'PAGE_URL = "{slug}/"\nPAGE_SAVE_AS = "{slug}/index.html"\n'
        'MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}, '
        '"markdown.extensions.tables": {}}, "output_format": "html5"}\n',
    )
    yield "content/articles/.keep", ""
    yield "theme/static/.keep", ""
    block = "{% block main %}{% endblock %}"
    name = "{{ page.title if page else 'All pages' }}"
    yield "theme/templates/base.html", _layout(name, block)
    entries = '{% for p in pages %}<li><a href="/{{ p.url }}">{{ p.title }}</a></li>{% endfor %}'
    for template, main in (("page", "{{ page.content }}"), ("index", f"<ul>{entries}</ul>")):
        text = f'{{% extends "base.html" %}}{{% block main %}}{main}{{% endblock %}}\n'
        yield f"theme/templates/{template}.html", text
    for page in pages:
        body = _LINK.sub(r"]({filename}/pages/\1/\2.md)", page.body)
        text = f"---\ntitle: {page.title}\nslug: {page.name}\n---\n{body}"
        yield f"content/pages/{page.folder}/{page.name}.md", text


def _with_title(page: Page, body: str) -> str:
    return f"---\ntitle: {page.title}\n---\n{body}"


_LINK = re.compile(r"\]\(\.\./([\w-]+)/([\w-]+)\.md\)")


def _layout(title: str, main: str) -> str:
    """A page of the others around its text."""
    rules = "".join(
        f".c{at}{{margin:{at}px;padding:{at % 7}px;color:#{at * 4321:06x}}}" for at in range(40)
    )
    entries = "".join(
        f'<li class="nav-item"><a href="/area-{at}/" class="nav-link">Area {at}</a></li>'
        for at in range(24)
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{rules}</style></head><body>'
        f'<header class="c1"><a href="/">Bench</a><nav><ul>{entries}</ul></nav></header>'
        f"<main><article><h1>{title}</h1>{main}</article></main>"
        '<footer class="c2">Bench</footer></body></html>\n'
    )


DIALECTS: dict[str, Callable[[Iterable[Page]], Files]] = {
    "okrsite": okrsite,
    "hugo": hugo,
    "eleventy": eleventy,
    "pelican": pelican,
}
