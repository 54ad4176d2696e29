"""Whatever is in a file, reading it ends in values or in located problems, and never in a crash."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.base.problems import Problems
from okrsite.base.text import clean, slug
from okrsite.model.schema import ID
from okrsite.read.frontmatter import MAX_DEPTH, split
from okrsite.read.tables import table
from okrsite.read.tree import Mapping, Scalar, Sequence

_YAML_SIGNS = st.sampled_from(list("\n\n\n  -:[]{}#&*!|>'\"%@`,?\t~abn01.é\u2028\ufeff\x85🎉"))
_CSV_SIGNS = st.sampled_from(list("\n\n,,;;\t\"'2026-W1Q€%. 0é"))

plain_words = st.from_regex(r"[A-Za-z0-9_.+:/=-]{1,12}", fullmatch=True).filter(
    lambda word: word[0] not in "-?:" and not word.endswith(":") and word != "~"
)


def _read(block: str) -> tuple[Mapping | None, list[str]]:
    problems = Problems()
    found = split(f"---\n{block}\n---\nText", "a.md", problems)
    return found.fields if found else None, [problem.code for problem in problems]


@pytest.mark.promise
@given(st.lists(_YAML_SIGNS).map("".join) | st.text())
def test_any_front_matter_is_read_or_refused(block: str) -> None:
    for text in (block, clean(block)):
        fields, codes = _read(text)
        assert fields is not None or codes


@pytest.mark.promise
@given(st.lists(_YAML_SIGNS).map("".join))
def test_every_problem_lies_inside_the_file(block: str) -> None:
    problems = Problems()
    text = clean(f"---\n{block}\n---\nText")
    split(text, "a.md", problems)
    for problem in problems:
        assert 1 <= problem.place.line <= text.count("\n") + 1
        assert problem.place.column >= 1


@pytest.mark.promise
@pytest.mark.parametrize(
    "typed",
    [
        "NO",
        "yes",
        "010",
        "0x1F",
        "0o17",
        "1_000",
        "12:30:45",
        "1.10",
        "1e999",
        ".inf",
        ".nan",
        "2026-11-20",
        "=",
        "0b1",
        "+12",
        "1,000",
        "9" * 400,
        "True",
        "off",
        "N",
    ],
)
def test_a_scalar_stays_what_its_author_typed(typed: str) -> None:
    fields, codes = _read(f"field: {typed}")
    assert fields
    assert codes == []
    found = fields.get("field")
    assert isinstance(found, Scalar)
    assert (found.text, found.is_plain) == (typed, True)


@given(plain_words)
def test_a_plain_word_stays_itself(word: str) -> None:
    fields, codes = _read(f"field: {word}")
    assert codes == []
    assert fields
    found = fields.get("field")
    assert isinstance(found, Scalar)
    assert found.text == word


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"])))
def test_a_quoted_text_stays_itself(text: str) -> None:
    cleaned = clean(text)
    quoted = cleaned.replace("'", "''")
    fields, codes = _read(f"field: '{quoted}'")
    assert codes == []
    assert fields
    found = fields.get("field")
    assert isinstance(found, Scalar)
    assert (found.text, found.is_null) == (cleaned, False)


@pytest.mark.promise
@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("a: &x 1", "OKR015"),
        ("a: *x", "OKR015"),
        ("<<: {a: 1}", "OKR015"),
        ("a: !!str 1", "OKR016"),
        ("a: !mine 1", "OKR016"),
        ("a: 1\na: 2", "OKR020"),
        ("a: {b: 1, b: 2}", "OKR020"),
        ("a: 1\n--- # more\nb: 2", "OKR013"),
        ("a: 1\n...\n%YAML 1.2\n--- # more\nb: 2", "OKR013"),
        ("a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "OKR014"),
        ("a: " + "[" * 10_000, "OKR014"),
        ("a: " + "{x: " * 10_000, "OKR014"),
        ("x: " + "y" * (1 << 16), "OKR011"),
        ("? [a]\n: b", "OKR019"),
    ],
)
def test_what_yaml_would_change_in_silence_is_refused_by_name(block: str, code: str) -> None:
    assert _read(block)[1] == [code]


@pytest.mark.promise
@given(st.lists(_CSV_SIGNS).map("".join) | st.text())
def test_any_table_is_read_or_refused(text: str) -> None:
    for cells in (text, clean(text)):
        found = table("a.csv", cells)
        assert all(len(row.cells) == len(found.header) for row in found.rows)
        for row in found.rows:
            for column in range(len(row.cells) + 1):
                assert found.place(row.line, column).column >= 1


@given(st.text())
def test_text_is_cleaned_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.promise
@given(st.text())
def test_clean_text_holds_nothing_that_hides(text: str) -> None:
    hiding = set("\x00\x08\x0b\x7f\x85\ufeff\ufffe\u202e\u2066\u2028\ud800\r")
    assert not hiding & set(clean(f"{text}\u202e\x00\ufeff{text}\u2028"))


def test_an_override_of_the_reading_direction_is_marked() -> None:
    assert clean("owner: ana\u202e") == "owner: ana[U+202E]"


@given(st.text())
def test_a_slug_is_an_id_and_its_own_slug(text: str) -> None:
    assert re.fullmatch(ID, slug(text))
    assert slug(slug(text)) == slug(text)


def test_the_place_of_a_value_on_a_very_long_line_is_exact() -> None:
    fields, codes = _read(f"long: [{'a, ' * 10}{'b' * 65_400}, c]")
    assert codes == []
    assert fields
    found = fields.get("long")
    assert isinstance(found, Sequence)
    assert [(one.place.column, one.place.length) for one in found.items[-2:]] == [
        (38, 65_400),
        (65_440, 1),
    ]
    assert fields.last_line == 2


@pytest.mark.parametrize("blank", [65_530, 65_531, 65_532, 65_533])
def test_a_field_below_very_many_lines_is_read(blank: int) -> None:
    fields, codes = _read("\n" * blank + "a:")
    assert codes == []
    assert fields
    assert [key.place.line for key, _ in fields.items] == [blank + 2]
