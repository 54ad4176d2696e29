"""What the numbers say together: gaps, units, drivers, the funnel, calibration and scores."""

from collections.abc import Iterator
from datetime import date

import pytest
from documents import Case, cases
from judging import judged
from projects import Project

from okrsite.assess.assessment import Conversion, CycleScores, Driver, Reading
from okrsite.assess.calibration import calibration
from okrsite.base.numbers import format_number, format_value

BREAK = "\n            "


def _reading(one: Reading | None) -> str:
    return f"{format_number(one.value, 0, 'en')} ({one.period})" if one else "nothing"


def _effects(project: Project, day: date) -> str:
    assessment, lines = project.assess(day), []
    for one in assessment.effects:
        change = "" if one.change is None else f", changed by {one.change:g}"
        ends = f"{_reading(one.before)} to {_reading(one.after)}"
        lines.append(f"{one.objective} on {one.kpi}: {ends}{change}")
    for gap in assessment.gaps_closed.values():
        way = f"from {gap.before.value:g} to {gap.now.value:g} on the way to {gap.target:g}"
        lines.append(f"gap of {gap.kpi}: {way}, {gap.share:.3f} closed")
    return BREAK.join(lines)


@pytest.mark.parametrize("case", cases("effects.md"), ids=str)
def test_what_objectives_did_to_kpis(case: Case) -> None:
    case.expect(judged(case, {}, _effects))


def _units(project: Project, day: date) -> str:
    found, kpi = project.assess(day).kpis["rate"], project.portfolio.kpis["rate"]
    units = []
    for one in found.units:
        known = one.judged.value if one.judged else None
        value = "" if known is None else f" {format_value(known, kpi.series.unit, 'en')}"
        units.append(f"{one.label}{value} {one.word}")
    return f"{found.attained} of {found.aiming}: {', '.join(units)}"


@pytest.mark.parametrize("case", cases("units.md"), ids=str)
def test_the_units_of_a_kpi(case: Case) -> None:
    files = {"content/kpis/rate.md": f"---\n{case.blocks['kpi']}\n---\n"}
    case.expect(judged(case, files, _units))


def _driver(one: Driver) -> str:
    names = [name for name, holds in (("below", one.is_child), ("leads", one.is_leading)) if holds]
    closeness = "" if one.correlation is None else f", r {one.correlation:.3f}"
    pairs = f"{len(one.pairs)} {one.cadence} pairs, {one.shift} later{closeness}"
    return f"{one.driver} {' and '.join(names)} {one.driven}: {pairs}"


def _drivers(project: Project, day: date) -> str:
    return BREAK.join(map(_driver, project.assess(day).drivers))


@pytest.mark.parametrize("case", cases("drivers.md"), ids=str)
def test_which_kpi_drives_which(case: Case) -> None:
    case.expect(judged(case, {}, _drivers))


def _way(one: Conversion) -> str:
    found = one.passage
    if found is None:
        return f" to {one.next_stage}: {one.why_not}"
    values = f"{found.next_value:g} of {found.value:g} in {found.period}"
    partly = "" if found.is_whole else ", partly"
    return f" to {one.next_stage}: {values} = {found.share:.3f}{partly}"


def _funnel(project: Project, day: date) -> str:
    lines = []
    for one in project.assess(day).funnel:
        way = _way(one.conversion) if one.conversion else ""
        focus = f": {', '.join(one.objectives)} in focus" if one.objectives else ""
        lines.append(f"{one.stage}{way}{focus}")
    return BREAK.join(lines)


@pytest.mark.parametrize("case", cases("funnel.md"), ids=str)
def test_how_many_go_on_to_the_next_stage(case: Case) -> None:
    case.expect(judged(case, {}, _funnel))


def _calibration(project: Project, day: date) -> str:
    projections = project.assess(day).projections
    lines = [
        f"{one.goal.id}: expected {one.projected:.2f}, came {one.final:.2f}, {one.difference:+.2f}"
        for one in projections
    ]
    if found := calibration(projections):
        bias = f"bias {found.bias:+.3f}, distance {found.distance:.3f} of {found.number}"
        lines.append(f"{projections[0].cycle}: {bias}")
    return BREAK.join(lines)


@pytest.mark.parametrize("case", cases("calibration.md"), ids=str)
def test_how_well_people_foresaw_the_end(case: Case) -> None:
    case.expect(judged(case, {}, _calibration))


def _scores(found: CycleScores) -> Iterator[str]:
    yield f"{found.cycle}{'' if found.is_closed else ' so far'}: {found.mean:.3f}"
    yield f" of {len(found.scores)}"
    if found.aspirational_mean is not None:
        yield f", aspirational {found.aspirational_mean:.3f} of {len(found.aspirational)}"
    yield f", {', '.join(found.sweet) or 'none'} sweet"
    yield ", too safe" if found.is_too_safe else ""


def _cycles(project: Project, day: date) -> str:
    return BREAK.join("".join(_scores(one)) for one in project.assess(day).scores.values())


@pytest.mark.parametrize("case", cases("scores.md"), ids=str)
def test_how_a_cycle_scored(case: Case) -> None:
    case.expect(judged(case, {}, _cycles))
