"""How far what people expected was from what came: of a goal, a team, a cycle."""

from collections.abc import Sequence
from dataclasses import replace

from okrsite.assess.assessment import Projection
from okrsite.assess.calibration import calibration
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape

_RULE = "calibration"


def difference(projection: Projection) -> tuple[Reckoning, ...]:
    """What was expected of a goal's final score less what came."""
    said = (projection.update.place,)
    inputs = (
        Input("expected", projection.projected, Shape.SCORE, "the last said by mid-cycle", said),
        Input("final", projection.final, Shape.SCORE, "the final score"),
    )
    return (
        Reckoning(
            id=_id(projection),
            name="Expected less final score",
            rule=_RULE,
            formula="expected - final",
            inputs=inputs,
            result=projection.difference,
            shape=Shape.NUMBER,
        ),
    )


def means(scope: str, projections: Sequence[Projection]) -> tuple[Reckoning, ...]:
    """The mean difference and the mean distance of a scope such as `team:growth`."""
    found = calibration(projections)
    if found is None:
        return ()
    differences = tuple(_difference(number, one) for number, one in enumerate(projections, 1))
    distances = tuple(_distance(number, one) for number, one in enumerate(projections, 1))
    return (
        _mean(f"{scope}/calibration", "Mean difference", differences, found.bias),
        _mean(f"{scope}/calibration-distance", "Mean distance", distances, found.distance),
    )


def _mean(id_: str, name: str, inputs: tuple[Input, ...], result: float) -> Reckoning:
    return Reckoning(
        id=id_,
        name=name,
        rule=_RULE,
        formula=f"mean({', '.join(one.name for one in inputs)})",
        inputs=inputs,
        result=result,
        shape=Shape.NUMBER,
    )


def _difference(number: int, one: Projection) -> Input:
    return Input(
        name=f"difference-{number}",
        value=one.difference,
        shape=Shape.NUMBER,
        what=f"expected less final score of {one.goal.id}",
        places=(one.update.place,),
        reckoning=_id(one),
    )


def _distance(number: int, one: Projection) -> Input:
    """The size of a difference, as the grammar of formulas has no sign to take off."""
    what = f"the same of {one.goal.id} without its sign"
    return replace(
        _difference(number, one), name=f"distance-{number}", value=abs(one.difference), what=what
    )


def _id(projection: Projection) -> str:
    return f"{projection.goal.kind}:{projection.goal.id}/calibration"
