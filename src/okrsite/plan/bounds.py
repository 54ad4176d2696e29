"""What a KPI is held against, in words."""

from okrsite.base.numbers import Unit, format_day, format_value
from okrsite.model.goals import Bounds, Kpi


def rule_words(kpi: Kpi, language: str) -> str:
    """What a KPI is held against, its target before its thresholds."""
    unit = kpi.series.unit
    target = bounds_words(kpi.target, unit, language)
    by = kpi.fields.target_by
    day = f" by {format_day(by, language)}" if by else ""
    warn = bounds_words(kpi.warn, unit, language, is_breach=True)
    parts = [f"target {target}{day}" if target else "", f"warns {warn}" if warn else ""]
    return ", ".join(filter(None, parts))


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
        ends = [f"below {low}" if low else "", f"above {high}" if high else ""]
        return " or ".join(filter(None, ends))
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"at least {low}" if low else f"at most {high}" if high else ""
