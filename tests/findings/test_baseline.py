"""A baseline keeps what a project lives with, and lets nothing else pass."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from commands import okrsite, write

from okrsite.base.problems import Place, Problem, Severity
from okrsite.render.findings.baseline import (
    UnreadableBaselineError,
    baseline,
    read_baseline,
    sort,
    written,
)

GOAL = "---\ntitle: {title}\nowner: ana\n---\n"
FIRST, SECOND = "content/objectives/2026-q4/a.md", "content/objectives/2026-q4/b.md"
DAY = ("--as-of", "2026-11-20")


def _warnings(*lines: int) -> list[Problem]:
    return [Problem("OKR601", Severity.WARNING, Place("a.md", n, 1), "no number") for n in lines]


def _lines(problems: Iterable[Problem]) -> list[int]:
    return [problem.place.line for problem in problems]


def test_a_baseline_reads_as_it_was_written() -> None:
    entries = baseline(_warnings(3, 4))
    assert [entry.count for entry in entries] == [2]
    assert read_baseline(written(entries)) == entries


def test_a_finding_is_known_as_often_as_it_was_found() -> None:
    found = sort(_warnings(8, 9, 10), baseline(_warnings(3, 4)))
    assert (_lines(found.known), _lines(found.new), found.gone) == ([8, 9], [10], ())


def test_an_entry_that_is_no_longer_found_is_named() -> None:
    found = sort(_warnings(8), baseline(_warnings(3, 4)))
    assert [entry.message for entry in found.gone] == ["no number"]


def test_an_error_is_always_new() -> None:
    error = Problem("OKR102", Severity.ERROR, Place("a.md", 1, 1), "no field")
    entries = baseline([Problem("OKR102", Severity.WARNING, Place("a.md", 1, 1), "no field")])
    assert sort([error], entries).new == (error,)
    assert baseline([error]) == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1}']
)
def test_a_file_that_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(UnreadableBaselineError):
        read_baseline(text)


def test_only_what_is_new_fails_a_strict_check(tmp_path: Path) -> None:
    write(tmp_path, {FIRST: GOAL.format(title="Sell well")})
    strict = ("check", *DAY, "--strict", "--baseline", "known.json")
    assert okrsite("check", *DAY, "--strict", cwd=tmp_path).returncode == 1
    kept = okrsite("check", *DAY, "--baseline", "known.json", "--write-baseline", cwd=tmp_path)
    assert kept.returncode == 0
    again = okrsite(*strict, cwd=tmp_path)
    assert (again.returncode, again.stderr) == (0, "")
    assert "1 known to the baseline" in again.stdout
    write(tmp_path, {SECOND: GOAL.format(title="Serve well")})
    more = okrsite(*strict, cwd=tmp_path)
    assert more.returncode == 1
    assert FIRST not in more.stderr
    assert f"{SECOND}:2:1: warning OKR601" in more.stderr
    (tmp_path / FIRST).unlink()
    assert f"take it out of the baseline: {FIRST}: OKR601" in okrsite(*strict, cwd=tmp_path).stdout


def test_a_baseline_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    write(tmp_path, {FIRST: GOAL.format(title="Sell well"), "bad.json": "[]"})
    bad = okrsite("check", "--baseline", "bad.json", cwd=tmp_path)
    assert (bad.returncode, bad.stderr.splitlines()[0]) == (
        1,
        "error: bad.json: this is not a baseline of okrsite",
    )
    assert okrsite("check", "--baseline", "none.json", cwd=tmp_path).returncode == 2
    assert okrsite("check", "--write-baseline", cwd=tmp_path).returncode == 2
    kept = okrsite("check", "--baseline", "bad.json/known", "--write-baseline", cwd=tmp_path)
    assert kept.returncode == 1
    assert kept.stderr.startswith("error: bad.json/known cannot be written: ")


def test_a_baseline_tells_its_readers_what_is_tolerated(tmp_path: Path) -> None:
    write(tmp_path, {FIRST: GOAL.format(title="Sell well")})
    okrsite("check", *DAY, "--baseline", "known.json", "--write-baseline", cwd=tmp_path)
    (one,) = json.loads((tmp_path / "known.json").read_text(encoding="utf-8"))["findings"]
    assert (one["code"], one["path"], one["count"]) == ("OKR601", FIRST, 1)
    assert one["message"] == "the objective has no key results, so it has no number"
