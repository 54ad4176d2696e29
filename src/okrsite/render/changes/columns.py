"""Words in, lines of a terminal out: wrapped and in columns, by the width of their letters."""

import re
import unicodedata
from collections.abc import Collection, Sequence

WIDTH = 100
"""The columns that a line takes at most."""

_GAP = "  "
_GAPS = re.compile(r"[^\S\u00a0\u2007\u202f]+")
"""Where a line may end: not between a number and its unit."""


def width(text: str) -> int:
    """How many columns a text takes: two for a wide letter, none for a mark upon one.

    >>> width("Ziel"), width("目標"), width("e\\u0301")
    (4, 4, 1)
    """
    return sum(map(_width, text))


def wrapped(text: str, most: int) -> tuple[str, ...]:
    r"""A text in lines of at most so many columns; a word that is too long is broken.

    >>> wrapped("target lowered from 2,500 to 2,000", 20)
    ('target lowered from', '2,500 to 2,000')
    >>> wrapped("steigt auf 58\N{NO-BREAK SPACE}%", 14)
    ('steigt auf', '58\xa0%')
    """
    lines = [""]
    for word in filter(None, _GAPS.split(text)):
        spaced = f"{lines[-1]} {word}" if lines[-1] else word
        if width(spaced) <= most:
            lines[-1] = spaced
            continue
        parts = _broken(word, most)
        lines += parts if lines[-1] else []
        lines[-1:] = lines[-1:] if lines[-1] else parts
    return tuple(lines)


def table(
    rows: Sequence[Sequence[str]], most: Sequence[int], numbers: Collection[int] = ()
) -> tuple[str, ...]:
    """Rows in aligned columns, the first column as wide as the others leave it; cells wrap.

    `most` are the columns that each cell but the first may take; the cells of `numbers` end
    below each other.
    """
    if not rows:
        return ()
    others = [
        min(limit, max(width(row[n]) for row in rows)) for n, limit in enumerate(most, start=1)
    ]
    left = WIDTH - sum(others) - len(_GAP) * (len(others) + 1)
    widths = [min(left, max(width(row[0]) for row in rows)), *others]
    return tuple(line for row in rows for line in _row(row, widths, numbers))


def _row(row: Sequence[str], widths: Sequence[int], numbers: Collection[int]) -> list[str]:
    cells = [wrapped(cell, most) for cell, most in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    filled = [(*cell, *[""] * (height - len(cell))) for cell in cells]
    lines = (
        _GAP.join(
            _padded(cell[n], most, is_number=place in numbers)
            for place, (cell, most) in enumerate(zip(filled, widths, strict=True))
        )
        for n in range(height)
    )
    return [f"{_GAP}{line}".rstrip() for line in lines]


def _padded(text: str, most: int, *, is_number: bool) -> str:
    space = " " * (most - width(text))
    return space + text if is_number else text + space


def _broken(word: str, most: int) -> list[str]:
    """A word in pieces of at most so many columns."""
    parts = [""]
    for letter in word:
        if width(parts[-1]) + _width(letter) > most:
            parts.append("")
        parts[-1] += letter
    return parts


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
