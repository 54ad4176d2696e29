"""The KPIs over the cycle: how each moved, and what was done about those in trouble."""

from collections.abc import Iterator

from okrsite.assess.assessment import Course
from okrsite.assess.explain.kpi_values import number_of
from okrsite.assess.explain.kpis import kpi_by
from okrsite.assess.explain.reckoning import Explanation
from okrsite.assess.explain.reports import course
from okrsite.assess.vitals import ALARMING, WORST_FIRST
from okrsite.base.numbers import format_value, signed
from okrsite.model.goals import Kind, Kpi
from okrsite.model.known import in_unit
from okrsite.plan.drawn.small import sparkline
from okrsite.plan.effects import difference_words, reading_words
from okrsite.plan.pages.kpis import events
from okrsite.plan.pages.report.scope import Scope
from okrsite.plan.rows import kpi_badge
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Note
from okrsite.plan.views.report import Care, CourseRow
from okrsite.plan.words import DASH, KPI_WORDS, period_words

MOST_KPIS = 60
"""A report with more shows only those that are in trouble or whose state changed."""


def kpis_of(scope: Scope, scene: Scene) -> list[Kpi]:
    """The KPIs that a report is about: all of them, or a team's own."""
    found = (kpi for kpi in scene.portfolio.kpis.values() if not scope.team or _is_for(kpi, scope))
    return sorted(found, key=lambda kpi: (kpi.title.casefold(), kpi.id))


def courses_of(scope: Scope, scene: Scene) -> list[Course]:
    """What became of them over the cycle, the worst first; those without a value are left out."""
    named = {kpi.id: n for n, kpi in enumerate(kpis_of(scope, scene))}
    found = [
        one
        for one in scene.assessment.courses.get(scope.cycle.id, ())
        if one.kpi in named and one.after is not None and not one.now.is_retired
    ]
    if len(found) > MOST_KPIS:
        found = [one for one in found if one.now.word in ALARMING or one.was is not one.now.word]
    return sorted(found, key=lambda one: (WORST_FIRST.index(one.now.word), named[one.kpi]))


def course_rows(courses: list[Course], scene: Scene) -> tuple[CourseRow, ...]:
    """The KPIs as a table."""
    return tuple(_row(one, scene) for one in courses)


def cares(courses: list[Course], scope: Scope, scene: Scene) -> tuple[Care, ...]:
    """The KPIs that were in trouble by the end, or that something was done about."""
    return tuple(_cared_for(courses, scope, scene))


def kpis_explained(courses: list[Course], scope: Scope, scene: Scene) -> Iterator[Explanation]:
    """How each KPI moved; and of those in trouble when the cycle was over, why."""
    for one in courses:
        yield from course(one, scope.of, scene.ground)
        if scope.is_over and one.now.word in ALARMING:
            assert scope.cycle.last_day
            yield from kpi_by(one.now, scope.cycle.last_day, scene.ground)


def _is_for(kpi: Kpi, scope: Scope) -> bool:
    return scope.team in (kpi.team, *(one.rpartition(":")[2] for one in kpi.fields.also_for))


def _row(one: Course, scene: Scene) -> CourseRow:
    kpi, language = _known(one, scene), scene.language
    change = one.change
    return CourseRow(
        link=scene.link(Kind.KPI, one.kpi),
        before=reading_words(one.before, kpi, language),
        before_period=period_words(one.before.period, language) if one.before else "",
        after=reading_words(one.after, kpi, language),
        after_period=period_words(one.after.period, language) if one.after else "",
        change=DASH
        if change is None
        else signed(difference_words(change, kpi.series.unit, language), change),
        badge=kpi_badge(one.now),
        was="" if one.was is one.now.word else KPI_WORDS[one.was],
        spark=sparkline(kpi.title, one.now.points, kpi.series.unit, language),
    )


def _known(one: Course, scene: Scene) -> Kpi:
    """A KPI with the unit that was known by the end."""
    return in_unit(scene.portfolio.kpis[one.kpi], one.now.unit)


def _cared_for(courses: list[Course], scope: Scope, scene: Scene) -> Iterator[Care]:
    gaps = {gap.kpi: gap.objectives for gap in scene.assessment.gaps}
    for one in courses:
        kpi, notes = scene.portfolio.kpis[one.kpi], _notes(one, scope, scene)
        is_alarming = one.now.word in ALARMING
        if is_alarming or notes:
            on_it = gaps.get(one.kpi, ()) if not scope.is_over else ()
            yield Care(
                link=scene.link(Kind.KPI, one.kpi),
                badge=kpi_badge(one.now),
                since=scene.maybe_day(one.now.since),
                reason=one.now.reasons[0] if is_alarming and one.now.reasons else "",
                action=scene.maybe_prose(kpi.fields.action, kpi.document, "action")
                if is_alarming
                else None,
                on_it=tuple(scene.link(Kind.OBJECTIVE, id_) for id_ in on_it),
                notes=notes,
                of=number_of(one.kpi, scope.cycle.last_day if scope.is_over else None),
            )


def _notes(one: Course, scope: Scope, scene: Scene) -> tuple[Note, ...]:
    """What happened to a KPI in the days of the cycle."""
    first_day, last_day = scope.cycle.first_day, scope.cycle.last_day
    assert first_day
    assert last_day
    days = first_day.isoformat(), min(last_day, scope.day).isoformat()
    found = events(scene.portfolio.kpis[one.kpi], scene)
    return tuple(note for note in found if days[0] <= note.day.iso <= days[1])
