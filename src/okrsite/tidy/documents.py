"""A Markdown file in, the same file with its front matter in order out.

Whole lines are moved, so that comments and the way values are typed stay as they are. Before
anything is given back, it is read again and compared with what the file meant.
"""

from collections import Counter
from typing import TypeAlias
from unicodedata import normalize

from okrsite.base.problems import Problems
from okrsite.base.text import clean
from okrsite.read.frontmatter import FrontMatter, split
from okrsite.read.tree import Mapping, Node, Scalar, Sequence
from okrsite.tidy.blocks import Lines
from okrsite.tidy.gaps import UnknownLineError
from okrsite.tidy.shapes import Shape
from okrsite.tidy.tidied import INVISIBLE, NOT_THE_SAME, UNPLACED, Tidied, even

_Meaning: TypeAlias = tuple[object, ...]


def document(text: str, path: str, shape: Shape, fiscal_year_starts: int | None = None) -> Tidied:
    """A Markdown file in order; as it is where it cannot be read.

    >>> from pathlib import PurePosixPath
    >>> from okrsite.tidy.shapes import shape_at
    >>> team = shape_at(PurePosixPath("teams/growth.md"))
    >>> found = document("---\\nlead: ana  # since May\\ntitle: Growth\\n---\\nText", "a.md", team)
    >>> print(found.text, end="")
    ---
    title: Growth
    lead: ana  # since May
    ---
    Text
    """
    lined = even(text)
    problems = Problems()
    matter = split(clean(lined), path, problems)
    if matter is None or len(problems):
        return Tidied(text, tuple(problems))
    lines = lined.split("\n")
    if not matter.fields.items:
        return Tidied(lined)
    last = matter.body_line - 2
    if any(normalize("NFC", line) != clean(line) for line in lines[: last + 1]):
        return Tidied(text, reason=INVISIBLE)
    try:
        fields = _tidy(lines, matter.fields, shape, last, fiscal_year_starts)
    except UnknownLineError:
        return Tidied(text, reason=UNPLACED)
    tidy = "\n".join(["---", *fields, "---", *lines[last + 1 :]])
    if _has_changed(lined, tidy, matter, path, shape):
        return Tidied(text, reason=NOT_THE_SAME)
    return Tidied(tidy)


def _tidy(
    lines: list[str], fields: Mapping, shape: Shape, last: int, fiscal_year_starts: int | None
) -> list[str]:
    """The lines of the front matter without its fences, in order and without blanks at their end.

    `last` is the last line before the closing fence.
    """
    kept = _verbatim(fields, lines)
    stripped = [line if i in kept else line.rstrip(" \t") for i, line in enumerate(lines, 1)]
    moved = Lines(stripped, fiscal_year_starts)
    return moved.in_order(fields, shape, 2, last)


def _verbatim(node: Node, lines: list[str]) -> frozenset[int]:
    """The lines whose blanks at the end may belong to a text that goes on."""
    if isinstance(node, Mapping):
        return frozenset().union(*(_verbatim(value, lines) for _, value in node.items))
    if isinstance(node, Sequence):
        return frozenset().union(*(_verbatim(item, lines) for item in node.items))
    first, last = node.place.line, node.last_line
    is_block = lines[first - 1][node.place.column - 1 :].startswith(("|", ">"))
    return frozenset(range(first + 1, last + 1) if is_block else range(first, last))


def _has_changed(before: str, after: str, was: FrontMatter, path: str, shape: Shape) -> bool:
    """Whether a file read again has other fields, another text or other lines than it had."""
    problems = Problems()
    now = split(clean(after), path, problems)
    if now is None or len(problems) or now.body != was.body:
        return True
    if _meaning(now.fields, shape) != _meaning(was.fields, shape):
        return True
    return _bare_lines(before) != _bare_lines(after)


def _meaning(node: Node, shape: Shape) -> _Meaning:
    """All that a tree says, the same whatever the order of fields and of entries in time."""
    if isinstance(node, Scalar):
        return ("text", node.text.strip(), node.is_plain)
    if isinstance(node, Sequence):
        items = [_meaning(item, shape.of_entries) for item in node.items]
        return ("list", *(sorted(items, key=repr) if shape.is_in_time else items))
    fields = [(key.text, _meaning(value, shape.below(key.text))) for key, value in node.items]
    return ("fields", *sorted(fields, key=repr))


def _bare_lines(text: str) -> Counter[str]:
    """Every line of a text without the dash and the blanks around it."""
    return Counter(line.strip(" \t-") for line in text.split("\n"))
