"""The KPIs over the cycle: how each moved, and what was done about those in trouble."""

from collections.abc import Iterator

from okrsite.assess.assessment import Course
from okrsite.assess.explain.kpi_values import number_of
from okrsite.assess.explain.kpis import kpi, kpi_by
from okrsite.assess.explain.reckoning import Explanation
from okrsite.assess.explain.reports import course
from okrsite.assess.judge import objectives_by_kpi
from okrsite.assess.vitals import ALARMING, WORST_FIRST
from okrsite.base.numbers import signed
from okrsite.model.goals import Kind, Kpi
from okrsite.model.known import in_unit
from okrsite.plan.drawn.small import small_series
from okrsite.plan.effects import difference_words, reading_words
from okrsite.plan.pages.kpis import events
from okrsite.plan.pages.report.scope import Scope
from okrsite.plan.rows import kpi_badge
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Body, Note
from okrsite.plan.views.report import Care, CourseRow
from okrsite.plan.words import DASH, KPI_WORDS

MOST_KPIS = 24
"""A report on more of them shows those in trouble, those that changed and those goals are about."""


def kpis_of(scope: Scope, scene: Scene) -> tuple[Kpi, ...]:
    """The KPIs that a report is about: all of them, or a team's own."""
    return scene.kpis_of_team.get(scope.team, ()) if scope.team else scene.kpis_by_title


def courses_of(scope: Scope, scene: Scene) -> list[Course]:
    """What became of them over the cycle, the worst first; those without a value are left out."""
    courses = scene.courses_in.get(scope.cycle.id, {})
    known = (courses[kpi.id] for kpi in kpis_of(scope, scene) if kpi.id in courses)
    found = [one for one in known if one.after is not None and not one.now.is_retired]
    if len(found) > MOST_KPIS:
        about = _about(scope, scene)
        found = [one for one in found if _is_telling(one) or one.kpi in about]
    return sorted(found, key=lambda one: WORST_FIRST.index(one.now.word))


def _is_telling(one: Course) -> bool:
    """Whether a KPI is in trouble, or in another state than it was."""
    return one.now.word in ALARMING or one.was is not one.now.word


def _about(scope: Scope, scene: Scene) -> set[str]:
    """The KPIs that the objectives shall move, or that measure them."""
    goals = [scene.portfolio.objectives[id_] for id_ in scope.ids]
    return set(objectives_by_kpi(goals))


def course_rows(courses: list[Course], scene: Scene) -> tuple[CourseRow, ...]:
    """The KPIs as a table."""
    return tuple(_row(one, scene) for one in courses)


def cares(courses: list[Course], scope: Scope, scene: Scene) -> tuple[Care, ...]:
    """The KPIs that were in trouble by the end, or that something was done about."""
    return tuple(_cared_for(courses, scope, scene))


def troubles_explained(courses: list[Course], scope: Scope, scene: Scene) -> Iterator[Explanation]:
    """Why the KPIs were in trouble that were so when the cycle was over.

    Why they are today stands on their own pages.
    """
    for one in courses:
        if scope.is_over and one.now.word in ALARMING:
            assert scope.cycle.last_day
            yield from kpi_by(one.now, scope.cycle.last_day, scene.ground)


def all_explained(courses: list[Course], scope: Scope, scene: Scene) -> Iterator[Explanation]:
    """How every number of them came about, for a report that has to do without their pages."""
    for one in courses:
        yield from course(one, scope.cycle, scene.ground)
        if not scope.is_over and one.now.word in ALARMING:
            yield from kpi(scene.portfolio.kpis[one.kpi], scene.ground)


def _row(one: Course, scene: Scene) -> CourseRow:
    known, language = _known(one, scene), scene.language
    change = one.change
    return CourseRow(
        link=scene.link(Kind.KPI, one.kpi),
        of=f"kpi:{one.kpi}",
        before=reading_words(one.before, known, language),
        after=reading_words(one.after, known, language),
        change=DASH
        if change is None
        else signed(difference_words(change, known.series.unit, language), change),
        badge=kpi_badge(one.now, scene.language),
        was="" if one.was is one.now.word else scene.say(KPI_WORDS[one.was]),
        spark=small_series(one.now.points),
    )


def _known(one: Course, scene: Scene) -> Kpi:
    """A KPI with the unit that was known by the end."""
    return in_unit(scene.portfolio.kpis[one.kpi], one.now.unit)


def _cared_for(courses: list[Course], scope: Scope, scene: Scene) -> Iterator[Care]:
    for one in courses:
        notes = _notes(one, scope, scene)
        is_alarming = one.now.word in ALARMING
        if is_alarming or notes:
            gap = scene.gaps.get(one.kpi) if not scope.is_over else None
            yield Care(
                link=scene.link(Kind.KPI, one.kpi),
                badge=kpi_badge(one.now, scene.language),
                since=scene.maybe_day(one.now.since),
                reason=one.now.reasons[0] if is_alarming and one.now.reasons else "",
                action=_action(one.kpi, scene) if is_alarming else None,
                on_it=tuple(scene.link(Kind.OBJECTIVE, id_) for id_ in gap.objectives)
                if gap
                else (),
                notes=notes,
                file=scene.portfolio.kpis[one.kpi].document.path,
                of=number_of(one.kpi, scope.cycle.last_day if scope.is_over else None),
            )


def _action(id_: str, scene: Scene) -> Body | None:
    known = scene.portfolio.kpis[id_]
    return scene.maybe_prose(known.fields.action, known.document, "action")


def _notes(one: Course, scope: Scope, scene: Scene) -> tuple[Note, ...]:
    """What was said of a KPI in the days of the cycle."""
    first_day, last_day = scope.cycle.first_day, scope.cycle.last_day
    assert first_day
    assert last_day
    days = first_day.isoformat(), min(last_day, scope.day).isoformat()
    found = events(scene.portfolio.kpis[one.kpi], scene)
    return tuple(one for one in found if one.text.text and days[0] <= one.day.iso <= days[1])
