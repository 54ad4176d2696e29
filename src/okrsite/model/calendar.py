"""Days, periods and labels: how time is counted."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from okrsite.base.frozen import Frozen


class Cadence(StrEnum):
    """How often a series has a value."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    IRREGULAR = "irregular"


class Rhythm(StrEnum):
    """How often something recurs: check-ins, and periods of a key result."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


CADENCE_OF = {
    Rhythm.WEEK: Cadence.WEEKLY,
    Rhythm.MONTH: Cadence.MONTHLY,
    Rhythm.QUARTER: Cadence.QUARTERLY,
}
MEAN_YEAR = 365.25
"""The days of a mean year."""
_FINENESS = tuple(Cadence)
_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.ANNUAL: 12}
_DAYS_IN_RHYTHM = {Rhythm.WEEK: 7, Rhythm.MONTH: 31, Rhythm.QUARTER: 92}


def days_in(rhythm: Rhythm) -> int:
    """The longest a rhythm's period lasts, in days."""
    return _DAYS_IN_RHYTHM[rhythm]


def is_finer(one: Cadence, other: Cadence) -> bool:
    """Whether the first cadence has more periods than the second; irregular is neither.

    >>> is_finer(Cadence.DAILY, Cadence.MONTHLY), is_finer(Cadence.IRREGULAR, Cadence.DAILY)
    (True, False)
    """
    return _FINENESS.index(one) < _FINENESS.index(other) and Cadence.IRREGULAR not in (one, other)


def coarser(one: Cadence, other: Cadence) -> Cadence:
    """The one with fewer periods; irregular where either is.

    >>> coarser(Cadence.WEEKLY, Cadence.MONTHLY).value
    'monthly'
    """
    return max(one, other, key=_FINENESS.index)


def periods_in(days: float, cadence: Cadence) -> int:
    """The whole periods of a regular cadence nearest to so many days, half up.

    >>> periods_in(2 * MEAN_YEAR / 12, Cadence.WEEKLY), periods_in(42, Cadence.MONTHLY)
    (9, 1)
    """
    return int(days / _MEAN_DAYS[cadence] + 0.5)


_MEAN_DAYS = {
    Cadence.HOURLY: 1 / 24,
    Cadence.DAILY: 1.0,
    Cadence.WEEKLY: 7.0,
    Cadence.MONTHLY: MEAN_YEAR / 12,
    Cadence.QUARTERLY: MEAN_YEAR / 4,
    Cadence.ANNUAL: MEAN_YEAR,
}


class Period(Frozen, order=True):
    """A stretch of whole days, or one hour of a day; ends are included."""

    start: date
    end: date
    hour: int = -1
    cadence: Cadence = Cadence.IRREGULAR

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.hour))

    @property
    def moment(self) -> date | datetime:
        """The point in time that stands for the period on a chart: its last day, or its hour."""
        if self.hour < 0:
            return self.end
        return datetime(self.end.year, self.end.month, self.end.day, self.hour)  # noqa: DTZ001 - a label

    def contains(self, other: "Period") -> bool:
        """Whether another period lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return _LABELS[self.cadence](self)


_LABELS = {
    Cadence.HOURLY: lambda p: f"{p.start}T{p.hour:02d}:00",
    Cadence.DAILY: lambda p: f"{p.start}",
    Cadence.WEEKLY: lambda p: "{0[0]}-W{0[1]:02d}".format(p.start.isocalendar()),
    Cadence.MONTHLY: lambda p: f"{p.start:%Y-%m}",
    Cadence.QUARTERLY: lambda p: f"{p.start.year}-Q{(p.start.month + 2) // 3}",
    Cadence.ANNUAL: lambda p: (
        f"{p.start.year}" if p.start.month == 1 else f"{p.start.year}/{p.end.year % 100:02d}"
    ),
    Cadence.IRREGULAR: lambda p: f"{p.end}" if p.start == p.end else f"{p.start} to {p.end}",
}


def months_later(day: date, months: int) -> date:
    """The first day of the month so many months later (or earlier, below 0).

    >>> months_later(date(2026, 11, 20), 3), months_later(date(2026, 1, 1), -1)
    (datetime.date(2027, 2, 1), datetime.date(2025, 12, 1))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def period(cadence: Cadence, day: date, *, hour: int = 0, year_starts: int = 1) -> Period:
    """The period of a cadence that holds a day; `year_starts` is the month a year begins in.

    >>> str(period(Cadence.WEEKLY, date(2026, 11, 20)))
    '2026-W47'
    >>> period(Cadence.QUARTERLY, date(2026, 11, 20)).start
    datetime.date(2026, 10, 1)
    """
    if cadence is Cadence.HOURLY:
        return Period(day, day, hour, cadence)
    if cadence in (Cadence.DAILY, Cadence.IRREGULAR):
        return Period(day, day, cadence=cadence)
    if cadence is Cadence.WEEKLY:
        start = day - timedelta(days=day.weekday())
        return Period(start, start + timedelta(days=6), cadence=cadence)
    months = _MONTHS[cadence]
    offset = year_starts - 1 if cadence is Cadence.ANNUAL else 0
    start = months_later(day, -((day.month - 1 - offset) % months))
    return Period(start, months_later(start, months) - timedelta(days=1), cadence=cadence)


def within(one: Period, cadence: Cadence) -> Period:
    """The period of a cadence that a finer one belongs to, by its last day.

    >>> str(within(period(Cadence.WEEKLY, date(2026, 9, 30)), Cadence.MONTHLY))
    '2026-10'
    """
    if cadence in (one.cadence, Cadence.IRREGULAR):
        return one
    return period(cadence, one.end, hour=max(0, one.hour))


@lru_cache(maxsize=8192)
def following(one: Period, steps: int = 1) -> Period:
    """The period so many steps later (or earlier, below 0); irregular periods have no next.

    >>> str(following(period(Cadence.MONTHLY, date(2026, 12, 1))))
    '2027-01'
    """
    cadence = one.cadence
    if cadence is Cadence.HOURLY:
        moment = datetime(one.start.year, one.start.month, one.start.day, one.hour)  # noqa: DTZ001 - a label
        moved = moment + timedelta(hours=steps)
        return Period(moved.date(), moved.date(), moved.hour, cadence)
    if cadence is Cadence.DAILY:
        return period(cadence, one.start + timedelta(days=steps))
    if cadence is Cadence.WEEKLY:
        return period(cadence, one.start + timedelta(days=7 * steps))
    assert cadence is not Cadence.IRREGULAR, "irregular periods have no next"
    start = months_later(one.start, steps * _MONTHS[cadence])
    end = months_later(start, _MONTHS[cadence]) - timedelta(days=1)
    return Period(start, end, cadence=cadence)


def year_before(one: Period) -> Period | None:
    """The period with the same label a year earlier, where there is one.

    >>> str(year_before(period(Cadence.WEEKLY, date(2026, 11, 20))))
    '2025-W47'
    """
    if one.cadence in _MONTHS:
        return following(one, -12 // _MONTHS[one.cadence])
    try:
        if one.cadence is Cadence.WEEKLY:
            year, week, _ = one.start.isocalendar()
            return period(one.cadence, date.fromisocalendar(year - 1, week, 1))
        day = one.start.replace(year=one.start.year - 1)
    except ValueError:
        return None
    return Period(day, day, one.hour, one.cadence)


@lru_cache(maxsize=1024)
def whole_periods(cadence: Cadence, first_day: date, last_day: date) -> tuple[Period, ...]:
    """The calendar periods that lie wholly within the days, in order.

    >>> [str(p) for p in whole_periods(Cadence.MONTHLY, date(2026, 10, 15), date(2026, 12, 31))]
    ['2026-11', '2026-12']
    """
    found = []
    one = period(cadence, first_day)
    while one.end <= last_day:
        if one.start >= first_day:
            found.append(one)
        one = following(one)
    return tuple(found)


def named_cycle(name: str) -> tuple[date, date] | None:
    """The days of a cycle named like a quarter, a half or a year from 1900 to 2199.

    >>> named_cycle("2026-q4")
    (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    >>> named_cycle("spring") is None
    True
    """
    found = re.fullmatch(r"((?:19|20|21)[0-9]{2})(?:-(?:q([1-4])|h([12])))?", name)
    if not found:
        return None
    year = int(found[1])
    months, part = (3, int(found[2])) if found[2] else (6, int(found[3])) if found[3] else (12, 1)
    start = date(year, months * (part - 1) + 1, 1)
    return start, months_later(start, months) - timedelta(days=1)


def named_parents(name: str) -> tuple[str, ...]:
    """The named cycles around a named cycle, nearest first.

    >>> named_parents("2026-q4"), named_parents("2026-h2"), named_parents("2026")
    (('2026-h2', '2026'), ('2026',), ())
    """
    year, _, part = name.partition("-")
    if part.startswith("q"):
        return f"{year}-h{(int(part[1]) + 1) // 2}", year
    return (year,) if part else ()
