"""Which KPI drives which, and how closely they have moved together, the lag taken off."""

from collections.abc import Iterator, Sequence
from math import fsum, sqrt

from okrsite.assess.assessment import Driver, Pair
from okrsite.assess.series import Book
from okrsite.base.frozen import Frozen, replace
from okrsite.model.calendar import Cadence, coarser, following, periods_in
from okrsite.model.goals import Kpi, Lead
from okrsite.model.portfolio import Portfolio

LEAST_PAIRS = 12
"""The common periods from which a correlation says something."""


def drivers(portfolio: Portfolio, book: Book) -> tuple[Driver, ...]:
    """Every KPI with what it drives: its parent in the tree, and what it leads to."""
    return tuple(
        _driver(kpi, lead, portfolio, book)
        for _, kpi in sorted(portfolio.kpis.items())
        for lead in _leads(kpi)
        if lead.kpi != kpi.id
    )


def _leads(kpi: Kpi) -> Iterator[Lead]:
    """What a KPI drives, each once: without a lag where only the tree says so."""
    leads = {lead.kpi: lead for lead in kpi.leads_to}
    if kpi.parent and kpi.parent not in leads:
        yield Lead(kpi.parent)
    yield from leads.values()


def _driver(kpi: Kpi, lead: Lead, portfolio: Portfolio, book: Book) -> Driver:
    cadence = coarser(kpi.series.cadence, portfolio.kpis[lead.kpi].series.cadence)
    is_regular = cadence is not Cadence.IRREGULAR
    shift = periods_in(lead.lag_days, cadence) if is_regular else 0
    alone = Driver(
        driver=kpi.id,
        driven=lead.kpi,
        is_child=kpi.parent == lead.kpi,
        is_leading=any(one.kpi == lead.kpi for one in kpi.leads_to),
        lag=lead.lag,
        cadence=cadence,
        shift=shift,
        pairs=(),
        correlation=None,
    )
    return paired(alone, book)


def paired(one: Driver, book: Book) -> Driver:
    """A driver with the pairs that its two series make in a book."""
    if one.cadence is Cadence.IRREGULAR:
        return one
    pairs = _pairs(one.driver, one.driven, one.cadence, one.shift, book)
    found = correlation(pairs) if len(pairs) >= LEAST_PAIRS else None
    return replace(one, pairs=pairs, correlation=found)


def _pairs(driver: str, driven: str, cadence: Cadence, shift: int, book: Book) -> tuple[Pair, ...]:
    """The final values of two series in the periods of a cadence, the driver's so many earlier."""
    causes = {
        following(one, shift): found.value for one, found in book.reduced(driver, cadence).items()
    }
    results = book.reduced(driven, cadence)
    common = sorted(causes.keys() & results.keys())
    return tuple(Pair(one, causes[one], results[one].value) for one in common)


def correlation(pairs: Sequence[Pair]) -> float | None:
    """Pearson's, from -1 to 1; None where one of the two never changes.

    >>> from okrsite.model.calendar import whole_periods
    >>> from datetime import date
    >>> months = whole_periods(Cadence.MONTHLY, date(2026, 1, 1), date(2026, 3, 31))
    >>> pairs = [Pair(one, *both) for one, both in zip(months, [(1, 2), (2, 3), (3, 1)])]
    >>> round(correlation(pairs), 2)
    -0.5
    """
    found = spread(pairs)
    if found.driver == 0 or found.driven == 0:
        return None
    return max(-1.0, min(1.0, found.together / found.driver / found.driven))


class Spread(Frozen):
    """How two series differ from their means: their covariance, and the deviation of each.

    Those of the pairs as a whole (divided by n); the deviation of what never changes is 0.
    """

    together: float
    driver: float
    driven: float


def spread(pairs: Sequence[Pair]) -> Spread:
    """How the two sides of some pairs, one or more, differ from their means."""
    causes, results = _from_mean([p.driver for p in pairs]), _from_mean([p.driven for p in pairs])
    return Spread(
        together=_mean([one * other for one, other in zip(causes, results, strict=True)]),
        driver=sqrt(_mean([one * one for one in causes])),
        driven=sqrt(_mean([one * one for one in results])),
    )


def _from_mean(values: Sequence[float]) -> list[float]:
    """How far each value is from their mean; 0 where all are the same."""
    if min(values) == max(values):
        return [0.0] * len(values)
    mean = _mean(values)
    return [value - mean for value in values]


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
