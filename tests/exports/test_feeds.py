"""The feeds are valid Atom, say what happened and when, and are there only with an address."""

from datetime import date
from pathlib import Path
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from atom import ATOM, faults
from small_project import SITE, planned

from okrsite import journey
from okrsite.plan.exports.feeds import FeedData
from okrsite.render.feeds import FeedRenderer

ROOT = Path(__file__).parents[2]
DAYS = [date(2026, 7, 13), date(2026, 11, 20), date(2027, 3, 1)]
ADDRESS = "https://goals.example.com/our goals"
TOML = f'title = "A & <b>"\nbase_url = "{ADDRESS}"\n'


def drawn(root: Path, files: dict[str, str]) -> dict[str, bytes]:
    """The feeds of a site by their paths."""
    site = planned(root, files)
    return {
        str(o.path): FeedRenderer().render(o.data) for o in site.plan.outputs if o.kind == "feed"
    }


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return drawn(tmp_path_factory.mktemp("site"), SITE | {"okrsite.toml": TOML})


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_feed_of_the_example_is_valid(day: date) -> None:
    wishes = journey.Wishes(as_of=day, base_url="https://goals.example.com/")
    drafted = journey.draft(ROOT, wishes, lambda _: day)
    feeds = [o.data for o in drafted.plan.outputs if o.kind == "feed"]
    assert len(feeds) > 20
    for one in feeds:
        assert isinstance(one, FeedData)
        document = FeedRenderer().render(one)
        assert faults(document) == [], one.path
        read = feedparser.parse(document)
        assert not read.bozo, (one.path, read.bozo)
        assert read.version == "atom10"
        assert len(read.entries) == len(one.news)
        assert one.updated <= day


BROKEN = {
    "two entries share an id": ("<published>", "<id>urn:uuid:1</id><published>"),
    "is no moment": ("T00:00:00Z</updated>", "</updated>"),
    "is no absolute IRI": ("urn:uuid:", "not an id "),
    "is no absolute address": ('href="https://goals.example.com', 'href="'),
    "has not one title": ("title>", "subtitle>"),
    "a person has no name": ("name>", "email>"),
    "does not say where it is": ('rel="self"', 'rel="via"'),
    "may not hold generator": ("<entry>", "<entry><generator/>"),
}


@pytest.mark.parametrize("told", BROKEN)
def test_a_feed_that_breaks_a_rule_is_found_out(feeds: dict[str, bytes], told: str) -> None:
    old, new = BROKEN[told]
    text = feeds["feed.xml"].decode()
    assert old in text
    broken = text.replace(old, new)
    if told == "two entries share an id":
        ids = [entry.findtext(f"{ATOM}id") for entry in fromstring(text).iter(f"{ATOM}entry")]
        broken = text.replace(str(ids[1]), str(ids[0]))
    assert any(told in fault for fault in faults(broken.encode()))


def test_there_is_a_feed_of_the_site_of_each_team_and_of_each_objective_with_news(
    feeds: dict[str, bytes],
) -> None:
    assert sorted(feeds) == [
        "feed.xml",
        "feeds/objectives/past.xml",
        "feeds/objectives/self-serve.xml",
        "feeds/teams/growth.xml",
    ]


def test_a_feed_says_what_happened_newest_first(feeds: dict[str, bytes]) -> None:
    read = feedparser.parse(feeds["feed.xml"])
    assert [(entry.updated[:10], entry.title) for entry in read.entries] == [
        ("2026-11-19", "Ana Ruiz: wins, setbacks and blockers"),
        ("2026-11-19", "Ana Ruiz on Make self-serve the way most customers start"),
        ("2026-11-12", "Ana Ruiz on Make self-serve the way most customers start"),
        ("2026-11-10", "Dropped: Partners signed"),
        ("2026-11-02", "The promise moved: Sign-ups per week"),
        ("2026-10-31", "Activation: critical"),
        ("2026-10-12", "Activation: correction"),
        ("2026-09-01", "Activation: redefined"),
        ("2026-07-14", "Closed: The past"),
        ("2026-07-09", "Review of Q2 2026: Growth"),
        ("2026-05-04", "Ana Ruiz on The past"),
    ]
    assert read.feed.updated == "2026-11-19T00:00:00Z"
    assert read.feed.title == "A & <b>"
    dropped = read.entries[3]
    assert dropped.link == "https://goals.example.com/our%20goals/objectives/self-serve.html"
    assert dropped.content[0].value == "<ul><li>Superseded</li></ul>"


def test_an_entry_says_what_changed(tmp_path: Path) -> None:
    lone = SITE["objectives/platform.md"]
    files = {
        "okrsite.toml": TOML,
        "objectives/platform.md": lone.replace("team: product\n", ""),
        "checkins/2026-11-12-ben.md": "---\nupdates: {platform#nights-without-calls: 12}\n---\n",
        "checkins/2026-11-19-ben.md": (
            "---\nupdates:\n  platform#nights-without-calls:\n    value: 15\n    confidence: 7\n"
            "    note: Quiet *nights*.\n---\n"
        ),
    }
    read = feedparser.parse(drawn(tmp_path, files)["feeds/objectives/platform.xml"])
    assert [entry.content[0].value for entry in read.entries] == [
        "<ul><li><strong>Nights without calls</strong>: 15, before 12, confidence 7 of 10<br />"
        "Quiet <em>nights</em>.</li></ul>",
        "<ul><li><strong>Nights without calls</strong>: 12</li></ul>",
    ]


def test_an_entry_is_the_same_in_every_feed_and_every_build(
    feeds: dict[str, bytes], tmp_path: Path
) -> None:
    entries = {path: _by_id(document) for path, document in feeds.items()}
    for path, found in entries.items():
        assert found.items() <= entries["feed.xml"].items(), path
    assert drawn(tmp_path, SITE | {"okrsite.toml": TOML}) == feeds


def _by_id(document: bytes) -> dict[str, str]:
    return {e.id: str(e.get("content")) for e in feedparser.parse(document).entries}


def test_without_an_address_there_is_no_feed(tmp_path: Path) -> None:
    assert drawn(tmp_path / "none", SITE) == {}
    nowhere = SITE | {"okrsite.toml": 'base_url = "goals.example.com"\n'}
    assert drawn(tmp_path / "nowhere", nowhere) == {}


@pytest.mark.promise
def test_a_text_cannot_leave_its_entry(tmp_path: Path) -> None:
    evil = "]]></content></entry><entry><script>alert(1)</script> [x](javascript:alert(2))"
    files = SITE | {
        "okrsite.toml": TOML,
        "checkins/2026-11-18-ana.md": f"---\nupdates:\n  platform:\n    note: {evil!r}\n---\n",
    }
    document = drawn(tmp_path, files)["feeds/objectives/platform.xml"]
    assert faults(document) == []
    (entry,) = fromstring(document).iter(f"{ATOM}entry")
    content = entry.findtext(f"{ATOM}content") or ""
    assert "<script" not in content
    assert 'href="javascript' not in content
