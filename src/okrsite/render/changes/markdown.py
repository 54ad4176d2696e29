"""A difference in, a comment on a pull request out: one screen of what asks for a decision.

It is Markdown as GitHub and GitLab set it. What does not ask for a decision is folded. However
much changed, it stays below what a comment may hold: every part of it has room of its own, and
says how much did not fit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from okrsite.base.frozen import replace
from okrsite.base.words import say_in, says_in
from okrsite.compare.difference import Difference
from okrsite.plan.changes.lines import SIGNS, Line, Row, Sign, Story
from okrsite.plan.changes.story import headline, nothing, sides, story
from okrsite.render.changes.escaping import coded, html_text, markdown_text
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

MARKER = "<!-- okrsite diff -->"
"""The first line, by which a bot finds the comment that it wrote before."""

MOST = 65_536
"""The characters that a comment on GitHub may have."""

_SEEN, _SEEN_GOALS = 8, 5
"""How many lines of a part, and goals that came or went, are seen without unfolding it."""
_ROOM = 4_600
"""The characters that a part may take: there are twelve of them, the rests of three included."""
_TEXT, _NAME = 360, 120
"""The characters of a sentence and of a name; what escaping adds may double them."""


def markdown(difference: Difference) -> str:
    """What a reviewer decides on, and folded what else changed."""
    language = difference.language
    if difference.is_empty:
        return f"{MARKER}\n{markdown_text(nothing(difference))}\n"
    told = story(difference)
    head = f"### {_set(headline(told, language), markdown_text)}"
    besides = _set(", ".join(told.besides), markdown_text)
    compared = f"<sub>{sides(difference, _side)}</sub>"
    parts = (besides, *_open(told, language), *_folded(told, language), compared)
    return "\n\n".join((f"{MARKER}\n{head}", *filter(None, parts))) + "\n"


def _side(name: str, commit: str) -> str:
    """A side whose commit can be copied."""
    shown = _set(name, markdown_text, _NAME)
    return f"{shown} (<code>{commit}</code>)" if commit.isalnum() else shown


def _open(told: Story, language: str) -> Iterator[str]:
    """What is seen at once: decisions, the numbers that moved, the goals that came or went."""
    if told.decisions:
        yield f"**{say_in(language, TO_DECIDE)}**"
        yield from _list([_item(line, language) for line in told.decisions], (), language)
    if told.moved or told.calmed:
        yield f"**{say_in(language, MOVED)}**"
    if told.moved:
        yield from _list([_row(row, language) for row in told.moved], _head(language), language)
    if told.calmed:
        yield "\n".join(_fitting([_item(line, language) for line in told.calmed], language))
    if told.goals:
        yield f"**{say_in(language, GOALS)}**"
        brief = [_item(_brief(line), language) for line in told.goals]
        yield from _list(brief, (), language, _SEEN_GOALS)


def _brief(line: Line) -> Line:
    """The first thing that is said of a goal; where more is said, that is folded."""
    return replace(line, sentences=line.sentences[:1])


def _list(
    lines: Sequence[str], head: Iterable[str], language: str, most: int = _SEEN
) -> Iterator[str]:
    """As many lines as are to be seen; the others folded."""
    seen = _first(lines[:most])
    if seen:
        yield "\n".join((*head, *seen))
    if rest := lines[len(seen) :]:
        summary = says_in(language, "and {n} more", "and {n} more", len(rest))
        yield _details(summary, [*head, *_fitting(rest, language)])


def _folded(told: Story, language: str) -> Iterator[str]:
    """What need not be decided, part by part, each with what is in it."""
    rows = [_row(row, language) for row in told.consequences]
    yield from _fold(CONSEQUENCES, rows, _head(language), language)
    more_said = (line for line in told.goals if line != _brief(line))
    for title, lines in (
        (CHANGES, (*more_said, *told.things)),
        (CHECK_INS, told.check_ins),
        (APPEARED, told.appeared),
        (VANISHED, told.vanished),
    ):
        yield from _fold(title, [_item(line, language) for line in lines], (), language)


def _fold(title: str, lines: Sequence[str], head: Iterable[str], language: str) -> Iterator[str]:
    if lines:
        summary = f"{say_in(language, title)} ({len(lines)})"
        yield _details(summary, [*head, *_fitting(lines, language)])


def _details(summary: str, lines: Iterable[str]) -> str:
    """A part to unfold; its Markdown is read because of the empty lines around it."""
    inside = "\n".join(lines)
    return f"<details><summary>{html_text(summary)}</summary>\n\n{inside}\n\n</details>"


def _fitting(lines: Sequence[str], language: str) -> list[str]:
    """The lines that a part has room for, and how many it has not."""
    found = _first(lines)
    if left := len(lines) - len(found):
        more = says_in(language, "and {n} more", "and {n} more", left)
        found.append(f"| {more} |" if lines[0].startswith("|") else f"- {more}")
    return found


def _first(lines: Sequence[str]) -> list[str]:
    """The first lines, as many as a part has room for."""
    room, found = _ROOM, []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        found.append(line)
    return found


def _item(line: Line, language: str) -> str:
    """A line of a list: its sign, the thing, what became of it, what would help and where."""
    title = f"**{_set(line.title, markdown_text, _NAME)}**: " if line.title else ""
    words = _set(line.words, markdown_text if line.title else coded)
    hint = f" <em>{_set(line.hint, coded)}</em>" if line.hint else ""
    is_found = line.code or not line.title
    source = f" <sub>{_set(line.source, markdown_text, _NAME)}</sub>" if is_found else ""
    return f"- {_sign(line.sign, language)}{title}{words}{hint}{source}"


def _sign(sign: Sign, language: str) -> str:
    """A mark and a word for what asks for a decision."""
    if sign not in _MARKS:
        return ""
    return f"{_MARKS[sign]} {say_in(language, SIGNS[sign])}: "


_MARKS = {
    Sign.ERROR: "\N{CROSS MARK}",
    Sign.WARNING: "\N{WARNING SIGN}\N{VARIATION SELECTOR-16}",
    Sign.ANSWERED: "\N{WARNING SIGN}\N{VARIATION SELECTOR-16}",
}
"""What is seen first; the other signs are said in words by their lines."""


def _head(language: str) -> tuple[str, str]:
    names = (say_in(language, one) for one in HEAD)
    return f"| {' | '.join(map(markdown_text, names))} |", "| --- | --- | ---: | ---: | --- |"


def _row(row: Row, language: str) -> str:
    cut = (_set(one, markdown_text, _NAME) for one in cells(row, language))
    return f"| {' | '.join(cut)} |"


def _set(text: str, escaped: Callable[[str], str], most: int = _TEXT) -> str:
    """A text escaped; one that is too long, or becomes too long by it, ends in an ellipsis."""
    kept = text if len(text) <= most else f"{text[: most - 1]}…"
    while len(found := escaped(kept)) > 2 * most:
        kept = f"{kept[: len(kept) * 2 // 3]}…"
    return found
