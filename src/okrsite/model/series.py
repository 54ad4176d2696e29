"""Series as the author keeps them: a table's column or inline values as dated observations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from pydantic_core import PydanticCustomError

from okrsite.base.numbers import Unit
from okrsite.base.problems import Place, Problem, Problems, did_you_mean
from okrsite.base.text import one_of
from okrsite.model.calendar import Cadence, Period, UnreadableLabel, is_finer, read_label, within
from okrsite.model.formula import Expression
from okrsite.model.schema import DecimalMark, Percent, Reduce, read_amount
from okrsite.read.tables import Table

MAX_VALUE = 1e15
_CURRENCY_SIGNS = "€$£¥₹₩₺₽₴₫₦₱฿"
_BLANKS = str.maketrans("", "", " \u00a0\u202f\u2009'\u2019")
_GROUPED = r"[-+]?\d{{1,3}}(?:{0}\d{{3}})+"


@dataclass(frozen=True, slots=True)
class Observation:
    """A value of a period, as written; `place` is its row."""

    period: Period
    value: float
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rows:
    """A series that is written down, in the order of time."""

    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A composite series."""

    text: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class SameAs:
    """A KPI whose numbers are those of a metric or another KPI."""

    id: str


@dataclass(frozen=True, slots=True)
class Combined:
    """A KPI whose numbers are its units' together."""

    units: tuple[Rows, ...]
    combine: Reduce


Origin: TypeAlias = Rows | Formula | SameAs | Combined


@dataclass(frozen=True, slots=True)
class Series:
    """Where the numbers of a KPI or a metric come from and how they are reduced."""

    id: str
    unit: Unit
    cadence: Cadence
    aggregate: Reduce | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as read: its observations in time, its decimals, its problems."""

    observations: tuple[Observation, ...]
    decimals: int
    problems: tuple[Problem, ...]


@lru_cache(maxsize=4096)
def column(
    table: Table,
    name: str,
    decimal: DecimalMark | None,
    is_percent: bool,  # noqa: FBT001 - a key of the memo
    fiscal_year_starts: int | None,
) -> Column:
    """One value column of a table; `name` is empty where the table has only one."""
    problems = Problems()
    index = _value_column(table, name, problems)
    if index is None:
        return Column((), 0, tuple(problems))
    note = _note_column(table)
    mark = decimal or _decimal_mark(table, index)
    observations, written = [], []
    for row in table.rows:
        if not row.cells[index]:
            continue
        number = _cell(table, row.line, index, row.cells[index], mark, is_percent, problems)
        try:
            period = read_label(row.cells[0], fiscal_year_starts)
        except UnreadableLabel as error:
            problems.error("OKR311", table.place(row.line, 0),
                           f"`{row.cells[0]}` is not a date: {error}")
            continue
        if number is None:
            continue
        written.append(number)
        text = row.cells[note] if note is not None else ""
        place = Place(table.path, row.line, 1)
        observations.append(Observation(period, float(number), text, place))
    decimals = max((-int(n.as_tuple().exponent) for n in written), default=0)
    return Column(_in_time(observations, problems), min(2, max(0, decimals)), tuple(problems))


def inline(
    values: Iterable[tuple[str, str, Place]],
    unit: Unit,
    fiscal_year_starts: int | None,
    problems: Problems,
) -> tuple[Observation, ...]:
    """Values written in the front matter: (label, value, place)."""
    found = []
    for label, text, place in values:
        try:
            period = read_label(label, fiscal_year_starts)
        except UnreadableLabel as error:
            problems.error("OKR311", place, f"`{label}` is not a date: {error}")
            continue
        number = read_value(text, unit, place, problems)
        if number is not None:
            found.append(Observation(period, float(number), "", place))
    return _in_time(found, problems)


def read_value(text: str, unit: Unit, place: Place, problems: Problems) -> Decimal | None:
    """A value typed in front matter, in its unit; nothing where it cannot be read."""
    try:
        number = read_amount(text)
    except PydanticCustomError as error:
        problems.error("OKR103", place, f"`{text}` is not a value: {error.message()}",
                       hint=(error.context or {}).get("hint", ""))
        return None
    return check_percent(number, unit, place, problems)


def check_percent(
    number: Decimal, unit: Unit, place: Place, problems: Problems
) -> Decimal:
    """Report a percent sign on a value of another unit."""
    if isinstance(number, Percent) and not unit.is_percent:
        problems.error("OKR106", place, "a `%` on a value whose unit is not a percent",
                       hint='write `unit: "%"`, or leave the sign out')
    return number


def infer_cadence(observations: tuple[Observation, ...]) -> Cadence:
    """The cadence that labels of one kind show; days alone show none."""
    kinds = {observation.period.cadence for observation in observations}
    if len(kinds) == 1 and (kind := kinds.pop()) is not Cadence.DAILY:
        return kind
    return Cadence.IRREGULAR


def check_cadence(
    observations: tuple[Observation, ...],
    cadence: Cadence,
    aggregate: Reduce | None,
    problems: Problems,
) -> None:
    """Report labels coarser than the cadence, and several rows in one period without a rule."""
    seen: dict[Period, Observation] = {}
    for observation in observations:
        if is_finer(cadence, observation.period.cadence):
            problems.error("OKR312", observation.place,
                           f"`{observation.period}` is coarser than the cadence `{cadence}`",
                           hint=f"write `cadence: {observation.period.cadence}`")
            return
        period = within(observation.period, cadence)
        if period in seen and aggregate is None and cadence is not Cadence.IRREGULAR:
            problems.error("OKR313", observation.place,
                           f"several rows in one period ({period}), and no `aggregate`",
                           hint=f"write `aggregate:` with {one_of([r.value for r in Reduce])}",
                           others=(seen[period].place,))
            return
        seen[period] = observation


def _value_column(table: Table, name: str, problems: Problems) -> int | None:
    lowered = [head.lower() for head in table.header]
    if name:
        if name in table.header:
            return table.header.index(name)
        problems.error("OKR314", table.place(1), f"there is no column `{name}`",
                       hint=did_you_mean(name, table.header[1:])
                       or f"the columns are {', '.join(table.header[1:])}")
        return None
    candidates = [i for i, head in enumerate(lowered) if i and head != "note"]
    if "value" in lowered[1:]:
        return lowered.index("value", 1)
    if len(candidates) == 1:
        return candidates[0]
    if table.header:
        problems.error("OKR314", table.place(1), "the table has no single value column",
                       hint=f"name one: `series: file.csv#{table.header[1]}`"
                       if len(table.header) > 1 else "begin with a line `date,value`")
    return None


def _note_column(table: Table) -> int | None:
    lowered = [head.lower() for head in table.header]
    return lowered.index("note", 1) if "note" in lowered[1:] else None


def _bare(text: str) -> tuple[str, bool]:
    """A cell without blanks, currency and percent signs, and whether it had a percent sign."""
    bare = text.translate(_BLANKS).replace("\N{MINUS SIGN}", "-").strip(_CURRENCY_SIGNS)
    if bare.startswith("-"):
        bare = "-" + bare[1:].strip(_CURRENCY_SIGNS)
    bare = re.sub(r"^(-?)[A-Z]{3}(?=\d)|(?<=\d)[A-Z]{3}$", r"\1", bare)
    return (bare[:-1], True) if bare.endswith("%") else (bare, False)


def _decimal_mark(table: Table, index: int) -> DecimalMark | None:
    """The decimal mark: the point in a comma file, else what one unambiguous value settles."""
    if table.separator == ",":
        return DecimalMark.POINT
    cells = [_bare(row.cells[index])[0] for row in table.rows]
    if not any("," in cell or "." in cell for cell in cells):
        return DecimalMark.POINT
    return next((mark for cell in cells if (mark := _settles(cell))), None)


def _settles(cell: str) -> DecimalMark | None:
    """Which mark a value shows to be the decimal one, if it can be read in one way only."""
    as_point = bool(re.fullmatch(_GROUPED.format(",") + r"(?:\.\d+)?|[-+]?\d*\.?\d+", cell))
    as_comma = bool(re.fullmatch(_GROUPED.format(r"\.") + r"(?:,\d+)?|[-+]?\d*,?\d+", cell))
    if re.fullmatch(r"[-+]?0[.,]\d+", cell):
        return DecimalMark.COMMA if "," in cell else DecimalMark.POINT
    if as_point == as_comma:
        return None
    return DecimalMark.POINT if as_point else DecimalMark.COMMA


def _cell(  # noqa: PLR0913 - a cell, its place and how to read it
    table: Table,
    line: int,
    index: int,
    text: str,
    mark: DecimalMark | None,
    is_percent: bool,  # noqa: FBT001 - how to read it
    problems: Problems,
) -> Decimal | None:
    bare, has_percent = _bare(text)
    if mark is None and ("," in bare or "." in bare):
        problems.error("OKR315", table.place(line, index),
                       f"`{text}` can be read in two ways: is the mark for decimals or thousands?",
                       hint="write `decimal: comma` or `decimal: point` beside `series:`")
        return None
    number = _number(bare, mark or DecimalMark.POINT)
    if number is None:
        hint = "write `decimal: comma`" if re.fullmatch(r"-?\d+,\d+", bare) else (
            "leave the cell empty where there is no value")
        problems.error("OKR316", table.place(line, index), f"`{text}` is not a number", hint=hint)
        return None
    if has_percent and not is_percent:
        problems.error("OKR106", table.place(line, index),
                       "a `%` on a value whose unit is not a percent",
                       hint='write `unit: "%"`, or leave the sign out')
    return number


def _number(bare: str, mark: DecimalMark) -> Decimal | None:
    group, point = (",", ".") if mark is DecimalMark.POINT else (".", ",")
    plain = rf"[-+]?(?:\d+(?:{re.escape(point)}\d*)?|{re.escape(point)}\d+)(?:[eE][-+]?\d{{1,3}})?"
    grouped = _GROUPED.format(re.escape(group)) + rf"(?:{re.escape(point)}\d+)?"
    if len(bare) > 40 or not (re.fullmatch(plain, bare) or re.fullmatch(grouped, bare)):
        return None
    number = Decimal(bare.replace(group, "").replace(point, "."))
    return number if abs(number) < MAX_VALUE else None


def _in_time(observations: list[Observation], problems: Problems) -> tuple[Observation, ...]:
    """The observations in order; two for one period are an error, a wrong order a warning."""
    ordered = sorted(observations, key=lambda one: (one.period.end, one.period.start, one.period.hour))
    for one, other in zip(ordered, ordered[1:], strict=False):
        if one.period == other.period:
            problems.error("OKR317", other.place, f"two values for {other.period}",
                           hint="keep one of the two", others=(one.place,))
    if [o.place for o in ordered] != [o.place for o in observations]:
        later = next(o for o, p in zip(observations, ordered, strict=True) if o is not p)
        problems.warning("OKR318", later.place, f"{later.period} stands out of order",
                         hint="sort the rows by date")
    return tuple(ordered)
