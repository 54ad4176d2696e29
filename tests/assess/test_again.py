"""A judgement in which what one edited file is about is judged again, against judging all anew."""

from datetime import date
from typing import Any

import pytest
from edited_company import Company
from hypothesis import given, settings
from one_file import DAY, Desk, Found, any_edits, days, local_edits

from okrsite.assess.again import judged_by, reassessed
from okrsite.assess.assessment import Assessment
from okrsite.assess.judge import assess
from okrsite.base.frozen import fields
from okrsite.model.known import as_known


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for all of these tests."""
    return Desk(tmp_path_factory.mktemp("studio"))


def _again(found: Found, day: date) -> Assessment | None:
    """The judgement of before, with what the edited file is about judged again."""
    made = found.substituted(day)
    if made is None:
        return None
    known = found.known(day)
    return reassessed(assess(known, day), made, judged_by(known))


def _differing(found: Found, again: Assessment, day: date) -> list[str]:
    whole = assess(as_known(found.after.portfolio, day), day)
    names = list(fields(Assessment))
    return [name for name in names if getattr(again, name) != getattr(whole, name)]


@given(local_edits())
@settings(max_examples=15)
def test_words_and_numbers_of_a_cycle_that_runs_can_be_judged_again(
    desk: Desk, edit: tuple[Company, str, Any]
) -> None:
    found = desk.edit(*edit)
    again = _again(found, DAY)
    assert bool(again) is found.is_sound
    assert not again or not _differing(found, again, DAY)


@given(local_edits() | any_edits(), days)
@settings(max_examples=15)
def test_judging_again_is_judging_all_anew(
    desk: Desk, edit: tuple[Company, str, Any], day: date
) -> None:
    found = desk.edit(*edit)
    again = _again(found, day) if found.was_sound else None
    assert not again or not _differing(found, again, day)
