"""The shape of `goals.json`: every record that it holds, each field with what it means.

Names and meanings are a promise to whoever reads the file; `schema.py` publishes them. A field
is never left out: what is not known is null. Days are ISO 8601, shares run from 0 to 1, and a
`page` is a path below the site's address.
"""

from array import array
from collections.abc import Iterator
from datetime import date
from itertools import starmap
from typing import Annotated

from okrsite.assess.assessment import Status, UnitWord, Word
from okrsite.base.frozen import Frozen
from okrsite.model.calendar import Cadence, Rhythm
from okrsite.model.goals import Kind
from okrsite.model.schema import (
    Ambition,
    Better,
    Decision,
    EventKind,
    Indicator,
    Intent,
    KeyResultType,
    PillarKind,
    Stage,
    TeamKind,
    Verdict,
)

VERSION = 1
"""The version of the shape: it rises when a field changes its meaning or goes."""

SCHEMA_NAME = "goals.schema.json"
DATA_NAME = "goals.json"


class Says(Frozen):
    """What a field means, and the numbers that it lies between."""

    text: str
    least: float | None = None
    most: float | None = None


Day = date
"""A day, under a name that no field has."""

Exact = object
"""A value as it is, of whatever type its field has: a text, a number, a list, or null."""

Page = Annotated[str | None, Says("Its page, as a path below the site's address")]
File = Annotated[str | None, Says("The file that says so, as a path in the repository")]
Owner = Annotated[str | None, Says("The id of the person who owns it")]
Team = Annotated[str | None, Says("The id of its team")]
Text = Annotated[str | None, Says("What its author wrote about it, as Markdown")]
Id = Annotated[str, Says("Its id, unique within its kind")]
Title = Annotated[str, Says("What it is called")]
Unit = Annotated[str | None, Says("What its values count, such as `%`, `EUR` or `sign-ups`")]
UpdatedOn = Annotated[Day | None, Says("The day of the last update")]


class SiteRecord(Frozen):
    """The site that the data were published with."""

    title: Title
    language: Annotated[str, Says("The language of its words, such as `en` or `de-AT`")]
    address: Annotated[str | None, Says("Where it is published; pages lie below it")]
    company: Annotated[str | None, Says("The company that the goals belong to")]
    current_cycle: Annotated[str | None, Says("The id of the cycle that it opens on")]


class RefRecord(Frozen):
    """A thing by its kind and id."""

    kind: Annotated[Kind, Says("What it is")]
    id: Annotated[str, Says("Its id; a key result's is `objective#key-result`")]


class ValueRecord(Frozen):
    """A value of a key result on a day."""

    date: Annotated[Day, Says("The day")]
    value: Annotated[float, Says("The value, in the key result's unit")]


class ValueRecords(Frozen):
    """Records of values by what they hold, since a site has a million: `packed` as doubles."""

    dates: tuple[Day, ...]
    packed: bytes

    def __iter__(self) -> Iterator[ValueRecord]:
        return starmap(ValueRecord, self.pairs())

    def pairs(self) -> Iterator[tuple[date, float]]:
        """The fields of each."""
        return zip(self.dates, array("d", self.packed), strict=True)


class MilestoneRecord(Frozen):
    """A step of a key result of milestones."""

    id: Id
    title: Title
    weight: Annotated[float, Says("How much it counts among the steps", 0)]
    due: Annotated[Day | None, Says("The day it is due")]
    done: Annotated[bool, Says("Whether it is done")]
    done_on: Annotated[Day | None, Says("The day it was done, where that is known")]


class ForecastRecord(Frozen):
    """Where the values of a key result lead, on a straight line through them."""

    value_at_due: Annotated[float, Says("The value expected on the due day")]
    half_width: Annotated[float, Says("About two in three land within this of it", 0)]
    meets_on: Annotated[Day | None, Says("The day of the target; null: not at this pace")]


class CommitRecord(Frozen):
    """A commit of the repository that wrote a promise down."""

    id: Annotated[str, Says("Its name")]
    day: Annotated[Day, Says("The day it was written on")]
    author: Annotated[str | None, Says("Who wrote it")]


class TermsRecord(Frozen):
    """What a key result promised at a time; the days are null where they were the cycle's."""

    start: Annotated[float | None, Says("The value that progress was measured from")]
    target: Annotated[float | None, Says("The value that was promised")]
    low: Annotated[float | None, Says("The least value of a level to be kept")]
    high: Annotated[float | None, Says("The greatest value of a level to be kept")]
    first_day: Annotated[Day | None, Says("The day it started on")]
    due: Annotated[Day | None, Says("The day it was due")]
    weight: Annotated[float, Says("How much it counted in its objective", 0)]


class MoveRecord(Frozen):
    """A change of a promise; what it did not change is the same before and after."""

    day: Annotated[Day, Says("The day from which on it held")]
    was: Annotated[TermsRecord, Says("The promise before")]
    now: Annotated[TermsRecord, Says("The promise after")]
    reason: Annotated[str | None, Says("Why, as Markdown, where a revision says so")]
    unexplained: Annotated[
        bool, Says("Whether targets were fixed by then and no revision accounts for it")
    ]
    commits: Annotated[tuple[CommitRecord, ...], Says("Who wrote it down, where git is asked")]


class KeyResultRecord(Frozen):
    """A key result as it stands on the day."""

    id: Annotated[str, Says("Its id, `objective#key-result`, unique in the site")]
    title: Title
    page: Page
    file: File
    line: Annotated[int, Says("The line of the file where it begins", 0)]
    owner: Owner
    type: Annotated[KeyResultType, Says("How it is measured")]
    unit: Unit
    start: Annotated[float | None, Says("The value that progress is measured from")]
    target: Annotated[float | None, Says("The value that is promised")]
    low: Annotated[float | None, Says("The least value of a level to be kept")]
    high: Annotated[float | None, Says("The greatest value of a level to be kept")]
    commit: Annotated[float | None, Says("The value that is promised at the least")]
    stretch: Annotated[float | None, Says("The value that would be a great success")]
    value: Annotated[float | None, Says("The current value")]
    label: Annotated[str | None, Says("The chosen label, where labels have scores")]
    progress: Annotated[float | None, Says("The share of the way done; may lie outside 0 to 1")]
    first_progress: Annotated[
        float | None, Says("The same against the first promise, where the promise moved")
    ]
    expected: Annotated[float | None, Says("The progress that was to be expected by now", 0, 1)]
    pace: Annotated[Status, Says("The status by the numbers alone")]
    verdict: Annotated[Verdict | None, Says("A person's fresh call, where there is one")]
    status: Annotated[Status, Says("The status that is shown: the verdict, else the pace")]
    outdated: Annotated[bool, Says("Whether an update is overdue")]
    counts: Annotated[bool, Says("Whether it counts in its objective")]
    confidence: Annotated[int | None, Says("The last confidence given", 0, 10)]
    first_day: Annotated[Day | None, Says("The day it starts on")]
    due: Annotated[Day | None, Says("The day it is due")]
    weight: Annotated[float, Says("How much it counts in its objective", 0)]
    updated_on: UpdatedOn
    dropped_on: Annotated[Day | None, Says("The day it was given up")]
    measured_by: Annotated[str | None, Says("The id of the KPI or metric that it reads")]
    values: Annotated[ValueRecords, Says("Its values, in time")]
    milestones: Annotated[tuple[MilestoneRecord, ...], Says("Its steps")]
    forecast: Annotated[ForecastRecord | None, Says("Where its values lead")]
    promised: Annotated[CommitRecord | None, Says("The first promise, where git remembers it")]
    moves: Annotated[tuple[MoveRecord, ...], Says("What became of the promise, in time")]


class ObjectiveRecord(Frozen):
    """An objective as it stands on the day; of a closed cycle, as it stood at the close."""

    id: Id
    title: Title
    page: Page
    file: File
    owner: Owner
    contributors: Annotated[tuple[str, ...], Says("The ids of people and teams who help")]
    team: Team
    cycle: Annotated[str, Says("The id of its cycle; `backlog` where it has none")]
    parents: Annotated[tuple[RefRecord, ...], Says("What it serves")]
    depends_on: Annotated[tuple[RefRecord, ...], Says("What it needs from others")]
    contributes: Annotated[bool, Says("Whether it counts in the objectives it serves")]
    pillar: Annotated[str | None, Says("The id of its pillar")]
    ambition: Annotated[Ambition, Says("Whether all of it is promised")]
    intent: Annotated[Intent | None, Says("What it is for")]
    priority: Annotated[int | None, Says("Its place in lists; 1 comes first")]
    weight: Annotated[float, Says("How much it counts in what it serves", 0)]
    stage: Annotated[Stage, Says("Where it stands in its own life")]
    carried_from: Annotated[str | None, Says("The id of the objective that it carries on")]
    improves: Annotated[tuple[str, ...], Says("The ids of KPIs that it is there to move")]
    measured_by: Annotated[tuple[str, ...], Says("The ids of KPIs that measure it")]
    guardrails: Annotated[tuple[str, ...], Says("The ids of KPIs that it must not harm")]
    as_of: Annotated[Day, Says("The day it was judged on")]
    progress: Annotated[float | None, Says("The weighted mean of what counts in it", 0, 1)]
    expected: Annotated[float | None, Says("The progress that was to be expected by now", 0, 1)]
    computed_status: Annotated[Status, Says("The status by its key results alone")]
    verdict: Annotated[Verdict | None, Says("A person's fresh call, where there is one")]
    status: Annotated[Status, Says("The status that is shown")]
    outdated: Annotated[bool, Says("Whether an update is overdue")]
    counts: Annotated[bool, Says("Whether it counts in cycles and teams")]
    breached_guardrails: Annotated[
        tuple[str, ...], Says("The ids of critical guardrails, which hold it at `at-risk`")
    ]
    weakest: Annotated[tuple[str, ...], Says("The ids of the goals that decide its status")]
    updated_on: UpdatedOn
    closed: Annotated[bool, Says("Whether its cycle is closed")]
    score: Annotated[float | None, Says("The score computed at the close", 0, 1)]
    given_score: Annotated[float | None, Says("The score given by a person", 0, 1)]
    result: Annotated[str | None, Says("What the score means: `achieved`, `partly` or `missed`")]
    decision: Annotated[Decision | None, Says("What was decided about it at the close")]
    text: Text
    key_results: Annotated[tuple[KeyResultRecord, ...], Says("How it is measured")]


class BoundsRecord(Frozen):
    """Bounds on a value; null: none on that side."""

    low: Annotated[float | None, Says("The least value that is still within")]
    high: Annotated[float | None, Says("The greatest value that is still within")]


class PointRecord(Frozen):
    """A value of a period."""

    period: Annotated[str, Says("The period's label, such as `2026-11`, `2026-W47` or a day")]
    start: Annotated[Day, Says("Its first day")]
    end: Annotated[Day, Says("Its last day")]
    value: Annotated[float | None, Says("The value; null: a gap")]
    provisional: Annotated[bool, Says("Whether the period is not over, so it is not judged")]
    note: Annotated[str | None, Says("What its author noted, or why there is no value")]


class UnitRecord(Frozen):
    """A KPI's part of one team, person or label."""

    label: Annotated[str, Says("The id of a team or a person, or a label")]
    owner: Owner
    state: Annotated[UnitWord, Says("How it stands against its own target")]
    value: Annotated[float | None, Says("Its last final value")]
    period: Annotated[str | None, Says("The label of the period of that value")]
    target: Annotated[BoundsRecord | None, Says("Its own target")]


class EventRecord(Frozen):
    """Something that happened to a KPI."""

    date: Annotated[Day, Says("The day")]
    kind: Annotated[EventKind, Says("What happened")]
    note: Annotated[str | None, Says("What was said about it, as Markdown")]
    by: Annotated[str | None, Says("The id of the person who said so")]


class KpiRecord(Frozen):
    """A KPI as it stands on the day."""

    id: Annotated[str, Says("Its id, unique among KPIs and metrics")]
    title: Title
    page: Page
    file: File
    owner: Owner
    team: Team
    also_for: Annotated[tuple[str, ...], Says("The ids of further teams that it is for")]
    pillar: Annotated[str | None, Says("The id of its pillar")]
    parent: Annotated[str | None, Says("The id of the KPI that it is a part of")]
    unit: Unit
    cadence: Annotated[Cadence, Says("How often it has a value")]
    better: Annotated[Better, Says("Which way it is good")]
    indicator: Annotated[Indicator | None, Says("Whether it foretells or confirms")]
    warn: Annotated[BoundsRecord | None, Says("Outside of these it warns")]
    critical: Annotated[BoundsRecord | None, Says("Outside of these it is critical")]
    target: Annotated[BoundsRecord | None, Says("Within these its target is attained")]
    target_by: Annotated[Day | None, Says("The day by which that is promised")]
    formula: Annotated[str | None, Says("The KPIs and metrics that it is made of")]
    definition: Annotated[str | None, Says("What is counted, as Markdown")]
    state: Annotated[Word, Says("The one word for it")]
    since: Annotated[Day | None, Says("The day since which it is in that state")]
    stale: Annotated[bool, Says("Whether a value is overdue")]
    acknowledged: Annotated[bool, Says("Whether somebody took note of what is wrong")]
    retired: Annotated[bool, Says("Whether it is kept no more")]
    reasons: Annotated[tuple[str, ...], Says("Why it is in that state, in words")]
    value: Annotated[float | None, Says("The last final value, which is judged")]
    period: Annotated[str | None, Says("The label of the period of that value")]
    objectives: Annotated[tuple[str, ...], Says("The ids of objectives that work on it")]
    events: Annotated[tuple[EventRecord, ...], Says("What happened to it, in time")]
    units: Annotated[tuple[UnitRecord, ...], Says("Its parts")]
    series: Annotated[tuple[PointRecord, ...], Says("The periods that its chart shows, in time")]
    text: Text


class MetricRecord(Frozen):
    """A series that key results read and that is not a KPI."""

    id: Annotated[str, Says("Its id, unique among KPIs and metrics")]
    title: Title
    unit: Unit
    cadence: Annotated[Cadence, Says("How often it has a value")]
    key_results: Annotated[tuple[str, ...], Says("The ids of key results that read it")]


class CycleRecord(Frozen):
    """A time box."""

    id: Id
    title: Title
    page: Page
    file: File
    parent: Annotated[str | None, Says("The id of the cycle around it")]
    start: Annotated[Day | None, Says("Its first day; null: the backlog")]
    end: Annotated[Day | None, Says("Its last day")]
    checkin_every: Annotated[Rhythm, Says("How often goals are to be updated")]
    targets_fixed_on: Annotated[Day | None, Says("The day on which targets are fixed")]
    closed_on: Annotated[Day | None, Says("The day on which it closes")]
    closed: Annotated[bool, Says("Whether that day has come")]
    progress: Annotated[float | None, Says("The plain mean over its objectives", 0, 1)]
    expected: Annotated[float | None, Says("The same of the expected progress", 0, 1)]
    net_confidence: Annotated[
        float | None, Says("Share of key results on track less that off track", -1, 1)
    ]
    mean_score: Annotated[float | None, Says("The mean of its scores, once it is over", 0, 1)]
    not_doing: Annotated[tuple[str, ...], Says("What was decided against, as Markdown")]
    text: Text


class TeamRecord(Frozen):
    """A unit of the organisation."""

    id: Id
    title: Title
    page: Page
    file: File
    kind: Annotated[TeamKind, Says("What sort of unit it is")]
    parent: Annotated[str | None, Says("The id of the team around it")]
    lead: Annotated[str | None, Says("The id of the person who leads it")]
    text: Text


class PersonRecord(Frozen):
    """Somebody who owns or says things."""

    id: Id
    name: Annotated[str, Says("The person's name")]
    page: Page
    file: File
    team: Team
    text: Text


class PillarRecord(Frozen):
    """A vision, a strategic theme or a stage of the funnel."""

    id: Id
    title: Title
    page: Page
    file: File
    kind: Annotated[PillarKind, Says("What sort of pillar it is")]
    order: Annotated[int, Says("Its place among the others")]
    kpi: Annotated[str | None, Says("The id of the KPI that counts it")]
    parent: Annotated[str | None, Says("The id of the pillar around it")]
    text: Text


class UpdateRecord(Frozen):
    """What a check-in says of one goal."""

    goal: Annotated[RefRecord, Says("An objective or a key result")]
    line: Annotated[int, Says("The line of the file that says so", 0)]
    value: Annotated[float | None, Says("The value, in the key result's unit")]
    label: Annotated[str | None, Says("The label, where labels have scores")]
    done: Annotated[tuple[str, ...], Says("The ids of the milestones that are done")]
    done_on: Annotated[Day | None, Says("The day it was reached, of a yes-or-no result")]
    confidence: Annotated[int | None, Says("How sure its author is", 0, 10)]
    expected_score: Annotated[float | None, Says("The final score its author expects", 0, 1)]
    verdict: Annotated[Verdict | None, Says("Its author's call")]
    note: Annotated[str | None, Says("What was said, as Markdown")]


class CheckInRecord(Frozen):
    """One dated update by one author."""

    date: Annotated[Day, Says("The day")]
    author: Annotated[str, Says("The id of the person who said so")]
    file: File
    updates: Annotated[tuple[UpdateRecord, ...], Says("What it says of goals")]
    wins: Annotated[tuple[str, ...], Says("What went well, as Markdown")]
    setbacks: Annotated[tuple[str, ...], Says("What went wrong, as Markdown")]
    blockers: Annotated[tuple[str, ...], Says("What stands in the way, as Markdown")]


class ReviewRecord(Frozen):
    """The review of a cycle, of all or of one team."""

    title: Title
    page: Page
    file: File
    cycle: Annotated[str, Says("The id of the cycle")]
    team: Team
    date: Annotated[Day | None, Says("The day")]
    author: Annotated[str | None, Says("The id of the person who wrote it")]


class PageRecord(Frozen):
    """A page of the wiki."""

    title: Title
    page: Page
    file: File
    tags: Annotated[tuple[str, ...], Says("Its tags")]


class GoalsRecord(Frozen):
    """Everything that a site of okrsite shows, as data, at the end of one day."""

    schema: Annotated[str, Says("Where this schema is, relative to the file")]
    version: Annotated[int, Says("The version of this shape", VERSION, VERSION)]
    generator: Annotated[str, Says("The program that wrote it, and its version")]
    as_of: Annotated[Day, Says("The day at whose end everything was judged")]
    site: Annotated[SiteRecord, Says("The site that it was published with")]
    objectives: Annotated[tuple[ObjectiveRecord, ...], Says("All objectives, by id")]
    kpis: Annotated[tuple[KpiRecord, ...], Says("All KPIs, by id")]
    metrics: Annotated[tuple[MetricRecord, ...], Says("The metrics that key results read, by id")]
    cycles: Annotated[tuple[CycleRecord, ...], Says("All cycles with goals or a page, by id")]
    teams: Annotated[tuple[TeamRecord, ...], Says("All teams, by id")]
    people: Annotated[tuple[PersonRecord, ...], Says("All people, by id")]
    pillars: Annotated[tuple[PillarRecord, ...], Says("All pillars, by id")]
    checkins: Annotated[tuple[CheckInRecord, ...], Says("All check-ins, the newest first")]
    reviews: Annotated[tuple[ReviewRecord, ...], Says("All reviews")]
    pages: Annotated[tuple[PageRecord, ...], Says("All pages of the wiki")]


NAMES = {"schema": "$schema", "is_": "is"}
"""The names in the file of fields that Python cannot call so."""
