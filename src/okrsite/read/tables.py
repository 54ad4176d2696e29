"""CSV files as rows of text with places; what the text means is for the reader of a column."""

import csv
import io
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from okrsite.base.frozen import Frozen
from okrsite.base.listed import Listed
from okrsite.base.problems import Place, Problem, Problems

MAX_ROWS = 200_000
MOST_TOLD = 20
"""How many problems of the rows of one table are told: the rest is most likely the same."""

_SEPARATORS = ("\t", ";", ",")


class Row(Frozen):
    """One row's cells and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowPlaces(Listed[Place]):
    """The places of rows of a file: the line of each, and how many characters its label has."""

    path: str
    lines: Sequence[int]
    lengths: "array[int]"

    def __len__(self) -> int:
        return len(self.lines)

    def item(self, position: int) -> Place:
        """The item at a position."""
        return Place(self.path, self.lines[position], 1, self.lengths[position])

    def __iter__(self) -> Iterator[Place]:
        return map(Place, repeat(self.path), self.lines, repeat(1), self.lengths)

    def at(self, positions: Sequence[int]) -> "RowPlaces":
        """The places at some positions, which are in order."""
        if len(positions) == len(self):
            return self
        lines, lengths = ([some[i] for i in positions] for some in (self.lines, self.lengths))
        return RowPlaces(self.path, _close(lines), array("I", lengths))


class Parsed(Frozen):
    """What a CSV text holds; `problems` were met in reading.

    `separator` is a comma, a semicolon or a tab.
    """

    separator: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    places: RowPlaces
    problems: tuple[Problem, ...]


class Table(Frozen, eq=False):
    """A CSV file, the same object as long as its text is the same.

    It is parsed when it is asked for, and once more when that is long ago.
    """

    path: str
    text: str

    @property
    def separator(self) -> str:
        """What stands between its cells."""
        return _parsed(self).separator

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns; empty where the file is."""
        return _parsed(self).header

    @property
    def header_line(self) -> int:
        """The line of its names."""
        return _parsed(self).header_line

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its rows, without the blank ones."""
        return _parsed(self).rows

    @property
    def places(self) -> RowPlaces:
        """Where its rows stand."""
        return _parsed(self).places

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it whatever its columns mean."""
        return _parsed(self).problems

    def place(self, line: int, column: int = 0) -> Place:
        """Where the cell of a row stands; `column` counts cells from 0."""
        lines = self.text.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        cells = list(spans(text, self.separator))
        if column >= len(cells):
            return Place(self.path, line, 1, max(1, len(text)))
        start, end = cells[column]
        return Place(self.path, line, start + 1, max(1, end - start))


def spans(line: str, separator: str) -> Iterator[tuple[int, int]]:
    """The first and last offset of each cell of a line, quotes respected."""
    start, is_quoted = 0, False
    for offset, char in enumerate(line):
        if char == '"':
            is_quoted = not is_quoted
        elif char == separator and not is_quoted:
            yield start, offset
            start = offset + 1
    yield start, len(line)


@lru_cache(maxsize=50_000)
def table(path: str, text: str) -> Table:
    """A CSV text as a table; short rows are filled, blank lines skipped, long rows reported.

    The first line that is not blank is the header; the sign most frequent in it of comma,
    semicolon and tab is the separator. Reports OKR301 to OKR304, of rows the first 20.

    >>> table("a.csv", "date;value\\n2026-01;12,5\\n").rows
    (Row(line=2, cells=('2026-01', '12,5')),)
    """
    return Table(path, text)


@lru_cache(maxsize=64)
def _parsed(one: Table) -> Parsed:
    path, text = one.path, one.text
    problems = Problems()
    separator = _separator(next((line for line in text.split("\n") if line.strip()), ""))
    found = list(_filled_lines(text, separator, path, problems))
    if not found:
        problems.warning(
            "OKR302", Place(path, 1, 1), "the table is empty", hint="begin with a line `date,value`"
        )
        return Parsed(separator, (), 1, (), _places(path, ()), tuple(problems))
    header_line, header = found[0]
    told = Problems()
    rows = tuple(_row(path, line, cells, len(header), told) for line, cells in found[1:])
    for problem in tuple(told)[:MOST_TOLD]:
        problems.add(problem)
    if len(rows) > MAX_ROWS:
        problems.error(
            "OKR303",
            Place(path, rows[MAX_ROWS].line, 1),
            f"the table has more than {MAX_ROWS:,} rows",
            hint="split it into several series, or keep it in a coarser cadence",
        )
        rows = rows[:MAX_ROWS]
    return Parsed(separator, header, header_line, rows, _places(path, rows), tuple(problems))


def _places(path: str, rows: Sequence[Row]) -> RowPlaces:
    lengths = array("I", [len(row.cells[0]) or 1 for row in rows])
    return RowPlaces(path, _close([row.line for row in rows]), lengths)


def _close(lines: Sequence[int]) -> Sequence[int]:
    """Lines in their order, by the first and the last where none is missing."""
    if lines and lines[-1] - lines[0] == len(lines) - 1:
        return range(lines[0], lines[-1] + 1)
    return array("I", lines)


def _filled_lines(
    text: str, separator: str, path: str, problems: Problems
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row that is not blank, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = tuple(map(str.strip, cells))
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        problems.error(
            "OKR301",
            Place(path, line, 1),
            f"this is not a row of a table: {error}",
            hint="check the quotes of the row",
        )


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=lambda sign: (header.count(sign), sign == ","))


def _row(path: str, line: int, cells: tuple[str, ...], width: int, problems: Problems) -> Row:
    if len(cells) > width and any(cells[width:]):
        problems.error(
            "OKR304",
            Place(path, line, 1),
            f"the row has {len(cells)} cells, the header {width}",
            hint="a value that holds the separator goes in quotes",
        )
    return Row(line, cells if len(cells) == width else (cells + ("",) * width)[:width])
