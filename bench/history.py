"""How long the history of promises takes: a repository of goals that change, commit by commit.

`python bench/history.py --goals 1000 --commits 5000` makes one by `git fast-import`, the same on
every machine, and asks for the history as a build does: first, again, and after one more commit.
"""

import argparse
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from okrsite.compare.history import History, history
from okrsite.write.charts import ChartStore

FIRST_SECOND = 1_767_225_600  # 1 Jan 2026
HOURS_A_COMMIT = 1
KEY_RESULTS = 3
AUTHORS = ("Ana", "Ben", "Chloe", "Dan")


def stream(goals: int, commits: int) -> Iterator[bytes]:
    """The repository as `git fast-import` takes it: a tenth of the commits add, the rest change."""
    chance = Random(11)
    present: list[list[int]] = []
    added = max(1, goals // max(1, commits // 10))
    for number in range(commits):
        author = f"{AUTHORS[number % len(AUTHORS)]} <a@example.com>"
        when = f"{FIRST_SECOND + number * HOURS_A_COMMIT * 3600} +0000"
        yield f"commit refs/heads/main\nmark :{number + 1}\n".encode()
        yield f"author {author} {when}\ncommitter {author} {when}\n".encode()
        yield f"data <<END\nChange {number}\nEND\n".encode()
        yield b"" if number == 0 else f"from :{number}\n".encode()
        for _ in range(added if len(present) < goals else 0):
            present.append([1000 + chance.randrange(900) for _ in range(KEY_RESULTS)])
            yield _file(len(present) - 1, present[-1], number)
        goal = chance.randrange(len(present))
        present[goal][chance.randrange(KEY_RESULTS)] += 10 if number % 3 == 0 else 0
        yield _file(goal, present[goal], number)
    yield b"done\n"


def _file(goal: int, targets: list[int], number: int) -> bytes:
    lines = ["---", f"title: Goal {goal}", f"owner: owner-{goal % 40}", "key_results:"]
    for at, target in enumerate(targets):
        lines += [f"  - id: kr-{at}", f"    title: Measure {at} of goal {goal}", "    start: 0"]
        lines += [f"    target: {target}", "    unit: sign-ups"]
        lines += ["    values:", f"      2026-03-01: {number}"]
    text = "\n".join([*lines, "---", f"Why goal {goal} matters. " * 20, ""]).encode()
    path = f"content/objectives/2026-q4/goal-{goal}.md"
    return f"M 644 inline {path}\ndata {len(text)}\n".encode() + text + b"\n"


def make(root: Path, goals: int, commits: int) -> None:
    """A repository at `root`, without a working tree."""
    subprocess.run(["git", "init", "-q", "-b", "main", root], check=True)
    data = b"".join(stream(goals, commits))
    subprocess.run(["git", "fast-import", "--quiet", "--done"], cwd=root, input=data, check=True)


def measure(root: Path, state: Path) -> tuple[float, History]:
    """The seconds that a build waits for the history, and the history."""
    start = time.perf_counter()
    kept = ChartStore(state, folder="history")
    found = history(root, "content/objectives", "UTC", kept)
    kept.save()
    return time.perf_counter() - start, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goals", type=int, default=1000)
    parser.add_argument("--commits", type=int, default=5000)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = Path(folder) / "goals"
        make(root, chosen.goals, chosen.commits)
        first, found = measure(root, Path(folder) / "state")
        again, kept = measure(root, Path(folder) / "state")
    assert kept == found
    steps = sum(len(one.steps) for one in found.promised)
    print(f"{chosen.goals} goals, {chosen.commits} commits: {len(found.promised)} key results,")
    print(f"{steps} steps; first {first:.2f} s, again {again:.2f} s")


if __name__ == "__main__":
    main()
