"""Every number is what its explanation comes to, on the example and on any other portfolio."""

import operator
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolios import days, projects
from projects import Project, open_project, project_of

from okrsite.assess.assessment import Status
from okrsite.assess.explain.calibration import difference, means
from okrsite.assess.explain.cycles import mean_scores
from okrsite.assess.explain.drivers import correlation
from okrsite.assess.explain.funnel import conversion
from okrsite.assess.explain.gaps import change, gap_closed
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.key_results import key_result
from okrsite.assess.explain.kpis import kpi
from okrsite.assess.explain.objectives import objective
from okrsite.assess.explain.reckoning import (
    Comparison,
    Explanation,
    Input,
    Judgement,
    Reckoning,
    reckoned,
    value_of,
)
from okrsite.assess.explain.remedies import for_key_result
from okrsite.assess.explain.tallies import tallied
from okrsite.assess.explain.units import units
from okrsite.assess.measures import share_of_way
from okrsite.assess.pace import PRESETS, pace
from okrsite.model.key_results.types import NUMERIC

EXAMPLE = Path(__file__).parents[2]
COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


def explanations(ground: Ground) -> Iterator[Explanation]:
    """How every number and word of a portfolio came about."""
    portfolio = ground.portfolio
    for one in portfolio.objectives.values():
        yield from objective(one, ground)
    for kr in portfolio.key_results.values():
        yield from key_result(kr, ground)
        remedy = for_key_result(kr, ground)
        if remedy and remedy.reckoning:
            yield remedy.reckoning
    for one_kpi in portfolio.kpis.values():
        yield from kpi(one_kpi, ground)
    for cycle in portfolio.cycles:
        inside = [o for o in portfolio.objectives.values() if o.cycle == cycle]
        yield from tallied(f"cycle:{cycle}", inside, ground)
    yield from statistics(ground)


def statistics(ground: Ground) -> Iterator[Reckoning]:
    """How each statistic of a portfolio came about."""
    judged = ground.assessment
    for gap in judged.gaps_closed.values():
        yield from gap_closed(gap, ground)
    for effect in judged.effects:
        yield from change(effect, ground)
    for one in ground.portfolio.kpis.values():
        yield from units(one, judged.kpis[one.id], ground)
    for driver in judged.drivers:
        yield from correlation(driver, driver.driver, ground)
    for stage in judged.funnel:
        if stage.conversion:
            yield from conversion(stage.conversion, ground)
    for scores in judged.scores.values():
        yield from mean_scores(scores, ground)
    for projection in judged.projections:
        yield from difference(projection, ground)
    yield from means("calibration:all", "All", judged.projections, ground)


def ground_of(project: Project, day: date) -> Ground:
    """A project as it is judged on a day."""
    return Ground(project.portfolio, project.assess(day))


def _is_explained(one: Explanation) -> bool:
    if isinstance(one, Judgement):
        held = [rung for rung in one.rungs if rung.holds]
        return one.rungs[-1].word == one.word and held == [one.rungs[-1]] and _compares(one)
    found = reckoned(one)
    return found is not None and found == pytest.approx(one.result, rel=1e-9, abs=1e-9)


def _compares(one: Judgement) -> bool:
    compared = [(rung.comparison, rung.holds) for rung in one.rungs if rung.comparison]
    return all(_holds(comparison, one.inputs) in (holds, None) for comparison, holds in compared)


def _holds(one: Comparison, inputs: tuple[Input, ...]) -> bool | None:
    """Whether a comparison holds; nothing where both sides are as good as equal."""
    left, right = value_of(one.left, inputs), value_of(one.right, inputs)
    assert left is not None
    assert right is not None
    if left == pytest.approx(right, rel=1e-9, abs=1e-9):
        return None
    return bool(COMPARE[one.sign](left, right))


@pytest.mark.parametrize("day", [date(2026, 5, 20), date(2026, 11, 20), date(2027, 3, 1)], ids=str)
def test_every_number_of_the_example_comes_out_of_its_explanation(day: date) -> None:
    found = list(explanations(ground_of(open_project(EXAMPLE), day)))
    assert len(found) > 500
    assert [one for one in found if not _is_explained(one)] == []
    assert len({one.id for one in found}) == len(found)


@given(files=projects(), day=days)
def test_every_number_of_any_portfolio_comes_out_of_its_explanation(
    files: dict[str, str], day: date
) -> None:
    found = explanations(ground_of(project_of(files), day))
    assert [one for one in found if not _is_explained(one)] == []


def test_the_example_has_every_statistic() -> None:
    found = statistics(ground_of(open_project(EXAMPLE), date(2026, 11, 20)))
    kinds = {re.split(r"-(?:with|of)-", one.id.partition("/")[2])[0] for one in found}
    assert kinds >= {
        "calibration",
        "calibration-distance",
        "change",
        "conversion",
        "correlation",
        "gap-closed",
        "mean-aspirational-score",
        "mean-score",
        "units-attained",
    }


def test_every_input_that_an_author_wrote_names_its_line() -> None:
    project = open_project(EXAMPLE)
    found = list(statistics(ground_of(project, date(2026, 11, 20))))
    written = ("gap-closed", "conversion", "units-attained", "mean-score")
    inputs = [i for one in found if one.id.endswith(written) for i in one.inputs]
    assert [one.what for one in inputs if not one.places] == []
    assert all(place.line for one in inputs for place in one.places)


@given(files=projects(), day=days, preset=st.sampled_from(sorted(PRESETS)))
def test_what_would_be_on_track_would_be(files: dict[str, str], day: date, preset: str) -> None:
    settings = {"okrsite.toml": f'[pace]\npreset = "{preset}"\n'}
    ground = ground_of(project_of(files | settings), day)
    for kr in ground.portfolio.key_results.values():
        remedy, judged = for_key_result(kr, ground), ground.assessment.key_results[kr.key]
        promise = judged.promise
        if remedy is None or remedy.reckoning is None or kr.type not in NUMERIC:
            continue
        assert promise.start is not None
        assert promise.target is not None
        assert judged.expected is not None
        step = 0.001 * (1 if promise.target > promise.start else -1)
        value = remedy.reckoning.result + (step if " than " in remedy.what else 0)
        reached = share_of_way(value, promise.start, promise.target)
        assert pace(reached, judged.expected, ground.portfolio.settings.pace) is Status.ON_TRACK


@given(files=projects(), day=days)
def test_a_goal_asked_for_one_rule_is_explained_by_all_that_follows_it(
    files: dict[str, str], day: date
) -> None:
    ground = ground_of(project_of(files), day)
    for kr in ground.portfolio.key_results.values():
        found = key_result(kr, ground)
        for rule in {one.rule for one in found}:
            asked = key_result(kr, ground, {rule})
            assert [e for e in asked if e.rule == rule] == [e for e in found if e.rule == rule]
    for goal in ground.portfolio.objectives.values():
        explained = objective(goal, ground)
        for rule in {one.rule for one in explained}:
            by_rule = tuple(one for one in explained if one.rule == rule)
            assert objective(goal, ground, {rule}) == by_rule
