"""The table of the benchmark: medians, ratios, exponents, and targets that are missed."""

import doctest
import re
from datetime import date
from pathlib import Path

import table
from dialects import write
from kept import Result, keep, kept
from publish import content, with_figures
from table import Beside, Kind, Row, at_least, at_most, compared, grown, markdown

from okrsite.journey import Wishes, draft

DAY = date(2026, 11, 27)
FAST = compared("wiki-hugo", "Pages", (2.0, 4.0, 3.0), Beside("Hugo", (9.0, 12.0)), at_least(3))
SLOW = compared("memory", "Memory", (30.0,), Beside("Hugo", (20.0,)), at_most(1), unit="MiB")
GROWN = grown("growth-work", "Work", (40.0,), Beside("at 10", (4.0,)), 10, unit="s")
LEFT_OUT = Row("wiki-eleventy", "Pages", target=at_least(2), note="there is no node here")


def test_the_examples_of_the_table_are_true() -> None:
    assert doctest.testmod(table).failed == 0


def test_a_ratio_is_that_of_the_medians() -> None:
    assert (FAST.ratio, FAST.is_met) == (10.5 / 3, True)
    assert (SLOW.ratio, SLOW.is_met) == (1.5, False)


def test_an_exponent_of_one_is_growth_in_proportion() -> None:
    assert GROWN.ratio
    assert (round(GROWN.ratio, 6), GROWN.kind, GROWN.is_met) == (1.0, Kind.EXPONENT, True)


def test_the_table_says_what_is_missed_and_what_was_not_measured() -> None:
    shown = [re.sub(" +", " ", line) for line in markdown((FAST, SLOW, LEFT_OUT)).splitlines()]
    assert shown[2:] == [
        "| Pages | 3.00 s | Hugo 10.5 s | 3.5 times less | ≥ 3 | yes |",
        "| Memory | 30.0 MiB | Hugo 20.0 MiB | 1.5 times as much | ≤ 1 | **no** |",
        "| Pages (there is no node here) | – | – | – | ≥ 2 | – |",
    ]


def test_a_result_is_kept_with_all_its_runs(tmp_path: Path) -> None:
    result = Result(DAY, 2, "Linux", {"Hugo": "0.168.0"}, [FAST, SLOW, GROWN, LEFT_OUT])
    assert [keep(result, tmp_path).name for _ in range(2)] == [f"{DAY}.json", f"{DAY}-2.json"]
    assert list(kept(tmp_path)) == [result, result]


def test_results_of_a_day_are_told_in_the_order_in_which_they_were_kept(tmp_path: Path) -> None:
    runs = [Result(date(2026, 11, 28), cores, "Linux", {}, []) for cores in range(1, 13)]
    for run in runs:
        keep(run, tmp_path)
    assert list(kept(tmp_path)) == runs


def test_the_latest_of_each_row_is_shown_between_the_marks_of_the_page() -> None:
    old = Result(date(2026, 11, 1), 2, "Linux", {"Hugo": "0.1"}, [FAST, SLOW])
    new = Result(DAY, 2, "Linux", {"Hugo": "0.2"}, [FAST])
    page = with_figures("a\n<!-- figures -->\nx\n<!-- /figures -->\nb\n", [old, new])
    assert page.startswith("a\n<!-- figures -->\n\n27 November 2026, 2 processors: Hugo 0.2.\n\n|")
    assert page.endswith("\n\n<!-- /figures -->\nb\n")
    assert page.count("Pages") == page.count("Memory") == 1


def test_results_are_a_site_of_kpis_in_good_order(tmp_path: Path) -> None:
    write(tmp_path, content([Result(DAY, 2, "Linux", {}, [FAST, SLOW, GROWN, LEFT_OUT])]))
    found = draft(tmp_path, Wishes(wants_history=False), lambda _: DAY)
    assert found.described(found.problems.pressing) == ()
    assert found.assessment
    words = {name: kpi.word.value for name, kpi in found.assessment.kpis.items()}
    assert words == {"growth-work": "healthy", "memory": "warn", "wiki-hugo": "healthy"}
