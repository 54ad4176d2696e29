"""How long a chart takes: 2,000 of each kind, both widths, in one process.

Run with `python bench/charts.py`; prints the import, then ms of the processor and bytes a chart.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import sin
from time import process_time

from okrsite.base.numbers import Unit
from okrsite.plan.figures import (
    Dot,
    Figure,
    Flag,
    KeyResultFigure,
    KpiFigure,
    Level,
    ProgressFigure,
    ProgressRow,
    Span,
    Sparkline,
    StatusFigure,
    StatusRow,
)
from okrsite.render.charts import draw

KPI_POINTS = 260
START = date(2026, 10, 1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a kind of chart takes: milliseconds and bytes a chart."""

    kind: str
    ms: float
    size: float


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    before = process_time()
    draw(Sparkline("first", (1.0, 2.0)))
    first = 1000 * (process_time() - before)
    found = list(_drawn(asked.charts))
    if asked.json:
        print(json.dumps({one.kind: one.ms for one in found}))
        return
    print(f"{'import and first chart':24} {first:8.1f} ms")
    for one in found:
        print(f"{one.kind:24} {one.ms:8.3f} ms {one.size:8.0f} bytes")


def _drawn(count: int) -> Iterator[Drawn]:
    for kind, make in KINDS.items():
        figures = [make(seed) for seed in range(count)]
        before = process_time()
        size = sum(len(draw(figure)) for figure in figures)
        yield Drawn(kind, 1000 * (process_time() - before) / count, size / count)


def kpi(count: int, every: int) -> Callable[[int], KpiFigure]:
    """What makes KPIs of so many points, so many days apart, by their seed."""

    def make(seed: int) -> KpiFigure:
        return KpiFigure(
            f"KPI {seed}",
            Unit("points"),
            "en",
            START + timedelta(every * count),
            _dots(seed, count, every),
            (45, None),
            (40, None),
            (Level("Target", 120),),
            (Level("Median", 80),),
            tuple(
                Span(f"Q{i}", START + timedelta(91 * i), START + timedelta(91 * i + 90))
                for i in range(4)
            ),
            (Flag(START + timedelta(60), "New definition", is_break=True),),
        )

    return make


def _dots(seed: int, count: int, every: int) -> tuple[Dot, ...]:
    return tuple(
        Dot(START + timedelta(every * i), 50 + seed % 90 + 9 * sin(i / 5 + seed) + i / 3)
        for i in range(count)
    )


def _key_result(seed: int) -> Figure:
    due = date(2026, 12, 31)
    return KeyResultFigure(
        f"Key result {seed}",
        Unit("sign-ups"),
        "en",
        START,
        due,
        date(2026, 11, 20),
        _dots(seed, 50, 1),
        (Dot(START, 50 + seed % 90), Dot(due, 200)),
        Level("Target", 200),
        (Level("Commit", 150), Level("Stretch", 230)),
    )


def _progress(seed: int) -> Figure:
    rows = (ProgressRow(f"Key result {i}", (seed + i) % 11 / 10, 0.5, "on-track") for i in range(4))
    return ProgressFigure(f"Objective {seed}", "en", tuple(rows))


def _status(seed: int) -> Figure:
    counts = (("on-track", 1 + seed % 5), ("at-risk", 2), ("off-track", 1))
    return StatusFigure("Status", "en", tuple(StatusRow(f"Team {i}", counts) for i in range(5)))


def _sparkline(seed: int) -> Figure:
    return Sparkline(f"KPI {seed}", tuple(sin(seed + i) for i in range(13)))


KPI = f"KPI, {KPI_POINTS} points"
KINDS: dict[str, Callable[[int], Figure]] = {
    "key result": _key_result,
    "KPI, 52 points": kpi(52, 7),
    KPI: kpi(KPI_POINTS, 1),
    "sparkline": _sparkline,
    "progress, 4 rows": _progress,
    "status, 5 rows": _status,
}

if __name__ == "__main__":
    main()
