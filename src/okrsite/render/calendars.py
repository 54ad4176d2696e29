"""A planned calendar in, iCalendar (RFC 5545) out; icalendar folds, escapes and ends the lines."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.metadata import version
from uuid import NAMESPACE_URL, uuid5

from okrsite.model.calendar import Rhythm
from okrsite.plan.exports.calendars import CalendarData, Occasion
from okrsite.plan.output import Plain
from okrsite.render.addresses import published
from okrsite.render.sources import PAGES, sources_digest


class CalendarRenderer:
    """Writes calendars of whole days."""

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """The program and the library; which is imported only to write one."""
        del data
        return (("sources", sources_digest(*PAGES)), ("icalendar", version("icalendar")))

    def render(self, data: Plain) -> bytes:
        """The calendar, its days in order."""
        from icalendar import Calendar  # noqa: PLC0415 - costs every start of the program

        assert isinstance(data, CalendarData)
        calendar = Calendar()
        calendar.add("prodid", f"-//okrsite//okrsite {data.generator}//{data.language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("name", data.title)
        calendar.add("x-wr-calname", data.title)
        calendar.add("refresh-interval", timedelta(days=1), {"value": "DURATION"})
        calendar.add("x-published-ttl", "P1D")
        days = (_event(one, data.origin, data.address, data.stamp) for one in data.occasions)
        return bytes(calendar.to_ical()).removesuffix(_END) + b"".join(days) + _END


@lru_cache(maxsize=20_000)
def _event(one: Occasion, origin: str, address: str, stamp: date) -> bytes:
    """A day as it is written; that of a team is also one of the site."""
    from icalendar import Event  # noqa: PLC0415 - costs every start of the program

    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{origin}#{one.key}")))
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", one.title)
    event.add("transp", "TRANSPARENT")
    if one.text:
        event.add("description", one.text)
    if one.page and address:
        event.add("url", published(one.page, address))
    if one.every and one.until:
        event.add("rrule", _rule(one.every, one.until))
    return bytes(event.to_ical())


def _rule(every: Rhythm, until: date) -> dict[str, object]:
    """A rule of recurrence up to a day, which takes part."""
    return {**_RULES[every], "until": until}


_END = b"END:VCALENDAR\r\n"

_RULES: dict[Rhythm, dict[str, object]] = {
    Rhythm.WEEK: {"freq": "weekly"},
    Rhythm.MONTH: {"freq": "monthly", "bymonthday": -1},
    Rhythm.QUARTER: {"freq": "monthly", "interval": 3, "bymonthday": -1},
}
"""The first day says which day of the week; the last day of a month is said here."""
