"""What comes of one build while watching: a site, the author's mistakes, or a fault of ours."""

from datetime import date
from pathlib import Path

import pytest
from commands import SHORTEST

from okrsite import journey
from okrsite.watch.round import FAULT, Builder, Day

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content" / "objectives").mkdir(parents=True)
    goal(tmp_path).write_text(SHORTEST)
    return tmp_path


def goal(root: Path) -> Path:
    return root / "content" / "objectives" / "self-serve.md"


def today(timezone: str) -> date:
    assert timezone == "UTC"
    return FRIDAY


def test_a_build_says_what_changed_and_which_day_it_took(root: Path) -> None:
    build = Builder(root, root / "output", journey.Wishes(), today)
    first, second = build(), build()
    assert "objectives/self-serve.html" in first.changed
    assert first.day == Day(FRIDAY, "UTC")
    assert "as of 2026-11-20" in first.notes[-1]
    assert second.changed == ()
    goal(root).rename(root / "content" / "objectives" / "serve.md")
    third = build()
    assert {"objectives/self-serve.html", "objectives/serve.html"} <= set(third.changed)


def test_a_day_that_was_chosen_does_not_end(root: Path) -> None:
    build = Builder(root, root / "output", journey.Wishes(as_of=FRIDAY), today)
    assert build().day is None


def test_a_mistake_is_told_as_in_the_terminal(root: Path) -> None:
    goal(root).write_text(SHORTEST.replace("owner: ana", "owner: [ana"))
    made = Builder(root, root / "output", journey.Wishes(), today)()
    assert made.problems[0].startswith("content/objectives/self-serve.md:4:")
    assert "error OKR" in made.problems[0]
    assert "│ key_results:" in made.problems[0]
    assert made.changed == ()
    assert not (root / "output").exists()


def test_an_output_that_is_refused_is_a_problem_and_no_end(root: Path) -> None:
    (root / "mine").mkdir()
    (root / "mine" / "thesis.txt").write_text("years of work")
    made = Builder(root, root / "mine", journey.Wishes(), today)()
    assert "OKR50" in made.problems[0]
    assert [path.name for path in (root / "mine").iterdir()] == ["thesis.txt"]


def test_a_fault_of_ours_is_told_as_such(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("not the author's")

    monkeypatch.setattr(journey, "draft", fail)
    made = Builder(root, root / "output", journey.Wishes(), today)()
    assert made.problems[0].startswith(FAULT)
    assert "ZeroDivisionError: not the author's" in made.problems[0]


def test_a_revision_that_is_not_there_is_a_problem_and_no_end(root: Path) -> None:
    made = Builder(root, root / "output", journey.Wishes(since="main"), today)()
    assert made.problems[0].splitlines() == [
        f"error: {root} is not in a git repository",
        "  hint: run it in a clone of the repository, or leave out --since",
    ]
