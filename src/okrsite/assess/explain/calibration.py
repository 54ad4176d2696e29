"""How far what people expected was from what came: of a goal, a team, a cycle."""

from collections.abc import Sequence

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
            shape=Shape.SCORE,
        ),
    )


def means(scope: str, projections: Sequence[Projection]) -> tuple[Reckoning, ...]:
    """The mean difference and the mean distance of a scope such as `team:growth`."""
    found = calibration(projections)
    if found is None:
        return ()
    differences = tuple(_difference(number, one) for number, one in enumerate(projections, 1))
    names = [one.name for one in differences]
    sizes = [f"max({name}, 0 - {name})" for name in names]
    return (
        _mean(f"{scope}/calibration", "Mean difference", names, differences, found.bias),
        _mean(f"{scope}/calibration-distance", "Mean distance", sizes, differences, found.distance),
    )


def _mean(
    id_: str, name: str, terms: Sequence[str], inputs: tuple[Input, ...], result: float
) -> Reckoning:
    return Reckoning(
        id=id_,
        name=name,
        rule=_RULE,
        formula=f"mean({', '.join(terms)})",
        inputs=inputs,
        result=result,
        shape=Shape.SCORE,
    )


def _difference(number: int, one: Projection) -> Input:
    return Input(
        name=f"difference-{number}",
        value=one.difference,
        shape=Shape.SCORE,
        what=f"expected less final score of {one.goal.id}",
        places=(one.update.place,),
        reckoning=_id(one),
    )


def _id(projection: Projection) -> str:
    return f"{projection.goal.kind}:{projection.goal.id}/calibration"
