"""Whatever is written as front matter is read back as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.base.problems import Problems
from okrsite.base.text import clean
from okrsite.new.fields import Blank, Comment, Group, Value, page
from okrsite.read.frontmatter import split
from okrsite.read.tree import Mapping, Node, Scalar

TRICKY = st.text(alphabet="ab: #-\n\t'\"|>{}[],&*!%@`~?é\u2028\ufeff\x001.", max_size=20)
TEXT = st.text(max_size=20) | TRICKY
NAMES = st.lists(TEXT.filter(clean), min_size=1, max_size=4, unique_by=clean)


def groups(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    def group(names: list[str], values: list[Value], in_flow: bool) -> Value:  # noqa: FBT001
        pairs = tuple(zip(names, values, strict=False))
        return Group(pairs, in_flow=in_flow) if pairs else ""

    fields = st.builds(group, NAMES, st.lists(inner, min_size=1, max_size=4), st.booleans())
    return fields | st.lists(inner, max_size=3).map(tuple)


VALUES: st.SearchStrategy[Value] = st.recursive(TEXT, groups, max_leaves=8)


def as_given(value: Value) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return [as_given(one) for one in value]
    assert isinstance(value, Group)
    return {clean(e[0]): as_given(e[1]) for e in value.entries if not isinstance(e, Comment)}


def as_read(node: Node) -> object:
    if isinstance(node, Scalar):
        assert not node.is_null
        return node.text
    if isinstance(node, Mapping):
        return {name.text: as_read(inner) for name, inner in node.items}
    return [as_read(inner) for inner in node.items]


def read(text: str) -> Mapping:
    problems = Problems()
    matter = split(clean(text), "a.md", problems)
    assert matter is not None, text
    assert not len(problems), (text, list(problems))
    return matter.fields


@given(VALUES, VALUES, TEXT)
def test_every_tree_of_texts_is_read_back_as_it_was_given(
    first: Value, second: Value, hint: str
) -> None:
    written = Group((("first", first), Comment(hint), ("second", second)))
    fields = read(page(written, "Why."))
    assert as_read(fields) == as_given(written)


@given(TEXT)
def test_a_text_of_a_field_of_its_own_is_one_line_or_a_block(text: str) -> None:
    written = page(Group((("note", text), ("last", "x"))))
    assert as_read(read(written)) == {"note": clean(text), "last": "x"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Sign-ups per week", "note: Sign-ups per week"),
        ("Grow: faster", 'note: "Grow: faster"'),
        ("Update #2", 'note: "Update #2"'),
        ("-50%", "note: -50%"),
        ("null", 'note: "null"'),
        ("@ana", 'note: "@ana"'),
        ("two\nlines", "note: |\n  two\n  lines"),
        ("", 'note: ""'),
    ],
)
def test_a_text_stands_without_quotes_where_it_may(text: str, line: str) -> None:
    assert page(Group((("note", text),))) == f"---\n{line}\n---\n"


def test_a_field_that_is_left_open_is_no_value() -> None:
    fields = read(page(Group((("wins", Blank("what # went well")),))))
    node = fields.get("wins")
    assert isinstance(node, Scalar)
    assert node.is_null
