"""What each chart shows, as plain data: values and days, never pixels or colours.

Each figure carries `title`, the one sentence that the chart says, empty where it stands beside
the words; renderers draw, tables list.
Values are in the figure's `unit`; progress is 0..1 and may lie outside where it is raw.
"""

from datetime import date, datetime

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit


class Dot(Frozen):
    """One value on one day; `value` is None where a period has none (a gap stays a gap)."""

    day: date | datetime
    value: float | None
    is_provisional: bool = False


class Level(Frozen):
    """A labelled value, such as a target or a benchmark, valid in its days where given."""

    label: str
    value: float
    first_day: date | None = None
    last_day: date | None = None


class Span(Frozen):
    """A labelled stretch of days, ends included: a cycle behind a KPI."""

    label: str
    first_day: date
    last_day: date


class Flag(Frozen):
    """Something that happened: a redefinition breaks the line, a correction is a numbered flag."""

    day: date
    label: str
    is_break: bool = False


class Forecast(Frozen):
    """The value expected at the due day, and the range that the data justify, where known."""

    value: float
    low: float | None = None
    high: float | None = None


class ChartWords(Frozen):
    """The few words that a chart writes itself, in the site's language.

    `axis_from` is followed by the value at which a broken scale starts, the bounds by theirs.
    """

    plan: str = "plan"
    forecast: str = "forecast"
    at_least: str = "at least"
    at_most: str = "at most"
    warn: str = "warn"
    critical: str = "critical"
    axis_from: str = "axis starts at"
    no_value: str = "no value yet"


ENGLISH = ChartWords()


class KeyResultFigure(Frozen):
    """A key result against its plan: actual, expected, target, commit and stretch.

    `expected` is the planned path from the first day to the due day, stepping where a promise
    moved. `low` and `high` are the bounds of a maintained level. `marks` are commit and stretch.
    `promised` has a line for the target and each bound that moved, with what it was when.
    """

    title: str
    unit: Unit
    language: str
    first_day: date
    due: date
    as_of: date
    actual: tuple[Dot, ...]
    expected: tuple[Dot, ...]
    target: Level | None = None
    marks: tuple[Level, ...] = ()
    low: float | None = None
    high: float | None = None
    forecast: Forecast | None = None
    promised: tuple[tuple[Level, ...], ...] = ()
    words: ChartWords = ENGLISH


class KpiFigure(Frozen):
    """A KPI over time with its thresholds, target, benchmarks, cycles and events.

    `warn` and `critical` are (low, high): values strictly outside are breached; None = no bound
    on that side. `target` likewise: one value, or a pair for a KPI to be kept within.
    """

    title: str
    unit: Unit
    language: str
    as_of: date
    dots: tuple[Dot, ...]
    warn: tuple[float | None, float | None] = (None, None)
    critical: tuple[float | None, float | None] = (None, None)
    targets: tuple[Level, ...] = ()
    benchmarks: tuple[Level, ...] = ()
    cycles: tuple[Span, ...] = ()
    flags: tuple[Flag, ...] = ()
    words: ChartWords = ENGLISH


class Sparkline(Frozen):
    """The last 13 periods of a series at one height, the last point marked."""

    title: str
    values: tuple[float | None, ...]


class SmallPlan(Frozen):
    """A key result against its plan, as small as a word: what is, what was planned, the target.

    `low` and `high` are the bounds of a maintained level. It stands beside words that say it all,
    so its `title` may be empty, as that of a sparkline may.
    """

    title: str
    first_day: date
    due: date
    actual: tuple[Dot, ...]
    expected: tuple[Dot, ...]
    target: float | None = None
    low: float | None = None
    high: float | None = None


class ProgressRow(Frozen):
    """One key result's progress: `progress` and `expected` 0..1 (raw beyond), None = pending.

    `word` is the status in the site's language; empty, it is the status id.
    """

    label: str
    progress: float | None
    expected: float | None
    status: str
    word: str = ""


class ProgressFigure(Frozen):
    """The progress of an objective's key results: fill to p, a tick at the expected."""

    title: str
    language: str
    rows: tuple[ProgressRow, ...]
    words: ChartWords = ENGLISH


class StatusRow(Frozen):
    """A team's objectives by status: (status id, count), in the site's order of statuses."""

    label: str
    counts: tuple[tuple[str, int], ...]


class StatusFigure(Frozen):
    """Status by team: one stacked bar a team, each part marked and counted.

    `words` names the statuses, (status id, word), in the site's language; else the id is used.
    """

    title: str
    language: str
    rows: tuple[StatusRow, ...]
    words: tuple[tuple[str, str], ...] = ()


class CardFigure(Frozen):
    """A goal as the picture beside a link to it, or the whole site where it has no status.

    `fill` and `tick` are a progress bar of 0 to 100, -1 = none; `value` its words, or a KPI's.
    `values` are the last periods of a KPI, `counts` how many goals are in each state, in words.
    """

    site: str
    kind: str
    title: str
    status: str = ""
    word: str = ""
    facts: tuple[str, ...] = ()
    fill: int = -1
    tick: int = -1
    value: str = ""
    values: tuple[float | None, ...] = ()
    counts: tuple[tuple[str, str], ...] = ()


class StackBar(Frozen):
    """The parts of a sum in the days of a period, in the order of their labels, none below 0."""

    first_day: date
    last_day: date
    values: tuple[float, ...]


class StackFigure(Frozen):
    """A sum as its parts on top of one another, period by period."""

    title: str
    unit: Unit
    language: str
    labels: tuple[str, ...]
    bars: tuple[StackBar, ...]
    words: ChartWords = ENGLISH


class Panel(Frozen):
    """One of two series drawn one above the other, with the words that name it."""

    label: str
    unit: Unit
    dots: tuple[Dot, ...]


class PairFigure(Frozen):
    """A driver above what it drives, on the days of the driven: the driver later by its lag."""

    title: str
    language: str
    driver: Panel
    driven: Panel
    words: ChartWords = ENGLISH


Figure = (
    KeyResultFigure
    | KpiFigure
    | Sparkline
    | SmallPlan
    | ProgressFigure
    | StatusFigure
    | StackFigure
    | PairFigure
)
