"""How much of a gap is closed, and how much an objective's KPIs have moved."""

from okrsite.assess.assessment import Effect, GapClosed
from okrsite.assess.explain.evidence import reading
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.model.portfolio import Portfolio


def gap_closed(gap: GapClosed, portfolio: Portfolio) -> tuple[Reckoning, ...]:
    """The share of the way to a KPI's target since running objectives are on it."""
    kpi = portfolio.kpis[gap.kpi]
    target = (kpi.document.place("target"),)
    return (
        Reckoning(
            id=f"kpi:{gap.kpi}/gap-closed",
            name="Gap closed",
            rule="gap-closed",
            formula="(now - before) / (target - before)",
            inputs=(
                reading("now", "the last value", gap.kpi, gap.now, portfolio),
                reading(
                    "before", "the last value before the cycle", gap.kpi, gap.before, portfolio
                ),
                Input("target", gap.target, Shape.VALUE, "the target it fell short of", target),
            ),
            result=gap.share,
            shape=Shape.SHARE,
        ),
    )


def change(effect: Effect, portfolio: Portfolio) -> tuple[Reckoning, ...]:
    """How much a KPI moved while an objective worked on it; nothing without both values."""
    if effect.before is None or effect.after is None or effect.change is None:
        return ()
    before, after = "the last value by its first day", "the last value by the cycle's end"
    return (
        Reckoning(
            id=f"objective:{effect.objective}/change-of-{effect.kpi}",
            name=f"Change of {portfolio.kpis[effect.kpi].title}",
            rule="gap-closed",
            formula="after - before",
            inputs=(
                reading("after", after, effect.kpi, effect.after, portfolio),
                reading("before", before, effect.kpi, effect.before, portfolio),
            ),
            result=effect.change,
            shape=Shape.VALUE,
            unit=portfolio.kpis[effect.kpi].series.unit,
        ),
    )
