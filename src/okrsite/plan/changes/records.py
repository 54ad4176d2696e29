"""The shape of `okrsite diff --format json`: every record that it holds, each field explained.

Names and meanings are a promise to whoever reads it. A field is never left out: what is not known
is null. Days are ISO 8601, shares run from 0 to 1, and numbers are exact.
"""

from datetime import date
from typing import Annotated

from okrsite.assess.assessment import Status, Word
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Severity
from okrsite.compare.difference import Deed, Measure, Nature, What
from okrsite.model.goals import Kind
from okrsite.plan.exports.records import Exact, Says

VERSION = 1
"""The version of the shape: it rises when a field changes its meaning or goes."""

_Title = Annotated[str, Says("What it is called")]
_Sentence = Annotated[str, Says("The change in words; empty where only its parts say it")]
_Verdict = Status | Word | None


class SideRecord(Frozen):
    """One of the two states."""

    name: Annotated[
        str, Says("A revision or a folder as asked for; empty for the files as they are")
    ]
    commit: Annotated[str | None, Says("The commit that it is; null for a folder")]


class SubjectRecord(Frozen):
    """A thing by its kind and id."""

    kind: Annotated[Kind | What, Says("What it is")]
    id: Annotated[str, Says("Its id, `objective#key-result` for a key result, else its path")]


class PlaceRecord(Frozen):
    """Where an author says so, on the side that has it."""

    path: Annotated[str, Says("The file, from the project's folder")]
    line: Annotated[int, Says("The line, from 1; 0 is the whole file", 0)]
    column: Annotated[int, Says("The column, from 1; 0 is the whole file", 0)]


class FieldChangeRecord(Frozen):
    """A field of a thing that changed."""

    field: Annotated[tuple[str, ...], Says("Its path, such as `promise` and `target`")]
    was: Annotated[Exact, Says("Its value before; null where it was not there")]
    is_: Annotated[Exact, Says("Its value after; null where it is no longer there")]
    nature: Annotated[Nature, Says("What the change is about")]
    sentence: _Sentence
    place: Annotated[PlaceRecord, Says("Where it is said")]


class ThingRecord(Frozen):
    """A thing that changed, came or went."""

    subject: Annotated[SubjectRecord, Says("The thing")]
    was: Annotated[SubjectRecord | None, Says("What it was before, where it was renamed")]
    title: _Title
    deed: Annotated[Deed, Says("What became of it")]
    sentence: _Sentence
    fields: Annotated[tuple[FieldChangeRecord, ...], Says("What of it changed")]
    place: Annotated[PlaceRecord, Says("Where it is written")]


class ShiftRecord(Frozen):
    """A number whose value or verdict differs, and what moved it."""

    subject: Annotated[SubjectRecord, Says("Whose number it is")]
    title: _Title
    measure: Annotated[Measure, Says("Which number it is")]
    unit: Annotated[str | None, Says("What it counts; null for shares")]
    before: Annotated[float | None, Says("The number before")]
    between: Annotated[float | None, Says("The new reality held against the old goalposts")]
    after: Annotated[float | None, Says("The number after")]
    by_reality: Annotated[float | None, Says("What reality moved it by: between less before")]
    by_goalpost: Annotated[float | None, Says("What the goalposts did: after less between")]
    status_before: Annotated[_Verdict, Says("The verdict before")]
    status_between: Annotated[_Verdict, Says("The verdict by the old goalposts")]
    status_after: Annotated[_Verdict, Says("The verdict after")]
    because: Annotated[tuple[SubjectRecord, ...], Says("Whose changes moved it, nearest first")]
    level: Annotated[int, Says("Steps up the tree from them; 0 where it changed itself", 0)]


class AlertRecord(Frozen):
    """A KPI that starts or stops to ask for attention."""

    subject: Annotated[SubjectRecord, Says("The KPI")]
    title: _Title
    starts: Annotated[bool, Says("Whether it starts; false where it stops")]
    was: Annotated[Word | None, Says("Its word before")]
    is_: Annotated[Word | None, Says("Its word after")]
    reasons: Annotated[tuple[str, ...], Says("Why, in words")]


class FindingRecord(Frozen):
    """What `okrsite check` or the policy says."""

    code: Annotated[str, Says("Its code, such as `OKR630`")]
    severity: Annotated[Severity, Says("How much it weighs")]
    message: Annotated[str, Says("What was found")]
    hint: Annotated[str, Says("What would help; may be empty")]
    place: Annotated[PlaceRecord, Says("Where it was found")]


class AnsweredRecord(Frozen):
    """What the policy says and a file answers by `ignore`: it fails nothing."""

    finding: Annotated[FindingRecord, Says("What the policy says")]
    reason: Annotated[str, Says("Why it may be so, as its author wrote it")]


class DifferenceRecord(Frozen):
    """What changed for the goals between two states, both judged on one day."""

    version: Annotated[int, Says("The version of this shape", VERSION, VERSION)]
    before: Annotated[SideRecord, Says("The state before")]
    after: Annotated[SideRecord, Says("The state after")]
    as_of: Annotated[date, Says("The day on which both are judged")]
    language: Annotated[str, Says("The language of the sentences, such as `en`")]
    rulings: Annotated[tuple[FindingRecord, ...], Says("What the policy forbids or warns of")]
    answered: Annotated[tuple[AnsweredRecord, ...], Says("What files answer of that themselves")]
    things: Annotated[tuple[ThingRecord, ...], Says("What changed, came or went")]
    shifts: Annotated[tuple[ShiftRecord, ...], Says("The numbers that moved")]
    alerts: Annotated[tuple[AlertRecord, ...], Says("KPIs that start or stop to alert")]
    appeared: Annotated[tuple[FindingRecord, ...], Says("Findings of the state after only")]
    vanished: Annotated[tuple[FindingRecord, ...], Says("Findings of the state before only")]
