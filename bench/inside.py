"""Where the time goes inside one warm program: reading and judging, writing, drawing, indexing.

`python bench/inside.py --objectives 1000` prints seconds of a cold build and of edits, each as
`okrsite watch` does it, and how much of each was spent before anything was written.
"""

import argparse
import gc
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import portfolio
from dialects import write

from okrsite import journey
from okrsite.plan.figures import Figure
from okrsite.render import charts
from okrsite.write.charts import ChartStore
from okrsite.write.publish import in_place
from okrsite.write.search import Index, SearchIndex


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objectives", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3, help="edits; their median is printed")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="okrsite-bench-") as folder, _drawing() as drawn:
        site = Path(folder) / "project"
        write(site, portfolio.project(asked.objectives))
        _walk(site, ChartStore(site / journey.STATE))
        shutil.rmtree(site / journey.STATE)
        shutil.rmtree(site / journey.OUTPUT)
        store = ChartStore(site / journey.STATE)
        drawn.clear()
        _say("cold build", _walk(site, store), drawn)
        drawn.clear()
        edits = [_edited(site, store, 1000 + number) for number in range(asked.runs)]
        whole, before = zip(*edits, strict=True)
        _say(f"an edit, of {asked.runs}", (median(whole), median(before)), drawn)
        print(f"{'the search index':20} {_indexing(site):8.2f} s")


def _walk(site: Path, store: ChartStore) -> tuple[float, float]:
    """The seconds of a whole build, and of the part before writing."""
    gc.collect()
    started = time.perf_counter()
    drafted = _draft(site)
    drafting = time.perf_counter() - started
    state, output = site / journey.STATE, site / journey.OUTPUT
    journey.write(drafted, output, store, in_place, state, lambda _: Index())
    return time.perf_counter() - started, drafting


def _edited(site: Path, store: ChartStore, number: int) -> tuple[float, float]:
    portfolio.edit(site / "content" / "objectives" / "objective-1.md", number)
    return _walk(site, store)


def _indexing(site: Path) -> float:
    records = _draft(site).plan.records
    started = time.perf_counter()
    SearchIndex(site / journey.STATE).make(records)
    return time.perf_counter() - started


def _draft(site: Path) -> journey.Draft:
    return journey.draft(site, journey.Wishes(wants_history=False), _no_day)


def _no_day(_: str) -> date:
    raise AssertionError("the settings name the day")


@contextmanager
def _drawing() -> Iterator[list[float]]:
    """The processor's seconds for each chart that is drawn meanwhile."""
    times: list[float] = []
    draw = charts.draw

    def timed(figure: Figure) -> str:
        started = time.process_time()
        drawn = draw(figure)
        times.append(time.process_time() - started)
        return drawn

    charts.draw = timed
    try:
        yield times
    finally:
        charts.draw = draw


def _say(what: str, seconds: tuple[float, float], drawn: list[float]) -> None:
    whole, before = seconds
    told = f"{len(drawn):,} charts drawn in {sum(drawn):.2f} s" if drawn else "no chart drawn"
    print(f"{what:20} {whole:8.2f} s, {before:.2f} before writing; {told}")


if __name__ == "__main__":
    main()
