"""What one edited file comes to, put in the place of what it was, against reading everything."""

from datetime import date
from typing import Any

import pytest
from edited_company import CHECKIN, GROW, SALES, SELL, Company
from hypothesis import given, settings
from one_file import (
    DAY,
    HANDBOOK,
    STUDIO,
    TABLE,
    Desk,
    Found,
    any_edits,
    days,
    local_edits,
)

from okrsite.base.frozen import fields
from okrsite.model.known import as_known
from okrsite.model.portfolio import Portfolio
from okrsite.read.library import reread


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for all of these tests."""
    return Desk(tmp_path_factory.mktemp("studio"))


def _differing(found: Found, day: date) -> list[str]:
    """What differs between both ways; who is called what is the same in both."""
    made = found.substituted(day)
    assert made
    whole = as_known(found.after.portfolio, day)
    names = [name for name in fields(Portfolio) if name != "directory"]
    return [name for name in names if getattr(made.portfolio, name) != getattr(whole, name)]


@given(local_edits(), days)
@settings(max_examples=15)
def test_words_and_numbers_are_a_matter_of_their_file_alone(
    desk: Desk, edit: tuple[Company, str, Any], day: date
) -> None:
    found = desk.edit(*edit)
    assert found.was_sound
    if found.is_sound:
        assert not _differing(found, day)


@given(any_edits(), days)
@settings(max_examples=15)
def test_what_one_file_comes_to_is_what_everything_comes_to(
    desk: Desk, edit: tuple[Company, str, Any], day: date
) -> None:
    found = desk.edit(*edit)
    if found.was_sound and found.substituted(day):
        assert found.is_sound
        assert not _differing(found, day)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (GROW, {"owner": "ben"}),
        (GROW, {"cycle": "2027-q1"}),
        (GROW, {"contributes": "no"}),
        (GROW, {"improves": []}),
        (GROW, {"status": "draft"}),
        (GROW, {"": "Another text, that leads to [[share]]."}),
        (GROW, {"key_results": [*STUDIO[GROW]["key_results"], {"title": "More", "target": 2}]}),
        (SALES, {"unit": "$"}),
        (SALES, {"series": None, "values": {"2026-W43": 30}}),
        (CHECKIN, {"author": "ben"}),
        (HANDBOOK, {"tags": ["tone"]}),
        ("content/people/ben.md", {"name": "Ben"}),
    ],
)
def test_what_others_rest_on_is_no_matter_of_one_file(
    desk: Desk, path: str, fields: dict[str, Any]
) -> None:
    assert desk.put(path, **fields).substituted() is None


def test_a_key_result_that_goes_by_its_title_is_another_with_another_title(desk: Desk) -> None:
    named, titled, *others = STUDIO[GROW]["key_results"]
    otherwise = [{**named, "title": "Registrations"}, titled, *others]
    assert desk.put(GROW, key_results=otherwise).substituted()
    otherwise = [named, {**titled, "title": "Partners won"}, *others]
    assert desk.put(GROW, key_results=otherwise).substituted() is None


def test_an_error_is_for_everything_to_tell(desk: Desk) -> None:
    assert desk.put(GROW, title=None).substituted() is None
    late = {"grow#signups": {"value": "many"}}
    assert desk.put(CHECKIN, updates=late).substituted() is None
    assert desk.edit(STUDIO, TABLE, [["2026-W43", "many"]]).substituted() is None
    assert desk.edit(STUDIO, GROW, "---\ntitle: [\n---\n").reread is None


def test_a_series_with_more_decimals_is_written_otherwise_wherever_it_is_read(desk: Desk) -> None:
    rows = STUDIO[TABLE]
    assert desk.edit(STUDIO, TABLE, [*rows, ["2026-W46", 34.5]]).substituted()
    assert desk.edit(STUDIO, TABLE, [*rows, ["2026-W46", 34.25]]).substituted() is None


def test_a_kpi_goes_on_from_the_key_result_that_it_grew_from(desk: Desk) -> None:
    grown = {**STUDIO, SALES: {**STUDIO[SALES], "promoted_from": "grow#signups"}}
    later = {**STUDIO[CHECKIN], "updates": {"grow#signups": 1400}}
    assert desk.edit(grown, CHECKIN, later).substituted() is None


def test_a_goal_is_written_with_the_decimals_that_are_known_on_the_day(desk: Desk) -> None:
    values = {"2026-11-13": 4, "2026-12-11": 4.25}
    named, titled, *others = STUDIO[GROW]["key_results"]
    found = desk.put(GROW, key_results=[named, {**titled, "values": values}, *others])
    assert not _differing(found, DAY)


def test_of_a_file_that_is_new_or_gone_nothing_is_read_anew(desk: Desk) -> None:
    assert desk.edit(STUDIO, "content/handbook/new.md", {"": "New."}).reread is None
    found = desk.put(SELL, title="Sell more")
    (found.before.library.root / SELL).unlink()
    assert reread(found.before.library, found.inside) is None
