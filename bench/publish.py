"""The results that are kept, shown: the latest table in docs/speed.md, all of them as KPIs.

`python bench/publish.py` writes both; `okrsite build bench/site` then makes a site of the KPIs:
each ratio with its target as threshold and its runs as series.
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from dialects import Files, write
from kept import Result, kept
from table import Kind, Row, markdown

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "speed.md"
SITE = ROOT / "bench" / "site"
UNITS = {
    Kind.TIMES_LESS: "times less",
    Kind.TIMES_AS_MUCH: "times as much",
    Kind.EXPONENT: "as exponent",
}


def main() -> None:
    """Write the page and the content of the site."""
    results = list(kept())
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_figures(text, results), encoding="utf-8")
    shutil.rmtree(SITE / "content", ignore_errors=True)
    write(SITE, content(results))


def with_figures(page: str, results: Sequence[Result]) -> str:
    """A page with the latest figures between its marks."""
    figures = "\n\n".join(_tables(results)) or "Nothing has been measured yet."
    return re.sub(
        r"(<!-- figures -->\n).*(<!-- /figures -->)",
        lambda marks: f"{marks[1]}\n{figures}\n\n{marks[2]}",
        page,
        flags=re.DOTALL,
    )


def content(results: Sequence[Result]) -> Files:
    """The project of okrsite: a KPI and a table of its values for each ratio that has a target."""
    latest = {row.name: row for result in results for row in result.rows if row.target}
    measured = [row for row in latest.values() if row.ratio is not None]
    charts = "".join(f"```{{chart}} {row.name}\n```\n\n" for row in measured)
    yield "content/index.md", f"---\ntitle: How fast okrsite is\n---\n{charts}"
    for row in measured:
        values = {
            result.day: found.ratio
            for result in results
            for found in result.rows
            if found.name == row.name and found.ratio is not None
        }
        lines = [f"{day},{ratio:.3g}" for day, ratio in sorted(values.items())]
        yield f"content/kpis/{row.name}.csv", "\n".join(["date,value", *lines, ""])
        yield f"content/kpis/{row.name}.md", _kpi(row)


def _kpi(row: Row) -> str:
    assert row.target
    assert row.beside
    better = "higher" if row.target.kind is Kind.TIMES_LESS else "lower"
    return f"""---
title: "{row.what}, beside {row.beside.name}"
owner: okrsite
definition: Medians of runs side by side, in turns
unit: {UNITS[row.kind]}
better: {better}
indicator: lagging
cadence: irregular
thresholds: {{warn: {row.target.bound:g}}}
if_it_worsens: We look for the commit that did it with `git bisect`, and mend that
series: {row.name}.csv
---
"""


def _tables(results: Sequence[Result]) -> list[str]:
    """A table for each result that has the latest of some rows, the newest result first."""
    found, shown = [], set[str]()
    for result in reversed(results):
        rows = [row for row in result.rows if row.name not in shown]
        shown |= {row.name for row in rows}
        if rows:
            versions = ", ".join(f"{name} {version}" for name, version in result.versions.items())
            head = f"{result.day:%-d %B %Y}, {result.cores} processors: {versions}."
            found.append(f"{head}\n\n{markdown(rows).rstrip()}")
    return found


if __name__ == "__main__":
    main()
