"""What pictures of previews are of: the example with a past, and what is proposed to change."""

import subprocess
from pathlib import Path

from example import PROJECT
from proposal import preview, proposal, repository


def test_what_is_committed_last_is_the_example(tmp_path: Path) -> None:
    project = repository(tmp_path / "project")
    found, there = (_texts(folder / "content") for folder in (project, PROJECT))
    assert found == there
    days = _git(project, "log", "--format=%as").split()
    assert len(days) > 5
    assert days == sorted(days, reverse=True)


def test_a_proposal_changes_files_that_are_not_committed(tmp_path: Path) -> None:
    project = proposal(tmp_path / "project")
    changed = _git(project, "status", "--porcelain").splitlines()
    assert {line[:2].strip() for line in changed} == {"M", "D", "??"}


def test_a_preview_and_what_it_changes_can_be_made(tmp_path: Path) -> None:
    site, told = preview(tmp_path)
    assert (site / "changes.html").is_file()
    assert told.read_text().startswith("<!doctype html>")


def _texts(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _git(project: Path, *words: str) -> str:
    command = ["git", "-C", str(project), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
