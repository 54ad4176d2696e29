"""The periods of a series as one value: equal ones are one object, for all series that have them.

Most series of a company are of the same days. What follows from the days alone is found once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

from okrsite.base.listed import Listed
from okrsite.model.calendar import Cadence, Period


@dataclass(frozen=True)
class Timeline(Listed[Period]):
    """Periods in the order of a series; `timeline` makes them."""

    periods: tuple[Period, ...] = ()

    def __len__(self) -> int:
        return len(self.periods)

    def item(self, position: int) -> Period:
        """The item at a position."""
        return self.periods[position]

    def __iter__(self) -> Iterator[Period]:
        return iter(self.periods)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.ends)

    def at(self, positions: Sequence[int]) -> "Timeline":
        """The periods at some positions."""
        return timeline(self.periods[i] for i in positions)

    def ending(self, first: date, last: date) -> Sequence[int]:
        """The positions of those that end from one day to another.

        >>> from okrsite.model.calendar import period
        >>> days = timeline(period(Cadence.DAILY, date(2026, 11, day)) for day in (18, 19, 20))
        >>> days.ending(date(2026, 11, 19), date(2026, 11, 30))
        range(1, 3)
        """
        ends = self.ends
        if self.is_in_time:
            return range(bisect_left(ends, first), bisect_right(ends, last))
        return [i for i, end in enumerate(ends) if first <= end <= last]

    @cached_property
    def starts(self) -> tuple[date, ...]:
        """The first day of each."""
        return tuple(one.start for one in self.periods)

    @cached_property
    def ends(self) -> tuple[date, ...]:
        """The last day of each."""
        return tuple(one.end for one in self.periods)

    @cached_property
    def last_start(self) -> date:
        """The day by which all have begun."""
        return max(self.starts, default=date.min)

    @cached_property
    def is_in_time(self) -> bool:
        """Whether each ends after the one before."""
        return all(a < b for a, b in pairwise(self.ends))

    @cached_property
    def cadences(self) -> frozenset[Cadence]:
        """What their labels say of how often there is a value."""
        return frozenset(one.cadence for one in self.periods)


NO_TIME = Timeline()
"""The timeline of what has no values."""


def timeline(periods: Iterable[Period]) -> Timeline:
    """Periods as a timeline, the same object as long as others of these days are in use."""
    return _shared(Timeline(tuple(periods)))


@lru_cache(maxsize=1024)
def _shared(one: Timeline) -> Timeline:
    return one
