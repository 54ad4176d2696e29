"""How far what people expected was from what came: of a goal, a team, a cycle."""

from collections.abc import Sequence

from okrsite.assess.assessment import Projection
from okrsite.assess.calibration import calibration
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio

_RULE = "calibration"


def difference(projection: Projection, ground: Ground) -> tuple[Reckoning, ...]:
    """What was expected of a goal's final score less what came."""
    said, last = (projection.update.place,), ground.say("the last said by mid-cycle")
    inputs = (
        Input("expected", projection.projected, Shape.SCORE, last, said),
        Input("final", projection.final, Shape.SCORE, ground.say("the final score")),
    )
    title = _title(projection, ground.portfolio)
    return (
        Reckoning(
            id=_id(projection),
            name=ground.say("{title}: expected less final score", title=title),
            rule=_RULE,
            formula="expected - final",
            inputs=inputs,
            result=projection.difference,
            shape=Shape.SCORE,
        ),
    )


def means(
    scope: str, title: str, projections: Sequence[Projection], ground: Ground
) -> tuple[Reckoning, ...]:
    """The mean difference and the mean distance of a scope such as `calibration:growth`."""
    found = calibration(projections)
    if found is None:
        return ()
    differences = tuple(
        _difference(number, one, ground.portfolio) for number, one in enumerate(projections, 1)
    )
    names = [one.name for one in differences]
    sizes = [f"max({name}, 0 - {name})" for name in names]
    bias = ground.say("{title}: mean difference", title=title)
    distance = ground.say("{title}: mean distance", title=title)
    return (
        _mean(f"{scope}/calibration", bias, names, differences, found.bias),
        _mean(f"{scope}/calibration-distance", distance, sizes, differences, found.distance),
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


def _difference(number: int, one: Projection, portfolio: Portfolio) -> Input:
    return Input(
        name=f"difference-{number}",
        value=one.difference,
        shape=Shape.SCORE,
        what=_title(one, portfolio),
        places=(one.update.place,),
        reckoning=_id(one),
    )


def _title(one: Projection, portfolio: Portfolio) -> str:
    goals = portfolio.key_results if one.goal.kind is Kind.KEY_RESULT else portfolio.objectives
    return goals[one.goal.id].title


def _id(projection: Projection) -> str:
    return f"{projection.goal.kind}:{projection.goal.id}/calibration"
