"""A judged portfolio in, what belongs to what out: found once, looked up by every page.

Each list is as long as the site at the most, so that no page has to walk through all of it.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from okrsite.assess.assessment import Assessment, Course, Driver, Effect, Gap, UnitAssessment
from okrsite.assess.judge import is_current, objectives_by_kpi
from okrsite.assess.week import Week, week
from okrsite.model.goals import (
    Cycle,
    KeyResult,
    Kind,
    Kpi,
    Objective,
    Person,
    Ref,
    Team,
    UnitSeries,
    Update,
)
from okrsite.model.portfolio import Portfolio

T = TypeVar("T")


class Belonging:
    """The goals, vital signs and people of a portfolio by what they belong to."""

    def __init__(self, portfolio: Portfolio, assessment: Assessment) -> None:
        self.portfolio = portfolio
        self.assessment = assessment
        self.as_of = assessment.as_of
        self.key_results = portfolio.key_results

    @cached_property
    def team_order(self) -> tuple[str, ...]:
        """The teams, each before those below it, by title."""
        found: list[str] = []

        def visit(parent: str) -> None:
            for team in self.teams_below.get(parent, ()):
                found.append(team.id)
                visit(team.id)

        visit("")
        return tuple(found)

    @cached_property
    def _team_ranks(self) -> Mapping[str, int]:
        return {team: rank for rank, team in enumerate((*self.team_order, ""))}

    def by_team(
        self, things: Iterable[T], team_of: Callable[[T], str]
    ) -> list[tuple[str, tuple[T, ...]]]:
        """The teams that have some of the things, in their order, those of no team ("") last."""
        ranks = self._team_ranks
        found = _grouped(things, lambda thing: (team_of(thing),))
        return sorted(
            (pair for pair in found.items() if pair[0] in ranks), key=lambda pair: ranks[pair[0]]
        )

    @cached_property
    def teams_led(self) -> Mapping[str, tuple[str, ...]]:
        """The teams that each person leads, in their order."""
        teams = self.portfolio.teams
        return _grouped(self.team_order, lambda id_: (teams[id_].lead,))

    @cached_property
    def teams_below(self) -> Mapping[str, tuple[Team, ...]]:
        """The teams of each team, by title; under "" those that no other is above."""
        teams = self.portfolio.teams
        ordered = sorted(teams.values(), key=lambda team: (team.title.casefold(), team.id))
        return _grouped(ordered, lambda team: (team.parent if team.parent in teams else "",))

    @cached_property
    def people_by_name(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        people = self.portfolio.people.values()
        return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.id)))

    @cached_property
    def people_of(self) -> Mapping[str, tuple[Person, ...]]:
        """The people of each team, by name."""
        return _grouped(self.people_by_name, lambda person: (person.team,))

    @cached_property
    def goals_of_team(self) -> Mapping[str, tuple[Objective, ...]]:
        """The objectives of each team, of all cycles."""
        return _grouped(self.portfolio.objectives.values(), lambda one: (one.team,))

    @cached_property
    def goals_of_owner(self) -> Mapping[str, tuple[Objective, ...]]:
        """The objectives of each owner, of all cycles."""
        return _grouped(self.portfolio.objectives.values(), lambda one: (one.owner,))

    @cached_property
    def goals_helped(self) -> Mapping[str, tuple[Objective, ...]]:
        """The objectives that somebody helps with who does not own them."""
        return _grouped(self.portfolio.objectives.values(), _helpers)

    def goals_in(self, cycle: str) -> list[str]:
        """The ids of the objectives of a cycle, in order."""
        return sorted(id_ for ids in self.goals_of.get(cycle, {}).values() for id_ in ids)

    @cached_property
    def notes_by(self) -> Mapping[str, tuple[Update, ...]]:
        """What each author said of goals in words up to the day, the newest first."""
        checkins = [one for one in self.portfolio.checkins if one.day <= self.as_of]
        said = [(one.author, u) for one in checkins for u in one.updates if u.note]
        found = _grouped(said, lambda pair: (pair[0],))
        return {author: tuple(u for _, u in pairs) for author, pairs in found.items()}

    @cached_property
    def kpis_by_title(self) -> tuple[Kpi, ...]:
        """All KPIs, by title."""
        kpis = self.portfolio.kpis.values()
        return tuple(sorted(kpis, key=lambda kpi: (kpi.title.casefold(), kpi.id)))

    @cached_property
    def kpis_of_team(self) -> Mapping[str, tuple[Kpi, ...]]:
        """The KPIs that are for each team, by title."""
        return _grouped(self.kpis_by_title, lambda kpi: kpi.teams)

    @cached_property
    def kpis_of_owner(self) -> Mapping[str, tuple[Kpi, ...]]:
        """The KPIs of each owner, by title."""
        return _grouped(self.kpis_by_title, lambda kpi: (kpi.owner,))

    @cached_property
    def units_of(self) -> Mapping[str, tuple[tuple[Kpi, UnitSeries, UnitAssessment], ...]]:
        """The parts of KPIs by what they are the part of, by the KPI's title."""
        parts = [
            (kpi, unit, judged)
            for kpi in self.kpis_by_title
            for unit, judged in zip(kpi.units, self.assessment.kpis[kpi.id].units, strict=True)
        ]
        return _grouped(parts, lambda part: (part[1].label,))

    @cached_property
    def readers(self) -> Mapping[str, tuple[KeyResult, ...]]:
        """The key results that read each KPI or metric."""
        return _grouped(self.key_results.values(), lambda kr: (kr.source,))

    @cached_property
    def drivers(self) -> Mapping[str, tuple[Driver, ...]]:
        """What each KPI drives and what drives it."""
        return _grouped(self.assessment.drivers, lambda one: (one.driver, one.driven))

    @cached_property
    def gaps(self) -> Mapping[str, Gap]:
        """The gaps, by KPI."""
        return {gap.kpi: gap for gap in self.assessment.gaps}

    @cached_property
    def goals_of(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The ids of the objectives of each cycle, by their team, in order."""
        found: dict[str, dict[str, list[str]]] = {}
        for id_, objective in sorted(self.portfolio.objectives.items()):
            found.setdefault(objective.cycle, {}).setdefault(objective.team, []).append(id_)
        return {
            cycle: {team: tuple(ids) for team, ids in teams.items()}
            for cycle, teams in found.items()
        }

    @cached_property
    def cycles_in_use(self) -> tuple[Cycle, ...]:
        """The cycles that have objectives."""
        return tuple(one for one in self.portfolio.cycles.values() if one.id in self.goals_of)

    @cached_property
    def scores_in(self) -> Mapping[str, Mapping[str, float]]:
        """The scores of each cycle that is over, by objective."""
        return {cycle: dict(found.scores) for cycle, found in self.assessment.scores.items()}

    @cached_property
    def sweet(self) -> frozenset[str]:
        """The objectives of closed cycles whose scores lie in the sweet spot."""
        closed = (found for found in self.assessment.scores.values() if found.is_closed)
        return frozenset(id_ for found in closed for id_ in found.sweet)

    @cached_property
    def courses_in(self) -> Mapping[str, Mapping[str, Course]]:
        """What became of the KPIs over each cycle, by KPI."""
        courses = self.assessment.courses
        return {cycle: {one.kpi: one for one in found} for cycle, found in courses.items()}

    @cached_property
    def checkins_on(self) -> Mapping[str, tuple[int, ...]]:
        """The places, in their order, of the check-ins on each objective; under "" on none."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.portfolio.checkins):
            goals = {update.goal.partition("#")[0] for update in one.updates}
            for goal in goals or {""}:
                found.setdefault(goal, []).append(place)
        return {goal: tuple(places) for goal, places in found.items()}

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The objectives that name an objective, or one of its key results, as a parent."""
        return _by_goal(self.portfolio.objectives, lambda objective: objective.parents)

    @cached_property
    def dependants(self) -> Mapping[str, tuple[str, ...]]:
        """The objectives that depend on an objective, or on one of its key results."""
        return _by_goal(self.portfolio.objectives, lambda objective: objective.depends_on)

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """The objectives that carry an objective on."""
        found: dict[str, list[str]] = {}
        for objective in sorted(self.portfolio.objectives.values(), key=lambda o: o.id):
            before = (objective.fields.carried_from or "").rpartition(":")[2]
            found.setdefault(before, []).append(objective.id)
        return {id_: tuple(after) for id_, after in found.items() if id_}

    @cached_property
    def objectives_by_kpi(self) -> Mapping[str, list[Objective]]:
        """The objectives that work on each KPI."""
        return objectives_by_kpi(self.portfolio.objectives.values())

    @cached_property
    def effects(self) -> Mapping[str, tuple[Effect, ...]]:
        """What became of KPIs, by the objective that worked on them."""
        return _grouped(self.assessment.effects, lambda effect: (effect.objective,))

    @cached_property
    def effects_on(self) -> Mapping[str, Mapping[str, Effect]]:
        """The same by the KPI, and then by the objective."""
        found = _grouped(self.assessment.effects, lambda effect: (effect.kpi,))
        return {kpi: {one.objective: one for one in effects} for kpi, effects in found.items()}

    @cached_property
    def courses(self) -> Mapping[str, tuple[tuple[str, Course], ...]]:
        """What became of each KPI over the cycles, the newest first, each with its cycle."""
        cycles = self.portfolio.cycles
        found: dict[str, list[tuple[str, Course]]] = {}
        for id_ in sorted(self.assessment.courses, key=lambda one: (cycles[one].last_day, one)):
            for course in self.assessment.courses[id_]:
                found.setdefault(course.kpi, []).insert(0, (id_, course))
        return {kpi: tuple(known) for kpi, known in found.items()}

    def is_current(self, objective: Objective) -> bool:
        """Whether an objective's cycle is the current one or runs on the day."""
        return is_current(objective, self.portfolio, self.assessment)

    @cached_property
    def current_results(self) -> Mapping[str, tuple[KeyResult, ...]]:
        """The key results of current objectives, by their owner."""
        current = filter(self.is_current, self.portfolio.objectives.values())
        results = [kr for objective in current for kr in objective.key_results]
        return _grouped(results, lambda kr: (kr.owner,))

    @cached_property
    def week(self) -> Week:
        """What the last seven days changed."""
        return week(self.portfolio, self.assessment)


def _by_goal(
    objectives: Mapping[str, Objective], named: Callable[[Objective], tuple[Ref, ...]]
) -> Mapping[str, tuple[str, ...]]:
    """The objectives that name each objective, each once, in the order of lists."""
    found: dict[str, dict[str, None]] = {}
    for objective in sorted(objectives.values(), key=order):
        for ref in named(objective):
            if ref.kind in (Kind.OBJECTIVE, Kind.KEY_RESULT):
                found.setdefault(ref.id.partition("#")[0], {})[objective.id] = None
    return {goal: tuple(ids) for goal, ids in found.items()}


def order(objective: Objective) -> tuple[bool, int, str, str]:
    """Where an objective stands in a list: by priority, then by title."""
    priority = objective.fields.priority
    return (priority is None, priority or 0, objective.title.casefold(), objective.id)


def _grouped(
    things: Iterable[T], keys: Callable[[T], Iterable[str]]
) -> Mapping[str, tuple[T, ...]]:
    """Things by each of their keys, in the order given."""
    found: dict[str, list[T]] = {}
    for thing in things:
        for key in dict.fromkeys(keys(thing)):
            found.setdefault(key, []).append(thing)
    return {key: tuple(group) for key, group in found.items()}


def _helpers(objective: Objective) -> list[str]:
    names = (name.rpartition(":")[2] for name in objective.fields.contributors)
    return [name for name in names if name != objective.owner]


LASTING = frozenset(
    {
        "_team_ranks",
        "address",
        "checkins_on",
        "children",
        "cycles_in_use",
        "dependants",
        "documents_by_page",
        "forge",
        "goals_of",
        "people_by_name",
        "people_of",
        "successors",
        "tags",
        "team_order",
        "teams_below",
        "teams_led",
    }
)
"""What is found of names and places alone, which an edit of what things say leaves as it is."""

OF_EFFECTS = frozenset({"effects", "effects_on"})
"""What lasts as long as the judged effects do."""
