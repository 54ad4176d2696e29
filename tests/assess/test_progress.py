"""Laws of progress: one signed formula, the same in every unit and both ways."""

from array import array
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from projects import project_of

from okrsite.assess.assessment import Status
from okrsite.assess.evidence import evidence_on
from okrsite.assess.measures import progress, share_of_way
from okrsite.assess.pace import JUDGED, PRESETS, capped, expected_between, pace, weakest
from okrsite.assess.scoring import rounded_score
from okrsite.assess.series import Book, reduce, running
from okrsite.base.frozen import replace
from okrsite.model.goals import KeyResult, Promise, Update
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Reduce
from okrsite.read.config import Pace

FIRST, DUE = date(2026, 10, 1), date(2026, 12, 31)
numbers = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
in_cycle = st.dates(FIRST - timedelta(days=40), DUE + timedelta(days=40))


@cache
def _portfolio(fields: str) -> Portfolio:
    goal = f"---\ntitle: Grow\nowner: ana\nkey_results:\n  - {{id: a, title: A, {fields}}}\n---\n"
    return project_of({"content/objectives/2026-q4/grow.md": goal}).portfolio


def _key_result(fields: str) -> KeyResult:
    return _portfolio(fields).key_results["grow#a"]


def _progress(fields: str, values: dict[date, float], day: date = DUE) -> float | None:
    """The progress of a key result of which these values are told."""
    portfolio, found = _portfolio(fields), _key_result(fields)
    updates = tuple(
        Update(found.key, told, "", found.place, value=value)
        for told, value in sorted(values.items())
    )
    told = replace(found, updates=updates)
    return progress(evidence_on(told, told.promise, day, portfolio, Book({}, day)))


@given(numbers, numbers, numbers, numbers)
def test_progress_never_falls_while_the_value_nears_the_target(
    start: float, target: float, one: float, other: float
) -> None:
    assume(start != target)
    low, high = sorted((one, other), reverse=target < start)
    assert share_of_way(low, start, target) <= share_of_way(high, start, target)


@given(numbers, numbers, numbers)
def test_decreasing_is_the_mirror_of_increasing(value: float, start: float, target: float) -> None:
    assume(start != target)
    assert share_of_way(-value, -start, -target) == share_of_way(value, start, target)


@given(numbers, st.floats(0.001, 1e4), st.sampled_from([1e-3, 0.5, 10.0, 1e6]))
def test_progress_is_the_same_in_every_unit(value: float, way: float, scale: float) -> None:
    found = share_of_way(value * scale, 0.0, way * scale)
    assert found == pytest.approx(share_of_way(value, 0.0, way), rel=1e-9, abs=1e-9)


@given(st.integers(-999, 999), st.integers(-999, 999), st.integers(1, 999), st.integers(-999, 999))
def test_progress_does_not_depend_on_where_counting_begins(
    value: int, start: int, way: int, shift: int
) -> None:
    moved = share_of_way(value + shift, start + shift, start + way + shift)
    assert moved == share_of_way(value, start, start + way)


@pytest.mark.parametrize(
    "fields", ["start: 800, target: 2000", "start: 12, target: 6", "target: 9"]
)
def test_nothing_at_the_start_and_all_at_the_target(fields: str) -> None:
    promise = _key_result(fields).promise
    assert promise.start is not None
    assert promise.target is not None
    assert _progress(fields, {FIRST: promise.start}) == 0
    assert _progress(fields, {FIRST: promise.target}) == 1
    assert _progress(fields, {}) is None


@pytest.mark.parametrize(
    "fields", ["at_least: 5, every: week", "target: 4, every: week", "between: [2, 8]"]
)
@given(values=st.dictionaries(st.dates(FIRST, DUE), st.floats(0, 100), max_size=20), day=in_cycle)
def test_what_is_counted_over_periods_lies_between_nothing_and_all(
    fields: str, values: dict[date, float], day: date
) -> None:
    found = _progress(fields, values, day)
    assert found is None or 0 <= found <= 1


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=8))
def test_milestones_are_the_weights_done_over_all(steps: list[tuple[int, bool]]) -> None:
    assume(any(weight for weight, _ in steps))
    written = ", ".join(
        f"{{id: m{i}, title: M, weight: {weight}{', done: 2026-11-01' if done else ''}}}"
        for i, (weight, done) in enumerate(steps)
    )
    found = _progress(f"milestones: [{written}]", {})
    done = sum(weight for weight, is_done in steps if is_done)
    assert found == pytest.approx(done / sum(weight for weight, _ in steps))


straight = Promise(FIRST, DUE, 1.0, 800.0, 2000.0)
expected_values = st.dictionaries(st.dates(FIRST, DUE), st.floats(0, 3000), max_size=5)


@given(in_cycle, in_cycle)
def test_expected_progress_never_falls(one: date, other: date) -> None:
    early, late = sorted((one, other))
    found = [expected_between(straight, FIRST, DUE, day) for day in (early, late)]
    assert found == sorted(found)


@given(in_cycle, expected_values)
def test_expected_progress_is_nothing_before_and_all_after(
    day: date, points: dict[date, float]
) -> None:
    promise = replace(straight, expected=tuple(sorted(points.items())))
    found = expected_between(promise, FIRST, DUE, day)
    assert 0 <= found <= 1
    if day < FIRST:
        assert found == 0
    if day > DUE:
        assert found == 1


def test_a_key_result_of_one_day_is_expected_on_it() -> None:
    assert expected_between(straight, FIRST, FIRST, FIRST) == 1


@given(st.floats(-1, 2), st.floats(-1, 2), st.floats(0, 1), st.sampled_from(sorted(PRESETS)))
def test_more_progress_is_never_judged_worse(
    one: float, other: float, expected: float, preset: str
) -> None:
    order = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK)
    less, more = sorted((one, other))
    judge = PRESETS[preset].judge
    assert order.index(judge(less, expected)) <= order.index(judge(more, expected))


@given(st.floats(0, 1), st.sampled_from(sorted(PRESETS)))
def test_it_is_too_early_under_every_preset(progress_: float, preset: str) -> None:
    settings = Pace.model_validate({"preset": preset})
    assert pace(progress_, 0.05, settings) is Status.TOO_EARLY
    assert pace(progress_, 0.10, settings) is not Status.TOO_EARLY


@given(st.lists(st.sampled_from(list(Status))))
def test_the_weakest_status_does_not_depend_on_the_order(statuses: list[Status]) -> None:
    assert weakest(statuses) == weakest(reversed(statuses))


@given(st.sampled_from(JUDGED))
def test_a_breached_guardrail_never_makes_a_status_better(status: Status) -> None:
    assert JUDGED.index(capped(status)) <= JUDGED.index(status)
    assert JUDGED.index(capped(status)) <= JUDGED.index(Status.AT_RISK)


@given(st.floats(0, 1))
def test_a_score_has_two_decimals_and_lies_near(value: float) -> None:
    score = rounded_score(value)
    assert abs(score - value) <= 0.005 + 1e-9
    assert round(score, 2) == score


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.sampled_from(list(Reduce)))
def test_the_last_running_value_is_the_reduced_one(values: list[float], how: Reduce) -> None:
    assert running(array("d", values), how)[-1] == pytest.approx(
        reduce(values, how), rel=1e-9, abs=1e-6
    )
