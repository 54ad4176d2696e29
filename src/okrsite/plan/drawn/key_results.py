"""A key result against its plan."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from okrsite.assess.assessment import KeyResultAssessment, PeriodResult
from okrsite.assess.pace import planned_path
from okrsite.base.numbers import format_day, format_percent, format_value
from okrsite.base.words import marked, say_as_in, say_in
from okrsite.compare.history import Move, pasts, revised
from okrsite.model.goals import KeyResult, Promise
from okrsite.model.schema import KeyResultType
from okrsite.plan.drawn.tables import MOST_ROWS, left_out
from okrsite.plan.drawn.words import chart_words
from okrsite.plan.figures import Dot, Forecast, KeyResultFigure, Level
from okrsite.plan.views.parts import Chart, Table
from okrsite.plan.words import DASH, period_words

_T = KeyResultType
_PERIOD_HEAD = (marked("Period"), marked("Value"), marked("Kept"))
_LINES = (_T.INCREASE, _T.DECREASE, _T.RELATIVE, _T.REACH)


def key_result_chart(
    kr: KeyResult,
    judged: KeyResultAssessment,
    sentence: str,
    language: str,
    moves: Sequence[Move] | None = None,
) -> Chart | None:
    """A key result against its plan, as a figure and as a table; see `key_result_figure`."""
    figure = key_result_figure(kr, judged, sentence, language, moves)
    if figure is None:
        return None
    return Chart(figure, sentence, _key_result_table(kr, judged, figure, language))


def key_result_figure(
    kr: KeyResult,
    judged: KeyResultAssessment,
    title: str,
    language: str,
    moves: Sequence[Move] | None = None,
) -> KeyResultFigure | None:
    """A key result against its plan, which steps where the promise moved.

    It is nothing where it has no line to draw. `moves` are those of its promise; unless
    given, those that its revisions tell of.
    """
    promise = judged.promise
    dots = _actual(kr, judged)
    if promise.first_day is None or promise.due is None or kr.type not in _PICTURED:
        return None
    if not dots and kr.type not in _LINES:
        return None
    known = revised(kr, judged.as_of) if moves is None else moves
    past = pasts(promise, known)
    plan = _plan_dots(promise, past) if kr.type in _LINES else ()
    target = promise.target if promise.target is not None else None
    return KeyResultFigure(
        title=title,
        unit=kr.unit,
        language=language,
        first_day=promise.first_day,
        due=promise.due,
        as_of=judged.as_of,
        actual=dots,
        expected=plan,
        target=None if target is None else Level(say_as_in(language, "chart", "target"), target),
        marks=_marks(kr, language),
        low=promise.low,
        high=promise.high,
        forecast=_forecast(judged),
        promised=_promised(promise, past),
        words=chart_words(language),
    )


_PICTURED = (*_LINES, _T.MAINTAIN, _T.RECURRING, _T.BASELINE)


def _actual(kr: KeyResult, judged: KeyResultAssessment) -> tuple[Dot, ...]:
    if kr.type not in (_T.MAINTAIN, _T.RECURRING):
        return tuple(Dot(one.day, one.value) for one in judged.measured)
    dots = [Dot(one.period.end, one.value) for one in judged.periods]
    running = judged.running
    if running and running.value is not None:
        dots.append(Dot(min(running.period.end, judged.as_of), running.value, is_provisional=True))
    return tuple(dots)


def _marks(kr: KeyResult, language: str) -> tuple[Level, ...]:
    commit, stretch = (
        say_as_in(language, "chart", "commit"),
        say_as_in(language, "chart", "stretch"),
    )
    marks = ((commit, kr.fields.commit), (stretch, kr.fields.stretch))
    return tuple(Level(word, float(value)) for word, value in marks if value is not None)


def _forecast(judged: KeyResultAssessment) -> Forecast | None:
    """The value foreseen for the due day, and where two in three of such values would lie."""
    found = judged.forecast
    if found is None:
        return None
    value, half = found.value_at_due, found.half_width
    return Forecast(value, value - half, value + half)


_Pasts = Sequence[tuple[date, Promise]]


def _plan_dots(promise: Promise, past: _Pasts) -> tuple[Dot, ...]:
    """The planned path, stepping on each day on which the promise moved."""
    found: list[Dot] = []
    start: date | None = None
    for end, earlier in past:
        found += _part(planned_path(earlier), start, end)
        start = end
    return (*found, *_part(planned_path(promise), start, None))


def _promised(promise: Promise, past: _Pasts) -> tuple[tuple[Level, ...], ...]:
    """The target and the bounds as they were one after the other, those that moved."""
    if not past:
        return ()
    lines = (_stepping(part, promise, past) for part in ("target", "low", "high"))
    return tuple(line for line in lines if len({level.value for level in line}) > 1)


def _stepping(part: str, promise: Promise, past: _Pasts) -> tuple[Level, ...]:
    """A part of a promise from the first day to the due day, each value in its days."""
    first_day, due = promise.first_day, promise.due
    assert first_day
    assert due
    found: list[Level] = []
    for end, earlier in (*past, (due, promise)):
        value: float | None = getattr(earlier, part)
        start = found[-1].last_day or first_day if found else first_day
        if value is not None and start < end <= due:
            found.append(Level("", value, start, end))
    return tuple(found)


def _part(path: Sequence[tuple[date, float]], start: date | None, end: date | None) -> list[Dot]:
    """The path between two days, with its values on them."""
    if not path:
        return []
    first, last = path[0][0], path[-1][0]
    if (start and start > last) or (end and end < first):
        return []
    found = [
        Dot(day, value)
        for day, value in path
        if (start is None or day >= start) and (end is None or day <= end)
    ]
    if start and first < start and start not in dict(path):
        found.insert(0, Dot(start, value_on(path, start)))
    if end and end < last and end not in dict(path):
        found.append(Dot(end, value_on(path, end)))
    return found


def value_on(path: Sequence[tuple[date, float]], day: date) -> float:
    """A planned value on a day, straight between the points of its path.

    >>> value_on([(date(2026, 1, 1), 0.0), (date(2026, 1, 11), 10.0)], date(2026, 1, 4))
    3.0
    """
    for (one, low), (other, high) in pairwise(path):
        if one <= day <= other:
            return low + (high - low) * (day - one).days / max(1, (other - one).days)
    return path[-1][1] if path and day > path[-1][0] else path[0][1]


def _key_result_table(
    kr: KeyResult, judged: KeyResultAssessment, figure: KeyResultFigure, language: str
) -> Table:
    if kr.type in (_T.MAINTAIN, _T.RECURRING):
        return period_table(kr, judged, language)
    path = [(dot.day, dot.value) for dot in figure.expected if dot.value is not None]
    rows = []
    for dot in figure.actual[: -MOST_ROWS - 1 : -1]:
        assert isinstance(dot.day, date)
        actual = DASH if dot.value is None else format_value(dot.value, kr.unit, language)
        planned = format_value(value_on(path, dot.day), kr.unit, language) if path else DASH
        note = say_in(language, "so far") if dot.is_provisional else ""
        cells = (
            (format_day(dot.day, language), actual, planned)
            if path
            else (format_day(dot.day, language), actual, note)
        )
        rows.append(cells)
    last = say_in(language, "Plan") if path else say_in(language, "Note")
    head = (say_in(language, "Day"), say_in(language, "Value"), last)
    note = left_out(len(figure.actual), language)
    return Table(kr.title, head, (False, True, bool(path)), tuple(rows), note)


def period_table(kr: KeyResult, judged: KeyResultAssessment, language: str) -> Table:
    """The due periods of a maintained or recurring key result, and the one in progress."""
    rows = [
        (
            period_words(one.period, language),
            DASH if one.value is None else format_value(one.value, kr.unit, language),
            _kept(one, kr, language),
        )
        for one in reversed(judged.periods)
    ]
    running = judged.running
    if running and running.value is not None:
        so_far = format_value(running.value, kr.unit, language)
        rows.insert(0, (period_words(running.period, language), so_far, say_in(language, "so far")))
    return Table(
        kr.title,
        tuple(say_in(language, word) for word in _PERIOD_HEAD),
        (False, True, False),
        tuple(rows[:MOST_ROWS]),
        left_out(len(rows), language),
    )


def _kept(one: PeriodResult, kr: KeyResult, language: str) -> str:
    if one.share >= 1:
        return say_in(language, "kept")
    if kr.type is _T.MAINTAIN:
        return say_in(language, "not kept")
    return format_percent(one.share, language)
