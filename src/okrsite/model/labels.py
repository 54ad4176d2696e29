"""Labels of time, as tables and `values:` carry them: a text in, the period it means out."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from okrsite.model.calendar import Cadence, Period, period

_Reader: TypeAlias = Callable[["re.Match[str]", int | None], Period]
_YEAR = "[12][0-9]{3}"
_DAY = f"({_YEAR}-[0-9]{{2}}-[0-9]{{2}})"


class UnreadableLabelError(ValueError):
    """A label of time that cannot be read; the text says what was expected."""


@lru_cache(maxsize=65_536)
def read_label(text: str, fiscal_year_starts: int | None) -> Period:
    """A date column's label as the period that it means, in the years 1000 to 2999.

    A day or an hour is itself; a coarser label means its whole period, a range of years is
    irregular. Raises `UnreadableLabelError` with what was expected; an order of day and month
    that could be read in two ways is never guessed.

    >>> str(read_label("2026 Q4", None)), read_label("2013-2015", None).end
    ('2026-Q4', datetime.date(2015, 12, 31))
    >>> read_label("2025/26", 4).start
    datetime.date(2025, 4, 1)
    """
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(text):
            try:
                return read(found, fiscal_year_starts)
            except UnreadableLabelError:
                raise
            except ValueError as error:
                raise UnreadableLabelError("no such day or period in the calendar") from error
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}", text):
        raise UnreadableLabelError(
            "the order of day and month is ambiguous, a day is written like 2026-02-01"
        )
    raise UnreadableLabelError(
        "expected a label such as 2026-11-20, 2026-11, 2026-Q4, 2026-W47 or 2026"
    )


def _day(found: "re.Match[str]", _: int | None) -> Period:
    return period(Cadence.DAILY, date.fromisoformat(found[1]))


def _hour(found: "re.Match[str]", _: int | None) -> Period:
    return period(Cadence.HOURLY, date.fromisoformat(found[1]), hour=int(found[2]))


def _month(found: "re.Match[str]", _: int | None) -> Period:
    return period(Cadence.MONTHLY, date(int(found[1]), int(found[2]), 1))


def _quarter(found: "re.Match[str]", _: int | None) -> Period:
    return period(Cadence.QUARTERLY, date(int(found[1]), 3 * int(found[2]) - 2, 1))


def _week(found: "re.Match[str]", _: int | None) -> Period:
    return period(Cadence.WEEKLY, date.fromisocalendar(int(found[1]), int(found[2]), 1))


def _year(found: "re.Match[str]", _: int | None) -> Period:
    return period(Cadence.ANNUAL, date(int(found[1]), 1, 1))


def _fiscal_year(found: "re.Match[str]", starts: int | None) -> Period:
    first, last = int(found[1]), int(found[2])
    if (first + 1) % 100 != last % 100:
        raise UnreadableLabelError(
            f"twelve months that begin in {first} are {first}/{(first + 1) % 100:02d}"
        )
    if starts is None:
        raise UnreadableLabelError(
            "a year over two calendar years needs `fiscal_year_starts` "
            "under `[calendar]` in okrsite.toml"
        )
    return period(Cadence.ANNUAL, date(first, starts, 1), year_starts=starts)


def _years(found: "re.Match[str]", _: int | None) -> Period:
    first, last = int(found[1]), int(found[2])
    if first >= last:
        raise UnreadableLabelError("the first year must lie before the last")
    return Period(date(first, 1, 1), date(last, 12, 31))


_FORMS: tuple[tuple["re.Pattern[str]", _Reader], ...] = (
    (re.compile(_DAY), _day),
    (
        re.compile(_DAY + r"[T ]([01][0-9]|2[0-3])(?::[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?Z?"),
        _hour,
    ),
    (re.compile(f"({_YEAR})-([0-9]{{2}})"), _month),
    (re.compile(f"({_YEAR})[- ]?Q([1-4])"), _quarter),
    (re.compile(f"({_YEAR})-?W([0-9]{{2}})"), _week),
    (re.compile(f"({_YEAR})"), _year),
    (re.compile(f"({_YEAR})/([0-9]{{2}}|{_YEAR})"), _fiscal_year),
    (re.compile(rf"({_YEAR}) *(?:-|to) *({_YEAR})"), _years),
)
