"""Lines, areas, dots and words in px go in, an SVG of classes goes out.

A line becomes path data as soon as it comes, in tenths of a px, and all lines of a class become
one path. There are no styles, ids or definitions, and an author's words are put in escaped.
x runs right and y runs down, from the top left.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape

from okrsite.render.marks import status_mark

Point = tuple[float, float]
Line = Sequence[Point]
Box = tuple[float, float, float, float]


class Canvas:
    """A drawing of one size, filled from back to front; a class lies where it is first used.

    Words lie over all lines and areas, status marks over words.
    """

    def __init__(self, width: float, height: float) -> None:
        self._width = width
        self._height = height
        self._paths: dict[str, list[str]] = {}
        self._texts: list[str] = []
        self._marks: list[str] = []

    def lines(self, css_class: str, lines: Iterable[Line]) -> None:
        """Open lines through their points; lines of one point and none are left out."""
        self._draw(css_class, [_open(line) for line in lines if len(line) > 1])

    def dots(self, css_class: str, points: Iterable[Point]) -> None:
        """A dot at each point: a line of no length whose round ends the class makes wide."""
        self._draw(css_class, [f"M{place}h0" for place in _places(points)])

    def areas(self, css_class: str, shapes: Iterable[Line]) -> None:
        """Closed shapes, filled as the class says."""
        self._draw(css_class, [f"M{'L'.join(_places(shape))}z" for shape in shapes])

    def boxes(self, css_class: str, boxes: Iterable[Box]) -> None:
        """Upright rectangles, each left, top, right, bottom."""
        self.areas(css_class, [((a, b), (c, b), (c, d), (a, d)) for a, b, c, d in boxes])

    def _draw(self, css_class: str, data: list[str]) -> None:
        if data:
            self._paths.setdefault(css_class, []).extend(data)

    def text(
        self, css_class: str, at: Point, words: str, anchor: str = "start", whole: str = ""
    ) -> None:
        """Words on a base line, at their start, middle or end; `whole` where they are cut."""
        if not words:
            return
        hover = "" if whole in ("", words) else f"<title>{plain_xml(whole)}</title>"
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._texts.append(
            f'<text class="{css_class}" x="{_px(at[0])}" y="{_px(at[1])}"{place}>'
            f"{hover}{plain_xml(words)}</text>"
        )

    def mark(self, status: str, at: Point) -> None:
        """A status mark, 12 by 12, by its top left corner, in front of everything else."""
        mark = status_mark(status)
        self._marks.append(
            f'<path class="{mark.css_class}" transform="translate({_px(at[0])}'
            f' {_px(at[1])})" d="{mark.path}"/>'
        )

    def svg(self, css_class: str, title: str) -> str:
        """The drawing as one element, named by what the chart says.

        Without a title it is silent: the words beside it say the same.
        """
        name = plain_xml(title)
        paths = [f'<path class="{c}" d="{"".join(data)}"/>' for c, data in self._paths.items()]
        said = f' role="img" aria-label="{name}">'
        return (
            f'<svg class="chart {css_class}" viewBox="0 0 {_px(self._width)}'
            f' {_px(self._height)}"{said if name else _SILENT}'
            f"{''.join(paths)}{''.join(self._texts)}{''.join(self._marks)}</svg>"
        )


def plain_xml(words: str) -> str:
    """Words as XML text or attribute value; what XML has no place for becomes U+FFFD.

    >>> plain_xml('a < b & "c"'), plain_xml("bell" + chr(7))
    ('a &lt; b &amp; &quot;c&quot;', 'bell\ufffd')
    """
    if not _NOT_PLAIN.search(words):
        return words
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words), quote=True)


def _open(line: Line) -> str:
    """The path data of an open line."""
    places = _places(line)
    if len(places) == 2 and places[0] == places[1]:
        return f"M{places[0]}h0"
    return f"M{'L'.join(places)}"


def _places(points: Iterable[Point]) -> list[str]:
    """Points as path data have them.

    >>> _places([(12.0, 3.14159)])
    ['12 3.1']
    """
    tenths = _TENTHS
    return [f"{tenths[round(10 * x)]} {tenths[round(10 * y)]}" for x, y in points]


def _px(value: float) -> str:
    """A coordinate with one decimal at most.

    >>> _px(12.0), _px(3.14159), _px(-0.04)
    ('12', '3.1', '0')
    """
    return _TENTHS[round(10 * value)]


class _Tenths(dict[int, str]):
    """Numbers of tenths in words: as many as the widths and heights of charts have."""

    def __missing__(self, tenths: int) -> str:
        self[tenths] = f"{tenths / 10:.1f}".removesuffix(".0")
        return self[tenths]


_TENTHS = _Tenths()
_SILENT = ' aria-hidden="true">'
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_PLAIN = re.compile(f"[&<>\"']|{_NOT_XML.pattern}")
