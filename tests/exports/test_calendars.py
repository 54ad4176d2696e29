"""The calendars parse, fold as they should, and hold what is due, cycles, check-ins and reviews."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from small_project import AS_OF, LONE, SITE, planned

from okrsite import journey
from okrsite.render.calendars import CalendarRenderer

ROOT = Path(__file__).parents[2]


def drawn(root: Path, files: dict[str, str]) -> dict[str, bytes]:
    """The calendars of a site by their paths."""
    site = planned(root, files)
    outputs = [o for o in site.plan.outputs if o.kind == "calendar"]
    return {str(o.path): CalendarRenderer().render(o.data) for o in outputs}


@pytest.fixture(scope="module")
def calendars(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return drawn(tmp_path_factory.mktemp("site"), SITE)


def parsed(data: bytes) -> list[Any]:
    """The events of a calendar, as icalendar reads them."""
    return list(Calendar.from_ical(data).events)


def events(data: bytes) -> dict[str, date]:
    return {str(e["SUMMARY"]): e["DTSTART"].dt for e in parsed(data)}


def test_the_calendar_of_a_team_has_its_due_days_cycles_and_reviews(
    calendars: dict[str, bytes],
) -> None:
    assert sorted(calendars) == ["calendar.ics", "calendars/growth.ics", "calendars/product.ics"]
    assert events(calendars["calendars/growth.ics"]) == {
        "Q2 2026 starts": date(2026, 4, 1),
        "Check in: Q2 2026": date(2026, 4, 3),
        "Q2 2026: targets fixed": date(2026, 4, 15),
        "Due: The past": date(2026, 6, 30),
        "Q2 2026 ends": date(2026, 6, 30),
        "Review of Q2 2026: Growth": date(2026, 7, 9),
        "Q2 2026 closes": date(2026, 7, 14),
        "Q4 2026 starts": date(2026, 10, 1),
        "Check in: Q4 2026": date(2026, 10, 2),
        "Q4 2026: targets fixed": date(2026, 10, 15),
        "Q4 2026 ends": date(2026, 12, 31),
        "Due: Make self-serve the way most customers start": date(2026, 12, 31),
        "Q4 2026 closes": date(2027, 1, 14),
    }


def test_what_is_due_on_a_day_stands_in_one_event(calendars: dict[str, bytes]) -> None:
    found = parsed(calendars["calendars/growth.ics"])
    due = [e for e in found if "self-serve" in str(e["SUMMARY"])]
    assert [(e["DTSTART"].dt, str(e["DESCRIPTION"])) for e in due] == [
        (date(2026, 12, 10), "Launch: Open to all"),
        (date(2026, 12, 31), "Sign-ups per week\nLaunch\nAnswer calls"),
    ]


def test_check_ins_recur_until_the_cycle_ends(calendars: dict[str, bytes]) -> None:
    found = parsed(calendars["calendar.ics"])
    (rule,) = (e["RRULE"] for e in found if str(e["SUMMARY"]) == "Check in: Q4 2026")
    assert (rule["FREQ"], rule["UNTIL"]) == (["WEEKLY"], [date(2026, 12, 31)])


@pytest.mark.parametrize(
    ("rhythm", "first", "rule"),
    [
        ("month", date(2026, 10, 31), {"FREQ": ["MONTHLY"], "BYMONTHDAY": [-1]}),
        (
            "quarter",
            date(2026, 12, 31),
            {"FREQ": ["MONTHLY"], "INTERVAL": [3], "BYMONTHDAY": [-1]},
        ),
    ],
)
def test_a_slower_rhythm_falls_on_the_last_day(
    tmp_path: Path, rhythm: str, first: date, rule: dict[str, object]
) -> None:
    files = {
        "objectives/a.md": LONE.replace("owner: ana", "owner: ana\ncycle: 2026-q4"),
        "cycles/2026-q4.md": f"---\ncheckin_every: {rhythm}\n---\n",
    }
    data = drawn(tmp_path, files)["calendar.ics"]
    (event,) = (e for e in parsed(data) if "RRULE" in e)
    assert event["DTSTART"].dt == first
    assert {name: event["RRULE"][name] for name in rule} == rule


@pytest.mark.promise
def test_every_calendar_of_the_example_parses_folds_and_ends_its_lines() -> None:
    drafted = journey.draft(ROOT, journey.Wishes(as_of=AS_OF), lambda _: AS_OF)
    outputs = [o for o in drafted.plan.outputs if o.kind == "calendar"]
    assert len(outputs) > 5
    for output in outputs:
        data = CalendarRenderer().render(output.data)
        _expect_lines(data)
        found = parsed(data)
        uids = [str(event["UID"]) for event in found]
        assert len(uids) == len(set(uids)) > 0
        for event in found:
            assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
            assert event["DTSTAMP"].dt == datetime(2026, 11, 20, tzinfo=UTC)
            assert not event.errors


def _expect_lines(data: bytes) -> None:
    assert data.endswith(b"\r\n")
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert b"\n" not in line
        assert b"\r" not in line
        assert len(line) <= 75
        line.decode()


TITLE = "Größer; schneller, höher\\weiter: " + "ÄÖÜ€" * 30


def test_long_and_odd_titles_come_back_as_they_were(tmp_path: Path) -> None:
    text = LONE.replace("Make self-serve the way most customers start", f"'{TITLE}'")
    text = text.replace("owner: ana", "owner: ana\ncycle: 2026-q4")
    data = drawn(tmp_path, {"objectives/a.md": text})["calendar.ics"]
    _expect_lines(data)
    assert f"Due: {TITLE}" in events(data)


def test_a_day_keeps_its_uid_when_other_things_change(tmp_path: Path) -> None:
    before = parsed(drawn(tmp_path / "a", SITE)["calendar.ics"])
    files = SITE | {"objectives/platform.md": SITE["objectives/platform.md"].replace("holds", "is")}
    after = parsed(drawn(tmp_path / "b", files)["calendar.ics"])
    assert [str(e["UID"]) for e in before] == [str(e["UID"]) for e in after]
    assert [str(e["SUMMARY"]) for e in before] != [str(e["SUMMARY"]) for e in after]
