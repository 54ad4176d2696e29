"""Judged values by column: many are met as what they are, and kept as their days and numbers."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from okrsite.base.frozen import Frozen
from okrsite.base.listed import Listed
from okrsite.model.calendar import Period
from okrsite.model.timeline import Timeline, timeline


class Point(Frozen):
    """A period's value: None is a gap.

    `present` of `expected` finer values made it; 0 of 0 is a value of its own. `covers` are the
    days the value speaks of; `is_provisional` until they are over.
    """

    period: Period
    covers: Period
    value: float | None
    is_provisional: bool = False
    note: str = ""
    present: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Points(Listed[Point]):
    """Points by what they hold, since a large portfolio has a million of them.

    `gaps` and `provisional` are the positions of such; `notes` and `parts`, which are the numbers
    of present and of expected values, are by the position of what has any.
    """

    periods: Timeline
    covers: Timeline
    values: "array[float]"
    gaps: frozenset[int] = frozenset()
    provisional: frozenset[int] = frozenset()
    notes: Mapping[int, str] = field(default_factory=dict)
    parts: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.values)

    def item(self, position: int) -> Point:
        """The point at a position."""
        return Point(
            self.periods[position],
            self.covers[position],
            self.value(position),
            position in self.provisional,
            self.notes.get(position, ""),
            *self.parts.get(position, (0, 0)),
        )

    def value(self, index: int) -> float | None:
        """The value at a position that is counted from the first; None is a gap."""
        return None if index in self.gaps else self.values[index]

    @property
    def known(self) -> Sequence[int]:
        """The positions of what is no gap."""
        every = range(len(self))
        return [i for i in every if i not in self.gaps] if self.gaps else every

    @property
    def final(self) -> "Points":
        """Those that are not provisional."""
        if not self.provisional:
            return self
        kept = [i for i in range(len(self)) if i not in self.provisional]
        return Points(
            periods=self.periods.at(kept),
            covers=self.covers.at(kept),
            values=array("d", [self.values[i] for i in kept]),
            gaps=frozenset(to for to, i in enumerate(kept) if i in self.gaps),
            notes={to: self.notes[i] for to, i in enumerate(kept) if i in self.notes},
            parts={to: self.parts[i] for to, i in enumerate(kept) if i in self.parts},
        )


def by_column(points: Sequence[Point]) -> Points:
    """Points as they are kept, in the order in which they come."""
    numbered = tuple(enumerate(points))
    return Points(
        periods=timeline(one.period for one in points),
        covers=timeline(one.covers for one in points),
        values=array("d", [one.value or 0.0 for one in points]),
        gaps=frozenset(i for i, one in numbered if one.value is None),
        provisional=frozenset(i for i, one in numbered if one.is_provisional),
        notes={i: one.note for i, one in numbered if one.note},
        parts={i: (one.present, one.expected) for i, one in numbered if one.expected},
    )


class Measured(Frozen):
    """A value of a key result on a day (its own check-in, or an observation of its source)."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Measurements(Listed[Measured]):
    """The values of a key result by what they hold, in time."""

    days: tuple[date, ...] = ()
    values: "array[float]" = field(default_factory=lambda: array("d"))

    def __len__(self) -> int:
        return len(self.values)

    def item(self, position: int) -> Measured:
        """The item at a position."""
        return Measured(self.days[position], self.values[position])

    def __iter__(self) -> Iterator[Measured]:
        return map(Measured, self.days, self.values)


def measurements(pairs: Iterable[tuple[date, float]]) -> Measurements:
    """Days and their values as they are kept, in the order in which they come."""
    found = tuple(pairs)
    return Measurements(tuple(day for day, _ in found), array("d", [value for _, value in found]))
