"""Whatever an author types, the data to take away stay valid, and no attack is left out of them."""

import csv
import json
import re
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from atom import ATOM, faults
from hostile_site import FILES
from icalendar import Calendar
from jsonschema import Draft202012Validator
from PIL import Image

from okrsite import journey
from okrsite.plan.views.pages import Page
from okrsite.render.figures import Memory

pytestmark = pytest.mark.promise

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BADGE = ["svg", "title", "style", "rect", "path", "text"]


def draft(root: Path) -> journey.Draft:
    wishes = journey.Wishes(as_of=DAY, base_url="https://goals.example.com/a&b")
    return journey.draft(root, wishes, lambda _: DAY)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> journey.Draft:
    root = tmp_path_factory.mktemp("hostile")
    for name, text in FILES.items():
        path = root / (name if name == "okrsite.toml" else f"content/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = draft(root)
    assert not found.problems.errors
    return found


@pytest.fixture(scope="module")
def files(drafted: journey.Draft) -> dict[str, bytes]:
    """Everything but the pages, of the cards two, by path."""
    draw = journey.renderers(drafted.theme, Memory())
    ours = [one for one in drafted.plan.outputs if one.path.parts[0] not in ("assets", "cards")]
    cards = [one for one in drafted.plan.outputs if one.kind == "card"][:2]
    wanted = [*(one for one in ours if one.kind != "page"), *cards]
    return {str(one.path): draw[one.kind].render(one.data) for one in wanted}


def ending(files: dict[str, bytes], suffix: str) -> dict[str, bytes]:
    found = {path: data for path, data in files.items() if path.endswith(suffix)}
    assert found
    return found


def test_every_template_that_sets_a_page_of_the_example_is_under_attack(
    drafted: journey.Draft,
) -> None:
    attacked, shown = (
        {data.template for one in found.plan.outputs if isinstance(data := one.data, Page)}
        for found in (drafted, draft(ROOT))
    )
    assert shown - attacked == {"redirect.html"}, "an alias is a path, and read as one"


def test_every_feed_is_valid_and_holds_no_element_that_was_typed(files: dict[str, bytes]) -> None:
    feeds = {path: data for path, data in ending(files, ".xml").items() if "feed" in path}
    for path, data in feeds.items():
        assert faults(data) == [], path
        for content in fromstring(data).iter(f"{ATOM}content"):
            text = content.text or ""
            assert not re.search(r"<(script|img|svg|style|base|iframe|form|meta)\b", text), path
            assert not re.search(r"href=\"(?!https?:|mailto:)", text), path


def test_every_calendar_comes_back_with_whole_lines(files: dict[str, bytes]) -> None:
    for path, data in ending(files, ".ics").items():
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data), path
        assert max(map(len, data.split(b"\r\n"))) <= 75, path
        events = [one for one in Calendar.from_ical(data).walk() if one.name == "VEVENT"]
        assert events, path
        assert not [one.errors for one in events if one.errors], path


def test_the_goals_are_valid_json_by_their_schema(files: dict[str, bytes]) -> None:
    schema, data = (json.loads(files[name]) for name in ("goals.schema.json", "goals.json"))
    assert list(Draft202012Validator(schema).iter_errors(data)) == []


def test_no_cell_of_a_table_is_a_formula_and_every_row_is_whole(files: dict[str, bytes]) -> None:
    for path, data in ending(files, ".csv").items():
        rows = list(csv.reader(StringIO(data.decode(), newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, path
        for cell in (cell for row in rows for cell in row):
            assert not cell.lstrip().startswith(("=", "@", "\t")), path


def test_every_picture_has_the_shape_that_it_should(files: dict[str, bytes]) -> None:
    for path, data in ending(files, ".svg").items():
        tags = [one.tag.rpartition("}")[2] for one in fromstring(data).iter()]
        assert set(tags) <= set(BADGE), path
        assert tags.count("style") == 1, path
    for path, data in ending(files, ".png").items():
        with Image.open(BytesIO(data)) as picture:
            assert picture.size == (1200, 630), path


def test_the_site_map_leads_nowhere_else(files: dict[str, bytes]) -> None:
    found = [one.text or "" for one in fromstring(files["sitemap.xml"]).iter(f"{SITEMAP}loc")]
    assert found
    assert all(place.startswith("https://goals.example.com/a%26b/") for place in found)
