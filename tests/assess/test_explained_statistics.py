"""Every statistic is what its explanation comes to, on the example and on any other portfolio."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import given
from portfolios import days, projects
from projects import open_project, project_of

from okrsite.assess.assessment import Assessment
from okrsite.assess.explain.calibration import difference, means
from okrsite.assess.explain.cycles import mean_scores
from okrsite.assess.explain.drivers import correlation
from okrsite.assess.explain.funnel import conversion
from okrsite.assess.explain.gaps import change, gap_closed
from okrsite.assess.explain.reckoning import Reckoning, value_of
from okrsite.assess.explain.units import units_attained
from okrsite.model.portfolio import Portfolio

EXAMPLE = Path(__file__).parents[2]


def reckonings(portfolio: Portfolio, judged: Assessment) -> Iterator[Reckoning]:
    """How each statistic of a portfolio came about."""
    for gap in judged.gaps_closed.values():
        yield from gap_closed(gap, portfolio)
    for effect in judged.effects:
        yield from change(effect, portfolio)
    for kpi in portfolio.kpis.values():
        yield from units_attained(kpi, judged.kpis[kpi.id], portfolio)
    for driver in judged.drivers:
        yield from correlation(driver, portfolio)
    for stage in judged.funnel:
        if stage.conversion:
            yield from conversion(stage.conversion, portfolio)
    for scores in judged.scores.values():
        yield from mean_scores(scores, portfolio)
    yield from _calibrations(judged)


def _calibrations(judged: Assessment) -> Iterator[Reckoning]:
    for projection in judged.projections:
        yield from difference(projection)
    for cycle in sorted({one.cycle for one in judged.projections}):
        yield from means(f"cycle:{cycle}", [p for p in judged.projections if p.cycle == cycle])
    for team in sorted({one.team for one in judged.projections}):
        yield from means(f"team:{team}", [p for p in judged.projections if p.team == team])


def _is_explained(one: Reckoning) -> bool:
    found = value_of(one.formula, one.inputs)
    return found is not None and abs(found - one.result) <= 1e-9 * max(1.0, abs(one.result))


def test_every_statistic_of_the_example_comes_out_of_its_explanation() -> None:
    project = open_project(EXAMPLE)
    found = list(reckonings(project.portfolio, project.assess(date(2026, 11, 20))))
    kinds = {one.id.partition("/")[2].partition("-with-")[0].partition("-of-")[0] for one in found}
    assert kinds == {
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
    assert [one.id for one in found if not _is_explained(one)] == []
    assert len({one.id for one in found}) == len(found)


def test_every_input_that_an_author_wrote_names_its_line() -> None:
    project = open_project(EXAMPLE)
    found = list(reckonings(project.portfolio, project.assess(date(2026, 11, 20))))
    written = ("gap-closed", "conversion", "units-attained", "mean-score")
    inputs = [i for one in found if one.id.endswith(written) for i in one.inputs]
    assert [one.what for one in inputs if not one.places] == []
    assert all(place.line for one in inputs for place in one.places)


@given(files=projects(), day=days)
def test_every_statistic_of_any_portfolio_comes_out_of_its_explanation(
    files: dict[str, str], day: date
) -> None:
    project = project_of(files)
    found = list(reckonings(project.portfolio, project.assess(day)))
    assert [one.id for one in found if not _is_explained(one)] == []
