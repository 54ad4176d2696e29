"""`okrsite diff` tells what changed between two revisions or two folders, and fails by policy."""

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from commands import SHORTEST, write

from okrsite import differing
from okrsite.base.frozen import replace
from okrsite.base.problems import Place, Problem, Severity
from okrsite.cli.main import okrsite as program
from okrsite.compare.revision import NoRevisionError

GOAL = "content/objectives/self-serve.md"
SAID = "---\nupdates:\n  self-serve#sign-ups-per-week: {value}\n---\n"
BEFORE = {
    "okrsite.toml": "as_of = 2026-11-20\n",
    GOAL: SHORTEST.replace("owner: ana", "owner: ana\ncycle: 2026-q4"),
    "content/checkins/2026-11-13-ana.md": SAID.format(value=1400),
}
AFTER = {**BEFORE, "content/checkins/2026-11-20-ana.md": SAID.format(value=1700)}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two commits: a goal, and a check-in that moves it from 50% to 75%."""
    root = tmp_path_factory.mktemp("repository")
    for files, message in ((BEFORE, "one"), (AFTER, "two")):
        write(root, files)
        for words in (("init", "-q"), ("add", "-A"), (*_AS_ANA, "commit", "-qm", message)):
            subprocess.run(["git", "-C", str(root), *words], check=True)
    return root


_AS_ANA = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")


def diff(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, ["diff", *map(str, arguments)])


def test_two_revisions_are_compared(repository: Path) -> None:
    done = diff("HEAD~1..HEAD", repository)
    assert done.exit_code == 0
    assert "Sign-ups per week, progress  50% → 75%" in done.output
    assert "compared with HEAD~1" in done.output


def test_two_folders_are_compared_without_git(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one", BEFORE), write(tmp_path / "other", AFTER)
    assert "50% → 75%" in diff(one, other).output
    assert diff(one, one).output == "Nothing changed for the goals.\n"


def test_every_format_goes_to_standard_output_or_to_a_file(
    repository: Path, tmp_path: Path
) -> None:
    begins = {
        "text": "Goals: nothing to decide\n",
        "markdown": "<!-- okrsite diff -->\n### Goals: nothing to decide\n",
        "json": '{\n"version": 1,\n',
        "html": "<!doctype html>\n",
    }
    for name, text in begins.items():
        assert diff("HEAD~1..HEAD", repository, "--format", name).stdout.lstrip().startswith(text)
    file = tmp_path / "made" / "comment.md"
    done = diff("HEAD~1..HEAD", repository, "--format", "markdown", "-o", file)
    assert done.output.endswith("comment.md, 1 kB, as of 2026-11-20\n")
    assert file.read_text(encoding="utf-8").startswith("<!-- okrsite diff -->\n")
    assert diff("HEAD~1..HEAD", repository, "-q", "-o", file).output == ""


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", "<!-- okrsite diff -->"),
        ("a.json", "{"),
        ("a.html", "<!doctype html>"),
        ("a", "Go"),
    ],
)
def test_a_file_has_the_format_that_its_name_tells(
    name: str, begins: str, repository: Path, tmp_path: Path
) -> None:
    file = tmp_path / name
    assert diff("HEAD~1..HEAD", repository, "-o", file).exit_code in (0, 1)
    assert file.read_text("utf-8").lstrip().startswith(begins)


def test_both_sides_are_judged_on_the_day_that_is_asked_for(repository: Path) -> None:
    done = diff("HEAD~1..HEAD", repository, "--format", "json", "--as-of", "2026-11-15")
    told: Any = json.loads(done.stdout)
    assert told["as_of"] == "2026-11-15"
    assert told["shifts"] == [], "on that day the second check-in was still to come"


@pytest.mark.parametrize(
    ("severity", "options", "said"),
    [
        (Severity.ERROR, (), "fails for 1 error\n"),
        (Severity.WARNING, (), ""),
        (Severity.WARNING, ("--strict",), "fails for 1 warning under --strict\n"),
    ],
)
def test_the_exit_code_follows_the_rulings_of_the_policy(
    ruled: Callable[[Severity], Path], severity: Severity, options: tuple[str, ...], said: str
) -> None:
    folder = ruled(severity)
    done = diff(folder, folder, *options)
    assert (done.exit_code, done.stderr) == (1 if said else 0, said)
    assert f"  {severity}  the target moved.\n" in done.stdout


def test_a_terminal_sees_headings_and_signs_and_a_file_only_words(
    ruled: Callable[[Severity], Path], tmp_path: Path
) -> None:
    folder = ruled(Severity.ERROR)
    seen = CliRunner().invoke(program, ["diff", str(folder), str(folder)], color=True).stdout
    assert "\x1b[1mTo decide\x1b[0m\n\x1b[31m\x1b[1m  error \x1b[0m" in seen
    file = tmp_path / "changes.txt"
    diff(folder, folder, "-o", file)
    assert "\x1b" not in file.read_text(encoding="utf-8")
    assert click.unstyle(seen) == file.read_text(encoding="utf-8")


@pytest.fixture
def ruled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Severity], Path]:
    """A folder of whose comparison the policy says something as heavy as this."""
    folder = write(tmp_path, BEFORE)
    compared = differing.compare_folders(folder, folder, None, lambda _: date(2026, 11, 20))

    def rule(severity: Severity) -> Path:
        ruling = Problem("OKR630", severity, Place(GOAL, 4, 3), "the target moved", "say why")
        found = replace(compared, difference=replace(compared.difference, rulings=(ruling,)))
        monkeypatch.setattr(differing, "compare_folders", lambda *_: found)
        return folder

    return rule


def test_a_revision_that_there_is_not_is_said_with_a_hint(repository: Path) -> None:
    error = diff("nowhere..HEAD", repository).exception
    assert isinstance(error, NoRevisionError)
    assert str(error) == "there is no revision `nowhere` here"
    assert error.hint == "name a commit, a branch or a tag, such as `origin/main`"


def test_a_folder_that_there_is_not_is_wrong_usage(repository: Path) -> None:
    done = diff("HEAD", repository / "nowhere")
    assert done.exit_code == 2
    assert "there is no folder" in done.stderr


def test_a_revision_is_never_taken_for_an_option_of_git(repository: Path) -> None:
    assert isinstance(diff("--", "--output=stolen..HEAD", repository).exception, NoRevisionError)
    assert not list(repository.glob("stolen*"))


@pytest.mark.promise
@pytest.mark.parametrize("name", ["HEAD", "HEAD~1..HEAD"])
def test_a_folder_with_the_name_of_a_revision_is_not_compared_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A pull request could bring one that is like what it changes."""
    goal = "content/objectives/2026-q4/grow.md"
    write(tmp_path, {f"goals/{goal}": SHORTEST, f"{name}/{goal}": SHORTEST})
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    for words in (("init", "-q"), ("add", "-A"), *[("commit", "-qm", "x", "--allow-empty")] * 2):
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    refused = diff(name, "goals")
    assert refused.exit_code == 1
    assert f"`{name}` is a folder here and a revision" in refused.stderr
    for folders in ((f"./{name}", "goals"), ("goals", "goals")):
        assert diff(*folders).stdout == "Nothing changed for the goals.\n"
