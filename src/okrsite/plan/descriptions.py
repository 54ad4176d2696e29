"""A page's head and view in, the head with a description out: no page is without one.

Search engines, previews of links and bookmarks show it. A page that says nothing better of
itself is described by the first sentences of its text, else by its kind, its site and its day.
"""

import re

from okrsite.base.frozen import replace
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Body, Head

_MOST = 160  # characters, as many as are commonly shown


def described(head: Head, view: object, scene: Scene) -> Head:
    """The head, with a description of at most 160 characters where it had none."""
    body = getattr(view, "body", None)
    words = head.description or (opening(body.text) if isinstance(body, Body) else "")
    return replace(head, description=shortened(words or _kind_and_day(head, scene)))


def _kind_and_day(head: Head, scene: Scene) -> str:
    name = f"{head.kind}: {head.title}" if head.kind else head.title
    site = scene.portfolio.settings.title
    return scene.say(
        "{name}. {site}, as of {day}.", name=name, site=site, day=scene.day(scene.as_of).words
    )


def opening(markdown: str) -> str:
    """The first paragraph of a text, without its marks; headings, lists and tables are passed.

    >>> opening("# How\\n\\nWe *set* goals; see [how](x.md) and [[mrr|revenue]].\\n\\nMore.")
    'We set goals; see how and revenue.'
    """
    paragraphs = (one.strip() for one in re.split(r"\n\s*\n", markdown))
    found = next((one for one in paragraphs if one and not _NO_PROSE.match(one)), "")
    words = _LINK.sub(lambda link: link[1] or link[2], found)
    return " ".join(_MARKS.sub("", words).split())


def shortened(words: str) -> str:
    """Words cut at a blank, so that they fit.

    >>> shortened("word " * 40)[-12:], len(shortened("word " * 40)) <= 160
    ('d word word…', True)
    """
    words = words.strip()
    if len(words) <= _MOST:
        return words
    return words[: _MOST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


_NO_PROSE = re.compile(r"[#|>`~:<!-]|[*+] |\d+[.)] ")
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)|\\(?=[^\w\s])")
