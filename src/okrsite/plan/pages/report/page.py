"""The report on a cycle or on a team in it, and the list of all reports."""

from okrsite.model.goals import Kind
from okrsite.plan.explained import explained
from okrsite.plan.pages.cycles import not_doing, review_title, when_words
from okrsite.plan.pages.report.comparison import comparison, has_own_report, pair
from okrsite.plan.pages.report.decisions import to_decide
from okrsite.plan.pages.report.figures import figures
from okrsite.plan.pages.report.goals import carried, chapters, score_lines
from okrsite.plan.pages.report.kpis import cares, course_rows, courses_of, kpis_explained
from okrsite.plan.pages.report.news import reviews_of, told
from okrsite.plan.pages.report.scope import Scope, scope_of, scopes, team_reports, teams_in
from okrsite.plan.pages.report.summary import summary
from okrsite.plan.paths import REPORTS, prose_path
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import counts, tally_view
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.report import ReportsRow, ReportsView, ReportView, TeamLine


def report_page(scope: Scope, scene: Scene) -> tuple[Head, ReportView]:
    """Three sentences, then the evidence."""
    cycle, found = scope.cycle, figures(scope, scene)
    compared, decisions = pair(found, scene), to_decide(scope, scene)
    courses = courses_of(scope, scene)
    first_day, last_day = scene.maybe_day(cycle.first_day), scene.maybe_day(cycle.last_day)
    assert first_day
    assert last_day
    told_of = compared.reckoned if compared else ()
    if compared and not has_own_report(compared, scene):
        told_of = (*told_of, *compared.before.all)
    kpis = kpis_explained(courses, scope, scene)
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
        explained=explained((*found.all, *told_of, *kpis), scene),
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
    return scene.say(
        "Report on {cycle}: {team}", cycle=cycle, team=scene.team(scope.team).text
    )


def _head(scope: Scope, view: ReportView, scene: Scene) -> Head:
    crumbs = [scene.cycle(scope.cycle.id)]
    if scope.team:
        crumbs.append(scene.link(Kind.TEAM, scope.team))
    return Head(
        title=view.title,
        kind=scene.say("Report"),
        description=view.summary[0],
        section=REPORTS,
        crumbs=tuple(crumbs),
    )


def _team_lines(scope: Scope, scene: Scene) -> tuple[TeamLine, ...]:
    """The teams of a cycle, each leading to its own report."""
    if scope.team:
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
