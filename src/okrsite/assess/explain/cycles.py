"""What a cycle scored on average, all of it and its aspirational objectives."""

from collections.abc import Mapping

from okrsite.assess.assessment import CycleScores
from okrsite.assess.explain.evidence import score
from okrsite.assess.explain.reckoning import Reckoning, Shape
from okrsite.model.portfolio import Portfolio


def mean_scores(scores: CycleScores, portfolio: Portfolio) -> tuple[Reckoning, ...]:
    """The mean score of a cycle, and that of its aspirational objectives where it has any."""
    known = dict(scores.scores)
    found = [_mean(f"cycle:{scores.cycle}/mean-score", "Mean score", known, scores.mean, portfolio)]
    if scores.aspirational_mean is not None:
        aspirational = {id_: known[id_] for id_ in scores.aspirational}
        found.append(
            _mean(
                f"cycle:{scores.cycle}/mean-aspirational-score",
                "Mean score of the aspirational objectives",
                aspirational,
                scores.aspirational_mean,
                portfolio,
            )
        )
    return tuple(found)


def _mean(
    id_: str, name: str, scores: Mapping[str, float], mean: float, portfolio: Portfolio
) -> Reckoning:
    inputs = tuple(
        score(number, portfolio.objectives[objective], value)
        for number, (objective, value) in enumerate(scores.items(), 1)
    )
    return Reckoning(
        id=id_,
        name=name,
        rule="cycle-scores",
        formula=f"mean({', '.join(one.name for one in inputs)})",
        inputs=inputs,
        result=mean,
        shape=Shape.SCORE,
    )
