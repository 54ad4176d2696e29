"""What holds of every file: formatting twice is formatting once, and nothing is lost."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrsite.base.problems import Problems
from okrsite.model.schema import KeyResultFields, ObjectiveFields
from okrsite.model.schema.order import order_of
from okrsite.read.frontmatter import split
from okrsite.read.tree import Mapping, Node, Scalar
from okrsite.tidy.documents import document
from okrsite.tidy.shapes import shape_at
from okrsite.tidy.tables import rows

OBJECTIVE = PurePosixPath("objectives/a.md")
NAMES = sorted({*order_of(ObjectiveFields), *order_of(KeyResultFields), "x-own", "typo"})
SCALARS = (
    *("1", "'two words'", '"q: #1"', "2026-11-20", "[a, b]", "{b: 1, a: 2}", "", "yes"),
    *("[a,\n  b]", "'one\n\n  two'", "plain\n  goes on"),
)
TEXTS = ("|\n{}  A text\n{}\n{}  # not a remark\n", ">-\n{}  Folded\n{}  text", "|+\n{}  Kept\n\n")
DAYS = [f"2026-{month:02d}-{day:02d}" for month in (9, 10, 11) for day in (1, 15)]


@st.composite
def remarks(draw: Callable[..., Any], column: int) -> str:
    """Nothing, or comments and blank lines, indented well or badly."""
    kinds = st.sampled_from(("", "\n", "# a\n", "# - b\n", "  # deep\n", "\n# c\n\n"))
    gap = draw(kinds) if draw(st.integers(0, 3)) == 0 else ""
    return "".join(
        " " * column * bool(line.strip()) + line for line in gap.splitlines(keepends=True)
    )


@st.composite
def blocks(draw: Callable[..., Any], column: int = 0, depth: int = 3, *, days: bool = False) -> str:
    """The lines of a mapping in a column, with lists and mappings in it."""
    names = draw(
        st.lists(st.sampled_from(DAYS if days else NAMES), min_size=1, max_size=4, unique=True)
    )
    lines = []
    for name in names:
        lines.append(draw(remarks(column)))
        lines.append(" " * column + f"{name}:{draw(values(name, column, depth))}\n")
    lines.append(draw(remarks(column)))
    return "".join(lines)


@st.composite
def values(draw: Callable[..., Any], name: str, column: int, depth: int) -> str:
    """What follows a colon."""
    kind = draw(st.integers(0, 5)) if depth else 0
    blank = " " * column
    if kind in {0, 1}:
        value = draw(st.sampled_from(SCALARS)).replace("\n", f"\n{blank}")
        return f" {value}{draw(st.sampled_from(('', '  # beside', ' ')))}"
    if kind == 2:
        text = draw(st.sampled_from(TEXTS)).format(*[blank] * 3).rstrip("\n")
        return f" {text}"
    if kind == 3:
        inside = draw(blocks(column + 2, depth - 1, days=name in {"values", "expected"}))
        return f"\n{inside}".rstrip("\n")
    shift = draw(st.sampled_from((0, 2)))
    items = draw(st.lists(items_at(column + shift, depth - 1), min_size=1, max_size=3))
    return "\n" + "".join(items).rstrip("\n")


@st.composite
def items_at(draw: Callable[..., Any], column: int, depth: int) -> str:
    """An item of a list: a dash, and a mapping or a value."""
    above = draw(remarks(column))
    blank = " " * column
    if draw(st.booleans()):
        return f"{above}{blank}- {draw(st.sampled_from(SCALARS[:6]))}\n"
    inside = draw(blocks(column + 2, depth))
    date = f"date: {draw(st.sampled_from(DAYS))}\n" if "date" not in inside else ""
    if date or inside.lstrip(" ")[0] in "#\n":
        return f"{above}{blank}- {date or 'x-first: 1'}{inside if date else chr(10) + inside}"
    return f"{above}{blank}- {inside[column + 2 :]}"


def meaning(node: Node) -> object:
    """A tree as sets: the order of fields and of items does not count."""
    if isinstance(node, Scalar):
        return (node.text.strip(), node.is_plain)
    if isinstance(node, Mapping):
        return sorted(((key.text, meaning(value)) for key, value in node.items), key=repr)
    return sorted((meaning(item) for item in node.items), key=repr)


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"#[^\n]*?(?=[ \t]*$)", text, re.MULTILINE))


@settings(max_examples=60)
@given(blocks())
@example("owner: ana\nkey_results:\n  - target: 5\n    # why\n    title: A\n  # end\ntitle: B\n")
def test_formatting_keeps_meaning_and_comments_and_is_done_once(block: str) -> None:
    text = f"---\n{block}---\nA body \n"
    problems = Problems()
    before = split(text, "a.md", problems)
    found = document(text, "a.md", shape_at(OBJECTIVE))
    if before is None or len(problems):
        assert found.text == text
        assert found.problems
        return
    assert found.reason == ""
    after = split(found.text, "a.md", problems)
    assert after is not None
    assert meaning(after.fields) == meaning(before.fields)
    assert after.body == before.body
    assert comments(found.text) == comments(text)
    assert document(found.text, "a.md", shape_at(OBJECTIVE)).text == found.text


LABELS = st.sampled_from(("2026-01", "2026-Q1", "2026-W05", "2025", "2026-01-09", "no day", ""))
CELLS = st.sampled_from(("1", " 2.5 ", '"a, b"', '"two\n\nlines"', "", "40%"))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(LABELS, CELLS, CELLS), max_size=6), st.sampled_from(("\n", "\r\n", "\n\n"))
)
def test_formatting_a_table_keeps_every_row_and_is_done_once(
    written: list[tuple[str, str, str]], end: str
) -> None:
    text = end.join(["date,value,note", *map(",".join, written)])
    found = rows(text, "a.csv")
    assert (found.problems, found.reason) == ((), "")
    assert rows(found.text, "a.csv").text == found.text
    kept = [",".join(row).rstrip(" ") for row in written if "".join(row).strip()]
    assert Counter(found.text.split("\n")) == Counter(
        "\n".join(["date,value,note", *kept, ""]).split("\n")
    )
