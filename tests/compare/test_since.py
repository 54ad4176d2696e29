"""`okrsite check --since`: what the policy says of the changes since a revision."""

import subprocess
from pathlib import Path

import pytest
from commands import Done, okrsite, write

GOAL = "content/objectives/2026-q4/grow.md"
START = """---
title: Grow where it is easy
owner: ana
key_results:
  - id: signups
    title: Sign-ups per week
    start: 800
    target: 2000
    unit: sign-ups
    values: {2026-11-19: 1450}
---
"""


def _git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose last commit holds a goal."""
    write(tmp_path, {GOAL: START})
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "Goals")
    return tmp_path


def _check(root: Path, *more: str, day: str = "2026-11-20", since: str = "HEAD") -> Done:
    return okrsite("check", ".", "--as-of", day, "--since", since, "-q", *more, cwd=root)


def test_a_target_that_moved_after_it_was_fixed_is_told_with_both_values(root: Path) -> None:
    write(root, {GOAL: START.replace("target: 2000", "target: 1600")})
    assert (
        _check(root).stderr
        == f"""\
{GOAL}:8:13: error OKR630: the target of `Sign-ups per week` was 2,000 sign-ups and is \
1,600 sign-ups, though targets were fixed on 15 Oct 2026, and no revision says so
  8 │     target: 1600
    │             ^^^^
  hint: write `revisions: [{{date: 2026-11-20, was: {{target: 2000}}, reason: "…"}}]` beside it, \
with the reason

"""
    )


def test_a_target_may_move_until_it_is_fixed(root: Path) -> None:
    write(root, {GOAL: START.replace("target: 2000", "target: 1600").replace("11-19", "10-14")})
    assert _check(root, day="2026-10-15").stderr == ""


def test_a_change_is_answered_in_its_file(root: Path) -> None:
    answered = "ignore: {OKR630: A typing error}\nowner"
    write(root, {GOAL: START.replace("target: 2000", "target: 1600").replace("owner", answered)})
    assert _check(root).stderr == ""


def test_a_project_below_the_top_of_its_repository_is_compared(tmp_path: Path) -> None:
    write(tmp_path / "goals", {GOAL: START})
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "Goals")
    write(tmp_path / "goals", {GOAL: START.replace("target: 2000", "target: 1600")})
    assert "OKR630" in _check(tmp_path / "goals").stderr


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:content"])
def test_a_revision_that_does_not_exist_is_said(root: Path, revision: str) -> None:
    done = okrsite("check", f"--since={revision}", cwd=root)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"error: there is no revision `{revision}` here",
        "  hint: name a commit, a branch or a tag, such as `origin/main`",
    ]


def test_without_a_repository_or_git_it_is_said(tmp_path: Path) -> None:
    write(tmp_path, {GOAL: START})
    outside = okrsite("check", "--since", "HEAD", cwd=tmp_path)
    assert outside.returncode == 1
    assert "is not in a git repository" in outside.stderr
    without = okrsite("check", "--since", "HEAD", cwd=tmp_path, env={"PATH": str(tmp_path)})
    assert without.returncode == 1
    assert "git is not installed" in without.stderr


def test_a_shallow_clone_says_how_to_fetch_more(root: Path, tmp_path: Path) -> None:
    write(root, {GOAL: START.replace("target: 2000", "target: 1600")})
    _git(root, "commit", "-qam", "Less")
    _git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    done = okrsite("check", "--since", "HEAD~1", cwd=tmp_path / "shallow")
    assert done.returncode == 1
    assert "git fetch --unshallow" in done.stderr


@pytest.mark.parametrize("day", ["2026-10-01", "2027-02-01"])
def test_a_day_that_comes_with_the_change_sets_nothing_free(root: Path, day: str) -> None:
    write(root, {"okrsite.toml": "as_of = 2026-11-20\n"})
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "Day")
    write(root, {GOAL: START.replace("target: 2000", "target: 1600")})
    write(root, {"okrsite.toml": f"as_of = {day}\n"})
    done = okrsite("check", ".", "--since", "HEAD", "-q", cwd=root)
    assert (done.returncode, "error OKR630" in done.stderr) == (1, True)
