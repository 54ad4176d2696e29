"""The two states of a project that are held against each other, and which of their things match."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import format_day
from okrsite.base.problems import Place
from okrsite.compare.difference import Subject
from okrsite.model.goals import Cycle, KeyResult, Kind, Kpi, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Stage

T = TypeVar("T")


@dataclass(frozen=True)
class Sides:
    """A state before and one after, judged on one day.

    `renamed` leads from things of the state after to what they were before; what is not in it
    kept its id. `unread` are files of the state after that could not be read whole, so that what
    they held is not gone.
    """

    before: Portfolio
    after: Portfolio
    as_of: date
    renamed: Mapping[Subject, Subject]
    unread: frozenset[str]

    @cached_property
    def _taken(self) -> frozenset[Subject]:
        return frozenset(self.renamed.values())

    def objectives(self) -> Iterator[tuple[Objective, Objective]]:
        """The objectives of both states, each as it was and as it is."""
        return self._pairs(Kind.OBJECTIVE, self.before.objectives, self.after.objectives)

    def key_results(self) -> Iterator[tuple[KeyResult, KeyResult]]:
        """The key results of both states."""
        return self._pairs(Kind.KEY_RESULT, self.before.key_results, self.after.key_results)

    def kpis(self) -> Iterator[tuple[Kpi, Kpi]]:
        """The KPIs of both states."""
        return self._pairs(Kind.KPI, self.before.kpis, self.after.kpis)

    def cycles(self) -> Iterator[tuple[Cycle, Cycle]]:
        """The cycles of both states."""
        return self._pairs(Kind.CYCLE, self.before.cycles, self.after.cycles)

    def gone(self, kind: Kind) -> Iterator[str]:
        """The ids of what was there before and is not any more."""
        things = _THINGS[kind](self.after)
        kept = {self.earlier(kind, id_) for id_ in things}
        yield from (id_ for id_ in _THINGS[kind](self.before) if id_ not in kept)

    def earlier(self, kind: Kind, id_: str) -> str:
        """What the id of a thing was before; empty where it had none."""
        subject = Subject(kind, id_)
        if subject in self.renamed:
            return self.renamed[subject].id
        if kind is Kind.KEY_RESULT:
            objective, _, local = id_.partition("#")
            key = f"{self.earlier(Kind.OBJECTIVE, objective)}#{local}"
            return "" if Subject(kind, key) in self._taken else key
        return "" if subject in self._taken else id_

    def named_before(self, kind: Kind, id_: str) -> str:
        """The id that a thing had before, its own where it had none; a KPI may be a metric."""
        kinds = (Kind.KPI, Kind.METRIC) if kind is Kind.KPI else (kind,)
        known = (self.renamed.get(Subject(one, id_)) for one in kinds)
        return next((one.id for one in known if one), id_)

    def fixed_on(self, earlier: Objective, now: Objective | None = None) -> date | None:
        """The day on which the targets of an objective were fixed, where that is over.

        What was a draft had promised nothing. The earlier of two days holds, so that moving
        `targets_fixed_on` sets nothing free.
        """
        if earlier.stage is Stage.DRAFT:
            return None
        days = [self.before.cycles[earlier.cycle].targets_fixed_on]
        if now and now.cycle == earlier.cycle:
            days.append(self.after.cycles[now.cycle].targets_fixed_on)
        day = min(filter(None, days), default=None)
        return day if day and self.as_of > day else None

    def closed_on(self, earlier: Objective) -> date | None:
        """The day on which the cycle of an objective closed, where it has."""
        cycle = self.before.cycles[earlier.cycle]
        return cycle.closed_on if cycle.is_closed(self.as_of) else None

    def day(self, day: date) -> str:
        """A day by the language of the site."""
        return format_day(day, self.after.settings.language)

    def _pairs(
        self, kind: Kind, before: Mapping[str, T], after: Mapping[str, T]
    ) -> Iterator[tuple[T, T]]:
        for id_, now in after.items():
            was = before.get(self.earlier(kind, id_))
            if was is not None:
                yield was, now


class Moved(Frozen):
    """A change that the policy may have a word on; `matter` is the name of its setting.

    `message` says it, `lacks` what is missing where a reason may be given, `hint` what to type,
    `back` how to undo it where that is something else. `is_accounted` where a reason is given.
    """

    matter: str
    place: Place
    message: str
    hint: str
    lacks: str = ""
    back: str = ""
    is_accounted: bool = False
    others: tuple[Place, ...] = ()


_THINGS = {
    Kind.OBJECTIVE: lambda portfolio: portfolio.objectives,
    Kind.KEY_RESULT: lambda portfolio: portfolio.key_results,
    Kind.KPI: lambda portfolio: portfolio.kpis,
}
