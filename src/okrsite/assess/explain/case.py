"""A key result as it is explained: what is known of it by a promise of its own or its first."""

from collections.abc import Collection
from datetime import date

from okrsite.assess.assessment import KeyResultAssessment, PeriodResult
from okrsite.assess.evidence import evidence_on
from okrsite.assess.explain.ground import Ground, said_on
from okrsite.assess.explain.reckoning import Input, Shape
from okrsite.assess.points import Measured, Measurements
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place
from okrsite.model.goals import KeyResult, Promise


class Case(Frozen):
    """A key result as it is explained: by which promise, of which day, and what counts by it.

    `of` is how the ids of its reckonings begin.
    """

    kr: KeyResult
    of: str
    judged: KeyResultAssessment
    promise: Promise
    promised_on: date
    measured: Measurements
    periods: tuple[PeriodResult, ...]
    steps_done: Collection[str]
    ground: Ground

    @property
    def day(self) -> date:
        """The day it is judged on."""
        return self.judged.as_of

    def id(self, name: str) -> str:
        """The id of one of its reckonings."""
        return f"{self.of}/{name}"

    def said(self, last: Measured) -> tuple[Place, ...]:
        """Where a value was said; nowhere where a source tells it."""
        return () if self.kr.source else said_on(self.judged.updates, last.day, "value")

    def amount(self, name: str, value: float, what: str) -> Input:
        """A part of the promise in the unit of the key result."""
        places = self.ground.promised(self.kr, name, self.promised_on)
        return Input(name.replace("_", "-"), value, Shape.VALUE, what, places)


def case_of(kr: KeyResult, ground: Ground) -> Case:
    """A key result by the promise in force."""
    key = kr.key
    judged = ground.assessment.key_results[key]
    return Case(
        kr=kr,
        of=f"key-result:{key}",
        judged=judged,
        promise=judged.promise,
        promised_on=judged.as_of,
        measured=judged.measured,
        periods=judged.periods,
        steps_done=frozenset(judged.steps_done),
        ground=ground,
    )


def first_case(kr: KeyResult, ground: Ground) -> Case:
    """A key result by its first promise."""
    key, promise = kr.key, kr.past[0].promise
    judged = ground.assessment.key_results[key]
    book = ground.book(judged.as_of)
    evidence = evidence_on(kr, promise, judged.as_of, ground.portfolio, book)
    return Case(
        kr=kr,
        of=f"key-result:{key}",
        judged=judged,
        promise=promise,
        promised_on=date.min,
        measured=evidence.measured,
        periods=evidence.results,
        steps_done=frozenset(evidence.steps_done or ()),
        ground=ground,
    )
