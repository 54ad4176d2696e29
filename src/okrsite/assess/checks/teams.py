"""What a team has in hand at once: objectives, KPIs, and both kinds of signs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from okrsite.assess.assessment import Assessment
from okrsite.assess.checks.rule import Finding
from okrsite.assess.checks.scope import (
    also_for,
    by_priority,
    kpis_by_team,
    names,
    open_objectives,
    team_words,
)
from okrsite.base.problems import Place
from okrsite.model.goals import Kpi, Objective
from okrsite.model.organisation import BACKLOG
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import EventKind, PillarKind

_YEAR = timedelta(days=365)
_SMALLEST_SCOPE = 3
_FEWEST, _MOST = 5, 10
_MOST_STAGES = 2


def too_many_objectives(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """More objectives of a team in a cycle than it can keep in mind."""
    most = portfolio.settings.limits.objectives
    found: dict[tuple[str, str], list[Objective]] = {}
    for objective in open_objectives(portfolio, assessment.as_of):
        if objective.cycle != BACKLOG:
            found.setdefault((objective.team, objective.cycle), []).append(objective)
    for (team, cycle), objectives in sorted(found.items()):
        if len(objectives) > most:
            yield Finding(
                by_priority(objectives)[most].document.key_place("title"),
                f"{team_words(team)} has {len(objectives)} objectives in `{cycle}`: more than "
                f"{most} are hard to keep in mind",
                hint="merge two, or leave this one for later: `status: draft` or `cycle: backlog`",
            )


def stages_in_focus(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """More than two stages of the funnel that the objectives of one cycle work on."""
    found: dict[str, dict[str, list[Objective]]] = {}
    for objective in open_objectives(portfolio, assessment.as_of):
        pillar = portfolio.pillars.get(objective.pillar)
        if pillar and pillar.kind is PillarKind.STAGE and objective.cycle != BACKLOG:
            found.setdefault(objective.cycle, {}).setdefault(pillar.id, []).append(objective)
    for cycle, stages in sorted(found.items()):
        if len(stages) > _MOST_STAGES:
            least = min(stages, key=lambda id_: (len(stages[id_]), -portfolio.pillars[id_].order))
            ordered = sorted(stages, key=lambda id_: (portfolio.pillars[id_].order, id_))
            yield Finding(
                by_priority(stages[least])[-1].document.place("pillar"),
                f"{len(stages)} stages of the funnel are in focus in `{cycle}`: {names(ordered)}; "
                f"more than {_MOST_STAGES} are no focus",
                hint="choose the stages where most is lost, and leave the others for later",
            )


def exchanged_kpis(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """More than a third of a team's KPIs, of three or more, came or went within a year."""
    for team, kpis in _all_kpis(portfolio, assessment.as_of).items():
        changes = sorted(
            (day, kpi.id, index) for kpi in kpis for day, index in _changes(kpi, assessment.as_of)
        )
        changed = {id_ for _, id_, _ in changes}
        if len(kpis) >= _SMALLEST_SCOPE and 3 * len(changed) > len(kpis):
            places = [portfolio.kpis[id_].document.place("events", i) for _, id_, i in changes]
            yield Finding(
                places[-1],
                f"{len(changed)} of {len(kpis)} KPIs of {team_words(team)} are new or gone within "
                f"a year: {names(sorted(changed))}",
                hint="keep the others for a year at least, so that there is something to compare",
                others=tuple(places[:-1]),
            )


def _all_kpis(portfolio: Portfolio, as_of: date) -> dict[str, list[Kpi]]:
    """Each team's KPIs, those included that were retired within a year."""
    found: dict[str, list[Kpi]] = {}
    for kpi in portfolio.kpis.values():
        retired = [e.date for e in kpi.fields.events if e.kind is EventKind.RETIRED]
        if not retired or min(retired) > as_of - _YEAR:
            found.setdefault(kpi.team, []).append(kpi)
    return dict(sorted(found.items()))


def _changes(kpi: Kpi, as_of: date) -> Iterator[tuple[date, int]]:
    """When a KPI was first defined or retired within the last year, and by which event."""
    for kind in (EventKind.DEFINED, EventKind.RETIRED):
        days = [(e.date, i) for i, e in enumerate(kpi.fields.events) if e.kind is kind]
        if days and as_of - _YEAR < min(days)[0] <= as_of:
            yield min(days)


def too_few_or_many_kpis(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """Five to ten KPIs are as many as a team can watch, and as few as tell the whole story."""
    for team, kpis in _scopes(portfolio, assessment.as_of):
        if not _FEWEST <= len(kpis) <= _MOST:
            yield Finding(
                _place(team, kpis, portfolio),
                f"{team_words(team)} has {len(kpis)} KPIs: {_FEWEST} to {_MOST} are what a team "
                "can watch",
                hint=_TOO_MANY if len(kpis) > _MOST else _TOO_FEW,
            )


def one_sided_kpis(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """Leading signs tell what to do, lagging ones whether it helped: a team needs both."""
    for team, kpis in _scopes(portfolio, assessment.as_of):
        said = Counter(kpi.fields.indicator for kpi in kpis if kpi.fields.indicator)
        if len(said) == 1 and said.total() > 1:
            (only,) = said
            other = "lagging" if only == "leading" else "leading"
            yield Finding(
                _place(team, kpis, portfolio),
                f"all {said.total()} KPIs of {team_words(team)} that say so are {only}",
                hint=f"watch a {other} one as well, with `indicator: {other}`",
            )


def lopsided_teams(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A team with objectives and no KPIs does not see what they cost, and the other way round.

    Those of the teams below count, and only teams that have either.
    """
    if len(portfolio.teams) < 2:
        return
    goals = [o for o in open_objectives(portfolio, assessment.as_of) if o.cycle != BACKLOG]
    with_goals = {objective.team for objective in goals}
    with_kpis = kpis_by_team(portfolio, assessment.as_of)
    near = _near(portfolio)
    for team in portfolio.teams.values():
        below = _below(team.id, near)
        if team.id in with_goals and not below.intersection(with_kpis):
            yield Finding(
                team.document.key_place("title") if team.document else _first(team.id, goals),
                f"{team_words(team.id)} has objectives and no KPI, so nobody sees what they cost",
                hint=f"write a KPI with `team: {team.id}`, or lend it one with `also_for:`",
            )
        elif team.id in with_kpis and not below.intersection(with_goals):
            kpis = with_kpis[team.id]
            yield Finding(
                _place(team.id, kpis, portfolio),
                f"{team_words(team.id)} has {_count(kpis)} and no objective, so nothing is to "
                "change",
                hint=f"write an objective with `team: {team.id}`, if something should",
            )


def _scopes(portfolio: Portfolio, as_of: date) -> Iterator[tuple[str, tuple[Kpi, ...]]]:
    """The teams with KPIs enough to be judged as a set."""
    for team, kpis in kpis_by_team(portfolio, as_of).items():
        if len(kpis) >= _SMALLEST_SCOPE:
            yield team, kpis


def _near(portfolio: Portfolio) -> Mapping[str, Sequence[str]]:
    """The teams directly below each team."""
    found: dict[str, list[str]] = {}
    for team in portfolio.teams.values():
        found.setdefault(team.parent, []).append(team.id)
    return found


def _below(team: str, near: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """A team and all teams below it."""
    found, waiting = {team}, [team]
    while waiting:
        new = [id_ for id_ in near.get(waiting.pop(), ()) if id_ not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def _place(team: str, kpis: Sequence[Kpi], portfolio: Portfolio) -> Place:
    """Where a team is written; where it has no file, its first KPI's line that names it."""
    found = portfolio.teams.get(team)
    if found and found.document:
        return found.document.key_place("title")
    first = min(kpis, key=lambda kpi: kpi.id)
    field = "also_for" if team in also_for(first) else "team" if team else "title"
    return first.document.key_place(field)


def _first(team: str, objectives: Sequence[Objective]) -> Place:
    return by_priority(o for o in objectives if o.team == team)[0].document.place("team")


def _count(kpis: Sequence[Kpi]) -> str:
    return "1 KPI" if len(kpis) == 1 else f"{len(kpis)} KPIs"


_TOO_MANY = "make those metrics that nobody would act on: move them to `content/metrics/`"
_TOO_FEW = "ask what they do not tell; `also_for: [team]` lends a team a KPI of another"
