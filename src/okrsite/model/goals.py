"""The things of a goal report, typed and linked: frozen, and free of any judgement."""

from datetime import date
from enum import StrEnum

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.base.problems import Place
from okrsite.model.calendar import Cadence, Rhythm
from okrsite.model.schema import (
    Ambition,
    Better,
    Closing,
    KeyResultFields,
    KeyResultType,
    KpiFields,
    MetricFields,
    ObjectiveFields,
    PillarKind,
    Stage,
    TeamKind,
    Verdict,
)
from okrsite.model.series import Series
from okrsite.read.library import Document


class Kind(StrEnum):
    """What an id can name."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key-result"
    KPI = "kpi"
    METRIC = "metric"
    CYCLE = "cycle"
    TEAM = "team"
    PERSON = "person"
    PILLAR = "pillar"


class Ref(Frozen, order=True):
    """A resolved reference; a key result's id is `objective#key-result`."""

    kind: Kind
    id: str


class Step(Frozen):
    """A milestone: `weight` counts, `due` is None where it takes the key result's."""

    id: str
    title: str
    weight: float
    due: date | None
    done: date | None


class Promise(Frozen):
    """What a key result promises, as it stood on a day; values in its unit.

    `low` and `high` are the bounds of a maintained level, `scores` the score (0..1) of each label.
    """

    first_day: date | None
    due: date | None
    weight: float
    start: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    expected: tuple[tuple[date, float], ...] = ()
    steps: tuple[Step, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()


class PastPromise(Frozen):
    """A promise until it moved: `until` is the day it stopped being in force."""

    until: date
    promise: Promise
    reason: str
    place: Place


class Update(Frozen):
    """What was said of one goal on one day; `author` is empty for values in the goal's own file.

    `confidence` is 0..10, `expect` 0..1, `done` the milestones named, `done_on` the day a binary
    key result was reached, `decimals` how many (0..2) the value was written with.
    """

    goal: str
    day: date
    author: str
    place: Place
    value: float | None = None
    label: str = ""
    done: tuple[str, ...] = ()
    done_on: date | None = None
    confidence: int | None = None
    expect: float | None = None
    verdict: Verdict | None = None
    note: str = ""
    decimals: int = 0

    def valued(self, value: float, decimals: int) -> "Update":
        """The same with a value; a fifth of the time of `replace`, for one in each check-in."""
        return Update(
            self.goal,
            self.day,
            self.author,
            self.place,
            value,
            self.label,
            self.done,
            self.done_on,
            self.confidence,
            self.expect,
            self.verdict,
            self.note,
            decimals,
        )


class KeyResult(Frozen):
    """A measure of an objective; `promise` is the one in force as the files stand.

    `key` is its id that is unique in the portfolio.
    """

    id: str
    objective: str
    key: str
    owner: str
    type: KeyResultType
    unit: Unit
    promise: Promise
    past: tuple[PastPromise, ...]
    source: str
    every: Cadence | None
    done_on: date | None
    is_done: bool
    dropped_on: date | None
    updates: tuple[Update, ...]
    drives: tuple[str, ...]
    fields: KeyResultFields
    place: Place

    def is_dropped(self, day: date) -> bool:
        """Whether it is given up by a day."""
        return self.dropped_on is not None and self.dropped_on <= day

    @property
    def title(self) -> str:
        """The key result in words."""
        return self.fields.title


class Objective(Frozen):
    """A qualitative aim with key results, one owner, one cycle (`""`: the backlog)."""

    id: str
    owner: str
    team: str
    cycle: str
    pillar: str
    parents: tuple[Ref, ...]
    depends_on: tuple[Ref, ...]
    key_results: tuple[KeyResult, ...]
    updates: tuple[Update, ...]
    fields: ObjectiveFields
    document: Document

    @property
    def title(self) -> str:
        """The objective in words."""
        return self.fields.title

    @property
    def kpis(self) -> tuple[str, ...]:
        """The KPIs that it shall move, that measure it and that it must not harm, each once."""
        fields = self.fields
        named = (*fields.improves, *fields.measured_by, *fields.guardrails)
        return tuple(dict.fromkeys(name.rpartition(":")[2] for name in named))

    @property
    def embedded(self) -> tuple[str, ...]:
        """What its text shows of others, as written but without the kind."""
        return tuple(one.text.rpartition(":")[2] for one in self.document.body.embeds)

    @property
    def ambition(self) -> Ambition:
        """Whether all of it is promised."""
        return self.fields.ambition

    @property
    def stage(self) -> Stage:
        """Draft, active or abandoned."""
        return self.fields.status

    def closing(self, day: date) -> Closing | None:
        """What was decided about it at the close, where that is known by a day."""
        found = self.fields.closing
        return found if found and (found.date is None or found.date <= day) else None

    @property
    def weight(self) -> float:
        """How much it counts in its parents."""
        return float(self.fields.weight)


class Bounds(Frozen):
    """Values outside are breached; None = no bound on that side."""

    low: float | None = None
    high: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no bound at all."""
        return self.low is None and self.high is None


class SuddenChange(Frozen):
    """A fall worse than usual: `worse_by` in the unit, or a share of the base (0..1).

    `base` is the number of periods before that are averaged, or 0 for the year before.
    """

    worse_by: float
    is_share: bool
    base: int


class Lead(Frozen):
    """A KPI that another one foretells: `lag` as written, `lag_days` in days (0 = none)."""

    kpi: str
    lag: str = ""
    lag_days: float = 0.0


class Kpi(Frozen):
    """A vital sign that outlives cycles."""

    id: str
    owner: str
    team: str
    pillar: str
    parent: str
    series: Series
    better: Better
    warn: Bounds
    critical: Bounds
    target: Bounds
    sudden_change: SuddenChange | None
    grace_days: int | None
    units: tuple["UnitSeries", ...]
    leads_to: tuple[Lead, ...]
    supports: tuple[Ref, ...]
    fields: KpiFields
    document: Document

    @property
    def title(self) -> str:
        """The KPI in words."""
        return self.fields.title

    @property
    def teams(self) -> tuple[str, ...]:
        """Its team, and those that it is for besides."""
        return (self.team, *(name.rpartition(":")[2] for name in self.fields.also_for))


class UnitSeries(Frozen):
    """A KPI for one team, person or label."""

    label: str
    owner: str
    target: Bounds
    series: Series


class Metric(Frozen):
    """A series that is not a KPI."""

    id: str
    series: Series
    fields: MetricFields
    document: Document

    @property
    def title(self) -> str:
        """The metric in words."""
        return self.fields.title


class Cycle(Frozen):
    """A time box; the backlog has no days."""

    id: str
    title: str
    first_day: date | None
    last_day: date | None
    parent: str
    rhythm: Rhythm
    targets_fixed_on: date | None
    closed_on: date | None
    not_doing: tuple[str, ...]
    document: Document | None

    def is_closed(self, day: date) -> bool:
        """Whether it is closed by a day."""
        return self.closed_on is not None and self.closed_on <= day

    def contains(self, day: date) -> bool:
        """Whether a day lies in the cycle."""
        return bool(self.first_day and self.last_day and self.first_day <= day <= self.last_day)


class Team(Frozen):
    """A unit of the organisation; `handle` is its name on the forge, such as `@acme/growth`."""

    id: str
    title: str
    kind: TeamKind
    parent: str
    lead: str
    document: Document | None
    handle: str = ""


class Person(Frozen):
    """Who owns things; `handle` is their name on the forge, such as `@ana-ruiz`."""

    id: str
    name: str
    team: str
    document: Document | None
    handle: str = ""


class Pillar(Frozen):
    """Vision, strategic theme or growth-funnel stage."""

    id: str
    title: str
    kind: PillarKind
    order: int
    kpi: str
    parent: str
    document: Document


class CheckIn(Frozen):
    """One dated update by one author on any number of goals."""

    day: date
    author: str
    updates: tuple[Update, ...]
    wins: tuple[str, ...]
    setbacks: tuple[str, ...]
    blockers: tuple[str, ...]
    document: Document


class Review(Frozen):
    """The end-of-cycle review of a cycle, optionally of one team."""

    title: str
    cycle: str
    team: str
    day: date | None
    author: str
    document: Document

    def is_known(self, day: date) -> bool:
        """Whether it is written by a day; one without a date always is."""
        return self.day is None or self.day <= day


class WikiPage(Frozen):
    """A page of the wiki."""

    title: str
    tags: tuple[str, ...]
    document: Document
