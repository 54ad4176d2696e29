"""A judgement and the ids of some KPIs in, the same judgement with all that they tell anew out."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from okrsite.assess.assessment import (
    Assessment,
    Course,
    Driver,
    Effect,
    FunnelStage,
    Gap,
    GapClosed,
    KpiAssessment,
)
from okrsite.assess.courses import course
from okrsite.assess.drivers import paired
from okrsite.assess.effects import effects, gaps_closed
from okrsite.assess.funnel import conversion
from okrsite.assess.goals import GoalJudge
from okrsite.assess.judge import alerts, gaps, is_running
from okrsite.base.frozen import replace
from okrsite.model.goals import Objective
from okrsite.model.portfolio import Portfolio


def working_on(
    kpis: Set[str], assessment: Assessment, portfolio: Portfolio
) -> dict[str, list[Objective]]:
    """The objectives that work on some KPIs, of cycles that have begun."""
    found = {kpi: assessment.effects[_stretch(assessment.effects, kpi)] for kpi in kpis}
    return {
        kpi: [portfolio.objectives[effect.objective] for effect in some]
        for kpi, some in found.items()
        if some
    }


def related(kpis: Set[str], assessment: Assessment) -> set[str]:
    """The KPIs that some are compared with: as drivers and driven, and in the funnel."""
    pairs = ((one.driver, one.driven) for one in assessment.drivers if _is_of(one, kpis))
    return {stage.kpi for stage in assessment.funnel}.union(*pairs)


def with_vitals(
    assessment: Assessment, portfolio: Portfolio, judge: GoalJudge, kpis: Set[str]
) -> Assessment:
    """The judgement with some KPIs judged again, and all that is told of them."""
    if not kpis:
        return assessment
    vitals = _Vitals(assessment, portfolio, judge, kpis)
    judged = {**assessment.kpis, **vitals.judged}
    return replace(
        assessment,
        kpis=judged,
        kpis_at={
            at: judge.kpi(*at) if at[0] in kpis else one for at, one in assessment.kpis_at.items()
        },
        alerts=alerts(portfolio, judged),
        gaps=vitals.gaps(),
        effects=vitals.effects(),
        gaps_closed=vitals.gaps_closed(),
        drivers=vitals.drivers(),
        funnel=tuple(map(vitals.stage, assessment.funnel)),
        courses={id_: vitals.courses(id_) for id_ in assessment.courses},
    )


@dataclass(frozen=True)
class _Vitals:
    """What is told of some KPIs anew, beside what is told of the others."""

    before: Assessment
    portfolio: Portfolio
    judge: GoalJudge
    kpis: Set[str]

    @cached_property
    def judged(self) -> dict[str, KpiAssessment]:
        """The KPIs on the day."""
        return {id_: self.judge.kpi(id_, self.before.as_of) for id_ in sorted(self.kpis)}

    @cached_property
    def running(self) -> Mapping[str, list[Objective]]:
        """The running objectives that work on each, where there are any."""
        day = self.before.as_of
        found = {
            kpi: [one for one in some if is_running(one, self.portfolio, day)]
            for kpi, some in working_on(self.kpis, self.before, self.portfolio).items()
        }
        return {kpi: some for kpi, some in found.items() if some}

    def gaps(self) -> tuple[Gap, ...]:
        """Missed and critical KPIs."""
        found = list(self.before.gaps)
        for kpi, judged in self.judged.items():
            found[_stretch(found, kpi)] = gaps({kpi: judged}, self.running)
        return tuple(found)

    def effects(self) -> tuple[Effect, ...]:
        """What became of them while objectives worked on them."""
        found = list(self.before.effects)
        for kpi, some in working_on(self.kpis, self.before, self.portfolio).items():
            found[_stretch(found, kpi)] = effects(self.portfolio, {kpi: some}, self.judge)
        return tuple(found)

    def gaps_closed(self) -> Mapping[str, GapClosed]:
        """How much of their gaps is closed."""
        others = {id_: one for id_, one in self.before.gaps_closed.items() if id_ not in self.kpis}
        found = gaps_closed(self.portfolio, self.running, self.judge, self.before.as_of)
        return dict(sorted({**others, **found}.items()))

    def drivers(self) -> tuple[Driver, ...]:
        """What they drive and what drives them."""
        book = self.judge.book(self.before.as_of)
        found = self.before.drivers
        return tuple(paired(one, book) if _is_of(one, self.kpis) else one for one in found)

    def stage(self, one: FunnelStage) -> FunnelStage:
        """A stage of the funnel, with how many go on to the next."""
        if one.conversion is None:
            return one
        pillars = self.portfolio.pillars
        this, following = pillars[one.stage], pillars[one.conversion.next_stage]
        if self.kpis.isdisjoint((this.kpi, following.kpi)):
            return one
        book = self.judge.book(self.before.as_of)
        return replace(one, conversion=conversion(this, following, self.portfolio, book))

    def courses(self, cycle: str) -> tuple[Course, ...]:
        """What became of the KPIs over a cycle."""
        found = list(self.before.courses[cycle])
        for kpi in self.kpis:
            told = course(kpi, self.portfolio.cycles[cycle], self.judge, self.before.as_of)
            found[_stretch(found, kpi)] = [told]
        return tuple(found)


def _kpi_of(one: Course | Effect | Gap) -> str:
    return one.kpi


def _stretch(told: Sequence[Course] | Sequence[Effect] | Sequence[Gap], kpi: str) -> slice:
    """Where a KPI stands among what is told of KPIs in the order of their ids."""
    return slice(bisect_left(told, kpi, key=_kpi_of), bisect_right(told, kpi, key=_kpi_of))


def _is_of(one: Driver, kpis: Set[str]) -> bool:
    return one.driver in kpis or one.driven in kpis
