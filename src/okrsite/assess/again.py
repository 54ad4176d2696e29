"""A judgement and a portfolio with some goals anew in, the same judgement with those anew out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from okrsite.assess.assessment import Assessment
from okrsite.assess.goals import GoalJudge
from okrsite.assess.vitals_again import related, with_vitals, working_on
from okrsite.base.changed import changed
from okrsite.base.frozen import replace
from okrsite.model.goals import Kind, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import made_of, with_parts
from okrsite.model.substitution import Substitution

JudgedBy: TypeAlias = Mapping[str, tuple[str, ...]]
"""The objectives that are judged by each KPI and metric."""


def judged_by(portfolio: Portfolio) -> JudgedBy:
    """The objectives that are judged by each KPI and metric: they read it, or must not harm it."""
    found: dict[str, dict[str, None]] = {}
    for one in portfolio.objectives.values():
        guardrails = (name.rpartition(":")[2] for name in one.fields.guardrails)
        for id_ in (*guardrails, *(kr.source for kr in one.key_results if kr.source)):
            found.setdefault(id_, {})[one.id] = None
    return {id_: tuple(objectives) for id_, objectives in found.items()}


def reassessed(assessment: Assessment, anew: Substitution, by: JudgedBy) -> Assessment | None:
    """What judging the whole portfolio of a substitution on the same day comes to.

    `by` is what `judged_by` finds in the portfolio, which a substitution leaves as it is.
    Judged again are the goals that are anew, those that are judged by them, and those in which
    they count; all else is taken over. None where that is not enough: a cycle that is over comes
    out otherwise.
    """
    portfolio = anew.portfolio
    series = made_of(portfolio.series, anew.series)
    named = (*anew.objectives, *(goal for id_ in sorted(series) for goal in by.get(id_, ())))
    again = _Again(assessment, portfolio, _and_above(named, portfolio), series)
    if again.looks_back or again.differs_in_the_past:
        return None
    return with_vitals(again.judged, portfolio, again.judge, series & portfolio.kpis.keys())


def _and_above(ids: Iterable[str], portfolio: Portfolio) -> tuple[str, ...]:
    """Objectives, and all that they count in."""
    found: dict[str, None] = {}
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found[id_] = None
            waiting.extend(_counts_in(portfolio.objectives[id_]))
    return tuple(found)


def _counts_in(one: Objective) -> list[str]:
    if not one.fields.contributes:
        return []
    return [ref.id for ref in one.parents if ref.kind is Kind.OBJECTIVE]


@dataclass(frozen=True)
class _Again:
    """Some objectives and series of a portfolio, to be judged again beside an older judgement."""

    assessment: Assessment
    portfolio: Portfolio
    ids: tuple[str, ...]
    series: frozenset[str]

    @cached_property
    def judge(self) -> GoalJudge:
        """The judge of these objectives alone, who knows of the others what they rest on."""
        before, all_ = self.assessment, self.portfolio.objectives
        others = {child for id_ in self.ids for child in self._children(id_)}
        busy = working_on(self.series, before, self.portfolio).values()
        others |= {one.id for some in busy for one in some}
        others -= set(self.ids)
        read = {id_ for one in self.ids for id_ in _read_by(all_[one])}
        read |= self.series | related(self.series, before)
        narrow = replace(
            self.portfolio,
            objectives={id_: all_[id_] for id_ in (*self.ids, *others)},
            series=with_parts(self.portfolio.series, read),
        )
        return GoalJudge.beside(
            narrow,
            before.as_of,
            {id_: before.objectives[id_] for id_ in others},
            {at: kpi for at, kpi in before.kpis_at.items() if kpi.id not in self.series},
        )

    @property
    def judged(self) -> Assessment:
        """The older judgement with these objectives judged again."""
        if not self.ids:
            return self.assessment
        before, judge = self.assessment, self.judge
        return replace(
            before,
            key_results=changed(before.key_results, judge.key_results),
            objectives=changed(before.objectives, {id_: judge.objectives[id_] for id_ in self.ids}),
        )

    @property
    def looks_back(self) -> bool:
        """Whether any of them takes its children as they stood on an earlier day."""
        judged = self.assessment.objectives
        return any(
            judged[child].as_of > judged[id_].as_of
            for id_ in self.ids
            for child in self._children(id_)
        )

    @property
    def differs_in_the_past(self) -> bool:
        """Whether anything of a cycle that is over comes out otherwise."""
        return any(self._is_over(id_) and self._differs(id_) for id_ in self.ids)

    def _children(self, id_: str) -> list[str]:
        """The objectives that count in one."""
        items = self.assessment.objectives[id_].items
        return [item.id for item in items if item.id in self.portfolio.objectives]

    def _is_over(self, id_: str) -> bool:
        cycle = self.portfolio.cycles[self.portfolio.objectives[id_].cycle]
        is_past = cycle.last_day is not None and cycle.last_day < self.assessment.as_of
        return is_past or cycle.is_closed(self.assessment.as_of)

    def _differs(self, id_: str) -> bool:
        judge, before = self.judge, self.assessment
        keys = [kr.key for kr in self.portfolio.objectives[id_].key_results]
        return judge.objectives[id_] != before.objectives[id_] or any(
            judge.key_results[key] != before.key_results[key] for key in keys
        )


def _read_by(one: Objective) -> Iterable[str]:
    """The KPIs and metrics that an objective is judged by."""
    return (*one.kpis, *(kr.source for kr in one.key_results))
