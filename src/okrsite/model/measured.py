"""Where the numbers of KPIs and metrics come from: the field that gives them, found and read."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeAlias

from okrsite.base.frozen import Frozen, replace
from okrsite.base.numbers import Unit
from okrsite.base.problems import Problems, did_you_mean
from okrsite.model.calendar import Cadence
from okrsite.model.columns import Reading, column
from okrsite.model.formula import FormulaError, components, parse
from okrsite.model.goals import Kind
from okrsite.model.references import Directory
from okrsite.model.schema import KpiFields, MetricFields
from okrsite.model.series import (
    Combined,
    Formula,
    Observations,
    Origin,
    Rows,
    SameAs,
    Series,
    check_cadence,
    infer_cadence,
    inline,
)
from okrsite.model.written import Written
from okrsite.read.library import Library, Spot

WrittenSeries: TypeAlias = Written[KpiFields] | Written[MetricFields]
_BOTH = (Kind.KPI, Kind.METRIC)
_ORIGINS = ("series", "values", "formula", "source")


class Measured(Frozen):
    """A KPI's or metric's series, and those of its units by label."""

    series: Series
    units: Mapping[str, Series]

    def linked(self, series: Series) -> "Measured":
        """The same with a series that knows what it reads; the units follow its cadence."""
        units = {label: replace(u, cadence=series.cadence) for label, u in self.units.items()}
        return Measured(series, units)


class _Numbers(Frozen):
    """A series as found: where it comes from, and what it shows of its cadence and decimals."""

    origin: Origin
    cadence: Cadence | None = None
    decimals: int = 0


class SeriesBuilder:
    """Finds the numbers that files name."""

    def __init__(self, library: Library, directory: Directory, problems: Problems) -> None:
        self._library = library
        self._directory = directory
        self._problems = problems
        self._fiscal = library.settings.calendar.fiscal_year_starts

    def measured(self, written: WrittenSeries) -> Measured:
        """The series of a KPI or metric, by whichever field gives it, and of its units.

        Reports tables and columns (OKR106, OKR3xx), formulas (OKR330) and cadences (OKR312,
        OKR313) where they stand.
        """
        fields = written.fields
        self._check_one_origin(written)
        units = self._units(written)
        numbers = self._numbers(written, units)
        cadence = fields.cadence or numbers.cadence or Cadence.IRREGULAR
        decimals = numbers.decimals if fields.decimals is None else fields.decimals
        unit = Unit(fields.unit or "", decimals)
        for found in (numbers, *units.values()):
            if isinstance(found.origin, Rows):
                self._check_rows(found.origin.observations, cadence, written)
        declared = fields.decimals
        series = Series(written.id, unit, cadence, fields.aggregate, numbers.origin, declared)
        return Measured(
            series,
            {
                label: replace(series, id=f"{written.id}#{label}", origin=one.origin)
                for label, one in units.items()
            },
        )

    def _check_one_origin(self, written: WrittenSeries) -> None:
        fields = written.fields
        named = [name for name in _ORIGINS if getattr(fields, name, None)]
        if not named and not getattr(fields, "units", None):
            self._problems.error(
                "OKR321",
                written.at("title").key,
                "there is nothing to measure",
                hint="write `series: file.csv`, `values:` or `formula:`",
            )
        for name in named[1:]:
            self._problems.error(
                "OKR322",
                written.at(name).key,
                f"`{name}` beside `{named[0]}`: the numbers come from one of them",
                hint="keep one",
                others=(written.at(named[0]).key,),
            )

    def _check_rows(
        self, observations: Observations, cadence: Cadence, written: WrittenSeries
    ) -> None:
        fields = written.fields
        check_cadence(observations, cadence, fields.aggregate, self._problems)
        if Unit(fields.unit or "").is_percent and _are_shares(observations.values):
            self._problems.warning(
                "OKR319",
                written.at("unit").place,
                "every value lies within ±1, and the number is the percent: 0.4 means 0.4%",
                hint="write 40 for 40%",
            )

    def _numbers(self, written: WrittenSeries, units: Mapping[str, _Numbers]) -> _Numbers:
        fields = written.fields
        if fields.series or fields.values:
            return self._rows(fields.series, fields.values, written, written.at())
        if fields.formula:
            return self._formula(fields.formula, written.at("formula"))
        if isinstance(fields, KpiFields) and fields.source:
            found = self._directory.resolve(fields.source, _BOTH, written.at("source"))
            return _Numbers(SameAs(found.id) if found else Rows())
        if isinstance(fields, KpiFields) and units:
            return self._combined(fields, units, written)
        return _Numbers(Rows())

    def _units(self, written: WrittenSeries) -> dict[str, _Numbers]:
        fields = written.fields
        if not isinstance(fields, KpiFields):
            return {}
        return {
            label: self._rows(unit.series, unit.values, written, written.at("units", label))
            for label, unit in fields.units.items()
        }

    def _rows(
        self, name: str | None, values: dict[str, str], written: WrittenSeries, at: Spot
    ) -> _Numbers:
        if name:
            observations = self._column(name, written, at.at("series"))
        else:
            triples = [(label, text, at.at("values", label)) for label, text in values.items()]
            unit = Unit(written.fields.unit or "")
            observations = inline(triples, unit, self._fiscal, self._problems)
        decimals = max(observations.decimals, default=0)
        return _Numbers(Rows(observations), infer_cadence(observations), decimals)

    def _column(self, name: str, written: WrittenSeries, at: Spot) -> Observations:
        file, _, column_name = name.partition("#")
        folder = written.document.inside.parent
        path = beside(folder, file)
        table = self._library.tables.get(path) if path else None
        if table is None:
            near = [path.name for path in self._library.tables if path.parent == folder]
            self._problems.error(
                "OKR320",
                at.place,
                f"there is no table `{file}` beside this file"
                if path
                else f"`{file}` lies outside the content folder",
                hint=did_you_mean(file, near) or "write the path from this file's folder",
            )
            return Observations()
        fields = written.fields
        is_percent = Unit(fields.unit or "").is_percent
        read = column(table, Reading(column_name, fields.decimal, is_percent, self._fiscal))
        for problem in read.problems:
            self._problems.add_once(problem)
        return read.observations

    def _formula(self, text: str, at: Spot) -> _Numbers:
        try:
            expression = parse(text)
        except FormulaError as error:
            place = at.part(error.offset, 1).place
            self._problems.error("OKR330", place, f"this is not a formula: {error}")
            return _Numbers(Rows())
        found = [
            self._directory.resolve(one.id, _BOTH, at.part(one.offset, len(one.id)))
            for one in components(expression)
        ]
        return _Numbers(Formula(text, expression) if all(found) else Rows())

    def _combined(
        self, fields: KpiFields, units: Mapping[str, _Numbers], written: WrittenSeries
    ) -> _Numbers:
        for label, unit in fields.units.items():
            if not unit.series and not unit.values:
                self._problems.error(
                    "OKR321",
                    written.at("units", label).key,
                    f"there is nothing to measure for `{label}`",
                    hint="write `series: file.csv#column` or `values:`",
                )
        if fields.combine is None:
            self._problems.error(
                "OKR323",
                written.at("units").key,
                "a KPI made of its units needs to know how they become one value",
                hint="write `combine: sum` or `combine: mean`",
            )
            return _Numbers(Rows())
        rows = tuple(one.origin for one in units.values() if isinstance(one.origin, Rows))
        cadence = next((one.cadence for one in units.values() if one.cadence), None)
        decimals = max(one.decimals for one in units.values())
        return _Numbers(Combined(rows, fields.combine), cadence, decimals)


def _are_shares(values: Sequence[float]) -> bool:
    """Whether all values lie within 1 of 0, and not all of them are 0."""
    return any(values) and max(values) <= 1 and min(values) >= -1


def beside(folder: PurePosixPath, file: str) -> PurePosixPath | None:
    """A file's path from a folder; nothing where it leaves the content."""
    parts = list(folder.parts)
    for part in PurePosixPath(file).parts:
        if part == "/" or (part == ".." and not parts):
            return None
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
