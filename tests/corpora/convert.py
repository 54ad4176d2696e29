"""Real public data in, okrsite projects out: nobody here wrote what they hold.

`python tests/corpora/convert.py CORPORA OUT` writes `OUT/faithful` and `OUT/clean`. Faithful keeps
every cell and label as published, so okrsite has much to report. Clean gives labels the form that
their publisher means, and leaves out the rows that okrsite still refuses. The licences are those
of CORPORA's own README.
"""

import csv
import html
import json
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

import yaml

from okrsite.model.portfolio import assemble
from okrsite.read.library import read

AS_OF = "2026-08-18"
CRUDES = ("wti", "brent")
ECONOMIES = ("US", "EU", "IN", "GB", "DE", "BR")
_MOST_SERIES = 3
_MOST_UNITS = 6


class Mode(StrEnum):
    """How much the data are mended on the way."""

    FAITHFUL = "faithful"
    CLEAN = "clean"


def convert(corpora: Path, project: Path, mode: Mode) -> None:
    """Write a project of all three corpora into an empty or absent folder."""
    kpis = project / "content" / "kpis"
    kpis.mkdir(parents=True)
    (project / "okrsite.toml").write_text(SETTINGS, encoding="utf-8")
    for meta in sorted((corpora / "uk-sdg" / "meta").glob("*.md")):
        _indicator(meta, corpora / "uk-sdg" / "data", kpis, mode)
    _oil(corpora / "oil-prices", project / "content")
    _innovation(corpora / "innovationgraph", kpis / "innovation")
    if mode is Mode.CLEAN:
        _leave_out_refused_rows(project)


SETTINGS = f"""title = "Public figures"
as_of = {AS_OF}

[calendar]
fiscal_year_starts = 4
"""


def verbatim(corpora: Path, project: Path) -> None:
    """Write the indicators' own files, untouched, where KPIs are expected."""
    (project / "content").mkdir(parents=True)
    (project / "okrsite.toml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(corpora / "uk-sdg" / "meta", project / "content" / "kpis")
    shutil.copytree(corpora / "uk-sdg" / "data", project / "content" / "data")


# The indicators of the United Kingdom's sustainable development goals


@dataclass(frozen=True, slots=True)
class Measure:
    """One series of a table: what sets it apart, its rows' (label, cell), its unit."""

    key: tuple[tuple[str, str], ...]
    unit: str
    multiplier: str
    rows: list[tuple[str, str]] = field(default_factory=list)

    @property
    def disaggregation(self) -> dict[str, str]:
        """The columns that narrow it down to a part of the whole, and their values."""
        return {name: value for name, value in self.key if name not in _OF_THE_WHOLE and value}

    @property
    def whole(self) -> tuple[str, ...]:
        """What is measured, whoever it is measured of."""
        return tuple(value for name, value in self.key if name in _OF_THE_WHOLE)


_UNITS = ("Units", "Unit measure")
_OF_THE_WHOLE = ("Series", *_UNITS, "Unit multiplier")
_BESIDE = ("Year", "Value", "Observation status", "GeoCode")


def measures(text: str) -> tuple[Measure, ...]:
    """The series of a long table in the order in which they first occur."""
    header: list[str] = []
    found: dict[tuple[tuple[str, str], ...], Measure] = {}
    for cells in csv.reader(text.splitlines()):
        if not any(cells):
            continue
        if not header:
            header = cells
            continue
        row = dict(zip(header, cells, strict=True))
        key = tuple((name, value) for name, value in row.items() if name not in _BESIDE)
        unit = next((row[name] for name in _UNITS if row.get(name)), "")
        measure = found.setdefault(key, Measure(key, unit, row.get("Unit multiplier", "")))
        measure.rows.append((row["Year"], row["Value"]))
    return tuple(found.values())


def headlines(of: Iterable[Measure]) -> tuple[Measure, ...]:
    """The series of the whole, one for each thing measured, the first published first.

    Where a thing is only published in parts, the most complete part stands for it.
    """
    by_whole: dict[tuple[str, ...], list[Measure]] = {}
    for measure in of:
        by_whole.setdefault(measure.whole, []).append(measure)
    return tuple(min(group, key=_from_whole_to_part) for group in by_whole.values())


def _from_whole_to_part(measure: Measure) -> tuple[bool, int, int, tuple[tuple[str, str], ...]]:
    filled = sum(bool(value) for _, value in measure.rows)
    return bool(measure.disaggregation), -filled, len(measure.disaggregation), measure.key


def parts(headline: Measure, of: Iterable[Measure]) -> dict[str, Measure]:
    """The parts of a headline along the one column that shows the most of it, by their name."""
    known = headline.disaggregation
    along: dict[str, dict[str, Measure]] = {}
    for measure in of:
        more = {k: v for k, v in measure.disaggregation.items() if known.get(k) != v}
        if measure.whole == headline.whole and len(more) == 1:
            ((column, value),) = more.items()
            if column not in known and known.items() <= measure.disaggregation.items():
                along.setdefault(column, {})[value] = measure
    fitting = {c: found for c, found in along.items() if 2 <= len(found) <= _MOST_UNITS}
    best = max(
        fitting, key=lambda c: (sum(len(m.rows) for m in fitting[c].values()), c), default=""
    )
    return fitting.get(best, {})


def _distinct(units: dict[str, Measure]) -> dict[str, Measure]:
    """Parts with one blank between words, without those that differ from another by case."""
    found: dict[str, tuple[str, Measure]] = {}
    for name, measure in units.items():
        plain = " ".join(name.split())
        found.setdefault(plain.casefold(), (plain, measure))
    return dict(found.values())


def _indicator(meta: Path, data: Path, kpis: Path, mode: Mode) -> None:
    """An indicator as a KPI with its parts as units; its further series as KPIs below it."""
    id_ = meta.stem if meta.stem.startswith("archived") else f"indicator-{meta.stem}"
    source = meta.read_text(encoding="utf-8")
    if not source.startswith("---") and mode is Mode.FAITHFUL:
        (kpis / f"{id_}.md").write_text(source, encoding="utf-8")
        return
    fields, body = _front_matter(source)
    table = data / f"{id_.replace('indicator-', 'indicator_')}.csv"
    found = measures(table.read_text(encoding="utf-8-sig")) if table.is_file() else ()
    shown = headlines(found)[:_MOST_SERIES]
    columns: dict[str, Measure] = {}
    for number, headline in enumerate(shown, 1):
        units = parts(headline, found)
        if mode is Mode.CLEAN:
            units = _distinct(units)
        column = "value" if number == 1 else f"value-{number}"
        columns[column] = headline
        columns |= {f"{column} {name}": unit for name, unit in units.items()}
        name = id_ if number == 1 else f"{id_}-{number}"
        _write(kpis / f"{name}.md", _kpi(id_, number, fields, headline, units), _text(body))
    if not shown:
        _write(kpis / f"{id_}.md", _kpi(id_, 1, fields, None, {}), _text(body))
    if shown or mode is Mode.CLEAN:
        _write_table(kpis / f"{id_}.csv", columns, mode)


def _front_matter(source: str) -> tuple[dict[str, object], str]:
    _, block, body = source.lstrip().split("---\n", 2)
    loaded = yaml.safe_load(block)
    assert isinstance(loaded, dict)
    return loaded, body


def _kpi(
    id_: str,
    number: int,
    fields: dict[str, object],
    headline: Measure | None,
    units: dict[str, Measure],
) -> dict[str, object]:
    goal = id_.split("-")[1]
    named = fields.get("indicator_available") or fields.get("graph_title")
    title = _line(named) or f"Indicator {fields.get('indicator_number') or id_}"
    series = dict(headline.key).get("Series") if headline else ""
    narrowed = ", ".join(headline.disaggregation.values()) if headline else ""
    column = "value" if number == 1 else f"value-{number}"
    labels = [label for label, _ in headline.rows] if headline else []
    return {
        "title": " \N{EN DASH} ".join(
            filter(None, [title, series if number > 1 else "", narrowed])
        ),
        "team": f"goal-{goal}",
        "parent": id_ if number > 1 else None,
        "definition": _line(fields.get("national_indicator_description")),
        "unit": _unit(fields, headline),
        "cadence": cadence(labels),
        "series": f"{id_}.csv#{column}",
        "units": {name: {"series": f"{id_}.csv#{column} {name}"} for name in units},
    }


def _unit(fields: dict[str, object], headline: Measure | None) -> str:
    own = headline.unit if headline else ""
    unit = own or _line(fields.get("computation_units"))
    multiplier = headline.multiplier.lower() if headline else ""
    if re.fullmatch(r"percentage ?(\(%\))?", unit.lower()):
        return "%"
    plain = {"GBP (£)": "GBP", "N/A": ""}.get(unit, unit)
    counted = multiplier in ("thousands", "millions") and multiplier[:-1] not in plain.lower()
    return f"{plain} ({multiplier})" if counted else plain


def cadence(labels: Iterable[str]) -> str:
    """The cadence that labels of one form show, as published or mended."""
    forms = {
        next((name for pattern, name in _FORMS if re.match(pattern, label)), "irregular")
        for label in labels
    }
    return forms.pop() if len(forms) == 1 else "irregular"


_FORMS = (
    (r"\d{4}( Q|-Q)[1-4]$", "quarterly"),
    (r"\d{4} \d\d$", "monthly"),
    (r"\d{4}(/\d\d|/\d{4})?$", "annual"),
)

_MEANT = (
    (r"(\d{4}) (\d\d)", lambda m: f"{m[1]}-{m[2]}"),
    (r"(\d{4})-(\d\d)", lambda m: f"{m[1]} to {int(m[1]) + (int(m[2]) - int(m[1])) % 100}"),
    (r"(\d{4}-\d{4}) \(baseline\)", lambda m: m[1]),
    (r"(\d{4}/\d\d) \[Note \d+\]", lambda m: m[1]),
    (r"(\d{4})\.0", lambda m: m[1]),
)
"""What the publisher means by labels that are none of okrsite's, or another: `2003-05` are three
years to one, May to the other."""


def _meant(label: str) -> str:
    for pattern, read_ in _MEANT:
        if found := re.fullmatch(pattern, label):
            return read_(found)
    return label


def _write_table(path: Path, columns: dict[str, Measure], mode: Mode) -> None:
    """A wide table; a label that a series has twice stands in two rows."""
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for column, measure in columns.items():
        seen: dict[str, int] = {}
        for label, value in measure.rows:
            shown = _meant(label) if mode is Mode.CLEAN else label
            seen[shown] = seen.get(shown, 0) + 1
            rows.setdefault((shown, seen[shown]), {})[column] = value
    names = list(columns) or ["value"]
    _rows_to(
        path,
        ["date", *names],
        ([label, *(row.get(name, "") for name in names)] for (label, _), row in rows.items()),
    )


def _line(value: object) -> str:
    return " ".join(_text(str(value or "")).split())


def _text(source: str) -> str:
    """The text of HTML, its breaks kept."""
    broken = re.sub(r"(?i)\s*<\s*(br|/p|/li|/h\d)\s*/?\s*>\s*", "\n\n", source)
    return html.unescape(re.sub(r"<[^>]*>", "", broken)).strip()


# The price of crude oil


def _oil(source: Path, content: Path) -> None:
    """Each price as published, and as okrsite makes it of the daily one."""
    kpis, metrics = content / "kpis" / "oil", content / "metrics"
    for folder in (kpis, metrics):
        folder.mkdir(parents=True)
    for crude in CRUDES:
        for file, every in PUBLISHED.items():
            shutil.copyfile(source / f"{crude}-{file}.csv", kpis / f"{crude}-{file}.csv")
            _write(
                kpis / f"{crude}-{every}.md",
                {
                    **_price(crude, f"{every}, as published"),
                    "cadence": every,
                    "series": f"{crude}-{file}.csv",
                    "workdays": "yes" if every == "daily" else None,
                    "grace": "10 days",
                    "sudden_change": {"worse_by": "25%", "than": "previous"},
                },
            )
        for every in ("weekly", "monthly", "annual"):
            _write(
                kpis / f"{crude}-{every}-mean.md",
                {
                    **_price(crude, f"{every}, of the days"),
                    "cadence": every,
                    "aggregate": "mean",
                    "series": f"{crude}-daily.csv",
                },
            )
        _write(
            metrics / f"{crude}-price.md",
            {
                **_price(crude, "every day"),
                "cadence": "daily",
                "aggregate": "mean",
                "series": f"../kpis/oil/{crude}-daily.csv",
            },
        )
    _write(
        kpis / "brent-over-wti.md",
        {
            "title": "Brent over WTI",
            "unit": "USD",
            "cadence": "monthly",
            "formula": "brent-price - wti-price",
        },
    )


PUBLISHED = {"daily": "daily", "weekly": "weekly", "monthly": "monthly", "year": "annual"}


def _price(crude: str, which: str) -> dict[str, object]:
    name = {"wti": "West Texas Intermediate", "brent": "Brent"}[crude]
    return {"title": f"{name}, {which}", "unit": "USD", "decimals": 2}


# Software development around the world


def _innovation(source: Path, folder: Path) -> None:
    """Quarterly counts of some economies, and one by the other."""
    folder.mkdir(parents=True)
    for count in ("developers", "git_pushes"):
        rows: dict[str, dict[str, str]] = {}
        with (source / f"{count}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                label = f"{row['year']}-Q{row['quarter']}"
                rows.setdefault(label, {})[row["iso2_code"]] = row[count]
        id_ = count.replace("_", "-")
        _rows_to(
            folder / f"{id_}.csv",
            ["quarter", *ECONOMIES],
            ([label, *(rows[label].get(one, "") for one in ECONOMIES)] for label in sorted(rows)),
        )
        _write(
            folder / f"{id_}.md",
            {
                "title": count.replace("_", " ").capitalize(),
                "cadence": "quarterly",
                "aggregate": "sum" if count == "git_pushes" else "last",
                "combine": "sum",
                "units": {one: {"series": f"{id_}.csv#{one}"} for one in ECONOMIES},
            },
        )
    _write(
        folder / "pushes-per-developer.md",
        {
            "title": "Git pushes per developer",
            "cadence": "quarterly",
            "decimals": 2,
            "formula": "git-pushes / developers",
        },
    )


# Files


def _leave_out_refused_rows(project: Path) -> None:
    """Take out the rows of tables that okrsite reports, until it reports none."""
    while lines := _refused_lines(project):
        for path, numbers in lines.items():
            kept = (project / path).read_text(encoding="utf-8").splitlines(keepends=True)
            (project / path).write_text(
                "".join(line for i, line in enumerate(kept, 1) if i not in numbers),
                encoding="utf-8",
            )


def _refused_lines(project: Path) -> dict[str, set[int]]:
    library, problems = read(project)
    _, unlinked = assemble(library)
    found: dict[str, set[int]] = {}
    for problem in (*problems.errors, *unlinked.errors):
        if problem.place.path.endswith(".csv"):
            assert problem.place.line > 1, problem
            found.setdefault(problem.place.path, set()).add(problem.place.line)
    return found


def _write(path: Path, fields: dict[str, object], body: str = "") -> None:
    """A Markdown file; every text is quoted, and a field without a value left out."""
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in fields.items()
        if value
    ]
    path.write_text("\n".join(["---", *lines, "---", body, ""]), encoding="utf-8")


def _rows_to(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(corpora: str, out: str) -> None:
    """Write both modes beside each other."""
    for mode in Mode:
        convert(Path(corpora), Path(PurePosixPath(out)) / mode, mode)


if __name__ == "__main__":
    main(*sys.argv[1:])
