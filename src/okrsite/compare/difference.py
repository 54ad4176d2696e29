"""What changed between two states of a project, as frozen values that every format reads."""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from okrsite.assess.assessment import Status, Word
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.base.problems import Place, Problem
from okrsite.model.goals import Kind, Ref

Plain: TypeAlias = "bool | int | float | str | date | Ref | tuple[Plain, ...] | None"


class What(StrEnum):
    """Other things than those with an id that a change can be of: they go by their path."""

    CHECK_IN = "check-in"
    REVIEW = "review"
    SETTINGS = "settings"


class Deed(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    CARRIED = "carried-forward"
    CLOSED = "closed"
    CHANGED = "changed"
    REMOVED = "removed"


class Nature(StrEnum):
    """What a change of a field is about.

    A *goalpost* is what a goal promises or is judged by; *reality* is what is known of the world:
    values, check-ins, what is done; *alignment* is who owns what and where it hangs; *words* are
    the rest.
    """

    GOALPOST = "goalpost"
    REALITY = "reality"
    ALIGNMENT = "alignment"
    WORDS = "words"


class Subject(Frozen, order=True):
    """A thing of a portfolio: `id` is `objective#key-result` for key results, a path where none."""

    kind: Kind | What
    id: str


class FieldChange(Frozen):
    """A field of a thing that changed; None = it was not there, or is no longer.

    `field` is the path of the fact, `sentence` says the change to people, such as "target lowered
    from 2,500 to 2,000, 41 days after the cycle began". It is empty where another says it as well:
    the first of the rows of a series tells of all of them, and a thing's own sentence of its close.
    What was said of things that have another name since is told by their new names.
    """

    field: tuple[str, ...]
    was: Plain
    is_: Plain
    nature: Nature
    sentence: str
    place: Place


class ThingChange(Frozen):
    """A thing that changed, or came, or went; `was` is its subject before, where it was renamed.

    `sentence` says what became of it, empty where only its fields changed. The fields of what was
    added or removed hold all that it is, with sentences for what matters only.
    """

    subject: Subject
    was: Subject | None
    title: str
    deed: Deed
    sentence: str
    fields: tuple[FieldChange, ...]
    place: Place


class Measure(StrEnum):
    """Which number of a thing is meant."""

    PROGRESS = "progress"
    SCORE = "score"
    VALUE = "value"
    MEAN = "mean-progress"


class Shift(Frozen):
    """A number whose value or verdict differs, split by what moved it.

    `between` is the number by the new reality under the old goalposts; so `between` less `before`
    is what reality did, `after` less `between` what the goalposts did. Progress, score and means
    are raw shares (1 = 100%), values in `unit`; None = there is no number. `because` are the
    things whose changes moved it, nearest first; `level` counts steps up the tree from them: 0
    where the thing itself changed.
    """

    subject: Subject
    title: str
    measure: Measure
    unit: Unit
    before: float | None
    between: float | None
    after: float | None
    status_before: Status | Word | None
    status_between: Status | Word | None
    status_after: Status | Word | None
    because: tuple[Subject, ...]
    level: int

    @property
    def by_reality(self) -> float | None:
        """What reality moved it by; None where there was or is no number."""
        return _less(self.between, self.before)

    @property
    def by_goalpost(self) -> float | None:
        """What the goalposts moved it by; None where there was or is no number."""
        return _less(self.after, self.between)


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


class Alerting(Frozen):
    """A KPI that starts (`starts`) or stops to ask for attention, and its words then and now."""

    subject: Subject
    title: str
    starts: bool
    was: Word | None
    is_: Word | None
    reasons: tuple[str, ...]


class Side(Frozen):
    """One of the two states: its name as asked for, and its commit, empty where it is a folder.

    Files as they lie, which are compared with a commit, have neither.
    """

    name: str
    commit: str = ""


class Difference(Frozen):
    """All that changed for the goals between two states, judged on one day.

    `rulings` are what the policy says of the changes: errors forbid, warnings warn, both ask for a
    decision; `answered` are those that a file answers by `ignore`, its reason for their hint.
    `appeared` and `vanished` are findings of `check`, with their places on their side.
    """

    before: Side
    after: Side
    as_of: date
    language: str
    things: tuple[ThingChange, ...]
    shifts: tuple[Shift, ...]
    alerts: tuple[Alerting, ...]
    appeared: tuple[Problem, ...]
    vanished: tuple[Problem, ...]
    rulings: tuple[Problem, ...]
    answered: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed for the goals."""
        told = (self.things, self.shifts, self.alerts, self.rulings, self.answered)
        return not any((*told, self.appeared, self.vanished))
