"""What objectives did to KPIs: the values before and after, and how much of a gap is closed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from okrsite.assess.assessment import Effect, GapClosed, Reading
from okrsite.assess.goals import GoalJudge
from okrsite.assess.measures import share_of_way
from okrsite.assess.series import Known, Observed
from okrsite.model.goals import Bounds, Objective
from okrsite.model.portfolio import Portfolio

OnKpis = Mapping[str, Sequence[Objective]]
"""The objectives that work on each KPI, by its id."""


def effects(portfolio: Portfolio, on_kpis: OnKpis, judge: GoalJudge) -> tuple[Effect, ...]:
    """Before and after of each KPI and objective that works on it, once its cycle has begun.

    A closed objective's as the series stood on the day its cycle closed.
    """
    return tuple(
        found
        for kpi in sorted(on_kpis.keys() & portfolio.kpis.keys())
        for objective in sorted(on_kpis[kpi], key=lambda o: o.id)
        for found in _effect(kpi, objective, portfolio, judge)
    )


def _effect(
    kpi: str, objective: Objective, portfolio: Portfolio, judge: GoalJudge
) -> Iterator[Effect]:
    cycle, day = portfolio.cycles[objective.cycle], judge.objectives[objective.id].as_of
    if cycle.first_day and cycle.last_day and cycle.first_day <= day:
        observed = judge.book(day).observed(kpi)
        before = observed.last(cycle.first_day)
        after = observed.last(min(day, cycle.last_day))
        yield Effect(objective.id, kpi, reading_of(before), reading_of(after))


def reading_of(known: Known | None) -> Reading | None:
    """A final value as it is told, where there is one."""
    return Reading(known.period, known.value) if known else None


def gaps_closed(
    portfolio: Portfolio, running: OnKpis, judge: GoalJudge, as_of: date
) -> Mapping[str, GapClosed]:
    """How much of its gap each KPI with a target has closed since running objectives are on it."""
    found = (
        gap_closed(
            kpi,
            portfolio.kpis[kpi].target,
            judge.book(as_of).observed(kpi),
            [portfolio.cycles[objective.cycle].first_day for objective in running[kpi]],
        )
        for kpi in sorted(running.keys() & portfolio.kpis.keys())
    )
    return {one.kpi: one for one in found if one}


def gap_closed(
    kpi: str, target: Bounds, observed: Observed, first_days: Sequence[date | None]
) -> GapClosed | None:
    """`(v - v0) / (target - v0)`; None without values, or where v0 met the target.

    `v` is the last value, `v0` the last before the earliest of the cycles' first days. From 32
    to 35 on the way to 40: 3 of 8, a share of 0.375.
    """
    began = min((day for day in first_days if day), default=None)
    before = observed.last(began - timedelta(days=1)) if began else None
    bound = missed_bound(before.value, target) if before else None
    if before is None or bound is None:
        return None
    now = observed.values[-1]
    return GapClosed(
        kpi=kpi,
        before=Reading(before.period, before.value),
        now=Reading(now.period, now.value),
        target=bound,
        share=share_of_way(now.value, before.value, bound),
    )


def missed_bound(value: float, target: Bounds) -> float | None:
    """The side of a target that a value falls short of; None where it does not.

    >>> missed_bound(95.0, Bounds(72.0, 90.0)), missed_bound(80.0, Bounds(72.0, 90.0))
    (90.0, None)
    """
    if target.low is not None and value < target.low:
        return target.low
    return target.high if target.high is not None and value > target.high else None
