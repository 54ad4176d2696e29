"""The series of two portfolios in, those of the earlier one with the later one's values out."""

from collections.abc import Hashable, Mapping
from typing import TypeAlias

from okrsite.base.frozen import Frozen, replace
from okrsite.compare.numbers.pairing import Pairing
from okrsite.compare.policy.definitions import meaning, redefinitions
from okrsite.model.calendar import Cadence, is_finer
from okrsite.model.goals import Kind, Kpi, Metric, UnitSeries
from okrsite.model.loops import in_order
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Combined, Origin, Rows, Series, infer_cadence, reads

_Vital: TypeAlias = Kpi | Metric
_DEFINING = ("definition", "aggregate", "combine")
_ORDER = tuple(Cadence)


class Measurements:
    """What is observed after of the KPIs and metrics that there were before.

    One that is defined otherwise keeps its observations: what is measured by the new definition
    says nothing of the old one. A new unit or table is but a new name, unless the values that
    both have differ.
    """

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        self._before = pairing.before

    def series(self) -> dict[str, Series]:
        """Every series before as it is measured now; composites of what they are made of."""
        found: dict[str, Series] = {}
        links = {id_: reads(one) for id_, one in self._before.series.items()}
        for id_ in in_order(links):
            parts = [found[part].cadence for part in links[id_] if part in found]
            found[id_] = self._composite(id_, parts) if parts else self._observed(id_)
        return {id_: found[id_] for id_ in self._before.series}

    def units(self, kpi: Kpi, cadence: Cadence) -> tuple[UnitSeries, ...]:
        """The units of a KPI as they are measured now, in its periods."""
        change = self._change(kpi.id)
        return tuple(
            replace(one, series=replace(one.series, cadence=cadence, origin=_unit(one, change)))
            for one in kpi.units
        )

    def _composite(self, id_: str, parts: list[Cadence]) -> Series:
        """A composite; the coarsest of what it reads is its cadence, unless its file says one."""
        one = self._before.series[id_]
        if _vital(self._before, id_).fields.cadence:
            return one
        return replace(one, cadence=max(parts, key=_ORDER.index))

    def _observed(self, id_: str) -> Series:
        """A series that is written down, by its own rows or by those of its units."""
        one, change = self._before.series[id_], self._change(id_)
        if change is None:
            return one
        if isinstance(one.origin, Rows):
            now = change.rows(one.origin, change.after.series.origin, change.table)
            return one if now is one.origin else replace(one, origin=now, cadence=change.cadence)
        if isinstance(one.origin, Combined) and isinstance(change.before, Kpi):
            rows = tuple(_unit(unit, change) for unit in change.before.units)
            units = tuple(unit for unit in rows if isinstance(unit, Rows))
            return replace(one, origin=replace(one.origin, units=units), cadence=change.cadence)
        return one

    def _change(self, id_: str) -> "_Change | None":
        """A KPI or metric before and after; None where it is gone."""
        before = _vital(self._before, id_)
        kind = Kind.KPI if isinstance(before, Kpi) else Kind.METRIC
        after = self._pairing.after_of(kind, id_)
        return _Change(before, _vital(self._pairing.after, after)) if after else None


class _Change(Frozen):
    """A KPI or metric before and after."""

    before: _Vital
    after: _Vital

    @property
    def table(self) -> tuple[str | None, str | None]:
        """The table that it is read from, before and after."""
        return self.before.fields.series, self.after.fields.series

    @property
    def cadence(self) -> Cadence:
        """Its periods by its file before; where that does not say, by what is observed now."""
        told, now = self.before.fields.cadence, self.after.series
        if told or not self._is_same:
            return self.before.series.cadence
        if self.after.fields.cadence is None or not isinstance(now.origin, Rows):
            return now.cadence
        return infer_cadence(now.origin.observations)

    def rows(self, before: Rows, after: Origin, table: tuple[str | None, str | None]) -> Rows:
        """The rows after where they mean the same, else those before."""
        if not isinstance(after, Rows) or not self._is_same or self._is_too_coarse(after):
            return before
        units = self.before.fields.unit, self.after.fields.unit
        is_new = units[0] != units[1] or table[0] != table[1]
        return before if is_new and is_restated(_values(before), _values(after)) else after

    @property
    def _is_same(self) -> bool:
        """Whether it is defined as before, and nobody tells otherwise."""
        is_told = (
            isinstance(self.before, Kpi)
            and isinstance(self.after, Kpi)
            and redefinitions(self.after) - redefinitions(self.before)
        )
        said = ((self._said(name, one) for one in (self.before, self.after)) for name in _DEFINING)
        return not is_told and all(before == after for before, after in said)

    @staticmethod
    def _said(name: str, one: _Vital) -> list[str]:
        return meaning(str(getattr(one.fields, name, None) or ""))

    def _is_too_coarse(self, rows: Rows) -> bool:
        """Whether the rows have longer periods than were promised."""
        told = self.before.fields.cadence
        return told is not None and any(
            is_finer(told, row.period.cadence) for row in rows.observations
        )


def is_restated(before: Mapping[Hashable, float], after: Mapping[Hashable, float]) -> bool:
    """Whether values of the same days differ, or no two are of the same day.

    >>> is_restated({1: 4.0, 2: 5.0}, {1: 4.0, 2: 5.0, 3: 6.0})
    False
    >>> is_restated({1: 4.0}, {1: 96.0}), is_restated({1: 4.0}, {2: 4.0})
    (True, True)
    """
    both = before.keys() & after.keys()
    return not both or any(before[one] != after[one] for one in both)


def _unit(one: UnitSeries, change: _Change | None) -> Origin:
    """What is observed now of a unit of a KPI; of one that is gone, what was observed."""
    origin = one.series.origin
    if change is None or not isinstance(origin, Rows) or not isinstance(change.after, Kpi):
        return origin
    after = next((unit for unit in change.after.units if unit.label == one.label), None)
    if after is None or not isinstance(change.before, Kpi):
        return origin
    was, is_ = (kpi.fields.units[one.label].series for kpi in (change.before, change.after))
    return change.rows(origin, after.series.origin, (was, is_))


def _values(rows: Rows) -> Mapping[Hashable, float]:
    return {row.period: row.value for row in rows.observations}


def _vital(portfolio: Portfolio, id_: str) -> _Vital:
    return portfolio.kpis[id_] if id_ in portfolio.kpis else portfolio.metrics[id_]
