"""Where the values that reckonings start from are written."""

from okrsite.assess.assessment import Reading
from okrsite.assess.explain.reckoning import Input, Shape
from okrsite.base.problems import Place
from okrsite.model.calendar import Period, within
from okrsite.model.goals import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Combined, Formula, Rows, SameAs, Series


def rows_of(series: Series, period: Period, portfolio: Portfolio) -> tuple[Place, ...]:
    """The rows that a series' value of a period stands on; none of a composite."""
    if isinstance(series.origin, SameAs):
        return rows_of(portfolio.series[series.origin.id], period, portfolio)
    return tuple(
        one.place
        for rows in _tables(series)
        for one in rows.observations
        if one.period == period or within(one.period, period.cadence) == period
    )


def _tables(series: Series) -> tuple[Rows, ...]:
    """What is written of a series, or of each of its units."""
    if isinstance(series.origin, Combined):
        return series.origin.units
    return (series.origin,) if isinstance(series.origin, Rows) else ()


def reading(name: str, what: str, kpi: str, found: Reading, portfolio: Portfolio) -> Input:
    """A value of a KPI as an input, with the rows that it stands on, or the formula."""
    series, document = portfolio.series[kpi], portfolio.kpis[kpi].document
    is_composite = isinstance(series.origin, Formula)
    places = rows_of(series, found.period, portfolio)
    places = (document.place("formula"),) if is_composite else places
    return Input(name, found.value, Shape.VALUE, f"{what}, {found.period}", places)


def score(number: int, objective: Objective, value: float) -> Input:
    """The score of an objective as the n-th input of a mean."""
    document, closing = objective.document, objective.fields.closing
    is_given = closing is not None and closing.score is not None
    place = document.place("closing", "score") if is_given else document.place("title")
    return Input(f"score-{number}", value, Shape.SCORE, objective.title, (place,))
