"""Search, filters and sorting, as readers use them; and readers who send strange addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from example import PROJECT, no_clock, served
from opening import AXE, overflow, violations
from playwright.sync_api import Browser, Page, expect

from okrsite import journey
from okrsite.write import indexer
from okrsite.write.charts import ChartStore

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def of_parts(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site below `/team/goals/`, with an index that is joined of seven parts."""
    root = tmp_path_factory.mktemp("parts")
    state = example.parent / "state"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexer, "PART", 50)
        drafted = journey.draft(PROJECT, journey.Wishes(), no_clock)
        output = root / "team" / "goals"
        journey.write(drafted, output, ChartStore(state), state=root / "state")
    with served(root) as address:
        yield f"{address}/team/goals"


@contextmanager
def visited(
    browser: Browser, url: str, width: int = 1280, *, bypass_csp: bool = False
) -> Iterator[tuple[Page, list[str]]]:
    """A page below a sub-path of a static host, and all that should not have happened."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=bypass_csp, reduced_motion="reduce"
    )
    page = context.new_page()
    wrong: list[str] = []
    origin = urlsplit(url).netloc
    page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
    page.on("request", lambda r: wrong.append(r.url) if urlsplit(r.url).netloc != origin else None)
    page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    page.goto(url)
    yield page, wrong
    context.close()


def found(page: Page, number: int | None = None) -> int:
    """How many results the page says there are."""
    status = page.locator("main [role=status]")
    expect(status).to_contain_text("Found: " if number is None else f"Found: {number}")
    return int((status.text_content() or "").removeprefix("Found: "))


@pytest.mark.promise
def test_a_goal_is_found_by_a_word_of_its_check_in_from_the_box_on_any_page(
    browser: Browser, under_a_path: str
) -> None:
    with visited(browser, f"{under_a_path}/kpis/booking-success.html") as (page, wrong):
        page.keyboard.press("Control+k")
        page.keyboard.type("half of those who left came back")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=half+of+those+who+left+came+back")
        first = page.locator(".results > li").first
        expect(first).to_contain_text("Bookings abandoned at the payment step")
        expect(first.locator(".eyebrow")).to_have_text("Key result")
        expect(first.locator(".status")).to_contain_text("on track")
        expect(first.locator(".result-text")).to_contain_text("Half of those who left came back")
        expect(first.locator(".result-text mark").first).to_be_visible()
        first.get_by_role("link").click()
        expect(page).to_have_url(f"{under_a_path}/objectives/{page.url.rpartition('/')[2]}")
        assert "#" in page.url
        assert wrong == []


@pytest.mark.promise
@pytest.mark.parametrize(
    "asked",
    [
        "q=berth",
        "q=payment+habits",
        "q=meanwhile",
        "q=bookin",
        "q=sjöberg",
        "q=anquery",
        "cycle=Q4%202026",
        "q=berth&kind=Objective&team=Guest",
    ],
)
def test_an_index_of_parts_finds_counts_and_links_what_one_made_at_once_does(
    browser: Browser, under_a_path: str, of_parts: str, asked: str
) -> None:
    seen = []
    for address in (under_a_path, of_parts):
        with visited(browser, f"{address}/search.html?{asked}") as (page, wrong):
            number = found(page)
            links = page.locator(".results > li h2 a")
            expect(links).to_have_count(min(number, 10))
            hrefs = links.evaluate_all("all => all.map(one => one.getAttribute('href'))")
            seen.append((number, hrefs, page.locator("main option").all_inner_texts()))
            assert wrong == []
    assert seen[0] == seen[1]


def test_a_long_text_is_shown_from_where_most_of_what_was_asked_stands(
    browser: Browser, under_a_path: str
) -> None:
    with visited(browser, f"{under_a_path}/search.html?q=payment+habits") as (page, wrong):
        text = page.locator(".results > li").first.locator(".result-text")
        expect(text).to_contain_text("are priced with their payment habits. Sales rings the ten")
        expect(text.locator("mark").filter(has_text="habits")).to_have_count(1)
        shown = text.inner_text()
        assert shown.startswith("… ")
        assert len(shown.strip("… ").split()) == 28
        assert wrong == []


def test_a_facet_narrows_what_is_found_and_stands_in_the_address(
    browser: Browser, under_a_path: str
) -> None:
    with visited(browser, f"{under_a_path}/search.html?q=berth") as (page, wrong):
        all_ = found(page)
        kind = page.get_by_label("Kind", exact=True)
        option = kind.locator("option", has_text="Objective (").inner_text()
        kind.select_option("Objective")
        objectives = int(option.removeprefix("Objective (").removesuffix(")"))
        assert found(page, objectives) < all_
        assert set(page.locator(".results .eyebrow").all_inner_texts()) == {"Objective"}
        expect(kind.locator("option", has_text="Key result (")).to_have_count(1)
        page.get_by_label("Team").select_option("Guest")
        expect(page.locator("main [role=status]")).not_to_have_text(f"Found: {objectives}")
        assert found(page) < objectives
        assert urlsplit(page.url).query == "q=berth&kind=Objective&team=Guest"
        page.reload()
        expect(page.get_by_label("Team")).to_have_value("Guest")
        page.get_by_label("Search for").fill("")
        expect(page.locator(".results > li").first).to_be_visible()
        assert wrong == []


def test_more_results_come_by_keyboard_and_the_focus_goes_to_the_first_of_them(
    browser: Browser, under_a_path: str
) -> None:
    with visited(browser, f"{under_a_path}/search.html?kind=Key%20result") as (page, wrong):
        results = page.locator(".results > li")
        expect(results).to_have_count(10)
        page.get_by_role("button", name="Show more").focus()
        page.keyboard.press("Enter")
        expect(results).to_have_count(20)
        expect(results.nth(10).get_by_role("link")).to_be_focused()
        assert wrong == []


def test_what_is_not_there_is_said_and_the_list_stays(browser: Browser, under_a_path: str) -> None:
    with visited(browser, f"{under_a_path}/search.html?q=xyzzyplugh") as (page, wrong):
        expect(page.locator("main [role=status]")).to_contain_text("Nothing found")
        expect(page.locator("#letter_1")).to_be_visible()
        assert wrong == []


HOSTILE = (
    "q=<img src=x onerror=alert(1)>",
    "q=berth&team=<img src=x onerror=alert(1)>&kind=<script>alert(1)</script>",
    'q="><svg onload=alert(1)>&owner=javascript:alert(1)',
    "q=__proto__&kind=__proto__&status=constructor",
    "q=" + "a" * 5000,
    "q=%00%ff%E2%80%AE&cycle=%F0%9F%92%A5",
    "q=berth&q=quay&unknown=1#letter_3",
    "q=''`${alert(1)}{{7*7}}",
)


@pytest.mark.promise
def test_what_an_address_asks_is_text_and_nothing_else(browser: Browser, under_a_path: str) -> None:
    with visited(browser, f"{under_a_path}/a-z.html") as (page, wrong):
        for asked in HOSTILE:
            page.goto(f"{under_a_path}/search.html?{quote(asked, safe='=&#%')}")
            expect(page.locator("main [role=status]")).not_to_be_empty()
            assert page.locator("main img, main script, main iframe, main [onload]").count() == 0
            assert len(page.get_by_label("Search for").input_value()) <= 200
        assert wrong == []


@pytest.mark.parametrize("width", [1280, 390])
def test_results_are_accessible_and_fit(browser: Browser, under_a_path: str, width: int) -> None:
    url = f"{under_a_path}/search.html?q=berth"
    with visited(browser, url, width, bypass_csp=True) as (page, wrong):
        found(page)
        page.add_script_tag(path=AXE)
        assert [*violations(page), *overflow(page)] == []
        assert wrong == []


@pytest.mark.promise
def test_only_the_search_page_may_run_webassembly(example: Path) -> None:
    loose = [p.name for p in example.rglob("*.html") if "wasm-unsafe-eval" in p.read_text("utf-8")]
    assert loose == ["search.html"]


def test_from_disk_and_without_an_index_the_search_page_is_the_list_from_a_to_z(
    browser: Browser, example: Path, under_a_path: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{(example / 'search.html').as_uri()}?q=berth")
    expect(page.locator("main")).to_contain_text("Everything is in the list below")
    expect(page.locator("#letter_1")).to_be_visible()
    expect(page.locator("main input")).to_have_count(0)
    assert said == []
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404, body="gone"))
    page.goto(f"{under_a_path}/search.html?q=berth")
    expect(page.locator("main")).to_contain_text("There is no search here at the moment")
    expect(page.locator("#letter_1")).to_be_visible()
    context.close()


def test_a_long_table_is_filtered_and_sorted_by_keyboard(
    browser: Browser, under_a_path: str
) -> None:
    with visited(browser, f"{under_a_path}/people.html") as (page, wrong):
        rows = page.locator("tbody tr:visible")
        all_ = rows.count()
        given = rows.locator("th").all_inner_texts()
        page.get_by_role("searchbox", name="Filter: ").focus()
        page.keyboard.type("guest")
        expect(rows).not_to_have_count(all_)
        assert all("guest" in text.lower() for text in rows.all_inner_texts())
        expect(page.locator("main [role=status]")).to_have_text(f"{rows.count()} of {all_}")
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        expect(rows).to_have_count(all_)
        head = page.get_by_role("columnheader", name="Key results")
        head.get_by_role("button").focus()
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", "descending")
        numbers = [int(n) for n in rows.locator("td:nth-child(4)").all_inner_texts() if n != "–"]
        assert numbers == sorted(numbers, reverse=True)
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", "ascending")
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") is None
        assert rows.locator("th").all_inner_texts() == given
        assert wrong == []


def test_statuses_sort_by_weight_and_days_by_date_also_on_a_phone(
    browser: Browser, under_a_path: str
) -> None:
    with visited(browser, f"{under_a_path}/cycles/2026-q4.html", 390) as (page, wrong):
        table = page.locator("table.goals").first
        page.get_by_label("Sort by").first.select_option("Status")
        marks = table.locator("tbody .status").evaluate_all(
            "all => all.map(one => one.className.match(/mark-([a-z-]+)/)[1])"
        )
        order = ["off-track", "at-risk", "outdated", "pending", "on-track", "achieved"]
        assert marks == sorted(marks, key=order.index)
        assert len(set(marks)) > 2
        expect(table.locator("thead button")).to_have_count(0)
        assert wrong == []


def test_the_list_from_a_to_z_is_filtered_and_empty_letters_go(
    browser: Browser, under_a_path: str
) -> None:
    with visited(browser, f"{under_a_path}/a-z.html") as (page, wrong):
        page.get_by_role("searchbox", name="Filter: everything").fill("sjoberg")
        items = page.locator(".index li:visible")
        expect(items).to_have_count(1)
        expect(items).to_contain_text("Elin Sjöberg")
        expect(page.locator(".index-section:visible")).to_have_count(1)
        assert wrong == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_when_scripts_fill_the_page(
    browser: Browser, under_a_path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "one => { window.moved += one.value })).observe({type: 'layout-shift', buffered: true})"
    )
    for path in ("people.html", "a-z.html", "search.html", "index.html", "cycles/2026-q4.html"):
        page.goto(f"{under_a_path}/{path}", wait_until="load")
        page.wait_for_timeout(200)
        assert page.evaluate("window.moved") < 0.01, path
    context.close()
