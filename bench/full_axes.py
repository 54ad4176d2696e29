# mypy: disable-error-code="no-untyped-call"
"""The best that a full Axes of matplotlib does for a KPI's chart of 260 points, tuned by hand.

`python bench/full_axes.py` prints the processor's milliseconds a chart. No pyplot, one figure and
one Axes for all charts, settings made once, the line and the bands as collections, ticks placed and
worded by us, letters as text, no layout to be computed: one width, where okrsite draws two.
"""

import argparse
import json
import time
from datetime import timedelta
from io import StringIO
from typing import Any

import matplotlib as mpl
from charts import KPI_POINTS, kpi
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from okrsite.plan.figures import KpiFigure

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "bench",
    "path.simplify": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.autolimit_mode": "data",
    "font.family": "DejaVu Sans",
    "font.size": 9,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=40)
    count = parser.parse_args().charts
    mpl.rcParams.update(SETTINGS)
    canvas = FigureCanvasSVG(Figure(figsize=(6.8, 2.5)))
    axes = canvas.figure.add_axes((0.08, 0.12, 0.8, 0.76))
    figures = [kpi(KPI_POINTS, 1)(seed) for seed in range(count)]
    draw(canvas, axes, figures[0])
    started = time.process_time()
    for figure in figures:
        draw(canvas, axes, figure)
    print(json.dumps({"ms": 1000 * (time.process_time() - started) / count}))


def draw(canvas: FigureCanvasSVG, axes: Axes, figure: KpiFigure) -> str:
    """The SVG of a KPI: bands of its thresholds, its line, its target, its dates, its title."""
    axes.clear()
    days = [dot.day.toordinal() for dot in figure.dots]
    values = [dot.value or 0 for dot in figure.dots]
    first, last, low, high = days[0], days[-1], min(0, *values), 1.1 * max(120, *values)
    warn, critical = figure.warn[0] or low, figure.critical[0] or low
    bands = [
        [(first, low), (last, low), (last, critical), (first, critical)],
        [(first, critical), (last, critical), (last, warn), (first, warn)],
    ]
    axes.add_collection(PolyCollection(bands, facecolors=["#f4d4d0", "#f8ead0"]), autolim=False)
    line = list(zip(days, values, strict=True))
    target = figure.targets[0]
    levels = [(first, target.value), (last, target.value)]
    lines = LineCollection([line, levels], colors=["#1f4e79", "#2e7d32"], linewidths=[1.5, 1])
    axes.add_collection(lines, autolim=False)
    axes.set(xlim=(first, last), ylim=(low, high), title=figure.title, ylabel=figure.unit.name)
    months = sorted({dot.day.replace(day=1) for dot in figure.dots[21::63]})
    axes.set_xticks([day.toordinal() for day in months], [f"{day:%d %b %Y}" for day in months])
    axes.text(last + timedelta(2).days, target.value, f"target {target.value:g}", va="center")
    made = StringIO()
    canvas.print_svg(made, metadata={"Date": None})
    return made.getvalue()


if __name__ == "__main__":
    main()
