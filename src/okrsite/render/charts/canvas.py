"""Lines, areas, dots and words in px go in, an SVG of classes goes out; matplotlib is the pen.

All shapes of a drawing go to matplotlib's SVG renderer as the sub-paths of one path, and the
path data that it writes are dealt back to the CSS classes they were drawn for. So there are no
styles, ids or definitions to take out again, and no author's words are ever near mathematics or
markup: they are put in at the end, escaped. x runs right and y runs down, from the top left.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from io import StringIO

import numpy as np

from okrsite.render.charts.engine import (
    Affine2D,
    GraphicsContextBase,
    Path,
    RendererSVG,
)
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
        self._shapes: dict[str, list[Line]] = {}
        self._closed: set[str] = set()
        self._texts: list[str] = []
        self._marks: list[str] = []

    def lines(self, css_class: str, lines: Iterable[Line]) -> None:
        """Open lines through their points; lines of one point and none are left out."""
        kept = [line for line in lines if len(line) > 1]
        if kept:
            self._shapes.setdefault(css_class, []).extend(kept)

    def dots(self, css_class: str, points: Iterable[Point]) -> None:
        """A dot at each point: a line of no length whose round ends the class makes wide."""
        self.lines(css_class, [(point, point) for point in points])

    def areas(self, css_class: str, shapes: Iterable[Line]) -> None:
        """Closed shapes, filled as the class says."""
        self.lines(css_class, [(*shape, shape[0]) for shape in shapes])
        self._closed.add(css_class)

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
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._texts.append(
            f'<text class="{css_class}" x="{_short(at[0])}" y="{_short(at[1])}"{place}>'
            f"{hover}{plain_xml(words)}</text>"
        )

    def mark(self, status: str, at: Point) -> None:
        """A status mark, 12 by 12, by its top left corner, in front of everything else."""
        mark = status_mark(status)
        self._marks.append(
            f'<path class="{mark.css_class}" transform="translate({_short(at[0])}'
            f' {_short(at[1])})" d="{mark.path}"/>'
        )

    def svg(self, css_class: str, title: str) -> str:
        """The drawing as one element, named by what the chart says.

        Without a title it is silent: the words beside it say the same.
        """
        name = plain_xml(title)
        said = f' role="img" aria-label="{name}">'
        return (
            f'<svg class="chart {css_class}" viewBox="0 0 {_short(self._width)}'
            f' {_short(self._height)}"{said if name else _SILENT}'
            f"{self._paths()}{''.join(self._texts)}{''.join(self._marks)}</svg>"
        )

    def _paths(self) -> str:
        """The shapes as one path for each class."""
        if not self._shapes:
            return ""
        rest = iter(self._sub_paths())
        return "".join(
            f'<path class="{css_class}" d="{"".join(next(rest) for _ in lines)}"/>'
            for css_class, lines in self._shapes.items()
        )

    def _sub_paths(self) -> list[str]:
        """The path data of every line, in order, as matplotlib writes them."""
        points: list[Point] = []
        codes: list[int] = []
        for css_class, lines in self._shapes.items():
            last = _CLOSE if css_class in self._closed else _LINE
            for line in lines:
                points += line
                codes += [_MOVE, *[_LINE] * (len(line) - 2), last]
        path = Path(np.round(np.array(points, float), 1), np.array(codes, np.uint8))
        sheet = StringIO()
        renderer = RendererSVG(self._width, self._height, sheet, metadata=dict(_NO_METADATA))
        # with a face, shapes are not clipped: each line that went in comes out
        renderer.draw_path(_PEN, path, _upright(self._height), _FACE)
        data = sheet.getvalue().rpartition('<path d="')[2].partition('"')[0]
        found = data.replace(" \n", "").replace("\n", "").replace("L ", "L").split("M ")[1:]
        return [f"M{_NO_LENGTH.sub(_as_dot, sub_path)}" for sub_path in found]


def plain_xml(words: str) -> str:
    """Words as XML text or attribute value; what XML has no place for becomes U+FFFD.

    >>> plain_xml('a < b & "c"'), plain_xml("bell" + chr(7))
    ('a &lt; b &amp; &quot;c&quot;', 'bell\ufffd')
    """
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words), quote=True)


def _as_dot(match: re.Match[str]) -> str:
    return f"{match[1]}h0"


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


_MOVE, _LINE, _CLOSE = int(Path.MOVETO), int(Path.LINETO), int(Path.CLOSEPOLY)
_FACE = (0.0, 0.0, 0.0)
_SILENT = ' aria-hidden="true">'
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_NO_LENGTH = re.compile(r"^([^L]+)L\1$")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PEN = GraphicsContextBase()
