"""A report that is sent away: a page without the site around it."""

from typing import Any, TypeVar, cast

from okrsite.base.frozen import Frozen, fields, replace
from okrsite.base.problems import did_you_mean
from okrsite.plan.navigation import site
from okrsite.plan.pages.report.page import report_page
from okrsite.plan.pages.report.scope import has_report, scope_of
from okrsite.plan.scene import Scene
from okrsite.plan.views.pages import Page
from okrsite.plan.views.parts import BodyLink, Link

TEMPLATE = "report-alone.html"

T = TypeVar("T")


class NoReportError(Exception):
    """There is no such report; `hint` says which there are."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def report_alone(cycle: str, team: str, scene: Scene, version: str) -> Page:
    """The report on a cycle, or on a team in it, which explains all of its numbers itself.

    Without a cycle it is on the current one. Where it is not known at which address the site is
    published, nothing on it leads anywhere. Raises NoReportError.
    """
    chosen = cycle or scene.assessment.current_cycle
    _look_up(chosen, team, scene)
    scope = scope_of(chosen, team, scene)
    head, view = report_page(scope, scene, is_alone=True)
    page = Page(scope.path, TEMPLATE, site(scene, frozenset(), version, feed=""), head, view)
    return page if scene.portfolio.settings.base_url else unlinked(page)


def unlinked(value: T) -> T:
    """The same, and no link in it leads to another page.

    >>> unlinked((Link("MRR", "kpis/mrr.html"), 3))
    (Link(text='MRR', path=''), 3)
    """
    return cast("T", _unlinked(value))


def _unlinked(value: Any) -> Any:
    if isinstance(value, Link | BodyLink):
        return replace(value, path="")
    if isinstance(value, tuple):
        return tuple(_unlinked(one) for one in value)
    if isinstance(value, Frozen):
        parts = {name: _unlinked(getattr(value, name)) for name in fields(type(value))}
        return replace(value, **parts)
    return value


def _look_up(cycle: str, team: str, scene: Scene) -> None:
    portfolio = scene.portfolio
    cycles = [id_ for id_ in sorted(portfolio.cycles) if has_report(id_, scene)]
    if cycle not in cycles:
        name = f"the cycle `{cycle}`" if cycle else "the current cycle"
        known = f"reports there are on {', '.join(cycles)}" if cycles else _NONE
        raise NoReportError(f"there is no report on {name}", did_you_mean(cycle, cycles) or known)
    teams = sorted(filter(None, scene.goals_of[cycle]))
    if team and team not in teams:
        known = f"teams with objectives in it are {', '.join(teams)}" if teams else _NO_TEAM
        message = f"there is no report on the team `{team}` in `{cycle}`"
        raise NoReportError(message, did_you_mean(team, teams) or known)


_NONE = "a cycle that has begun has one once there are two objectives: the page of one says it all"
_NO_TEAM = "no objective in it has a team"
