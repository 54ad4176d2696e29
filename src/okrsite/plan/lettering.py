"""How a title fits into the lines of a box, by the widths that most system fonts have."""

from functools import lru_cache

_SIZE, _BOLD = 12, 1.15
_MOST_LINES = 3


@lru_cache(maxsize=20_000)
def cut(title: str, width: float, *, is_bold: bool = False) -> tuple[str, ...]:
    """A title in at most three lines of so many px, with an ellipsis where it is longer.

    >>> cut("Answer every harbour before lunch", 134)
    ('Answer every harbour', 'before lunch')
    """
    room = width / _BOLD if is_bold else width
    lines: list[str] = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        kept[-1] += "…"
    return tuple(_fit(line, room) for line in kept)


def _fit(line: str, room: float) -> str:
    if text_width(line) <= room:
        return line
    line = line.rstrip("…")
    while line and text_width(line + "…") > room:
        line = line[:-1]
    return line.rstrip() + "…"


def text_width(text: str) -> float:
    """The width of a text in px, as most readers' system fonts set it, rather too wide."""
    return sum(map(_width, text)) * _SIZE


@lru_cache(maxsize=4096)
def _width(char: str) -> float:
    if char in "iljtfr.,:;'|!()[] -":
        return 0.36
    if char in "mwMW@%—…":
        return 0.96
    if ord(char) > 0x2E7F:
        return 1.0
    return 0.7 if char.isupper() else 0.6
