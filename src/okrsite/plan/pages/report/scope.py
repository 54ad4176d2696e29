"""What a report is about: a cycle that has begun, or what one team does in it."""

from collections.abc import Iterator
from datetime import date

from okrsite.assess.cycles import cycle_before
from okrsite.base.frozen import Frozen
from okrsite.model.goals import Cycle, Kind
from okrsite.plan.navigation import newest_first
from okrsite.plan.paths import report_path
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Link


class Scope(Frozen):
    """A cycle, or a team in it, with its objectives in the order of their ids.

    `day` is the last day that the report knows of: that of the close, else today. `team` is empty
    for all of the cycle.
    """

    cycle: Cycle
    team: str
    ids: tuple[str, ...]
    day: date
    is_closed: bool

    @property
    def is_over(self) -> bool:
        """Whether the last day of the cycle is past."""
        return self.cycle.last_day is not None and self.cycle.last_day < self.day

    @property
    def of(self) -> str:
        """How its counts and means are named: those of a whole cycle as on the cycle's page."""
        return self.own if self.team else f"cycle:{self.cycle.id}"

    @property
    def own(self) -> str:
        """How the numbers are named that only its report has."""
        return f"report:{self.cycle.id}.{self.team}" if self.team else f"report:{self.cycle.id}"

    @property
    def path(self) -> str:
        """Where its report is."""
        return report_path(self.cycle.id, self.team)


def scopes(scene: Scene) -> Iterator[Scope]:
    """What there is a report on, the newest cycle first, each before its teams."""
    for id_ in newest_first(scene):
        if has_report(id_, scene):
            yield scope_of(id_, "", scene)
            yield from (scope_of(id_, team, scene) for team in teams_in(id_, scene))


def has_report(cycle: str, scene: Scene) -> bool:
    """Whether a cycle has a page, has begun and has objectives."""
    first_day = scene.portfolio.cycles[cycle].first_day
    has_begun = first_day is not None and first_day <= scene.as_of
    return has_begun and cycle in scene.goals_of and bool(scene.path(Kind.CYCLE, cycle))


def teams_in(cycle: str, scene: Scene) -> list[str]:
    """The teams with a report of their own on a cycle that has one."""
    return [team for team in scene.team_order if has_team_report(cycle, team, scene)]


def has_team_report(cycle: str, team: str, scene: Scene) -> bool:
    """Whether a team has objectives in a cycle that has a report, and somebody else has too."""
    owners, teams = scene.goals_of[cycle], scene.portfolio.teams
    return team in teams and team in owners and len(owners) > 1 and len(teams) > 1


def scope_of(cycle: str, team: str, scene: Scene) -> Scope:
    """A cycle, or a team in it."""
    found, owners = scene.portfolio.cycles[cycle], scene.goals_of[cycle]
    is_closed = found.is_closed(scene.as_of)
    return Scope(
        cycle=found,
        team=team,
        ids=owners[team] if team else tuple(scene.goals_in(cycle)),
        day=found.closed_on if is_closed and found.closed_on else scene.as_of,
        is_closed=is_closed,
    )


def scope_before(scope: Scope, scene: Scene) -> Scope | None:
    """The same of the cycle before; nothing where there is none or the team had no objectives."""
    before = cycle_before(scope.cycle, scene.cycles_in_use)
    if before is None or (scope.team and scope.team not in scene.goals_of[before.id]):
        return None
    return scope_of(before.id, scope.team, scene)


def team_reports(cycle: str, scene: Scene) -> tuple[Link, ...]:
    """The teams with a report of their own on a cycle, leading to it."""
    teams = teams_in(cycle, scene)
    return tuple(Link(scene.team(team).text, report_path(cycle, team)) for team in teams)


def reports_on_team(team: str, scene: Scene) -> tuple[Link, ...]:
    """The reports on a team, the newest cycle first."""
    return tuple(
        Link(scene.portfolio.cycles[id_].title, report_path(id_, team))
        for id_ in newest_first(scene)
        if has_report(id_, scene) and has_team_report(id_, team, scene)
    )
