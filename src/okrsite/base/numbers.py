"""The one place where numbers and dates become words, by the site's language."""

from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import list_currencies

from okrsite.base.frozen import Frozen

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY"}
MAX_DECIMALS = 2
_MOST_DECIMALS = 4
_MINUS = "\N{MINUS SIGN}"
_DIGITS_OF_PERCENT = 9  # 100 times 0.285 is 28.5, whatever the machine adds
_WHOLE = 2.0**53  # up to here floats are whole numbers one by one
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)  # any float, with all the digits it is shown in


class Unit(Frozen):
    """What a value counts, as its author wrote it, and how many decimals are shown (0..6)."""

    name: str = ""
    decimals: int = 0

    @property
    def is_percent(self) -> bool:
        """Whether the number is a percent: 40 and `40%` mean the same."""
        return self.name in ("%", "percent")

    @property
    def currency(self) -> str:
        """The ISO code where the unit is a currency sign or code, else nothing."""
        if self.name in _SIGNS:
            return _SIGNS[self.name]
        return self.name if self.name in _currencies() else ""


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


@lru_cache(maxsize=100_000)
def format_number(value: float, decimals: int, language: str) -> str:
    """A number by the language's custom, rounded half away from zero.

    >>> format_number(1234.5, 0, "en"), format_number(1234.5, 1, "de")
    ('1,235', '1.234,5')
    >>> format_number(-0.04, 1, "en")
    '0.0'
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, context=_EXACT)
    group, point = _marks(language)
    whole, _, rest = f"{abs(rounded):,f}".partition(".")
    sign = _MINUS if rounded < 0 else ""
    return sign + whole.replace(",", group) + (point + rest if rest else "")


def bare_number(value: float) -> int | float:
    """A number for machines: a whole one without a point, as far as it is exact.

    >>> bare_number(2000.0), bare_number(0.5), bare_number(1e300)
    (2000, 0.5, 1e+300)
    """
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value


@lru_cache(maxsize=100_000)
def format_plain(value: float, decimals: int, language: str) -> str:
    """A number with as many decimals as it needs, at least so many and at most 4.

    >>> format_plain(3.0, 0, "en"), format_plain(0.25, 1, "en"), format_plain(1 / 3, 0, "en")
    ('3', '0.25', '0.3333')
    >>> format_plain(2.400001, 0, "en")
    '2.4'
    """
    needed = range(decimals, _MOST_DECIMALS)
    exact = round(value, _MOST_DECIMALS)
    enough = next((d for d in needed if round(value, d) == exact), max(decimals, _MOST_DECIMALS))
    return format_number(value, enough, language)


@lru_cache(maxsize=8)
def _marks(language: str) -> tuple[str, str]:
    symbols = Locale.parse(language).number_symbols["latn"]
    return symbols["group"], symbols["decimal"]


@lru_cache(maxsize=100_000)
def format_value(value: float, unit: Unit, language: str) -> str:
    """A value with its unit: `%` and currencies by custom, any other unit after a blank.

    >>> format_value(40, Unit("%"), "en"), format_value(1200, Unit("€"), "en")
    ('40%', '€1,200')
    >>> format_value(1200, Unit("EUR"), "de") == "1.200\\xa0€"
    True
    >>> format_value(1450, Unit("sign-ups"), "en")
    '1,450 sign-ups'
    """
    number = format_number(value, unit.decimals, language)
    return _around(number, *_beside(unit.name, language))


def _around(number: str, before: str, after: str) -> str:
    if number.startswith(_MINUS):
        return f"{_MINUS}{before}{number[1:]}{after}"
    return f"{before}{number}{after}"


@lru_cache(maxsize=1_000)
def _beside(name: str, language: str) -> tuple[str, str]:
    """What stands before and after a number for its unit."""
    unit = Unit(name)
    if unit.is_percent:
        return _affixes(language, "percent")
    if unit.currency:
        before, after = _affixes(language, "currency")
        sign = _sign(unit, language)
        return before.replace("¤", sign), after.replace("¤", sign)
    return "", f" {name}" if name else ""


@lru_cache(maxsize=16)
def _affixes(language: str, custom: str) -> tuple[str, str]:
    locale = Locale.parse(language)
    pattern = (
        locale.percent_formats[None] if custom == "percent" else locale.currency_formats["standard"]
    )
    before, after = pattern.prefix[0], pattern.suffix[0]
    return before, after


def _sign(unit: Unit, language: str) -> str:
    return str(Locale.parse(language).currency_symbols.get(unit.currency, unit.currency))


def signed(words: str, value: float) -> str:
    """A number in words with a plus where it is above 0.

    >>> signed("0.12", 0.12), signed("0.00", 0.0)
    ('+0.12', '0.00')
    """
    return f"+{words}" if value > 0 else words


def format_score(score: float, language: str, bounds: tuple[float, ...] = ()) -> str:
    """A score (0..1) with two decimals, with three where rounding would cross a bound.

    >>> format_score(0.856, "en", (0.85,)), format_score(0.853, "en", (0.85,))
    ('0.86', '0.853')
    """
    two = float(Decimal(repr(score)).quantize(Decimal("0.01"), context=_EXACT))
    is_crossed = any((score > bound) != (two > bound) for bound in bounds)
    return format_number(score, 3 if is_crossed else 2, language)


@lru_cache(maxsize=100_000)
def format_percent(share: float, language: str, bounds: tuple[float, ...] = (1.0,)) -> str:
    """A share as a percent: whole, with one decimal where rounding would cross a bound.

    >>> format_percent(0.456, "en"), format_percent(0.998, "en"), format_percent(1.25, "en")
    ('46%', '99.8%', '125%')
    >>> format_percent(0.285, "en")
    '29%'
    >>> format_percent(0.99999, "en")
    '99.9%'
    >>> format_percent(-0.1, "en") == "\\N{MINUS SIGN}10%"
    True
    """
    percent = round(100 * share, _DIGITS_OF_PERCENT)
    whole = float(Decimal(repr(percent)).quantize(Decimal(1), context=_EXACT))
    if not _crosses(percent, whole, bounds):
        return format_value(percent, Unit("%"), language)
    tenths = Decimal(repr(percent)).quantize(Decimal("0.1"), context=_EXACT)
    if _crosses(percent, float(tenths), bounds):
        tenths = Decimal(repr(percent)).quantize(Decimal("0.1"), ROUND_FLOOR, context=_EXACT)
    return format_value(float(tenths), Unit("%", 1), language)


def _crosses(percent: float, rounded: float, bounds: tuple[float, ...]) -> bool:
    return any((percent < 100 * bound) != (rounded < 100 * bound) for bound in bounds)


def decimals_of(*written: Decimal | None) -> int:
    """How many decimals the author's values have, at most 2.

    >>> decimals_of(Decimal("1.50"), Decimal("2"), None), decimals_of(Decimal("0.125"))
    (2, 2)
    """
    counts = [-int(value.as_tuple().exponent) for value in written if value is not None]
    return max(0, min(MAX_DECIMALS, max(counts, default=0)))


@lru_cache(maxsize=20_000)
def format_day(day: date, language: str) -> str:
    """A day as people write it.

    >>> format_day(date(2026, 11, 20), "en"), format_day(date(2026, 11, 20), "de")
    ('20 Nov 2026', '20. Nov. 2026')
    """
    return format_dated(day, "d MMM y", language)


def format_dated(day: date, pattern: str, language: str) -> str:
    """A day by parts of `d MMM y`: in this order in English, elsewhere by the custom.

    >>> format_dated(date(2026, 11, 20), "d MMM", "en"), format_dated(date(2026, 11, 20), "y", "de")
    ('20 Nov', '2026')
    """
    if language.startswith("en"):
        return str(format_date(day, pattern, locale=language))
    skeleton = "".join(reversed(pattern.split()))
    return str(format_skeleton(skeleton, day, locale=language))
