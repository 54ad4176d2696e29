"""The one Markdown dialect: CommonMark without raw HTML, with tables, `[[id]]` links, and embeds.

An embed shows a goal inside a text, in the manner of MyST: a fence ```` ```{chart} mrr ````, or a
role {number}`mrr` in a line. What may stand in it is for later rooms to say.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from okrsite.base.frozen import Frozen

_FENCE = re.compile(r"\{([A-Za-z][\w-]{0,40})\}(.*)")
_ROLE = re.compile(r"\{([A-Za-z][\w-]{0,40})\}`([^`\n]{1,200})`(?!`)")
_PLAIN_BEFORE = frozenset("$\\{}%#")
"""What makes braces those of a shell, of TeX or of a template, and no role."""

_WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")


class Link(Frozen):
    """A link of a body: `target` as written; `is_wiki` for `[[target]]`."""

    target: str
    is_wiki: bool


class Embed(Frozen):
    """A goal to be shown inside a text: the `name` of the embed, and what follows it.

    `is_role` for one in a line, else it is a fence; `line` and `column` (from 0) say where its
    name stands in the body, `offset` how far behind that `text` begins. `has_lines` where
    something stands inside the fence.
    """

    name: str
    text: str
    is_role: bool
    line: int
    column: int = 0
    offset: int = 0
    has_lines: bool = False


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The parser that reading and rendering share."""
    markdown = _Parser("js-default", {"html": False, "linkify": False, "typographer": False})
    markdown.inline.ruler.before("link", "wiki_link", _wiki_link)
    markdown.inline.ruler.before("link", "role", _role)
    markdown.inline.terminator_re = _SIGN
    markdown.core.ruler.at("inline", _inline)
    return markdown


class _Parser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """An address in the letters that stand in one; most stand there as they are."""
        return url if _PLAIN_ADDRESS.fullmatch(url) else super().normalizeLink(url)


def _inline(state: StateCore) -> None:
    """Parse lines; one without a sign, as many are, is a text, and no rule is asked about it."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _SIGN.search(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


_SIGN = re.compile(r"[\n!&*<\[\\\]_`{~]")
"""What any rule about lines begins with, or looks for as an end."""


@lru_cache(maxsize=1)
def _blocks() -> MarkdownIt:
    """The parser of paragraphs, lists and tables, which leaves their lines as they are."""
    return MarkdownIt("js-default", {"html": False}).disable(_BEYOND_BLOCKS)


_BEYOND_BLOCKS = ["inline", "linkify", "replacements", "smartquotes", "text_join"]


def links(body: str) -> tuple[Link, ...]:
    """Every link and image of a body, in order.

    >>> links("See [[mrr]] and [this](../kpis/mrr.md).")
    (Link(target='mrr', is_wiki=True), Link(target='../kpis/mrr.md', is_wiki=False))
    """
    if "](" not in body and "[[" not in body and "]:" not in body:
        return ()
    found = None if _NOT_INLINE.search(body) else _plain(body)
    return tuple(link for link, _ in _placed(body)) if found is None else found


def lines_of_links(body: str) -> tuple[int, ...]:
    """For each of the links of a body, the line, from 0, at which the block around it begins.

    >>> lines_of_links("# Numbers\\n\\nSee [[mrr]]\\nand [this](../kpis/mrr.md).")
    (2, 2)
    """
    return tuple(line for _, line in _placed(body))


def _placed(body: str) -> Iterator[tuple[Link, int]]:
    """The links of a body with the first lines of their blocks, as the parser finds them."""
    references: dict[str, Any] = {}
    for token in _blocks().parse(body, references):
        if token.type == "inline":
            found = _plain(token.content)
            for link in _parsed(token.content, references) if found is None else found:
                yield link, token.map[0] if token.map else 0


def _plain(text: str) -> tuple[Link, ...] | None:
    """The links of a text that are plain and its only ones; None where there may be others.

    Most texts hold no others: to find these takes a fifth of the time of the parser.
    """
    if _NOT_PLAIN.search(_PLAIN_LINK.sub("", text)):
        return None
    return tuple(
        Link(found[1].strip(), is_wiki=True) if found[1] else Link(found[2], is_wiki=False)
        for found in _PLAIN_LINK.finditer(text)
    )


def _parsed(text: str, references: dict[str, Any]) -> Iterator[Link]:
    tokens: list[Token] = []
    parser().inline.parse(text, parser(), references, tokens)
    for token in tokens:
        if token.type == "wiki_link":
            yield Link(token.meta["target"], is_wiki=True)
        elif token.type == "link_open":
            yield Link(str(token.attrGet("href") or ""), is_wiki=False)
        elif token.type == "image":
            yield Link(str(token.attrGet("src") or ""), is_wiki=False)


_IN_TEXT = r"[^\[\]\\`<]"
_SITE = r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*"
_ADDRESS = rf"(?:{_SITE}(?=[/)]|$))?[\w/.#-]*"
_PLAIN_ADDRESS = re.compile(_ADDRESS, re.ASCII)
_PLAIN_LINK = re.compile(
    rf"(?<!!)(?:\[\[((?:(?![|\n]){_IN_TEXT}){{1,200}})(?:\|(?:(?!\n){_IN_TEXT}){{1,200}})?\]\]"
    rf"|\[{_IN_TEXT}+\]\(({_ADDRESS})\))",
    re.ASCII,
)
_NOT_PLAIN = re.compile(r"[\[\]\\`<]")
"""What may make a link of something else, or something else of a link."""

_NOT_INLINE = re.compile(
    r"~~~|[\r\0]|^[ >*+\-\d.)]*?(?:[ ]{4}|\t)|^(?=.*\|).*\]|\[[^\[\]\n]*\n", re.MULTILINE
)
"""What may make a block in which there are no links: code, a table, or two blocks of one link."""


def embeds(body: str) -> tuple[Embed, ...]:
    """Every embed of a body, in order.

    >>> [(one.name, one.text, one.line, one.column) for one in embeds("Now at {number}`mrr`.")]
    [('number', 'mrr', 0, 7)]
    >>> [(one.name, one.text, one.is_role) for one in embeds("```{chart} kpi:mrr\\n```")]
    [('chart', 'kpi:mrr', False)]
    """
    if "{" not in body or not any(sign in body for sign in ("}`", "```", "~~~")):
        return ()
    lines, first = body.split("\n"), 0
    found = []
    for token in parser().parse(body):
        first = token.map[0] if token.map else first
        if written := fence(token):
            line, column = _at(f"{{{written[0]}}}", lines, first)
            found.append(
                Embed(
                    *written,
                    is_role=False,
                    line=line,
                    column=column,
                    offset=_offset(lines[line][column:], written),
                    has_lines=bool(token.content.strip()),
                )
            )
        for child in token.children or ():
            if child.type == "role":
                line, column = _at(child.markup, lines, first)
                offset = child.markup.index("`") + 1
                found.append(
                    Embed(child.info, child.content, True, line, column, offset)  # noqa: FBT003 - a field
                )
    return tuple(found)


def fence(token: Token) -> tuple[str, str] | None:
    """The name and the text of an embed, where a token is the fence of one."""
    found = _FENCE.fullmatch(token.info.strip()) if token.type == "fence" else None
    return (found[1], found[2].strip()) if found else None


def _at(written: str, lines: list[str], first: int) -> tuple[int, int]:
    """The line and the column where something stands, looked for from a line on."""
    for number in range(first, len(lines)):
        column = lines[number].find(written)
        if column >= 0:
            return number, column
    return first, 0


def _offset(line: str, written: tuple[str, str]) -> int:
    """How far behind its name the text of a fence begins."""
    name, text = written
    return max(len(name) + 2, line.find(text, len(name) + 2)) if text else 0


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
    >>> sections("No heading.")
    ()
    """
    lines = body.split("\n")
    found = [
        (one, "".join(c.content for c in after.children or ()).strip())
        for one, after in pairwise(parser().parse(body))
        if one.type == "heading_open" and one.level == 0
    ]
    topmost = min((one.tag for one, _ in found), default="")
    heads = [(one.map, words) for one, words in found if one.tag == topmost and one.map]
    ends = [*(at[0] for at, _ in heads), len(lines)][1:]
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


def _role(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """A role, unless what stands before it says that the braces are somebody else's."""
    if state.src[state.pos] != "{":
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    if before.isalnum() or before in _PLAIN_BEFORE:
        return False
    found = _ROLE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("role", "", 0)
        token.info, token.content = found[1], found[2].strip()
        token.markup = found[0]
    state.pos = found.end()
    return True
