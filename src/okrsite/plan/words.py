"""The words of the site: statuses, kinds and periods as people say them."""

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date, format_skeleton

from okrsite.assess.assessment import Status, UnitWord, Word
from okrsite.base.numbers import format_day
from okrsite.model.calendar import Cadence, Period
from okrsite.model.goals import Pillar
from okrsite.model.schema import EventKind, Indicator, PillarKind, TeamKind
from okrsite.plan.views.parts import Day

DASH = "\N{EN DASH}"

STATUS_WORDS = {
    Status.ACHIEVED: "achieved",
    Status.ON_TRACK: "on track",
    Status.OPEN: "open",
    Status.TOO_EARLY: "too early",
    Status.OUTDATED: "outdated",
    Status.AT_RISK: "at risk",
    Status.OFF_TRACK: "off track",
    Status.MISSED: "missed",
    Status.PENDING: "pending",
    Status.NOT_STARTED: "not started",
    Status.NONE: "not counted",
}

STATUS_ORDER = (
    Status.ACHIEVED,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.OFF_TRACK,
    Status.MISSED,
    Status.OUTDATED,
    Status.TOO_EARLY,
    Status.OPEN,
    Status.PENDING,
    Status.NOT_STARTED,
    Status.NONE,
)
"""The order in which the site counts, best first and what is silent last."""

TROUBLED = (Status.MISSED, Status.OFF_TRACK, Status.AT_RISK, Status.OUTDATED)
"""The statuses that ask for somebody's attention, worst first."""

KPI_WORDS = {
    Word.CRITICAL: "critical",
    Word.ALERT: "alert",
    Word.WARN: "warning",
    Word.MISSED: "target missed",
    Word.STALE: "stale",
    Word.ATTAINED: "attained",
    Word.HEALTHY: "healthy",
    Word.MONITORED: "monitored",
    Word.NO_DATA: "no data",
}

UNIT_WORDS = {
    UnitWord.ATTAINED: "attained",
    UnitWord.MISSED: "missed",
    UnitWord.NOT_YET: "not yet",
    UnitWord.NO_TARGET: "no target",
    UnitWord.NO_DATA: "no data",
}

CADENCE_PERIODS = {
    Cadence.HOURLY: "hour",
    Cadence.DAILY: "day",
    Cadence.WEEKLY: "week",
    Cadence.MONTHLY: "month",
    Cadence.QUARTERLY: "quarter",
    Cadence.ANNUAL: "year",
    Cadence.IRREGULAR: "value",
}
"""What a period of a cadence is called."""

TEAM_KINDS = {
    TeamKind.COMPANY: "Company",
    TeamKind.DEPARTMENT: "Department",
    TeamKind.TEAM: "Team",
    TeamKind.PROJECT: "Project",
}
PILLAR_KINDS = {
    PillarKind.VISION: "Vision",
    PillarKind.THEME: "Theme",
    PillarKind.STAGE: "Stage of the funnel",
}
INDICATORS = {Indicator.LEADING: "leading", Indicator.LAGGING: "lagging"}
RULE_WORDS = {
    "value": "value",
    "promise": "promise",
    "confidence": "confidence",
    "calendar": "days of a cycle",
    "target": "target",
    "progress": "progress",
    "expected": "expected progress",
    "pace": "pace",
    "status": "status of a key result",
    "roll-up": "roll-up",
    "objective-status": "status of an objective",
    "score": "score",
    "tally": "counts and means",
    "week": "a week",
    "net-confidence": "net confidence",
    "forecast": "forecast",
    "cycle-scores": "scores of a cycle",
    "calibration": "calibration",
    "kpi-value": "value of a KPI",
    "sudden-change": "sudden change",
    "kpi-word": "state of a KPI",
    "gap-closed": "gap closed, before and after",
    "units": "units of a KPI",
    "drivers": "drivers and correlation",
    "funnel": "conversion in the funnel",
}
"""The rules that numbers and words follow, by the name that explanations give."""

EVENT_WORDS = {
    EventKind.DEFINED: "Defined",
    EventKind.REDEFINED: "Redefined",
    EventKind.CORRECTION: "Correction",
    EventKind.ACKNOWLEDGED: "Acknowledged",
    EventKind.RETIRED: "Retired",
}


def day_view(day: date, language: str) -> Day:
    """A day for people and for machines."""
    return Day(day.isoformat(), format_day(day, language))


def pillar_order(pillar: Pillar) -> tuple[int, int, str]:
    """Vision before themes before stages, each in their order."""
    return list(PILLAR_KINDS).index(pillar.kind), pillar.order, pillar.title.casefold()


def count_words(number: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> count_words(1, "objective"), count_words(2, "KPI"), count_words(3, "child", "children")
    ('1 objective', '2 KPIs', '3 children')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    found = list(words)
    return (
        found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else ""
    )


def period_words(one: Period, language: str) -> str:
    """A period as people write it.

    >>> from okrsite.model.calendar import period
    >>> period_words(period(Cadence.WEEKLY, date(2026, 11, 20)), "en")
    'week to 22 Nov 2026'
    >>> period_words(period(Cadence.MONTHLY, date(2026, 11, 20)), "en")
    'Nov 2026'
    """
    if one.cadence is Cadence.HOURLY:
        return f"{format_day(one.start, language)}, {one.hour:02d}:00"
    if one.cadence is Cadence.WEEKLY:
        return f"week to {format_day(one.end, language)}"
    if one.cadence is Cadence.MONTHLY:
        return str(format_skeleton("yMMM", one.start, locale=language))
    if one.cadence is Cadence.QUARTERLY:
        return f"Q{(one.start.month + 2) // 3} {one.start.year}"
    if one.cadence is Cadence.ANNUAL:
        return str(one)
    if one.start == one.end:
        return format_day(one.end, language)
    return f"{one.start.year} to {one.end.year}"


def short_period(one: Period, language: str) -> str:
    """A period as the head of a narrow column.

    >>> from okrsite.model.calendar import period
    >>> short_period(period(Cadence.WEEKLY, date(2026, 11, 20)), "en")
    '22 Nov'
    """
    if one.cadence is Cadence.HOURLY:
        return f"{one.hour:02d}:00"
    if one.cadence in (Cadence.WEEKLY, Cadence.DAILY, Cadence.IRREGULAR):
        return (
            str(format_skeleton("MMMd", one.end, locale=language))
            if (language != "en")
            else str(format_date(one.end, "d MMM", locale=language))
        )
    return period_words(one, language)


def initials(name: str) -> str:
    """The first letters of a person's names, two at most.

    >>> initials("Ana María Ruiz"), initials("Bas")
    ('AR', 'B')
    """
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return ""
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()
