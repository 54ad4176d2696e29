"""What judging a portfolio on a day yields: numbers, words and their reasons, as frozen values."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from okrsite.assess.points import Measurements, Point, Points
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.model.calendar import Cadence, Period
from okrsite.model.goals import Promise, Ref, Update
from okrsite.model.schema import Verdict


class Status(StrEnum):
    """The one scale of goals, from best to silent."""

    ACHIEVED = "achieved"
    ON_TRACK = "on-track"
    OPEN = "open"
    TOO_EARLY = "too-early"
    OUTDATED = "outdated"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    MISSED = "missed"
    PENDING = "pending"
    NOT_STARTED = "not-started"
    NONE = "none"


class Word(StrEnum):
    """The one word for a KPI, from worst to none."""

    CRITICAL = "critical"
    ALERT = "alert"
    WARN = "warn"
    MISSED = "missed"
    STALE = "stale"
    ATTAINED = "attained"
    HEALTHY = "healthy"
    MONITORED = "monitored"
    NO_DATA = "no-data"


class PeriodResult(Frozen):
    """One due period of a maintained or recurring key result: its value and share (0..1)."""

    period: Period
    value: float | None
    share: float


class Forecast(Frozen):
    """The straight line through the values of a key result, carried on to its due day.

    On a day the line is at `intercept` + `slope` x days since `origin`, in the unit. It rests on
    `count` values. `half_width` is the standard error of a value foreseen for the due day, in the
    unit: about two in three land within it. `meets_on` is None where the target is not met within
    a year after the due day at this pace.
    """

    origin: date
    intercept: float
    slope: float
    count: int
    value_at_due: float
    half_width: float
    meets_on: date | None


class KeyResultAssessment(Frozen):
    """A key result on a day.

    `progress` is raw (may lie outside 0..1), None while pending; `expected` is 0..1, None where
    nothing is expected (no days). `pace` is the computed status, `verdict` the fresh call of a
    person, `status` what is shown. `value` is the current value in the unit, `label` the chosen
    score label. `is_outdated` marks a status that stands on old news.
    `first_progress` is the progress against the first promise, where it moved; `forecast` is
    where the values lead, None where there are too few or nothing is left to foresee.
    """

    key: str
    as_of: date
    promise: Promise
    value: float | None
    label: str
    measured: Measurements
    periods: tuple[PeriodResult, ...]
    running: PeriodResult | None
    steps_done: Mapping[str, date | None]
    progress: float | None
    first_progress: float | None
    forecast: Forecast | None
    expected: float | None
    pace: Status
    verdict: Verdict | None
    status: Status
    is_outdated: bool
    counts: bool
    last_update: date | None
    confidence: int | None
    confidences: tuple[tuple[date, int], ...]
    updates: tuple[Update, ...]

    @property
    def clamped(self) -> float | None:
        """Progress within 0..1, as it counts in the roll-up."""
        return None if self.progress is None else min(1.0, max(0.0, self.progress))


class Item(Frozen):
    """What may count in an objective: a key result, or a child that contributes.

    `progress` is clamped, and like `expected` 0..1 or None.
    """

    id: str
    weight: float
    progress: float | None
    expected: float | None
    status: Status
    counts: bool


class ObjectiveAssessment(Frozen):
    """An objective on a day.

    `progress` is 0..1 or None where nothing has a value, out of the `items`; `breached` are the
    critical guardrails that cap the status; `weakest` are the key results that decide it.
    `by_items` is the status by the items alone, whatever a person says and a guardrail holds back.
    `score` is given once the cycle is closed (0..1), `given_score` a person's, `word` achieved,
    partly or missed.
    """

    id: str
    as_of: date
    items: tuple[Item, ...]
    progress: float | None
    expected: float | None
    by_items: Status
    status: Status
    verdict: Verdict | None
    is_outdated: bool
    counts: bool
    is_closed: bool
    breached: tuple[str, ...]
    weakest: tuple[str, ...]
    last_update: date | None
    updates: tuple[Update, ...]
    score: float | None = None
    given_score: float | None = None
    word: str = ""


class UnitWord(StrEnum):
    """How a unit of a KPI stands against its own target."""

    ATTAINED = "attained"
    MISSED = "missed"
    NOT_YET = "not-yet"
    NO_TARGET = "no-target"
    NO_DATA = "no-data"


class UnitAssessment(Frozen):
    """A team's, a person's or a label's part of a KPI; `judged` is its last final value."""

    label: str
    points: Points
    judged: Point | None
    word: UnitWord


class KpiAssessment(Frozen):
    """A KPI on a day, its values in `unit`.

    `points` are all periods in time, gaps and provisional ones included; `judged` is the last
    final one with a value; `since` the end of the first period of the unbroken run in `word`,
    for *stale* the first day of silence;
    `reasons` say why, in words; `is_acknowledged` where somebody took note of the episode.
    """

    id: str
    unit: Unit
    points: Points
    judged: Point | None
    previous: Point | None
    word: Word
    is_stale: bool
    since: date | None
    reasons: tuple[str, ...]
    is_acknowledged: bool
    is_retired: bool
    not_yet: bool
    units: tuple[UnitAssessment, ...]

    @property
    def attained(self) -> int:
        """How many units attain their own target."""
        return sum(one.word is UnitWord.ATTAINED for one in self.units)

    @property
    def aiming(self) -> int:
        """How many units have a target of their own and a value to hold against it."""
        silent = (UnitWord.NO_TARGET, UnitWord.NO_DATA)
        return sum(one.word not in silent for one in self.units)


class Gap(Frozen):
    """A missed or critical KPI; `objectives` are those already on it, none = a gap."""

    kpi: str
    objectives: tuple[str, ...]


class Reading(Frozen):
    """A final value of a KPI and the period it is of."""

    period: Period
    value: float


class Effect(Frozen):
    """What became of a KPI while an objective worked on it.

    `before` is its last value by the objective's first day, `after` the last by the end of the
    cycle, or by the day where that is earlier.
    """

    objective: str
    kpi: str
    before: Reading | None
    after: Reading | None

    @property
    def change(self) -> float | None:
        """The value after less the one before, in the KPI's unit."""
        return self.after.value - self.before.value if self.before and self.after else None


class GapClosed(Frozen):
    """How much of the way to a KPI's target is done since objectives work on it.

    `before` is the last value before the cycle of the earliest of them, `now` the last of all,
    `target` the bound that it fell short of. `share` is 1 at the target, below 0 where it fell
    further behind.
    """

    kpi: str
    before: Reading
    now: Reading
    target: float
    share: float


class Pair(Frozen):
    """A value of a driver and, the lag later, one of what it drives; `period` is the latter's."""

    period: Period
    driver: float
    driven: float


class Driver(Frozen):
    """A KPI that drives another: as its child in the tree, as its leading indicator, or both.

    `lag` is the delay as written, `shift` the same in whole periods of their common `cadence`.
    `correlation` (-1..1) is that of the pairs; None with fewer than 12, or where one of the two
    never changes.
    """

    driver: str
    driven: str
    is_child: bool
    is_leading: bool
    lag: str
    cadence: Cadence
    shift: int
    pairs: tuple[Pair, ...]
    correlation: float | None


class Passage(Frozen):
    """How many of a stage of the funnel are counted at the next one, in the same period.

    It is whole where none of the finer values of the period are missing.
    """

    period: Period
    value: float
    next_value: float
    share: float
    is_whole: bool


class Conversion(Frozen):
    """The way from a stage of the funnel to the next; without a passage `why_not` says why."""

    stage: str
    next_stage: str
    passage: Passage | None
    why_not: str = ""


class FunnelStage(Frozen):
    """A stage of the funnel: the KPI that counts it, and the current objectives that focus on it.

    `kpi` is empty where nothing counts it; the last stage has no conversion.
    """

    stage: str
    kpi: str
    objectives: tuple[str, ...]
    conversion: Conversion | None


class Projection(Frozen):
    """The final score (0..1) that people expected by the middle of a cycle, and what it came to."""

    goal: Ref
    objective: str
    team: str
    cycle: str
    update: Update
    projected: float
    final: float

    @property
    def difference(self) -> float:
        """What was projected less what came: above 0 where more was hoped for."""
        return self.projected - self.final


class CycleScores(Frozen):
    """The scores of a cycle that is over, in 0..1, by the ids of objectives that have one.

    Before the cycle closes they are those of the day. `sweet` are the aspirational objectives in
    the sweet spot.
    """

    cycle: str
    is_closed: bool
    scores: tuple[tuple[str, float], ...]
    mean: float
    aspirational: tuple[str, ...]
    aspirational_mean: float | None
    sweet: tuple[str, ...]
    is_too_safe: bool


class Course(Frozen):
    """A KPI over a cycle that has begun, up to its last day or to today.

    `before` is its last value by the first day and `was` its word then; `after` is its last value
    by the end, on which `now` judges it.
    """

    kpi: str
    before: Reading | None
    after: Reading | None
    was: Word
    now: KpiAssessment

    @property
    def change(self) -> float | None:
        """The value after less the one before, in the KPI's unit."""
        return self.after.value - self.before.value if self.before and self.after else None


class Tally(Frozen):
    """The means of a scope: a team's or a cycle's own objectives.

    `progress` and `expected` are plain means (0..1) over objectives that have a number;
    `net_confidence` is the share of on-track less the share of off-track key results (-1..1).
    """

    progress: float | None
    expected: float | None
    net_confidence: float | None


class Assessment(Frozen):
    """A whole portfolio, judged at the end of a day.

    `kpis` are judged on that day; `kpis_at` also on the days on which cycles closed, for the
    objectives that name them: what is closed shows them as they stood then. `courses` are what
    became of the KPIs over each cycle that has begun and has objectives.
    """

    as_of: date
    current_cycle: str
    key_results: Mapping[str, KeyResultAssessment]
    objectives: Mapping[str, ObjectiveAssessment]
    kpis: Mapping[str, KpiAssessment]
    kpis_at: Mapping[tuple[str, date], KpiAssessment]
    alerts: tuple[str, ...]
    gaps: tuple[Gap, ...]
    effects: tuple[Effect, ...]
    gaps_closed: Mapping[str, GapClosed]
    drivers: tuple[Driver, ...]
    funnel: tuple[FunnelStage, ...]
    projections: tuple[Projection, ...]
    scores: Mapping[str, CycleScores]
    courses: Mapping[str, tuple[Course, ...]]
