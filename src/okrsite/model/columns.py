"""A column of a table as observations: each cell read, refused or left out, never guessed."""

import re
from array import array
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import MAX_DECIMALS, decimals_of
from okrsite.base.problems import Problem, Problems, did_you_mean
from okrsite.model.calendar import Period
from okrsite.model.cells import bare, decimal_mark, read_cell
from okrsite.model.labels import UnreadableLabelError, read_label
from okrsite.model.schema import DecimalMark
from okrsite.model.series import Observations, in_time
from okrsite.model.timeline import Timeline, timeline
from okrsite.read.tables import MOST_TOLD, Row, Table

_DATE, _VALUE, _NOTE = "date", "value", "note"


class Reading(Frozen):
    """How a column is read: its name (empty: the only one), its marks, its unit, its years."""

    name: str = ""
    decimal: DecimalMark | None = None
    is_percent: bool = False
    fiscal_year_starts: int | None = None


class Column(Frozen):
    """A column of a table as read: its observations in time, and its problems."""

    observations: Observations
    problems: tuple[Problem, ...]


@lru_cache(maxsize=50_000)
def column(table: Table, reading: Reading) -> Column:
    """One value column of a table, with the table's own problems.

    A cell without a value is no observation. Reports what cannot be read (OKR305 to OKR318),
    of one table the first 20.
    """
    problems = Problems()
    columns = columns_of(table, reading, problems)
    if columns is None:
        return Column(Observations(), _told(table, problems))
    reader = _Reader(table, reading, columns, problems)
    observations = in_time(reader.observations(), problems)
    return Column(observations, _told(table, problems))


def _told(table: Table, problems: Problems) -> tuple[Problem, ...]:
    return (*table.problems, *tuple(problems)[:MOST_TOLD])


class Columns(Frozen):
    """Where in a row the date, the value and the note stand, counted from 0."""

    date: int
    value: int
    note: int | None


def columns_of(table: Table, reading: Reading, problems: Problems) -> Columns | None:
    """The columns that a reading takes; nothing, and reported, where the header does not say."""
    header = [head.lower() for head in table.header]
    if not header or _has_no_header(table, reading, problems):
        return None
    date = header.index(_DATE) if _DATE in header else 0
    value = _value_column(table, reading.name, date, problems)
    if value is None:
        return None
    if header.count(header[value]) > 1:
        problems.error(
            "OKR306",
            table.place(table.header_line, value),
            f"the column `{table.header[value]}` is given twice",
            hint="give each column a name of its own",
        )
    return Columns(date, value, header.index(_NOTE) if _NOTE in header else None)


def _has_no_header(table: Table, reading: Reading, problems: Problems) -> bool:
    try:
        read_label(table.header[0], reading.fiscal_year_starts or 1)
    except UnreadableLabelError:
        return False
    problems.error(
        "OKR305",
        table.place(table.header_line),
        "the table has no header: its first line is already a row",
        hint="begin with a line `date,value`",
    )
    return True


def _value_column(table: Table, name: str, date: int, problems: Problems) -> int | None:
    lowered = [head.lower() for head in table.header]
    others = [head for i, head in enumerate(table.header) if i != date and head]
    if name:
        if name in others:
            return table.header.index(name)
        problems.error(
            "OKR314",
            table.place(table.header_line),
            f"there is no column `{name}`",
            hint=did_you_mean(name, others) or f"the columns are {', '.join(others)}",
        )
        return None
    if _VALUE in lowered:
        return lowered.index(_VALUE)
    valued = [head for head in others if head.lower() != _NOTE]
    if len(valued) == 1:
        return table.header.index(valued[0])
    problems.error(
        "OKR314",
        table.place(table.header_line),
        "the table has no single value column",
        hint=f"name one: `series: file.csv#{valued[0]}`"
        if valued
        else "begin with a line `date,value`",
    )
    return None


def mark_of(table: Table, reading: Reading, columns: Columns) -> DecimalMark | None:
    """The decimal mark of a column: as declared, the point in a comma file, else what one
    unambiguous value settles; nothing where none does.
    """
    if reading.decimal:
        return reading.decimal
    if table.separator == ",":
        return DecimalMark.POINT
    return decimal_mark(bare(row.cells[columns.value])[0] for row in table.rows)


class _Reader:
    """Reads the rows of one column."""

    def __init__(
        self, table: Table, reading: Reading, columns: Columns, problems: Problems
    ) -> None:
        self._table = table
        self._reading = reading
        self._columns = columns
        self._problems = problems
        self._mark = mark_of(table, reading, columns)

    def observations(self) -> Observations:
        """The observations in the order of the rows."""
        return self._plain() or self._row_by_row()

    def _plain(self) -> Observations | None:
        """Those of a column as most are: in each row a label that can be read, and digits alone."""
        columns, rows = self._columns, self._table.rows
        cells = [row.cells[columns.value] for row in rows]
        text = "\n".join(cells)
        is_whole = "." not in text
        is_plain = _PLAIN.fullmatch(text) and text.count("\n") < len(cells)
        if not is_plain or not (is_whole or self._mark is DecimalMark.POINT):
            return None
        labels = tuple([row.cells[columns.date] for row in rows])
        periods = _dated(labels, self._reading.fiscal_year_starts)
        if periods is None:
            return None
        return Observations(
            periods=periods,
            values=array("d", map(float, cells)),
            notes=self._notes(range(len(rows))),
            places=self._table.places,
            decimals=bytes(len(rows)) if is_whole else bytes(map(_decimals, cells)),
        )

    def _row_by_row(self) -> Observations:
        """Those of any column; what cannot be read is reported."""
        columns, rows = self._columns, self._table.rows
        used: list[int] = []
        periods: list[Period] = []
        numbers: list[tuple[float, int]] = []
        for at, row in enumerate(rows):
            if not row.cells[columns.value]:
                continue
            period, number = self._period(row), self._number(row)
            if period is not None and number is not None:
                used.append(at)
                periods.append(period)
                numbers.append(number)
        return Observations(
            periods=timeline(periods),
            values=array("d", [number for number, _ in numbers]),
            notes=self._notes(used),
            places=self._table.places.at(used),
            decimals=bytes([decimals for _, decimals in numbers]),
        )

    def _notes(self, used: Sequence[int]) -> tuple[str, ...]:
        """The notes of some rows; nothing where none has one."""
        column, rows = self._columns.note, self._table.rows
        notes = () if column is None else tuple(rows[at].cells[column] for at in used)
        return notes if any(notes) else ()

    def _period(self, row: Row) -> Period | None:
        label = row.cells[self._columns.date]
        try:
            return read_label(label, self._reading.fiscal_year_starts)
        except UnreadableLabelError as error:
            self._report("OKR311", row, self._columns.date, f"`{label}` is not a date: {error}")
            return None

    def _number(self, row: Row) -> tuple[float, int] | None:
        """A row's value, and how many decimals it is written with."""
        text = row.cells[self._columns.value]
        number = self._marked(row, self._columns.value, text)
        return None if number is None else (float(number), decimals_of(number))

    def _marked(self, row: Row, index: int, text: str) -> Decimal | None:
        """A value with signs, groups or a mark, as far as it can be read in one way."""
        plain, has_percent = bare(text)
        if self._mark is None and ("," in plain or "." in plain):
            self._report(
                "OKR315",
                row,
                index,
                f"`{text}` can be read in two ways: is the mark for decimals or thousands?",
                "write `decimal: comma` or `decimal: point` beside `series:`",
            )
            return None
        number = read_cell(plain, self._mark or DecimalMark.POINT)
        if number is None:
            self._report("OKR316", row, index, f"`{text}` is not a number", _hint(plain))
        elif has_percent and not self._reading.is_percent:
            self._report(
                "OKR106",
                row,
                index,
                "a `%` on a value whose unit is not a percent",
                'write `unit: "%"`, or leave the sign out',
            )
            return None
        return number

    def _report(self, code: str, row: Row, index: int, message: str, hint: str = "") -> None:
        self._problems.error(code, self._table.place(row.line, index), message, hint)


_DIGITS = r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?"
_PLAIN = re.compile(rf"{_DIGITS}(?:\n{_DIGITS})*")
"""Most columns are written so; they need no closer look."""


def _decimals(cell: str) -> int:
    return min(len(cell.partition(".")[2]), MAX_DECIMALS)


@lru_cache(maxsize=64)
def _dated(labels: tuple[str, ...], fiscal_year_starts: int | None) -> Timeline | None:
    """What labels mean; nothing where one of them cannot be read."""
    try:
        return timeline(read_label(label, fiscal_year_starts) for label in labels)
    except UnreadableLabelError:
        return None


def _hint(plain: str) -> str:
    other = read_cell(plain, DecimalMark.COMMA)
    if other is not None and "," in plain:
        return "write `decimal: comma` beside `series:`"
    return "leave the cell empty where there is no value"
