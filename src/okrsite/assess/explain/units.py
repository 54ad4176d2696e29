"""The value of each unit of a KPI, and how many of them attain their own target."""

from okrsite.assess.assessment import KpiAssessment, UnitAssessment, UnitWord
from okrsite.assess.explain.ground import Ground, places_of, rows_in
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.base.problems import Place
from okrsite.model.goals import Kpi, UnitSeries
from okrsite.model.series import Observations, Rows


def units(kpi: Kpi, judged: KpiAssessment, ground: Ground) -> tuple[Reckoning, ...]:
    """The last value and the target of each unit, then the count of those that attain theirs."""
    known = [(unit, one) for unit, one in zip(kpi.units, judged.units, strict=True) if one.judged]
    values = (one for unit, state in known for one in _unit(kpi, unit, state, ground))
    return (*values, *_attained(kpi, known, judged, ground))


def _unit(kpi: Kpi, unit: UnitSeries, one: UnitAssessment, ground: Ground) -> list[Reckoning]:
    assert one.judged
    assert one.judged.value is not None
    place = kpi.document.place("units", unit.label, "target")
    what = ground.say("row of {period}", period=one.judged.period)
    aim = ground.say("target of {unit}", unit=unit.label)
    found = [Input("row", one.judged.value, Shape.VALUE, what, _rows(unit, one, ground))]
    bounds = (unit.target.low, unit.target.high)
    found += [
        Input("target", bound, Shape.VALUE, aim, (place,)) for bound in bounds if bound is not None
    ]
    return [
        Reckoning(
            id=f"kpi:{kpi.id}/unit-{number}-{unit.label}",
            name=unit.label
            if one_.name == "row"
            else ground.say("{unit}, target", unit=unit.label),
            rule="units",
            formula=one_.name,
            inputs=(one_,),
            result=one_.value,
            shape=Shape.VALUE,
            unit=kpi.series.unit,
        )
        for number, one_ in enumerate(found)
    ]


def _attained(
    kpi: Kpi,
    known: list[tuple[UnitSeries, UnitAssessment]],
    judged: KpiAssessment,
    ground: Ground,
) -> tuple[Reckoning, ...]:
    """How many units attain their target; nothing where none has one."""
    aimed = [(unit, one) for unit, one in known if not unit.target.is_empty]
    if not aimed:
        return ()
    inputs = tuple(
        Input(
            f"unit-{number}",
            float(one.word is UnitWord.ATTAINED),
            Shape.NUMBER,
            ground.say("{unit}: 1 if it attains its target, else 0", unit=unit.label),
            _rows(unit, one, ground),
        )
        for number, (unit, one) in enumerate(aimed, 1)
    )
    return (
        Reckoning(
            id=f"kpi:{kpi.id}/units-attained",
            name=ground.say("Units that attain their target"),
            rule="units",
            formula=f"sum({', '.join(one.name for one in inputs)})",
            inputs=inputs,
            result=float(judged.attained),
            shape=Shape.NUMBER,
        ),
    )


def _rows(unit: UnitSeries, one: UnitAssessment, ground: Ground) -> tuple[Place, ...]:
    assert one.judged
    origin = unit.series.origin
    rows = origin.observations if isinstance(origin, Rows) else Observations()
    return places_of(rows_in(rows, one.judged.period, ground.assessment.as_of))
