"""What a KPI is held against, in words."""

from okrsite.base.numbers import Unit, format_day, format_value
from okrsite.base.words import say_in
from okrsite.model.goals import Bounds, Kpi


def rule_words(kpi: Kpi, language: str) -> str:
    """What a KPI is held against, its target before its thresholds."""
    unit = kpi.series.unit
    target = bounds_words(kpi.target, unit, language)
    by = kpi.fields.target_by
    parts = []
    if target and by:
        day = format_day(by, language)
        parts.append(say_in(language, "target {target} by {day}", target=target, day=day))
    elif target:
        parts.append(say_in(language, "target {target}", target=target))
    if warn := bounds_words(kpi.warn, unit, language, is_breach=True):
        parts.append(say_in(language, "warns {bounds}", bounds=warn))
    return ", ".join(parts)


def bounds_words(bounds: Bounds, unit: Unit, language: str, *, is_breach: bool = False) -> str:
    """Bounds in words: what is good, or where it is breached.

    >>> bounds_words(Bounds(72, 90), Unit("%"), "en")
    '72% to 90%'
    >>> bounds_words(Bounds(high=6), Unit("hours"), "en", is_breach=True)
    'above 6 hours'
    """
    low = None if bounds.low is None else format_value(bounds.low, unit, language)
    high = None if bounds.high is None else format_value(bounds.high, unit, language)
    if is_breach:
        return _breach_words(low, high, language)
    if low and high:
        return low if low == high else say_in(language, "{low} to {high}", low=low, high=high)
    if low:
        return say_in(language, "at least {low}", low=low)
    return say_in(language, "at most {high}", high=high) if high else ""


def _breach_words(low: str | None, high: str | None, language: str) -> str:
    if low and high:
        return say_in(language, "below {low} or above {high}", low=low, high=high)
    if low:
        return say_in(language, "below {low}", low=low)
    return say_in(language, "above {high}", high=high) if high else ""
