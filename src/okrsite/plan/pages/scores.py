"""The scores of cycles in words: how they average, and whether they were ambitious enough."""

from collections.abc import Iterator

from okrsite.assess.assessment import CycleScores
from okrsite.assess.cycles import is_sweet
from okrsite.base.numbers import format_score
from okrsite.base.words import marked_many
from okrsite.plan.scene import Scene
from okrsite.plan.views.goals import ScoresView
from okrsite.plan.views.organisation import ScoresRow
from okrsite.plan.words import DASH


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
        sweet=_sweet_words(scores, scene),
        note=scene.say("too safe") if scores.is_too_safe else "",
    )


def sweet_spot_words(scene: Scene) -> str:
    """The scores that an aspirational objective is meant to reach."""
    low, high = scene.portfolio.settings.score.sweet_spot
    low_words, high_words = (format_score(bound, scene.language) for bound in (low, high))
    return scene.say("{low} to {high}", low=low_words, high=high_words)


def _sentence(scores: CycleScores, scene: Scene) -> str:
    words = scene.says(
        *(_MEAN if scores.is_closed else _MEAN_SO_FAR),
        len(scores.scores),
        score=_mean_words(scores.mean, scene),
    )
    if scores.aspirational_mean is None:
        return words
    settings = scene.portfolio.settings.score
    aspirational = scene.says(
        *(_INSIDE if is_sweet(scores.aspirational_mean, settings) else _OUTSIDE),
        len(scores.aspirational),
        score=_aspirational_words(scores, scene),
        sweet_spot=sweet_spot_words(scene),
        sweet=len(scores.sweet),
    )
    return f"{words} {aspirational}"


def _sweet_words(scores: CycleScores, scene: Scene) -> str:
    if not scores.aspirational:
        return DASH
    all_ = len(scores.aspirational)
    return scene.say("{part} of {whole}", part=len(scores.sweet), whole=all_)


_MEAN = marked_many(
    "Mean score {score} over {n} objective.", "Mean score {score} over {n} objectives."
)
_MEAN_SO_FAR = marked_many(
    "Mean score {score} so far over {n} objective.",
    "Mean score {score} so far over {n} objectives.",
)
_INSIDE = marked_many(
    "The {n} aspirational averages {score}, in the sweet spot of {sweet_spot}; "
    "{sweet} of them in it.",
    "The {n} aspirational average {score}, in the sweet spot of {sweet_spot}; "
    "{sweet} of them in it.",
)
_OUTSIDE = marked_many(
    "The {n} aspirational averages {score}, outside the sweet spot of {sweet_spot}; "
    "{sweet} of them in it.",
    "The {n} aspirational average {score}, outside the sweet spot of {sweet_spot}; "
    "{sweet} of them in it.",
)


def _too_safe(scores: CycleScores, scene: Scene) -> str:
    if not scores.is_too_safe:
        return ""
    bound = format_score(scene.portfolio.settings.score.too_safe_above, scene.language)
    return scene.say(
        "Too safe: aspirational objectives that average above {bound} asked for too little.",
        bound=bound,
    )


def _aspirational_words(scores: CycleScores, scene: Scene) -> str:
    mean = scores.aspirational_mean
    return DASH if mean is None else _mean_words(mean, scene)


def _mean_words(mean: float, scene: Scene) -> str:
    settings = scene.portfolio.settings.score
    return format_score(mean, scene.language, (*settings.sweet_spot, settings.too_safe_above))
