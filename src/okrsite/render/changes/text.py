"""A difference in, text for a terminal out: aligned, at most 100 columns, decisions first."""

from collections.abc import Iterator

from okrsite.base.words import say_in
from okrsite.compare.difference import Difference
from okrsite.plan.changes.lines import SIGNS, Line, Row, Story
from okrsite.plan.changes.story import headline, nothing, sides, story
from okrsite.render.changes.columns import WIDTH, table, width, wrapped
from okrsite.render.changes.sections import (
    APPEARED,
    CHANGES,
    CHECK_INS,
    CONSEQUENCES,
    GOALS,
    HEAD,
    MOVED,
    TO_DECIDE,
    VANISHED,
    cells,
)

_MOST = (24, 10, 11, 24)
_NUMBERS = (2, 3)
_MARGIN = "  "


def text(difference: Difference) -> str:
    """All that a difference says, a section after the other; nothing is left out."""
    language = difference.language
    if difference.is_empty:
        return f"{nothing(difference)}\n"
    told = story(difference)
    besides = ", ".join(told.besides)
    heads = (headline(told, language), besides, sides(difference))
    lines = [line for head in heads if head for line in wrapped(head, WIDTH)]
    for title, section in _sections(told, language):
        lines += ["", say_in(language, title), *section]
    return "\n".join(lines) + "\n"


def _sections(told: Story, language: str) -> Iterator[tuple[str, list[str]]]:
    """The sections that have something to say, with their titles."""
    sections = (
        (TO_DECIDE, _decisions(told.decisions, language)),
        (MOVED, [*_rows(told.moved, language), *_lines(told.calmed)]),
        (GOALS, _lines(told.goals)),
        (CONSEQUENCES, _rows(told.consequences, language)),
        (CHANGES, _lines(told.things)),
        (CHECK_INS, _lines(told.check_ins)),
        (APPEARED, _lines(told.appeared)),
        (VANISHED, _lines(told.vanished)),
    )
    return (one for one in sections if one[1])


def _decisions(lines: tuple[Line, ...], language: str) -> list[str]:
    """Each with its sign in a column before it."""
    signs = [say_in(language, SIGNS[line.sign]) for line in lines]
    indent = max(map(width, signs), default=0) + 2 * len(_MARGIN)
    found = []
    for sign, line in zip(signs, lines, strict=True):
        first, *rest = _paragraphs(line, WIDTH - indent)
        found.append(f"{_MARGIN}{sign}{' ' * (indent - len(_MARGIN) - width(sign))}{first}")
        found += [" " * indent + one for one in rest]
    return found


def _lines(lines: tuple[Line, ...]) -> list[str]:
    """Each under its own first line."""
    found = []
    for line in lines:
        first, *rest = _paragraphs(line, WIDTH - 2 * len(_MARGIN))
        found += [_MARGIN + first, *(2 * _MARGIN + one for one in rest)]
    return found


def _paragraphs(line: Line, most: int) -> list[str]:
    """What a line says, what would help, and where its author said so."""
    words = f"{line.title}: {line.words}" if line.title else line.words
    hint = wrapped(f"hint: {line.hint}", most) if line.hint else ()
    place = wrapped(line.source, most) if line.source else ()
    return [*wrapped(words, most), *hint, *place]


def _rows(rows: tuple[Row, ...], language: str) -> list[str]:
    """A table of numbers; one that is no progress says what it is."""
    if not rows:
        return []
    head = tuple(say_in(language, one) for one in HEAD)
    return list(table([head, *(cells(row, language) for row in rows)], _MOST, _NUMBERS))
