"""The label of a new value: the period that is meant, written as the labels beside it are."""

import re
from collections.abc import Callable
from datetime import date

from okrsite.model.calendar import Cadence, Period, is_finer, period
from okrsite.model.labels import UnreadableLabelError, read_label
from okrsite.new.files import CannotWriteError


def period_of(asked: str, fiscal: int | None) -> Period:
    """A label as typed; raises CannotWriteError with what was expected."""
    try:
        return read_label(asked, fiscal)
    except UnreadableLabelError as error:
        raise CannotWriteError(f"`{asked}` is not a date: {error}") from error


def label_of(asked: str, day: date, like: str, cadence: Cadence, fiscal: int | None) -> str:
    """The label of a value: as asked for, else the period of a day by the labels or the cadence.

    `like` is the last label of the series, empty where it has none. A day that is asked for
    means its period where the labels are coarser.

    >>> label_of("", date(2026, 11, 20), "2026W46", Cadence.WEEKLY, None)
    '2026W47'
    >>> label_of("2026-11-03", date(2026, 11, 20), "2026 Q3", Cadence.QUARTERLY, None)
    '2026 Q4'
    """
    style = period_of(like, fiscal).cadence if like else cadence
    if not like and style is Cadence.IRREGULAR:
        style = Cadence.DAILY
    if asked:
        found = period_of(asked, fiscal)
        if found.cadence is Cadence.DAILY and is_finer(Cadence.DAILY, style):
            found = period(style, found.start, year_starts=fiscal or 1)
        elif found.cadence is not style or not like:
            return asked
    elif style in (Cadence.HOURLY, Cadence.IRREGULAR):
        expected = {Cadence.HOURLY: f"{day}T14:00", Cadence.IRREGULAR: like}[style]
        raise CannotWriteError(
            f"a value of this series needs a label such as {expected}", "name it with --date"
        )
    else:
        found = period(style, day, year_starts=fiscal or 1)
    return _STYLES[style](found, like) if like and style in _STYLES else str(found)


def moment(one: Period) -> Period:
    """Periods in the order of time: by their ends."""
    return Period(one.end, one.start, one.hour, one.cadence)


def _hour(one: Period, like: str) -> str:
    minutes = ":00" * like.count(":")
    return f"{one.start}{like[10]}{one.hour:02d}{minutes}{'Z' if like.endswith('Z') else ''}"


def _week(one: Period, like: str) -> str:
    year, week, _ = one.start.isocalendar()
    return f"{year}{'-' if '-' in like else ''}W{week:02d}"


def _quarter(one: Period, like: str) -> str:
    between = re.sub(r"[0-9Q]", "", like)
    return f"{one.start.year}{between}Q{(one.start.month + 2) // 3}"


def _year(one: Period, like: str) -> str:
    _, slash, last = like.partition("/")
    if not slash:
        return f"{one.start.year}"
    return f"{one.start.year}/{str(one.start.year + 1)[-len(last) :]}"


_STYLES: dict[Cadence, Callable[[Period, str], str]] = {
    Cadence.HOURLY: _hour,
    Cadence.WEEKLY: _week,
    Cadence.QUARTERLY: _quarter,
    Cadence.ANNUAL: _year,
}
