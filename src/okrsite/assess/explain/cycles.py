"""What a cycle scored on average, all of it and its aspirational objectives."""

from collections.abc import Iterable, Mapping

from okrsite.assess.assessment import CycleScores
from okrsite.assess.explain.evidence import score
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape, counted


def mean_scores(scores: CycleScores, ground: Ground) -> tuple[Reckoning, ...]:
    """The mean score of a cycle, and that of its aspirational objectives where it has any."""
    known = dict(scores.scores)
    found = [_mean_score(scores, known, ground)]
    if scores.aspirational_mean is not None:
        aspirational = {id_: known[id_] for id_ in scores.aspirational}
        found.append(
            _mean(
                f"cycle:{scores.cycle}/mean-aspirational-score",
                ground.say("Mean score of the aspirational objectives"),
                aspirational,
                scores.aspirational_mean,
                ground,
            )
        )
    return (*found, *_sweet(scores, ground), *_bounds(scores, ground))


def _mean_score(scores: CycleScores, known: Mapping[str, float], ground: Ground) -> Reckoning:
    name = ground.say("Mean score")
    return _mean(f"cycle:{scores.cycle}/mean-score", name, known, scores.mean, ground)


def _mean(
    id_: str, name: str, scores: Mapping[str, float], mean: float, ground: Ground
) -> Reckoning:
    inputs = tuple(
        score(number, ground.portfolio.objectives[objective], value, ground)
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


def _sweet(scores: CycleScores, ground: Ground) -> tuple[Reckoning, ...]:
    """How many objectives have a score, how many aspire, and how many of those are sweet."""
    counts = (
        ("scored", ground.say("Objectives with a score"), [id_ for id_, _ in scores.scores]),
        ("aspirational", ground.say("Aspirational ones"), scores.aspirational),
        ("sweet", ground.say("In the sweet spot"), scores.sweet),
    )
    return tuple(
        counted(f"cycle:{scores.cycle}/{name}", words, _named(ids, ground), ground.language)
        for name, words, ids in counts
        if ids
    )


def _named(ids: Iterable[str], ground: Ground) -> list[tuple[str, str]]:
    objectives = ground.portfolio.objectives
    return [(objectives[id_].title, f"objective:{id_}/score") for id_ in ids]


def _bounds(scores: CycleScores, ground: Ground) -> tuple[Reckoning, ...]:
    """The bounds that the scores are held against, as the settings have them."""
    settings = ground.portfolio.settings.score
    low, high = settings.sweet_spot
    bounds = (
        ("sweet-from", ground.say("Sweet spot from"), low),
        ("sweet-to", ground.say("Sweet spot to"), high),
        ("too-safe-above", ground.say("Too safe above"), settings.too_safe_above),
    )
    where = ground.say("in the settings of this site")
    return tuple(
        Reckoning(
            f"cycle:{scores.cycle}/{name}",
            words,
            "cycle-scores",
            "set",
            (Input("set", bound, Shape.SCORE, where),),
            bound,
            Shape.SCORE,
        )
        for name, words, bound in bounds
    )
