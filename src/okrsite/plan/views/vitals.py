"""What the pages of KPIs show: one KPI, all vital signs, the scorecard, alerts and gaps."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import (
    Badge,
    Body,
    Chart,
    Count,
    Day,
    Fact,
    GoalRow,
    Group,
    KpiRow,
    Link,
    Note,
)


class Unit(Frozen):
    """A KPI of one team, person or label, judged by its own target."""

    label: Link
    badge: Badge
    owner: Link
    value: str
    period: str
    target: str
    spark: Chart


class Touched(Frozen):
    """An objective that set out to move a KPI, with the value before and after."""

    goal: GoalRow
    before: str
    after: str
    change: str


class DriverRow(Frozen):
    """A KPI beside another in the driver tree: how it stands, how it bears on the other.

    `how` says what it is to the other and how much later; `correlation` how closely they have
    moved together, and over how many periods, or why nobody can say.
    """

    kpi: KpiRow
    how: str
    correlation: str


class KpiView(Frozen):
    """A KPI: its value now, good or bad, since when, and what to do."""

    title: str
    label: str
    badge: Badge
    value: str
    period: str
    since: Day | None
    change: str
    year: str
    reasons: tuple[str, ...]
    action: Body | None
    facts: tuple[Fact, ...]
    chart: Chart | None
    stack: Chart | None
    events: tuple[Note, ...]
    units: tuple[Unit, ...]
    units_sentence: str
    driven: tuple[DriverRow, ...]
    drivers: tuple[DriverRow, ...]
    pairs: tuple[Chart, ...]
    touched: tuple[Touched, ...]
    key_results: tuple[Link, ...]
    gap: str
    closed: str
    body: Body | None
    extras: tuple[Fact, ...]
    id: str
    file: str
    explained: tuple[Explained, ...]


class LeadRow(Frozen):
    """A leading KPI beside the one that it foretells; `lag` is how much later, if it says."""

    leading: KpiRow
    lag: str
    lagging: KpiRow
    correlation: str


class KpiSet(Frozen):
    """The KPIs of one kind or one stage of the funnel, each with its state."""

    name: Link
    kpis: tuple[tuple[Link, Badge], ...]


class VitalsView(Frozen):
    """Every KPI on one page: by team, by kind and stage, and which of them foretells which."""

    sentence: str
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    explained: tuple[Explained, ...]
    leads: tuple[LeadRow, ...]
    kinds: tuple[KpiSet, ...]
    stages: tuple[KpiSet, ...]


class Cell(Frozen):
    """A value of a period and how it stands; `note` is said to those who cannot see the mark."""

    value: str
    status: str = ""
    note: str = ""


class ScoreRow(Frozen):
    """A KPI over the last periods."""

    link: Link
    unit: str
    badge: Badge
    rule: str
    of: str
    cells: tuple[Cell, ...]


class ScoreGroup(Frozen):
    """KPIs of one cadence."""

    title: str
    caption: str
    id: str
    periods: tuple[str, ...]
    rows: tuple[ScoreRow, ...]


class ScorecardView(Frozen):
    """KPI rows by period columns."""

    groups: tuple[ScoreGroup, ...]


class AlertView(Frozen):
    """What is breached, since when, what is done about it, and by whom."""

    kpi: KpiRow
    reasons: tuple[str, ...]
    action: Body | None
    notes: tuple[Note, ...]
    on_it: tuple[Link, ...]


class GapView(Frozen):
    """A missed or critical KPI and who is on it."""

    kpi: KpiRow
    on_it: tuple[GoalRow, ...]
    closed: str


class PlanningRow(Frozen):
    """A KPI to plan by: how it changed, what it is short of, and who is on it.

    `is_open` where it is missed or critical and nobody is; `create` leads to writing an objective.
    """

    kpi: KpiRow
    change: str
    short: str
    on_it: tuple[GoalRow, ...]
    is_open: bool
    create: str


class PlanningView(Frozen):
    """The KPIs, worst first, for those who plan the next cycle."""

    sentence: str
    explained: tuple[Explained, ...]
    rows: tuple[PlanningRow, ...]


class AlertsView(Frozen):
    """Alerts that count, those somebody took note of, gaps, and what went silent."""

    sentence: str
    alerts: tuple[AlertView, ...]
    acknowledged: tuple[AlertView, ...]
    gaps: tuple[GapView, ...]
    covered: tuple[GapView, ...]
    stale: tuple[KpiRow, ...]
