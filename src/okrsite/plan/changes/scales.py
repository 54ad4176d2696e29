"""A shift in, its numbers as people read them out; steps are taken between what is shown.

The rule of the points: progress is shown in whole percents, and what moved it is the difference
of what is shown, `round(between) - round(before)` and `round(after) - round(between)`. So the two
always add up to the change that a reader reckons, and each may differ from the exact share by
less than a point. The JSON has the exact numbers.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

from okrsite.base.numbers import (
    Unit,
    format_number,
    format_percent,
    format_score,
    format_value,
    signed,
)
from okrsite.base.words import says_in
from okrsite.compare.difference import Measure, Shift
from okrsite.plan.words import DASH

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_DIGITS = 9  # 100 times 0.285 is 28.5, whatever the machine adds
_SCORE = Unit("", 2)
_PERCENT = Unit("%")


def words(shift: Shift, value: float | None, language: str) -> str:
    """A number of a shift as the site shows it, or a dash."""
    if value is None:
        return DASH
    if shift.measure is Measure.SCORE:
        return format_score(value, language)
    if shift.measure is Measure.VALUE:
        return format_value(value, shift.unit, language)
    return format_percent(value, language)


def step(shift: Shift, one: float | None, other: float | None) -> Decimal | None:
    """From one number to another in what is shown of both; None where one of them is missing.

    Progress and means are in points of percent, scores in their hundredths, values in the unit.
    """
    if one is None or other is None:
        return None
    return _shown(shift, other) - _shown(shift, one)


def step_words(shift: Shift, found: Decimal, language: str) -> str:
    """A step with its sign and what it is in: `+14 points`, `−0.12`, `+€300`."""
    unit = _unit(shift)
    size = float(found)
    if unit.is_percent:
        number = bare_words(shift, found, language)
        return says_in(language, "{number} point", "{number} points", _plural(found), number=number)
    return signed(format_value(size, unit, language), size)


def bare_words(shift: Shift, found: Decimal, language: str) -> str:
    """A step with its sign, without what it is in; with the sign of a currency."""
    unit, size = _unit(shift), float(found)
    shown = (
        format_value(size, unit, language)
        if unit.currency
        else format_number(size, unit.decimals, language)
    )
    return signed(shown, size)


def _unit(shift: Shift) -> Unit:
    if shift.measure is Measure.VALUE:
        return shift.unit
    return _SCORE if shift.measure is Measure.SCORE else _PERCENT


def _shown(shift: Shift, value: float) -> Decimal:
    """A number as it is rounded to be shown."""
    unit = _unit(shift)
    is_share = unit is _PERCENT
    size = round(100 * value, _DIGITS) if is_share else value
    place = Decimal(1).scaleb(-unit.decimals)
    return Decimal(repr(float(size))).quantize(place, context=_EXACT)


def _plural(found: Decimal) -> int:
    """The number that a plural goes by: one point, but 1.5 points."""
    return 1 if abs(found) == 1 else 2
