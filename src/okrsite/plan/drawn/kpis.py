"""A KPI over time, with all that it is held against."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from okrsite.assess.assessment import KpiAssessment, Point, Word
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.kpi_values import parts_of
from okrsite.assess.explain.reckoning import Input, Shape
from okrsite.base.numbers import format_day, format_plain, format_value
from okrsite.model.calendar import Cadence
from okrsite.model.goals import Bounds, Cycle, Kpi
from okrsite.model.schema import EventKind
from okrsite.plan.drawn.tables import MOST_ROWS, left_out
from okrsite.plan.figures import Dot, Flag, KpiFigure, Level, Span
from okrsite.plan.views.parts import Chart, Table
from okrsite.plan.words import DASH, EVENT_WORDS, KPI_WORDS, period_words

_SHOWN = {
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
        return "No value yet"
    value = format_value(point.value, kpi.series.unit, language)
    words = f"{value} in the {period_words(point.period, language)}"
    words = words if point.period.cadence is Cadence.WEEKLY else words.replace(" in the ", ", ")
    if judged.word is Word.MONITORED:
        return f"{words}; no rule to hold it against"
    since = f" since {format_day(judged.since, language)}" if judged.since else ""
    return f"{words}: {KPI_WORDS[judged.word]}{since}"


def shown_points(kpi: Kpi, judged: KpiAssessment) -> tuple[Point, ...]:
    """The periods of a KPI that its chart shows, gaps and provisional ones included."""
    return judged.points[-_SHOWN[kpi.series.cadence] :]


def kpi_chart(kpi: Kpi, cycles: Sequence[Cycle], ground: Ground) -> Chart | None:
    """A KPI over time; nothing where it has no value yet."""
    judged, as_of = ground.kpi(kpi.id, None), ground.assessment.as_of
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
        targets=_levels("target", kpi.target),
        benchmarks=tuple(
            Level(b.label, float(b.value), b.first_day, b.last_day) for b in kpi.fields.benchmarks
        ),
        cycles=_spans(cycles, first_day, last_day),
        flags=tuple(
            Flag(e.date, EVENT_WORDS[e.kind], e.kind is EventKind.REDEFINED)
            for e in sorted(events, key=lambda e: e.date)
            if e.kind in FLAGGED
        ),
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
    shown = tuple(reversed(points))[:MOST_ROWS]
    return Table(
        kpi.title,
        ("Period", "Value", "From", "Note"),
        (False, True, False, False),
        tuple(_kpi_row(kpi, point, ground) for point in shown),
        left_out(len(points)),
    )


def _kpi_row(kpi: Kpi, point: Point, ground: Ground) -> tuple[str, ...]:
    unit, language = kpi.series.unit, ground.language
    origins = (_origin(part, language) for part in parts_of(kpi, point, ground))
    return (
        period_words(point.period, language),
        DASH if point.value is None else format_value(point.value, unit, language),
        "; ".join(dict.fromkeys(origins)),
        _point_note(point),
    )


def _origin(part: Input, language: str) -> str:
    """A part of a value: the line it stands on, or another series by name and its value."""
    lines = ", ".join(f"{PurePosixPath(at.path).name}:{at.line}" for at in part.places)
    if part.shape is Shape.VALUE and lines:
        return lines
    return f"{part.name} {format_plain(part.value, 0, language)}"


def _point_note(point: Point) -> str:
    notes = [
        "provisional" if point.is_provisional else "",
        "no value" if point.value is None and not point.note else "",
        f"{point.present} of {point.expected} values" if point.present < point.expected else "",
        point.note,
    ]
    return "; ".join(filter(None, notes))
