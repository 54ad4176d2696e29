"""A table and a value in, the table with one more row out, or with one more cell."""

from okrsite.base.frozen import Frozen
from okrsite.model.calendar import Period
from okrsite.model.columns import Columns, Reading, mark_of
from okrsite.model.schema import DecimalMark
from okrsite.new.files import CannotWriteError
from okrsite.new.series.labels import moment, period_of
from okrsite.new.series.lines import bare, end_of, insert_after, lines_of
from okrsite.read.tables import Row, Table, spans


class Cells(Frozen):
    """What is to be written: a label, a number with a point for its decimals, and a note."""

    label: str
    value: str
    note: str = ""
    is_replacing: bool = False


class TableEditor:
    """Changes one column of a table; every other byte stays."""

    def __init__(self, raw: str, table: Table, reading: Reading, columns: Columns) -> None:
        self._lines = lines_of(raw)
        self._table = table
        self._columns = columns
        self._reading = reading

    @property
    def last_label(self) -> str:
        """The label of the last row; empty where there is none."""
        rows = [row for row in self._table.rows if row.cells[self._columns.date]]
        return rows[-1].cells[self._columns.date] if rows else ""

    def edited(self, cells: Cells) -> str:
        """The table's text with the value; raises CannotWriteError."""
        if cells.note and self._columns.note is None:
            raise CannotWriteError(
                f"{self._table.path} has no column `note`",
                "add one to its first line, or leave --note out",
            )
        wanted = self._period(cells.label)
        same = [row for row in self._table.rows if self._period_of(row) == wanted]
        taken = next((row for row in same if row.cells[self._columns.value]), None)
        if taken and not cells.is_replacing:
            raise CannotWriteError(
                f"{cells.label} has the value {taken.cells[self._columns.value]} already "
                f"({self._table.path}:{taken.line})",
                "correct it with --replace",
            )
        if cells.is_replacing and taken is None:
            raise CannotWriteError(
                f"there is no value for {cells.label} in {self._table.path}", "leave --replace out"
            )
        found = taken or next(iter(same), None)
        return "".join(self._filled(found, cells) if found else self._inserted(cells, wanted))

    def _period(self, label: str) -> Period:
        return period_of(label, self._reading.fiscal_year_starts)

    def _period_of(self, row: Row) -> Period | None:
        label = row.cells[self._columns.date]
        return self._period(label) if label else None

    def _written(self, cells: Cells) -> dict[int, str]:
        """The text of each cell that is written, by its column."""
        mark = mark_of(self._table, self._reading, self._columns)
        if mark is None and "." in cells.value:
            raise CannotWriteError(
                f"nothing in {self._table.path} says which sign divides its decimals",
                "write `decimal: comma` or `decimal: point` beside `series:`",
            )
        value = cells.value.replace(".", ",") if mark is DecimalMark.COMMA else cells.value
        written = {self._columns.value: value}
        if cells.note and self._columns.note is not None:
            written[self._columns.note] = cells.note
        return {index: self._quoted(text) for index, text in written.items()}

    def _quoted(self, text: str) -> str:
        if any(sign in text for sign in (self._table.separator, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    def _filled(self, row: Row, cells: Cells) -> list[str]:
        """The lines with the cells of a row that is there already."""
        first, last = row.line - 1, self._end(row.line - 1)
        text = "".join(self._lines[first:last])
        ending = end_of(text)
        line = bare(text)
        for index, written in sorted(self._written(cells).items()):
            line = self._with_cell(line, index, written)
        return [*self._lines[:first], line + ending, *self._lines[last:]]

    def _with_cell(self, line: str, index: int, text: str) -> str:
        found = list(spans(line, self._table.separator))
        missing = index - len(found) + 1
        if missing > 0:
            return line + self._table.separator * missing + text
        start, end = found[index]
        cell = line[start:end]
        if not cell.strip():
            return line[:start] + text + line[end:]
        before, after = len(cell) - len(cell.lstrip()), len(cell) - len(cell.rstrip())
        return line[: start + before] + text + line[end - after :]

    def _inserted(self, cells: Cells, wanted: Period) -> list[str]:
        """The lines with a row of its own, before the first that is later."""
        rows = self._table.rows
        later = next((i for i, row in enumerate(rows) if self._is_later(row, wanted)), len(rows))
        neighbour = rows[later - 1].line if later else self._table.header_line
        index = self._end(neighbour - 1)
        written = self._written(cells) | {self._columns.date: self._quoted(cells.label)}
        beside = len(list(spans(bare(self._lines[neighbour - 1]), self._table.separator)))
        width = max(beside, *(column + 1 for column in written))
        row = self._table.separator.join(written.get(i, "") for i in range(width))
        return insert_after(self._lines, index, row)

    def _is_later(self, row: Row, wanted: Period) -> bool:
        found = self._period_of(row)
        return found is not None and moment(found) > moment(wanted)

    def _end(self, first: int) -> int:
        """The index after a row's last line: quotes may hold line ends."""
        last, quotes = first + 1, self._lines[first].count('"')
        while quotes % 2 and last < len(self._lines):
            quotes += self._lines[last].count('"')
            last += 1
        return last
