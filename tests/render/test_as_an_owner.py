"""Reading only the page of a goal in trouble: why, who says so, what would help, where to write."""

from datetime import date
from pathlib import Path

import pytest

from okrsite import journey
from okrsite.assess.assessment import Status
from okrsite.plan.views.explained import Spot
from okrsite.plan.views.goals import ObjectiveView
from okrsite.plan.views.pages import Page

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
TROUBLED = (Status.OFF_TRACK, Status.AT_RISK, Status.OUTDATED)


def _in_trouble() -> dict[str, ObjectiveView]:
    drafted = journey.draft(ROOT, journey.Wishes(as_of=DAY), lambda _: DAY)
    assert drafted.assessment
    pages = {str(o.path): data for o in drafted.plan.outputs if isinstance(data := o.data, Page)}
    found = {}
    for id_, judged in drafted.assessment.objectives.items():
        view = pages[f"objectives/{id_}.html"].view
        assert isinstance(view, ObjectiveView)
        if judged.status in TROUBLED:
            found[id_] = view
    return found


VIEWS = _in_trouble()


@pytest.mark.parametrize("id_", VIEWS)
def test_a_goal_in_trouble_says_why_and_what_would_help(id_: str) -> None:
    view = VIEWS[id_]
    helps = [reason.help for reason in view.reasons if reason.help]
    helps += [view.help] if view.help else []
    names_a_child = any(reason.of.startswith("objective:") for reason in view.reasons)
    assert view.reasons or view.help
    assert helps or names_a_child
    for one in helps:
        assert one.what
        assert all(_is_written(spot) for spot in one.said)
        assert _is_written(one.edit) or _is_new(one.edit)
        assert not _is_goalpost(one.edit)


def _is_written(spot: Spot) -> bool:
    """Whether the line is there, with something on it."""
    path, _, line = spot.text.rpartition(":")
    file = ROOT / path
    return line.isdigit() and file.is_file() and bool(_line(file, int(line)).strip())


def _is_goalpost(spot: Spot) -> bool:
    """Whether the line says what is wanted rather than what is: nobody is sent to move that."""
    path, _, line = spot.text.rpartition(":")
    text = _line(ROOT / path, int(line)) if line.isdigit() else ""
    return "target" in text or "thresholds" in text


def _line(file: Path, number: int) -> str:
    return file.read_text(encoding="utf-8").split("\n")[number - 1]


def _is_new(spot: Spot) -> bool:
    """Whether it is the name of a check-in that is still to be written, beside others."""
    file = ROOT / spot.text
    return file.parent.is_dir() and file.name.startswith(f"{DAY}-")


def test_the_example_has_goals_in_trouble_of_every_kind() -> None:
    assert len(VIEWS) >= 5
    assert {view.badge.status for view in VIEWS.values()} >= {"at-risk", "off-track", "outdated"}
