"""A goal in, a picture of 1200 by 630 out, to stand beside a link: PNG of few colours, no date.

Matplotlib's pixel renderer is driven directly. Letters that its font does not have are left out
rather than drawn as boxes: the words of the link stand beside the picture.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image

from okrsite.plan.figures import CardFigure
from okrsite.render.charts.engine import (
    Affine2D,
    FontProperties,
    Path,
    RendererAgg,
)
from okrsite.render.charts.font import advances, font_file
from okrsite.render.colours import LIGHT
from okrsite.render.marks import Mark, status_mark

WIDTH, HEIGHT = 1200, 630
_LEFT, _RIGHT = 80, WIDTH - 80
_SPARK_FROM = 640
_STEPS = 8
Point = tuple[float, float]


def draw_card(figure: CardFigure) -> bytes:
    """The card as a PNG."""
    sheet = _Sheet()
    sheet.box(0, 0, WIDTH, HEIGHT, LIGHT.paper)
    sheet.box(0, 0, 12, HEIGHT, _accent(figure))
    sheet.text(_LEFT, 96, figure.kind, 26, LIGHT.soft_ink)
    below = _title(sheet, figure)
    (_kpi if figure.values else _goal)(sheet, figure, max(below, 330) + 74)
    _foot(sheet, figure)
    return sheet.png()


def _accent(figure: CardFigure) -> str:
    return LIGHT.status(status_mark(figure.status).colour) if figure.status else LIGHT.accent


def _title(sheet: "_Sheet", figure: CardFigure) -> float:
    """The title in at most three lines; how far down it reaches."""
    size, lines = 58, sheet.wrapped(figure.title, 58, _RIGHT - _LEFT, 2)
    if len(lines) == 2 and lines[-1].endswith("…"):
        size, lines = 48, sheet.wrapped(figure.title, 48, _RIGHT - _LEFT, 3)
    y = 104.0
    for line in lines:
        y += 1.24 * size
        sheet.text(_LEFT, y, line, size, LIGHT.ink, is_bold=True)
    return y


def _goal(sheet: "_Sheet", figure: CardFigure, y: float) -> None:
    """Mark and word of the status, or of all that goals are in, the value, and the bar."""
    end = _RIGHT - 60 - _width(figure.value, 40, is_bold=True)
    x = float(_LEFT)
    if figure.status:
        _status(sheet, figure, y)
    for status, words in figure.counts:
        width = 34 + _width(words, 26)
        if x + width <= end:
            mark = status_mark(status)
            sheet.mark(mark, (x, y - 20), 1.8, LIGHT.status(mark.colour))
            sheet.text(x + 34, y, words, 26, LIGHT.ink)
            x += width + 36
    sheet.text(_RIGHT, y, figure.value, 40, LIGHT.ink, is_bold=True, is_right=True)
    if figure.fill >= 0:
        _bar(sheet, figure, y + 30)


def _status(sheet: "_Sheet", figure: CardFigure, y: float) -> None:
    mark = status_mark(figure.status)
    colour = LIGHT.status(mark.colour)
    sheet.mark(mark, (_LEFT, y - 27), 2.6, colour)
    sheet.text(_LEFT + 46, y, figure.word, 36, colour, is_bold=True)


def _kpi(sheet: "_Sheet", figure: CardFigure, y: float) -> None:
    """The value as large as it fits, its state under it, the last values beside it."""
    has_line = len(known(figure.values)) > 1
    room = (_SPARK_FROM - 60 if has_line else _RIGHT) - _LEFT
    sizes = (size for size in (84, 64, 48, 36) if _width(figure.value, size, is_bold=True) <= room)
    size = next(sizes, 28)
    sheet.text(_LEFT, y, figure.value, size, LIGHT.ink, is_bold=True)
    _status(sheet, figure, y + 70)
    if has_line:
        _spark(sheet, figure.values, (_SPARK_FROM, y - 70, _RIGHT, y + 66))


def _bar(sheet: "_Sheet", figure: CardFigure, y: float) -> None:
    """Progress, with a tick where it should be."""
    width = _RIGHT - _LEFT
    sheet.box(_LEFT, y, _RIGHT, y + 16, _TRACK)
    if figure.fill:
        sheet.box(_LEFT, y, _LEFT + width * figure.fill / 100, y + 16, _accent(figure))
    if figure.tick >= 0:
        at = _LEFT + width * figure.tick / 100
        sheet.box(at - 2, y - 9, at + 2, y + 25, LIGHT.ink)


def known(values: Sequence[float | None]) -> list[float]:
    """The values that there are."""
    return [value for value in values if value is not None]


def _spark(
    sheet: "_Sheet",
    values: Sequence[float | None],
    box: tuple[float, float, float, float],
) -> None:
    """The last periods as a line, the last value marked; gaps stay gaps."""
    left, top, right, bottom = box
    low, high = min(known(values)), max(known(values))
    height = (bottom - top) / (high - low) if high > low else 0.0
    step = (right - left - 10) / max(1, len(values) - 1)
    middle = (top + bottom) / 2
    run: list[Point] = []
    last: Point | None = None
    for index, value in enumerate(values):
        if value is None:
            sheet.line(run, LIGHT.ink, 4)
            run = []
            continue
        y = bottom - (value - low) * height if height else middle
        last = (left + index * step, y)
        run.append(last)
    sheet.line(run, LIGHT.ink, 4)
    if last:
        sheet.mark(status_mark("on-track"), (last[0] - 10, last[1] - 10), 20 / 12, LIGHT.ink)


def _foot(sheet: "_Sheet", figure: CardFigure) -> None:
    """Whose it is on the left, the site on the right, over a hairline."""
    sheet.box(_LEFT, 532, _RIGHT, 534, LIGHT.line)
    sheet.text(_RIGHT, 578, figure.site, 24, LIGHT.ink, is_bold=True, is_right=True)
    start = _RIGHT - _width(figure.site, 24, is_bold=True)
    facts = sheet.fitted("   ·   ".join(figure.facts), 24, start - 40 - _LEFT)
    sheet.text(_LEFT, 578, facts, 24, LIGHT.soft_ink)


class _Sheet:
    """Pixels to draw on: x runs right and y down from the top left, type is in px."""

    def __init__(self) -> None:
        self._pen = RendererAgg(WIDTH, HEIGHT, 72)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled rectangle."""
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        self._fill(Path(corners), Affine2D(), colour)

    def mark(self, mark: Mark, at: Point, scale: float, colour: str) -> None:
        """A status mark by its top left corner."""
        place = Affine2D().scale(scale).translate(*at)
        if mark.is_filled:
            self._fill(_SHAPES[mark.colour], place, colour)
        else:
            self._stroke(_SHAPES[mark.colour], place, colour, 2.2 * scale)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """An open line; one of a single point is left out."""
        if len(points) > 1:
            self._stroke(Path(points), Affine2D(), colour, width)

    def text(  # noqa: PLR0913 - where, what and how
        self,
        x: float,
        y: float,
        words: str,
        size: int,
        colour: str,
        *,
        is_bold: bool = False,
        is_right: bool = False,
    ) -> None:
        """Words on a base line from x, or up to it."""
        words = _drawable(words, is_bold=is_bold)
        if not words:
            return
        start = x - _width(words, size, is_bold=is_bold) if is_right else x
        pen = self._pen.new_gc()
        pen.set_foreground(colour)
        self._pen.draw_text(pen, start, y, words, _font(size, is_bold=is_bold), 0)

    def fitted(self, words: str, size: int, width: float, *, is_bold: bool = False) -> str:
        """The words, cut with an ellipsis to a width."""
        if _fits(words, size, width, is_bold=is_bold):
            return words
        while words and not _fits(f"{words}…", size, width, is_bold=is_bold):
            words = words[:-1]
        return f"{words.rstrip()}…"

    def wrapped(self, words: str, size: int, width: float, lines: int) -> list[str]:
        """A title in at most so many lines, the last one cut where need be."""
        rest = _drawable(words, is_bold=True).split()
        done: list[str] = []
        while rest and len(done) < lines - 1:
            count = 1
            while count < len(rest) and _fits(
                " ".join(rest[: count + 1]), size, width, is_bold=True
            ):
                count += 1
            done.append(self.fitted(" ".join(rest[:count]), size, width, is_bold=True))
            rest = rest[count:]
        if rest:
            done.append(self.fitted(" ".join(rest), size, width, is_bold=True))
        return done

    def png(self) -> bytes:
        """What was drawn, in few colours: no program, no date, the same bytes every time."""
        pixels = self._pen.buffer_rgba()
        image = Image.frombuffer("RGBA", (WIDTH, HEIGHT), pixels, "raw", "RGBA", 0, 1)
        few = image.convert("RGB").quantize(palette=_palette(), dither=Image.Dither.NONE)
        done = BytesIO()
        few.save(done, "PNG", compress_level=4)
        return done.getvalue()

    def _fill(self, path: Path, place: Affine2D, colour: str) -> None:
        pen = self._pen.new_gc()
        pen.set_linewidth(0)
        self._pen.draw_path(pen, path, place + _UPRIGHT, _rgb(colour))

    def _stroke(self, path: Path, place: Affine2D, colour: str, width: float) -> None:
        pen = self._pen.new_gc()
        pen.set_foreground(colour)
        pen.set_linewidth(width)
        pen.set_joinstyle("round")
        pen.set_capstyle("round")
        self._pen.draw_path(pen, path, place + _UPRIGHT)


def _fits(words: str, size: int, width: float, *, is_bold: bool) -> bool:
    """Whether words are no wider: by the sum of their letters where that leaves no doubt."""
    letters = advances(is_bold=is_bold)
    known = (letters[ord(letter)] for letter in _drawable(words, is_bold=is_bold))
    at_most = (sum(known) + 1) * size
    return at_most <= width or _width(words, size, is_bold=is_bold) <= width


@lru_cache(maxsize=4096)
def _width(words: str, size: int, *, is_bold: bool = False) -> float:
    """How wide words are."""
    words, font = _drawable(words, is_bold=is_bold), _font(size, is_bold=is_bold)
    return float(_RULER.get_text_width_height_descent(words, font, ismath=False)[0])


@lru_cache(maxsize=32)
def _font(size: int, *, is_bold: bool) -> FontProperties:
    return FontProperties(fname=str(font_file(is_bold=is_bold)), size=size)


@lru_cache(maxsize=1024)
def _drawable(words: str, *, is_bold: bool) -> str:
    """The words without the letters that the font does not have, on one line."""
    letters = advances(is_bold=is_bold)
    kept = "".join(letter for letter in words if ord(letter) in letters or letter == " ")
    return " ".join(kept[:400].split(" ")).strip()


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The colours of cards, each in steps from the paper, for the edges of letters."""
    inks = (LIGHT.ink, LIGHT.soft_ink, LIGHT.line, LIGHT.accent, _TRACK)
    paper = _rgb(LIGHT.paper)
    steps = [paper]
    for colour in (*inks, *(colour for _, colour in LIGHT.statuses)):
        pairs = tuple(zip(paper, _rgb(colour), strict=True))
        steps += [tuple(a + (b - a) * n / _STEPS for a, b in pairs) for n in range(1, _STEPS + 1)]
    found = Image.new("P", (1, 1))
    levels = [round(255 * level) for step in steps for level in step[:3]]
    found.putpalette(levels + levels[:3] * (256 - len(steps)))
    return found


@lru_cache(maxsize=64)
def _rgb(colour: str) -> tuple[float, ...]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue, 1.0


def _open(*points: Point) -> Path:
    return Path(points)


_SHAPES = {
    "on-track": Path.circle((6, 6), 5),
    "at-risk": _open((6, 0.8), (11.6, 11), (0.4, 11), (6, 0.8)),
    "off-track": _open((1.5, 1.5), (10.5, 1.5), (10.5, 10.5), (1.5, 10.5), (1.5, 1.5)),
    "achieved": _open((1.4, 6.6), (4.7, 9.9), (10.8, 2.6)),
    "outdated": Path.make_compound_path(
        Path.circle((6, 6), 4.8), _open((6, 3.4), (6, 6.2), (8, 7.4))
    ),
    "pending": _open((2, 6), (10, 6)),
}
"""The status marks as outlines in a box of 12 by 12, as `render/marks.py` has them in SVG."""

_RULER = RendererAgg(1, 1, 72)
_UPRIGHT = Affine2D().scale(1, -1).translate(0, HEIGHT)
_TRACK = "#e8e5e0"  # a little ink on the paper
