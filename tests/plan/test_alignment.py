"""The alignment picture: laws of its layout, whatever the goals."""

import random
import re
from collections.abc import Iterator
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from okrsite.plan.alignment import HEIGHT, WIDTH, Box, Goal, Limb, Picture, boxes_of, draw
from okrsite.plan.lettering import text_width


@st.composite
def forests(draw_: st.DrawFn) -> list[Goal]:
    """Up to thirty goals with any parents and needs, loops and strangers included."""
    count = draw_(st.integers(0, 30))
    ids = [f"g{i}" for i in range(count)]
    anyone = st.lists(st.sampled_from([*ids, "stranger"]), max_size=3, unique=True).map(tuple)
    return [
        Goal(
            id=id_,
            title=draw_(st.text(max_size=60)),
            path="",
            kind="Objective",
            order=(draw_(st.integers(0, 3)), id_),
            level=draw_(st.integers(0, 2)),
            parents=draw_(anyone),
            needs=draw_(anyone),
        )
        for id_ in ids
    ]


def limbs(picture: Picture) -> Iterator[Limb]:
    todo = list(picture.limbs)
    while todo:
        limb = todo.pop()
        yield limb
        todo += limb.limbs


def touches(one: Box, other: Box) -> bool:
    return abs(one.x - other.x) < WIDTH and abs(one.y - other.y) < HEIGHT


@given(forests())
def test_every_goal_has_one_box_and_no_two_boxes_touch(goals: list[Goal]) -> None:
    picture = draw(goals)
    boxes = list(boxes_of(picture))
    assert sorted(box.goal.id for box in boxes) == sorted(goal.id for goal in goals)
    assert not [pair for pair in combinations(boxes, 2) if touches(*pair)]
    for box in boxes:
        assert 0 <= box.x <= picture.width - WIDTH
        assert 0 <= box.y <= picture.height - HEIGHT
        assert len(box.lines) <= 2


@given(forests())
def test_a_parent_stands_left_of_its_children_and_in_their_middle(goals: list[Goal]) -> None:
    for limb in limbs(draw(goals)):
        if limb.limbs:
            first, last = limb.limbs[0].box, limb.limbs[-1].box
            assert abs(limb.box.y - (first.y + last.y) / 2) <= 1
            assert all(inner.box.x >= limb.box.x + WIDTH for inner in limb.limbs)
            assert len({re.findall(r"H(\d+)", inner.stem)[0] for inner in limb.limbs}) == 1


@given(forests(), st.randoms(use_true_random=False))
def test_the_order_of_the_goals_does_not_matter(goals: list[Goal], chance: random.Random) -> None:
    shuffled = list(goals)
    chance.shuffle(shuffled)
    assert draw(shuffled) == draw(goals)


def test_siblings_stand_near_what_they_are_linked_to() -> None:
    goals = [
        Goal("a", "A", "", "Theme", order=(1, "a")),
        Goal("b", "B", "", "Theme", order=(2, "b")),
        *(Goal(f"a{i}", "x", "", "Objective", order=(i, ""), parents=("a",)) for i in range(3)),
        Goal("b0", "y", "", "Objective", parents=("b",), needs=("a0",)),
    ]
    rows = {box.goal.id: box.y for box in boxes_of(draw(goals))}
    assert sorted(rows[id_] for id_ in ("a0", "a1", "a2", "b0"))[:2] == sorted(
        (rows["a0"], rows["b0"])
    )


def test_links_across_branches_say_what_they_mean() -> None:
    goals = [
        Goal("a", "Alpha", "", "Theme"),
        Goal("b", "Beta", "", "Theme"),
        Goal("c", "Gamma", "", "Objective", parents=("a", "b"), needs=("b",)),
    ]
    assert [(curve.words, curve.is_need) for curve in draw(goals).curves] == [
        ("Gamma also serves Beta", False),
        ("Gamma depends on Beta", True),
    ]


@given(st.text(max_size=80))
def test_no_line_of_a_title_is_wider_than_its_box(title: str) -> None:
    (box,) = boxes_of(draw([Goal("a", title, "", "Objective", status="open")]))
    assert all(text_width(line) <= WIDTH - 20 or len(line) <= 1 for line in box.lines)
