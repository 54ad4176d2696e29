"""The door of the room: documents in, a portfolio of linked goals out."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Problems, did_you_mean
from okrsite.base.project import FILE_NAME
from okrsite.model.ancestors import without_loops
from okrsite.model.checkins import checkins, updates_by_goal
from okrsite.model.composites import linked
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
from okrsite.model.measured import Measured, SeriesBuilder
from okrsite.model.objectives import ObjectiveBuilder, check_objectives, cycle_name
from okrsite.model.organisation import BACKLOG, cycles, people, pillars, teams
from okrsite.model.pages import reviews, wiki_pages
from okrsite.model.references import Directory
from okrsite.model.series import Series
from okrsite.model.silence import Silenced, silenced, without
from okrsite.model.vitals import KpiBuilder, build_metric
from okrsite.model.written import Written, by_kind
from okrsite.read.config import Settings, setting_place
from okrsite.read.library import Library


class Portfolio(Frozen):
    """Everything a site is about, by id, linked and checked.

    `key_results` are by `objective#key-result`, `series` by the id of their KPI or metric;
    `silenced` are findings that authors have answered, by file and code.
    """

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
    key_results: Mapping[str, KeyResult]
    series: Mapping[str, Series]
    silenced: Silenced


def assemble(library: Library) -> tuple[Portfolio, Problems]:
    """Link what was read; problems are collected, and what is wrong is left out.

    Warnings that a file silences with `ignore:` are left out as well.
    """
    problems = Problems()
    files = by_kind(library.documents, problems)
    directory = _directory(files, problems)
    cycles_ = _cycles(files, library.settings, directory, problems)
    teams_ = teams(files["teams"], _named_teams(files), directory, problems)
    measured = _measured(files, library, directory, problems)
    series = {id_: one.series for id_, one in measured.items()}
    checkins_, raw = checkins(files["checkins"], directory, problems)
    builder = ObjectiveBuilder(cycles_, series, updates_by_goal(raw), directory, problems)
    objectives = {file.id: builder.build(file) for file in files["objectives"]}
    key_results = {kr.key: kr for one in objectives.values() for kr in one.key_results}
    kpi_builder = KpiBuilder(key_results, directory, problems)
    kpis = {file.id: kpi_builder.build(file, measured[file.id]) for file in files["kpis"]}
    ignored = silenced(library.documents)
    portfolio = Portfolio(
        settings=library.settings,
        objectives=check_objectives(objectives, problems),
        kpis=without_loops(kpis, problems),
        metrics={file.id: build_metric(file, series[file.id]) for file in files["metrics"]},
        cycles=cycles_,
        teams=teams_,
        pillars=pillars(files["pillars"], directory, problems),
        checkins=checkins_,
        reviews=reviews(files["reviews"], directory),
        pages=wiki_pages(files["pages"]),
        people=people(files["people"], directory),
        directory=directory,
        key_results=key_results,
        series=series | {kpi.id: kpi.series for kpi in kpis.values()},
        silenced=ignored,
    )
    _check_settings(library, portfolio, problems)
    return portfolio, without(problems, ignored)


def _cycles(
    files: Mapping[str, tuple[Written[Any], ...]],
    settings: Settings,
    directory: Directory,
    problems: Problems,
) -> dict[str, Cycle]:
    """The cycles that have a file or that something names."""
    named = {cycle_name(file, directory) for file in files["objectives"]}
    named |= {review.fields.cycle for review in files["reviews"]}
    named.add(settings.cycle.current or "")
    return cycles(files["cycles"], named, settings, directory, problems)


def _directory(files: Mapping[str, tuple[Written[Any], ...]], problems: Problems) -> Directory:
    directory = Directory(problems)
    for folder, kind in _KINDS.items():
        directory.add(kind, (file.id for file in files[folder]))
    for file in files["objectives"]:
        directory.add(
            Kind.KEY_RESULT, (f"{file.id}#{local_id(kr)}" for kr in file.fields.key_results)
        )
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


def _measured(
    files: Mapping[str, tuple[Written[Any], ...]],
    library: Library,
    directory: Directory,
    problems: Problems,
) -> dict[str, Measured]:
    """The series of every KPI and metric, linked to what they read."""
    builder = SeriesBuilder(library, directory, problems)
    written = {file.id: file for file in (*files["kpis"], *files["metrics"])}
    found = {id_: builder.measured(file) for id_, file in written.items()}
    series = linked({id_: one.series for id_, one in found.items()}, written, problems)
    return {id_: one.linked(series[id_]) for id_, one in found.items()}


def _check_settings(library: Library, portfolio: Portfolio, problems: Problems) -> None:
    current = library.settings.cycle.current
    if current and current not in portfolio.cycles:
        problems.error(
            "OKR201",
            setting_place(["cycle", "current"], library.texts.get(FILE_NAME, "")),
            f"there is no cycle `{current}`",
            hint=did_you_mean(current, portfolio.cycles),
        )


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
