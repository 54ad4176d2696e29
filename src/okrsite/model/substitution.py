"""A portfolio and a file that was edited in, the portfolio with that file's things anew out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from okrsite.base.changed import changed
from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Problems
from okrsite.base.project import CONTENT
from okrsite.model.checkins import checkins, updates_by_goal
from okrsite.model.goals import Kpi, Metric, Objective
from okrsite.model.known import decimals_in_time, in_unit, objective_as_known
from okrsite.model.locality import is_local
from okrsite.model.measured import Measured, SeriesBuilder, WrittenSeries, beside
from okrsite.model.objectives import ObjectiveBuilder
from okrsite.model.pages import wiki_pages
from okrsite.model.portfolio import Portfolio
from okrsite.model.references import Directory
from okrsite.model.series import Series, reads
from okrsite.model.vitals import KpiBuilder, build_metric
from okrsite.model.written import Written, by_kind
from okrsite.read.library import Document, Library


class Substitution(Frozen):
    """A portfolio with some things anew: the ids of these objectives, and of KPIs and metrics."""

    portfolio: Portfolio
    objectives: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


def substituted(
    portfolio: Portfolio, before: Library, after: Library, inside: PurePosixPath, day: date
) -> Substitution | None:
    """The portfolio as known on a day, once one file of its library is read anew.

    It is what assembling the whole library `after` comes to. None where that takes more than the
    things of this file: others rest on what was edited, or there is an error in it.
    """
    problems = Problems()
    directory = portfolio.directory.reporting(problems)
    bench = _Bench(portfolio, after, day, directory, problems)
    if inside in after.tables:
        found = bench.table(inside)
    else:
        old, new = _written(before, inside), _written(after, inside)
        if old is None or new is None or not is_local(old, new):
            return None
        found = _WAYS.get(_folder(inside), _Bench.page)(bench, old, new)
    return None if problems.errors else found


def _written(library: Library, inside: PurePosixPath) -> Written[Any] | None:
    """A file whose fields are sound, if it is one."""
    document = library.document(inside)
    files = by_kind((document,), Problems()).values() if document else ()
    return next((one for found in files for one in found), None)


def _folder(inside: PurePosixPath) -> str:
    return inside.parts[0] if len(inside.parts) > 1 else ""


class _Bench(Frozen):
    """Where things are built anew: among those of a portfolio, from a library, as of a day."""

    portfolio: Portfolio
    library: Library
    day: date
    directory: Directory
    problems: Problems

    def objective(self, old: Written[Any], new: Written[Any]) -> Substitution | None:
        """An objective and its key results."""
        one = self.portfolio.objectives.get(new.id)
        return self._with_objectives({new.id}) if one and one.document is old.document else None

    def checkin(self, old: Written[Any], new: Written[Any]) -> Substitution | None:
        """A check-in, and the objectives that it speaks or spoke of."""
        was = _place_of(self.portfolio.checkins, old.document)
        found, _ = checkins((new,), self.directory, self.problems)
        if was is None or not found:
            return None
        said = (*self.portfolio.checkins[was].updates, *found[0].updates)
        goals = {update.goal.partition("#")[0] for update in said}
        made = self._with_objectives(goals, {new.document.inside})
        all_ = self.portfolio.checkins
        anew = (*all_[:was], *found, *all_[was + 1 :])
        return made and replace(made, portfolio=replace(made.portfolio, checkins=anew))

    def kpi(self, old: Written[Any], new: Written[Any]) -> Substitution | None:
        """A KPI, with the numbers in its own file."""
        one = self.portfolio.kpis.get(new.id)
        return self._with_series([new]) if one and one.document is old.document else None

    def metric(self, old: Written[Any], new: Written[Any]) -> Substitution | None:
        """A metric, with the numbers in its own file."""
        one = self.portfolio.metrics.get(new.id)
        return self._with_series([new]) if one and one.document is old.document else None

    def table(self, inside: PurePosixPath) -> Substitution | None:
        """The KPIs and metrics that read a table."""
        kpis = [one.document for one in self.portfolio.kpis.values() if _reads(one, inside)]
        metrics = [one.document for one in self.portfolio.metrics.values() if _reads(one, inside)]
        return self._with_series(self._files((*kpis, *metrics)))

    def page(self, old: Written[Any], new: Written[Any]) -> Substitution | None:
        """A page of the wiki."""
        all_ = self.portfolio.pages
        was = _place_of(all_, old.document)
        if was is None:
            return None
        pages = (*all_[:was], *wiki_pages((new,)), *all_[was + 1 :])
        return Substitution(replace(self.portfolio, pages=pages))

    def _files(self, documents: Iterable[Document]) -> list[Written[Any]]:
        found = (_written(self.library, one.inside) for one in documents)
        return [file for file in found if file]

    def _with_objectives(
        self, ids: set[str], said_in: Iterable[PurePosixPath] = ()
    ) -> Substitution | None:
        """The portfolio with some objectives anew, and with what is said of them in check-ins."""
        portfolio = self.portfolio
        kpis = portfolio.kpis.values()
        if any(_grew_from(kpi) in ids for kpi in kpis if kpi.fields.promoted_from):
            return None
        old = [portfolio.objectives[id_] for id_ in sorted(ids)]
        files = {*said_in, *(inside for one in old for inside in _spoken_of_in(one))}
        written = (_written(self.library, inside) for inside in sorted(files))
        _, said = checkins(filter(None, written), self.directory, self.problems)
        builder = ObjectiveBuilder(
            portfolio.cycles,
            portfolio.series,
            updates_by_goal(said),
            self.directory,
            self.problems,
        )
        built = map(builder.build, self._files(one.document for one in old))
        known = [objective_as_known(one, portfolio, self.day) for one in built]
        anew = replace(
            portfolio,
            objectives=changed(portfolio.objectives, {one.id: one for one in known}),
            key_results=changed(
                portfolio.key_results, {kr.key: kr for one in known for kr in one.key_results}
            ),
        )
        return Substitution(anew, tuple(one.id for one in known))

    def _with_series(self, files: Iterable[Written[Any]]) -> Substitution | None:
        """The portfolio with some KPIs and metrics anew; None where others are written with them.

        That is where a cadence differs, or how many decimals there are on some day.
        """
        portfolio = self.portfolio
        kpis: dict[str, Kpi] = {}
        metrics: dict[str, Metric] = {}
        series: dict[str, Series] = {}
        for file in files:
            old, made = portfolio.series[file.id], self._measured(file)
            if file.id in portfolio.kpis:
                builder = KpiBuilder(portfolio.key_results, self.directory, self.problems)
                kpis[file.id] = in_unit(builder.build(file, made), old.unit)
                series[file.id] = kpis[file.id].series
            else:
                series[file.id] = replace(made.series, unit=old.unit)
                metrics[file.id] = build_metric(file, series[file.id])
            if not _is_written_alike(old, series[file.id]):
                return None
        anew = replace(
            portfolio,
            kpis=changed(portfolio.kpis, kpis),
            metrics=changed(portfolio.metrics, metrics),
            series=changed(portfolio.series, series),
        )
        return Substitution(anew, series=tuple(series))

    def _measured(self, file: WrittenSeries) -> Measured:
        """The numbers of a file; what a composite took over from its parts is as before."""
        found = SeriesBuilder(self.library, self.directory, self.problems).measured(file)
        return found.linked(self.portfolio.series[file.id] if reads(found.series) else found.series)


def _spoken_of_in(one: Objective) -> set[PurePosixPath]:
    """The check-ins that speak of an objective, or of its key results."""
    said = (one.updates, *(kr.updates for kr in one.key_results))
    paths = {update.place.path for updates in said for update in updates if update.author}
    return {PurePosixPath(path.removeprefix(f"{CONTENT}/")) for path in paths}


def _grew_from(kpi: Kpi) -> str:
    """The objective that a KPI grew from."""
    return (kpi.fields.promoted_from or "").rpartition(":")[2].partition("#")[0]


def _reads(one: Kpi | Metric, inside: PurePosixPath) -> bool:
    """Whether a KPI or metric reads a table, for itself or for a unit."""
    units = one.fields.units.values() if isinstance(one, Kpi) else ()
    names = [part.series for part in (one.fields, *units) if part.series]
    return any(
        beside(one.document.inside.parent, name.partition("#")[0]) == inside
        for name in names
        if inside.name in name
    )


def _is_written_alike(old: Series, new: Series) -> bool:
    """Whether a series has the cadence that it had, and on every day as many decimals."""
    return old.cadence is new.cadence and decimals_in_time(old) == decimals_in_time(new)


def _place_of(things: tuple[Any, ...], document: Document) -> int | None:
    """Where the thing that a document tells of stands among others."""
    return next((i for i, one in enumerate(things) if one.document is document), None)


_Way = Callable[[_Bench, Written[Any], Written[Any]], Substitution | None]
_WAYS: Mapping[str, _Way] = {
    "objectives": _Bench.objective,
    "checkins": _Bench.checkin,
    "kpis": _Bench.kpi,
    "metrics": _Bench.metric,
}
