"""What one edited file comes to, put in the place of what it was, against reading everything."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from edited_company import Company
from hypothesis import given, settings
from one_file import Desk, Found, any_edits, days, local_edits

from okrsite.model.known import as_known
from okrsite.model.portfolio import Portfolio


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for all of these tests."""
    return Desk(tmp_path_factory.mktemp("studio"))


def _differing(found: Found, day: date) -> list[str]:
    """What differs between both ways; who is called what is the same in both."""
    made = found.substituted(day)
    assert made
    whole = as_known(found.after.portfolio, day)
    names = [field.name for field in fields(Portfolio) if field.name != "directory"]
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
