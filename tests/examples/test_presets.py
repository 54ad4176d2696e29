"""The presets that judge pace: the page of the manual, cell by cell."""

import tomllib

import pytest
from documents import rows

from okrsite.assess.pace import PRESETS, pace
from okrsite.plan.words import STATUS_WORDS
from okrsite.read.config import Pace

TABLES = rows("presets.md")
FIVE_POINTS = [row for row in TABLES if len(row) == 6]
BOUNDS = [row for row in TABLES if len(row) == 8]
TOO_EARLY = [row for row in TABLES if len(row) == 3]
STEPS = (1e-6, 1e-10, 0, -1e-10, -1e-6)


def _pace(written: str, **more: str) -> Pace:
    """The settings of a table `[pace]`, written on one line."""
    table = tomllib.loads(f"pace = {{{written}}}")["pace"]
    return Pace.model_validate(table | more)


@pytest.mark.parametrize(("point", "words"), [(row[0], row[1:]) for row in FIVE_POINTS])
def test_the_presets_judge_five_points_as_the_rules_say(point: str, words: tuple[str, ...]) -> None:
    progress, expected = (int(part) / 100 for part in point.split("/"))
    found = [STATUS_WORDS[preset.judge(progress, expected)] for preset in PRESETS.values()]
    assert tuple(found) == words


@pytest.mark.parametrize(
    ("written", "expected", "bound", "words"), [(*row[:3], row[3:]) for row in BOUNDS]
)
def test_a_bound_is_judged_alike_however_near_and_otherwise_beyond(
    written: str, expected: str, bound: str, words: tuple[str, ...]
) -> None:
    settings = _pace(written)
    found = [pace(float(bound) + step, float(expected), settings) for step in STEPS]
    assert tuple(STATUS_WORDS[status] for status in found) == words


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize(("written", "expected", "word"), TOO_EARLY)
def test_below_a_tenth_expected_it_is_too_early_under_every_preset(
    preset: str, written: str, expected: str, word: str
) -> None:
    settings = _pace(written, preset=preset)
    assert STATUS_WORDS[pace(float(expected), float(expected), settings)] == word


def test_the_page_has_every_point_and_every_preset() -> None:
    assert [row[0] for row in FIVE_POINTS] == ["30/50", "45/50", "3/5", "85/100", "0/10"]
    told = {_pace(row[0]).preset for row in BOUNDS}
    assert told == set(PRESETS)
