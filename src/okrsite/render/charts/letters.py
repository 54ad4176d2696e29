"""Words and their CSS class in, their width in px out, so that labels are placed, not hoped for.

Readers see their system's font. DejaVu Sans, which comes with matplotlib, is wider than any
usual one, so whatever fits by its widths fits.
"""

from functools import lru_cache
from unicodedata import combining, east_asian_width

from okrsite.render.charts.font import advances

_USUAL = 0.94  # a system font's width, in parts of DejaVu's, on the safe side
_BOLD = 1.07
_ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def text_width(words: str, css_class: str) -> float:
    """How wide the words are drawn, in px of the chart's box.

    >>> text_width("", "t-tick"), text_width("ii", "t-tick") < text_width("WW", "t-tick")
    (0.0, True)
    """
    size, is_bold = TEXT_SIZES[css_class]
    return sum(map(_letter_width, words)) * size * _USUAL * (_BOLD if is_bold else 1.0)


def fit(words: str, css_class: str, width: float) -> str:
    """The words, cut with an ellipsis to the width; nothing where not even a letter fits.

    >>> fit("Sign-ups", "t-tick", 200.0), fit("Sign-ups", "t-tick", 1.0)
    ('Sign-ups', '')
    """
    words = words[:400]
    if text_width(words, css_class) <= width:
        return words
    kept = len(words)
    while kept and text_width(words[:kept].rstrip() + _ELLIPSIS, css_class) > width:
        kept -= 1
    return words[:kept].rstrip() + _ELLIPSIS if kept else ""


def wrap(words: str, css_class: str, width: float, lines: int) -> tuple[str, ...]:
    """The words in at most so many lines of the width; the last one is cut where need be."""
    done: list[str] = []
    rest = words[:400].split()
    while rest and len(done) < lines - 1:
        count = 1
        while count < len(rest) and text_width(" ".join(rest[: count + 1]), css_class) <= width:
            count += 1
        done.append(fit(" ".join(rest[:count]), css_class, width))
        rest = rest[count:]
    if rest:
        done.append(fit(" ".join(rest), css_class, width))
    return tuple(done)


@lru_cache(maxsize=4096)
def _letter_width(letter: str) -> float:
    """A letter's width, in parts of the type size; wide and unknown ones are a full square."""
    if combining(letter):
        return 0.0
    width = advances().get(ord(letter))
    return _SQUARE if width is None or east_asian_width(letter) in "WF" else width


_SQUARE = 1.25
TEXT_SIZES = {  # px and whether bold, as `charts.css` sets them
    "t-tick": (11.5, False),
    "t-label": (12.0, False),
    "t-strong": (12.0, True),
    "t-value": (13.5, True),
    "t-note": (11.0, False),
    "t-flag": (9.5, True),
}
