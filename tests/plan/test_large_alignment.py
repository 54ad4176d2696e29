"""A company of 1,000 goals: its picture as a whole, and the pages that it is folded into."""

from collections.abc import Mapping
from itertools import pairwise

import organisation
import pytest
from crossings import crossings
from pictures import boxes_of
from small_project import Planned, planned

from okrsite.base import package
from okrsite.plan import aligned
from okrsite.plan.alignment import layout
from okrsite.plan.alignment.folding import MOST_BOXES
from okrsite.plan.alignment.forest import Forest
from okrsite.plan.alignment.goals import MORE, Goal
from okrsite.plan.scene import Scene
from okrsite.plan.views.alignment import AlignmentView
from okrsite.render import theme
from okrsite.render.html import PageRenderer

HEAVIEST_PAGE = 105_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """The generated organisation, walked as far as its plan."""
    texts = dict(organisation.files(1000))
    files = {path.removeprefix("content/"): text for path, text in texts.items()}
    return planned(tmp_path_factory.mktemp("large"), files)


@pytest.fixture(scope="module")
def goals(large: Planned) -> list[Goal]:
    """Its goals, unfolded."""
    scene = Scene(large.library, large.portfolio, large.assessment)
    return list(aligned.Aligned(scene).goals.values())


@pytest.fixture(scope="module")
def views(large: Planned) -> Mapping[str, AlignmentView]:
    """The alignment pages by their path."""
    return {
        path: page.view
        for path, page in large.pages.items()
        if isinstance(page.view, AlignmentView)
    }


def test_a_thousand_goals_are_drawn_without_overlap(goals: list[Goal]) -> None:
    picture = layout.draw(goals)
    boxes = sorted(boxes_of(picture), key=lambda box: (box.x, box.y))
    assert len(boxes) == len(goals) == 1006
    columns = sorted({box.x for box in boxes})
    assert all(right - left > picture.box_width for left, right in pairwise(columns))
    for upper, lower in pairwise(boxes):
        assert upper.x < lower.x or upper.y + upper.height < lower.y


def test_fewer_links_cross_than_in_plain_depth_first_order(
    goals: list[Goal], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = crossings(layout.draw(goals))
    monkeypatch.setattr(layout, "settle", _as_they_come)
    plain = crossings(layout.draw(goals))
    assert settled < 0.9 * plain, (settled, plain)


def _as_they_come(forest: Forest) -> None:
    """Depth first, siblings by priority and title, as the forest has them."""


def test_no_page_shows_more_than_a_person_can_read(views: Mapping[str, AlignmentView]) -> None:
    for path, view in views.items():
        shown = [b for b in boxes_of(view.picture) if not b.goal.is_quiet and b.goal.kind != MORE]
        assert len(shown) <= MOST_BOXES + 1, path


def test_every_goal_is_drawn_on_some_page_and_every_fold_leads_to_one(
    views: Mapping[str, AlignmentView], goals: list[Goal]
) -> None:
    boxes = [box for view in views.values() for box in boxes_of(view.picture)]
    assert {box.goal.id for box in boxes if box.goal.kind != MORE} == {goal.id for goal in goals}
    folded = [box.goal.folded for box in boxes if box.goal.folded]
    assert folded
    assert {one.path for one in folded} <= views.keys()


def test_pages_and_their_weight_grow_with_the_goals_and_no_faster(
    large: Planned, views: Mapping[str, AlignmentView]
) -> None:
    renderer = PageRenderer(theme.Theme((package.themes() / theme.DEFAULT,)))
    weights = {path: len(renderer.render(large.pages[path])) for path in views}
    assert len(weights) < 400
    assert max(weights.values()) <= HEAVIEST_PAGE
    assert sum(weights.values()) < 12_000_000
    coverage = len(renderer.render(large.pages["coverage.html"]))
    assert coverage <= HEAVIEST_PAGE
