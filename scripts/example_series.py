"""Write the series of the example company: the CSV files beside its KPIs and metrics.

Comes in: the literal table `SERIES` at the foot of this file. Goes out: one CSV file for each row
of it, below `content/`. The figures are invented, but only once: every column has a random stream
of its own, seeded by its name, so a run writes the same bytes on every machine and a new row in
the table moves no other.

    python scripts/example_series.py            # rewrites the files below content/
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

SEED = "slackwater-2026"
CONTENT = Path(__file__).resolve().parent.parent / "content"

Label = tuple[str, datetime]
"""A label as the file has it, and the moment at which its season is read."""
Labels = list[Label]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its levels, how it bends between them, what the calendar and chance add.

    `begin` and `end` are levels in the unit, without season; `bend` above 1 means that most of the
    change came late. `noise` is one standard deviation, as a share of the level, or in the unit
    where `plain_noise` is set. `final` holds the hand-set last values, oldest first, because a
    state of the example rests on them.

    `total_of`, `running` and `times` derive a column from others, named `file#column`: their sum;
    the running total of the first less the second, shifted to end at `end`; or that column
    multiplied by this one's own shape.
    """

    begin: float = 0
    end: float = 0
    bend: float = 1
    season: str = "flat"
    noise: float = 0
    plain_noise: bool = False
    decimals: int = 0
    high: float = float("inf")
    final: str = ""
    total_of: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    times: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One file: its cadence, the first and last day, its columns, and how it is written."""

    file: str
    cadence: str
    first: str
    last: str
    columns: Mapping[str, Column]
    separator: str = ","
    decimal: str = "."
    notes: Mapping[str, str] = field(default_factory=dict)


def main(folder: Path = CONTENT) -> int:
    """Write every file of the table below `folder` and say how many rows went where."""
    columns: dict[str, list[float]] = {}
    for series in SERIES:
        labels = list(_labels(series))
        for name, column in series.columns.items():
            columns[f"{series.file}#{name}"] = _values(series, name, column, labels, columns)
        path = folder / series.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(series, labels, columns), encoding="utf-8", newline="\n")
        print(f"{series.file}: {len(labels)} rows")
    return 0


def _labels(series: Series) -> Iterator[Label]:
    """The labels of a file, in order."""
    first, last = datetime.fromisoformat(series.first), datetime.fromisoformat(series.last)
    yield from CALENDARS[series.cadence](first, last)


def _hours(first: datetime, last: datetime) -> Iterator[Label]:
    while first <= last:
        yield first.strftime("%Y-%m-%dT%H:00"), first
        first += timedelta(hours=1)


def _days(first: datetime, last: datetime) -> Iterator[Label]:
    while first <= last:
        yield first.date().isoformat(), first
        first += timedelta(days=1)


def _workdays(first: datetime, last: datetime) -> Iterator[Label]:
    return ((label, day) for label, day in _days(first, last) if day.weekday() < 5)


def _weeks(first: datetime, last: datetime) -> Iterator[Label]:
    thursday = first + timedelta(days=3 - first.weekday())
    while thursday <= last + timedelta(days=3 - last.weekday()):
        year, week, _ = thursday.isocalendar()
        yield f"{year}-W{week:02}", thursday
        thursday += timedelta(days=7)


def _months(first: datetime, last: datetime) -> Iterator[Label]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        middle = datetime(number // 12, number % 12 + 1, 15, tzinfo=UTC)
        yield middle.strftime("%Y-%m"), middle


def _quarters(first: datetime, last: datetime) -> Iterator[Label]:
    for label, middle in _months(first, last):
        if middle.month % 3 == 2:
            yield f"{label[:4]}-Q{(middle.month + 1) // 3}", middle


def _years(first: datetime, last: datetime) -> Iterator[Label]:
    for year in range(first.year, last.year + 1):
        yield str(year), datetime(year, 7, 1, tzinfo=UTC)


def _values(
    series: Series, name: str, column: Column, labels: Labels, known: Mapping[str, list[float]]
) -> list[float]:
    """One value for each label, rounded as the column says; hand-set values win."""
    chance = Random(f"{SEED}:{series.file}#{name}")
    if column.running:
        values = _running(column, known)
    elif column.total_of:
        values = [
            sum(parts) for parts in zip(*(known[part] for part in column.total_of), strict=True)
        ]
    else:
        steps = max(1, len(labels) - 1)
        values = [_shape(column, i / steps, at, chance) for i, (_, at) in enumerate(labels)]
    if column.times:
        values = [value * other for value, other in zip(values, known[column.times], strict=True)]
    final = [float(value) for value in column.final.split()]
    values[len(values) - len(final) :] = final
    return [round(min(column.high, max(0, value)), column.decimals) for value in values]


def _running(column: Column, known: Mapping[str, list[float]]) -> list[float]:
    """What came less what went, added up, and shifted so that the last value is `end`."""
    came, went = (known[part] for part in column.running)
    total, totals = 0.0, []
    for plus, minus in zip(came, went, strict=True):
        total += plus - minus
        totals.append(total)
    return [value + column.end - total for value in totals]


def _shape(column: Column, share: float, at: datetime, chance: Random) -> float:
    """The level at this share of the way, times the season, plus noise."""
    progress: float = share**column.bend
    level = (column.begin + (column.end - column.begin) * progress) * SEASONS[column.season](at)
    spread = column.noise if column.plain_noise else column.noise * abs(level)
    return level + chance.gauss(0, spread)


def _by_month(*factors: float) -> Callable[[datetime], float]:
    """A season of twelve factors, straight between the middles of the months."""

    def factor(at: datetime) -> float:
        position = at.month - 1 + (at.day - 15) / 30
        left = int(position // 1)
        share = position - left
        return factors[left % 12] * (1 - share) + factors[(left + 1) % 12] * share

    return factor


def _by_hour(*factors: float) -> Callable[[datetime], float]:
    """A day of eight factors, one for each three hours from midnight."""
    return lambda at: factors[at.hour // 3]


def _text(series: Series, labels: Labels, columns: Mapping[str, list[float]]) -> str:
    """The file as it is written: a header, then one line for each label."""
    header = ["date", *series.columns, *(["note"] if series.notes else [])]
    lines = [series.separator.join(header)]
    for row, (label, _) in enumerate(labels):
        cells = [label]
        for name, column in series.columns.items():
            cells.append(
                _number(columns[f"{series.file}#{name}"][row], column.decimals, series.decimal)
            )
        if series.notes:
            cells.append(series.notes.get(label, ""))
        lines.append(series.separator.join(cells))
    return "\n".join(lines) + "\n"


def _number(value: float, decimals: int, mark: str) -> str:
    return f"{value:.{decimals}f}".replace(".", mark)


CALENDARS: Mapping[str, Callable[[datetime, datetime], Iterator[Label]]] = {
    "hourly": _hours,
    "daily": _days,
    "workdays": _workdays,
    "weekly": _weeks,
    "monthly": _months,
    "quarterly": _quarters,
    "annual": _years,
}

SEASONS: Mapping[str, Callable[[datetime], float]] = {
    "flat": lambda at: 1.0,
    #                  Jan   Feb   Mar   Apr   May   Jun   Jul   Aug   Sep   Oct   Nov   Dec
    "sailing": _by_month(0.20, 0.28, 0.45, 0.90, 1.40, 1.90, 2.40, 2.20, 1.25, 0.55, 0.30, 0.20),
    "power": _by_month(0.70, 0.65, 0.70, 0.90, 1.15, 1.30, 1.45, 1.40, 1.10, 0.95, 0.90, 0.80),
    "signing": _by_month(1.10, 1.25, 1.30, 1.10, 0.90, 0.75, 0.60, 0.65, 1.00, 1.15, 1.15, 0.95),
    "leaving": _by_month(1.20, 0.90, 0.75, 0.65, 0.60, 0.70, 0.80, 0.90, 1.10, 1.35, 1.45, 1.60),
    "claiming": _by_month(1.00, 1.15, 1.30, 1.30, 1.10, 0.90, 0.80, 0.80, 0.90, 0.95, 0.90, 0.90),
    "winter-work": _by_month(
        1.30, 1.50, 1.60, 1.00, 0.60, 0.45, 0.40, 0.45, 0.75, 1.10, 1.30, 0.85
    ),
    "office": _by_month(0.88, 0.94, 1.03, 1.10, 1.10, 1.08, 1.05, 1.05, 1.06, 1.00, 0.94, 0.84),
    #                  00    03    06    09    12    15    18    21
    "office-hours": _by_hour(0.82, 0.80, 0.95, 1.15, 1.12, 1.10, 1.05, 0.90),
}

NEW_CONTRACTS = "kpis/new-contracts.csv"

SERIES: tuple[Series, ...] = (
    # Harbours and what they pay. What should add up is derived rather than invented twice.
    Series(
        NEW_CONTRACTS,
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {
            "nordics": Column(4, 10, season="signing", noise=0.16, final="10"),
            "germany": Column(5, 9, season="signing", noise=0.16, final="9"),
            "benelux": Column(3, 8, season="signing", noise=0.18, final="7"),
            "british-isles": Column(2, 6, season="signing", noise=0.20, final="5"),
        },
    ),
    Series(
        "metrics/harbour-moves.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {
            "won": Column(
                total_of=tuple(
                    f"{NEW_CONTRACTS}#{region}"
                    for region in ("nordics", "germany", "benelux", "british-isles")
                )
            ),
            "lost": Column(3, 9, season="leaving", noise=0.15, final="11"),
        },
    ),
    Series(
        "kpis/paying-harbours.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {
            "value": Column(
                end=958, running=("metrics/harbour-moves.csv#won", "metrics/harbour-moves.csv#lost")
            )
        },
    ),
    Series(
        "kpis/subscription-mrr.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {"value": Column(641, 706, noise=0.004, times="kpis/paying-harbours.csv#value")},
    ),
    Series(
        "metrics/pedestal-rental.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {"value": Column(11200, 62400, bend=1.2, noise=0.01)},
    ),
    Series(
        "metrics/guest-fees.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {
            "booked": Column(690_000, 1_840_000, season="sailing", noise=0.04),
            "through-pay": Column(
                0.21, 0.574, noise=0.012, times="metrics/guest-fees.csv#booked", final="575480"
            ),
        },
    ),
    Series(
        "metrics/pay-fees.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {"value": Column(0.0260, 0.0288, noise=0.015, times="metrics/guest-fees.csv#through-pay")},
    ),
    # The growth funnel, each stage smaller than the one before.
    Series(
        "kpis/pages-claimed.csv",
        "monthly",
        "2024-01-01",
        "2026-11-20",
        {"value": Column(52, 192, season="claiming", noise=0.06, final="171 168 177 186 118")},
    ),
    Series(
        "kpis/first-bookings.csv",
        "monthly",
        "2024-01-01",
        "2026-10-31",
        {"value": Column(24, 104, season="claiming", noise=0.05, final="84 86 88 104")},
    ),
    Series(
        "kpis/harbours-third-month.csv",
        "monthly",
        "2024-01-01",
        "2026-10-31",
        {"value": Column(15, 73, season="claiming", noise=0.05, final="66 68 67 71")},
    ),
    Series(
        "kpis/neighbour-invites.csv",
        "monthly",
        "2024-01-01",
        "2026-10-31",
        {"value": Column(6, 44, season="claiming", noise=0.08, final="41 40 36 33")},
    ),
    Series(
        "kpis/upgrades-to-paid.csv",
        "monthly",
        "2024-01-01",
        "2026-10-31",
        {"value": Column(5, 25, season="claiming", noise=0.07, final="21 20 22 24")},
    ),
    Series(
        "kpis/trial-requests.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {"value": Column(66, 13, bend=0.8, season="claiming", noise=0.08)},
    ),
    # Guests at sea.
    Series(
        "kpis/guest-bookings.csv",
        "weekly",
        "2024-11-11",
        "2026-11-15",
        {
            "value": Column(
                1180, 1640, season="sailing", noise=0.05, final="731 688 655 602 571 548"
            )
        },
    ),
    Series(
        "kpis/guest-accounts.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {"value": Column(31_400, 212_600, bend=1.3, noise=0.001)},
    ),
    Series(
        "kpis/booking-success.csv",
        "hourly",
        "2026-11-11T00:00",
        "2026-11-20T14:00",
        {
            "value": Column(
                98.7,
                98.8,
                noise=0.28,
                plain_noise=True,
                decimals=1,
                high=100,
                final="98.9 98.6 98.8 98.5 96.3",
            )
        },
    ),
    # The harbour office.
    Series(
        "kpis/desk-active.csv",
        "weekly",
        "2024-11-11",
        "2026-11-15",
        {
            "value": Column(
                64,
                76,
                season="office",
                noise=0.015,
                decimals=1,
                high=100,
                final="76.4 75.1 75.8 74.2",
            )
        },
    ),
    Series(
        "kpis/berth-plans-uploaded.csv",
        "weekly",
        "2026-06-29",
        "2026-11-15",
        {"value": Column(74, 62, noise=0.07, final="58 61 60 63")},
    ),
    Series(
        "kpis/harbour-nps.csv",
        "quarterly",
        "2022-10-01",
        "2026-06-30",
        {"value": Column(28, 43, noise=2.0, plain_noise=True, final="41 44 42")},
    ),
    # Money at the jetty.
    Series(
        "kpis/payment-disputes.csv",
        "weekly",
        "2024-11-11",
        "2026-11-15",
        {"value": Column(3.4, 1.3, noise=0.09, decimals=2, final="1.52 1.41 1.38 1.29 1.31 1.22")},
    ),
    # Platform.
    Series(
        "kpis/api-latency.csv",
        "hourly",
        "2026-11-11T00:00",
        "2026-11-20T14:00",
        {
            "value": Column(
                236, 228, season="office-hours", noise=0.045, final="241 255 248 252 259"
            )
        },
    ),
    Series(
        "kpis/deploy-failures.csv",
        "weekly",
        "2024-11-11",
        "2026-11-15",
        {
            "value": Column(
                6.2, 1.6, bend=0.7, noise=0.16, decimals=1, final="1.9 1.2 1.6 0.9 2.3 1.1 1.4"
            )
        },
    ),
    # Shoreside: pedestals, crews, meters.
    Series(
        "kpis/pedestals-online.csv",
        "daily",
        "2026-05-25",
        "2026-11-20",
        {
            "value": Column(
                98.5,
                98.9,
                noise=0.22,
                plain_noise=True,
                decimals=1,
                high=100,
                final="98.7 97.4 97.1 96.8 96.9 97.2",
            )
        },
        notes={
            "2026-06-18": "Lightning at Marstal took out one gateway",
            "2026-11-16": "Storm Wenke: three Danish harbours switched their jetties off",
        },
    ),
    Series(
        "kpis/pedestals-installed.csv",
        "weekly",
        "2024-11-11",
        "2026-11-20",
        {"value": Column(21, 34, season="winter-work", noise=0.10, final="36 38 35 39 41 43 27")},
    ),
    Series(
        "kpis/install-lead-time.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {"value": Column(36, 45, noise=0.06, final="44 47 49 53 57 58 54")},
    ),
    Series(
        "kpis/return-visits.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {"value": Column(9.4, 4.5, noise=0.07, decimals=1, final="4.9 4.4 4.6")},
    ),
    Series(
        "kpis/crew-utilisation.csv",
        "weekly",
        "2025-01-06",
        "2026-11-15",
        {
            "value": Column(
                77, 84, noise=0.035, decimals=1, high=100, final="83.1 85.7 84.9 87.2 86.0 84.4"
            )
        },
        separator=";",
        decimal=",",
    ),
    Series(
        "metrics/meter-readings.csv",
        "monthly",
        "2024-01-01",
        "2026-10-31",
        {
            "billed": Column(148_000, 521_000, season="power", noise=0.03, final="497300"),
            "metered": Column(
                0.978, 1.004, noise=0.004, times="metrics/meter-readings.csv#billed", final="500400"
            ),
        },
    ),
    Series(
        "kpis/jetty-accidents.csv",
        "annual",
        "2019-01-01",
        "2025-12-31",
        {"value": Column(final="4.1 3.6 3.9 2.8 2.2 1.9 1.4", decimals=1)},
    ),
    # Care.
    Series(
        "kpis/first-reply-time.csv",
        "weekly",
        "2024-11-11",
        "2026-11-15",
        {
            "value": Column(
                4.3,
                5.8,
                noise=0.07,
                decimals=1,
                final="6.9 7.6 8.4 9.2 10.1 11.2 12.0 12.4 11.9 11.5 10.8 10.3 10.1 9.6",
            )
        },
    ),
    Series(
        "kpis/calls-answered.csv",
        "workdays",
        "2026-05-25",
        "2026-11-20",
        {
            "value": Column(
                91,
                93,
                noise=1.4,
                plain_noise=True,
                decimals=1,
                high=100,
                final="92.8 93.6 91.9 94.1 93.2",
            )
        },
    ),
    # Finance and people.
    Series(
        "metrics/accounts.csv",
        "quarterly",
        "2022-10-01",
        "2026-09-30",
        {
            "revenue": Column(742_000, 2_390_000, bend=1.1, noise=0.012, final="2368000"),
            "gross-profit": Column(
                0.571, 0.664, noise=0.008, times="metrics/accounts.csv#revenue", final="1574700"
            ),
        },
    ),
    Series(
        "kpis/runway.csv",
        "quarterly",
        "2022-10-01",
        "2026-09-30",
        {
            "value": Column(
                final="14.0 12.8 11.1 24.5 23.6 22.4 21.7 20.5 "
                "20.1 19.4 18.8 18.9 18.1 17.9 18.4 18.8",
                decimals=1,
            )
        },
    ),
    Series(
        "kpis/invoice-days.csv",
        "monthly",
        "2023-01-01",
        "2026-10-31",
        {"value": Column(37, 44, noise=0.04, final="45 47 49 52 55 57 59")},
    ),
    Series(
        "metrics/days-to-close.csv",
        "monthly",
        "2024-01-01",
        "2026-10-31",
        {"value": Column(12, 8, noise=0.06, final="8 9 8 7 4")},
    ),
    Series(
        "kpis/staff-turnover.csv",
        "annual",
        "2018-01-01",
        "2025-12-31",
        {"value": Column(final="9.1 11.4 7.8 13.6 16.9 14.2 11.0 9.7", decimals=1)},
    ),
)

if __name__ == "__main__":
    sys.exit(main())
