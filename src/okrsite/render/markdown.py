"""An author's Markdown in, safe HTML out: known elements only, links resolved, headings fitted.

What a text shows of goals is our own drawing and not the author's, so it is put in once the rest
has been made safe: until then a seal stands in its place.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import escape

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from okrsite.base.digest import digest
from okrsite.base.text import slug
from okrsite.base.words import say_in
from okrsite.plan.views.parts import Body, BodyLink, Embedded
from okrsite.read.markdown import fence, parser
from okrsite.render.addresses import outside

_MOST_LEVEL = 6
_INLINE = {"a", "br", "code", "del", "em", "s", "span", "strong"}
_BLOCKS = {
    "blockquote", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "div",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "rel"},
    "code": {"class"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "span": {"class", "title"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "td": {"class"},
    "th": {"class", "scope"},
}  # fmt: skip
_ALLOWED_CLASSES = {
    "span": {"unwritten"},
    "div": {"scroll"},
    "td": {"right", "center"},
    "th": {"right", "center"},
}
_CELLS = {"td_open", "th_open"}
_IMAGES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


def html(
    body: Body,
    address: Callable[[str], str],
    draw: Callable[[Embedded, bool], str] = lambda *_: "",
    language: str = "en",
) -> str:
    """A body as safe HTML; `address` turns a site path into one relative to the page.

    `draw` makes the HTML of what the body shows of goals; its second argument says whether that
    stands inside a link.
    """
    resolved = tuple((link, address(link.path) if link.path else "") for link in body.links)
    written = _html(body, resolved, language)
    for seal, one, is_linked in _sealed(body):
        if seal in written:
            written = written.replace(seal, draw(one, is_linked))
    return written


def _sealed(body: Body) -> Iterator[tuple[str, Embedded, bool]]:
    """Each embed of a body by what stands in its place, outside and inside links.

    The seal is a digest of all that the body is made of. No author can write it into the body,
    nor into anything that the body names: to know it, they would have to have written it before.
    """
    if body.embeds:
        seal = digest(body)
        for number, one in enumerate(body.embeds):
            yield f"{seal}-{number}-", one, False
            yield f"{seal}-{number}.", one, True


@lru_cache(maxsize=20_000)
def _html(body: Body, resolved: tuple[tuple[BodyLink, str], ...], language: str) -> str:
    writer = _Writer(body, resolved, language)
    written = writer.inline() if body.is_inline else writer.blocks()
    return _cleaner(is_inline=body.is_inline).clean(written)


@lru_cache(maxsize=2)
def _cleaner(*, is_inline: bool) -> nh3.Cleaner:
    """What takes out of HTML all that is not known."""
    return nh3.Cleaner(
        tags=_INLINE if is_inline else _INLINE | _BLOCKS,
        attributes={tag: names - {"class"} for tag, names in _ATTRIBUTES.items()},
        allowed_classes=_ALLOWED_CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


@lru_cache(maxsize=1)
def _renderer() -> RendererHTML:
    return RendererHTML()


class _Writer:
    """Walks the tokens of one body."""

    def __init__(
        self, body: Body, resolved: tuple[tuple[BodyLink, str], ...], language: str
    ) -> None:
        self._body = body
        self._language = language
        self._wiki = {link.target: (link, url) for link, url in resolved if link.is_wiki}
        self._files = {link.target: (link, url) for link, url in resolved if not link.is_wiki}
        self._seals = {(e.name, e.text, linked): seal for seal, e, linked in _sealed(body)}
        self._ids: dict[str, int] = {}

    def blocks(self) -> str:
        """The whole body."""
        tokens = [self._fence(token) for token in parser().parse(self._body.text)]
        self._fit_headings(tokens)
        for token in tokens:
            if token.type in _CELLS:
                self._align(token)
            if token.children:
                token.children = self._links(token.children)
        rendered = self._render(tokens)
        scroll = _SCROLL.format(label=escape(say_in(self._language, "Table")))
        return rendered.replace("<table>", scroll).replace("</table>", "</table></div>")

    def inline(self) -> str:
        """A line of text."""
        tokens = parser().parseInline(self._body.text.strip())
        for token in tokens:
            token.children = self._links(token.children or [])
        return self._render(tokens)

    def _render(self, tokens: Sequence[Token]) -> str:
        return str(_renderer().render(tokens, parser().options, {}))

    def _fit_headings(self, tokens: Sequence[Token]) -> None:
        """Shift headings so that the topmost takes the body's level, without gaps, with ids."""
        levels = sorted({int(t.tag[1]) for t in tokens if t.type == "heading_open"})
        for index, token in enumerate(tokens):
            if token.type not in ("heading_open", "heading_close"):
                continue
            rank = levels.index(int(token.tag[1])) if token.type == "heading_open" else -1
            if rank >= 0:
                self._level = min(_MOST_LEVEL, self._body.level + rank)
                token.attrSet("id", self._id(tokens[index + 1]))
            token.tag = f"h{self._level}"

    def _id(self, inline: Token) -> str:
        words = "".join(child.content for child in inline.children or ())
        name = self._body.prefix + slug(words)
        self._ids[name] = self._ids.get(name, 0) + 1
        return name if self._ids[name] == 1 else f"{name}_{self._ids[name]}"

    @staticmethod
    def _align(token: Token) -> None:
        """A column's side as a class: the page's policy allows no inline style."""
        if token.type == "th_open":
            token.attrSet("scope", "col")
        style = str(token.attrs.pop("style", ""))
        if style:
            side = style.removeprefix("text-align:")
            if side in ("right", "center"):
                token.attrSet("class", side)

    def _links(self, children: Sequence[Token]) -> list[Token]:
        """Links that lead somewhere, and plain text for the others."""
        found: list[Token] = []
        open_links: list[bool] = []
        for child in children:
            if child.type == "link_open":
                address = self._address(str(child.attrGet("href") or ""))
                open_links.append(bool(address))
                if address:
                    child.attrs = _link_attributes(address)
                    found.append(child)
            elif child.type == "link_close":
                if open_links.pop():
                    found.append(child)
            elif child.type == "image":
                found.append(self._image(child))
            elif child.type == "role":
                found.append(self._role(child, is_linked=any(open_links)))
            elif child.type == "wiki_link":
                found.append(Token("html_inline", "", 0, content=self._wiki_link(child)))
            else:
                found.append(child)
        return found

    def _address(self, target: str) -> str:
        if target.startswith("#"):
            return f"#{self._body.prefix}{target[1:]}" if self._body.prefix else target
        if target in self._files and self._files[target][1]:
            return self._files[target][1]
        return outside(target)

    def _image(self, token: Token) -> Token:
        """An image of this site; one from elsewhere is a link to it, and asks nobody."""
        target = str(token.attrGet("src") or "")
        words = _renderer().renderInlineAsText(token.children, parser().options, {})
        _, address = self._files.get(target, (None, ""))
        if address and address.lower().endswith(_IMAGES):
            token.attrs = {"src": address, "alt": words, "loading": "lazy"}
            return token
        text = escape(words or target)
        url = address or outside(target)
        written = f'<a href="{escape(url)}" rel="noopener">{text}</a>' if url else text
        return Token("html_inline", "", 0, content=written)

    def _fence(self, token: Token) -> Token:
        """The seal of what a fence shows; any other token as it is."""
        written = fence(token) if self._seals else None
        seal = self._seals.get((*written, False)) if written else None
        return Token("html_block", "", 0, content=f"{seal}\n") if seal else token

    def _role(self, token: Token, *, is_linked: bool) -> Token:
        """The seal of what a role shows; as plain text where it shows nothing."""
        seal = self._seals.get((token.info, token.content, is_linked))
        plain = f"{{{escape(token.info)}}}<code>{escape(token.content)}</code>"
        return Token("html_inline", "", 0, content=seal or plain)

    def _wiki_link(self, token: Token) -> str:
        target = token.meta["target"]
        link, address = self._wiki.get(target, (None, ""))
        words = escape(token.content or (link.text if link else target))
        if link is None or not link.is_known:
            title = escape(say_in(self._language, "not written yet"))
            shown = f'<span class="unwritten" title="{title}">{words}</span>'
            return f'<a href="{escape(address)}">{shown}</a>' if address else shown
        return f'<a href="{escape(address)}">{words}</a>' if address else words


def _link_attributes(address: str) -> dict[str, str | int | float]:
    found: dict[str, str | int | float] = {"href": address}
    if outside(address):
        found["rel"] = "noopener"
    return found


_SCROLL = '<div class="scroll" tabindex="0" role="group" aria-label="{label}"><table>'
