"""What a terminal shows: the same order, in columns, never wider than 100 of them."""

import pytest
from realistic import DIFFERENCE, NOTHING, SHIFTS

from okrsite.base.frozen import replace
from okrsite.compare.difference import Side
from okrsite.render.changes.columns import WIDTH, table, width, wrapped
from okrsite.render.changes.text import text


def test_the_sections_stand_in_the_order_in_which_they_are_to_be_read() -> None:
    titles = [line for line in text(DIFFERENCE).splitlines() if line and line[0] != " "]
    assert titles == [
        "Goals: 1 warning, 1 goalpost moved, 1 KPI redefined, 1 KPI starts to alert",
        "4 numbers moved, 1 new objective, 1 check-in, 1 new finding",
        "HEAD (771756f0) compared with origin/main (8d16f62b), both as of 20 Nov 2026",
        "To decide",
        "What moved",
        "Goals that came or went",
        "What follows from it",
        "Changes in words",
        "Check-ins",
        "Findings that appear",
    ]


def test_numbers_stand_in_columns_with_what_moved_them() -> None:
    short = replace(DIFFERENCE, shifts=(replace(SHIFTS[0], title="Sign-ups"),))
    assert (
        "What moved\n"
        "  thing               before → after  by reality  by goalpost  verdict\n"
        "  Sign-ups, progress  38% → 52%               +2          +12  off track → on track\n"
    ) in text(short)


@pytest.mark.parametrize("title", ["Sign-ups", "x" * 400, "目標" * 90, "long title " * 40])
def test_no_line_is_wider_than_a_hundred_columns(title: str) -> None:
    shifts = tuple(replace(one, title=title) for one in SHIFTS)
    things = tuple(replace(one, title=title) for one in DIFFERENCE.things)
    for line in text(replace(DIFFERENCE, shifts=shifts, things=things)).splitlines():
        assert width(line) <= WIDTH, line


def test_a_word_that_is_too_long_is_broken_and_nothing_of_it_is_lost() -> None:
    assert wrapped("a " + "b" * 25 + " c", 10) == ("a", "b" * 10, "b" * 10, "bbbbb c")
    assert "".join(table([("x" * 120, "y")], (5,))).count("x") == 120


def test_nothing_changed_is_one_line() -> None:
    assert text(NOTHING) == "Nothing changed for the goals.\n"


@pytest.mark.parametrize(
    ("name", "commit", "said"),
    [
        ("HEAD", "771756f0c6d7e8f9a0b8d16f62bb3cbbd4b1e0a2", "HEAD (771756f0)"),
        ("771756f0c6d7e8", "771756f0c6d7e8f9a0b8d16f62bb3cbbd4b1e0a2", "771756f0"),
        ("goals-after", "", "goals-after"),
        (".", "", "the files as they are"),
    ],
)
def test_a_side_is_called_as_it_was_asked_for(name: str, commit: str, said: str) -> None:
    after = replace(DIFFERENCE, after=Side(name, commit))
    assert f"\n{said} compared with origin/main (8d16f62b), both as of" in text(after)
