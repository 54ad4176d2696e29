"""A planned feed in, Atom (RFC 4287) out."""

from datetime import date
from html import escape
from importlib.metadata import version
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element

from okrsite.plan.exports.feeds import FeedData
from okrsite.plan.exports.news import Line, News
from okrsite.plan.output import Plain
from okrsite.render.addresses import published
from okrsite.render.markdown import html
from okrsite.render.sources import PAGES, sources_digest
from okrsite.render.xml import add, document, root

_ATOM = "http://www.w3.org/2005/Atom"
_LIBRARIES = ("markdown-it-py", "nh3")


class FeedRenderer:
    """Writes feeds whose ids come from the site's address and dates from the author's files."""

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """The program, and what it sets Markdown with."""
        del data
        libraries = tuple((name, version(name)) for name in _LIBRARIES)
        return (("sources", sources_digest(*PAGES)), *libraries)

    def render(self, data: Plain) -> bytes:
        """The feed, its newest entry first."""
        assert isinstance(data, FeedData)
        feed = root("feed", xmlns=_ATOM, **{"xml:lang": data.language})
        name, _, number = data.generator.partition(" ")
        here = published(data.path, data.address)
        add(feed, "id", _id(here))
        add(feed, "title", data.title)
        add(feed, "updated", _moment(data.updated))
        add(add(feed, "author"), "name", data.author)
        add(feed, "link", rel="self", type="application/atom+xml", href=here)
        page = published(data.page, data.address)
        add(feed, "link", rel="alternate", type="text/html", href=page)
        add(feed, "generator", name, version=number)
        for one in data.news:
            _add_entry(feed, one, data)
        return document(feed)


def _add_entry(feed: Element, news: News, data: FeedData) -> None:
    entry = add(feed, "entry")
    add(entry, "id", _id(f"{data.address}#{news.key}"))
    add(entry, "title", news.title)
    add(entry, "updated", _moment(news.day))
    add(entry, "published", _moment(news.day))
    if news.author:
        add(add(entry, "author"), "name", news.author)
    page = published(news.page, data.address)
    add(entry, "link", rel="alternate", type="text/html", href=page)
    if content := _content(news, data.address):
        add(entry, "content", content, type="html")


def _id(name: str) -> str:
    """A name of a thing that no other thing has, the same in every build."""
    return uuid5(NAMESPACE_URL, name).urn


def _moment(day: date) -> str:
    """A day as Atom wants it: a moment; files know the day and no hour."""
    return f"{day.isoformat()}T00:00:00Z"


def _content(news: News, address: str) -> str:
    lines = [_line(line, address) for line in news.lines]
    items = "".join(f"<li>{line}</li>" for line in lines if line)
    return f"<ul>{items}</ul>" if items else ""


def _line(line: Line, address: str) -> str:
    head = [f"<strong>{escape(line.about)}</strong>" if line.about else "", escape(line.words)]
    said = html(line.body, lambda path: published(path, address)) if line.body else ""
    return "<br>".join(filter(None, (": ".join(filter(None, head)), said.strip())))
