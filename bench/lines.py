"""What the benchmark measures: each line builds, edits or serves, and yields rows of the table."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from subprocess import PIPE, run

import charts
import corpus
import portfolio
import rivals
import serving
from dialects import write
from measured import Ran, in_turns, ran
from rivals import OKRSITE, Generator
from serving import Server
from table import Beside, Row, at_least, at_most, compared, grown

HERE = Path(__file__).parent
NUMBERS = count(1000)
"""What edits write: four digits, and never the same."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many pages or objectives the sites have."""

    wiki: int = 1000
    goals: int = 1000
    rebuilt: int = 5000
    served: tuple[int, int] = (1000, 5000)
    held: int = 5000
    grown: tuple[int, int] = (1000, 10_000)
    naive_charts: int = 60
    charts: int = 2000


QUICK = Sizes(100, 100, 200, (50, 200), 200, (50, 200), 12, 100)


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder for the sites, their sizes, and how often each contender runs."""

    folder: Path
    sizes: Sizes
    runs: int

    def site(self, subject: str, dialect: str, size: int) -> Path:
        """A made-up site, written when it is first asked for."""
        site = self.folder / f"{subject}-{dialect}-{size}"
        if not site.exists():
            write(site, corpus.files(subject, dialect, size))
        return site


def wiki(bench: Bench) -> Iterator[Row]:
    """Plain pages of the same words, built from nothing."""
    size = bench.sizes.wiki
    targets = {"hugo": at_most(2.5), "eleventy": at_least(2), "pelican": at_least(2)}
    others = {"hugo": rivals.hugo(), "eleventy": rivals.eleventy(), "pelican": rivals.pelican()}
    here = {"okrsite": OKRSITE} | {name: one for name, one in others.items() if one}
    found = in_turns(
        {name: _cold(one, bench.site("wiki", name, size)) for name, one in here.items()}, bench.runs
    )
    for name, target in targets.items():
        what = f"{size:,} wiki pages, cold"
        if name in here:
            beside = Beside(here[name].name, _seconds(found[name]))
            yield compared(f"wiki-{name}", what, _seconds(found["okrsite"]), beside, target)
        else:
            yield Row(f"wiki-{name}", what, target=target, note=rivals.why_no_eleventy())


def goals(bench: Bench) -> Iterator[Row]:
    """A company with its charts, built from nothing, beside its text by Hugo and its charts by
    pyplot."""
    size = bench.sizes.goals
    ours, theirs = bench.site("goals", "okrsite", size), bench.site("goals", "hugo", size)
    hugo = rivals.hugo()
    found = in_turns(
        {
            "okrsite": _cold(OKRSITE, ours),
            "Hugo": _cold(hugo, theirs),
            "pyplot": lambda: _drawn_by_pyplot(bench, ours),
        },
        bench.runs,
    )
    both = zip(_seconds(found["Hugo"]), _seconds(found["pyplot"]), strict=True)
    seconds = [hugo + pyplot for hugo, pyplot in both]
    made = size * portfolio.KEY_RESULTS + portfolio.kpis_beside(size)
    what = f"{size:,} objectives with {made:,} charts, cold"
    drawn = f"{bench.sizes.naive_charts} charts drawn and multiplied up"
    beside = Beside("Hugo and pyplot", seconds)
    yield compared("goals", what, _seconds(found["okrsite"]), beside, at_least(25), note=drawn)


def unchanged(bench: Bench) -> Iterator[Row]:
    """The whole command where nothing changed."""
    size = bench.sizes.rebuilt
    found = _rebuilds(bench, size, lambda _: None)
    what = f"{size:,} objectives, nothing changed"
    beside = Beside("Hugo", found["Hugo"])
    yield compared("unchanged", what, found["okrsite"], beside, at_least(10))


def edit(bench: Bench) -> Iterator[Row]:
    """The whole command after one edit."""
    size = bench.sizes.rebuilt
    found = _rebuilds(bench, size, lambda file: portfolio.edit(file, next(NUMBERS)))
    what = f"{size:,} objectives, one edited"
    yield compared("edit", what, found["okrsite"], Beside("Hugo", found["Hugo"]))


def watch(bench: Bench) -> Iterator[Row]:
    """From the saving of an edit to the served page, at two sizes, beside a text in Hugo."""
    small, large = bench.sizes.served
    found = {size: Edits([], [], []) for size in bench.sizes.served}
    with ExitStack() as stack:
        servers = [(size, *_servers(bench, size, stack)) for size in bench.sizes.served]
        for number in range(bench.runs + 1):
            for size, okrsite, hugo in servers:
                both = (serving.shows_text_and_chart, serving.agrees)
                page, everything = serving.edited(okrsite, next(NUMBERS), *both)
                (text,) = serving.edited(hugo, next(NUMBERS), serving.shows_text)
                if number:  # the first edit warms up
                    found[size].add(page, everything, text)
    for size, target in ((small, None), (large, at_least(6))):
        what = f"{size:,} objectives, an edit until its page and chart are served"
        beside = Beside("Hugo, text alone", found[size].text)
        yield compared(f"watch-{size}", what, found[size].page, beside, target, unit="ms")
    beside = Beside(f"okrsite at {small:,}", found[small].page)
    what = f"{large:,} objectives, an edit until it is served, as at {small:,}"
    yield compared("watch-flat", what, found[large].page, beside, at_most(1.25), unit="ms")
    for size, edits in found.items():
        what = f"{size:,} objectives, an edit until lists and data agree"
        yield Row(f"watch-all-{size}", what, "ms", edits.everything)


def chart(bench: Bench) -> Iterator[Row]:
    """Charts by kind, and one of 260 points beside a full Axes that was tuned by hand."""
    ours: dict[str, list[float]] = {kind: [] for kind in charts.KINDS}
    theirs = []
    for _ in range(bench.runs):
        for kind, ms in _told("charts.py", "--json", "--charts", str(bench.sizes.charts)).items():
            ours[kind].append(ms)
        theirs.append(_told("full_axes.py")["ms"])
    beside = Beside("full Axes, tuned, one width", theirs)
    for kind, runs in ours.items():
        what = f"A chart: {kind}, both widths"
        if kind == charts.KPI:
            yield compared("chart-kpi", what, runs, beside, at_least(20), unit="ms")
        else:
            yield Row(f"chart-{kind}", what, "ms", runs)


def memory(bench: Bench) -> Iterator[Row]:
    """The most memory of a cold build, all processes together."""
    size = bench.sizes.held
    contest = {
        "okrsite": _cold(OKRSITE, bench.site("goals", "okrsite", size), is_tree_watched=True),
        "Hugo": _cold(rivals.hugo(), bench.site("goals", "hugo", size), is_tree_watched=True),
    }
    found = in_turns(contest, min(bench.runs, 3))
    what = f"{size:,} objectives with charts, most memory of a cold build"
    for name, said, target in (
        ("tree_mebibytes", "all processes together", at_most(1)),
        ("mebibytes", "the largest process", None),
    ):
        ours, theirs = ([getattr(one, name) for one in found[side]] for side in contest)
        beside = Beside("Hugo, text alone", theirs)
        row_name = "memory" if target else "memory-largest"
        yield compared(row_name, what, ours, beside, target, unit="MiB", note=said)


def growth(bench: Bench) -> Iterator[Row]:
    """With which power of the number of objectives work and output grow."""
    small, large = bench.sizes.grown
    sites = {size: bench.site("goals", "okrsite", size) for size in bench.sizes.grown}
    contest = {str(size): _cold(OKRSITE, site) for size, site in sites.items()}
    found = in_turns(contest, min(bench.runs, 3))
    busy = {size: [one.busy for one in found[str(size)]] for size in sites}
    sizes = {size: [_mebibytes(site / "output")] for size, site in sites.items()}
    words = f"{small:,} to {large:,} objectives"
    for name, what, measured, unit in (
        ("growth-work", "work of the processor", busy, "s"),
        ("growth-output", "size of the site", sizes, "MiB"),
    ):
        beside, times_larger = Beside(f"okrsite at {small:,}", measured[small]), large / small
        yield grown(name, f"{words}, {what}", measured[large], beside, times_larger, unit=unit)


LINES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    line.__name__: line for line in (wiki, goals, unchanged, edit, watch, chart, memory, growth)
}


def _cold(generator: Generator, site: Path, *, is_tree_watched: bool = False) -> Callable[[], Ran]:
    def build() -> Ran:
        generator.forget(site)
        return ran(generator.build, site, is_tree_watched=is_tree_watched)

    return build


def _rebuilds(bench: Bench, size: int, change: Callable[[Path], None]) -> dict[str, list[float]]:
    """The seconds of builds after a change to the file of one objective."""
    number = size // 2

    def contender(generator: Generator, dialect: str, folder: str) -> Callable[[], Ran]:
        site = bench.site("goals", dialect, size)
        file = site / "content" / folder / f"objective-{number}.md"
        ran(generator.build, site)

        def rebuild() -> Ran:
            change(file)
            return ran(generator.build, site)

        return rebuild

    team = f"team-{number // portfolio.OBJECTIVES_A_TEAM}"
    contest = {
        "okrsite": contender(OKRSITE, "okrsite", "objectives"),
        "Hugo": contender(rivals.hugo(), "hugo", team),
    }
    return {name: _seconds(runs) for name, runs in in_turns(contest, bench.runs).items()}


@dataclass(frozen=True, slots=True)
class Edits:
    """Milliseconds of edits until each was served: with its chart, everywhere, and by Hugo."""

    page: list[float]
    everything: list[float]
    text: list[float]

    def add(self, page: float, everything: float, text: float) -> None:
        """Keep the seconds of an edit in all three."""
        self.page.append(1000 * page)
        self.everything.append(1000 * everything)
        self.text.append(1000 * text)


def _servers(bench: Bench, size: int, stack: ExitStack) -> tuple[Server, Server]:
    ours, theirs = bench.site("goals", "okrsite", size), bench.site("goals", "hugo", size)
    return (
        stack.enter_context(serving.okrsite(OKRSITE, ours, size)),
        stack.enter_context(serving.hugo(rivals.hugo(), theirs, size)),
    )


def _drawn_by_pyplot(bench: Bench, project: Path) -> Ran:
    """All charts of a project by pyplot, from the time for a sample and that to get started."""
    sample = ("--charts", str(bench.sizes.naive_charts))
    told = _told("naive.py", str(project), str(bench.folder / "pyplot"), *sample)
    seconds = told["start"] + told["drawing"] * told["every"] / told["charts"]
    return Ran(seconds, 0, 0)


def _told(script: str, *words: str) -> dict[str, float]:
    """What a program of the benchmark prints."""
    command = (sys.executable, str(HERE / script), *words)
    told = run(command, check=True, stdout=PIPE, text=True).stdout
    found: dict[str, float] = json.loads(told)
    return found


def _seconds(runs: Sequence[Ran]) -> list[float]:
    return [one.seconds for one in runs]


def _mebibytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / (1 << 20)
