"""Plain pages of a wiki, as every site generator can have them: 180 words, a table, a list.

A page's links lead to files beside it, such as `../area-3/page-7.md`; `dialects` writes them as
each generator wants them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from prose import VOCABULARY, paragraphs, title

PAGES_AN_AREA = 50
TOKEN = "tok-000000"
"""Stands once in every page, so that an edit can put another in its place."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the folder it stands in, its file name without the ending, its title, its text."""

    folder: str
    name: str
    title: str
    body: str


def wiki(count: int) -> Iterator[Page]:
    """So many pages, each with links to three others."""
    for number in range(count):
        yield Page(_area(number), f"page-{number}", title(number), _body(number, count))


def _area(number: int) -> str:
    return f"area-{number // PAGES_AN_AREA}"


def _body(number: int, count: int) -> str:
    random = Random(number)
    links = [
        f"[{title(other)}](../{_area(other)}/page-{other}.md)"
        for other in (random.randrange(count) for _ in range(3))
    ]
    rows = [
        f"| {title(random.randrange(9999), 3)} | {random.randrange(40)} | {random.randrange(99)} |"
        for _ in range(4)
    ]
    items = [f"- **{random.choice(VOCABULARY)}**: {title(number + at, 6)}" for at in range(4)]
    return "\n".join(
        [
            *("## Why it matters", "", paragraphs(number, 1), ""),
            *(f"It rests on {links[0]} and leads to {links[1]}. State: {TOKEN}.", ""),
            *("## Numbers", "", "| What | From | To |", "| --- | ---: | ---: |", *rows, ""),
            *("## Next", "", *items, ""),
            *("## Notes", "", paragraphs(number + 1, 1), "", f"See also {links[2]}.", ""),
        ]
    )
