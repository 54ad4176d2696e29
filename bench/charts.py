"""How long a chart keeps the processor: 2,000 of each kind, both widths, in one process.

Run with `PYTHONPATH=src python bench/charts.py`; prints the import, then ms and bytes a chart.
"""

from collections.abc import Callable
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

CHARTS = 2000
START = date(2026, 10, 1)


def main() -> None:
    """Print the figures."""
    before = process_time()
    draw(_key_result(0))
    print(f"{'import and first chart':24} {1000 * (process_time() - before):8.1f} ms")
    for name, make in KINDS.items():
        figures = [make(seed) for seed in range(CHARTS)]
        before = process_time()
        size = sum(len(draw(figure)) for figure in figures)
        ms = 1000 * (process_time() - before) / CHARTS
        print(f"{name:24} {ms:8.3f} ms {size / CHARTS:8.0f} bytes")


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
        _dots(seed, 8, 7),
        (Dot(START, 50 + seed % 90), Dot(due, 200)),
        Level("Target", 200),
        (Level("Commit", 150), Level("Stretch", 230)),
    )


def _kpi(count: int, every: int) -> Callable[[int], Figure]:
    def make(seed: int) -> Figure:
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


def _progress(seed: int) -> Figure:
    rows = (ProgressRow(f"Key result {i}", (seed + i) % 11 / 10, 0.5, "on-track") for i in range(4))
    return ProgressFigure(f"Objective {seed}", "en", tuple(rows))


def _status(seed: int) -> Figure:
    counts = (("on-track", 1 + seed % 5), ("at-risk", 2), ("off-track", 1))
    return StatusFigure("Status", "en", tuple(StatusRow(f"Team {i}", counts) for i in range(5)))


def _sparkline(seed: int) -> Figure:
    return Sparkline(f"KPI {seed}", tuple(sin(seed + i) for i in range(13)))


KINDS: dict[str, Callable[[int], Figure]] = {
    "key result": _key_result,
    "KPI, 52 points": _kpi(52, 7),
    "KPI, 260 points": _kpi(260, 7),
    "KPI, 450 points": _kpi(450, 1),
    "sparkline": _sparkline,
    "progress, 4 rows": _progress,
    "status, 5 rows": _status,
}

if __name__ == "__main__":
    main()
