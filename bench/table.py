"""The table of ratios: what was measured of both in, a row with its ratio and its verdict out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from statistics import median

MOST_GROWTH = 1.1


class Kind(StrEnum):
    """How two measurements are compared."""

    TIMES_LESS = "times less"
    TIMES_AS_MUCH = "times as much"
    EXPONENT = "exponent"


@dataclass(frozen=True, slots=True)
class Target:
    """What a ratio is to be: at least its bound, where okrsite is to need so many times less, else
    at most."""

    kind: Kind
    bound: float

    def is_met(self, ratio: float) -> bool:
        """Whether a ratio is good enough."""
        return ratio >= self.bound if self.kind is Kind.TIMES_LESS else ratio <= self.bound


@dataclass(frozen=True, slots=True)
class Beside:
    """What okrsite is compared with: its name, and its single runs."""

    name: str
    runs: Sequence[float]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, with all that was measured for it.

    `ours` are single runs in `unit`, as are those it is `beside`; none where it could not be
    measured, which `note` then explains.
    """

    name: str
    what: str
    unit: str = "s"
    ours: Sequence[float] = ()
    beside: Beside | None = None
    kind: Kind = Kind.TIMES_LESS
    ratio: float | None = None
    target: Target | None = None
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; nothing where there is none, or no ratio."""
        if self.target is None or self.ratio is None:
            return None
        return self.target.is_met(self.ratio)


def at_least(times_less: float) -> Target:
    """The target to need so many times less than the rival."""
    return Target(Kind.TIMES_LESS, times_less)


def at_most(times_as_much: float) -> Target:
    """The target to need no more than so many times what the rival needs."""
    return Target(Kind.TIMES_AS_MUCH, times_as_much)


def compared(  # noqa: PLR0913 - a row of a table has many cells
    name: str,
    what: str,
    ours: Sequence[float],
    beside: Beside,
    target: Target | None = None,
    *,
    unit: str = "s",
    note: str = "",
) -> Row:
    """A row that sets the medians of both beside each other.

    >>> compared("x", "X", [2, 1, 9], Beside("Hugo", [6, 5, 7]), at_least(3)).ratio
    3.0
    >>> compared("x", "X", [2, 1, 9], Beside("Hugo", [4, 5, 3]), at_most(2)).ratio
    0.5
    """
    kind = target.kind if target else Kind.TIMES_LESS
    less = median(beside.runs) / median(ours)
    ratio = less if kind is Kind.TIMES_LESS else 1 / less
    return Row(name, what, unit, ours, beside, kind, ratio, target, note)


def grown(  # noqa: PLR0913 - as above
    name: str,
    what: str,
    large: Sequence[float],
    small: Beside,
    times_larger: float,
    *,
    unit: str,
) -> Row:
    """A row that says with which power of the size a quantity grows; 1 is in proportion.

    >>> row = grown("x", "X", [2000], Beside("okrsite at 1,000", [100]), 10, unit="s")
    >>> f"{row.ratio:.2f}", row.is_met
    ('1.30', False)
    """
    exponent = log(median(large) / median(small.runs)) / log(times_larger)
    target = Target(Kind.EXPONENT, MOST_GROWTH)
    return Row(name, what, unit, large, small, target.kind, exponent, target)


def markdown(rows: Iterable[Row]) -> str:
    """The table as Markdown, its cells in line."""
    head = ("what", "okrsite", "beside", "ratio", "target", "met")
    cells = [head, *(_cells(row) for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([lines[0], rule, *lines[1:], ""])


def _cells(row: Row) -> tuple[str, ...]:
    beside = row.beside
    theirs = f"{beside.name} {quantity(beside.runs, row.unit)}" if beside else "–"
    ratio = "–" if row.ratio is None else _ratio(row.kind, row.ratio)
    what = f"{row.what} ({row.note})" if row.note else row.what
    target = _target(row.target) if row.target else "–"
    return (what, quantity(row.ours, row.unit), theirs, ratio, target, VERDICTS[row.is_met])


def quantity(runs: Sequence[float], unit: str) -> str:
    """The median of some runs with three digits that count, or a dash.

    >>> quantity([0.5, 0.01234, 0.9], "s"), quantity([1234.5], "MiB"), quantity([], "s")
    ('0.500 s', '1,234 MiB', '–')
    """
    if not runs:
        return "–"
    middle = median(runs)
    decimals = next((places for places, most in enumerate((100, 10, 1)) if middle >= most), 3)
    return f"{middle:,.{decimals}f} {unit}"


def _ratio(kind: Kind, ratio: float) -> str:
    return f"{ratio:.2f}" if kind is Kind.EXPONENT else f"{ratio:.3g} {kind.value}"


def _target(target: Target) -> str:
    sign = "≥" if target.kind is Kind.TIMES_LESS else "≤"
    return f"{sign} {target.bound:g}"


VERDICTS = {True: "yes", False: "**no**", None: "–"}
