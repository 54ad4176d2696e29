"""A planned badge in, an SVG out that needs nothing else: mark, word and value beside a title.

It has its own ground, so it reads on any page; where the reader's system is dark, so is the
badge. All text is escaped.
"""

from xml.etree.ElementTree import Element

from okrsite.plan.exports.badges import BadgeData
from okrsite.plan.lettering import text_width
from okrsite.plan.output import Plain
from okrsite.render.colours import DARK, LIGHT
from okrsite.render.marks import Mark, status_mark
from okrsite.render.sources import PAGES, sources_digest
from okrsite.render.xml import add, element, root

_HEIGHT, _BASE_LINE, _PAD, _MARK, _GAP = 24, 16, 8, 12, 5
_MOST_LABEL, _MOST_WORDS = 250.0, 160.0
_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
_SIZE = 11 / 12.5  # the size of type, against the one at which widths are known
_BOLD = 1.15


class BadgeRenderer:
    """Draws badges."""

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """The program: what it draws is in the data, how it draws it is in its sources."""
        del data
        return (("sources", sources_digest(*PAGES)),)

    def render(self, data: Plain) -> bytes:
        """The badge as a file of its own."""
        assert isinstance(data, BadgeData)
        return element(_drawn(data))


def _drawn(badge: BadgeData) -> Element:
    """The label on the left, a hairline, then mark, word and value."""
    label = _fit(badge.label, _MOST_LABEL)
    word, value = _fit(badge.word, _MOST_WORDS), _fit(badge.value, _MOST_WORDS)
    mark = status_mark(badge.status)
    border = round(_PAD + _width(label) + _PAD)
    mark_at = border + _PAD
    word_at = mark_at + _MARK + _GAP
    value_at = round(word_at + _width(word) * _BOLD + 2 * _GAP)
    width = round((value_at + _width(value)) if value else value_at - 2 * _GAP) + _PAD
    name = ", ".join(filter(None, (f"{badge.label}: {badge.word}", badge.value)))
    top = _sheet(width, name, mark)
    add(
        top,
        "rect",
        **{"class": "g", "x": "0.5", "y": "0.5", "width": str(width - 1)},
        **{"height": str(_HEIGHT - 1), "rx": "4", "fill": LIGHT.surface, "stroke": LIGHT.line},
    )
    line = f"M{border + 0.5} 1v{_HEIGHT - 2}"
    add(top, "path", **{"class": "g", "d": line, "fill": "none", "stroke": LIGHT.line})
    _add_text(top, "i", _PAD, label, LIGHT.ink)
    _add_mark(top, mark, mark_at)
    _add_text(top, "s", word_at, word, LIGHT.status(mark.colour), **{"font-weight": "600"})
    _add_text(top, "i", value_at, value, LIGHT.ink)
    return top


def _sheet(width: int, name: str, mark: Mark) -> Element:
    """The empty drawing with its name, its type, and its colours in the dark."""
    top = root(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        width=str(width),
        height=str(_HEIGHT),
        viewBox=f"0 0 {width} {_HEIGHT}",
        role="img",
        **{"aria-label": name, "font-family": _FONT, "font-size": "11"},
    )
    add(top, "title", name)
    status = DARK.status(mark.colour)
    rules = f".g{{fill:{DARK.surface};stroke:{DARK.line}}}.i{{fill:{DARK.ink}}}"
    rules += f".s{{fill:{status}}}.l{{stroke:{status}}}"
    add(top, "style", f"@media (prefers-color-scheme:dark){{{rules}}}")
    return top


def _add_text(top: Element, css_class: str, x: float, words: str, fill: str, **more: str) -> None:
    if words:
        place = {"x": str(x), "y": str(_BASE_LINE)}
        add(top, "text", words, **{"class": css_class, "fill": fill}, **place, **more)


def _add_mark(top: Element, mark: Mark, x: int) -> None:
    colour = LIGHT.status(mark.colour)
    filled = {"class": "s", "fill": colour}
    drawn = {"class": "l", "fill": "none", "stroke": colour, "stroke-width": "2"}
    place = {"transform": f"translate({x} {(_HEIGHT - _MARK) // 2})", "d": mark.path}
    add(top, "path", **(filled if mark.is_filled else drawn), **place)


def _width(words: str) -> float:
    return text_width(words) * _SIZE


def _fit(words: str, width: float) -> str:
    """The words, cut with an ellipsis to a width in px."""
    if _width(words) <= width:
        return words
    while words and _width(f"{words}…") > width:
        words = words[:-1]
    return f"{words.rstrip()}…"
