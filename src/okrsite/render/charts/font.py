"""The font by which charts are measured, and how wide its letters are; no drawing, no matplotlib.

A TrueType font is a directory of tables: `cmap` has runs of letters and the glyphs they start
at, `hmtx` the advance of each glyph in units of the font, `head` how many of these are 1 em.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from struct import iter_unpack, unpack_from

from okrsite.base.digest import digest_of_bytes


@cache
def font_file(*, is_bold: bool = False) -> Path:
    """DejaVu Sans, as matplotlib brings it."""
    package = find_spec("matplotlib")
    assert package is not None
    assert package.origin is not None
    name = "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"
    return Path(package.origin).with_name("mpl-data") / "fonts" / "ttf" / name


@cache
def advances(*, is_bold: bool = False) -> dict[int, float]:
    """How far each letter that the font has moves the pen, by code point, in em.

    >>> round(advances()[ord("m")], 2), ord("月") in advances()
    (0.97, False)
    """
    font = font_file(is_bold=is_bold).read_bytes()
    tables = _tables(font)
    (per_em,) = unpack_from(">H", font, tables[b"head"] + 18)
    (count,) = unpack_from(">H", font, tables[b"hhea"] + 34)
    widths = [unpack_from(">H", font, tables[b"hmtx"] + 4 * i)[0] / per_em for i in range(count)]
    return {
        letter: widths[min(glyph + letter - first, count - 1)]
        for first, last, glyph in _runs(font, tables[b"cmap"])
        for letter in range(first, last + 1)
    }


def _tables(font: bytes) -> dict[bytes, int]:
    """Where each table starts."""
    (count,) = unpack_from(">H", font, 4)
    return {tag: start for tag, _, start, _ in iter_unpack(">4sIII", font[12 : 12 + 16 * count])}


def _runs(font: bytes, cmap: int) -> Iterator[tuple[int, int, int]]:
    """First and last letter and first glyph of each run, of the table of all of Unicode."""
    (count,) = unpack_from(">H", font, cmap + 2)
    parts = iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * count])
    whole = next(cmap + start for system, kind, start in parts if (system, kind) == _UNICODE)
    (runs,) = unpack_from(">I", font, whole + 12)
    return iter_unpack(">III", font[whole + 16 : whole + 16 + 12 * runs])


@cache
def stamp() -> tuple[tuple[str, str], ...]:
    """What besides a figure decides a chart's bytes: the font that words are measured by."""
    return (("font", digest_of_bytes(font_file().read_bytes())),)


_UNICODE = (3, 10)  # of the platforms and encodings that letters are listed for, UCS-4
