"""The CSV files can be read back to the last character, and no spreadsheet runs a cell of them."""

import csv
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_project import SITE, planned

from okrsite import journey
from okrsite.exporting import data as exported
from okrsite.plan.exports.tables import Cell, Sheet, TableData, sheet
from okrsite.render.tables import TableRenderer, harmless, text_of, written

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?[0-9.]+(e[+-]?[0-9]+)?", re.IGNORECASE)

NASTY = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "- a list of two",
    "\tindented",
    'said "yes", and left',
    "one\ntwo",
    "'=already quoted",
    "'tis harmless",
    "a;=1+1;b",
    "\uff1d1+1",
    "  =1+1",
]


def rows(data: bytes) -> list[list[str]]:
    """A file as any program reads it."""
    return list(csv.reader(StringIO(data.decode(), newline=""), strict=True))


@pytest.mark.promise
@pytest.mark.parametrize("text", NASTY)
def test_a_text_comes_back_as_it_was_and_is_no_formula(text: str) -> None:
    data = written(Sheet(("text", "value"), ((text, 1.5),)))
    ((cell, value),) = rows(data)[1:]
    assert text_of(cell) == text
    assert value == "1.5"
    assert not FORMULA.match(cell.lstrip(" "))


@given(st.text())
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert text_of(harmless(text)) == text


@given(st.text(alphabet="=+-@'\t 1a"))
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    cell = harmless(text)
    assert not FORMULA.match(cell.lstrip(" ")) or NUMBER.fullmatch(cell.lstrip("+"))


def test_a_cell_of_each_type_is_written_plainly() -> None:
    cells: tuple[Cell, ...] = (None, True, 3, -0.5, 2000.0, DAY, "-5", "x")
    names = tuple("abcdefgh")
    data = written(Sheet(names, (cells,)))
    assert data == (
        b'"a","b","c","d","e","f","g","h"\r\n"","true",3,-0.5,2000,"2026-11-20","-5","x"\r\n'
    )


def test_the_tables_of_a_site_are_all_there(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE)
    assert sorted(path for path in site.paths if path.startswith("data/")) == [
        "data/check-ins.csv",
        "data/key-results.csv",
        "data/kpis.csv",
        "data/kpis/activation.csv",
        "data/kpis/tickets.csv",
        "data/objectives.csv",
    ]
    series = next(o.data for o in site.plan.outputs if str(o.path) == "data/kpis/activation.csv")
    assert rows(TableRenderer().render(series))[1:] == [
        ["2026-08", "2026-08-01", "2026-08-31", "33", "false", ""],
        ["2026-09", "2026-09-01", "2026-09-30", "29", "false", ""],
        ["2026-10", "2026-10-01", "2026-10-31", "24", "false", ""],
    ]


def test_no_table_is_without_lines(tmp_path: Path) -> None:
    nothing = {
        "kpis/silent.md": "---\ntitle: Silent\ncadence: monthly\nvalues: {2026-12: 7}\n---\n",
        "checkins/2026-10-02.md": "---\nauthor: ana\n---\n",
        "checkins/2026-12-24.md": "---\nauthor: ana\nwins: [Done]\n---\n",
    }
    kept = {path: text for path, text in SITE.items() if not path.startswith("checkins/")}
    site = planned(tmp_path, {**kept, **nothing})
    tables = [o for o in site.plan.outputs if o.kind == "table"]
    assert not {"data/check-ins.csv", "data/kpis/silent.csv"} & {str(o.path) for o in tables}
    assert all(len(rows(TableRenderer().render(o.data))) > 1 for o in tables)


def test_the_tables_of_the_example_say_the_same_as_its_plan() -> None:
    drafted = journey.draft(ROOT, journey.Wishes(as_of=DAY), lambda _: DAY)
    planned_ = {str(o.path): o.data for o in drafted.plan.outputs if o.kind == "table"}
    files = exported.table_files(drafted)
    assert len(files) == len(planned_) > 30
    for path, data in files:
        found = planned_[f"data/{path}"]
        assert isinstance(found, TableData)
        table = sheet(found)
        header, *lines = rows(data)
        assert tuple(header) == table.header
        assert [[text_of(cell) for cell in line] for line in lines] == [
            [_told(cell) for cell in row] for row in table.rows
        ]
        assert data.endswith(b"\r\n")


def _told(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
