"""The scores of cycles in words: how they average, and whether they were ambitious enough."""

from collections.abc import Iterator

from okrsite.assess.assessment import CycleScores
from okrsite.assess.cycles import is_sweet
from okrsite.base.numbers import format_score
from okrsite.plan.scene import Scene
from okrsite.plan.views.goals import ScoresView
from okrsite.plan.views.organisation import ScoresRow
from okrsite.plan.words import DASH, count_words


def scores_view(cycle: str, scene: Scene) -> ScoresView | None:
    """How a cycle that is over scored; nothing of one that runs or has no scores."""
    scores = scene.assessment.scores.get(cycle)
    if scores is None:
        return None
    return ScoresView(_sentence(scores, scene), _too_safe(scores, scene))


def scores_rows(cycle: str, scene: Scene) -> Iterator[ScoresRow]:
    """A closed cycle's scores as a row; none of a cycle that has none."""
    scores = scene.assessment.scores.get(cycle)
    if scores is None or not scores.is_closed:
        return
    yield ScoresRow(
        cycle=scene.cycle(cycle),
        of=f"cycle:{cycle}",
        scored=str(len(scores.scores)),
        mean=_mean_words(scores.mean, scene),
        aspirational=_aspirational_words(scores, scene),
        sweet=f"{len(scores.sweet)} of {len(scores.aspirational)}" if scores.aspirational else DASH,
        note="too safe" if scores.is_too_safe else "",
    )


def sweet_spot_words(scene: Scene) -> str:
    """The scores that an aspirational objective is meant to reach."""
    low, high = scene.portfolio.settings.score.sweet_spot
    return f"{format_score(low, scene.language)} to {format_score(high, scene.language)}"


def _sentence(scores: CycleScores, scene: Scene) -> str:
    so_far = "" if scores.is_closed else " so far"
    count = count_words(len(scores.scores), "objective")
    words = f"Mean score {_mean_words(scores.mean, scene)}{so_far} over {count}."
    if scores.aspirational_mean is None:
        return words
    verb = "averages" if len(scores.aspirational) == 1 else "average"
    settings = scene.portfolio.settings.score
    where = "in" if is_sweet(scores.aspirational_mean, settings) else "outside"
    return (
        f"{words} The {len(scores.aspirational)} aspirational {verb} "
        f"{_aspirational_words(scores, scene)}, {where} the sweet spot of "
        f"{sweet_spot_words(scene)}; {len(scores.sweet)} of them in it."
    )


def _too_safe(scores: CycleScores, scene: Scene) -> str:
    if not scores.is_too_safe:
        return ""
    bound = format_score(scene.portfolio.settings.score.too_safe_above, scene.language)
    return f"Too safe: aspirational objectives that average above {bound} asked for too little."


def _aspirational_words(scores: CycleScores, scene: Scene) -> str:
    mean = scores.aspirational_mean
    return DASH if mean is None else _mean_words(mean, scene)


def _mean_words(mean: float, scene: Scene) -> str:
    settings = scene.portfolio.settings.score
    return format_score(mean, scene.language, (*settings.sweet_spot, settings.too_safe_above))
