"""What an author may write: every kind of file, every field, and what each field takes.

Input is the front matter as typed (all scalars text); the field decides what a text means, so
`cycle: 2026` is a name and `start: 010` a number. Field names are the front matter's.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from okrsite.base.problems import did_you_mean
from okrsite.base.text import one_of
from okrsite.model.calendar import Cadence, Rhythm

ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
CYCLE_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_LARGEST = Decimal(10) ** 15
_SMALLEST = Decimal(10) ** -12


def wrong(message: str, hint: str = "") -> PydanticCustomError:
    """A value that cannot be taken: `message` says what was expected, `hint` what to type."""
    return PydanticCustomError("wrong", "{message}", {"message": message, "hint": hint})


def read_number(text: str) -> Decimal:
    """A number as typed; a percent sign is left to the unit.

    >>> read_number("1450"), read_number("-0.5")
    (Decimal('1450'), Decimal('-0.5'))
    """
    if not _NUMBER.fullmatch(text) or len(text) > 32:
        plain = re.sub(r"[,_ ]", "", text)
        hint = f"write `{plain}`" if _NUMBER.fullmatch(plain) and plain != text else ""
        raise wrong("expected a number", hint)
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise wrong("expected a number") from error
    if abs(number) >= _LARGEST or 0 < abs(number) < _SMALLEST:
        raise wrong("expected a number between 1e-12 and 1e15 in size")
    return number


class Percent(Decimal):
    """A number typed with a percent sign; its unit must be a percent."""


def read_amount(text: str) -> Decimal:
    """A value in the unit of its goal: a number, or a `Percent`.

    >>> read_amount("40%"), read_amount("40")
    (Decimal('40'), Decimal('40'))
    """
    if text.endswith("%"):
        return Percent(read_number(text[:-1].rstrip()))
    return read_number(text)


def _text(value: object) -> str:
    if value is None:
        raise wrong("it has no value")
    if not isinstance(value, str):
        raise wrong("expected one text, found a list or fields")
    stripped = value.strip()
    if not stripped:
        raise wrong("it has no value")
    return stripped


def _line(value: object) -> str:
    return " ".join(_text(value).split())


def _number(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else read_number(_text(value))


def _amount(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else read_amount(_text(value))


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    text = _text(value)
    if not re.fullmatch(r"[-+]?\d{1,9}", text):
        raise wrong("expected a whole number")
    return int(text)


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    text = _text(value)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise wrong("no such day in the calendar") from error
    raise wrong("expected a day such as `2026-11-20`")


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "yes": True, "false": False, "no": False}
    text = _text(value)
    if text.lower() not in known:
        raise wrong("expected `yes` or `no`")
    return known[text.lower()]


def _reference(value: object) -> str:
    text = _text(value)
    if "/" in text or text.endswith(".md"):
        bare = text.rsplit("/", 1)[-1].removesuffix(".md")
        raise wrong("expected an id, found a path", f"write `{bare}`")
    return text


def _id(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(ID, text):
        raise wrong("expected an id: lower-case words joined by hyphens, such as `weekly-signups`")
    return text


def _person(value: object) -> str:
    if isinstance(value, list):
        raise wrong("expected exactly one person, found a list",
                    "name one owner; the others are `contributors`")
    return _reference(value)


def _list(value: object) -> object:
    if isinstance(value, str):
        raise wrong("expected a list", f"write `[{value}]`")
    return value


def _as_is(value: object) -> object:
    return value


def _choice(choices: type[StrEnum]) -> BeforeValidator:
    def read(value: object) -> StrEnum:
        names = [choice.value for choice in choices]
        text = _text(value)
        if text not in names:
            raise wrong(f"expected {one_of(names)}", did_you_mean(text, names))
        return choices(text)

    return BeforeValidator(read)


def _bare(field: str) -> BeforeValidator:
    """A bare scalar as short for a mapping with one field."""

    def read(value: object) -> object:
        return {field: value} if isinstance(value, str) else value

    return BeforeValidator(read)


Text = Annotated[str, BeforeValidator(_line)]
Prose = Annotated[str, BeforeValidator(_text)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Amount = Annotated[Decimal, PlainValidator(_amount)]
Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Id = Annotated[str, BeforeValidator(_id)]
Ref = Annotated[str, BeforeValidator(_reference)]
Person = Annotated[str, BeforeValidator(_person)]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_list)]


class KeyResultType(StrEnum):
    """How a key result is measured."""

    INCREASE = "increase"
    DECREASE = "decrease"
    RELATIVE = "relative"
    REACH = "reach"
    MAINTAIN = "maintain"
    RECURRING = "recurring"
    MILESTONES = "milestones"
    BINARY = "binary"
    BASELINE = "baseline"


class Reduce(StrEnum):
    """How several values become one."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"
    MAX = "max"
    MIN = "min"


class Ambition(StrEnum):
    """Whether all of an objective is promised, or most of it would be a success."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"


class Intent(StrEnum):
    """What an objective is for."""

    CHANGE = "change"
    FIX = "fix"
    IMPROVE = "improve"


class Stage(StrEnum):
    """Where an objective stands in its own life; closed follows from the cycle."""

    DRAFT = "draft"
    ACTIVE = "active"
    ABANDONED = "abandoned"


class Verdict(StrEnum):
    """A person's call on a goal."""

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"


class Decision(StrEnum):
    """What becomes of an objective at the close."""

    KEEP = "keep"
    MODIFY = "modify"
    ABANDON = "abandon"


class Better(StrEnum):
    """Which way a KPI is good."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"


class Indicator(StrEnum):
    """Whether a KPI foretells or confirms."""

    LEADING = "leading"
    LAGGING = "lagging"


class EventKind(StrEnum):
    """What happened to a KPI on a day."""

    DEFINED = "defined"
    REDEFINED = "redefined"
    CORRECTION = "correction"
    ACKNOWLEDGED = "acknowledged"
    RETIRED = "retired"


class TeamKind(StrEnum):
    """What sort of unit a team is."""

    COMPANY = "company"
    DEPARTMENT = "department"
    TEAM = "team"
    PROJECT = "project"


class PillarKind(StrEnum):
    """What sort of root goals hang on."""

    VISION = "vision"
    THEME = "theme"
    STAGE = "stage"


class DecimalMark(StrEnum):
    """Which sign divides whole numbers from their decimals in a table."""

    COMMA = "comma"
    POINT = "point"


class _Fields(BaseModel):
    """A group of fields; a known field without a value counts as absent."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, written: Any) -> Any:  # noqa: ANN401 - whatever was written
        if not isinstance(written, dict):
            raise wrong("expected fields, such as `title: …`")
        known = {field.alias or name for name, field in cls.model_fields.items()}
        required = {
            field.alias or name for name, field in cls.model_fields.items() if field.is_required()
        }
        return {
            name: value
            for name, value in written.items()
            if value is not None or name not in known or name in required
        }


class _File(_Fields):
    """What every file may hold."""

    aliases: Many[Text] = ()
    audience: Text | None = None
    ignore: dict[Text, Prose] = {}


class Initiative(_Fields):
    """A piece of the roadmap; never counted in progress."""

    title: Text
    url: Text | None = None
    status: Text | None = None


class Milestone(_Fields):
    """A step of a milestones key result."""

    id: Id | None = None
    title: Text
    weight: Number = Decimal(1)
    due: Day | None = None
    done: Day | None = None


class Was(_Fields):
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
    milestones: Many[Milestone] | None = None


class Revision(_Fields):
    """A promise that moved keeps its past."""

    date: Day
    was: Was
    reason: Prose | None = None


class Dropped(_Fields):
    """A key result given up in mid-cycle."""

    date: Day
    reason: Prose | None = None


def _milestones(value: object) -> object:
    """A list of steps, or a table of scores by label."""
    if isinstance(value, dict):
        return {"scores": value}
    return {"steps": _list(value)}


class Milestones(_Fields):
    """The steps of a milestones key result, or the scores of its labels."""

    steps: tuple[Milestone, ...] = ()
    scores: dict[Text, Number] = {}


def _done(value: object) -> object:
    text = _text(value)
    if text.lower() in ("yes", "true"):
        return True
    if text.lower() in ("no", "false"):
        return None
    return _day(text)


Done = Annotated[date | Literal[True] | None, BeforeValidator(_done)]


class KeyResultFields(_Fields):
    """A key result as written under its objective."""

    id: Id | None = None
    title: Text
    type: Annotated[KeyResultType, _choice(KeyResultType)] | None = None
    start: Amount | None = None
    target: Amount | None = None
    change: Text | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    between: Many[Amount] | None = None
    strict: YesNo = False
    every: Annotated[Rhythm, _choice(Rhythm)] | None = None
    milestones: Annotated[Milestones, BeforeValidator(_milestones)] | None = None
    done: Done = None
    commit: Amount | None = None
    stretch: Amount | None = None
    unit: Text | None = None
    decimals: Whole | None = None
    source: Ref | None = None
    take: Annotated[Reduce, _choice(Reduce)] = Reduce.LAST
    values: dict[Day, Text] = {}
    owner: Person | None = None
    first_day: Annotated[Day | None, Field(alias="from")] = None
    due: Day | None = None
    weight: Number = Decimal(1)
    expected: dict[Day, Amount] = {}
    drives: Many[Ref] = ()
    initiatives: Many[Initiative] = ()
    revisions: Many[Revision] = ()
    dropped: Dropped | None = None
    audience: Text | None = None


class Closing(_Fields):
    """What was decided when an objective's cycle closed."""

    date: Day | None = None
    score: Number | None = None
    decision: Annotated[Decision, _choice(Decision)] | None = None
    reason: Prose | None = None


class ObjectiveFields(_File):
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
    ambition: Annotated[Ambition, _choice(Ambition)] = Ambition.ASPIRATIONAL
    intent: Annotated[Intent, _choice(Intent)] | None = None
    priority: Whole | None = None
    weight: Number = Decimal(1)
    effort: Prose | None = None
    improves: Many[Ref] = ()
    measured_by: Many[Ref] = ()
    guardrails: Many[Ref] = ()
    initiatives: Many[Initiative] = ()
    status: Annotated[Stage, _choice(Stage)] = Stage.ACTIVE
    carried_from: Ref | None = None
    key_results: Many[KeyResultFields] = ()
    closing: Closing | None = None


class LeadsTo(_Fields):
    """A KPI that this one foretells, and how much later."""

    kpi: Ref
    lag: Text | None = None


class Thresholds(_Fields):
    """When a KPI needs attention; a pair for one to be kept within."""

    warn: Annotated[object, BeforeValidator(_as_is)] = None
    critical: Annotated[object, BeforeValidator(_as_is)] = None
    periods: Annotated[Whole, Field(alias="for")] = 1


class SuddenChange(_Fields):
    """A fall worse than usual between periods."""

    worse_by: Text
    than: Text = "previous"


class Benchmark(_Fields):
    """A value from outside to compare with."""

    label: Text
    value: Amount
    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="to")] = None


class Event(_Fields):
    """Something that happened to a KPI."""

    date: Day
    kind: Annotated[EventKind, _choice(EventKind)]
    note: Prose | None = None
    by: Ref | None = None


class KpiUnit(_Fields):
    """A KPI's series and target for one team, person or label."""

    target: Annotated[object, BeforeValidator(_as_is)] = None
    series: Text | None = None
    values: dict[Text, Text] = {}
    owner: Person | None = None


class _SeriesFields(_File):
    """Where a KPI's or a metric's numbers come from."""

    title: Text
    unit: Text | None = None
    decimals: Whole | None = None
    cadence: Annotated[Cadence, _choice(Cadence)] | None = None
    aggregate: Annotated[Reduce, _choice(Reduce)] | None = None
    decimal: Annotated[DecimalMark, _choice(DecimalMark)] | None = None
    series: Text | None = None
    values: dict[Text, Text] = {}
    formula: Text | None = None


class MetricFields(_SeriesFields):
    """A series that is not a KPI: no health, not on dashboards."""

    definition: Prose | None = None


class KpiFields(_SeriesFields):
    """A vital sign that outlives cycles."""

    owner: Person | None = None
    team: Ref | None = None
    also_for: Many[Ref] = ()
    activity: Text | None = None
    definition: Prose | None = None
    better: Annotated[Better, _choice(Better)] = Better.HIGHER
    indicator: Annotated[Indicator, _choice(Indicator)] | None = None
    leads_to: Many[Annotated[LeadsTo, _bare("kpi")]] = ()
    grace: Text | None = None
    workdays: YesNo = False
    thresholds: Thresholds | None = None
    sudden_change: SuddenChange | None = None
    target: Annotated[object, BeforeValidator(_as_is)] = None
    strict: YesNo = False
    target_by: Day | None = None
    source: Ref | None = None
    units: dict[Text, KpiUnit] = {}
    combine: Annotated[Reduce, _choice(Reduce)] | None = None
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


class UpdateFields(_Fields):
    """What a check-in says of one goal."""

    value: Text | None = None
    done: Annotated[object, BeforeValidator(_as_is)] = None
    confidence: Whole | None = None
    expect: Number | None = None
    verdict: Annotated[Verdict, _choice(Verdict)] | None = None
    note: Prose | None = None
    audience: Text | None = None


class CheckInFields(_File):
    """One dated update by one author on any number of goals."""

    date: Day | None = None
    author: Ref | None = None
    updates: dict[Ref, Annotated[UpdateFields | None, _bare("value")]] = {}
    wins: Many[Prose] = ()
    setbacks: Many[Prose] = ()
    blockers: Many[Prose] = ()


class CycleFields(_File):
    """A time box of any length."""

    title: Text | None = None
    start: Day | None = None
    end: Day | None = None
    parent: Ref | None = None
    checkin_every: Annotated[Rhythm, _choice(Rhythm)] | None = None
    targets_fixed_on: Day | None = None
    closed_on: Day | None = None
    not_doing: Many[Prose] = ()


class TeamFields(_File):
    """A unit of the organisation."""

    title: Text | None = None
    kind: Annotated[TeamKind, _choice(TeamKind)] = TeamKind.TEAM
    parent: Ref | None = None
    lead: Ref | None = None


class PersonFields(_File):
    """Who owns things."""

    name: Text | None = None
    team: Ref | None = None


class PillarFields(_File):
    """Vision, strategic theme or growth-funnel stage."""

    title: Text
    kind: Annotated[PillarKind, _choice(PillarKind)] = PillarKind.THEME
    order: Whole | None = None
    kpi: Ref | None = None
    parent: Ref | None = None


class ReviewFields(_File):
    """The end-of-cycle review of a cycle, optionally of one team."""

    title: Text | None = None
    cycle: Ref
    team: Ref | None = None
    date: Day | None = None
    author: Ref | None = None


class PageFields(_File):
    """A wiki page."""

    title: Text | None = None
    tags: Many[Text] = ()


KINDS: dict[str, type[_File]] = {
    "objectives": ObjectiveFields,
    "kpis": KpiFields,
    "metrics": MetricFields,
    "cycles": CycleFields,
    "teams": TeamFields,
    "people": PersonFields,
    "pillars": PillarFields,
    "checkins": CheckInFields,
    "reviews": ReviewFields,
}
"""The kind of a file by its top folder; anything else is a `PageFields`."""
