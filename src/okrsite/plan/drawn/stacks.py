"""A KPI that is a sum, as what it is made of: the parts on top of one another, period by period."""

from collections.abc import Sequence

from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.kpi_values import parts_of
from okrsite.assess.points import Point
from okrsite.base.numbers import format_value
from okrsite.base.words import say_in
from okrsite.model.formula import Component, Expression, Operation
from okrsite.model.goals import Kpi
from okrsite.model.series import Formula, reads
from okrsite.plan.drawn.tables import MOST_ROWS, left_out
from okrsite.plan.drawn.words import chart_words
from okrsite.plan.figures import StackBar, StackFigure
from okrsite.plan.views.parts import Chart, Table
from okrsite.plan.words import period_words

_MOST_BARS = 48
_MOST_PARTS = 6
_FEWEST_BARS = 2


def stack_chart(kpi: Kpi, ground: Ground) -> Chart | None:
    """The parts of a sum over time; nothing where it is no sum, or a part lies below zero."""
    ids = reads(kpi.series)
    if not _is_sum(kpi) or not 1 < len(ids) <= _MOST_PARTS:
        return None
    points = _final(ground.kpi(kpi.id, None).points)[-_MOST_BARS:]
    bars = [_bar(point, kpi, ground) for point in points]
    if len(bars) < _FEWEST_BARS or any(value < 0 for bar in bars for value in bar.values):
        return None
    labels = tuple(ground.title(id_) for id_ in ids)
    language = ground.language
    amounts = [
        f"{label} {format_value(value, kpi.series.unit, language)}"
        for label, value in zip(labels, bars[-1].values, strict=True)
    ]
    period = period_words(points[-1].period, language)
    sentence = say_in(language, "{period}: {parts}", period=period, parts=", ".join(amounts))
    figure = StackFigure(
        sentence, kpi.series.unit, language, labels, tuple(bars), chart_words(language)
    )
    return Chart(figure, sentence, _table(kpi, labels, points, bars, language))


def _final(points: Sequence[Point]) -> list[Point]:
    """The periods that are over and have a value."""
    return [one for one in points if one.value is not None and not one.is_provisional]


def _is_sum(kpi: Kpi) -> bool:
    """Whether a KPI is nothing but other series added up, each of them once."""
    origin = kpi.series.origin
    if not isinstance(origin, Formula):
        return False
    found = _added(origin.expression)
    return found is not None and len(found) == len(set(found))


def _added(expression: Expression) -> list[str] | None:
    """The series that an expression adds up; None where it does anything else."""
    if isinstance(expression, Component):
        return [expression.id]
    if not isinstance(expression, Operation) or expression.name not in ("+", "sum"):
        return None
    parts = [_added(part) for part in expression.parts]
    return None if None in parts else [id_ for part in parts for id_ in part or ()]


def _bar(point: Point, kpi: Kpi, ground: Ground) -> StackBar:
    values = tuple(part.value for part in parts_of(kpi, point, ground))
    return StackBar(point.period.start, point.period.end, values)


def _table(
    kpi: Kpi,
    labels: Sequence[str],
    points: Sequence[Point],
    bars: Sequence[StackBar],
    language: str,
) -> Table:
    rows = list(zip(points, bars, strict=True))[::-1][:MOST_ROWS]
    return Table(
        kpi.title,
        (say_in(language, "Period"), *labels),
        (False, *(True for _ in labels)),
        tuple(
            (
                period_words(point.period, language),
                *(format_value(value, kpi.series.unit, language) for value in bar.values),
            )
            for point, bar in rows
        ),
        left_out(len(bars), language),
    )
