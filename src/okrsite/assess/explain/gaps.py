"""How much of a gap is closed, and how much an objective's KPIs have moved."""

from okrsite.assess.assessment import Effect, GapClosed
from okrsite.assess.explain.evidence import reading
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.assess.shortfall import Mark, Shortfall
from okrsite.assess.years import YearOverYear
from okrsite.base.numbers import Unit
from okrsite.base.words import marked


def gap_closed(gap: GapClosed, ground: Ground) -> tuple[Reckoning, ...]:
    """The share of the way to a KPI's target since running objectives are on it."""
    target = (ground.portfolio.kpis[gap.kpi].document.place("target"),)
    now = reading("now", ground.say("the last value"), gap.kpi, gap.now, ground)
    last = ground.say("the last value before the cycle")
    before = reading("before", last, gap.kpi, gap.before, ground)
    short = ground.say("the target it fell short of")
    aim = Input("target", gap.target, Shape.VALUE, short, target)
    moved, size = abs(gap.now.value - gap.before.value), abs(gap.target - gap.before.value)
    unit = ground.portfolio.kpis[gap.kpi].series.unit
    return (
        Reckoning(
            id=f"kpi:{gap.kpi}/gap-closed",
            name=ground.say("Gap closed"),
            rule="gap-closed",
            formula="(now - before) / (target - before)",
            inputs=(now, before, aim),
            result=gap.share,
            shape=Shape.SHARE,
        ),
        _distance(gap, "moved", ground.say("Way since then"), (now, before), moved, unit),
        _distance(gap, "gap", ground.say("Gap at the beginning"), (aim, before), size, unit),
    )


def short_of(kpi: str, found: Shortfall, ground: Ground) -> Reckoning:
    """How far a KPI is from its target, or from the threshold that it crossed."""
    one = ground.portfolio.kpis[kpi]
    place = one.document.place(*_WRITTEN[found.mark])
    now = reading("now", ground.say("the last value"), kpi, found.now, ground)
    bound = Input("bound", found.bound, Shape.VALUE, ground.say(MARKS[found.mark]), (place,))
    return Reckoning(
        id=f"kpi:{kpi}/short-of",
        name=ground.say(_SHORT_OF[found.mark]),
        rule="gap-closed",
        formula="max(now - bound, bound - now)",
        inputs=(now, bound),
        result=found.size,
        shape=Shape.DIFFERENCE,
        unit=one.series.unit,
    )


def year_change(kpi: str, found: YearOverYear, ground: Ground) -> Reckoning:
    """How much a KPI has moved in a year."""
    now = reading("now", ground.say("the last value"), kpi, found.now, ground)
    year_before = ground.say("the same period a year earlier")
    before = reading("before", year_before, kpi, found.before, ground)
    return Reckoning(
        id=f"kpi:{kpi}/year",
        name=ground.say("Change in a year"),
        rule="gap-closed",
        formula="now - before",
        inputs=(now, before),
        result=found.change,
        shape=Shape.DIFFERENCE,
        unit=ground.portfolio.kpis[kpi].series.unit,
    )


MARKS = {
    Mark.TARGET: marked("the target"),
    Mark.WARN: marked("the warning threshold"),
    Mark.CRITICAL: marked("the critical threshold"),
}
"""What a KPI can be short of, in words."""
_SHORT_OF = {
    Mark.TARGET: marked("To the target"),
    Mark.WARN: marked("To the warning threshold"),
    Mark.CRITICAL: marked("To the critical threshold"),
}

_WRITTEN = {
    Mark.TARGET: ("target",),
    Mark.WARN: ("thresholds", "warn"),
    Mark.CRITICAL: ("thresholds", "critical"),
}


def _distance(  # noqa: PLR0913, PLR0917 - a distance, its name and its two ends
    gap: GapClosed, id_: str, name: str, ends: tuple[Input, Input], size: float, unit: Unit
) -> Reckoning:
    """How far two values lie apart."""
    one, other = ends[0].name, ends[1].name
    return Reckoning(
        id=f"kpi:{gap.kpi}/{id_}",
        name=name,
        rule="gap-closed",
        formula=f"max({one} - {other}, {other} - {one})",
        inputs=ends,
        result=size,
        shape=Shape.DIFFERENCE,
        unit=unit,
    )


def change(effect: Effect, ground: Ground) -> tuple[Reckoning, ...]:
    """How much a KPI moved while an objective worked on it, or the one value that is known."""
    kpi = effect.kpi
    ends = (
        ("after", ground.say("the last value by the cycle's end"), effect.after),
        ("before", ground.say("the last value by its first day"), effect.before),
    )
    inputs = tuple(
        reading(name, what, kpi, found, ground) for name, what, found in ends if found is not None
    )
    if not inputs:
        return ()
    is_known = effect.change is not None
    name = f"{'change' if is_known else inputs[0].name}-of-{kpi}"
    return (
        Reckoning(
            id=f"objective:{effect.objective}/{name}",
            name=ground.say("Change of {kpi}", kpi=ground.portfolio.kpis[kpi].title),
            rule="gap-closed",
            formula="after - before" if is_known else inputs[0].name,
            inputs=inputs,
            result=inputs[0].value if effect.change is None else effect.change,
            shape=Shape.DIFFERENCE if is_known else Shape.VALUE,
            unit=ground.known(kpi, ground.closed_on(effect.objective)).series.unit,
        ),
    )
