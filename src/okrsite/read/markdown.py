"""The one Markdown dialect: CommonMark without raw HTML, with tables, and `[[id]]` links."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a body: `target` as written; `is_wiki` for `[[target]]`; `line` from 0."""

    target: str
    is_wiki: bool
    line: int


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The parser that reading and rendering share."""
    markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    markdown.inline.ruler.before("link", "wiki_link", _wiki_link)
    return markdown


def links(body: str) -> tuple[Link, ...]:
    """Every link and image of a body, in order.

    >>> links("See [[mrr]] and [this](../kpis/mrr.md).")
    (Link(target='mrr', is_wiki=True, line=0), Link(target='../kpis/mrr.md', is_wiki=False, line=0))
    """
    if "](" not in body and "[[" not in body and "]:" not in body:
        return ()
    found = []
    for token in parser().parse(body):
        line = token.map[0] if token.map else 0
        for child in token.children or ():
            if child.type == "wiki_link":
                found.append(Link(child.meta["target"], is_wiki=True, line=line))
            elif child.type == "link_open":
                found.append(Link(str(child.attrGet("href") or ""), is_wiki=False, line=line))
            elif child.type == "image":
                found.append(Link(str(child.attrGet("src") or ""), is_wiki=False, line=line))
    return tuple(found)


@lru_cache(maxsize=2_000)
def headings(body: str) -> tuple[str, ...]:
    """The text of every heading of a body, in order.

    >>> headings("## Wins\\n\\n- One\\n\\n## *Setbacks*")
    ('Wins', 'Setbacks')
    """
    tokens = parser().parse(body)
    inside = (after for one, after in pairwise(tokens) if one.type == "heading_open")
    return tuple("".join(c.content for c in one.children or ()).strip() for one in inside)


@lru_cache(maxsize=2_000)
def sections(body: str) -> tuple[tuple[str, str], ...]:
    """The parts of a body below each of its topmost headings, by the heading's text.

    >>> sections("Calm.\\n\\n## Wins\\n\\n- One\\n\\n### More\\n\\n## *Setbacks*\\n\\nNone")
    (('Wins', '- One\\n\\n### More'), ('Setbacks', 'None'))
    """
    lines = body.split("\n")
    found = [
        (one, "".join(c.content for c in after.children or ()).strip())
        for one, after in pairwise(parser().parse(body))
        if one.type == "heading_open" and one.level == 0
    ]
    topmost = min((one.tag for one, _ in found), default="")
    heads = [(one.map, words) for one, words in found if one.tag == topmost and one.map]
    ends = [*(at[0] for at, _ in heads[1:]), len(lines)]
    return tuple(
        (words, "\n".join(lines[at[1] : end]).strip())
        for (at, words), end in zip(heads, ends, strict=True)
    )


def _wiki_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    found = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("wiki_link", "", 0)
        token.content = (found[2] or "").strip()
        token.meta = {"target": found[1].strip()}
    state.pos = found.end()
    return True
