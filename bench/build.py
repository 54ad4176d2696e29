"""How long a site takes: cold, unchanged, after one edit, and while watching.

Run with `PYTHONPATH=src python bench/build.py --objectives 100 1000 --runs 3`. A portfolio is made
up, the same on every machine; every build is a fresh `python -m okrsite build`. `--mkdocs PATH`
sets MkDocs beside it, with the same words on as many pages.
"""

import argparse
import gc
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, timedelta
from math import sin
from pathlib import Path
from random import Random
from statistics import median
from subprocess import DEVNULL, PIPE, Popen, run
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from okrsite import journey
from okrsite.base.project import OUTPUT, STATE
from okrsite.plan.figures import Figure, KeyResultFigure, KpiFigure
from okrsite.render import charts
from okrsite.write.charts import ChartStore
from okrsite.write.publish import at_once, in_place
from okrsite.write.search import SearchIndex
from okrsite.write.update import Index

KEY_RESULTS = 3
OBJECTIVES_A_TEAM = 4
TEAMS_A_DEPARTMENT = 6
CHECKINS = 4
WEEKS = 52
WORDS = 150
NAIVE_CHARTS = 50
AS_OF = date(2026, 11, 20)
QUARTER = date(2026, 10, 1)


@dataclass(frozen=True)
class Ran:
    """A program that was run: seconds on the clock and of the processor, the most memory held."""

    seconds: float
    busy: float
    mebibytes: float


@dataclass(frozen=True)
class Inside:
    """What only a look inside tells; all in a process that is warm.

    `cold` and `edit` are seconds, without the search index, which takes `indexing` and follows an
    edit; `drawn` charts took `drawing` seconds, and the edit `redrawn`.
    """

    cold: float
    drawn: int
    drawing: float
    edit: float
    drafting: float
    redrawn: int
    indexing: float


def main() -> None:
    """Print the figures."""
    asked = _arguments()
    if asked.inside:
        print(json.dumps(asdict(look_inside(asked.inside, asked.runs))))
        return
    if asked.naive:
        print(naive_seconds(asked.naive))
        return
    for objectives in asked.objectives:
        with TemporaryDirectory(prefix="okrsite-bench-") as folder:
            project = Path(folder) / "project"
            write_portfolio(project, objectives)
            _print(objectives, builds(project, asked.runs), project, asked.runs)
            if asked.mkdocs:
                _print_rival(project, Path(folder) / "rival", asked.mkdocs, asked.runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objectives", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--runs", type=int, default=3, help="the median of so many is printed")
    parser.add_argument("--mkdocs", type=Path, help="the MkDocs program to compare with")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--naive", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


# A made-up portfolio


def write_portfolio(project: Path, objectives: int) -> None:
    """Objectives of three key results with four check-ins each, KPIs, and teams on three levels."""
    teams = -(-objectives // OBJECTIVES_A_TEAM)
    kpis = objectives // 10
    _write(project / "okrsite.toml", f'title = "Bench"\nas_of = {AS_OF}\n')
    content = project / "content"
    for path, text in (
        *_teams(teams),
        *(_objective(number, kpis) for number in range(objectives)),
        *(_checkin(team, week, objectives) for team in range(teams) for week in range(CHECKINS)),
        *(file for number in range(kpis) for file in _kpi(number, teams)),
    ):
        _write(content / path, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _teams(teams: int) -> Iterable[tuple[str, str]]:
    yield "teams/company.md", "---\ntitle: Company\nkind: company\n---\n"
    for number in range(-(-teams // TEAMS_A_DEPARTMENT)):
        fields = f"title: Department {number}\nkind: department\nparent: company"
        yield f"teams/department-{number}.md", f"---\n{fields}\n---\n"
    for number in range(teams):
        parent = f"department-{number // TEAMS_A_DEPARTMENT}"
        fields = f"title: Team {number}\nparent: {parent}\nlead: person-{number}"
        yield f"teams/team-{number}.md", f"---\n{fields}\n---\n{_prose(number)}\n"


def _objective(number: int, kpis: int) -> tuple[str, str]:
    team = number // OBJECTIVES_A_TEAM
    fields = [
        f"title: {_title(number)}",
        f"owner: person-{team}",
        f"team: team-{team}",
        "cycle: 2026-q4",
        *([f"parent: objective-{(number - 1) // 5}"] if number else []),
        f"improves: [kpi-{number % kpis}]",
        "key_results:",
    ]
    for key_result in range(KEY_RESULTS):
        fields += [
            f"  - id: result-{key_result}",
            f"    title: {_title(7 * number + key_result)}",
            f"    start: {10 + number % 90}",
            f"    target: {200 + number % 70}",
            "    unit: sign-ups",
        ]
    kpi = f"kpi-{number % kpis}"
    body = f"{_prose(number)}\n\nSee [[objective-{number // 2}]] and [the KPI](../kpis/{kpi}.md).\n"
    return f"objectives/objective-{number}.md", "\n".join(["---", *fields, "---", body])


def _checkin(team: int, week: int, objectives: int) -> tuple[str, str]:
    day = QUARTER + timedelta(6 + 13 * week)
    first = team * OBJECTIVES_A_TEAM
    updates = [
        f"  objective-{number}#result-{key_result}: "
        f"{10 + number % 90 + (week + 1) * (20 + (number + 5 * key_result) % 30)}"
        for number in range(first, min(first + OBJECTIVES_A_TEAM, objectives))
        for key_result in range(KEY_RESULTS)
    ]
    text = "\n".join(["---", "updates:", *updates, "---", _prose(team + week)[:200], ""])
    return f"checkins/2026-q4/{day}-person-{team}.md", text


def _kpi(number: int, teams: int) -> Iterable[tuple[str, str]]:
    first = date(2025, 11, 24)
    fields = f"""title: {_title(number)}
owner: person-{number % teams}
team: team-{number % teams}
unit: "%"
cadence: weekly
thresholds: {{warn: 40, critical: 30}}
target: 75
series: kpi-{number}.csv"""
    yield f"kpis/kpi-{number}.md", f"---\n{fields}\n---\n{_prose(number)}\n"
    rows = [
        "{0[0]}-W{0[1]:02d},{1:.1f}".format(
            (first + timedelta(7 * week)).isocalendar(), 55 + 20 * sin(week / 6 + number)
        )
        for week in range(WEEKS)
    ]
    yield f"kpis/kpi-{number}.csv", "\n".join(["date,value", *rows, ""])


_VOCABULARY = (
    *("activation", "answer", "berth", "builder", "call", "churn", "contract", "customer", "day"),
    *("deploy", "engineer", "evening", "guest", "habit", "harbour", "invoice", "jetty", "launch"),
    *("market", "minute", "month", "offer", "order", "partner", "phone", "plan", "price", "report"),
    *("review", "season", "share", "signal", "story", "support", "team", "trial", "visit", "week"),
)


def _title(seed: int) -> str:
    words = Random(seed).sample(_VOCABULARY, 6)
    return " ".join(words).capitalize()


def _prose(seed: int) -> str:
    """Some 150 words in three paragraphs."""
    random = Random(seed)
    paragraphs = []
    for _ in range(3):
        words = random.choices(_VOCABULARY, k=WORDS // 3)
        words[10] = f"**{words[10]}**"
        words[20] = f"[{words[20]}](https://example.com/{seed})"
        paragraphs.append(" ".join(words).capitalize() + ".")
    return "\n\n".join(paragraphs)


def edit(project: Path, value: int) -> None:
    """Change one value of one check-in."""
    path = sorted((project / "content" / "checkins" / "2026-q4").glob("*.md"))[-1]
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[2] = f"{lines[2].split(': ')[0]}: {value}"
    path.write_text("\n".join(lines), encoding="utf-8")


# Whole programs


def builds(project: Path, runs: int) -> dict[str, Ran]:
    """Cold, unchanged and edited builds, each the median of some runs."""
    command = [sys.executable, "-m", "okrsite", "build", "--quiet", str(project)]
    values = iter(range(10_000, 20_000))

    def forget() -> None:
        for folder in (OUTPUT, STATE):
            shutil.rmtree(project / folder, ignore_errors=True)

    return {
        "cold build": _middle(command, forget, runs),
        "nothing changed": _middle(command, lambda: None, runs),
        "one check-in edited": _middle(command, lambda: edit(project, next(values)), runs),
    }


def _middle(command: list[str], before: Callable[[], None], runs: int) -> Ran:
    """The median seconds and the most memory of some runs, each prepared outside the clock."""
    found = []
    for _ in range(runs):
        before()
        found.append(_ran(command))
    return Ran(
        median(ran.seconds for ran in found),
        median(ran.busy for ran in found),
        max(ran.mebibytes for ran in found),
    )


def _ran(command: list[str]) -> Ran:
    started = perf_counter()
    with Popen(command, stdout=DEVNULL, stderr=PIPE, text=True) as process:
        assert process.stderr
        said = process.stderr.read()
        _, code, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Ran(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


# Inside one program


def look_inside(project: Path, runs: int) -> Inside:
    """A cold build and edits in a warm process, where the drawing of charts can be timed."""
    times = _timed_drawing()
    wishes = journey.Wishes()
    folder = project.parent / "inside"

    def walk(store: ChartStore, *, is_watching: bool) -> tuple[float, float]:
        started = perf_counter()
        drafted = journey.draft(project, wishes, lambda _: AS_OF)
        drafting = perf_counter() - started
        publish = in_place if is_watching else at_once
        output, state = folder / "output", folder / "state"
        journey.write(drafted, output, store, publish, state, lambda _: Index())
        return perf_counter() - started, drafting

    def indexing() -> float:
        drafted = journey.draft(project, wishes, lambda _: AS_OF)
        started = perf_counter()
        made = SearchIndex(folder / "state").make(drafted.plan.records)
        assert made.outputs, made.notes
        return perf_counter() - started

    def forget() -> ChartStore:
        shutil.rmtree(folder, ignore_errors=True)
        times.clear()
        gc.collect()
        return ChartStore(folder / "state")

    walk(forget(), is_watching=True)
    store = forget()
    cold, _ = walk(store, is_watching=True)
    drawn, drawing = len(times), sum(times)
    edits = []
    for number in range(runs):
        edit(project, 30_000 + number)
        times.clear()
        edits.append(walk(store, is_watching=True))
    return Inside(
        cold=cold,
        drawn=drawn,
        drawing=drawing,
        edit=median(seconds for seconds, _ in edits),
        drafting=median(seconds for _, seconds in edits),
        redrawn=len(times),
        indexing=median(indexing() for _ in range(runs)),
    )


def _timed_drawing() -> list[float]:
    """The processor's seconds for every chart that is drawn from now on."""
    times: list[float] = []
    draw = charts.draw

    def timed(figure: Figure) -> str:
        started = process_time()
        drawn = draw(figure)
        times.append(process_time() - started)
        return drawn

    charts.draw = timed
    return times


# Plain pyplot


def naive_seconds(project: Path) -> float:
    """What pyplot takes for a chart of the same numbers, drawn once and not for two widths.

    In a process of its own, as okrsite sets matplotlib up in a way of its own.
    """
    import matplotlib as mpl  # noqa: PLC0415 - only here, so that builds are not measured with it

    mpl.use("svg")
    planned = journey.draft(project, journey.Wishes(), lambda _: AS_OF).plan
    found = (figure for output in planned.outputs for figure in figures_in(output.data))
    chosen = [f for f in found if isinstance(f, (KeyResultFigure, KpiFigure))][:NAIVE_CHARTS]
    _pyplot(chosen[0])
    started = process_time()
    for figure in chosen:
        _pyplot(figure)
    return (process_time() - started) / len(chosen)


def figures_in(value: object) -> Iterator[Figure]:
    """Every figure in planned data, in order."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from figures_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures_in(getattr(value, field.name))


def _pyplot(figure: KeyResultFigure | KpiFigure) -> bytes:
    from matplotlib import pyplot as plt  # noqa: PLC0415 - see above

    drawing, axes = plt.subplots(figsize=(7, 3))
    lines = (
        (figure.actual, figure.expected) if isinstance(figure, KeyResultFigure) else (figure.dots,)
    )
    for dots in lines:
        days: list[Any] = [dot.day for dot in dots]
        values: list[Any] = [dot.value for dot in dots]
        axes.plot(days, values, marker="o")
    axes.set_title(figure.title)
    made = io.BytesIO()
    drawing.savefig(made, format="svg")
    plt.close(drawing)
    return made.getvalue()


# MkDocs


def _print_rival(project: Path, rival: Path, mkdocs: Path, runs: int) -> None:
    """MkDocs with the words of every page of okrsite, without charts: it has none."""
    pages = 0
    for source in sorted((project / "content").rglob("*.md")):
        if source.parent.parent.name != "checkins":
            _, fields, body = source.read_text(encoding="utf-8").split("---\n", 2)
            target = rival / "docs" / source.relative_to(project / "content")
            links = body.replace("[[", "").replace("]]", "")
            _write(target, f"# {source.stem}\n\n```\n{fields}```\n\n{links}")
            pages += 1
    _write(rival / "docs" / "index.md", "# Bench\n")
    _write(rival / "mkdocs.yml", "site_name: Bench\n")
    command = [str(mkdocs), "build", "--quiet", "--config-file", str(rival / "mkdocs.yml")]
    ran = _middle(command, lambda: None, runs)
    print(
        f"MkDocs, any build, {pages + 1:,} pages, no charts: {ran.seconds:.2f} s, "
        f"{ran.busy:.2f} s busy, {ran.mebibytes:.0f} MiB"
    )


# The table


def _print(objectives: int, found: dict[str, Ran], project: Path, runs: int) -> None:
    pages = sum(1 for _ in (project / OUTPUT).rglob("*.html"))
    inside = Inside(**json.loads(_told("--inside", project, runs)))
    naive = 1000 * float(_told("--naive", project, runs))
    ours = 1000 * inside.drawing / inside.drawn
    print(f"\n{objectives:,} objectives, {pages:,} pages, {inside.drawn:,} charts")
    print(f"{'':36}{'seconds':>9}{'busy':>9}{'MiB':>7}")
    for name, ran in found.items():
        print(f"{name:36}{ran.seconds:9.2f}{ran.busy:9.2f}{ran.mebibytes:7.0f}")
    print(f"{'cold build in a warm process':36}{inside.cold:9.2f}")
    print(
        f"{'edit while watching':36}{inside.edit:9.2f}   ({inside.redrawn} charts drawn, "
        f"{inside.drafting:.2f} s before writing)"
    )
    print(f"{'the search index':36}{inside.indexing:9.2f}")
    print(f"a chart: {ours:.2f} ms; by plain pyplot {naive:.1f} ms, {naive / ours:.0f} times that")


def _told(what: str, project: Path, runs: int) -> str:
    """What this program says of a project in a process of its own."""
    command = [sys.executable, __file__, what, str(project), "--runs", str(runs)]
    return run(command, check=True, stdout=PIPE, text=True).stdout


if __name__ == "__main__":
    main()
