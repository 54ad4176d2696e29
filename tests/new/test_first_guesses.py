"""What people try first, and what they are told: one line, and what to type instead."""

from pathlib import Path

import pytest
from typing_commands import contents, typed

GOAL = """---
title: Make self-serve the way most customers start
owner: ana
cycle: 2026-q4
key_results:
  - {id: signups, title: Sign-ups per week, start: 800, target: 2000}
---
"""
FILES = {
    "okrsite.toml": "as_of = 2026-11-20\n",
    "content/objectives/self-serve.md": GOAL,
    "content/kpis/trials.md": "---\ntitle: Trials\nowner: ben\nvalues: {2026-10: 31}\n---\n",
    "content/people/ana.md": "---\nname: Ana\n---\n",
    "content/people/ben.md": "---\nname: Ben\n---\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two people, a goal and a KPI."""
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


WRONG_USAGE = {
    "okrsite checkin ana": "there is no folder `ana`; --owner says who checks in",
    "okrsite checkin --owner ana --set self-serve#signups 12": "there is no folder `12`",
    "okrsite check main": "there is no folder `main`",
    "okrsite diff main HEAD": "there is no folder `HEAD`; two revisions are written main..HEAD",
    "okrsite checkin --owner ana --date 20.11.2026": (
        "`20.11.2026` is no day: write it as 2026-11-20"
    ),
    "okrsite build --as-of today": "`today` is no day: write it as 2026-11-20",
    "okrsite new cycle spring --start 1.2.2027": "`1.2.2027` is no day: write it as 2026-11-20",
    "okrsite new cycle spring --start 0001-01-01": "0001-01-01: expected a day from",
    "okrsite new objective Grow --closes trials": "folder `Grow`; --title names a title",
    "okrsite new goal Grow": "there is no `okrsite new goal`: try okrsite new objective",
    "okrsite new checkin": "there is no `okrsite new checkin`: try okrsite checkin",
    "okrsite new objectiv Grow": "No such command 'objectiv'. Did you mean 'objective'?",
    "okrsite record 31 trials": "the KPI goes before the value: okrsite record trials 31",
}
PROBLEMS = {
    "okrsite checkin --owner anna": ("there is no person `anna`", "did you mean `ana`?"),
    "okrsite checkin --owner ben": ("ben has no key result that runs on 2026-11-20", ""),
    "okrsite checkin --owner ana --set signups=12": (
        "there is no goal `signups`",
        "did you mean `self-serve#signups`?",
    ),
    "okrsite diff content content": (
        "there are no goals in content: it has no folder `content`",
        "name the folder that has one, or begin with okrsite init",
    ),
}


@pytest.mark.parametrize("line", WRONG_USAGE)
def test_a_first_guess_at_the_usage_is_answered_with_what_to_type(root: Path, line: str) -> None:
    before = contents(root)
    done = typed(root, line)
    assert done.code == 2, done.said
    assert WRONG_USAGE[line] in done.said
    assert contents(root) == before


@pytest.mark.parametrize("line", PROBLEMS)
def test_a_first_guess_at_a_name_is_answered_with_what_it_is(root: Path, line: str) -> None:
    message, hint = PROBLEMS[line]
    done = typed(root, line)
    assert done.code == 1, done.said
    assert done.said == f"error: {message}\n" + (f"  hint: {hint}\n" if hint else "")


def test_the_targets_of_what_was_carried_are_what_is_next(root: Path) -> None:
    typed(root, "okrsite new cycle 2027-q1")
    done = typed(root, "okrsite new cycle 2027-q1 --carry self-serve")
    assert "content/objectives/2027-q1/self-serve-2027-q1.md\n" in done.said
    assert done.said.endswith("Next: decide the targets; okrsite watch shows it\n")


def test_a_starter_below_the_root_of_a_repository_says_where_its_workflows_run(
    tmp_path: Path,
) -> None:
    (tmp_path / ".git").mkdir()
    said = "lies inside a repository: its workflows run only where it is one of its own"
    assert f"goals {said}\n" in typed(tmp_path, "okrsite init goals").said
    assert said not in typed(tmp_path, "okrsite init").said
