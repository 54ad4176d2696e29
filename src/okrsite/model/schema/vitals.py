"""What an author may write of a KPI or a metric."""

from typing import Annotated

from pydantic import Field

from okrsite.model.calendar import Cadence
from okrsite.model.schema.values import (
    Amount,
    AsTyped,
    Day,
    Decimals,
    Fields,
    File,
    Many,
    Person,
    Prose,
    Ref,
    Text,
    Whole,
    YesNo,
    bare,
    choice,
)
from okrsite.model.schema.words import (
    Better,
    Combine,
    DecimalMark,
    EventKind,
    Indicator,
    Reduce,
)


class LeadsTo(Fields):
    """A KPI that this one foretells, and how much later."""

    kpi: Ref
    lag: Text | None = None


class Thresholds(Fields):
    """When a KPI needs attention; a pair for one to be kept within."""

    warn: AsTyped = None
    critical: AsTyped = None
    periods: Annotated[Whole, Field(alias="for")] = 1


class SuddenChange(Fields):
    """A fall worse than usual between periods."""

    worse_by: Text
    than: Text = "previous"


class Benchmark(Fields):
    """A value from outside to compare with."""

    label: Text
    value: Amount
    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="to")] = None


class Event(Fields):
    """Something that happened to a KPI."""

    date: Day
    kind: Annotated[EventKind, choice(EventKind)]
    by: Ref | None = None
    note: Prose | None = None


class KpiUnit(Fields):
    """A KPI's series and target for one team, person or label."""

    target: AsTyped = None
    series: Text | None = None
    values: dict[Text, Text] = Field(default_factory=dict)
    owner: Person | None = None


class SeriesFields(File):
    """Where a KPI's or a metric's numbers come from."""

    title: Text
    unit: Text | None = None
    decimals: Decimals | None = None
    cadence: Annotated[Cadence, choice(Cadence)] | None = None
    aggregate: Annotated[Reduce, choice(Reduce)] | None = None
    decimal: Annotated[DecimalMark, choice(DecimalMark)] | None = None
    series: Text | None = None
    values: dict[Text, Text] = Field(default_factory=dict)
    formula: Text | None = None


class MetricFields(SeriesFields):
    """A series that is not a KPI: no health, not on dashboards."""

    definition: Prose | None = None


class KpiFields(SeriesFields):
    """A vital sign that outlives cycles."""

    owner: Person | None = None
    team: Ref | None = None
    also_for: Many[Ref] = ()
    activity: Text | None = None
    definition: Prose | None = None
    better: Annotated[Better, choice(Better)] = Better.HIGHER
    indicator: Annotated[Indicator, choice(Indicator)] | None = None
    leads_to: Many[Annotated[LeadsTo, bare("kpi", Ref | LeadsTo)]] = ()
    grace: Text | None = None
    workdays: YesNo = False
    thresholds: Thresholds | None = None
    sudden_change: SuddenChange | None = None
    target: AsTyped = None
    strict: YesNo = False
    target_by: Day | None = None
    source: Ref | None = None
    units: dict[Text, KpiUnit] = Field(default_factory=dict)
    combine: Annotated[Combine, choice(Combine)] | None = None
    benchmarks: Many[Benchmark] = ()
    if_it_worsens: Prose | None = None
    decision: Prose | None = None
    action: Prose | None = None
    supports: Many[Ref] = ()
    company_stage: Text | None = None
    pillar: Ref | None = None
    parent: Ref | None = None
    promoted_from: Ref | None = None
    events: Many[Event] = ()
