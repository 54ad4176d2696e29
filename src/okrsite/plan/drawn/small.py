"""Charts of a glance: sparklines, the progress of key results, objectives by status."""

from collections.abc import Sequence

from okrsite.assess.assessment import KeyResultAssessment
from okrsite.assess.points import Points
from okrsite.base.numbers import Unit, format_percent, format_value
from okrsite.base.words import marked, say_in, says_in
from okrsite.compare.history import Move
from okrsite.model.goals import KeyResult
from okrsite.plan.drawn.key_results import key_result_figure
from okrsite.plan.drawn.words import chart_words
from okrsite.plan.figures import (
    ProgressFigure,
    ProgressRow,
    SmallPlan,
    Sparkline,
    StatusFigure,
    StatusRow,
)
from okrsite.plan.views.parts import Chart, Count, Table
from okrsite.plan.words import DASH, STATUS_ORDER, STATUS_WORDS

_SPARK = 13
_PROGRESS_HEAD = (marked("Key result"), marked("Progress"), marked("Expected"), marked("Status"))


def sparkline(title: str, points: Points, unit: Unit, language: str) -> Chart:
    """The last 13 periods of a series."""
    last = points.final[-_SPARK:]
    known = [point.value for point in last if point.value is not None]
    if known:
        ends = [format_value(value, unit, language) for value in (known[0], known[-1])]
        words = says_in(
            language,
            "{title}: from {first} to {last} over {n} period",
            "{title}: from {first} to {last} over {n} periods",
            len(last),
            title=title,
            first=ends[0],
            last=ends[1],
        )
    else:
        words = say_in(language, "{title}: no value yet", title=title)
    table = Table(title, (), (), ())
    return Chart(Sparkline(words, tuple(point.value for point in last)), words, table)


def small_plan(
    kr: KeyResult,
    judged: KeyResultAssessment,
    language: str,
    moves: Sequence[Move] | None = None,
) -> SmallPlan | None:
    """A key result against its plan beside its numbers; nothing where it has no line to draw."""
    whole = key_result_figure(kr, judged, "", language, moves)
    if whole is None:
        return None
    return SmallPlan(
        title="",
        first_day=whole.first_day,
        due=whole.due,
        actual=whole.actual,
        expected=whole.expected,
        target=whole.target.value if whole.target else None,
        low=whole.low,
        high=whole.high,
    )


def small_series(points: Points) -> Sparkline:
    """The last 13 periods of a series beside their numbers."""
    last = points.final[-_SPARK:]
    return Sparkline("", tuple(point.value for point in last))


def confidence_chart(judged: KeyResultAssessment, language: str) -> Chart | None:
    """How sure people were, check-in by check-in; nothing with fewer than two of them."""
    known = judged.confidences[-_SPARK:]
    if len(known) < 2:
        return None
    first, last = known[0][1], known[-1][1]
    words = say_in(language, _trend(first, last), last=last, first=first)
    figure = Sparkline(words, tuple(float(value) for _, value in known))
    return Chart(figure, words, Table(say_in(language, "Confidence"), (), (), ()))


def _trend(first: int, last: int) -> str:
    if first == last:
        return marked("Confidence {last} of 10, unchanged")
    if last > first:
        return marked("Confidence {last} of 10, up from {first}")
    return marked("Confidence {last} of 10, down from {first}")


def progress_chart(
    rows: Sequence[tuple[KeyResult, KeyResultAssessment]], sentence: str, language: str
) -> Chart | None:
    """The progress of an objective's key results; nothing where there is but one."""
    if len(rows) < 2:
        return None
    figure = ProgressFigure(
        title=sentence,
        language=language,
        rows=tuple(
            ProgressRow(
                kr.title,
                judged.progress,
                judged.expected,
                judged.status.value,
                say_in(language, STATUS_WORDS[judged.status]),
            )
            for kr, judged in rows
        ),
        words=chart_words(language),
    )
    table = Table(
        say_in(language, "Progress of the key results"),
        tuple(say_in(language, word) for word in _PROGRESS_HEAD),
        (False, True, True, False),
        tuple(
            (
                row.label,
                DASH if row.progress is None else format_percent(row.progress, language),
                DASH if row.expected is None else format_percent(row.expected, language),
                row.word,
            )
            for row in figure.rows
        ),
    )
    return Chart(figure, sentence, table)


def status_chart(
    rows: Sequence[tuple[str, Sequence[Count]]], sentence: str, language: str
) -> Chart | None:
    """Objectives by status and team; nothing where there are fewer than two teams."""
    if len(rows) < 2:
        return None
    words: dict[str, str] = {}
    for status in STATUS_ORDER:
        for _, counts in rows:
            for count in counts:
                if count.badge.status == status.value:
                    words.setdefault(status.value, count.badge.word)
    table_rows = []
    for label, counts in rows:
        numbers = _by_status(counts)
        table_rows.append((label, *(str(numbers.get(status, DASH)) for status in words)))
    figure = StatusFigure(
        title=sentence,
        language=language,
        rows=tuple(StatusRow(label, tuple(_by_status(counts).items())) for label, counts in rows),
        words=tuple(words.items()),
    )
    table = Table(
        say_in(language, "Objectives by team and status"),
        (say_in(language, "Team"), *(word[:1].upper() + word[1:] for word in words.values())),
        (False, *(True for _ in words)),
        tuple(table_rows),
    )
    return Chart(figure, sentence, table)


def _by_status(counts: Sequence[Count]) -> dict[str, int]:
    found: dict[str, int] = {}
    for count in counts:
        found[count.badge.status] = found.get(count.badge.status, 0) + count.number
    return found
