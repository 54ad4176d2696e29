"""KPIs and metrics: built from their files and series, linked, and checked."""

from collections.abc import Mapping

from okrsite.base.frozen import replace
from okrsite.base.problems import Problems
from okrsite.model.calendar import Cadence, period
from okrsite.model.goals import KeyResult, Kind, Kpi, Lead, Metric, UnitSeries
from okrsite.model.measured import Measured
from okrsite.model.references import Directory
from okrsite.model.schema import KeyResultType, KpiFields, MetricFields
from okrsite.model.series import Observation, Rows, Series, check_percent, gathered
from okrsite.model.thresholds import Rules
from okrsite.model.written import Written

_T = KeyResultType
_WITHOUT_NUMBERS = (_T.BINARY, _T.MILESTONES)


class KpiBuilder:
    """Builds KPIs from their files and series."""

    def __init__(
        self, key_results: Mapping[str, KeyResult], directory: Directory, problems: Problems
    ) -> None:
        self._key_results = key_results
        self._directory = directory
        self._problems = problems

    def build(self, written: Written[KpiFields], measured: Measured) -> Kpi:
        """One KPI, linked; what is wrong with it is reported."""
        fields, directory = written.fields, self._directory
        series = measured.series
        rules = Rules(written, series.unit, self._problems)
        warn, critical = rules.thresholds()
        self._check_names(written)
        self._check_benchmarks(written, series)
        return Kpi(
            id=written.id,
            owner=directory.owner(fields.owner, written.at("owner")) if fields.owner else "",
            team=directory.maybe(fields.team, Kind.TEAM, written.at("team")),
            pillar=directory.maybe(fields.pillar, Kind.PILLAR, written.at("pillar")),
            parent=directory.maybe(fields.parent, Kind.KPI, written.at("parent")),
            series=self._opened(written, series),
            better=fields.better,
            warn=warn,
            critical=critical,
            target=rules.bounds(fields.target, written.at("target")),
            sudden_change=rules.sudden_change(),
            grace_days=rules.days(fields.grace, written.at("grace")),
            units=self._units(written, measured, rules),
            leads_to=self._leads_to(written, rules),
            supports=directory.many(fields.supports, _SUPPORTED, written.at("supports")),
            fields=fields,
            document=written.document,
        )

    def _check_names(self, written: Written[KpiFields]) -> None:
        fields = written.fields
        self._directory.many(fields.also_for, (Kind.TEAM,), written.at("also_for"))
        for i, event in enumerate(fields.events):
            self._directory.maybe(event.by, Kind.PERSON, written.at("events", i, "by"))

    def _check_benchmarks(self, written: Written[KpiFields], series: Series) -> None:
        for i, benchmark in enumerate(written.fields.benchmarks):
            at = written.at("benchmarks", i, "value")
            check_percent(benchmark.value, series.unit, at, self._problems)

    def _leads_to(self, written: Written[KpiFields], rules: Rules) -> tuple[Lead, ...]:
        found = []
        for i, lead in enumerate(written.fields.leads_to):
            at = written.at("leads_to", i)
            kpi = self._directory.one(lead.kpi, Kind.KPI, at.at("kpi"))
            lag_days = rules.lag_days(lead.lag, at.at("lag"))
            if kpi:
                found.append(Lead(kpi, lead.lag or "", lag_days))
        return tuple(found)

    def _units(
        self, written: Written[KpiFields], measured: Measured, rules: Rules
    ) -> tuple[UnitSeries, ...]:
        found = []
        for label, unit in written.fields.units.items():
            at = written.at("units", label)
            owner = self._directory.owner(unit.owner, at.at("owner")) if unit.owner else ""
            target = rules.bounds(unit.target, at.at("target"))
            found.append(UnitSeries(label, owner, target, measured.units[label]))
        return tuple(found)

    def _opened(self, written: Written[KpiFields], series: Series) -> Series:
        """The series, opened by the values of the key result that the KPI grew from."""
        grown_from = self._grown_from(written)
        if grown_from is None or not isinstance(series.origin, Rows):
            return series
        rows = series.origin.observations
        before = tuple(
            one
            for one in _observations(grown_from)
            if not rows or one.period.end < rows[0].period.start
        )
        return replace(series, origin=Rows(gathered((*before, *rows))))

    def _grown_from(self, written: Written[KpiFields]) -> KeyResult | None:
        name, at = written.fields.promoted_from, written.at("promoted_from")
        if not name:
            return None
        found = self._directory.resolve(name, (Kind.KEY_RESULT, Kind.OBJECTIVE), at)
        if found is None:
            return None
        key_result = self._key_results.get(found.id)
        if key_result and key_result.type not in _WITHOUT_NUMBERS:
            return key_result
        kind = f"a key result of type `{key_result.type}`" if key_result else "an objective"
        self._problems.error(
            "OKR118",
            at.place,
            f"`{found.id}` is {kind}: a KPI grows from a key result with numbers",
            hint="name a key result as `objective#key-result`, or leave the field out",
        )
        return None


def build_metric(written: Written[MetricFields], series: Series) -> Metric:
    """One metric."""
    return Metric(written.id, series, written.fields, written.document)


def _observations(key_result: KeyResult) -> tuple[Observation, ...]:
    """A key result's own values, one a day: the last said."""
    by_day = {
        update.day: Observation(
            period(Cadence.DAILY, update.day), update.value, "", update.place, update.decimals
        )
        for update in key_result.updates
        if update.value is not None
    }
    return tuple(by_day.values())


_SUPPORTED = (Kind.OBJECTIVE, Kind.KEY_RESULT, Kind.PILLAR)
