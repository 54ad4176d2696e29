"""Which lines go where: what the page on formatting promises, one example a promise."""

from pathlib import PurePosixPath
from textwrap import dedent

import pytest

from okrsite.model import schema
from okrsite.model.schema.order import order_of
from okrsite.tidy.blocks import Lines
from okrsite.tidy.documents import document
from okrsite.tidy.shapes import shape_at
from okrsite.tidy.tables import rows
from okrsite.tidy.tidied import INVISIBLE, NOT_THE_SAME, UNPLACED, Tidied


def fields(text: str, folder: str = "objectives", fiscal_year_starts: int | None = None) -> str:
    """Front matter in order."""
    whole = f"---\n{dedent(text)}---\n"
    shape = shape_at(PurePosixPath(f"{folder}/a.md"))
    found = document(whole, "a.md", shape, fiscal_year_starts)
    assert (found.problems, found.reason) == ((), "")
    return found.text.removeprefix("---\n").removesuffix("---\n")


def test_fields_stand_as_the_manual_has_them_and_unknown_ones_last() -> None:
    assert fields("x-b: 1\nowner: ana\nx-a: 2\nowener: ben\ntitle: A\n") == (
        "title: A\nowner: ana\nx-b: 1\nx-a: 2\nowener: ben\n"
    )


@pytest.mark.parametrize(
    "kind", [*schema.KINDS.values(), schema.PageFields, schema.KeyResultFields]
)
def test_the_order_has_every_field_once(kind: type[schema.Fields]) -> None:
    names = [field.alias or name for name, field in kind.model_fields.items()]
    assert sorted(order_of(kind)) == sorted(names)


def test_a_comment_goes_with_the_field_below_it_and_one_beside_stays_there() -> None:
    assert fields("""\
        # since May
        owner: ana  # until the new lead starts

        # as agreed
        title: A
    """) == dedent("""\

        # as agreed
        title: A
        # since May
        owner: ana  # until the new lead starts
    """)


def test_a_comment_at_the_end_of_a_block_stays_there() -> None:
    assert fields("""\
        closing:
          reason: Late
          date: 2026-10-05
          # ask the board
        title: A
        # nothing more
    """) == dedent("""\
        title: A
        closing:
          date: 2026-10-05
          reason: Late
          # ask the board
        # nothing more
    """)


def test_a_heading_cut_off_by_a_blank_line_and_a_modeline_stay_at_the_top() -> None:
    assert fields("# yaml-language-server: $schema=o.json\nowner: ana\ntitle: A\n") == (
        "# yaml-language-server: $schema=o.json\ntitle: A\nowner: ana\n"
    )
    assert fields("# Agreed in May\n\n# who\nowner: ana\ntitle: A\n") == (
        "# Agreed in May\n\ntitle: A\n# who\nowner: ana\n"
    )


def test_the_dash_stays_first_and_the_comment_of_what_comes_to_stand_there_goes_above_it() -> None:
    assert fields("""\
        title: A
        key_results:
          - target: 5  # five
            # the board's words
            title: B
            revisions:
            - {date: 2026-11-09, was: {target: 4}}
            - {date: 2026-11-02, was: {target: 3}}
    """) == dedent("""\
        title: A
        key_results:
          # the board's words
          - title: B
            target: 5  # five
            revisions:
            - {date: 2026-11-02, was: {target: 3}}
            - {date: 2026-11-09, was: {target: 4}}
    """)


def test_the_comment_of_an_item_stays_above_that_of_its_first_field() -> None:
    assert fields("""\
        title: A
        key_results:
          # the first of two
          - target: 5
            # the board's words
            title: B
    """) == dedent("""\
        title: A
        key_results:
          # the first of two
          # the board's words
          - title: B
            target: 5
    """)


def test_a_comment_does_not_become_part_of_a_text_that_it_comes_to_stand_below() -> None:
    assert fields("""\
          # indented by accident
        owner: ana
        # the growth
          # team
        team: growth
        title: >-
          In two
          lines
    """) == dedent("""\
        title: >-
          In two
          lines
        # indented by accident
        owner: ana
        # the growth
        # team
        team: growth
    """)


def test_a_dash_in_a_comment_is_no_item() -> None:
    assert fields("""\
        title: A
        key_results:
        # - the first of two
          - target: 1
            title: B
        # - the second
          -
            target: 2
            title: C
    """) == dedent("""\
        title: A
        key_results:
        # - the first of two
          - title: B
            target: 1
        # - the second
          -
            title: C
            target: 2
    """)


def test_values_stand_in_time_whatever_their_labels() -> None:
    assert fields("title: A\nvalues:\n  2026/27: 3\n  2025-12: 2\n  2025-Q3: 1\n", "kpis", 4) == (
        "title: A\nvalues:\n  2025-Q3: 1\n  2025-12: 2\n  2026/27: 3\n"
    )
    unreadable = "title: A\nvalues:\n  2026-02: 3\n  soon: 2\n  2025-02: 1\n"
    assert fields(unreadable, "kpis") == unreadable


def test_updates_units_and_milestones_stay_in_their_authors_order() -> None:
    written = (
        "updates:\n  zeal#b: 1\n  alpha#a:\n    value: 2\n    note: Good\nwins:\n  - Z\n  - A\n"
    )
    assert fields(written, "checkins") == written


def test_what_stands_in_braces_keeps_its_text() -> None:
    written = "title: A\nthresholds: {critical: 2,\n  warn: 1}  # both\n"
    assert fields(written, "kpis") == written


def test_a_text_in_lines_of_its_own_keeps_every_blank_of_them() -> None:
    assert fields("if_it_worsens: |\n  One  \n  # two\n\ntitle: A  \n", "kpis") == (
        "\ntitle: A\nif_it_worsens: |\n  One  \n  # two\n"
    )


def test_line_ends_become_one_kind_and_the_body_stays() -> None:
    shape = shape_at(PurePosixPath("teams/a.md"))
    found = document("---\r\nlead: ana\r\ntitle: A\r\n---\r\nOne  \r\ntwo\r\n\r\n", "a.md", shape)
    assert found.text == "---\ntitle: A\nlead: ana\n---\nOne  \ntwo\n"


def test_a_line_that_is_neither_field_nor_comment_leaves_the_file_alone() -> None:
    text = "---\n? owner\n: ana\ntitle: A\n---\n"
    found = document(text, "a.md", shape_at(PurePosixPath("objectives/a.md")))
    assert (found.text, found.reason) == (text, UNPLACED)


@pytest.mark.parametrize("sign", ["\x00", "\u2028", "\u202e", "\x0c"])
def test_front_matter_with_signs_that_nobody_sees_is_left_alone(sign: str) -> None:
    shape = shape_at(PurePosixPath("teams/a.md"))
    text = f"---\nlead: ana\ntitle: A{sign}b\n---\n"
    assert document(text, "a.md", shape) == Tidied(text, reason=INVISIBLE)
    in_body = f"---\ntitle: A\nlead: ana\n---\nA{sign}b\n"
    assert document(in_body, "a.md", shape) == Tidied(in_body)


@pytest.mark.parametrize(
    "lines",
    [
        ["title: A", "lead: ana"],
        ["title: A", "# who", "lead: ben"],
        ["title: A", "# who"],
        ["title: A", "# who", "lead: ana", "lead: ana"],
        ["title: 'A'", "# who", "lead: ana"],
        ["title: A", "# who", "lead: ana", "---"],
    ],
)
def test_a_fault_of_ours_costs_no_line(lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = "---\n# who\nlead: ana\ntitle: A\n---\nText\n"
    monkeypatch.setattr(Lines, "in_order", lambda *_: lines)
    found = document(text, "a.md", shape_at(PurePosixPath("teams/a.md")))
    assert found == Tidied(text, reason=NOT_THE_SAME)


def test_rows_are_sorted_and_keep_the_text_of_their_cells() -> None:
    text = 'date;value;note\n2026-W02; 1,50 ;"two\n\nlines"\n;;\n2026-W01;2;\n'
    assert rows(text, "a.csv").text == (
        'date;value;note\n2026-W01;2;\n2026-W02; 1,50 ;"two\n\nlines"\n'
    )


def test_an_empty_row_above_the_header_stays_because_it_says_how_cells_are_parted() -> None:
    text = ";\n\nname;date;value,x\na;2026-02;7\nb;2026-01;5\n"
    assert rows(text, "a.csv").text == ";\nname;date;value,x\nb;2026-01;5\na;2026-02;7\n"


def test_the_same_row_twice_is_left_for_check_to_tell() -> None:
    text = "date,value\n2026-02,7\n2026-01,5\n2026-02,7\n"
    assert rows(text, "a.csv").text == "date,value\n2026-01,5\n2026-02,7\n2026-02,7\n"
