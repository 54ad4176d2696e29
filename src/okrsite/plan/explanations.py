"""Everything that is explained of a thing: the same on its page and in a terminal."""

from collections.abc import Iterator, Sequence

from okrsite.assess.explain.cycles import mean_scores
from okrsite.assess.explain.drivers import correlation
from okrsite.assess.explain.gaps import change, gap_closed, short_of, year_change
from okrsite.assess.explain.kpis import kpi
from okrsite.assess.explain.objectives import objective
from okrsite.assess.explain.reckoning import Explanation
from okrsite.assess.explain.reports import course
from okrsite.assess.explain.tallies import days_of
from okrsite.assess.explain.units import units
from okrsite.assess.shortfall import shortfall
from okrsite.assess.years import year_over_year
from okrsite.model.goals import Cycle, Kpi, Objective
from okrsite.plan.explained import explained
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import tally_explained
from okrsite.plan.views.explained import Explained


def objective_explained(one: Objective, scene: Scene) -> tuple[Explained, ...]:
    """How the numbers of an objective came about, and how each KPI moved while it worked on it."""
    return explained(_of_objective(one, scene), scene)


def kpi_explained(one: Kpi, scene: Scene) -> tuple[Explained, ...]:
    """How the value and the word of a KPI came about, its gap, its units, its correlations."""
    return explained(_of_kpi(one, scene), scene)


def cycle_explained(cycle: Cycle, ids: Sequence[str], scene: Scene) -> tuple[Explained, ...]:
    """How the counts, means and scores of a cycle came about, and which day of it this is."""
    scores = scene.assessment.scores.get(cycle.id)
    means = mean_scores(scores, scene.ground) if scores else ()
    tally = tally_explained(ids, scene, f"cycle:{cycle.id}")
    return (*tally, *explained((*days_of(cycle, scene.ground), *means), scene))


def _of_objective(one: Objective, scene: Scene) -> Iterator[Explanation]:
    yield from objective(one, scene.ground)
    for effect in scene.effects.get(one.id, ()):
        yield from change(effect, scene.ground)


def _of_kpi(one: Kpi, scene: Scene) -> Iterator[Explanation]:
    assessment, ground = scene.assessment, scene.ground
    yield from kpi(one, ground)
    if gap := assessment.gaps_closed.get(one.id):
        yield from gap_closed(gap, ground)
    if short := shortfall(one, assessment.kpis[one.id]):
        yield short_of(one.id, short, ground)
    if years := year_over_year(one, assessment.kpis[one.id]):
        yield year_change(one.id, years, ground)
    yield from units(one, assessment.kpis[one.id], ground)
    for cycle, found in scene.courses.get(one.id, ()):
        yield from course(found, scene.portfolio.cycles[cycle], ground)
    for driver in scene.drivers.get(one.id, ()):
        yield from correlation(driver, one.id, ground)
