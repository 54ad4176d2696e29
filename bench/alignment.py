"""How many links cross in the picture of a company's goals, and how long it takes to lay out.

    python bench/alignment.py --goals 100 300 1000

Beside it the same goals in plain depth-first order, siblings by priority and title.
"""

import argparse
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import organisation
from crossings import crossings

from okrsite import journey
from okrsite.plan.aligned import Aligned
from okrsite.plan.alignment import layout
from okrsite.plan.alignment.forest import Forest
from okrsite.plan.alignment.goals import Goal
from okrsite.plan.scene import Scene

DAY = date(2026, 11, 20)


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goals", type=int, nargs="+", default=[100, 300, 1000])
    print("| goals | seconds | crossings | depth first | fewer |\n| --- | --- | --- | --- | --- |")
    for count in parser.parse_args().goals:
        print(f"| {' | '.join(_figures(count))} |", flush=True)


def _figures(count: int) -> Iterator[str]:
    goals = _goals(count)
    started = time.process_time()
    settled = layout.draw(goals)
    seconds = time.process_time() - started
    with patch.object(layout, "settle", _as_they_come):
        plain = layout.draw(goals)
    found, before = crossings(settled), crossings(plain)
    yield from (f"{count:,}", f"{seconds:.2f}", f"{found:,}", f"{before:,}")
    yield f"{1 - found / before:.0%}"


def _goals(count: int) -> list[Goal]:
    with TemporaryDirectory() as folder:
        organisation.write(Path(folder), count)
        drafted = journey.draft(Path(folder), journey.Wishes(as_of=DAY), lambda _: DAY)
        assert drafted.assessment
        scene = Scene(drafted.library, drafted.portfolio, drafted.assessment)
        return list(Aligned(scene).goals.values())


def _as_they_come(forest: Forest) -> None:
    """Leave the siblings as the forest has them."""


if __name__ == "__main__":
    main()
