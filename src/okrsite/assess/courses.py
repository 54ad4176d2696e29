"""What became of the KPIs over each cycle: value and word as it began, and at its end or now."""

from collections.abc import Mapping
from datetime import date

from okrsite.assess.assessment import Course
from okrsite.assess.effects import reading_of
from okrsite.assess.goals import GoalJudge
from okrsite.model.goals import Cycle
from okrsite.model.portfolio import Portfolio


def courses(
    portfolio: Portfolio, judge: GoalJudge, as_of: date
) -> Mapping[str, tuple[Course, ...]]:
    """The KPIs by id, for each cycle that has begun by the day and has objectives.

    A cycle that is over shows them as of its last day, whenever it closes: what is measured later
    belongs to the next one.
    """
    in_use = {objective.cycle for objective in portfolio.objectives.values()}
    return {
        cycle.id: tuple(course(kpi, cycle, judge, as_of) for kpi in sorted(portfolio.kpis))
        for cycle in portfolio.cycles.values()
        if cycle.id in in_use and cycle.first_day and cycle.first_day <= as_of
    }


def course(kpi: str, cycle: Cycle, judge: GoalJudge, as_of: date) -> Course:
    """What became of a KPI over a cycle that has begun by the day."""
    assert cycle.first_day
    assert cycle.last_day
    first_day, end = cycle.first_day, min(as_of, cycle.last_day)
    observed = judge.book(end).observed(kpi)
    return Course(
        kpi=kpi,
        before=reading_of(observed.last(first_day)),
        after=reading_of(observed.last(end)),
        was=judge.kpi(kpi, first_day).word,
        now=judge.kpi(kpi, end),
    )
