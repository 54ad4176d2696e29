"""Series as the author keeps them: dated observations, and where they come from."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, repeat
from typing import TypeAlias

from pydantic_core import PydanticCustomError

from okrsite.base.frozen import Frozen
from okrsite.base.listed import Listed
from okrsite.base.numbers import Unit, decimals_of
from okrsite.base.problems import Place, Problems
from okrsite.base.text import one_of
from okrsite.model.calendar import Cadence, Period, is_finer, within
from okrsite.model.formula import Expression, components
from okrsite.model.labels import UnreadableLabelError, read_label
from okrsite.model.schema import Combine, Percent, Reduce, read_amount
from okrsite.model.timeline import NO_TIME, Timeline, timeline
from okrsite.read.library import Spot


class Observation(Frozen):
    """A value of a period, as written with so many decimals (0..2); `place` is its row."""

    period: Period
    value: float
    note: str
    place: Place
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Observations(Listed[Observation]):
    """Observations by what they hold, since a large portfolio has a million of them.

    `notes` is empty where none has a note.
    """

    periods: Timeline = NO_TIME
    values: "array[float]" = field(default_factory=lambda: array("d"))
    notes: tuple[str, ...] = ()
    places: Sequence[Place] = ()
    decimals: bytes = b""

    def __len__(self) -> int:
        return len(self.periods)

    def item(self, position: int) -> Observation:
        """The item at a position."""
        note = self.notes[position] if self.notes else ""
        period, place = self.periods[position], self.places[position]
        return Observation(period, self.values[position], note, place, self.decimals[position])

    def __iter__(self) -> Iterator[Observation]:
        notes = self.notes or repeat("")
        return map(Observation, self.periods, self.values, notes, self.places, self.decimals)

    def __hash__(self) -> int:
        return hash((self.periods, self.values.tobytes()))


def gathered(observations: Iterable[Observation]) -> Observations:
    """Observations as they are kept, in the order in which they come."""
    found = tuple(observations)
    notes = tuple(one.note for one in found)
    return Observations(
        periods=timeline(one.period for one in found),
        values=array("d", (one.value for one in found)),
        notes=notes if any(notes) else (),
        places=tuple(one.place for one in found),
        decimals=bytes(one.decimals for one in found),
    )


class Rows(Frozen):
    """A series that is written down, in the order of time."""

    observations: Observations = Observations()


class Formula(Frozen):
    """A composite series."""

    text: str
    expression: Expression


class SameAs(Frozen):
    """A KPI whose numbers are those of a metric or another KPI."""

    id: str


class Combined(Frozen):
    """A KPI whose numbers are its units' together."""

    units: tuple[Rows, ...]
    combine: Combine


Origin: TypeAlias = Rows | Formula | SameAs | Combined


class Series(Frozen):
    """Where the numbers of a KPI or a metric come from and how they are reduced.

    `decimals` are those that its file asks for; without, `unit` has as many as its values.
    """

    id: str
    unit: Unit
    cadence: Cadence
    aggregate: Reduce | None
    origin: Origin
    decimals: int | None = None


def reads(one: Series) -> tuple[str, ...]:
    """The series that a series is made of."""
    if isinstance(one.origin, Formula):
        found = (component.id for component in components(one.origin.expression))
        return tuple(dict.fromkeys(found))
    return (one.origin.id,) if isinstance(one.origin, SameAs) else ()


def with_parts(series: Mapping[str, Series], ids: Iterable[str]) -> dict[str, Series]:
    """Some of the series, and all that they are made of; ids of no series are passed over."""
    found: dict[str, Series] = {}
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ in series and id_ not in found:
            found[id_] = series[id_]
            waiting.extend(reads(series[id_]))
    return found


def made_of(series: Mapping[str, Series], ids: Iterable[str]) -> frozenset[str]:
    """The ids of some of the series, and of all that are made of them."""
    found, more = frozenset[str](), frozenset(ids)
    while more:
        found |= more
        more = frozenset(
            id_ for id_, one in series.items() if id_ not in found and found & set(reads(one))
        )
    return found


def inline(
    values: Iterable[tuple[str, str, Spot]],
    unit: Unit,
    fiscal_year_starts: int | None,
    problems: Problems,
) -> Observations:
    """Values written in the front matter: (label, value, where); reports unreadable ones."""
    found = []
    for label, text, at in values:
        try:
            period = read_label(label, fiscal_year_starts)
        except UnreadableLabelError as error:
            problems.error("OKR311", at.key, f"`{label}` is not a date: {error}")
            continue
        number = read_value(text, unit, at, problems)
        if number is not None:
            decimals = decimals_of(number)
            found.append(Observation(period, float(number), "", at.key, decimals))
    return in_time(gathered(found), problems)


def in_time(found: Observations, problems: Problems) -> Observations:
    """The observations in order, the first of each period; reports two, and a wrong order."""
    if found.periods.is_in_time:
        return found
    observations = tuple(found)
    seen: dict[Period, Observation] = {}
    for one in observations:
        first = seen.setdefault(one.period, one)
        if first is not one:
            problems.error(
                "OKR317",
                one.place,
                f"the same value twice for {one.period}"
                if one.value == first.value
                else f"two values for {one.period}",
                hint="keep one of the two",
                others=(first.place,),
            )
    moments = [moment(one.period) for one in observations]
    early = next((i for i, (a, b) in enumerate(pairwise(moments), 1) if b < a), None)
    if early:
        one = observations[early]
        problems.warning(
            "OKR318",
            one.place,
            f"{one.period} stands out of order",
            "`okrsite fmt` sorts the rows by date",
        )
    return gathered(sorted(seen.values(), key=lambda one: moment(one.period)))


def moment(period: Period) -> Period:
    """What the periods of a series are put in order by: their ends, then their starts."""
    return Period(period.end, period.start, period.hour, period.cadence)


def read_value(text: str, unit: Unit, at: Spot, problems: Problems) -> Decimal | None:
    """A value typed in front matter, in its unit; nothing, and OKR103, where it is unreadable."""
    try:
        number = read_amount(text)
    except PydanticCustomError as error:
        context = error.context or {}
        problems.error(
            "OKR103",
            at.place,
            f"`{text}` is not a value: {error.message()}",
            context.get("hint", ""),
        )
        return None
    return check_percent(number, unit, at, problems)


def check_percent(number: Decimal, unit: Unit, at: Spot, problems: Problems) -> Decimal:
    """The number; reports a percent sign on a value of another unit."""
    if isinstance(number, Percent) and not unit.is_percent:
        problems.error(
            "OKR106",
            at.place,
            "a `%` on a value whose unit is not a percent",
            hint='write `unit: "%"`, or leave the sign out',
        )
    return number


def infer_cadence(observations: Observations) -> Cadence:
    """The cadence that labels of one kind show; days alone show none."""
    kinds = observations.periods.cadences
    return next(iter(kinds)) if len(kinds) == 1 and kinds != _OF_DAYS else Cadence.IRREGULAR


_OF_DAYS = {Cadence.DAILY}


def check_cadence(
    observations: Observations,
    cadence: Cadence,
    aggregate: Reduce | None,
    problems: Problems,
) -> None:
    """Report labels coarser than the cadence, and several rows in one period without a rule."""
    may_recur = aggregate is not None or cadence is Cadence.IRREGULAR
    misfit = _misfit(observations.periods, cadence, may_recur=may_recur)
    if misfit is None:
        return
    i, first = misfit
    one, place = observations.periods[i], observations.places[i]
    if first is None:
        problems.error(
            "OKR312",
            place,
            f"`{one}` is coarser than the cadence `{cadence}`",
            hint=f"write `cadence: {one.cadence}`",
        )
        return
    problems.error(
        "OKR313",
        place,
        f"several rows in one period ({within(one, cadence)}), and no `aggregate`",
        hint=f"write `aggregate:` with {one_of([r.value for r in Reduce])}",
        others=(observations.places[first],),
    )


@lru_cache(maxsize=64)
def _misfit(
    periods: Timeline, cadence: Cadence, *, may_recur: bool
) -> tuple[int, int | None] | None:
    """The first label that is coarser than a cadence, or in a period in which there is one before.

    That one is told as well.
    """
    seen: dict[Period, int] = {}
    for i, one in enumerate(periods):
        if one.cadence is not cadence and _is_too_coarse(one, cadence):
            return i, None
        first = i if may_recur else seen.setdefault(within(one, cadence), i)
        if first != i:
            return i, first
    return None


def _is_too_coarse(period: Period, cadence: Cadence) -> bool:
    if period.cadence is Cadence.IRREGULAR:
        return cadence is not Cadence.IRREGULAR
    return is_finer(cadence, period.cadence)
