"""Two branches that add check-ins and rows become one without a conflict, by git itself."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner
from projects import open_project

from okrsite.cli.main import okrsite
from okrsite.new.starter import start

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
Change: TypeAlias = Callable[[Path], object]


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *identity, *words], cwd=root, check=False, capture_output=True, text=True, env=alone
    )
    assert done.returncode == 0, done.stdout + done.stderr


def merged(root: Path, *changes: Change) -> None:
    """A repository in which every change was made on a branch of its own, and all are merged."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Goals")
    for number, change in enumerate(changes):
        git(root, "switch", "-qc", f"branch-{number}", "main")
        change(root)
        git(root, "add", "-A")
        git(root, "commit", "-qm", f"Change {number}")
    git(root, "switch", "-q", "main")
    for number in range(len(changes)):
        git(root, "merge", "-q", "-m", "Merge", f"branch-{number}")


def adding(checkin: str, text: str, table: str, row: str) -> Change:
    """A person's check-in, and a row at the end of a table."""

    def change(root: Path) -> None:
        file = root / "content" / "checkins" / checkin
        file.write_text(f"---\nupdates:\n{text}---\n")
        with (root / "content" / "kpis" / table).open("a") as rows:
            rows.write(row)

    return change


def checked(root: Path, day: str = "2026-12-01") -> Mapping[str, int]:
    """How many errors there are, and how many findings of each code."""
    done = CliRunner().invoke(okrsite, ["check", str(root), "--format", "json", "--as-of", day])
    codes = [one["code"] for one in json.loads(done.stdout)["findings"]]
    return {"exit": done.exit_code, **{code: codes.count(code) for code in codes}}


@pytest.mark.promise
def test_branches_with_a_check_in_and_a_row_each_merge_in_the_example(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for name in ("okrsite.toml", ".gitattributes"):
        shutil.copy(ROOT / name, tmp_path)
    table = tmp_path / "content" / "kpis" / "guest-bookings.csv"
    before = table.read_text()
    merged(
        tmp_path,
        adding(
            "2026-q4/2026-11-30-freja.md",
            "  desk-first-hour#questions: 2.8\n",
            table.name,
            "2026-W49,410\n",
        ),
        adding(
            "2026-q4/2026-11-30-yusuf.md",
            "  desk-first-hour#questions:\n    note: Prices again.\n",
            table.name,
            "2026-W48,402\n",
        ),
    )
    assert table.read_text() == f"{before}2026-W49,410\n2026-W48,402\n"
    project = open_project(tmp_path)
    assert (project.met.errors, project.codes.count("OKR318")) == ((), 1)
    assert CliRunner().invoke(okrsite, ["fmt", str(tmp_path)]).exit_code == 0
    assert table.read_text() == f"{before}2026-W48,402\n2026-W49,410\n"


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    start(tmp_path, DAY)
    return tmp_path


@pytest.mark.promise
def test_branches_with_a_check_in_and_a_row_each_merge_in_the_starter(starter: Path) -> None:
    table = "weekly-signups.csv"
    merged(
        starter,
        adding("2026-11-27-ben.md", "  first-steps#first-report: 36\n", table, "2026-W47,950\n"),
        adding(
            "2026-11-27-chloe.md",
            "  first-steps#launch:\n    done: [beta]\n",
            table,
            "2026-W48,960\n",
        ),
        adding("2026-11-27-ana.md", "  first-steps:\n    verdict: on-track\n", table, ""),
    )
    found = checked(starter)
    assert found["exit"] == 0
    assert "OKR318" not in found
    assert CliRunner().invoke(okrsite, ["fmt", str(starter), "--check"]).exit_code == 0


def test_rows_after_a_last_line_without_a_line_end_are_kept_apart(starter: Path) -> None:
    table = starter / "content" / "kpis" / "weekly-signups.csv"
    table.write_text(table.read_text().rstrip("\n"))
    merged(
        starter,
        adding(
            "2026-11-27-ben.md", "  first-steps#first-report: 36\n", table.name, "\n2026-W47,950"
        ),
        adding(
            "2026-11-27-ana.md", "  first-steps:\n    note: Good\n", table.name, "\n2026-W48,960\n"
        ),
    )
    assert table.read_text().splitlines()[-2:] == ["2026-W47,950", "2026-W48,960"]
    assert checked(starter)["exit"] == 0


@pytest.mark.parametrize(
    ("row", "rows", "problems"), [("2026-W47,950\n", 1, 0), ("2026-W47,990\n", 2, 1)]
)
def test_the_same_row_stands_once_and_two_values_for_a_week_are_an_error(
    starter: Path, row: str, rows: int, problems: int
) -> None:
    table = starter / "content" / "kpis" / "weekly-signups.csv"
    merged(
        starter,
        adding(
            "2026-11-27-ben.md", "  first-steps#first-report: 36\n", table.name, "2026-W47,950\n"
        ),
        adding("2026-11-27-ana.md", "  first-steps:\n    note: Good\n", table.name, row),
    )
    assert table.read_text().count("2026-W47") == rows
    found = checked(starter)
    assert (found["exit"], found.get("OKR317", 0)) == (problems, problems)


def test_the_example_and_the_starter_have_the_same_rules_of_merging() -> None:
    ours = (ROOT / ".gitattributes").read_text()
    starters = (ROOT / "src/okrsite/new/repository/gitattributes").read_text()
    for line in ("*.md text eol=lf\n", "*.csv text eol=lf merge=union\n"):
        assert f"\n{line}" in starters
        assert f"\n/content/**/{line}" in ours
