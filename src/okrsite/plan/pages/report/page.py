"""The report on a cycle or on a team in it, and the list of all reports."""

from collections.abc import Iterator

from okrsite.assess.assessment import Course
from okrsite.assess.explain.reckoning import Explanation
from okrsite.model.goals import Kind
from okrsite.plan.explained import explained
from okrsite.plan.pages.cycles import not_doing, review_title, when_words
from okrsite.plan.pages.report.comparison import Pair, comparison, has_own_report, pair
from okrsite.plan.pages.report.decisions import to_decide
from okrsite.plan.pages.report.figures import Figures, figures
from okrsite.plan.pages.report.goals import carried, chapters, is_in_full, score_lines
from okrsite.plan.pages.report.kpis import (
    all_explained,
    cares,
    course_rows,
    courses_of,
    troubles_explained,
)
from okrsite.plan.pages.report.news import reviews_of, told
from okrsite.plan.pages.report.scope import Scope, scope_of, scopes, team_reports, teams_in
from okrsite.plan.pages.report.summary import summary
from okrsite.plan.paths import REPORTS, prose_path
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import counts, tally_view
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.report import ReportsRow, ReportsView, ReportView, TeamLine


def report_page(scope: Scope, scene: Scene, *, is_alone: bool = False) -> tuple[Head, ReportView]:
    """Three sentences, then the evidence.

    A report that `is_alone`, without the pages of the site, explains all of its numbers itself.
    """
    cycle, found = scope.cycle, figures(scope, scene)
    compared, decisions = pair(found, scene), to_decide(scope, scene)
    courses = courses_of(scope, scene)
    first_day, last_day = scene.maybe_day(cycle.first_day), scene.maybe_day(cycle.last_day)
    assert first_day
    assert last_day
    view = ReportView(
        title=title_of(scope, scene),
        cycle=scene.cycle(cycle.id),
        team=scene.team(scope.team) if scope.team else None,
        first_day=first_day,
        last_day=last_day,
        state=when_words(cycle, scene),
        is_closed=scope.is_closed,
        is_over=scope.is_over,
        summary=summary(found, compared, decisions, scene),
        of=scope.of,
        tally=tally_view(scope.ids, scene, scope.of),
        comparison=comparison(compared, scene) if compared else None,
        to_decide=decisions,
        scores=score_lines(scope, scene),
        teams=_team_lines(scope, scene),
        chapters=chapters(scope, scene),
        told=told(scope, scene),
        courses=course_rows(courses, scene),
        cares=cares(courses, scope, scene),
        carried=carried(scope, scene),
        not_doing=() if scope.team else tuple(not_doing(cycle, scene)),
        reviews=tuple(
            Link(review_title(one, scene), prose_path(one)) for one in reviews_of(scope, scene)
        ),
        explained=explained(
            _explanations(found, compared, courses, scene, is_alone=is_alone), scene
        ),
        file=cycle.document.path if cycle.document else "",
    )
    return _head(scope, view, scene), view


def reports_page(scene: Scene) -> tuple[Head, ReportsView]:
    """All reports."""
    rows = tuple(
        ReportsRow(
            link=Link(one.cycle.title, one.path),
            state=when_words(one.cycle, scene),
            teams=team_reports(one.cycle.id, scene),
            tally=tally_view(one.ids, scene, one.of),
        )
        for one in scopes(scene)
        if not one.team
    )
    return Head(scene.say("Reports"), section=REPORTS), ReportsView(rows)


def title_of(scope: Scope, scene: Scene) -> str:
    """What a report is called."""
    cycle = scope.cycle.title
    if not scope.team:
        return scene.say("Report on {cycle}", cycle=cycle)
    return scene.say("Report on {cycle}: {team}", cycle=cycle, team=scene.team(scope.team).text)


def _explanations(
    found: Figures, compared: Pair | None, courses: list[Course], scene: Scene, *, is_alone: bool
) -> Iterator[Explanation]:
    """How the numbers came about; on the site, those that no other page explains."""
    yield from found.all if is_alone else found.own
    if compared:
        yield from compared.reckoned
        if is_alone or not has_own_report(compared, scene):
            yield from compared.before.all
    yield from troubles_explained(courses, found.scope, scene)
    if is_alone:
        yield from all_explained(courses, found.scope, scene)


def _head(scope: Scope, view: ReportView, scene: Scene) -> Head:
    crumbs = [scene.cycle(scope.cycle.id)]
    if scope.team:
        crumbs.append(scene.link(Kind.TEAM, scope.team))
    return Head(
        title=view.title,
        kind=scene.say("Report"),
        description=view.summary[0][0],
        section=REPORTS,
        crumbs=tuple(crumbs),
    )


def _team_lines(scope: Scope, scene: Scene) -> tuple[TeamLine, ...]:
    """The teams of a cycle, each leading to its own report, where its objectives are too many."""
    if is_in_full(scope):
        return ()
    found = []
    for team in teams_in(scope.cycle.id, scene):
        one = scope_of(scope.cycle.id, team, scene)
        tally = tally_view(one.ids, scene, one.of)
        found.append(
            TeamLine(
                link=Link(scene.team(team).text, one.path),
                counts=counts(one.ids, scene),
                bar=tally.bar,
                confidence="" if scope.is_closed else tally.confidence,
                of=one.of,
            )
        )
    return tuple(found)
