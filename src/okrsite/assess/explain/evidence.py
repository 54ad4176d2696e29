"""Where the values that statistics start from are written."""

from okrsite.assess.assessment import Reading
from okrsite.assess.explain.ground import Ground, places_of
from okrsite.assess.explain.reckoning import Input, Shape
from okrsite.model.goals import Objective
from okrsite.model.series import Formula


def reading(name: str, what: str, kpi: str, found: Reading, ground: Ground) -> Input:
    """A value of a KPI as an input, with the rows that it stands on, or the formula."""
    series, document = ground.portfolio.series[kpi], ground.portfolio.kpis[kpi].document
    rows = ground.rows(kpi, found.period, ground.assessment.as_of)
    is_composite = isinstance(series.origin, Formula)
    places = (document.place("formula"),) if is_composite else places_of(rows)
    return Input(name, found.value, Shape.VALUE, f"{what}, {found.period}", places)


def score(number: int, objective: Objective, value: float, ground: Ground) -> Input:
    """The score of an objective as the n-th input of a mean: the given one where it counts."""
    is_given = ground.assessment.objectives[objective.id].given_score is not None
    name, loc = ("given-score", ("closing", "score")) if is_given else ("score", ("title",))
    places = (objective.document.place(*loc),)
    explained = f"objective:{objective.id}/{name}"
    return Input(f"score-{number}", value, Shape.SCORE, objective.title, places, explained)
