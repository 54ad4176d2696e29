"""The goalpost sentence: how far a number moved, what moved it, and what became of its verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from realistic import SHIFTS

from okrsite.assess.assessment import Status, Word
from okrsite.base.frozen import replace
from okrsite.base.numbers import Unit
from okrsite.compare.difference import Measure, Shift
from okrsite.plan.changes.scales import step, words
from okrsite.plan.changes.sentences import number_sentence, told, verdict

SIGN_UPS = SHIFTS[0]


def _progress(before: float | None, between: float | None, after: float | None) -> Shift:
    return replace(SIGN_UPS, before=before, between=between, after=after)


def _judged(was: Status | Word, between: Status | Word | None, is_: Status | Word) -> Shift:
    return replace(SIGN_UPS, status_before=was, status_between=between, status_after=is_)


def test_the_sentence_says_what_reality_and_what_the_goalpost_did() -> None:
    assert told(SIGN_UPS, "en") == (
        "Progress rises from 38% to 52% (+14 points): 2 because reality moved, 12 because the "
        "goalpost moved. From off track to on track only because the goalpost moved."
    )


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0.3, 0.3, 0.31), "rises from 30% to 31% (+1 point), all because the goalpost moved."),
        ((0.5, 0.4, 0.4), "falls from 50% to 40% (−10 points), all because reality moved."),
        (
            (0.5, 0.57, 0.45),
            "falls from 50% to 45% (−5 points): +7 because reality moved, −12 because the goalpost "
            "moved.",
        ),
        (
            (0.5, 0.45, 0.4),
            "falls from 50% to 40% (−10 points): −5 because reality moved, −5 because the goalpost "
            "moved.",
        ),
        (
            (0.5, 0.57, 0.5),
            "stays at 50%: +7 because reality moved, −7 because the goalpost moved.",
        ),
        ((0.501, 0.502, 0.503), "stays at 50%."),
        ((None, 0.1, 0.2), "is 20%; before, there was none."),
        ((0.2, None, None), "was 20%; now there is none."),
        ((0.2, None, 0.3), "rises from 20% to 30% (+10 points)."),
    ],
)
def test_whatever_happens_to_progress_is_said(
    numbers: tuple[float | None, float | None, float | None], said: str
) -> None:
    assert number_sentence(_progress(*numbers), "en") == f"Progress {said}"


@pytest.mark.parametrize("numbers", [(None, None, None), (0.4, 0.4, 0.4)])
def test_a_number_that_did_not_move_says_nothing(
    numbers: tuple[float | None, float | None, float | None],
) -> None:
    assert number_sentence(_progress(*numbers), "en") == ""


def test_points_are_the_difference_of_the_percents_that_are_shown() -> None:
    """38.4% and 39.6% are 38% and 40% to a reader: 2 points, whatever the exact 1.2 rounds to."""
    assert "from 38% to 40% (+2 points)" in number_sentence(_progress(0.384, 0.384, 0.396), "en")


SHARES = st.floats(-0.5, 1.5)


@given(SHARES, SHARES, SHARES)
def test_the_parts_always_add_up_to_the_change(before: float, between: float, after: float) -> None:
    shift = _progress(before, between, after)
    whole = step(shift, before, after)
    reality, goalpost = step(shift, before, between), step(shift, between, after)
    assert reality is not None
    assert goalpost is not None
    assert reality + goalpost == whole
    assert abs(float(goalpost) - 100 * (after - between)) <= 1


@pytest.mark.parametrize(
    ("measure", "unit", "said"),
    [
        (Measure.VALUE, Unit("%", 1), "Value rises from 30.0% to 31.5% (+1.5 points)"),
        (Measure.VALUE, Unit("€"), "Value rises from €30 to €32 (+€2)"),
        (Measure.VALUE, Unit("trips"), "Value rises from 30 trips to 32 trips (+2 trips)"),
    ],
)
def test_values_are_said_in_their_unit(measure: Measure, unit: Unit, said: str) -> None:
    shift = replace(_progress(30.0, 30.0, 31.5), measure=measure, unit=unit)
    assert number_sentence(shift, "en") == f"{said}, all because the goalpost moved."


def test_scores_are_said_in_hundredths() -> None:
    shift = replace(_progress(0.38, 0.4, 0.52), measure=Measure.SCORE)
    assert number_sentence(shift, "en") == (
        "Score rises from 0.38 to 0.52 (+0.14): 0.02 because reality moved, 0.12 because the "
        "goalpost moved."
    )
    assert words(shift, 0.4, "en") == "0.40"


@pytest.mark.parametrize(
    ("was", "between", "is_", "said"),
    [
        (
            Status.OFF_TRACK,
            Status.ON_TRACK,
            Status.ON_TRACK,
            "From off track to on track because reality moved.",
        ),
        (
            Status.OFF_TRACK,
            Status.AT_RISK,
            Status.ON_TRACK,
            "From off track to at risk because reality moved, and to on track because the goalpost "
            "moved.",
        ),
        (
            Status.ON_TRACK,
            Status.OFF_TRACK,
            Status.ON_TRACK,
            "Stays on track; by the old goalpost it would be off track.",
        ),
        (Status.ON_TRACK, None, Status.OFF_TRACK, "From on track to off track."),
        (Status.ON_TRACK, Status.ON_TRACK, Status.ON_TRACK, ""),
    ],
)
def test_a_verdict_says_how_it_came_about(
    was: Status, between: Status | None, is_: Status, said: str
) -> None:
    assert verdict(_judged(was, between, is_), "en") == said


def test_a_verdict_that_only_the_goalpost_changed_says_that_there_was_no_news() -> None:
    shift = replace(SIGN_UPS, between=SIGN_UPS.before)
    assert verdict(shift, "en") == (
        "From off track to on track without any news, only by the moved goalpost."
    )
    kpi = replace(_judged(Word.HEALTHY, Word.HEALTHY, Word.MISSED), between=SIGN_UPS.before)
    assert verdict(kpi, "en").startswith("From healthy to target missed without any news")
