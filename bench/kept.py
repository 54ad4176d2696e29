"""The results of a run as a file of JSON: every single run, the machine, what was compared."""

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from table import Beside, Kind, Row, Target

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Result:
    """What one run of the benchmark found, on which machine, with which versions of what."""

    day: date
    cores: int
    system: str
    versions: Mapping[str, str]
    rows: Sequence[Row]


def here(day: date, versions: Mapping[str, str], rows: Sequence[Row]) -> Result:
    """A result of this machine."""
    return Result(day, os.cpu_count() or 1, platform.platform(terse=True), versions, rows)


def keep(result: Result, folder: Path = RESULTS) -> Path:
    """Write a result beside the earlier ones; a second one of a day has a number."""
    rows = [asdict(row) | {"is_met": row.is_met} for row in result.rows]
    written = asdict(result) | {"day": str(result.day), "rows": rows}
    folder.mkdir(exist_ok=True)
    earlier = len(list(folder.glob(f"{result.day}*.json")))
    path = folder / f"{result.day}{f'-{earlier + 1}' if earlier else ''}.json"
    path.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def kept(folder: Path = RESULTS) -> Iterator[Result]:
    """All results, the oldest first."""
    files = sorted(
        folder.glob("*.json"), key=lambda file: (file.stem[:10], len(file.stem), file.stem)
    )
    found = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    for one in found:
        rows = [_row(row) for row in one.pop("rows")]
        yield Result(**one | {"day": date.fromisoformat(one["day"]), "rows": rows})


def _row(fields: dict[str, Any]) -> Row:
    del fields["is_met"]  # it follows from the ratio
    beside, target = fields["beside"], fields["target"]
    fields["beside"] = Beside(beside["name"], tuple(beside["runs"])) if beside else None
    fields["target"] = Target(Kind(target["kind"]), target["bound"]) if target else None
    return Row(**fields | {"ours": tuple(fields["ours"]), "kind": Kind(fields["kind"])})
