"""Points of series are kept by column, and are met as the points that they are."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from projects import project_of

from okrsite.assess.points import Point, by_column, measurements
from okrsite.assess.series import Book
from okrsite.model.calendar import Cadence, period
from okrsite.model.timeline import timeline

FIRST = date(2026, 1, 1)
periods = st.integers(0, 999).map(lambda n: period(Cadence.DAILY, FIRST + timedelta(n)))
points = st.builds(
    Point,
    period=periods,
    covers=periods,
    value=st.none() | st.floats(allow_nan=False),
    is_provisional=st.booleans(),
    note=st.sampled_from(["", "a strike"]),
    present=st.integers(1, 3),
    expected=st.integers(3, 9),
)


@given(st.lists(points, max_size=6))
def test_what_is_kept_by_column_is_met_again(found: list[Point]) -> None:
    kept = by_column(found)
    assert list(kept) == [kept[i] for i in range(len(kept))] == found
    assert kept[-2:] == tuple(found[-2:])
    assert kept == by_column(found)


@given(st.lists(points, max_size=6))
def test_final_points_are_those_that_are_not_provisional(found: list[Point]) -> None:
    final = by_column(found).final
    assert list(final) == [one for one in found if not one.is_provisional]
    assert [final[i] for i in final.known] == [one for one in final if one.value is not None]


@given(st.dictionaries(st.dates(), st.floats(allow_nan=False), max_size=6))
def test_values_of_a_key_result_are_met_as_days_and_values(told: dict[date, float]) -> None:
    kept = measurements(told.items())
    assert [(one.day, one.value) for one in kept] == list(told.items())
    assert kept[1:] == tuple(kept)[1:]


@given(st.lists(periods, max_size=6), st.lists(periods, max_size=6))
def test_equal_timelines_are_one_object(one: list[object], other: list[object]) -> None:
    assert (timeline(one) is timeline(other)) == (one == other)  # type: ignore[arg-type]


def test_timelines_that_differ_in_their_middle_are_told_apart_at_once() -> None:
    days = [period(Cadence.DAILY, FIRST + timedelta(n)) for n in range(100)]
    lines = [timeline([*days[:n], *days[n + 1 :]]) for n in range(1, 99)]
    assert len(set(map(hash, lines))) == len(lines)


def test_a_column_whose_rows_are_periods_is_judged_without_a_copy() -> None:
    kpi = "---\ntitle: A\nowner: ana\ncadence: daily\nseries: a.csv\n---\n"
    table = "date,value\n2026-11-18,1\n2026-11-19,2\n2026-11-20,3\n"
    project = project_of({"content/kpis/a.md": kpi, "content/kpis/a.csv": table})
    series = project.portfolio.series
    book = Book(series, date(2026, 11, 20))
    rows = series["a"].origin.observations  # type: ignore[union-attr]
    assert book.points("a").values is book.observed("a").values.numbers is rows.values
    assert book.points("a").periods is book.points("a").covers is rows.periods
