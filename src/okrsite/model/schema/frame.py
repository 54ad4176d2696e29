"""What an author may write of check-ins, reviews and pages, and of the frame goals stand in."""

from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from okrsite.model.calendar import Rhythm
from okrsite.model.schema.values import (
    Day,
    Fields,
    File,
    Handle,
    Many,
    Names,
    Number,
    Prose,
    Ref,
    Text,
    Whole,
    choice,
)
from okrsite.model.schema.words import PillarKind, TeamKind, Verdict


class UpdateFields(Fields):
    """What a check-in says of one goal."""

    value: Text | None = None
    done: Names = ()
    confidence: Whole | None = None
    expect: Number | None = None
    verdict: Annotated[Verdict, choice(Verdict)] | None = None
    note: Prose | None = None
    audience: Text | None = None

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing: what was left empty is no update."""
        said = (self.value, self.confidence, self.expect, self.verdict, self.note)
        return not self.done and all(one is None for one in said)


def _value_alone(value: object) -> object:
    """A bare text as short for an update with that value: most are, so equal ones are kept once."""
    if isinstance(value, str):
        return _valued(value) if value.strip() else {"value": value}
    return value


@lru_cache(maxsize=20_000)
def _valued(text: str) -> UpdateFields:
    return UpdateFields(value=text)


_VALUE_ALONE = BeforeValidator(_value_alone, json_schema_input_type=Text | UpdateFields | None)


class CheckInFields(File):
    """One dated update by one author on any number of goals."""

    date: Day | None = None
    author: Ref | None = None
    updates: dict[Ref, Annotated[UpdateFields | None, _VALUE_ALONE]] = Field(default_factory=dict)
    wins: Many[Prose] = ()
    setbacks: Many[Prose] = ()
    blockers: Many[Prose] = ()


class CycleFields(File):
    """A time box of any length."""

    title: Text | None = None
    start: Day | None = None
    end: Day | None = None
    parent: Ref | None = None
    checkin_every: Annotated[Rhythm, choice(Rhythm)] | None = None
    targets_fixed_on: Day | None = None
    closed_on: Day | None = None
    not_doing: Many[Prose] = ()


class TeamFields(File):
    """A unit of the organisation."""

    title: Text | None = None
    kind: Annotated[TeamKind, choice(TeamKind)] = TeamKind.TEAM
    parent: Ref | None = None
    lead: Ref | None = None
    handle: Handle | None = None


class PersonFields(File):
    """Who owns things."""

    name: Text | None = None
    team: Ref | None = None
    handle: Handle | None = None


class PillarFields(File):
    """Vision, strategic theme or growth-funnel stage."""

    title: Text
    kind: Annotated[PillarKind, choice(PillarKind)] = PillarKind.THEME
    order: Whole | None = None
    kpi: Ref | None = None
    parent: Ref | None = None


class ReviewFields(File):
    """The end-of-cycle review of a cycle, optionally of one team."""

    title: Text | None = None
    cycle: Ref
    team: Ref | None = None
    date: Day | None = None
    author: Ref | None = None


class PageFields(File):
    """A wiki page."""

    title: Text | None = None
    tags: Many[Text] = ()


class StrayFields(PageFields):
    """A wiki page that was probably meant to be something else, so its fields are let pass."""

    model_config = ConfigDict(extra="ignore")
