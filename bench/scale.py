"""What a very large company takes: one cold build for each size, with a limit of time."""

from collections.abc import Sequence
from pathlib import Path

import portfolio
from dialects import write
from measured import MEBIBYTE, OutOfTimeError, ran
from rivals import OKRSITE


def measure(folder: Path, sizes: Sequence[int], limit: float) -> None:
    """Print a line for each size; stops at the first that takes longer than the limit."""
    print("| objectives | seconds | busy | MiB held | MiB written | ms a goal | kB a goal |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        site = folder / str(size)
        write(site, portfolio.project(size))
        try:
            one = ran(OKRSITE.build, site, is_tree_watched=True, limit=limit)
        except OutOfTimeError:
            print(f"| {size:,} | more than {limit:,.0f} |")
            return
        output = site / "output"
        written = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
        print(
            f"| {size:,} | {one.seconds:,.1f} | {one.busy:,.1f} | {one.tree_mebibytes:,.0f} "
            f"| {written / MEBIBYTE:,.0f} | {1000 * one.seconds / size:.2f} "
            f"| {written / 1000 / size:.1f} |",
            flush=True,
        )
