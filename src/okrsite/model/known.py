"""A portfolio as it was known on a day: what came later changes not even how a number is written.

Values are told from later ones where they are judged. Here it is the decimals, as many as the
author's values have, and the people who are only met in what is dated.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from okrsite.base.frozen import replace
from okrsite.base.numbers import Unit
from okrsite.model.goals import KeyResult, Kpi, Metric, Objective, UnitSeries
from okrsite.model.key_results import unit_of
from okrsite.model.loops import in_order
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Combined, Formula, Observations, Rows, Series, reads, with_parts

T = TypeVar("T", Kpi, Metric, UnitSeries)


def as_known(portfolio: Portfolio, day: date) -> Portfolio:
    """The portfolio with the decimals and the people that were known at the end of a day.

    Key results of a cycle that is closed by then are written as on the day of the close.
    """
    units = units_on(portfolio.series, day)
    by_close = _Closes(portfolio, day)
    objectives = {id_: by_close.objective(one) for id_, one in portfolio.objectives.items()}
    known = frozenset(_named(portfolio, day))
    return replace(
        portfolio,
        objectives=objectives,
        key_results={kr.key: kr for one in objectives.values() for kr in one.key_results},
        kpis={id_: in_unit(kpi, units[id_]) for id_, kpi in portfolio.kpis.items()},
        metrics={id_: _in_unit(metric, units[id_]) for id_, metric in portfolio.metrics.items()},
        series={id_: _written_in(one, units[id_]) for id_, one in portfolio.series.items()},
        people={
            id_: person
            for id_, person in portfolio.people.items()
            if person.document or id_ in known
        },
    )


def objective_as_known(one: Objective, portfolio: Portfolio, day: date) -> Objective:
    """An objective as it stands among the others in what `as_known` makes of a portfolio."""
    read = with_parts(portfolio.series, (kr.source for kr in one.key_results))
    return _Closes(replace(portfolio, series=read), day).objective(one)


def in_unit(kpi: Kpi, unit: Unit) -> Kpi:
    """A KPI and its units with their values written in a unit."""
    known = _in_unit(kpi, unit)
    units = tuple(_in_unit(one, unit) for one in kpi.units)
    return known if units == kpi.units else replace(known, units=units)


def _in_unit(one: T, unit: Unit) -> T:
    series = _written_in(one.series, unit)
    return one if series is one.series else replace(one, series=series)


def _written_in(series: Series, unit: Unit) -> Series:
    """A series with its values written in a unit; the same one where they are."""
    return series if series.unit == unit else replace(series, unit=unit)


def units_on(series: Mapping[str, Series], day: date) -> dict[str, Unit]:
    """The unit of every series by what was known of it at the end of a day.

    It has as many decimals as the values of the day have, 2 at most, unless its file says how
    many; a composite as many as its parts, and at least one where it divides.
    """
    units: dict[str, Unit] = {}
    for id_ in in_order({id_: reads(one) for id_, one in series.items()}):
        one = series[id_]
        decimals = _decimals(one, units, day) if one.decimals is None else one.decimals
        units[id_] = one.unit if one.unit.decimals == decimals else Unit(one.unit.name, decimals)
    return units


def _decimals(one: Series, units: Mapping[str, Unit], day: date) -> int:
    parts = [units[part].decimals for part in reads(one) if part in units]
    divides = isinstance(one.origin, Formula) and "/" in one.origin.text
    return max([int(divides), *parts, *(_decimals_by(rows, day) for rows in _tables(one))])


def _decimals_by(rows: Observations, day: date) -> int:
    """The most decimals with which a value is written whose period has begun by a day."""
    most = max(rows.decimals, default=0)
    if not most or rows.periods.last_start <= day:
        return most
    pairs = zip(rows.periods, rows.decimals, strict=True)
    return max((decimals for period, decimals in pairs if period.start <= day), default=0)


def decimals_in_time(one: Series) -> tuple[tuple[date, int], ...]:
    """The days on which a series that does not say how many decimals it has comes to have more."""
    if one.decimals is not None:
        return ()
    found: list[tuple[date, int]] = []
    for start, decimals in sorted(_written(one)):
        if decimals > (found[-1][1] if found else 0):
            found.append((start, decimals))
    return tuple(found)


def _written(one: Series) -> Iterator[tuple[date, int]]:
    """The first day of each value's period, and with how many decimals it was written."""
    for rows in _tables(one):
        for period, decimals in zip(rows.periods, rows.decimals, strict=True):
            yield period.start, decimals


def _tables(one: Series) -> Iterator[Observations]:
    """What is written down of a series."""
    origins = one.origin.units if isinstance(one.origin, Combined) else (one.origin,)
    return (origin.observations for origin in origins if isinstance(origin, Rows))


class _Closes:
    """Units of key results on a day, or on the day on which their cycle closed before it."""

    def __init__(self, portfolio: Portfolio, day: date) -> None:
        self._portfolio = portfolio
        self._day = day
        self._units: dict[date, dict[str, Unit]] = {}

    def objective(self, one: Objective) -> Objective:
        """An objective whose key results are written as they were known."""
        closed_on = self._portfolio.cycles[one.cycle].closed_on
        until = min(self._day, closed_on) if closed_on else self._day
        key_results = tuple(self._key_result(kr, until) for kr in one.key_results)
        is_same = all(kr is was for kr, was in zip(key_results, one.key_results, strict=True))
        return one if is_same else replace(one, key_results=key_results)

    def _key_result(self, kr: KeyResult, until: date) -> KeyResult:
        if until not in self._units:
            self._units[until] = units_on(self._portfolio.series, until)
        source = self._units[until].get(kr.source)
        unit = unit_of(kr.fields, kr.updates, source, until)
        return kr if kr.unit == unit else replace(kr, unit=unit)


def _named(portfolio: Portfolio, day: date) -> Iterator[str]:
    """Everybody who is named in what is not dated, or dated by the day."""
    for objective in portfolio.objectives.values():
        yield objective.owner
        yield from (name.rpartition(":")[2] for name in objective.fields.contributors)
        yield from (kr.owner for kr in objective.key_results)
    for kpi in portfolio.kpis.values():
        yield kpi.owner
        yield from (unit.owner for unit in kpi.units)
        events = (event for event in kpi.fields.events if event.by and event.date <= day)
        yield from ((event.by or "").rpartition(":")[2] for event in events)
    yield from (team.lead for team in portfolio.teams.values())
    yield from (one.author for one in portfolio.checkins if one.day <= day)
    yield from (one.author for one in portfolio.reviews if one.is_known(day))
