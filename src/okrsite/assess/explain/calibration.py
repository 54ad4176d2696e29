"""How far what people expected was from what came: of a goal, a team, a cycle."""

from collections.abc import Sequence

from okrsite.assess.assessment import Projection
from okrsite.assess.calibration import calibration
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio

_RULE = "calibration"


def difference(projection: Projection, portfolio: Portfolio) -> tuple[Reckoning, ...]:
    """What was expected of a goal's final score less what came."""
    said = (projection.update.place,)
    inputs = (
        Input("expected", projection.projected, Shape.SCORE, "the last said by mid-cycle", said),
        Input("final", projection.final, Shape.SCORE, "the final score"),
    )
    return (
        Reckoning(
            id=_id(projection),
            name=f"{_title(projection, portfolio)}: expected less final score",
            rule=_RULE,
            formula="expected - final",
            inputs=inputs,
            result=projection.difference,
            shape=Shape.SCORE,
        ),
    )


def means(
    scope: str, title: str, projections: Sequence[Projection], portfolio: Portfolio
) -> tuple[Reckoning, ...]:
    """The mean difference and the mean distance of a scope such as `calibration:growth`."""
    found = calibration(projections)
    if found is None:
        return ()
    differences = tuple(
        _difference(number, one, portfolio) for number, one in enumerate(projections, 1)
    )
    names = [one.name for one in differences]
    sizes = [f"max({name}, 0 - {name})" for name in names]
    return (
        _mean(f"{scope}/calibration", f"{title}: mean difference", names, differences, found.bias),
        _mean(
            f"{scope}/calibration-distance",
            f"{title}: mean distance",
            sizes,
            differences,
            found.distance,
        ),
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
