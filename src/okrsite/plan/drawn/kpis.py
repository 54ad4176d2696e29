"""A KPI over time, with all that it is held against."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from okrsite.assess.assessment import KpiAssessment, Word
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.kpi_values import parts_of
from okrsite.assess.explain.reckoning import Input, Shape
from okrsite.assess.points import Point
from okrsite.base.numbers import format_day, format_plain, format_value
from okrsite.base.words import say_as_in, say_in
from okrsite.model.calendar import Cadence
from okrsite.model.goals import Bounds, Cycle, Kpi
from okrsite.model.schema import EventKind
from okrsite.plan.drawn.tables import MOST_ROWS, left_out
from okrsite.plan.drawn.words import chart_words
from okrsite.plan.figures import Dot, Flag, KpiFigure, Level, Span
from okrsite.plan.views.parts import Chart, Table
from okrsite.plan.words import DASH, EVENT_WORDS, KPI_WORDS, period_words

SHOWN = {
    Cadence.HOURLY: 24 * 14,
    Cadence.DAILY: 182,
    Cadence.WEEKLY: 104,
    Cadence.MONTHLY: 48,
    Cadence.QUARTERLY: 24,
    Cadence.ANNUAL: 30,
    Cadence.IRREGULAR: 60,
}
"""How many periods a chart shows: what can be told apart, and at least a season."""
_MOST_CYCLES = 9


def kpi_sentence(kpi: Kpi, judged: KpiAssessment, language: str) -> str:
    """What a KPI's chart says: the value, when, its state and since when."""
    point = judged.judged
    if point is None or point.value is None:
        return say_in(language, "No value yet")
    value = format_value(point.value, kpi.series.unit, language)
    words = f"{value}, {period_words(point.period, language)}"
    if point.period.cadence is Cadence.WEEKLY:
        day = format_day(point.period.end, language)
        words = say_in(language, "{value} in the week to {day}", value=value, day=day)
    if judged.word is Word.MONITORED:
        return say_in(language, "{value}; no rule to hold it against", value=words)
    word = say_in(language, KPI_WORDS[judged.word])
    if not judged.since:
        return f"{words}: {word}"
    since = format_day(judged.since, language)
    return say_in(language, "{value}: {word} since {day}", value=words, word=word, day=since)


def shown_points(kpi: Kpi, judged: KpiAssessment) -> tuple[Point, ...]:
    """The periods of a KPI that its chart shows, gaps and provisional ones included."""
    return judged.points[-SHOWN[kpi.series.cadence] :]


def kpi_chart(
    kpi: Kpi, cycles: Sequence[Cycle], ground: Ground, closed_on: date | None = None
) -> Chart | None:
    """A KPI over time, up to the day on which a cycle closed; nothing where it has no value yet."""
    judged, as_of = ground.kpi(kpi.id, closed_on), closed_on or ground.assessment.as_of
    language = ground.language
    points = shown_points(kpi, judged)
    if not any(point.value is not None for point in points):
        return None
    first_day, last_day = points[0].period.start, points[-1].period.end
    events = [e for e in kpi.fields.events if first_day <= e.date <= as_of]
    figure = KpiFigure(
        title=kpi_sentence(kpi, judged, language),
        unit=kpi.series.unit,
        language=language,
        as_of=as_of,
        dots=tuple(_dot(point) for point in points),
        warn=(kpi.warn.low, kpi.warn.high),
        critical=(kpi.critical.low, kpi.critical.high),
        targets=_levels(say_as_in(language, "chart", "target"), kpi.target),
        benchmarks=tuple(
            Level(b.label, float(b.value), b.first_day, b.last_day) for b in kpi.fields.benchmarks
        ),
        cycles=_spans(cycles, first_day, last_day),
        flags=tuple(
            Flag(e.date, say_in(language, EVENT_WORDS[e.kind]), e.kind is EventKind.REDEFINED)
            for e in sorted(events, key=lambda e: e.date)
            if e.kind in FLAGGED
        ),
        words=chart_words(language),
    )
    return Chart(figure, figure.title, _kpi_table(kpi, points, ground))


FLAGGED = (EventKind.REDEFINED, EventKind.CORRECTION)
"""The events that a chart marks."""


def _dot(point: Point) -> Dot:
    return Dot(point.period.moment, point.value, point.is_provisional)


def _levels(label: str, bounds: Bounds) -> tuple[Level, ...]:
    values = dict.fromkeys(v for v in (bounds.low, bounds.high) if v is not None)
    return tuple(Level(label, value) for value in values)


def _spans(cycles: Sequence[Cycle], first_day: date, last_day: date) -> tuple[Span, ...]:
    """The shortest cycles behind the days; none where they would be too many to read."""
    parents = {cycle.parent for cycle in cycles}
    found = [
        Span(cycle.title, max(cycle.first_day, first_day), min(cycle.last_day, last_day))
        for cycle in cycles
        if cycle.id not in parents
        and cycle.first_day
        and cycle.last_day
        and cycle.first_day <= last_day
        and cycle.last_day >= first_day
    ]
    found.sort(key=lambda span: (span.first_day, span.label))
    return tuple(found) if len(found) <= _MOST_CYCLES else ()


def _kpi_table(kpi: Kpi, points: Sequence[Point], ground: Ground) -> Table:
    shown, language = tuple(reversed(points))[:MOST_ROWS], ground.language
    return Table(
        kpi.title,
        (
            say_in(language, "Period"),
            say_in(language, "Value"),
            say_as_in(language, "origin", "From"),
            say_in(language, "Note"),
        ),
        (False, True, False, False),
        tuple(_kpi_row(kpi, point, ground) for point in shown),
        left_out(len(points), language),
    )


def _kpi_row(kpi: Kpi, point: Point, ground: Ground) -> tuple[str, ...]:
    unit, language = kpi.series.unit, ground.language
    origins = (_origin(part, language) for part in parts_of(kpi, point, ground))
    return (
        period_words(point.period, language),
        DASH if point.value is None else format_value(point.value, unit, language),
        "; ".join(dict.fromkeys(origins)),
        _point_note(point, language),
    )


def _origin(part: Input, language: str) -> str:
    """A part of a value: the line it stands on, or another series by name and its value."""
    lines = ", ".join(f"{PurePosixPath(at.path).name}:{at.line}" for at in part.places)
    if part.shape is Shape.VALUE and lines:
        return lines
    name = say_as_in(language, "input", "other") if part.name == "other" else part.name
    return f"{name} {format_plain(part.value, 0, language)}"


def _point_note(point: Point, language: str) -> str:
    notes = []
    if point.is_provisional:
        notes.append(say_in(language, "provisional"))
    if point.value is None and not point.note:
        notes.append(say_in(language, "no value"))
    if point.present < point.expected:
        present, all_ = point.present, point.expected
        notes.append(say_in(language, "{present} of {all} values", present=present, all=all_))
    return "; ".join(filter(None, (*notes, point.note)))
