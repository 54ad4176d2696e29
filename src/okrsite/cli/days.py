"""A timezone in, the day that it is there out; the one place that asks for it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def today(timezone: str) -> date:
    """The day that it is now in a timezone."""
    return datetime.now(UTC).astimezone(ZoneInfo(timezone)).date()
