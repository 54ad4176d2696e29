"""Numbers as spreadsheets write them: grouped, with signs, with one decimal mark or the other."""

import re
from collections.abc import Iterable
from decimal import Decimal

from okrsite.model.schema import DecimalMark

LARGEST = Decimal(10) ** 15
SMALLEST = Decimal(10) ** -12
_LONGEST = 40
_CURRENCY_SIGNS = "€$£¥₹₩₺₽₴₫₦₱฿"
_BLANKS = str.maketrans("", "", " \u00a0\u202f\u2009'\u2019")
_CODE = re.compile(r"^(-?)[A-Z]{3}(?=[0-9])|(?<=[0-9])[A-Z]{3}$")
_PLAIN = r"[-+]?(?:[0-9]+(?:{0}[0-9]*)?|{0}[0-9]+)"
_GROUPED = r"[-+]?[0-9]{{1,3}}(?:{1}[0-9]{{3}})+(?:{0}[0-9]+)?"
_EXPONENT = r"(?:[eE][-+]?[0-9]{1,3})?"
_MARKS = {DecimalMark.POINT: (".", ","), DecimalMark.COMMA: (",", ".")}


def bare(text: str) -> tuple[str, bool]:
    """A cell without blanks, currency and percent signs, and whether it had a percent sign.

    >>> bare("€ 1,200"), bare("12.5 %"), bare("EUR 40")
    (('1,200', False), ('12.5', True), ('40', False))
    """
    found = text.translate(_BLANKS).replace("\N{MINUS SIGN}", "-").strip(_CURRENCY_SIGNS)
    if found.startswith("-"):
        found = "-" + found[1:].strip(_CURRENCY_SIGNS)
    found = _CODE.sub(r"\1", found)
    return (found[:-1], True) if found.endswith("%") else (found, False)


def read_cell(text: str, mark: DecimalMark) -> Decimal | None:
    """A bare cell as a number from 1e-12 to 1e15 in size; None where it is none.

    >>> read_cell("1,234.5", DecimalMark.POINT), read_cell("1.234,5", DecimalMark.COMMA)
    (Decimal('1234.5'), Decimal('1234.5'))
    >>> read_cell("12,5", DecimalMark.POINT) is None
    True
    """
    if len(text) > _LONGEST or not _FORMS[mark].fullmatch(text):
        return None
    point, group = _MARKS[mark]
    number = Decimal(text.replace(group, "").replace(point, "."))
    if abs(number) >= LARGEST or 0 < abs(number) < SMALLEST:
        return None
    return number


def decimal_mark(cells: Iterable[str]) -> DecimalMark | None:
    """The decimal mark that bare cells settle; None where every mark in them is ambiguous.

    >>> decimal_mark(["1,234", "12,5"]), decimal_mark(["1,234"])
    (<DecimalMark.COMMA: 'comma'>, None)
    >>> decimal_mark(["40", "41"])
    <DecimalMark.POINT: 'point'>
    """
    marked = [cell for cell in cells if "," in cell or "." in cell]
    if not marked:
        return DecimalMark.POINT
    return next((mark for cell in marked if (mark := _settled_by(cell))), None)


def _settled_by(cell: str) -> DecimalMark | None:
    """Which mark a number shows to be the decimal one, if it can be read in one way only."""
    found = [mark for mark in DecimalMark if read_cell(cell, mark) is not None]
    if len(found) == 2 and re.match(r"[-+]?0[.,]", cell):
        return DecimalMark.COMMA if "," in cell else DecimalMark.POINT
    return found[0] if len(found) == 1 else None


def _form(mark: DecimalMark) -> "re.Pattern[str]":
    point, group = (re.escape(sign) for sign in _MARKS[mark])
    return re.compile(f"{_PLAIN.format(point)}{_EXPONENT}|{_GROUPED.format(point, group)}")


_FORMS = {mark: _form(mark) for mark in DecimalMark}
