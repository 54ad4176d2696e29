"""Badges and cards say how a goal stands, need nothing else, and cost nothing twice."""

import zlib
from io import BytesIO
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import fromstring

import pytest
from colours import palette
from PIL import Image
from small_project import LONE, SITE, planned

from okrsite.plan.exports.badges import BadgeData
from okrsite.plan.figures import CardFigure
from okrsite.render.badges import BadgeRenderer
from okrsite.render.cards import CardRenderer
from okrsite.render.charts import card
from okrsite.render.colours import DARK, LIGHT, Colours
from okrsite.render.figures import Memory
from okrsite.render.marks import MARKS

SVG = "{http://www.w3.org/2000/svg}"
CARD = CardFigure(
    "Goals", "Objective", "Make self-serve first", "at-risk", "at risk", ("Ana",), 54, 60, "54%"
)


def test_there_is_a_badge_for_each_objective_and_each_kpi(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE)
    badges = {str(o.path): o.data for o in site.plan.outputs if o.kind == "badge"}
    assert sorted(badges) == [
        "badges/kpis/activation.svg",
        "badges/kpis/tickets.svg",
        "badges/objectives/later.svg",
        "badges/objectives/past.svg",
        "badges/objectives/platform.svg",
        "badges/objectives/self-serve.svg",
    ]
    assert badges["badges/kpis/activation.svg"] == BadgeData(
        "Activation", "critical", "critical", "24%"
    )


@pytest.mark.parametrize("status", MARKS)
def test_a_badge_has_a_name_a_mark_a_word_and_a_value(status: str) -> None:
    badge = fromstring(BadgeRenderer().render(BadgeData("Sign-ups", status, "at risk", "54%")))
    assert badge.findtext(f"{SVG}title") == "Sign-ups: at risk, 54%"
    assert badge.get("aria-label") == "Sign-ups: at risk, 54%"
    assert [one.text for one in badge.iter(f"{SVG}text")] == ["Sign-ups", "at risk", "54%"]
    assert MARKS[status].path in [one.get("d") for one in badge.iter(f"{SVG}path")]


@pytest.mark.promise
def test_no_text_changes_the_shape_of_a_badge() -> None:
    evil = '"/><script>alert(1)</script><text x="'
    plain = fromstring(BadgeRenderer().render(BadgeData("a", "on-track", "b", "c")))
    drawn = fromstring(BadgeRenderer().render(BadgeData(evil, "on-track", evil, evil)))
    assert [one.tag for one in drawn.iter()] == [one.tag for one in plain.iter()]
    assert drawn.findtext(f"{SVG}title") == f"{evil}: {evil}, {evil}"


def test_a_long_title_is_cut_on_the_badge_and_whole_in_its_name() -> None:
    title = "A title that goes on and on " * 8
    badge = fromstring(BadgeRenderer().render(BadgeData(title, "on-track", "on track", "")))
    assert int(badge.get("width", "")) < 420
    assert str(badge.findtext(f"{SVG}title")).startswith(title)


@pytest.mark.parametrize(("colours", "scheme"), [(LIGHT, "light"), (DARK, "dark")])
def test_colours_are_those_of_the_theme(colours: Colours, scheme: Literal["light", "dark"]) -> None:
    tokens = palette("default", scheme)
    names = ("paper", "surface", "ink", "soft_ink", "line", "accent")
    ours = {name.replace("_", "-"): getattr(colours, name) for name in names}
    for name, colour in (ours | dict(colours.statuses)).items():
        assert tokens.colour(colour) == tokens.colour(f"--{name}"), name


def test_a_card_is_a_small_picture_without_a_word_about_its_making() -> None:
    data = CardRenderer().render(CARD)
    with Image.open(BytesIO(data)) as picture:
        assert (picture.size, picture.mode) == ((1200, 630), "P")
    assert len(data) < 30_000
    assert set(_chunks(data)) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
    assert CardRenderer().render(CARD) == data


def _chunks(data: bytes) -> list[bytes]:
    """The names of a PNG's parts, each with its sum right."""
    found, at = [], 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert zlib.crc32(name + body) == int.from_bytes(data[at + 8 + size : at + 12 + size])
        found.append(name)
        at += 12 + size
    return found


def test_a_card_that_is_in_the_cache_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Memory()
    data = CardRenderer(cache).render(CARD)
    monkeypatch.setattr(card, "draw_card", lambda _: pytest.fail("drawn again"))
    assert CardRenderer(cache).render(CARD) == data


@pytest.mark.parametrize(
    "title", ["目標を達成する", "", "🎯 Aim", "W" * 300, "word " * 90, "$x^2$ \\frac"]
)
def test_any_title_makes_a_card(title: str) -> None:
    figure = CardFigure(
        "Goals", "KPI", title, "healthy", "healthy", (), value="3", values=(1.0, None, 2.0)
    )
    assert CardRenderer().render(figure)


def test_pages_name_their_cards_where_the_site_has_an_address(tmp_path: Path) -> None:
    site = planned(tmp_path, SITE | {"okrsite.toml": 'base_url = "https://example.com"\n'})
    cards = {path for path in site.paths if path.startswith("cards/")}
    assert {
        page.head.card for page in site.pages.values() if page.template != "redirect.html"
    } == cards
    assert site.pages["objectives/self-serve.html"].head.card == "cards/objectives/self-serve.png"
    assert site.pages["teams/growth.html"].head.card == "cards/home.png"
    lone = planned(tmp_path / "lone", {"objectives/a.md": LONE})
    assert not [path for path in lone.paths if path.startswith("cards/")]
