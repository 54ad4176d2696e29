"""`okrsite explain` says how a number came about, with the line of each input."""

from pathlib import Path

from commands import SHORTEST, okrsite, write

OBJECTIVE = SHORTEST.replace("owner: ana", "owner: ana\ncycle: 2026-q4")
FILES = {
    "okrsite.toml": "as_of = 2026-11-20\n",
    "content/objectives/self-serve.md": OBJECTIVE,
    "content/checkins/2026-11-16-ana.md": (
        "---\nupdates:\n  self-serve#sign-ups-per-week: 1300\n---\n"
    ),
}
SAID = """\
Sign-ups per week
  Now: 1,300
    1,300  said on 16 Nov 2026  content/checkins/2026-11-16-ana.md:3
  Progress: 42% = (1,300 − 800) ÷ (2,000 − 800)
    1,300  value: where it stands since 16 Nov 2026  content/checkins/2026-11-16-ana.md:3
    800  start: where it began  content/objectives/self-serve.md:6
    2,000  target: where it is to go  content/objectives/self-serve.md:6
"""


def test_a_number_comes_with_its_formula_and_the_lines_of_its_inputs(tmp_path: Path) -> None:
    done = okrsite("explain", "self-serve#sign-ups-per-week", write(tmp_path, FILES))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(SAID)
    assert "→ at risk" in done.stdout
    assert "To be on track: At least 1,394 today; it is 1,300." in done.stdout
    assert "write in content/checkins/2026-11-20-ana.md" in done.stdout
    assert done.stdout.endswith("\nas of 2026-11-20\n")


def test_the_key_results_of_an_objective_follow_it(tmp_path: Path) -> None:
    done = okrsite("explain", "self-serve", write(tmp_path, FILES))
    titles = [line for line in done.stdout.splitlines() if line and line[0] != " "]
    assert titles == [
        "Make self-serve the way most customers start",
        "Sign-ups per week",
        "as of 2026-11-20",
    ]


def test_an_id_that_names_nothing_is_refused_with_a_hint(tmp_path: Path) -> None:
    done = okrsite("explain", "self-srve", write(tmp_path, FILES))
    assert done.returncode == 1
    assert done.stderr == (
        "error: nothing that has numbers is called `self-srve`\n"
        "  hint: did you mean `self-serve`?\n"
    )


def test_what_is_wrong_is_told_before_anything_is_explained(tmp_path: Path) -> None:
    wrong = {**FILES, "content/objectives/b.md": "---\ntitle: B\n---\n"}
    done = okrsite("explain", "self-serve", write(tmp_path, wrong))
    assert (done.returncode, done.stdout) == (1, "")
    assert "content/objectives/b.md" in done.stderr


def test_a_rule_of_quality_says_what_it_is_for(tmp_path: Path) -> None:
    done = okrsite("explain", "OKR602", write(tmp_path, FILES))
    assert done.stdout.startswith("OKR602: An overdue update (warning)\n")
