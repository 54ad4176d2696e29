"""Lines, areas, dots and words in px go in, an SVG of classes goes out; matplotlib is the pen.

Every CSS class has a colour of its own, which nobody sees: matplotlib's SVG renderer writes it
into a style attribute, and `svg` turns each of these back into the class. Words go through the
renderer as numbers and are put in at the end, escaped, so that no author's text is ever read as
mathematics, markup or style. x runs right and y runs down, in px from the top left.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from io import StringIO

import numpy as np

from okrsite.render.charts.engine import (
    Affine2D,
    FontProperties,
    GraphicsContextBase,
    Path,
    RendererSVG,
)
from okrsite.render.marks import status_mark

Point = tuple[float, float]
Line = Sequence[Point]
Box = tuple[float, float, float, float]


class Canvas:
    """A drawing of one size, filled from back to front."""

    def __init__(self, width: float, height: float) -> None:
        self._width = width
        self._height = height
        self._sheet = StringIO()
        self._renderer = RendererSVG(width, height, self._sheet, metadata=dict(_NO_METADATA))
        self._texts: list[_Text] = []
        self._marks: list[str] = []

    def lines(self, css_class: str, lines: Iterable[Line]) -> None:
        """Open lines through their points; lines of one point and none are left out."""
        self._draw(css_class, [line for line in lines if len(line) > 1])

    def dots(self, css_class: str, points: Sequence[Point]) -> None:
        """A dot at each point: a line of no length whose round ends the class makes wide."""
        self._draw(css_class, [(point, point) for point in points])

    def areas(self, css_class: str, shapes: Iterable[Line]) -> None:
        """Closed shapes, filled as the class says."""
        closed = [(*shape, shape[0]) for shape in shapes]
        self._draw(css_class, closed, is_closed=True)

    def boxes(self, css_class: str, boxes: Iterable[Box]) -> None:
        """Upright rectangles, each left, top, right, bottom."""
        self.areas(css_class, [((a, b), (c, b), (c, d), (a, d)) for a, b, c, d in boxes])

    def text(
        self, css_class: str, at: Point, words: str, anchor: str = "start", whole: str = ""
    ) -> None:
        """Words on a base line, at their start, middle or end; `whole` where they are cut."""
        if not words:
            return
        hover = "" if whole in ("", words) else f"<title>{plain_xml(whole)}</title>"
        self._texts.append(_Text(css_class, anchor, hover + plain_xml(words)))
        number = str(len(self._texts) - 1)
        self._renderer.draw_text(_pen("text"), *at, number, _FONT, 0.0)

    def mark(self, status: str, at: Point) -> None:
        """A status mark, 12 by 12, by its top left corner, in front of everything else."""
        mark = status_mark(status)
        self._marks.append(
            f'<path class="{mark.css_class}" transform="translate({_short(at[0])}'
            f' {_short(at[1])})" d="{mark.path}"/>'
        )

    def svg(self, css_class: str, title: str) -> str:
        """The drawing as one element, named by what the chart says."""
        self._renderer.finalize()
        body = self._sheet.getvalue().partition("</defs>\n")[2].rpartition("</svg>")[0]
        drawn = _PATH.sub(_path, body)
        worded = _WORDS.sub(self._word, drawn).replace("\n ", "").strip()
        name = plain_xml(title)
        return (
            f'<svg class="chart {css_class}" viewBox="0 0 {_short(self._width)}'
            f' {_short(self._height)}" role="img" aria-label="{name}"><title>{name}</title>'
            f"{worded}{''.join(self._marks)}</svg>"
        )

    def _draw(self, css_class: str, lines: Sequence[Line], *, is_closed: bool = False) -> None:
        if not lines:
            return
        points = np.round(np.array([point for line in lines for point in line], float), 1)
        codes = np.full(len(points), Path.LINETO, np.uint8)
        start = 0
        for line in lines:
            codes[start] = Path.MOVETO
            start += len(line)
            if is_closed:
                codes[start - 1] = Path.CLOSEPOLY
        face = _ANY_FACE if is_closed else None  # an unfilled shape would be clipped open
        path = Path(points, codes)
        self._renderer.draw_path(_pen(css_class), path, _upright(self._height), face)

    def _word(self, match: re.Match[str]) -> str:
        text = self._texts[int(match["number"])]
        anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
        return (
            f'<text class="{text.css_class}" x="{_short(float(match["x"] or 0))}"'
            f' y="{_short(float(match["y"] or 0))}"{anchor}>{text.content}</text>'
        )


class _Text:
    __slots__ = ("anchor", "content", "css_class")

    def __init__(self, css_class: str, anchor: str, content: str) -> None:
        self.css_class = css_class
        self.anchor = anchor
        self.content = content


def plain_xml(words: str) -> str:
    """Words as XML text or attribute value; what XML has no place for becomes U+FFFD.

    >>> plain_xml('a < b & "c"'), plain_xml("bell" + chr(7))
    ('a &lt; b &amp; &quot;c&quot;', 'bell\ufffd')
    """
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words), quote=True)


def _path(match: re.Match[str]) -> str:
    if match["data"] is None:  # all of it lay outside the drawing
        return ""
    data = match["data"].replace("\n", "").replace(" L ", "L").replace("M ", "M")
    data = data.replace(" M", "M").replace(" z", "z").strip()
    data = _NO_LENGTH.sub(r"\1h0", data)
    return f'<path class="{_CLASSES[int(match["colour"], 16)]}" d="{data}"/>'


@lru_cache(maxsize=256)
def _pen(css_class: str) -> GraphicsContextBase:
    """A pen in the class's own colour, numbered from 1 as classes appear."""
    pen = GraphicsContextBase()
    pen.set_foreground(f"#{len(_CLASSES):06x}")
    _CLASSES.append(css_class)
    return pen


@lru_cache(maxsize=64)
def _upright(height: float) -> Affine2D:
    """Undoes the renderer's turn upside down, so that y runs down."""
    return Affine2D().scale(1, -1).translate(0, height)


def _short(value: float) -> str:
    """A coordinate with one decimal at most.

    >>> _short(12.0), _short(3.14159), _short(-0.04)
    ('12', '3.1', '0')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


_CLASSES = [""]
_ANY_FACE = (0.0, 0.0, 0.0)
_FONT = FontProperties(family=["x"], size=10)
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_NO_LENGTH = re.compile(r"(?<=M)(\S+ [^L ]+)L\1(?=M|$)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PATH = re.compile(r'<path(?: d="(?P<data>[^"]*)")? style="[^"]*stroke: #(?P<colour>\w{6})[^"]*"/>')
_WORDS = re.compile(
    r'<text style="[^"]*"(?: transform="translate\((?P<x>[-\d.]+) (?P<y>[-\d.]+)\)")?>'
    r"(?P<number>\d+)</text>"
)
