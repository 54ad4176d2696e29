"""How far a KPI is from the target that it misses, or from the threshold that it crossed."""

from enum import StrEnum

from okrsite.assess.assessment import KpiAssessment, Reading, Word
from okrsite.base.frozen import Frozen
from okrsite.model.goals import Bounds, Kpi


class Mark(StrEnum):
    """What a KPI falls short of."""

    TARGET = "target"
    WARN = "warn"
    CRITICAL = "critical"


class Shortfall(Frozen):
    """The last value of a KPI, and the bound that it is on the wrong side of."""

    now: Reading
    mark: Mark
    bound: float

    @property
    def size(self) -> float:
        """How far the two lie apart, in the unit of the KPI."""
        return abs(self.bound - self.now.value)


def shortfall(kpi: Kpi, judged: KpiAssessment) -> Shortfall | None:
    """What a KPI is short of; nothing where it is where it should be, or nobody says where that is.

    A KPI beyond its critical threshold has to come back behind the one that warns.
    """
    point = judged.judged
    if point is None or point.value is None:
        return None
    wanted = _TARGET if judged.not_yet else _WANTED.get(judged.word, ())
    for mark in wanted:
        bound = _crossed(point.value, _bounds(kpi, mark))
        if bound is not None:
            return Shortfall(Reading(point.period, point.value), mark, bound)
    return None


def _bounds(kpi: Kpi, mark: Mark) -> Bounds:
    return {Mark.TARGET: kpi.target, Mark.WARN: kpi.warn, Mark.CRITICAL: kpi.critical}[mark]


def _crossed(value: float, bounds: Bounds) -> float | None:
    """The bound that a value lies outside of.

    >>> _crossed(24, Bounds(low=30)), _crossed(24, Bounds(low=20, high=23)), _crossed(3, Bounds(1))
    (30, 23, None)
    """
    if bounds.low is not None and value < bounds.low:
        return bounds.low
    return bounds.high if bounds.high is not None and value > bounds.high else None


_TARGET = (Mark.TARGET,)
_WANTED = {
    Word.MISSED: _TARGET,
    Word.WARN: (Mark.WARN,),
    Word.CRITICAL: (Mark.WARN, Mark.CRITICAL),
}
