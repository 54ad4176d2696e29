"""A planned page in, its bytes out: Jinja templates of a theme, everything escaped."""

from collections.abc import Callable
from functools import cache, lru_cache
from importlib.metadata import version
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from okrsite.base.cache import Cache
from okrsite.base.digest import digest
from okrsite.base.numbers import format_number
from okrsite.base.words import plural_in, say_in
from okrsite.plan.figures import Figure
from okrsite.plan.output import Plain
from okrsite.plan.views.pages import Page
from okrsite.plan.views.parts import Body, Embedded
from okrsite.render import figures
from okrsite.render.addresses import absolute, published, relative
from okrsite.render.markdown import html
from okrsite.render.sources import PAGES, sources_digest
from okrsite.render.templates import closure, environment, filled, source, texts
from okrsite.render.theme import Texts, Theme

_LIBRARIES = ("jinja2", "markdown-it-py", "nh3")
_NOT_FOUND = "404.html"
_EMBED = "embed.html"
"""The template of what texts show of goals; any page may hold such a text."""


class PageRenderer:
    """Sets pages in the templates of a theme, with their charts drawn or from a cache.

    One that is sent to another machine takes the templates along, and leaves the cache behind.
    """

    def __init__(self, theme: Theme | Texts, cache: Cache | None = None) -> None:
        self._theme = theme
        self._cache: Cache = cache or figures.Memory()
        self._environment = environment(theme)
        self._closures: dict[str, tuple[tuple[str, str], ...]] = {}

    def __reduce__(self) -> tuple[type["PageRenderer"], tuple[Texts]]:
        return PageRenderer, (texts(self._theme),)

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """The page's templates, the libraries, the program, and what its charts are made with."""
        assert isinstance(data, Page)
        return (
            *self._templates(data.template),
            *self._templates(_EMBED),
            *_versions(),
            ("sources", sources_digest(*PAGES)),
            *figures.stamp(),
        )

    def render(self, data: Plain) -> bytes:
        """The page as it is published."""
        assert isinstance(data, Page)
        template = self._environment.get_template(data.template)
        return template.render(
            context(data, self._cache, _addresses(data), self._environment)
        ).encode()

    def _templates(self, name: str) -> tuple[tuple[str, str], ...]:
        """A template and all that it draws in, each with the digest of its text."""
        if name not in self._closures:
            made = self._environment
            self._closures[name] = tuple(
                (f"template {one}", digest(source(one, made)))
                for one in sorted(closure(name, made))
            )
        return self._closures[name]


def context(
    page: Page, cache: Cache, url: Callable[[str], str], environment: Environment
) -> dict[str, Any]:
    """What a template sees: the page, and how to write addresses, prose and charts on it."""
    embed, language = environment.get_template(_EMBED), page.site.language

    def address(path: str) -> str:
        return published(path, page.site.address) if page.site.address else ""

    def prose(body: Body) -> Markup:
        written = html(body, url, lambda one, is_linked: drawn(one, is_linked=is_linked), language)
        return Markup(written)  # noqa: S704 - nh3 let only known elements pass

    def drawn(one: Embedded, *, is_linked: bool) -> str:
        seen = context(page, cache, url, environment)
        return embed.render(seen, embed=one, is_linked=is_linked)

    def chart(figure: Figure) -> Markup:
        return Markup(figures.svg(figure, cache))  # noqa: S704 - our own drawing, escaped there

    def say(message: str, /, **values: object) -> Markup:
        found = _escaped(language, message)
        return filled(found, values) if values else found

    def says(one: str, many: str, number: int, /, **values: object) -> Markup:
        found = escape(plural_in(language, one, many, number))
        return filled(found, dict(n=format_number(number, 0, language), **values))

    return {
        "page": page,
        "site": page.site,
        "head": page.head,
        "view": page.view,
        "url": url,
        "address": address,
        "prose": prose,
        "chart": chart,
        "say": say,
        "says": says,
    }


@lru_cache(maxsize=4096)
def _escaped(language: str, message: str) -> Markup:
    return escape(say_in(language, message))


def _addresses(page: Page) -> Callable[[str], str]:
    """How a page of the site writes the address of another: as seen from where it stands itself.

    The page of what is not found may be served at any address.
    """
    root = page.site.root

    @cache
    def url(path: str) -> str:
        if page.path == _NOT_FOUND and root:
            return absolute(path, root)
        return relative(path, page.path)

    return url


@lru_cache(maxsize=1)
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple((name, version(name)) for name in _LIBRARIES)
