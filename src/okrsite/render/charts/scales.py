"""Values and days in, places in px out, with the few round ticks that a reader needs."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from babel.dates import format_time
from babel.numbers import format_compact_currency, format_compact_decimal

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit, format_dated, format_value

LARGEST = 1e18  # values beyond are drawn there: a chart shows a shape, its table the number


class ValueScale(Frozen):
    """From `low` at px `bottom` to `high` at px `top`."""

    low: float
    high: float
    top: float
    bottom: float

    @property
    def is_broken(self) -> bool:
        """Whether zero is left out."""
        return self.low > 0 or self.high < 0

    def y(self, value: float) -> float:
        """The height of a value in px; beyond the scale, its edge.

        >>> ValueScale(0, 200, top=10, bottom=110).y(150)
        35.0
        """
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - min(1.0, max(0.0, share)) * (self.bottom - self.top)

    def shows(self, value: float) -> bool:
        """Whether a value lies within the scale."""
        return self.low <= value <= self.high


class DayScale(Frozen):
    """From day number `first` at px `left` to `last` at px `right`."""

    first: float
    last: float
    left: float
    right: float

    def x(self, day: float) -> float:
        """The place of a day number in px; beyond the scale, its edge.

        >>> DayScale(100, 110, left=0, right=50).x(105)
        25.0
        """
        share = (day - self.first) / (self.last - self.first)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


class Tick(Frozen):
    """A place on a scale, as a value or day number, and its words."""

    at: float
    words: str


def domain(values: Iterable[float], unit: Unit) -> tuple[float, float]:
    """The range to draw for the values: room at both ends, and from zero where zero is near.

    Zero is near where the values spread over at least as much as they lie away from it.

    >>> domain((800.0, 2000.0), Unit("sign-ups")), domain((96.0, 99.0), Unit("%"))
    ((0.0, 2096.0), (95.52, 99.24))
    >>> domain((), Unit()), domain((5.0, 5.0), Unit())
    ((0.0, 1.0), (0.0, 5.4))
    """
    kept = list(values) or [0.0]
    low, high = (min(LARGEST, max(-LARGEST, end)) for end in (min(kept), max(kept)))
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        low, high = min(low, 0.0), max(high, 0.0)
    span = high - low
    if span < 1e-12:
        return 0.0, 1.0
    bottom, top = _end(low, span), -_end(-high, span)
    if unit.is_percent and low >= 0 and high <= 100:
        top = min(top, 100.0)
    return bottom, top


def _end(low: float, span: float) -> float:
    """Where a range that goes down to `low` starts: at zero, or a little below `low`."""
    if 0 <= low <= span:
        return 0.0
    return low - (_ROOM_AT_BREAK if low > 0 else _ROOM) * span


@lru_cache(maxsize=512)
def value_ticks(low: float, high: float, unit: Unit, language: str) -> tuple[Tick, ...]:
    """Three to five round values of the range, in words that differ from each other.

    >>> [tick.words for tick in value_ticks(0, 2096, Unit("sign-ups"), "en")]
    ['0', '500', '1,000', '1,500', '2,000']
    >>> [tick.words for tick in value_ticks(0, 4.3e7, Unit("€"), "en")]
    ['€0', '€10M', '€20M', '€30M', '€40M']
    """
    is_whole = unit.decimals == 0 and high - low >= 3
    for steps in (_QUARTERS, _FIFTHS):
        places = _places(low, high, steps, is_whole=is_whole)
        if _decimals(places) <= unit.decimals:
            break
    return tuple(map(Tick, places, _tick_words(places, unit, language)))


def _places(low: float, high: float, steps: tuple[float, ...], *, is_whole: bool) -> list[float]:
    """The multiples of the smallest round step by which a range is crossed in at most five.

    >>> _places(97.0, 99.5, (1, 2, 5, 10), is_whole=False)
    [97.0, 97.5, 98.0, 98.5, 99.0, 99.5]
    """
    least = (high - low) / _MOST_STEPS
    power = 10.0 ** math.floor(math.log10(least))
    wide = (step * power for step in steps if step * power >= least)
    step = next((step for step in wide if not is_whole or step.is_integer()), 10 * power)
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


@lru_cache(maxsize=4096)
def value_words(value: float, unit: Unit, language: str) -> str:
    """A value beside its point: as the house writes it, without a unit that the axis names.

    >>> value_words(1450, Unit("sign-ups"), "en"), value_words(2.5e10, Unit("€"), "en")
    ('1,450', '€25B')
    """
    if abs(value) >= LARGEST:
        return f"{value:.2g}"
    if abs(value) >= 1e9:
        return _compact(value, unit, language, 2)
    return format_value(value, _on_axis(unit, unit.decimals), language)


def axis_words(unit: Unit) -> str:
    """The unit where the axis has to name it once; a percent or currency stands at each tick."""
    return "" if unit.is_percent or unit.currency else unit.name


def _on_axis(unit: Unit, decimals: int) -> Unit:
    return Unit("" if axis_words(unit) else unit.name, decimals)


def _tick_words(places: Sequence[float], unit: Unit, language: str) -> list[str]:
    if max(map(abs, places), default=0.0) >= 1e6:
        decimals = _decimals([place / _thousands(place) for place in places])
        words = [_compact(place, unit, language, min(decimals, 3)) for place in places]
        if len(set(words)) == len(words):
            return words
    decimals = _decimals(places)
    if decimals > _MOST_DECIMALS:
        return [f"{place:.2g}" for place in places]
    return [format_value(place, _on_axis(unit, decimals), language) for place in places]


def _thousands(value: float) -> float:
    """The power of a thousand below a value, as short forms count: 4e7 is 40 times 1e6."""
    return float(1000 ** int(math.log10(abs(value)) // 3)) if abs(value) >= 1 else 1.0


def _decimals(places: Sequence[float]) -> int:
    """How many decimals tell the places exactly; one more than there may be where none do."""
    step = min((b - a for a, b in pairwise(places)), default=abs(places[0]) if places else 1.0)
    exact = (
        decimals
        for decimals in range(_MOST_DECIMALS + 1)
        if all(abs(round(place, decimals) - place) <= abs(step) / 1e3 for place in places)
    )
    return next(exact, _MOST_DECIMALS + 1)


def _compact(value: float, unit: Unit, language: str, decimals: int) -> str:
    if unit.currency:
        words = format_compact_currency(
            value, unit.currency, locale=language, fraction_digits=decimals
        )
    else:
        words = format_compact_decimal(value, locale=language, fraction_digits=decimals)
        words += "%" if unit.is_percent else ""
    return words.replace("-", "\N{MINUS SIGN}")


def day_number(day: date) -> float:
    """A day as a number of days, with its hours as a fraction; zones play no part.

    >>> day_number(datetime(1900, 1, 1, 12)) - day_number(date(1900, 1, 1))
    0.5
    """
    if isinstance(day, datetime):
        return day.toordinal() + (day.hour * 3600 + day.minute * 60 + day.second) / 86400
    return float(day.toordinal())


@lru_cache(maxsize=512)
def day_ticks(first: float, last: float, language: str, most: int) -> tuple[Tick, ...]:
    """Round moments between two day numbers: hours, days, Mondays, months or years.

    >>> quarter = day_number(date(2026, 10, 1)), day_number(date(2026, 12, 31))
    >>> [tick.words for tick in day_ticks(*quarter, "en", most=6)]
    ['Oct 2026', 'Nov', 'Dec']
    >>> [tick.words for tick in day_ticks(*quarter, "en", most=20)][:3]
    ['5 Oct 2026', '12 Oct', '19 Oct']
    """
    steps = (step for step in _STEPS if (last - first) / step[0] <= most)
    days, moments = next(steps, _STEPS[-1])
    places = [place for place in moments(first, last, days) if 1 <= place < _LAST_DAY + 1]
    return tuple(
        Tick(place, _moment_words(place, days, language, is_first=not index))
        for index, place in enumerate(places)
    )


def day_words(day: float, language: str) -> str:
    """A day at the edge of a chart, without its year.

    >>> day_words(day_number(date(2026, 11, 20)), "en")
    '20 Nov'
    """
    return _written(int(day), "d MMM", language)


def _hours(first: float, last: float, days: float) -> list[float]:
    step = round(days * 24)
    start = math.ceil(first * 24 / step) * step
    return [hour / 24 for hour in range(start, math.floor(last * 24) + 1, step)]


def _days(first: float, last: float, days: float) -> list[float]:
    """Every so many days; weeks start on Mondays, as day number 1 was one."""
    step = round(days)
    start = math.ceil((first - 1) / step) * step + 1
    return [float(day) for day in range(start, math.floor(last) + 1, step)]


def _months(first: float, last: float, days: float) -> list[float]:
    step = round(days / 30)
    start = date.fromordinal(int(first))
    month = math.ceil((start.year * 12 + start.month - 1) / step) * step
    places: list[float] = []
    while month < _NO_MORE_MONTHS:
        place = float(date(month // 12, month % 12 + 1, 1).toordinal())
        if place > last:
            break
        if place >= first:
            places.append(place)
        month += step
    return places


def _years(first: float, last: float, days: float) -> list[float]:
    return _months(first, last, round(days / 365) * 360)


def _moment_words(place: float, days: float, language: str, *, is_first: bool) -> str:
    day = date.fromordinal(int(place))
    if days >= 365:
        return _written(day.toordinal(), "y", language)
    if days >= 30:
        starts = is_first or day.month == 1
        return _written(day.toordinal(), "MMM y" if starts else "MMM", language)
    if days < 1 and place % 1 and not is_first:
        moment = datetime(2000, 1, 1) + timedelta(hours=round(place % 1 * 24))  # noqa: DTZ001
        return str(format_time(moment.time(), "HH:mm", locale=language))
    return _written(day.toordinal(), "d MMM y" if is_first else "d MMM", language)


@lru_cache(maxsize=4096)
def _written(day: int, pattern: str, language: str) -> str:
    return format_dated(date.fromordinal(day), pattern, language)


_ROOM = 0.08  # of the span, beyond the outermost value
_ROOM_AT_BREAK = 0.16  # where the axis is broken, and has to say so below the line
_LAST_DAY = date.max.toordinal()
_NO_MORE_MONTHS = 9999 * 12 + 12
_MOST_DECIMALS = 6
_MOST_STEPS = 5
_QUARTERS = (1, 2, 2.5, 5, 10)
_FIFTHS = (1, 2, 5, 10)

_STEPS = (
    *((hours / 24, _hours) for hours in (1, 2, 3, 6, 12)),
    *((days, _days) for days in (1, 2, 7, 14)),
    *((months * 30, _months) for months in (1, 2, 3, 6)),
    *((years * 365, _years) for years in (1, 2, 5, 10, 20, 50, 100, 500, 2000)),
)
