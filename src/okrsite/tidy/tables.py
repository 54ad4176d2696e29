"""A CSV file in, the same file with its rows in the order of time out.

A row keeps the exact text of its cells. Blank lines go, and so do blanks at the end of a row.
"""

from itertools import pairwise

from okrsite.base.problems import Severity
from okrsite.base.text import clean
from okrsite.model.calendar import Period
from okrsite.model.labels import UnreadableLabelError, read_label
from okrsite.model.series import moment
from okrsite.read.tables import Table, table
from okrsite.tidy.tidied import NOT_THE_SAME, Tidied, even


def rows(text: str, path: str, fiscal_year_starts: int | None = None) -> Tidied:
    """A table in order; as it is where it cannot be read.

    Rows of one period stay in the order they have, and so do all where a label cannot be read.

    >>> rows("date,value\\r\\n2026-02, 7\\n\\n2026-01,5", "a.csv").text
    'date,value\\n2026-01,5\\n2026-02, 7\\n'
    """
    lined = even(text)
    was = table(path, clean(lined))
    if any(problem.severity is Severity.ERROR for problem in was.problems):
        return Tidied(text, was.problems)
    if not was.header:
        return Tidied(lined)
    lines = lined.split("\n")
    above = [line for line in lines[: was.header_line - 1] if line.strip()]
    header, *records = _records(lines, was)
    order = _order(was, fiscal_year_starts)
    tidy = "\n".join([*above, *header, *(line for i in order for line in records[i]), ""])
    now = table(path, clean(tidy))
    if now.header != was.header or [row.cells for row in now.rows] != [
        was.rows[i].cells for i in order
    ]:
        return Tidied(text, reason=NOT_THE_SAME)
    return Tidied(tidy)


def _records(lines: list[str], read: Table) -> list[list[str]]:
    """The lines of the header and of each row; a quoted cell may go over several."""
    starts = [read.header_line, *(row.line for row in read.rows), len(lines) + 1]
    return [
        _without_blank(lines[first - 1 : following - 1], read.separator)
        for first, following in pairwise(starts)
    ]


def _without_blank(lines: list[str], separator: str) -> list[str]:
    """A record without the empty rows after it, and without blanks at its end."""
    while not lines[-1].strip(f" \t{separator}"):
        lines = lines[:-1]
    return [*lines[:-1], lines[-1].rstrip(" ")]


def _order(read: Table, fiscal_year_starts: int | None) -> list[int]:
    """The positions of the rows in the order of time."""
    names = [name.lower() for name in read.header]
    column = names.index("date") if "date" in names else 0
    positions = list(range(len(read.rows)))
    try:
        read_label(read.header[column], fiscal_year_starts or 1)
    except UnreadableLabelError:
        moments = _moments(read, column, fiscal_year_starts)
        return sorted(positions, key=moments.__getitem__) if moments else positions
    return positions


def _moments(read: Table, column: int, fiscal_year_starts: int | None) -> list[Period]:
    """When each row is; nothing where one of them does not say so."""
    try:
        return [moment(read_label(row.cells[column], fiscal_year_starts)) for row in read.rows]
    except UnreadableLabelError:
        return []
