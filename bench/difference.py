"""How long it takes to compare two revisions of the example, beside one cold build of it.

Run with `PYTHONPATH=src python bench/difference.py --runs 5`. The repository is made up: the
example as it would be before a pull request that touches many goals, and the example. Both are
fresh programs and take turns, so that what else the machine does is borne by both.
"""

import argparse
import re
import sys
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, PIPE, run
from tempfile import TemporaryDirectory
from time import perf_counter

from commits import write_history

ROOT = Path(__file__).parents[1]
FINE, FORBIDDEN = 0, 1
"""How a comparison ends, whatever the policy says of it."""


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="the median of so many is printed")
    runs = parser.parse_args().runs
    with TemporaryDirectory(prefix="okrsite-bench-") as folder:
        root = Path(folder) / "project"
        files = example()
        write_history(root, (edited(files), files))
        run(["git", "checkout", "-q", "main"], cwd=root, check=True)
        built, compared = [], []
        for number in range(runs):
            output = Path(folder) / f"site-{number}"
            build = ["-m", "okrsite", "build", str(root), "-o", str(output), "-q"]
            built.append(seconds(build))
            run(["git", "clean", "-fdxq"], cwd=root, check=True)
            compared.append(seconds(["-m", "okrsite", "diff", "main~1..main", str(root)]))
    print(f"cold build {median(built):.2f} s, comparison {median(compared):.2f} s")
    print(f"ratio {median(compared) / median(built):.2f}")


def example() -> dict[str, bytes]:
    """The files of the example company."""
    files = [ROOT / "okrsite.toml", *(p for p in (ROOT / "content").rglob("*") if p.is_file())]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(files)}


def edited(files: dict[str, bytes]) -> dict[str, bytes]:
    """Other targets in each objective, a row less in each table, every tenth check-in gone."""
    found = dict(files)
    for number, path in enumerate(sorted(files)):
        if "/objectives/" in path:
            found[path] = re.sub(rb"target: (\d)", rb"target: 1\1", files[path])
        elif path.endswith(".csv"):
            found[path] = files[path].rstrip().rpartition(b"\n")[0] + b"\n"
        elif "/checkins/" in path and number % 10 == 0:
            del found[path]
    return found


def seconds(words: list[str]) -> float:
    """How long a fresh Python program takes."""
    started = perf_counter()
    done = run([sys.executable, *words], check=False, stdout=DEVNULL, stderr=PIPE, text=True)
    took = perf_counter() - started
    if done.returncode not in (FINE, FORBIDDEN) or "Traceback" in done.stderr:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    return took


if __name__ == "__main__":
    main()
