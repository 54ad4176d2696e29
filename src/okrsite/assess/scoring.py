"""The score of a closed objective, and the word that follows from it."""

from decimal import ROUND_HALF_UP, Decimal

from okrsite.model.schema import Ambition
from okrsite.read.config import Score


def rounded_score(progress: float) -> float:
    """A progress (0..1) as a score with two decimals, half up.

    >>> rounded_score(0.645), rounded_score(0.6449)
    (0.65, 0.64)
    """
    exact = Decimal(repr(min(1.0, max(0.0, progress))))
    return float(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def closing_word(score: float, ambition: Ambition, settings: Score) -> str:
    """What a score means: a promise is kept at 1, an aspiration from 0.7 on, partly from 0.4.

    >>> closing_word(0.7, Ambition.ASPIRATIONAL, Score()), closing_word(0.99, Ambition.COMMITTED, Score())
    ('achieved', 'missed')
    """
    if ambition is Ambition.COMMITTED:
        return "achieved" if score >= 1 else "missed"
    if score >= settings.achieved:
        return "achieved"
    return "partly" if score >= settings.partly else "missed"
