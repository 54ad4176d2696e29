"""What an author may write of an objective and its key results."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from okrsite.model.calendar import Rhythm
from okrsite.model.schema.values import (
    Address,
    Amount,
    Day,
    Decimals,
    Done,
    Fields,
    File,
    Id,
    Many,
    Number,
    Person,
    Prose,
    Ref,
    Text,
    Whole,
    YesNo,
    choice,
    wrong,
)
from okrsite.model.schema.words import Ambition, Decision, Intent, KeyResultType, Reduce, Stage


class Initiative(Fields):
    """A piece of the roadmap; never counted in progress."""

    title: Text
    url: Address | None = None
    status: Text | None = None


class Milestone(Fields):
    """A step of a milestones key result."""

    id: Id | None = None
    title: Text
    weight: Number = Decimal(1)
    due: Day | None = None
    done: Day | None = None


def _milestones(value: object) -> object:
    """A list of steps, or a table of scores by label."""
    if isinstance(value, Milestones):
        return value
    if isinstance(value, dict):
        return {"scores": value}
    if not isinstance(value, list):
        raise wrong("expected a list of milestones, or a table of scores")
    return {"steps": value}


class Milestones(Fields):
    """The steps of a milestones key result, or the scores of its labels."""

    steps: tuple[Milestone, ...] = ()
    scores: dict[Text, Number] = Field(default_factory=dict)


Steps = Annotated[
    Milestones,
    BeforeValidator(_milestones, json_schema_input_type=list[Milestone] | dict[Text, Number]),
]


class Was(Fields):
    """What a promise was before it moved."""

    target: Amount | None = None
    start: Amount | None = None
    first_day: Annotated[Day | None, Field(alias="from")] = None
    due: Day | None = None
    weight: Number | None = None
    expected: dict[Day, Amount] | None = None
    change: Text | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    between: Many[Amount] | None = None
    milestones: Steps | None = None


class Revision(Fields):
    """A promise that moved keeps its past."""

    date: Day
    was: Was
    reason: Prose | None = None


class Dropped(Fields):
    """A key result given up in mid-cycle."""

    date: Day
    reason: Prose | None = None


class KeyResultFields(Fields):
    """A key result as written under its objective."""

    id: Id | None = None
    title: Text
    type: Annotated[KeyResultType, choice(KeyResultType)] | None = None
    start: Amount | None = None
    target: Amount | None = None
    change: Text | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    between: Many[Amount] | None = None
    strict: YesNo = False
    every: Annotated[Rhythm, choice(Rhythm)] | None = None
    milestones: Steps | None = None
    done: Done = None
    commit: Amount | None = None
    stretch: Amount | None = None
    unit: Text | None = None
    decimals: Decimals | None = None
    source: Ref | None = None
    take: Annotated[Reduce, choice(Reduce)] = Reduce.LAST
    values: dict[Day, Text] = Field(default_factory=dict)
    owner: Person | None = None
    first_day: Annotated[Day | None, Field(alias="from")] = None
    due: Day | None = None
    weight: Number = Decimal(1)
    expected: dict[Day, Amount] = Field(default_factory=dict)
    drives: Many[Ref] = ()
    initiatives: Many[Initiative] = ()
    revisions: Many[Revision] = ()
    dropped: Dropped | None = None
    audience: Text | None = None


class Closing(Fields):
    """What was decided when an objective's cycle closed."""

    date: Day | None = None
    score: Number | None = None
    decision: Annotated[Decision, choice(Decision)] | None = None
    reason: Prose | None = None


class ObjectiveFields(File):
    """A qualitative aim with key results, one owner, one cycle."""

    title: Text
    owner: Person
    contributors: Many[Ref] = ()
    team: Ref | None = None
    cycle: Ref | None = None
    parent: Ref | None = None
    parents: Many[Ref] = ()
    contributes: YesNo = False
    depends_on: Many[Ref] = ()
    pillar: Ref | None = None
    ambition: Annotated[Ambition, choice(Ambition)] = Ambition.ASPIRATIONAL
    intent: Annotated[Intent, choice(Intent)] | None = None
    priority: Whole | None = None
    weight: Number = Decimal(1)
    effort: Prose | None = None
    improves: Many[Ref] = ()
    measured_by: Many[Ref] = ()
    guardrails: Many[Ref] = ()
    initiatives: Many[Initiative] = ()
    status: Annotated[Stage, choice(Stage)] = Stage.ACTIVE
    carried_from: Ref | None = None
    key_results: Many[KeyResultFields] = ()
    closing: Closing | None = None
