"""Laws of the forecast: a line through the values, the same in every unit and from every day."""

from datetime import date, timedelta
from math import isfinite

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from projects import project_of

from okrsite.assess.assessment import Forecast
from okrsite.assess.forecast import forecast
from okrsite.assess.points import measurements

FIRST, DUE = date(2026, 10, 1), date(2026, 12, 31)
GOAL = "content/objectives/2026-q4/grow.md"
Told = dict[int, float]

days = st.integers(0, 91)
amounts = st.floats(-1e6, 1e6).map(lambda number: round(number, 2))
told = st.dictionaries(days, amounts, min_size=3, max_size=12)
any_size = st.one_of(st.floats(-1e18, 1e18), st.floats(-1e-12, 1e-12), st.integers(-9, 9))


def _forecast(values: Told, target: float = 2e6, shift: int = 0, start: float = -2e6) -> Forecast:
    told = measurements((FIRST + timedelta(day + shift), v) for day, v in values.items())
    return forecast(told, start, target, DUE + timedelta(shift))


def _of(fields: str, day: date) -> Forecast | None:
    goal = f"---\ntitle: Grow\nowner: ana\nkey_results:\n  - {{id: a, title: A, {fields}}}\n---\n"
    return project_of({GOAL: goal}).assess(day).key_results["grow#a"].forecast


@pytest.mark.promise
@given(st.dictionaries(days, any_size, min_size=3, max_size=12), any_size, any_size)
def test_every_number_of_a_forecast_is_one(values: Told, start: float, target: float) -> None:
    found = _forecast(values, float(target), start=float(start))
    numbers = (found.slope, found.intercept, found.value_at_due, found.half_width)
    assert all(map(isfinite, numbers))
    assert found.half_width >= 0


@given(told, st.integers(-9999, 9999))
def test_more_of_everything_is_as_much_more_foreseen(values: Told, more: int) -> None:
    one, other = _forecast(values), _forecast({day: v + more for day, v in values.items()})
    assert other.value_at_due == pytest.approx(one.value_at_due + more, rel=1e-6, abs=1e-3)
    assert other.half_width == pytest.approx(one.half_width, rel=1e-6, abs=1e-3)


@given(told, st.integers(-400, 400))
def test_a_later_start_is_foreseen_as_much_later(values: Told, shift: int) -> None:
    one, other = _forecast(values), _forecast(values, shift=shift)
    assert other.value_at_due == one.value_at_due
    assert (one.meets_on and one.meets_on + timedelta(shift)) == other.meets_on


@given(told, st.sampled_from([2.0**-20, 0.5, 4.0, 2.0**20, -1.0]))
def test_the_forecast_is_the_same_in_every_unit_and_both_ways(values: Told, scale: float) -> None:
    one = _forecast(values)
    scaled = {day: scale * value for day, value in values.items()}
    other = _forecast(scaled, scale * 2e6, start=-scale * 2e6)
    assert other.value_at_due == pytest.approx(scale * one.value_at_due)
    assert other.half_width == pytest.approx(abs(scale) * one.half_width)
    assert other.meets_on == one.meets_on


@given(told, st.data())
def test_the_order_of_the_values_does_not_matter(values: Told, data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(values.items()))))
    assert _forecast(shuffled) == _forecast(values)


@given(
    st.sets(days, min_size=3, max_size=12),
    st.decimals("0.01", 999, places=2),
    st.integers(-9999, 9999),
    st.integers(1, 300),
    st.sampled_from([1, -1]),
)
def test_a_straight_line_is_met_on_the_exact_day(
    on: set[int], step: float, start: int, later: int, way: int
) -> None:
    gain = way * float(step)
    values = {day: start + gain * day for day in on}
    met = max(on) + later
    found = _forecast(values, start + gain * met, start=float(start) - way)
    assert found.meets_on == FIRST + timedelta(met)
    assert found.value_at_due == pytest.approx(start + gain * 91)
    assert found.half_width == 0


@given(told)
def test_a_target_is_met_no_sooner_than_the_last_value_and_within_a_year_after_due(
    values: Told,
) -> None:
    found = _forecast(values, target=1000.0)
    if found.meets_on:
        last = FIRST + timedelta(max(values))
        assert last <= found.meets_on <= DUE + timedelta(365)
        line = found.intercept + found.slope * (found.meets_on - found.origin).days
        assert line >= 1000 - 1e-6 * max(1, abs(found.slope), abs(found.intercept))


@given(told)
def test_scattered_values_make_a_wider_cone(values: Told) -> None:
    assume(len(set(values.values())) > 1)
    narrow = _forecast(values)
    assume(narrow.half_width > 1e-3)
    wide = {d: _on(narrow, d) + 2 * (v - _on(narrow, d)) for d, v in values.items()}
    assert _forecast(wide).half_width == pytest.approx(2 * narrow.half_width, rel=1e-3)


def _on(line: Forecast, day: int) -> float:
    return line.intercept + line.slope * (FIRST + timedelta(day) - line.origin).days


@pytest.mark.parametrize(
    ("fields", "day", "is_foreseen"),
    [
        ("target: 50, values: {2026-10-05: 5, 2026-10-12: 9, 2026-10-19: 12}", "2026-10-18", False),
        ("target: 50, values: {2026-10-05: 5, 2026-10-12: 9, 2026-10-19: 12}", "2026-10-19", True),
        ("target: 50, values: {2026-10-05: 5, 2026-10-12: 9, 2026-10-19: 12}", "2026-12-31", True),
        ("target: 50, values: {2026-10-05: 5, 2026-10-12: 9, 2026-10-19: 12}", "2027-01-01", False),
        ("target: 12, values: {2026-10-05: 5, 2026-10-12: 9, 2026-10-19: 12}", "2026-10-19", False),
        (
            "target: 50, values: {2026-10-05: 5, 2026-10-12: 9, 2026-10-19: 12}, "
            "dropped: {date: 2026-10-25}",
            "2026-10-25",
            False,
        ),
        (
            "at_least: 5, every: week, values: {2026-10-05: 5, 2026-10-12: 9, 2026-10-19: 12}",
            "2026-10-25",
            False,
        ),
    ],
)
def test_only_a_running_way_with_three_days_told_has_a_forecast(
    fields: str, day: str, *, is_foreseen: bool
) -> None:
    assert (_of(fields, date.fromisoformat(day)) is not None) is is_foreseen


def test_a_line_that_leads_away_or_too_slowly_never_meets_the_target() -> None:
    away = _of("start: 0, target: 50, values: {2026-10-05: 9, 2026-10-12: 7, 2026-10-19: 5}", DUE)
    slow = _of("start: 0, target: 50, values: {2026-10-05: 1, 2026-10-12: 1.5, 2026-10-19: 2}", DUE)
    assert away
    assert slow
    assert (away.meets_on, slow.meets_on) == (None, None)
