"""A judged state in, what the things of it are and rest on out, by their names after."""

from collections.abc import Mapping
from typing import TypeAlias

from okrsite.assess.judge import is_current
from okrsite.compare.difference import Subject, What
from okrsite.compare.numbers import signs
from okrsite.compare.numbers.judged import Judged
from okrsite.compare.numbers.pairing import Pairing, things
from okrsite.compare.numbers.signs import Sign
from okrsite.model.goals import Cycle, KeyResult, Kind, Kpi, Metric, Objective, Team, Update
from okrsite.model.series import reads

_Titled: TypeAlias = Objective | KeyResult | Kpi | Cycle | Team


class State:
    """One of two judged states; things are named as they are called after."""

    def __init__(self, judged: Judged, pairing: Pairing, *, is_before: bool) -> None:
        self.portfolio = judged.portfolio
        self.assessment = judged.assessment
        self._pairing = pairing
        self._is_before = is_before

    def name(self, kind: Kind, id_: str) -> str:
        """What a thing of this state is called after."""
        return self._pairing.now(kind, id_).id if self._is_before else id_

    def has(self, one: Subject) -> bool:
        """Whether there is such a thing in this state."""
        return bool(self._id(one, one.kind))

    def title(self, kind: Kind, id_: str) -> str:
        """A thing in words, by what it is called in this state."""
        portfolio = self.portfolio
        shelves: Mapping[Kind, Mapping[str, _Titled]] = {
            Kind.OBJECTIVE: portfolio.objectives,
            Kind.KEY_RESULT: portfolio.key_results,
            Kind.KPI: portfolio.kpis,
            Kind.CYCLE: portfolio.cycles,
            Kind.TEAM: portfolio.teams,
        }
        return shelves[kind][id_].title

    def sign(self, one: Subject) -> Sign:
        """What the numbers of a goal or a KPI rest on that is its own."""
        if (key_result := self._key_result(one)) is not None:
            return signs.key_result(key_result, self.name)
        if (objective := self._objective(one)) is not None:
            return signs.objective(objective, self.name)
        if (kpi := self.portfolio.kpis.get(self._id(one, Kind.KPI))) is not None:
            return signs.kpi(kpi, self.name)
        return None

    def values(self, one: Subject) -> Sign:
        """The values of a KPI or metric; None where it is not there."""
        vital = self._vital(one)
        return signs.data(vital, self.name) if vital else None

    def reads(self, one: Subject) -> tuple[Subject, ...]:
        """What a composite is made of."""
        vital = self._vital(one)
        return tuple(map(self._named_vital, reads(vital.series))) if vital else ()

    def source(self, one: Subject) -> Subject | None:
        """What a key result reads."""
        key_result = self._key_result(one)
        return self._named_vital(key_result.source) if key_result and key_result.source else None

    def updates(self, one: Subject) -> tuple[Update, ...]:
        """What check-ins say of a goal."""
        goal = self._key_result(one) or self._objective(one)
        return tuple(update for update in goal.updates if update.author) if goal else ()

    def frame(self, one: Subject) -> Sign:
        """What of an objective its key results are judged in."""
        objective = self._objective(one)
        return signs.frame(objective) if objective else None

    def cycle_of(self, one: Subject) -> str:
        """The cycle of an objective."""
        objective = self._objective(one)
        return objective.cycle if objective else ""

    def guardrails(self, one: Subject) -> tuple[Subject, ...]:
        """The KPIs that an objective must not harm."""
        objective = self._objective(one)
        named = objective.fields.guardrails if objective else ()
        ids = (name.rpartition(":")[2] for name in named)
        return tuple(Subject(Kind.KPI, self.name(Kind.KPI, id_)) for id_ in ids)

    def evidence(self, one: Subject) -> Sign:
        """What a key result's progress rests on, as measured, and whether it is old."""
        judged = self.assessment.key_results.get(self._id(one, Kind.KEY_RESULT))
        return (judged.measured, judged.periods, judged.is_outdated) if judged else None

    def is_outdated(self, one: Subject) -> bool:
        """Whether a goal is judged by silence."""
        id_ = self._id(one, one.kind)
        goals = self.assessment.key_results, self.assessment.objectives
        return any(id_ in found and found[id_].is_outdated for found in goals)

    def members(self, whole: Subject) -> Mapping[Subject, Sign]:
        """What counts in an objective, a cycle or a team, and how much."""
        if whole.kind is Kind.OBJECTIVE:
            judged = self.assessment.objectives.get(self._id(whole, Kind.OBJECTIVE))
            items = judged.items if judged else ()
            return {self._named_goal(item.id): (item.weight, item.counts) for item in items}
        counted = self.assessment.objectives
        return {self._named_goal(id_): counted[id_].counts for id_ in self.inside(whole)}

    def inside(self, whole: Subject) -> tuple[str, ...]:
        """The ids of the objectives that are in a cycle, or of the current ones of a team."""
        id_ = self._id(whole, whole.kind)
        is_team = whole.kind is Kind.TEAM
        return tuple(
            one.id
            for one in self.portfolio.objectives.values()
            if id_
            and id_ == (one.team if is_team else one.cycle)
            and not (is_team and not is_current(one, self.portfolio, self.assessment))
        )

    def _id(self, one: Subject, kind: Kind | What) -> str:
        """What a thing of a kind is called in this state; empty where it is not there."""
        if one.kind is not kind or isinstance(kind, What):
            return ""
        if self._is_before and one.id in things(self._pairing.after, kind):
            return self._pairing.before_of(kind, one.id) or ""
        return one.id if one.id in things(self.portfolio, kind) else ""

    def _key_result(self, one: Subject) -> KeyResult | None:
        return self.portfolio.key_results.get(self._id(one, Kind.KEY_RESULT))

    def _objective(self, one: Subject) -> Objective | None:
        return self.portfolio.objectives.get(self._id(one, Kind.OBJECTIVE))

    def _vital(self, one: Subject) -> Kpi | Metric | None:
        kpi = self.portfolio.kpis.get(self._id(one, Kind.KPI))
        return kpi or self.portfolio.metrics.get(self._id(one, Kind.METRIC))

    def _named_vital(self, id_: str) -> Subject:
        kind = Kind.KPI if id_ in self.portfolio.kpis else Kind.METRIC
        return Subject(kind, self.name(kind, id_))

    def _named_goal(self, id_: str) -> Subject:
        kind = Kind.KEY_RESULT if "#" in id_ else Kind.OBJECTIVE
        return Subject(kind, self.name(kind, id_))
