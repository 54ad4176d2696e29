"""The score of a closed objective, and the word that follows from it."""

from decimal import ROUND_HALF_UP, Decimal

from okrsite.assess.assessment import ObjectiveAssessment
from okrsite.base.frozen import Frozen
from okrsite.model.schema import Ambition
from okrsite.read import config


class Score(Frozen):
    """What an objective came to (0.00..1.00): computed, given by a person, and in one word."""

    computed: float | None = None
    given: float | None = None
    word: str = ""


def score_of(
    progress: float | None, given: float | None, ambition: Ambition, settings: config.Score
) -> Score:
    """The score at the close; the word follows from the given one, else the computed one.

    >>> score_of(0.64, 0.7, Ambition.ASPIRATIONAL, config.Score())
    Score(computed=0.64, given=0.7, word='achieved')
    """
    computed = rounded_score(progress) if progress is not None else None
    final = given if given is not None else computed
    word = closing_word(final, ambition, settings) if final is not None else ""
    return Score(computed, given, word)


def final_score(judged: ObjectiveAssessment) -> float | None:
    """The score that stands: the given one first; None before the close or without a number."""
    return judged.score if judged.given_score is None else judged.given_score


def rounded_score(progress: float) -> float:
    """A progress (0..1) as a score with two decimals, half up.

    >>> rounded_score(0.645), rounded_score(0.6449), rounded_score(0.7 * 0.95)
    (0.65, 0.64, 0.67)
    """
    exact = Decimal(repr(round(min(1.0, max(0.0, progress)), _DIGITS)))
    return float(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def closing_word(score: float, ambition: Ambition, settings: config.Score) -> str:
    """What a score means: a promise is kept at 1, an aspiration from 0.7 on, partly from 0.4.

    >>> closing_word(0.7, Ambition.ASPIRATIONAL, config.Score())
    'achieved'
    >>> closing_word(0.99, Ambition.COMMITTED, config.Score())
    'missed'
    """
    if ambition is Ambition.COMMITTED:
        return "achieved" if score >= 1 else "missed"
    if score >= settings.achieved:
        return "achieved"
    return "partly" if score >= settings.partly else "missed"


_DIGITS = 9  # what computing adds beyond them is no part of a score
