"""What RFC 4287 asks of a feed, as far as a feed of ours could break it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_BOTH = frozenset({"author", "category", "contributor", "id", "link", "rights", "title", "updated"})
_FEED = _BOTH | {"entry", "generator", "icon", "logo", "subtitle"}
_ENTRY = _BOTH | {"content", "published", "source", "summary"}
_ONCE = ("id", "title", "updated")


def faults(document: bytes) -> list[str]:
    """Every rule that a feed breaks, in words; none of a valid one."""
    feed = fromstring(document)
    if feed.tag != f"{ATOM}feed":
        return ["the document is no feed"]
    return [*_container("feed", feed, _FEED), *_of_feed(feed)]


def _of_feed(feed: Element) -> Iterator[str]:
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield "two entries share an id"
    if feed.findtext(f"{ATOM}id") in ids:
        yield "an entry has the id of the feed"
    selves = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(selves) != 1:
        yield "the feed does not say where it is"
    for entry in entries:
        yield from _container("entry", entry, _ENTRY)
        if feed.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            yield "an entry has no author"
        alternates = [one for one in entry.findall(f"{ATOM}link") if _rel(one) == "alternate"]
        if entry.find(f"{ATOM}content") is None and not alternates:
            yield "an entry has neither content nor a page"
        if len(alternates) > 1:
            yield "an entry has two pages"


def _container(name: str, element: Element, allowed: frozenset[str]) -> Iterator[str]:
    tags = [child.tag.removeprefix(ATOM) for child in element]
    yield from (f"{name} may not hold {tag}" for tag in tags if tag not in allowed)
    yield from (f"{name} has not one {tag}" for tag in _ONCE if tags.count(tag) != 1)
    for child in element:
        yield from _CHECKS.get(child.tag.removeprefix(ATOM), _nothing)(child)


def _nothing(_: Element) -> Iterator[str]:
    yield from ()


def _id(element: Element) -> Iterator[str]:
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", element.text or ""):
        yield f"{element.text} is no absolute IRI"


def _moment(element: Element) -> Iterator[str]:
    if not _MOMENT.fullmatch(element.text or ""):
        yield f"{element.text} is no moment"


def _link(element: Element) -> Iterator[str]:
    parts = urlsplit(element.get("href", ""))
    if not (parts.scheme and parts.netloc):
        yield f"{element.get('href')} is no absolute address"
    if " " in element.get("href", ""):
        yield f"{element.get('href')} has a blank"


def _text(element: Element) -> Iterator[str]:
    if element.get("type", "text") not in ("text", "html"):
        yield f"{element.get('type')} is no type that we write"
    if len(element):
        yield f"{element.tag} has elements where text is"


def _person(element: Element) -> Iterator[str]:
    if len(element.findall(f"{ATOM}name")) != 1 or not element.findtext(f"{ATOM}name"):
        yield "a person has no name"


def _rel(link: Element) -> str:
    return link.get("rel", "alternate")


_CHECKS = {
    "id": _id,
    "updated": _moment,
    "published": _moment,
    "link": _link,
    "title": _text,
    "content": _text,
    "author": _person,
}
