"""A recorded value is one more observation, and every other byte stays."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from okrsite.base.problems import Problems
from okrsite.base.text import clean
from okrsite.model.calendar import Cadence, Period, following, period
from okrsite.model.columns import Reading, column, columns_of
from okrsite.new.series.rows import Cells, TableEditor
from okrsite.new.series.values import ValuesEditor
from okrsite.read.frontmatter import split
from okrsite.read.tables import table
from okrsite.read.tree import Mapping, Scalar

CADENCES = st.sampled_from(
    [Cadence.DAILY, Cadence.WEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.ANNUAL]
)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
NOTES = st.sampled_from(["", "the fair", 'said "no"', "a, b; c", "two\nlines", "é\ufeff x"])
VALUES = st.sampled_from(["1450", "-3.25", "0.5", "12.125", "0"])


@st.composite
def periods(draw: st.DrawFn) -> tuple[list[Period], Period]:
    """Some periods of a cadence in time, and another one."""
    first = period(draw(CADENCES), draw(DAYS))
    steps = draw(st.lists(st.integers(0, 30), unique=True, min_size=1, max_size=8))
    *there, new = draw(st.permutations([following(first, step) for step in steps]))
    return sorted(there), new


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, Period]:
    """A table in any of the shapes that are read, and a period that it has no value for."""
    separator, comma = draw(st.sampled_from([(",", ","), (";", ","), (";", "."), ("\t", ",")]))
    mark = "." if separator == "," else comma
    end = draw(st.sampled_from(["\n", "\r\n"]))
    there, new = draw(periods())
    lines = [separator.join(("date", "value", "other", "note"))]
    for i, one in enumerate(there):
        number = f"{i + 1}{mark}5"
        note = draw(NOTES)
        quoted = f'"{note.replace(chr(34), chr(34) * 2)}"' if note else ""
        lines.append(separator.join((str(one), number, str(i), quoted)))
    text = end.join(lines) + (end if draw(st.booleans()) else "")
    return ("\ufeff" if draw(st.booleans()) else "") + text, new


@given(tables(), VALUES, NOTES)
def test_a_row_more_is_one_observation_more_and_the_other_lines_stay(
    made: tuple[str, Period], value: str, note: str
) -> None:
    raw, new = made
    reading, cells = Reading("value"), Cells(str(new), value, " ".join(note.split()))
    before = table("a.csv", clean(raw))
    columns = columns_of(before, reading, Problems())
    assert columns
    assume(before.rows or before.separator == "," or "." not in value)
    written = TableEditor(raw, before, reading, columns).edited(cells)
    after = column(table("a.csv", clean(written)), reading)
    known = {one.period: one.value for one in column(before, reading).observations}
    assert not after.problems
    assert {one.period: one.value for one in after.observations} == known | {new: float(value)}
    assert len(written) > len(raw)
    assert _is_one_line_more(raw, written)


def _is_one_line_more(raw: str, written: str) -> bool:
    """Whether a text is another with one line taken out, and an end given to the last one."""
    lines = written.splitlines(keepends=True)
    left = ("".join(lines[:i] + lines[i + 1 :]) for i in range(len(lines)))
    return any(one in (raw, f"{raw}\n", f"{raw}\r\n") for one in left)


@given(tables(), VALUES)
def test_a_value_that_is_corrected_changes_its_cell_alone(
    made: tuple[str, Period], value: str
) -> None:
    raw, _ = made
    reading = Reading("value")
    before = table("a.csv", clean(raw))
    assume(len(before.rows) > 1)
    columns = columns_of(before, reading, Problems())
    assert columns
    label = before.rows[0].cells[0]
    written = TableEditor(raw, before, reading, columns).edited(
        Cells(label, value, is_replacing=True)
    )
    after = column(table("a.csv", clean(written)), reading).observations
    first, *rest = column(before, reading).observations
    assert [one.value for one in after] == [float(value), *(one.value for one in rest)]
    assert after[0].period == first.period
    assert [one.note for one in after] == [first.note, *(one.note for one in rest)]


@given(periods(), VALUES, st.sampled_from(["block", "flow", "flow in lines"]))
def test_a_value_in_front_matter_is_one_entry_more_and_comments_stay(
    made: tuple[list[Period], Period], value: str, style: str
) -> None:
    there, new = made
    assume(there)
    raw = _document([str(one) for one in there], style)
    fields = split(raw, "a.md", Problems())
    assert fields
    values = fields.fields.get("values")
    assert isinstance(values, Mapping)
    written = ValuesEditor(raw, values, None).edited(Cells(str(new), value))
    problems = Problems()
    again = split(written, "a.md", problems)
    assert again, written
    assert not len(problems)
    found = again.fields.get("values")
    assert isinstance(found, Mapping)
    expected = {str(one): str(i) for i, one in enumerate(there)} | {str(new): value}
    read = {key.text: one.text for key, one in found.items if isinstance(one, Scalar)}
    assert read == expected
    assert list(read) == [str(one) for one in sorted([*there, new])]
    assert "# the first" in written
    assert again.body == "Text\n"


def _document(labels: list[str], style: str) -> str:
    entries = [f"{label}: {i}" for i, label in enumerate(labels)]
    if style == "flow":
        return f"---\ntitle: A\nvalues: {{{', '.join(entries)}}}  # the first\nlast: x\n---\nText\n"
    if style == "flow in lines":
        inner = ",\n    ".join(entries)
        return f"---\nvalues: {{\n    {inner}\n  }}  # the first\nlast: x\n---\nText\n"
    first, *rest = entries
    inner = "\n".join([f"   {first}  # the first", *(f"   {entry}" for entry in rest)])
    return f"---\nvalues:\n{inner}\nlast: x\n---\nText\n"
