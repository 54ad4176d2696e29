"""KPIs and metrics: their series, thresholds and targets, checked where they were written."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic_core import PydanticCustomError

from okrsite.base.numbers import Unit
from okrsite.base.problems import Place, Problems, did_you_mean
from okrsite.model.calendar import Cadence, is_finer
from okrsite.model.formula import FormulaError, components, parse
from okrsite.model.goals import Bounds, Kind, Kpi, Metric, SuddenChange, UnitSeries
from okrsite.model.references import Directory
from okrsite.model.schema import (
    Better,
    KpiFields,
    KpiUnit,
    MetricFields,
    Reduce,
    read_amount,
)
from okrsite.model.series import (
    Combined,
    Formula,
    Observation,
    Origin,
    Rows,
    SameAs,
    Series,
    check_cadence,
    check_percent,
    column,
    infer_cadence,
    inline,
)
from okrsite.model.written import Written
from okrsite.read.library import Document, Library

_DURATION = re.compile(r"(\d{1,4})\s*(day|week|month|quarter|year)s?")
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_BOTH = (Kind.KPI, Kind.METRIC)
SeriesFields = TypeVar("SeriesFields", KpiFields, MetricFields)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A series as found: where it comes from, and what it shows of its cadence and decimals."""

    origin: Origin
    cadence: Cadence | None = None
    decimals: int = 0


class SeriesBuilder:
    """Finds the numbers that a file names."""

    def __init__(self, library: Library, directory: Directory, problems: Problems) -> None:
        self._library = library
        self._directory = directory
        self._problems = problems
        self._fiscal = library.settings.calendar.fiscal_year_starts

    def series(self, written: Written[KpiFields] | Written[MetricFields]) -> Series:
        """The series of a KPI or metric, by whichever field gives it."""
        fields, document = written.fields, written.document
        self._check_one_origin(fields, document)
        numbers = self._numbers(fields, document)
        cadence = fields.cadence or numbers.cadence or Cadence.IRREGULAR
        decimals = fields.decimals if fields.decimals is not None else numbers.decimals
        unit = Unit(fields.unit or "", max(0, min(2, decimals)))
        if isinstance(numbers.origin, Rows):
            check_cadence(numbers.origin.observations, cadence, fields.aggregate, self._problems)
        return Series(written.id, unit, cadence, fields.aggregate, numbers.origin)

    def unit_series(
        self, written: Written[KpiFields], label: str, unit: KpiUnit, series: Series
    ) -> Series:
        """The series of one unit of a KPI, of the KPI's cadence."""
        loc = ("units", label)
        numbers = self._rows(unit.series, unit.values, written.fields, written.document, loc)
        assert isinstance(numbers.origin, Rows)
        return Series(f"{written.id}#{label}", series.unit, series.cadence, series.aggregate,
                      numbers.origin)

    def _check_one_origin(self, fields: KpiFields | MetricFields, document: Document) -> None:
        named = [n for n in ("series", "values", "formula", "source") if getattr(fields, n, None)]
        if not named and not getattr(fields, "units", None):
            self._problems.error("OKR321", document.place(), "there is nothing to measure",
                                 hint="write `series: file.csv`, `values:`, `formula:` or `source:`")
        for name in named[1:]:
            self._problems.error("OKR322", document.key_place(name),
                                 f"`{name}` beside `{named[0]}`: the numbers come from one of them",
                                 hint="keep one", others=(document.key_place(named[0]),))

    def _numbers(self, fields: KpiFields | MetricFields, document: Document) -> _Numbers:
        if fields.series or fields.values:
            return self._rows(fields.series, fields.values, fields, document, ())
        if fields.formula:
            return self._formula(fields.formula, document)
        if isinstance(fields, KpiFields) and fields.source:
            place = document.place("source")
            found = self._directory.resolve(fields.source, _BOTH, place)
            return _Numbers(SameAs(found.id) if found else Rows(()))
        if isinstance(fields, KpiFields) and fields.units:
            return self._combined(fields, document)
        return _Numbers(Rows(()))

    def _rows(
        self,
        name: str | None,
        values: dict[str, str],
        fields: KpiFields | MetricFields,
        document: Document,
        loc: tuple[str, ...],
    ) -> _Numbers:
        unit = Unit(fields.unit or "")
        if name:
            place = document.place(*loc, "series")
            observations, decimals = self._column(name, fields, document, place)
        else:
            triples = [(label, text, document.place(*loc, "values", label))
                       for label, text in values.items()]
            observations = inline(triples, unit, self._fiscal, self._problems)
            decimals = max((_decimals(text) for text in values.values()), default=0)
        return _Numbers(Rows(observations), infer_cadence(observations), decimals)

    def _column(
        self, name: str, fields: KpiFields | MetricFields, document: Document, place: Place
    ) -> tuple[tuple[Observation, ...], int]:
        file, _, column_name = name.partition("#")
        path = _beside(document.inside, file)
        table = self._library.tables.get(path) if path else None
        if table is None:
            here = [str(p.name) for p in self._library.tables if p.parent == document.inside.parent]
            self._problems.error(
                "OKR320", place,
                f"there is no table `{file}` beside this file" if path
                else f"`{file}` lies outside the content folder",
                hint=did_you_mean(file, here) or "write the path from this file's folder")
            return (), 0
        is_percent = Unit(fields.unit or "").is_percent
        read = column(table, column_name, fields.decimal, is_percent, self._fiscal)
        for problem in (*table.problems, *read.problems):
            self._problems.add_once(problem)
        return read.observations, read.decimals

    def _formula(self, text: str, document: Document) -> _Numbers:
        place = document.place("formula")
        try:
            expression = parse(text)
        except FormulaError as error:
            self._problems.error("OKR330", _inside(place, error.offset, 1), f"the formula: {error}")
            return _Numbers(Rows(()))
        known = True
        for component in components(expression):
            found = self._directory.resolve(
                component.id, _BOTH, _inside(place, component.offset, len(component.id)))
            known = known and found is not None
        return _Numbers(Formula(text, expression) if known else Rows(()))

    def _combined(self, fields: KpiFields, document: Document) -> _Numbers:
        found = [self._rows(unit.series, unit.values, fields, document, ("units", label))
                 for label, unit in fields.units.items()]
        rows = tuple(n.origin for n in found if isinstance(n.origin, Rows))
        combine = fields.combine
        if combine not in (Reduce.SUM, Reduce.MEAN):
            self._problems.error("OKR323", document.place("combine"),
                                 "a KPI made of its units needs `combine: sum` or `combine: mean`")
            combine = Reduce.SUM
        cadence = next((n.cadence for n in found if n.cadence), None)
        return _Numbers(Combined(rows, combine), cadence, max(n.decimals for n in found))


def check_formulas(series: dict[str, Series], documents: dict[str, Document], problems: Problems) -> None:
    """Report series that read themselves, and composites finer than what they read."""
    for id_ in sorted(series):
        path = _loop(id_, series)
        if path and id_ == min(path):
            document = documents[id_]
            name = "formula" if document.fields.get("formula") else "source"
            problems.error("OKR331", document.place(name),
                           f"the series reads itself: {' → '.join((*path, id_))}",
                           hint="take one of them out of the other's formula",
                           others=tuple(documents[p].place() for p in path[1:]))
        elif not path:
            _check_fineness(series[id_], series, documents[id_], problems)


def _check_fineness(
    one: Series, series: dict[str, Series], document: Document, problems: Problems
) -> None:
    for id_ in reads(one):
        part = series.get(id_)
        if part is None:
            continue
        if is_finer(one.cadence, part.cadence):
            problems.error("OKR332", document.place("cadence"),
                           f"`{id_}` is {part.cadence}, coarser than `{one.cadence}`",
                           hint=f"write `cadence: {part.cadence}`")
        elif is_finer(part.cadence, one.cadence) and part.aggregate is None:
            problems.error("OKR313", document.place(),
                           f"`{id_}` is {part.cadence} and has no `aggregate` to become {one.cadence}",
                           hint=f"write `aggregate:` in `{id_}`")


def reads(one: Series) -> tuple[str, ...]:
    """The series that a series is made of."""
    if isinstance(one.origin, Formula):
        return tuple(component.id for component in components(one.origin.expression))
    return (one.origin.id,) if isinstance(one.origin, SameAs) else ()


def _loop(start: str, series: dict[str, Series]) -> tuple[str, ...]:
    """The way from a series back to itself, if there is one."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        for id_ in reads(series[path[-1]]) if path[-1] in series else ():
            if id_ == start:
                return path
            if id_ not in seen:
                seen.add(id_)
                waiting.append((*path, id_))
    return ()


def inherit_cadence(series: dict[str, Series], declared: set[str]) -> dict[str, Series]:
    """Composites without a `cadence` take the coarsest of what they read."""
    order = tuple(Cadence)

    def resolved(id_: str, seen: frozenset[str]) -> Cadence:
        one = series[id_]
        parts = [p for p in reads(one) if p in series and p not in seen]
        if id_ in declared or not parts:
            return one.cadence
        return max((resolved(p, seen | {id_}) for p in parts), key=order.index)

    return {
        id_: Series(id_, one.unit, resolved(id_, frozenset()), one.aggregate, one.origin)
        for id_, one in series.items()
    }


class KpiBuilder:
    """Builds KPIs from their files and series."""

    def __init__(self, series: SeriesBuilder, directory: Directory, problems: Problems) -> None:
        self._series = series
        self._directory = directory
        self._problems = problems

    def build(self, written: Written[KpiFields], series: Series) -> Kpi:
        """One KPI, linked; what is wrong with it is reported."""
        fields, document, directory = written.fields, written.document, self._directory
        thresholds = fields.thresholds
        warn = self._bounds(written, "warn", ("thresholds", "warn")) if thresholds else Bounds()
        critical = (
            self._bounds(written, "critical", ("thresholds", "critical")) if thresholds else Bounds()
        )
        self._check_order(written, warn, critical)
        self._check_names(written)
        return Kpi(
            id=written.id,
            owner=directory.maybe(fields.owner, Kind.PERSON, document.place("owner")),
            team=directory.maybe(fields.team, Kind.TEAM, document.place("team")),
            pillar=directory.maybe(fields.pillar, Kind.PILLAR, document.place("pillar")),
            parent=directory.maybe(fields.parent, Kind.KPI, document.place("parent")),
            series=series,
            better=fields.better,
            warn=warn,
            critical=critical,
            target=self._target(fields.target, written, ("target",)),
            sudden_change=self._sudden_change(written),
            grace_days=self._days(fields.grace, document.place("grace")),
            units=tuple(self._unit(written, label, unit, series)
                        for label, unit in fields.units.items()),
            leads_to=self._leads_to(written),
            supports=directory.many(
                fields.supports, (Kind.OBJECTIVE, Kind.PILLAR),
                (document.place("supports", i) for i in range(len(fields.supports)))),
            fields=fields,
            document=document,
        )

    def _check_names(self, written: Written[KpiFields]) -> None:
        fields, document = written.fields, written.document
        for i, name in enumerate(fields.also_for):
            self._directory.one(name, Kind.TEAM, document.place("also_for", i))
        for i, event in enumerate(fields.events):
            self._directory.maybe(event.by, Kind.PERSON, document.place("events", i, "by"))
        if fields.promoted_from:
            self._directory.one(fields.promoted_from, Kind.KEY_RESULT,
                                document.place("promoted_from"))

    def _leads_to(self, written: Written[KpiFields]) -> tuple[tuple[str, str], ...]:
        found = []
        for i, lead in enumerate(written.fields.leads_to):
            place = written.document.place("leads_to", i)
            kpi = self._directory.one(lead.kpi, Kind.KPI, place)
            self._days(lead.lag, place)
            if kpi:
                found.append((kpi, lead.lag or ""))
        return tuple(found)

    def _unit(
        self, written: Written[KpiFields], label: str, unit: KpiUnit, series: Series
    ) -> UnitSeries:
        place = written.document.place("units", label, "owner")
        return UnitSeries(
            label=label,
            owner=self._directory.maybe(unit.owner, Kind.PERSON, place),
            target=self._target(unit.target, written, ("units", label, "target")),
            series=self._series.unit_series(written, label, unit, series),
        )

    def _bounds(self, written: Written[KpiFields], name: str, loc: tuple[str, ...]) -> Bounds:
        value = getattr(written.fields.thresholds, name)
        if value is None:
            return Bounds()
        if written.fields.better is Better.WITHIN:
            return self._pair(value, written, loc)
        number = self._amount(value, written, loc)
        higher = written.fields.better is Better.HIGHER
        return Bounds(low=number) if higher else Bounds(high=number)

    def _target(self, value: object, written: Written[KpiFields], loc: tuple[str, ...]) -> Bounds:
        if value is None:
            return Bounds()
        if written.fields.better is Better.WITHIN:
            return self._pair(value, written, loc)
        number = self._amount(value, written, loc)
        higher = written.fields.better is Better.HIGHER
        return Bounds(low=number) if higher else Bounds(high=number)

    def _pair(self, value: object, written: Written[KpiFields], loc: tuple[str, ...]) -> Bounds:
        place = written.document.place(*loc)
        if not isinstance(value, list) or len(value) != 2:
            self._problems.error("OKR117", place, f"`{loc[-1]}`: expected a pair, low first",
                                 hint="a KPI with `better: within` is kept between two values")
            return Bounds()
        low, high = (self._amount(item, written, (*loc, i)) for i, item in enumerate(value))
        if low is not None and high is not None and low >= high:
            self._problems.error("OKR116", place, f"`{loc[-1]}`: the lower value comes first")
        return Bounds(low, high)

    def _amount(
        self, value: object, written: Written[KpiFields], loc: tuple[str | int, ...]
    ) -> float | None:
        place = written.document.place(*loc)
        if not isinstance(value, str):
            self._problems.error("OKR117", place, f"`{loc[-1]}`: expected one number",
                                 hint="a pair needs `better: within`")
            return None
        try:
            number = read_amount(value)
        except PydanticCustomError as error:
            self._problems.error("OKR103", place, f"`{loc[-1]}`: {error.message()}",
                                 hint=(error.context or {}).get("hint", ""))
            return None
        return float(check_percent(number, Unit(written.fields.unit or ""), place, self._problems))

    def _check_order(self, written: Written[KpiFields], warn: Bounds, critical: Bounds) -> None:
        place = written.document.place("thresholds", "critical")
        lows_wrong = _above(critical.low, warn.low)
        highs_wrong = _above(warn.high, critical.high)
        if lows_wrong or highs_wrong:
            sign = "above" if lows_wrong else "below"
            self._problems.error(
                "OKR116", place, f"`critical` lies {sign} `warn`, so it could never be worse",
                hint="critical is the worse of the two",
                others=(written.document.place("thresholds", "warn"),))
        if written.fields.thresholds and written.fields.thresholds.periods < 1:
            self._problems.error("OKR103", written.document.place("thresholds", "for"),
                                 "`for`: expected a number of periods, 1 or more")

    def _sudden_change(self, written: Written[KpiFields]) -> SuddenChange | None:
        rule = written.fields.sudden_change
        if rule is None:
            return None
        place = written.document.place("sudden_change")
        base = re.fullmatch(r"previous|last year|mean of (\d{1,2})", rule.than)
        if not base or base[1] == "0":
            self._problems.error("OKR103", written.document.place("sudden_change", "than"),
                                 "`than`: expected `previous`, `mean of 4` or `last year`")
            return None
        is_share = rule.worse_by.endswith("%")
        try:
            size = float(read_amount(rule.worse_by))
        except PydanticCustomError:
            size = -1
        if size <= 0:
            self._problems.error("OKR103", place,
                                 "`worse_by`: expected a share such as `15%`, or a number above 0")
            return None
        periods = int(base[1]) if base[1] else 1 if rule.than == "previous" else 0
        return SuddenChange(size / 100 if is_share else size, is_share, periods)

    def _days(self, text: str | None, place: Place) -> int | None:
        if text is None:
            return None
        found = _DURATION.fullmatch(text)
        if not found:
            self._problems.error("OKR103", place, f"`{text}`: expected a time such as `3 days`")
            return None
        return int(found[1]) * _DAYS[found[2]]


def build_metric(written: Written[MetricFields], series: Series) -> Metric:
    """One metric."""
    return Metric(written.id, series, written.fields, written.document)


def _above(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one > other


def _decimals(text: str) -> int:
    try:
        number: Decimal = read_amount(text)
    except PydanticCustomError:
        return 0
    return min(2, max(0, -int(number.as_tuple().exponent)))


def _inside(place: Place, offset: int, length: int) -> Place:
    return Place(place.path, place.line, place.column + offset, length)


def _beside(document: PurePosixPath, file: str) -> PurePosixPath | None:
    """A file's path from the folder of a document; nothing where it leaves the content."""
    parts: list[str] = list(document.parent.parts)
    for part in PurePosixPath(file).parts:
        if part == "/" or (part == ".." and not parts):
            return None
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
