"""The scores of a cycle together: how ambitious its goals were."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import fsum

from okrsite.assess.assessment import CycleScores, ObjectiveAssessment
from okrsite.assess.scoring import final_score, rounded_score
from okrsite.model.goals import Cycle
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Ambition
from okrsite.read import config

LEAST_ASPIRATIONAL = 3
"""The aspirational objectives from which a cycle can be called too safe."""
_SLACK = 1e-9


def cycle_scores(
    portfolio: Portfolio, objectives: Mapping[str, ObjectiveAssessment], as_of: date
) -> Mapping[str, CycleScores]:
    """The scores of each cycle that is over and has any."""
    found = (
        _scores(cycle, portfolio, objectives, as_of)
        for cycle in portfolio.cycles.values()
        if cycle.last_day and cycle.last_day < as_of
    )
    return {one.cycle: one for one in found if one}


def _scores(
    cycle: Cycle,
    portfolio: Portfolio,
    objectives: Mapping[str, ObjectiveAssessment],
    as_of: date,
) -> CycleScores | None:
    scores = dict(_scored(cycle, portfolio, objectives))
    if not scores:
        return None
    aspirational = tuple(
        id_ for id_ in scores if portfolio.objectives[id_].ambition is Ambition.ASPIRATIONAL
    )
    settings = portfolio.settings.score
    mean = _mean([scores[id_] for id_ in aspirational]) if aspirational else None
    return CycleScores(
        cycle=cycle.id,
        is_closed=cycle.is_closed(as_of),
        scores=tuple(scores.items()),
        mean=_mean(list(scores.values())),
        aspirational=aspirational,
        aspirational_mean=mean,
        sweet=tuple(id_ for id_ in aspirational if is_sweet(scores[id_], settings)),
        is_too_safe=mean is not None and _is_too_safe(len(aspirational), mean, settings),
    )


def _scored(
    cycle: Cycle, portfolio: Portfolio, objectives: Mapping[str, ObjectiveAssessment]
) -> Iterator[tuple[str, float]]:
    """The objectives of a cycle that count and have a score, given or computed, by id.

    Until the cycle closes it is the score that the day's progress would come to.
    """
    for id_ in sorted(objectives):
        judged = objectives[id_]
        if portfolio.objectives[id_].cycle != cycle.id or not judged.counts:
            continue
        score = final_score(judged)
        if score is None and not judged.is_closed and judged.progress is not None:
            score = rounded_score(judged.progress)
        if score is not None:
            yield id_, score


def mean_of(scores: Sequence[tuple[str, float]]) -> float:
    """The mean of scores, of which there is at least one.

    >>> mean_of((("a", 0.5), ("b", 0.7)))
    0.6
    """
    return _mean([score for _, score in scores])


def cycle_before(cycle: Cycle, cycles: Iterable[Cycle]) -> Cycle | None:
    """The cycle to compare one with, of those with objectives: the last as long that was over.

    Cycles are as long as each other where their days differ by less than a tenth, as quarters do.
    """
    earlier = [one for one in cycles if _is_over_before(one, cycle) and _is_as_long(one, cycle)]
    return max(earlier, key=lambda one: (one.last_day, one.first_day, one.id), default=None)


def _is_over_before(one: Cycle, cycle: Cycle) -> bool:
    return bool(one.last_day and cycle.first_day and one.last_day < cycle.first_day)


def _is_as_long(one: Cycle, cycle: Cycle) -> bool:
    days, others = _days(cycle), _days(one)
    return abs(days - others) < max(days, others) / 10


def _days(cycle: Cycle) -> int:
    assert cycle.first_day
    assert cycle.last_day
    return (cycle.last_day - cycle.first_day).days + 1


def is_sweet(score: float, settings: config.Score) -> bool:
    """Whether a score lies in the sweet spot, ends included.

    >>> is_sweet(0.7, config.Score()), is_sweet(0.71, config.Score())
    (True, False)
    """
    low, high = settings.sweet_spot
    return low - _SLACK <= score <= high + _SLACK


def _is_too_safe(number: int, mean: float, settings: config.Score) -> bool:
    return number >= LEAST_ASPIRATIONAL and mean > settings.too_safe_above + _SLACK


def _mean(scores: Sequence[float]) -> float:
    return fsum(scores) / len(scores)
