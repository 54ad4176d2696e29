# mypy: disable-error-code="no-untyped-call"
"""What somebody would write who wants the charts of a project, with pyplot and nothing else.

`python bench/naive.py PROJECT FOLDER --charts 60` draws a sample of both kinds in proportion, each
chart once, and prints how long it took to get started and for how many charts how long to draw.
"""

import argparse
import csv
import json
import time
from pathlib import Path

STARTED = time.perf_counter()

import matplotlib.dates as mdates  # noqa: E402 - the clock runs while it is imported
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from portfolio import KEY_RESULTS  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--charts", type=int, default=60)
    asked = parser.parse_args()
    content = asked.project / "content"
    measures = sorted((content / "metrics").glob("*.csv"))
    kpis = sorted((content / "kpis").glob("*.csv"))
    asked.folder.mkdir(parents=True, exist_ok=True)
    every = KEY_RESULTS * len(measures) + len(kpis)
    of_kpis = max(1, round(asked.charts * len(kpis) / every))
    draw_kpi(kpis[0], asked.folder / "warm-up.svg")
    ready = time.perf_counter()
    for number in range(asked.charts - of_kpis):
        column = 1 + number % KEY_RESULTS
        table = measures[number // KEY_RESULTS % len(measures)]
        draw_key_result(table, column, asked.folder / f"key-result-{number}.svg")
    for number in range(of_kpis):
        draw_kpi(kpis[number % len(kpis)], asked.folder / f"kpi-{number}.svg")
    drawn = time.perf_counter()
    told = {"start": ready - STARTED, "drawing": drawn - ready}
    print(json.dumps(told | {"charts": asked.charts, "every": every}))


def draw_key_result(table: Path, column: int, file: Path) -> None:
    dates, values = read(table, column)
    fig, ax = plt.subplots(figsize=(8, 3.5))
    ax.plot(dates, values, marker=".", label="Actual")
    ax.plot([dates[0], mdates.datestr2num("2026-12-31")], [values[0], 220], "--", label="Expected")
    ax.axhline(220, color="green", label="Target")
    ax.axvline(dates[-1], color="grey", linewidth=0.8)
    finish(fig, ax, table.stem, "sign-ups", file)


def draw_kpi(table: Path, file: Path) -> None:
    dates, values = read(table, 1)
    fig, ax = plt.subplots(figsize=(8, 3.5))
    ax.axhspan(0, 30, color="red", alpha=0.15, label="Critical")
    ax.axhspan(30, 40, color="orange", alpha=0.15, label="Warning")
    ax.plot(dates, values, label="Value")
    ax.axhline(75, color="green", linestyle="--", label="Target")
    finish(fig, ax, table.stem, "%", file)


def read(table: Path, column: int) -> tuple[list[float], list[float]]:
    with table.open(newline="") as file:
        _, *rows = csv.reader(file)
    return [mdates.datestr2num(row[0]) for row in rows], [float(row[column]) for row in rows]


def finish(fig: Figure, ax: Axes, title: str, unit: str, file: Path) -> None:
    ax.set_title(title)
    ax.set_xlabel("Date")
    ax.set_ylabel(unit)
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%d %b %Y"))
    ax.legend()
    fig.tight_layout()
    fig.savefig(file)
    plt.close(fig)


if __name__ == "__main__":
    main()
