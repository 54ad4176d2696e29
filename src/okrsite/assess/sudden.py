"""Sudden changes of a KPI: a value compared with the one before, a mean, or the year before."""

from math import fsum

from okrsite.assess.points import Points
from okrsite.base.frozen import Frozen
from okrsite.base.words import marked, say_in
from okrsite.model.calendar import Period, year_before
from okrsite.model.goals import Kpi, SuddenChange
from okrsite.model.schema import Better, EventKind

_SLACK = 1e-9
_SMALLEST_BASE = 1e-12


class Change(Frozen):
    """How a value stands to its base: `worse` is how much worse it is, in the unit.

    `share` is the same over the base's size, where the rule is a share; `is_sudden` whether it
    breaks the rule; `why_not` is the message why it cannot be judged, else empty.
    """

    base: float = 0.0
    worse: float = 0.0
    share: float = 0.0
    is_sudden: bool = False
    why_not: str = ""


class Changes:
    """Judges the final observations of one KPI, by their position in time."""

    def __init__(self, kpi: Kpi, rule: SuddenChange, final: Points) -> None:
        self._kpi = kpi
        self._rule = rule
        self._final = final
        self._by_period = {one: i for i, one in enumerate(final.periods)} if rule.base == 0 else {}
        self._breaks = sorted(
            event.date for event in kpi.fields.events if event.kind is EventKind.REDEFINED
        )

    def base_words(self, language: str) -> str:
        """What a value is compared with."""
        if self._rule.base == 0:
            return say_in(language, "a year before")
        if self._rule.base == 1:
            return say_in(language, "the period before")
        return say_in(language, "the mean of the {n} before", n=self._rule.base)

    def at(self, index: int) -> Change:
        """The change at an observation.

        Sudden is worse than the base by strictly more than the rule allows: a share of the
        base's size, or a number in the unit; for a KPI kept within bounds, either way.
        """
        rule, base = self._rule, self._base(index)
        if isinstance(base, str):
            return Change(why_not=base)
        value = self._final.value(index)
        assert value is not None
        worse = self._worse(value - base)
        limit = rule.worse_by * abs(base) if rule.is_share else rule.worse_by
        return Change(
            base=base,
            worse=worse,
            share=worse / abs(base) if rule.is_share else 0.0,
            is_sudden=worse > limit * (1 + _SLACK),
        )

    def _worse(self, difference: float) -> float:
        if self._kpi.better is Better.WITHIN:
            return abs(difference)
        return -difference if self._kpi.better is Better.HIGHER else difference

    def _base(self, index: int) -> float | str:
        """The base of an observation, or why there is none."""
        positions = self.positions(index)
        known = [(i, v) for i in positions if (v := self._final.value(i)) is not None]
        if not known or len(known) * 2 < self._rule.base:
            return marked("there is nothing to compare with")
        oldest = self._final.periods[known[0][0]]
        if self._is_before_break(oldest, self._final.covers[index]):
            return marked("the KPI was redefined since")
        base = fsum(value for _, value in known) / len(known)
        if self._rule.is_share and abs(base) < _SMALLEST_BASE:
            return marked("a share of 0 has no meaning")
        return base

    def positions(self, index: int) -> list[int]:
        """The observations that an observation is compared with, gaps among them."""
        if self._rule.base:
            return list(range(max(0, index - self._rule.base), index))
        before = year_before(self._final.periods[index])
        found = self._by_period.get(before) if before else None
        return [] if found is None else [found]

    def _is_before_break(self, base: Period, now: Period) -> bool:
        return any(base.end < day <= now.end for day in self._breaks)
