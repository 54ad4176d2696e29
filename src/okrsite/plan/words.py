"""The words of the site: statuses, kinds and periods as people say them."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from okrsite.assess.assessment import Status, UnitWord, Word
from okrsite.base.numbers import format_dated, format_day
from okrsite.base.words import marked, say_in, says_in
from okrsite.model.calendar import Cadence, Period, Rhythm
from okrsite.model.goals import Pillar
from okrsite.model.schema import Decision, EventKind, Indicator, Intent, PillarKind, TeamKind
from okrsite.plan.views.parts import Badge, Day

DASH = "\N{EN DASH}"

STATUS_WORDS = {
    Status.ACHIEVED: marked("achieved"),
    Status.ON_TRACK: marked("on track"),
    Status.OPEN: marked("open"),
    Status.TOO_EARLY: marked("too early"),
    Status.OUTDATED: marked("outdated"),
    Status.AT_RISK: marked("at risk"),
    Status.OFF_TRACK: marked("off track"),
    Status.MISSED: marked("missed"),
    Status.PENDING: marked("pending"),
    Status.NOT_STARTED: marked("not started"),
    Status.NONE: marked("not counted"),
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


def in_order(badges: Iterable[Badge]) -> list[Badge]:
    """The states of goals in the order in which the site counts."""
    return sorted(badges, key=lambda badge: (_RANKS[badge.status], badge.word))


_RANKS = {status.value: rank for rank, status in enumerate(STATUS_ORDER)}

TROUBLED = (Status.MISSED, Status.OFF_TRACK, Status.AT_RISK, Status.OUTDATED)
"""The statuses that ask for somebody's attention, worst first."""

RESULT_WORDS = {
    "achieved": marked("achieved"),
    "partly": marked("partly"),
    "missed": marked("missed"),
}
"""What a closed objective came to."""

INTENT_WORDS = {
    Intent.CHANGE: marked("change"),
    Intent.FIX: marked("fix"),
    Intent.IMPROVE: marked("improve"),
}
DECISION_WORDS = {
    Decision.KEEP: marked("keep"),
    Decision.MODIFY: marked("modify"),
    Decision.ABANDON: marked("abandon"),
}
KPI_WORDS = {
    Word.CRITICAL: marked("critical"),
    Word.ALERT: marked("alert"),
    Word.WARN: marked("warning"),
    Word.MISSED: marked("target missed"),
    Word.STALE: marked("stale"),
    Word.ATTAINED: marked("attained"),
    Word.HEALTHY: marked("healthy"),
    Word.MONITORED: marked("monitored"),
    Word.NO_DATA: marked("no data"),
}

UNIT_WORDS = {
    UnitWord.ATTAINED: marked("attained"),
    UnitWord.MISSED: marked("missed"),
    UnitWord.NOT_YET: marked("not yet"),
    UnitWord.NO_TARGET: marked("no target"),
    UnitWord.NO_DATA: marked("no data"),
}

EVERY = {
    Rhythm.WEEK: marked("every week"),
    Rhythm.MONTH: marked("every month"),
    Rhythm.QUARTER: marked("every quarter"),
}
TEAM_KINDS = {
    TeamKind.COMPANY: marked("Company"),
    TeamKind.DEPARTMENT: marked("Department"),
    TeamKind.TEAM: marked("Team"),
    TeamKind.PROJECT: marked("Project"),
}
PILLAR_KINDS = {
    PillarKind.VISION: marked("Vision"),
    PillarKind.THEME: marked("Theme"),
    PillarKind.STAGE: marked("Stage of the funnel"),
}
INDICATORS = {Indicator.LEADING: marked("leading"), Indicator.LAGGING: marked("lagging")}
RULE_WORDS = {
    "value": marked("value"),
    "promise": marked("promise"),
    "confidence": marked("confidence"),
    "calendar": marked("days of a cycle"),
    "target": marked("target"),
    "progress": marked("progress"),
    "expected": marked("expected progress"),
    "pace": marked("pace"),
    "status": marked("status of a key result"),
    "roll-up": marked("roll-up"),
    "objective-status": marked("status of an objective"),
    "score": marked("score"),
    "tally": marked("counts and means"),
    "week": marked("a week"),
    "net-confidence": marked("net confidence"),
    "forecast": marked("forecast"),
    "cycle-scores": marked("scores of a cycle"),
    "comparison": marked("comparison of cycles"),
    "calibration": marked("calibration"),
    "kpi-value": marked("value of a KPI"),
    "sudden-change": marked("sudden change"),
    "kpi-word": marked("state of a KPI"),
    "gap-closed": marked("gap closed, before and after"),
    "units": marked("units of a KPI"),
    "drivers": marked("drivers and correlation"),
    "funnel": marked("conversion in the funnel"),
}
"""The rules that numbers and words follow, by the name that explanations give."""

EVENT_WORDS = {
    EventKind.DEFINED: marked("Defined"),
    EventKind.REDEFINED: marked("Redefined"),
    EventKind.CORRECTION: marked("Correction"),
    EventKind.ACKNOWLEDGED: marked("Acknowledged"),
    EventKind.RETIRED: marked("Retired"),
}


@lru_cache(maxsize=20_000)
def day_view(day: date, language: str) -> Day:
    """A day for people and for machines."""
    return Day(day.isoformat(), format_day(day, language))


def pillar_order(pillar: Pillar) -> tuple[int, int, str]:
    """Vision before themes before stages, each in their order."""
    return list(PILLAR_KINDS).index(pillar.kind), pillar.order, pillar.title.casefold()


def points_words(share: float, language: str) -> str:
    """A difference of shares in points of percent.

    >>> points_words(0.12, "en"), points_words(-0.01, "en")
    ('12 points', '−1 point')
    """
    points = round(100 * share)
    words = says_in(language, "{n} point", "{n} points", abs(points))
    return f"\N{MINUS SIGN}{words}" if points < 0 else words


def listed(words: Iterable[str], language: str) -> str:
    """Words as a list in a sentence.

    >>> listed(["a"], "en"), listed(["a", "b", "c"], "en"), listed(["a", "b"], "de")
    ('a', 'a, b and c', 'a und b')
    """
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return say_in(language, "{others} and {last}", others=", ".join(found[:-1]), last=found[-1])


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
        return say_in(language, "week to {day}", day=format_day(one.end, language))
    if one.cadence is Cadence.MONTHLY:
        return format_dated(one.start, "MMM y", language)
    if one.cadence is Cadence.QUARTERLY:
        quarter = (one.start.month + 2) // 3
        return say_in(language, "Q{quarter} {year}", quarter=quarter, year=one.start.year)
    if one.cadence is Cadence.ANNUAL:
        return str(one)
    if one.start == one.end:
        return format_day(one.end, language)
    return say_in(language, "{low} to {high}", low=one.start.year, high=one.end.year)


def short_period(one: Period, language: str) -> str:
    """A period as the head of a narrow column.

    >>> from okrsite.model.calendar import period
    >>> short_period(period(Cadence.WEEKLY, date(2026, 11, 20)), "en")
    '22 Nov'
    """
    if one.cadence is Cadence.HOURLY:
        return f"{one.hour:02d}:00"
    if one.cadence in (Cadence.WEEKLY, Cadence.DAILY, Cadence.IRREGULAR):
        return format_dated(one.end, "d MMM", language)
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
