"""A table in, CSV out: RFC 4180, UTF-8, and no cell that a spreadsheet takes for a formula.

A text that a spreadsheet could run is written with an apostrophe before it, as spreadsheets do
themselves; a text that looks like one already written so gets one more, so that taking the first
away gives back every text. Texts stand in quotes and numbers do not, so that no program splits a
text at its own idea of a separator.
"""

import csv
import re
from datetime import date
from io import StringIO

from okrsite.base.numbers import bare_number
from okrsite.plan.exports.tables import Cell, Sheet, TableData, sheet
from okrsite.plan.output import Plain
from okrsite.render.sources import PAGES, sources_digest

_RUNS = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")  # wide signs run, too
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


class TableRenderer:
    """Writes tables as CSV."""

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """The program: what it writes is in the data, how it writes it is in its sources."""
        del data
        return (("sources", sources_digest(*PAGES)),)

    def render(self, data: Plain) -> bytes:
        """The table, its header first."""
        assert isinstance(data, TableData)
        return written(sheet(data))


def written(table: Sheet) -> bytes:
    """A table as CSV."""
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return file.getvalue().encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet runs; `text_of` gives it back.

    >>> harmless("=1+1"), harmless("-5"), harmless("- a list"), harmless("'=x"), harmless("plain")
    ("'=1+1", '-5', "'- a list", "''=x", 'plain')
    """
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def text_of(cell: str) -> str:
    """The text that a cell was made from.

    >>> text_of("'=1+1"), text_of("''=x"), text_of("'tis so"), text_of("-5")
    ('=1+1', "'=x", "'tis so", '-5')
    """
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return bare_number(cell) if isinstance(cell, float) else cell
