"""Laws of judging: what holds of every portfolio on every day."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolios import CLOSED, GOAL, WEEKS, checkins, days, projects
from projects import Files, Project, project_of

from okrsite.assess.assessment import Pair, Status
from okrsite.assess.drivers import correlation
from okrsite.base.frozen import Frozen, fields
from okrsite.model.calendar import Period

Build = Callable[[Files], Project]


def _floats(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _floats(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _floats(part)
    elif isinstance(value, Frozen):
        for name in fields(type(value)):
            yield from _floats(getattr(value, name))


@pytest.mark.promise
@given(files=projects(), day=days)
def test_no_number_that_is_none_reaches_a_page(files: dict[str, str], day: date) -> None:
    assert all(map(isfinite, _floats(project_of(files).assess(day))))


@given(files=projects(), day=days, data=st.data())
def test_what_is_said_later_changes_nothing_of_a_day(
    files: dict[str, str], day: date, data: st.DataObject
) -> None:
    more = dict(files) | data.draw(checkins(after=day))
    later = [day + timedelta(days=20 + 7 * week) for week in range(3)]
    known = files["content/kpis/sales.csv"]
    rows = ("{0[0]}-W{0[1]:02d}".format(week.isocalendar()) for week in later)
    more["content/kpis/sales.csv"] += "".join(f"{row},7\n" for row in rows if row not in known)
    before, after = project_of(files).assess(day), project_of(more).assess(day)
    assert after == before


@given(files=projects(), day=st.dates(CLOSED, date(2028, 1, 1)), data=st.data())
def test_a_closed_cycle_is_frozen(files: dict[str, str], day: date, data: st.DataObject) -> None:
    at_the_close = project_of(files).assess(CLOSED)
    later = project_of(files | data.draw(checkins(after=CLOSED))).assess(day)
    assert later.objectives == at_the_close.objectives
    assert later.key_results == at_the_close.key_results


@given(files=projects(), day=st.dates(CLOSED, date(2028, 1, 1)), number=st.integers(0, 99))
def test_what_a_closed_cycle_came_to_is_frozen(
    files: dict[str, str], day: date, number: int
) -> None:
    table = "content/kpis/sales.csv"
    more = {**files, table: f"{files[table]}2027-W04,{number}\n2027-W05,{number}\n"}
    at_the_close, later = project_of(files).assess(CLOSED), project_of(more).assess(day)
    assert later.effects == at_the_close.effects
    assert later.scores == at_the_close.scores
    assert later.projections == at_the_close.projections


@given(files=projects(), day=days)
def test_a_correlation_lies_between_minus_one_and_one(files: dict[str, str], day: date) -> None:
    for driver in project_of(files).assess(day).drivers:
        assert driver.correlation is None or -1 <= driver.correlation <= 1


@given(pairs=st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=2))
def test_a_correlation_asks_neither_for_the_unit_nor_for_who_is_first(
    pairs: list[tuple[int, int]],
) -> None:
    week = WEEKS[0]
    one = [Pair(Period(week, week), float(a), float(b)) for a, b in pairs]
    other = [Pair(Period(week, week), 100.0 * b + 7, float(a)) for a, b in pairs]
    found, turned = correlation(one), correlation(other)
    assert (found is None) == (turned is None)
    assert found is None or turned is None or abs(found - turned) < 1e-9


@given(files=projects(), day=days)
def test_an_objective_lies_between_its_key_results(files: dict[str, str], day: date) -> None:
    judged = project_of(files).assess(day)
    progress = judged.objectives["grow"].progress
    counted = [
        kr.clamped or 0.0 for kr in judged.key_results.values() if kr.counts and kr.promise.weight
    ]
    if progress is None:
        assert not counted or not any(counted)
    else:
        assert min(counted) <= progress <= max(counted)


@given(files=projects(), day=days)
def test_expected_progress_and_scores_lie_between_nothing_and_all(
    files: dict[str, str], day: date
) -> None:
    judged = project_of(files).assess(day)
    for key_result in judged.key_results.values():
        assert key_result.expected is None or 0 <= key_result.expected <= 1
    for objective in judged.objectives.values():
        assert objective.progress is None or 0 <= objective.progress <= 1
        assert objective.score is None or 0 <= objective.score <= 1


@given(files=projects(), day=days, data=st.data())
def test_the_order_of_key_results_does_not_matter(
    files: dict[str, str], day: date, data: st.DataObject
) -> None:
    head, *lines = files[GOAL].split("  - ")
    lines[-1] = lines[-1].removesuffix("---\n")
    shuffled = "  - ".join([head, *data.draw(st.permutations(lines))]) + "---\n"
    one = project_of(files).assess(day).objectives["grow"]
    other = project_of(files | {GOAL: shuffled}).assess(day).objectives["grow"]
    assert (other.progress, other.expected, other.status) == (
        one.progress,
        one.expected,
        one.status,
    )


@given(files=projects(), day=days, data=st.data())
def test_the_order_of_rows_does_not_matter(
    files: dict[str, str], day: date, data: st.DataObject
) -> None:
    head, *rows = files["content/kpis/sales.csv"].splitlines(keepends=True)
    shuffled = head + "".join(data.draw(st.permutations(rows)))
    one = project_of(files).assess(day)
    other = project_of(files | {"content/kpis/sales.csv": shuffled}).assess(day)
    assert other == one


@given(files=projects(), day=days)
def test_silence_is_never_green(files: dict[str, str], day: date) -> None:
    for key_result in project_of(files).assess(day).key_results.values():
        if key_result.is_outdated:
            assert key_result.status not in (Status.ON_TRACK, Status.TOO_EARLY, Status.PENDING)


def test_the_order_and_number_of_checkin_files_do_not_matter(project: Build) -> None:
    goal = "---\ntitle: Grow\nowner: ana\nkey_results: [{id: a, title: A, target: 9}]\n---\n"
    said = {"2026-11-02": 3, "2026-11-09": 5, "2026-11-16": 4}
    apart = {
        f"content/checkins/{folder}/{day}-ana.md": f"---\nupdates: {{grow#a: {value}}}\n---\n"
        for folder, (day, value) in zip(("c", "a", "b"), said.items(), strict=True)
    }
    judged = project({GOAL: goal, **apart}).assess(date(2026, 11, 20)).key_results["grow#a"]
    assert [one.value for one in judged.measured] == [3.0, 5.0, 4.0]
    assert judged.value == 4.0


def test_a_long_chain_of_closed_cycles_is_judged_once_each(project: Build) -> None:
    cycles = [f"{year}-q{quarter}" for year in range(2016, 2026) for quarter in (1, 2, 3, 4)]
    files = {}
    for n, cycle in enumerate(cycles):
        parent = f"parent: o{n - 1}\ncontributes: yes\n" if n else ""
        head = f"title: O\nowner: ana\ncycle: {cycle}\n{parent}"
        files[f"content/objectives/o{n}.md"] = f"---\n{head}key_results: [{{title: A}}]\n---\n"
    judged = project(files).assess(date(2026, 6, 1)).objectives
    assert {one.progress for one in judged.values()} == {0.0}


def test_a_closed_objective_is_frozen_although_a_child_runs_on(project: Build) -> None:
    parent = "---\ntitle: Grow\nowner: ana\n---\n"
    values = "values: {2026-12-20: 5, 2027-01-20: 9}"
    child = (
        "---\ntitle: Sell\nowner: ana\nparent: grow\ncontributes: yes\n"
        f"cycle: winter\nkey_results: [{{id: a, title: A, target: 10, {values}}}]\n---\n"
    )
    winter = "---\ntitle: Winter\nstart: 2026-11-01\nend: 2027-03-31\n---\n"
    files = {GOAL: parent, "content/objectives/sell.md": child, "content/cycles/winter.md": winter}
    found = project(files)
    assert found.codes == []
    later = found.assess(date(2027, 2, 1)).objectives
    assert (later["sell"].progress, later["grow"].progress) == (0.9, 0.5)
    assert later["grow"] == found.assess(CLOSED).objectives["grow"]
