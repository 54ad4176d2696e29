"""How many units of a KPI attain their own target."""

from okrsite.assess.assessment import KpiAssessment, UnitAssessment, UnitWord
from okrsite.assess.explain.evidence import rows_of
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.model.goals import Kpi, UnitSeries
from okrsite.model.portfolio import Portfolio


def units_attained(kpi: Kpi, judged: KpiAssessment, portfolio: Portfolio) -> tuple[Reckoning, ...]:
    """The count of units that attain their target; nothing where none can."""
    units = [
        (unit, one)
        for unit, one in zip(kpi.units, judged.units, strict=True)
        if not unit.target.is_empty and one.judged
    ]
    if not units:
        return ()
    inputs = tuple(_unit(i, unit, one, portfolio) for i, (unit, one) in enumerate(units, 1))
    return (
        Reckoning(
            id=f"kpi:{kpi.id}/units-attained",
            name="Units that attain their target",
            rule="units",
            formula=f"sum({', '.join(one.name for one in inputs)})",
            inputs=inputs,
            result=float(judged.attained),
            shape=Shape.NUMBER,
        ),
    )


def _unit(number: int, unit: UnitSeries, one: UnitAssessment, portfolio: Portfolio) -> Input:
    assert one.judged
    is_attained = one.word is UnitWord.ATTAINED
    places = rows_of(unit.series, one.judged.period, portfolio)
    words = f"1 where {unit.label} attains its target"
    return Input(f"unit-{number}", float(is_attained), Shape.NUMBER, words, places)
