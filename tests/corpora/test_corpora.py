"""Data that nobody here wrote: what is wrong with them is said, and the rest is right."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from convert import CRUDES, Mode, convert, verbatim
from sarif_schema import wrong

from okrsite.assess.assessment import Assessment, Word
from okrsite.assess.judge import assess
from okrsite.assess.points import Points
from okrsite.assess.series import Book
from okrsite.assess.vitals import assess_kpi
from okrsite.base.problems import Problem, describe
from okrsite.model.calendar import Cadence, period
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.read.library import Library, read

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
AS_OF = date(2026, 8, 18)

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not on this machine")


@dataclass(frozen=True)
class Read:
    """A converted project, read and judged."""

    root: Path
    library: Library
    portfolio: Portfolio
    problems: tuple[Problem, ...]
    assessment: Assessment

    def errors(self) -> Counter[str]:
        return Counter(p.code for p in self.problems if p.severity == "error")


def _read(root: Path) -> Read:
    library, found = read(root)
    portfolio, unlinked = assemble(library)
    return Read(root, library, portfolio, (*found, *unlinked), assess(portfolio, AS_OF))


@pytest.fixture(scope="session")
def faithful(tmp_path_factory: pytest.TempPathFactory) -> Read:
    root = tmp_path_factory.mktemp("faithful") / "project"
    convert(CORPORA, root, Mode.FAITHFUL)
    return _read(root)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Read:
    root = tmp_path_factory.mktemp("clean") / "project"
    convert(CORPORA, root, Mode.CLEAN)
    return _read(root)


def _okrsite(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "okrsite", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def _lost(problems: tuple[Problem, ...], library: Library) -> list[Problem]:
    """The problems that point at no line, or past the end of one."""
    lines = {p: library.line(p.place) for p in problems}
    return [p for p, line in lines.items() if line is None or p.place.column > len(line) + 1]


# What is wrong is said, where it stands


def test_every_problem_of_400_published_indicators_points_at_its_line(
    faithful: Read, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(faithful.portfolio.kpis) > 250
    assert _lost(faithful.problems, faithful.library) == []
    with capsys.disabled():
        print(  # noqa: T201 - the count is what a reader of the log wants to know
            f"\n{sum(faithful.errors().values())} errors in data as published:",
            ", ".join(f"{count} {code}" for code, count in sorted(faithful.errors().items())),
        )


def test_labels_of_time_are_read_or_refused_never_guessed(faithful: Read) -> None:
    """Every form that the publisher uses and okrsite does not know; `2013/16` is not twelve months.

    Of `2003-05`, which are three years, only those after `2010-12` are refused: they are no months.
    """
    refused = {
        re.sub(r"\d", "9", found[1])
        for p in faithful.problems
        if p.code == "OKR311" and (found := re.match(r"`(.*?)` is not", p.message))
    }
    assert refused == {
        "9999/99",
        "9999/99-9999/99",
        "9999/99 to 9999/99",
        "9999-99",
        "9999 99",
        "99 May to 99 June 9999",
        "9999a",
        "9999b",
        "9999.9",
        "9999-9999 (baseline)",
        "9999/99 [Note 9]",
    }


def test_one_value_published_twice_is_reported_with_both_rows(faithful: Read) -> None:
    twice = [p for p in faithful.problems if p.code == "OKR317"]
    assert {p.others[0].path == p.place.path for p in twice} == {True}
    murders = next(p for p in twice if p.place.path == "content/kpis/indicator-16-1-1.csv")
    assert (
        describe(murders, faithful.library.line)
        == """\
content/kpis/indicator-16-1-1.csv:3:1: error OKR317: two values for 2012/13
  3 │ 2012/13,0.9599066610097582,,
    │ ^^^^^^^
  see also content/kpis/indicator-16-1-1.csv:2:1
  2 │ 2012/13,0.9346459917039042,1.3468134394023739,0.5848665773120507
    │ ^^^^^^^
  hint: keep one of the two"""
    )


def test_two_columns_that_differ_only_by_case_are_reported(faithful: Read) -> None:
    """The publisher's `City` and `city`."""
    found = {(p.place.path, p.message) for p in faithful.problems if p.place.line == 1}
    table = "content/kpis/indicator-11-6-2.csv"
    assert (table, "the column `value City` is given twice") in found
    assert (table, "the column `value city` is given twice") in found


def test_an_indicator_without_a_table_and_front_matter_that_does_not_parse_are_reported(
    faithful: Read,
) -> None:
    assert faithful.errors()["OKR320"] == 13
    assert {p.place.path for p in faithful.problems if p.code == "OKR101"} == {
        "content/kpis/indicator-3-9-1.md"
    }


def test_a_build_of_the_data_as_published_fails_and_writes_nothing(faithful: Read) -> None:
    built = _okrsite("build", faithful.root)
    assert built.returncode == 1
    assert "nothing was written" in built.stderr
    assert "Traceback" not in built.stderr
    assert len(re.findall(r"^content/\S+:\d+:\d+: error ", built.stderr, re.MULTILINE)) == sum(
        faithful.errors().values()
    )
    assert not (faithful.root / "output").exists()


def test_files_that_were_never_meant_for_okrsite_are_told_their_11_000_mistakes(
    tmp_path: Path,
) -> None:
    """The indicators' own 279 files and 170,000 rows, untouched: fields, ids and all."""
    root = tmp_path / "project"
    verbatim(CORPORA, root)
    found = _read(root)
    assert found.errors()["OKR102"] > 10_000
    assert sum(len(table.rows) for table in found.library.tables.values()) > 170_000
    nowhere = _lost(found.problems, found.library)
    assert {p.code for p in nowhere} == {"OKR007", "OKR100"}, "these speak of a whole file"


@pytest.mark.parametrize("data", ["faithful", "clean"])
def test_a_check_of_hundreds_of_indicators_is_a_document_of_the_standard(
    data: str, request: pytest.FixtureRequest
) -> None:
    project: Read = request.getfixturevalue(data)
    checked = _okrsite("check", project.root, "--as-of", AS_OF.isoformat(), "--format", "sarif")
    assert checked.returncode == (1 if project.errors() else 0)
    assert "Traceback" not in checked.stderr
    document = json.loads(checked.stdout)
    assert len(document["runs"][0]["results"]) > 100
    assert wrong(document) == []


# What can be read builds


def test_without_the_refused_rows_every_indicator_is_there(clean: Read) -> None:
    assert clean.errors() == {}
    assert len(clean.portfolio.kpis) > 400


def test_the_cadence_of_an_indicator_is_its_labels(clean: Read) -> None:
    cadences = Counter(kpi.series.cadence for kpi in clean.portfolio.kpis.values())
    assert cadences[Cadence.ANNUAL] > 200
    monthly = clean.portfolio.kpis["indicator-2-c-1"].series
    assert monthly.cadence is Cadence.MONTHLY
    mothers = clean.assessment.kpis["indicator-3-1-1"].points
    assert (mothers[0].covers.start, mothers[0].covers.end) == (
        date(2003, 1, 1),
        date(2005, 12, 31),
    ), "`2003-05` are three years"


def test_a_fiscal_year_is_the_twelve_months_from_april(clean: Read) -> None:
    spoken = [
        p.covers
        for kpi in clean.assessment.kpis.values()
        for p in kpi.points
        if p.value is not None and str(p.covers) == "2019/20"
    ]
    assert len(spoken) > 20
    assert {(p.start, p.end) for p in spoken} == {(date(2019, 4, 1), date(2020, 3, 31))}


def test_the_rest_builds_a_page_for_every_indicator_and_a_chart_for_most(clean: Read) -> None:
    charted = sum(_has_a_line(kpi.points) for kpi in clean.assessment.kpis.values())
    assert charted > 250
    built = _okrsite("build", clean.root)
    assert (built.returncode, "Traceback" in built.stderr) == (0, False), built.stderr[-2000:]
    pages = [
        path.read_text(encoding="utf-8")
        for path in (clean.root / "output" / "kpis").rglob("*.html")
    ]
    assert len(pages) >= len(clean.portfolio.kpis)
    assert sum("<svg" in page for page in pages) >= charted


def _has_a_line(points: Points) -> bool:
    return len(points.known) > 1


def test_a_quotient_of_quarterly_sums_over_six_economies_is_their_quotient(clean: Read) -> None:
    """2.1 pushes by a developer in the first quarter of 2020, and no period is invented."""
    totals: dict[str, Counter[str]] = {}
    for count in ("git_pushes", "developers"):
        totals[count] = Counter()
        for row in _rows(CORPORA / "innovationgraph" / f"{count}.csv"):
            if row["iso2_code"] in ("US", "EU", "IN", "GB", "DE", "BR"):
                totals[count][f"{row['year']}-Q{row['quarter']}"] += int(row[count])
    expected = {q: n / totals["developers"][q] for q, n in totals["git_pushes"].items()}
    points = clean.assessment.kpis["pushes-per-developer"].points
    assert {str(p.period): p.value for p in points} == pytest.approx(expected)


# Daily prices become the published weeks, months and years


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _prices(crude: str) -> dict[date, Decimal]:
    return {
        date.fromisoformat(row["Date"]): Decimal(row["Price"])
        for row in _rows(CORPORA / "oil-prices" / f"{crude}-daily.csv")
    }


def _differing(clean: Read, crude: str, every: str) -> dict[str, tuple[float, float]]:
    """The periods whose mean is not the published one, within its rounding: (mean, published)."""
    book = Book(clean.portfolio.series, AS_OF)
    means = {p.period: p.value for p in book.points(f"{crude}-{every}-mean")}
    found = {}
    for point in book.points(f"{crude}-{every}"):
        mean = means.get(point.period)
        if mean is not None and point.value is not None and abs(mean - point.value) > 0.005 + 1e-9:
            found[str(point.period)] = (mean, point.value)
    return found


def _rounded(mean: float, *steps: str) -> float:
    number = Decimal(repr(mean))
    for step in steps:
        number = number.quantize(Decimal(step), ROUND_HALF_UP)
    return float(number)


ROUNDED_TWICE = {
    "wti": {
        "1986-02",
        "1986-07",
        "1987-12",
        "1992-06",
        "1993-12",
        "1994-07",
        "1996-01",
        "1999-01",
        "2001-03",
        "2001-07",
        "2002-01",
        "2003-07",
        "2004-02",
        "2007-05",
        "2007-09",
        "2009-08",
        "2012-05",
        "2018-03",
    },
    "brent": {"2010-10", "2010-11", "2018-06", "2017"},
}

A_CENT_BELOW = {
    "wti": {
        "2016-04",
        "2019-07",
        "2021-01",
        "2021-02",
        "2021",
        "2014-W35",
        "2015-W05",
        "2016-W38",
        "2016-W51",
        "2019-W29",
        "2021-W03",
        "2021-W05",
    },
    "brent": set[str](),
}

COUNTED_OTHERWISE: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "wti": {
        "2019-11": {"2019-11-11": "56.60"},
        "2019-W46": {"2019-11-11": "56.60"},
        "2019-12": {"2019-12-25": "61.17"},
        "2020-W01": {"2019-12-30": "", "2019-12-31": ""},
    },
    "brent": {
        "2003-04": {"2003-04-18": "", "2003-04-21": ""},
        "2003-W16": {"2003-04-18": ""},
        "2003-W17": {"2003-04-21": ""},
        "2012-04": {"2012-04-03": "125.66"},
        "2012-W14": {"2012-04-03": "125.66"},
        "2012": {"2012-04-03": "125.66"},
        "2019-12": {"2019-12-25": "69.26"},
        "2020-W01": {"2019-12-30": "", "2019-12-31": ""},
    },
}
"""The days that the publisher's means hold beyond the daily file (a price), or leave out."""


@pytest.mark.parametrize("crude", CRUDES)
def test_daily_prices_averaged_are_the_published_ones_but_where_the_publisher_counts_otherwise(
    clean: Read, crude: str
) -> None:
    """5,205 weeks, months and years are compared; these 46 differ, each for one of three reasons.

    *Rounded twice*, 22: a mean of 15.4547 is published as 15.46, by way of 15.455. So is every
    such month of WTI until 2018; three months and a year of Brent are, and twenty are not.

    *Counted otherwise*, 12. Brent: Good Friday and Easter Monday of 2003 repeat a price in the
    daily file and are in no mean; 3 April 2012 is missing in the daily file, and its week, month
    and year all imply the same 125.66. Both crudes: Christmas Day of 2019 is in the mean of its
    month with the price of Christmas Eve; the first week of 2020 is the mean of its two days in
    January. WTI: Veterans Day of 2019 is missing in the daily file, and its week and its month
    both imply about 56.60.

    *A cent below*, 12, all WTI from 2014 to 2021: the published mean lies 0.005 to 0.009 below
    that of the days. It is no rule, since as many means of those years round up: days were
    revised by cents after their means were published.

    The running week, month and year are provisional, and published nowhere.
    """
    differing = (
        _differing(clean, crude, "weekly")
        | _differing(clean, crude, "monthly")
        | _differing(clean, crude, "annual")
    )
    assert differing.keys() == (
        ROUNDED_TWICE[crude] | A_CENT_BELOW[crude] | COUNTED_OTHERWISE[crude].keys()
    )
    for label in ROUNDED_TWICE[crude]:
        mean, published = differing[label]
        assert _rounded(mean, "0.001", "0.01") == published, label
    for label in A_CENT_BELOW[crude]:
        mean, published = differing[label]
        assert 0.005 < mean - published < 0.009, label
    for label, changes in COUNTED_OTHERWISE[crude].items():
        assert _mean_with(crude, label, changes) == pytest.approx(differing[label][1], abs=0.0051)


def _mean_with(crude: str, label: str, changes: Mapping[str, str]) -> float:
    """A period's mean with some days set, or left out where their price is empty."""
    days = _prices(crude)
    for day, price in changes.items():
        days.pop(date.fromisoformat(day), None)
        if price:
            days[date.fromisoformat(day)] = Decimal(price)
    every = Cadence.WEEKLY if "W" in label else Cadence.MONTHLY if "-" in label else Cadence.ANNUAL
    chosen = [price for day, price in days.items() if str(period(every, day)) == label]
    return float(sum(chosen) / len(chosen))


@pytest.mark.parametrize("crude", CRUDES)
@pytest.mark.parametrize(
    ("every", "running"), [("weekly", "2026-W34"), ("monthly", "2026-08"), ("annual", "2026")]
)
def test_the_mean_of_a_running_period_is_provisional(
    clean: Read, crude: str, every: str, running: str
) -> None:
    points = Book(clean.portfolio.series, AS_OF).points(f"{crude}-{every}-mean")
    assert [str(p.period) for p in points if p.is_provisional] == [running]


def test_a_composite_of_daily_metrics_is_monthly_by_their_means(clean: Read) -> None:
    """The price of Brent over WTI: 19 to 23 workdays of 28 to 31 days, and it says so."""
    book = Book(clean.portfolio.series, AS_OF)
    wti, brent = (
        {str(p.period): p.value for p in book.points(f"{crude}-monthly-mean")} for crude in CRUDES
    )
    points = {str(p.period): p for p in book.points("brent-over-wti") if p.value is not None}
    assert points.keys() == brent.keys()
    for label, point in points.items():
        high, low = brent[label], wti[label]
        assert high is not None
        assert low is not None
        assert point.value == pytest.approx(high - low)
    assert (points["2026-07"].present, points["2026-07"].expected) == (22, 31)


# The market's worst days are alerts


@pytest.mark.parametrize("crude", CRUDES)
def test_a_month_a_quarter_below_the_one_before_is_an_alert_and_no_other_is(
    clean: Read, crude: str
) -> None:
    """`sudden_change: {worse_by: 25%, than: previous}`, judged at the end of every month."""
    kpi = clean.portfolio.kpis[f"{crude}-monthly"]
    published = [
        (date.fromisoformat(row["Date"]), Decimal(row["Price"]))
        for row in _rows(CORPORA / "oil-prices" / f"{crude}-monthly.csv")
    ]
    fallen = {
        f"{day:%Y-%m}"
        for (_, before), (day, price) in pairwise(published)
        if price < before * Decimal("0.75")
    }
    alerts = set()
    for day, _ in published:
        end = period(Cadence.MONTHLY, day).end
        judged = assess_kpi(kpi, Book({kpi.id: kpi.series}, end), clean.portfolio.settings, end)
        if judged.word is Word.ALERT:
            alerts.add(f"{day:%Y-%m}")
    assert alerts == fallen
    assert {"2008-10", "2020-03", "2020-04"} <= alerts


def test_the_day_oil_cost_less_than_nothing_is_an_alert_that_gives_both_prices(
    clean: Read,
) -> None:
    """Monday, 20 April 2020: the period before, of a series of workdays, is the Friday."""
    kpi = clean.portfolio.kpis["wti-daily"]
    day = date(2020, 4, 20)
    judged = assess_kpi(kpi, Book({kpi.id: kpi.series}, day), clean.portfolio.settings, day)
    assert (judged.word, judged.since) == (Word.ALERT, day)
    assert judged.reasons == ("\N{MINUS SIGN}$36.98 is 302% worse than the period before ($18.31)",)


def test_a_daily_price_is_not_stale_over_a_weekend(clean: Read) -> None:
    """Prices are of workdays: with ten days of grace, fourteen days later they are late."""
    kpi = clean.portfolio.kpis["wti-daily"]
    stale = {}
    for days in (3, 10, 14, 21):
        day = AS_OF + timedelta(days)
        book = Book({kpi.id: kpi.series}, day)
        stale[days] = assess_kpi(kpi, book, clean.portfolio.settings, day).is_stale
    assert stale == {3: False, 10: False, 14: False, 21: True}
