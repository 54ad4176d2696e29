"""Rows of series are kept by column, and are met as the observations that they are."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from okrsite.base.problems import Place
from okrsite.model.calendar import Cadence, period
from okrsite.model.columns import Reading, column
from okrsite.model.schema import DecimalMark
from okrsite.model.series import Observation, gathered
from okrsite.read.tables import table

_READING = Reading(decimal=DecimalMark.POINT)
observations = st.builds(
    Observation,
    period=st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(lambda d: period(Cadence.DAILY, d)),
    value=st.floats(allow_nan=False),
    note=st.sampled_from(["", "", "a strike"]),
    place=st.builds(Place, st.just("a.csv"), st.integers(1, 9), st.just(1), st.integers(1, 9)),
    decimals=st.integers(0, 2),
)


@given(st.lists(observations, max_size=5))
def test_what_is_gathered_is_met_again(found: list[Observation]) -> None:
    kept = gathered(found)
    assert list(kept) == found
    assert [kept[i] for i in range(len(kept))] == found
    assert kept[1:] == tuple(found[1:])
    assert kept == gathered(found)
    assert hash(kept) == hash(gathered(found))


written = st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", fullmatch=True).filter(
    lambda text: "." not in text or abs(float(text)) >= 1e-12
)


@given(st.lists(written, min_size=1, max_size=9), st.sampled_from([",", ";"]))
def test_a_value_is_the_same_beside_values_of_any_form(values: list[str], sign: str) -> None:
    lines = [f"2026-01-{day:02d}{sign}{text}" for day, text in enumerate(values, 1)]
    head = f"date{sign}value"
    plain = column(table("a.csv", "\n".join((head, *lines))), _READING)
    mixed = column(table("a.csv", "\n".join((head, *lines, f"2026-02-01{sign}€1"))), _READING)
    assert plain.problems == mixed.problems == ()
    assert tuple(plain.observations) == mixed.observations[:-1]


def test_a_cell_of_two_lines_is_no_two_values() -> None:
    found = column(table("a.csv", 'date,value\n2026-01,"1\n2"\n'), Reading())
    assert [one.code for one in found.problems] == ["OKR316"]


def test_a_column_has_its_values_notes_and_places() -> None:
    text = "date,value,note\n2026-01,1.50,\n\n2026-02,€2,a strike\n"
    first, second = column(table("a.csv", text), Reading()).observations
    assert (first.value, first.decimals, first.note) == (1.5, 2, "")
    assert (second.value, second.decimals, second.note) == (2.0, 0, "a strike")
    assert [str(one.place) for one in (first, second)] == ["a.csv:2:1", "a.csv:4:1"]
    assert (first.place.length, str(first.period)) == (7, "2026-01")
