"""Who sits at a terminal is asked for what is missing, and may take what is offered."""

import io
import sys
from pathlib import Path

import pytest
from projects import write
from typing_commands import contents, typed

from okrsite.cli import asking

FILES = {
    "okrsite.toml": "as_of = 2026-11-20\n",
    "content/people/ana.md": "---\nname: Ana\nteam: growth\n---\n",
    "content/teams/growth.md": "---\ntitle: Growth\nlead: ana\n---\n",
    "content/cycles/2026-q4.md": "---\ntitle: Q4\n---\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, FILES)
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    return tmp_path


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_title_an_owner_a_team_and_a_cycle_are_asked_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "Win back lapsed customers", "ana", "", "")
    done = typed(root, "okrsite new objective")
    assert done.code == 0, done.said
    assert "Title: Owner, one person's id [open]: Team [growth]: Cycle [2026-q4]: " in done.said
    written = contents(root)["content/objectives/2026-q4/win-back-lapsed-customers.md"].decode()
    head = "---\ntitle: Win back lapsed customers\nowner: ana\nteam: growth\ncycle: 2026-q4\n"
    assert written.startswith(head)


def test_what_an_option_says_is_not_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch)
    line = "okrsite new objective Grow --owner ana --team growth --cycle 2026-q4"
    done = typed(root, line)
    assert done.code == 0, done.said
    assert "Owner" not in done.said


def test_without_a_terminal_a_missing_title_is_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    done = typed(tmp_path, "okrsite new objective")
    assert done.code == 2
    assert "name a title, in quotes" in done.said


def test_a_title_without_quotes_is_told_from_a_folder(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    done = typed(tmp_path, "okrsite new objective Win back")
    assert done.code == 2
    assert "there is no folder `back`; a title goes in quotes" in done.said


def test_whoever_breaks_off_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Grow")
    before = contents(root)
    done = typed(root, "okrsite new objective")
    assert done.code == 130
    assert contents(root) == before
