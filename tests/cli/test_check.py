"""`okrsite check`: what it says, to whom, and how it ends."""

import json
from pathlib import Path

import pytest
from commands import okrsite, write

DAY = ("--as-of", "2026-11-20")
GOAL = "content/objectives/2026-q4/grow.md"
NUMBER = """---
title: NPS 50
owner: ana
key_results:
  - {title: NPS, start: 20, target: 50, values: {2026-11-19: 36}}
---
"""
MISSED = "---\ntitle: Sales\nif_it_worsens: We call\nvalues: {2026-10: 4}\ntarget: 9\n---\n"


def _project(root: Path, **more: str) -> Path:
    return write(root, {GOAL: NUMBER, **more})


def test_advice_is_given_by_check_alone(tmp_path: Path) -> None:
    root = _project(tmp_path)
    told = okrsite("check", *DAY, cwd=root)
    assert f"{GOAL}:2:8: advice OKR610" in told.stderr
    assert okrsite("build", *DAY, cwd=root).stderr == ""


def test_advice_fails_nothing_not_even_a_strict_check(tmp_path: Path) -> None:
    root = _project(tmp_path)
    assert okrsite("check", *DAY, "--strict", cwd=root).returncode == 0
    assert okrsite("build", *DAY, "--strict", cwd=root).returncode == 0


def test_a_summary_counts_by_weight_and_by_rule(tmp_path: Path) -> None:
    done = okrsite("check", *DAY, cwd=_project(tmp_path))
    assert done.stdout == (
        "1 file checked, as of 2026-11-20: nothing stops a build\n"
        "1 piece of advice\n"
        "    1  advice   OKR610  A title that is only a number\n"
    )
    assert okrsite("check", *DAY, "--quiet", cwd=tmp_path).stdout == ""


def test_a_rule_weighs_what_the_settings_say(tmp_path: Path) -> None:
    settings = "[check.severity]\nOKR610 = {!r}\n"
    root = _project(tmp_path, **{"okrsite.toml": settings.format("error")})
    done = okrsite("check", *DAY, cwd=root)
    assert done.returncode == 1
    assert "error OKR610" in done.stderr
    assert "fails for 1 error" in done.stdout
    assert okrsite("build", *DAY, cwd=root).returncode == 1
    write(root, {"okrsite.toml": settings.format("off")})
    assert okrsite("check", *DAY, cwd=root).stderr == ""


def test_a_finding_can_be_answered_whatever_it_weighs(tmp_path: Path) -> None:
    answered = NUMBER.replace("owner", "ignore: {OKR610: The board wants it so}\nowner")
    root = write(tmp_path, {GOAL: answered, "okrsite.toml": '[check.severity]\nOKR610 = "error"\n'})
    done = okrsite("check", *DAY, cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "not shown: 1 answered in its file" in done.stdout


@pytest.mark.parametrize("format_", ["json", "gitlab", "sarif"])
def test_a_machine_reads_standard_output_and_nothing_else(format_: str, tmp_path: Path) -> None:
    done = okrsite("check", *DAY, "--format", format_, cwd=_project(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "OKR610" in json.dumps(json.loads(done.stdout))


def test_machines_find_the_lines_of_the_repository(tmp_path: Path) -> None:
    _project(tmp_path / "goals")
    done = okrsite("check", "goals", *DAY, "--format", "github", cwd=tmp_path)
    assert done.stdout.startswith(f"::notice file=goals/{GOAL},line=2,col=8,endColumn=14,")


def test_the_state_of_the_business_can_be_a_failure(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/kpis/sales.md": MISSED})
    assert okrsite("check", *DAY, cwd=root).returncode == 0
    done = okrsite("check", *DAY, "--fail-on", "gap", "--fail-on", "alert", cwd=root)
    assert done.returncode == 1
    assert "fails for 1 alert (sales) and 1 gap (sales)" in done.stdout
    machine = okrsite("check", *DAY, "--fail-on", "gap", "--format", "json", cwd=root)
    assert machine.stderr == "fails for 1 gap (sales)\n"
    assert json.loads(machine.stdout)["fails"] == ["1 gap (sales)"]


def test_an_unknown_format_is_wrong_usage(tmp_path: Path) -> None:
    assert okrsite("check", "--format", "xml", cwd=_project(tmp_path)).returncode == 2
