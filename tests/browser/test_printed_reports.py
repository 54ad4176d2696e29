"""Reports on paper and in a mail: printed by Chromium, and opened with every request forbidden."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import NoReturn

import pypdfium2
import pytest
from playwright.sync_api import Browser

from okrsite import journey
from okrsite.exporting.reports import CannotExportError, printed, report_html
from okrsite.render.alone import hash_of

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
AS_OF = date(2026, 11, 20)
POINTS = {"A4": (595, 842), "Letter": (612, 792)}
HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
ROOM = 100
"""In points: the foot of a page, and a few lines of a table with its head above it."""


def _no_clock(timezone: str) -> NoReturn:
    raise AssertionError(f"the example's day is fixed, and {timezone} was asked for today")


@pytest.fixture(scope="module")
def drafted() -> journey.Draft:
    return journey.draft(PROJECT, journey.Wishes(), _no_clock)


@pytest.fixture(scope="module")
def html(drafted: journey.Draft) -> str:
    """The report on the running quarter."""
    return report_html(drafted)


@pytest.fixture(scope="module", params=POINTS)
def paper(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def on_paper(html: str, paper: str, browser: str = CHROMIUM) -> bytes:
    """A report as a PDF. Playwright runs once a thread, and that of the tests has its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(printed, html, paper, AS_OF, browser).result()


@pytest.fixture(scope="module")
def pdf(html: str, paper: str) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(on_paper(html, paper))
    yield document
    document.close()


def words(page: pypdfium2.PdfPage) -> str:
    """What stands on a printed page, its foot first, in the order in which it was drawn."""
    return " ".join(page.get_textpage().get_text_bounded().split())


def heights(page: pypdfium2.PdfPage, heading: str) -> list[float]:
    """How high above the lower edge of a page a heading stands, wherever it does, in points."""
    text = page.get_textpage()
    found = iter(text.search(heading, match_case=True).get_next, None)
    return [float(text.get_charbox(start)[1]) for start, _ in found]


def test_a_report_prints_on_a_handful_of_numbered_pages(
    pdf: pypdfium2.PdfDocument, paper: str
) -> None:
    assert 6 <= len(pdf) <= 12
    for number, page in enumerate(pdf, 1):
        assert page.get_size() == pytest.approx(POINTS[paper], abs=1.5)
        text = words(page)
        assert f"{number} / {len(pdf)}" in text
        assert "Slackwater goals · Report on Q4 2026" in text


def test_the_first_page_has_the_summary_the_comparison_and_what_to_decide(
    pdf: pypdfium2.PdfDocument,
) -> None:
    first, second = (words(pdf[number]) for number in (0, 1))
    assert "On day 51 of 92 the 20 objectives are" in first
    assert "Compared with Q3 2026" in first
    assert "To decide" in first
    assert "Objectives What happened" in second


@pytest.mark.parametrize("team", ["", "guest"])
def test_a_heading_has_room_for_what_follows_it(
    drafted: journey.Draft, paper: str, team: str
) -> None:
    html = report_html(drafted, "2026-q4", team)
    headings = {re.sub(r"<[^>]+>", "", found).strip() for found in HEADING.findall(html)}
    *pages, _ = pypdfium2.PdfDocument(on_paper(html, paper))
    found = [height for page in pages for one in headings for height in heights(page, one)]
    assert found
    assert min(found) > ROOM


def test_how_numbers_come_about_stays_on_the_screen(pdf: pypdfium2.PdfDocument) -> None:
    text = " ".join(map(words, pdf))
    assert "How these numbers come about" not in text
    assert "http" not in text


def test_the_same_goals_print_the_same_bytes(html: str) -> None:
    once, again = (on_paper(html, "A4") for _ in range(2))
    assert once == again


def test_a_browser_that_does_not_print_is_named(html: str) -> None:
    with pytest.raises(CannotExportError, match="`/bin/false` did not print"):
        on_paper(html, "A4", "/bin/false")


@pytest.mark.promise
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mailed_report_shows_everything_and_asks_for_nothing(
    browser: Browser, html: str, tmp_path: Path, scheme: str
) -> None:
    file = tmp_path / "report.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file.as_uri())
    assert page.locator("h1").inner_text() == "Report on Q4 2026"
    assert page.locator(".story").count() == 20
    assert page.locator(".chart-plan").first.bounding_box() is not None
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == {"light": "rgb(251, 250, 248)", "dark": "rgb(22, 23, 25)"}[scheme]
    context.close()
    assert [one for one in said if one not in (file.as_uri(), "data:,")] == []


@pytest.mark.promise
def test_the_policy_of_a_mailed_report_knows_its_style_and_nothing_else(html: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert f"style-src '{hash_of(style)}'" in html
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert " style=" not in html
    assert re.findall(r'(?:src|href)="(?!https://|#|data:,)[^"]*"', html) == []
