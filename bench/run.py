"""How fast okrsite is beside others: one table of ratios, each measured side by side.

`python bench/run.py` measures everything, `--only unchanged watch` some lines, `--quick` small
sites once, to see that it works. `--scale 1000 10000 100000` builds companies of such sizes once.
"""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import rivals
import scale
from kept import here, keep
from lines import LINES, QUICK, Bench, Sizes
from table import Row, markdown


def main() -> None:
    """Measure what is asked for, print the table, and keep it with every single run."""
    asked = _arguments()
    with TemporaryDirectory(prefix="okrsite-bench-", dir=asked.folder) as folder:
        if asked.scale:
            scale.measure(Path(folder), asked.scale, asked.limit)
            return
        bench = Bench(Path(folder), QUICK if asked.quick else Sizes(), asked.runs)
        rows: list[Row] = []
        for name in asked.only:
            print(f"{name} …", flush=True)
            rows += LINES[name](bench)
    print(f"\n{markdown(rows)}")
    if not asked.quick:
        print(f"kept in {keep(here(asked.date, rivals.versions(), rows))}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=LINES, default=list(LINES), metavar="LINE")
    parser.add_argument("--quick", action="store_true", help="small sites; nothing is kept")
    parser.add_argument("--runs", type=int, help="the median of so many is quoted (5; quick: 1)")
    today = datetime.now(UTC).date()
    parser.add_argument("--date", type=date.fromisoformat, default=today, help="of the results")
    parser.add_argument("--folder", type=Path, help="where the sites are made up, for a while")
    parser.add_argument("--scale", type=int, nargs="+", metavar="GOALS", default=[])
    parser.add_argument("--limit", type=float, default=3600, help="seconds for one of --scale")
    asked = parser.parse_args()
    asked.runs = asked.runs or (1 if asked.quick else 5)
    return asked


if __name__ == "__main__":
    main()
