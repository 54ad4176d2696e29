"""The door of the room: documents in, a portfolio of linked goals out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from okrsite.base.problems import Place, Problems
from okrsite.model.calendar import named_cycle
from okrsite.model.checkins import checkins, updates_by_goal
from okrsite.model.goals import (
    CheckIn,
    Cycle,
    KeyResult,
    Kind,
    Kpi,
    Metric,
    Objective,
    Person,
    Pillar,
    Review,
    Team,
    WikiPage,
)
from okrsite.model.key_results import local_id
from okrsite.model.objectives import ObjectiveBuilder, check_parents, cycle_name
from okrsite.model.organisation import BACKLOG, cycles, people, pillars, teams
from okrsite.model.pages import reviews, wiki_pages
from okrsite.model.references import NOBODY, Directory
from okrsite.model.series import Series
from okrsite.model.vitals import (
    KpiBuilder,
    SeriesBuilder,
    build_metric,
    check_formulas,
    inherit_cadence,
)
from okrsite.model.written import Written, by_kind
from okrsite.read.config import Settings
from okrsite.read.library import Library


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything a site is about, by id, linked and checked."""

    settings: Settings
    objectives: Mapping[str, Objective]
    kpis: Mapping[str, Kpi]
    metrics: Mapping[str, Metric]
    cycles: Mapping[str, Cycle]
    teams: Mapping[str, Team]
    people: Mapping[str, Person]
    pillars: Mapping[str, Pillar]
    checkins: tuple[CheckIn, ...]
    reviews: tuple[Review, ...]
    pages: tuple[WikiPage, ...]
    directory: Directory

    @property
    def key_results(self) -> Mapping[str, KeyResult]:
        """Every key result by `objective#key-result`."""
        return {kr.key: kr for objective in self.objectives.values() for kr in objective.key_results}

    @property
    def series(self) -> Mapping[str, Series]:
        """Every series by the id of its KPI or metric."""
        of_kpis = {kpi.id: kpi.series for kpi in self.kpis.values()}
        return of_kpis | {metric.id: metric.series for metric in self.metrics.values()}


def assemble(library: Library) -> tuple[Portfolio, Problems]:
    """Link what was read; problems are collected, and what is wrong is left out."""
    problems = Problems()
    files = by_kind(library.documents, problems)
    directory = _directory(files, problems)
    named = {
        name for o in files["objectives"] if (name := cycle_name(o, directory)) and named_cycle(name)
    }
    named |= {review.fields.cycle for review in files["reviews"]}
    if library.settings.cycle.current:
        named.add(library.settings.cycle.current)
    cycles_ = cycles(files["cycles"], named, library.settings, directory, problems)
    teams_ = teams(files["teams"], _named_teams(files), directory)
    series = _series(files, library, directory, problems)
    checkins_, raw = checkins(files["checkins"], directory, problems)
    builder = ObjectiveBuilder(cycles_, series, updates_by_goal(raw), directory, problems)
    objectives = {o.id: o for o in (builder.build(file) for file in files["objectives"])}
    check_parents(objectives, cycles_, teams_, problems)
    kpi_builder = KpiBuilder(SeriesBuilder(library, directory, Problems()), directory, problems)
    portfolio = Portfolio(
        settings=library.settings,
        objectives=objectives,
        kpis={file.id: kpi_builder.build(file, series[file.id]) for file in files["kpis"]},
        metrics={file.id: build_metric(file, series[file.id]) for file in files["metrics"]},
        cycles=cycles_,
        teams=teams_,
        pillars=pillars(files["pillars"], directory),
        checkins=checkins_,
        reviews=reviews(files["reviews"], directory),
        pages=wiki_pages(files["pages"]),
        people=people(files["people"], directory),
        directory=directory,
    )
    _check_settings(library.settings, portfolio, problems)
    return portfolio, problems


def _directory(files: Mapping[str, tuple[Written[Any], ...]], problems: Problems) -> Directory:
    directory = Directory(problems)
    for folder, kind in _KINDS.items():
        directory.add(kind, (file.id for file in files[folder]))
    for file in files["objectives"]:
        directory.add(Kind.KEY_RESULT,
                      (f"{file.id}#{local_id(kr)}" for kr in file.fields.key_results))
    directory.add(Kind.PERSON, (NOBODY,))
    if not files["people"]:
        directory.open(Kind.PERSON)
    return directory


_KINDS = {
    "objectives": Kind.OBJECTIVE,
    "kpis": Kind.KPI,
    "metrics": Kind.METRIC,
    "cycles": Kind.CYCLE,
    "teams": Kind.TEAM,
    "people": Kind.PERSON,
    "pillars": Kind.PILLAR,
}


def _named_teams(files: Mapping[str, tuple[Written[Any], ...]]) -> Iterable[str]:
    for folder in ("objectives", "kpis", "people", "reviews"):
        yield from (file.fields.team for file in files[folder] if file.fields.team)


def _series(
    files: Mapping[str, tuple[Written[Any], ...]],
    library: Library,
    directory: Directory,
    problems: Problems,
) -> dict[str, Series]:
    builder = SeriesBuilder(library, directory, problems)
    measured = (*files["kpis"], *files["metrics"])
    series = {file.id: builder.series(file) for file in measured}
    declared = {file.id for file in measured if file.fields.cadence}
    series = inherit_cadence(series, declared)
    check_formulas(series, {file.id: file.document for file in measured}, problems)
    return series


def _check_settings(settings: Settings, portfolio: Portfolio, problems: Problems) -> None:
    current = settings.cycle.current
    if current and current not in portfolio.cycles:
        problems.error("OKR201", Place("okrsite.toml"), f"there is no cycle `{current}`",
                       hint="mend `current` under `[cycle]`")


def current_cycle(portfolio: Portfolio, as_of: date) -> Cycle | None:
    """The shortest cycle that contains the day, else the one last ended, unless one is set."""
    chosen = portfolio.cycles.get(portfolio.settings.cycle.current or "")
    if chosen:
        return chosen
    dated = [c for c in portfolio.cycles.values() if c.id != BACKLOG and c.first_day and c.last_day]
    running = [c for c in dated if c.contains(as_of)]
    if running:
        return min(running, key=lambda c: (_length(c), c.id))
    ended = [c for c in dated if c.last_day and c.last_day < as_of]
    return max(ended, key=lambda c: (c.last_day, -_length(c), c.id), default=None)


def _length(cycle: Cycle) -> int:
    assert cycle.first_day
    assert cycle.last_day
    return (cycle.last_day - cycle.first_day).days
