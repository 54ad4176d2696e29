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


def score(number: int, objective: Objective, value: float) -> Input:
    """The score of an objective as the n-th input of a mean."""
    document, closing = objective.document, objective.fields.closing
    is_given = closing is not None and closing.score is not None
    name = "given-score" if is_given else "score"
    place = document.place("closing", "score") if is_given else document.place("title")
    explained = f"objective:{objective.id}/{name}"
    return Input(f"score-{number}", value, Shape.SCORE, objective.title, (place,), explained)
