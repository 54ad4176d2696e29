"""The alignment picture: laws of its layout, whatever the goals."""

import random
import re
from itertools import combinations, pairwise

from crossings import crossings
from hypothesis import given
from hypothesis import strategies as st
from pictures import boxes_of, limbs_of

from okrsite.base.frozen import replace
from okrsite.plan.alignment.folding import MOST_BOXES, MOST_SIBLINGS, excerpts
from okrsite.plan.alignment.forest import ROOT, Forest
from okrsite.plan.alignment.goals import Box, Folded, Goal, LinkKind
from okrsite.plan.alignment.layout import draw
from okrsite.plan.lettering import text_width

TIP = re.compile(r"M-?\d+ -?\d+l.*$")


@st.composite
def goals_of_any_kind(draw_: st.DrawFn) -> list[Goal]:
    """Up to thirty goals with any parents and links, loops and strangers included."""
    count = draw_(st.integers(0, 30))
    ids = [f"g{i}" for i in range(count)]
    anyone = st.lists(st.sampled_from([*ids, "stranger"]), max_size=3, unique=True).map(tuple)
    return [
        Goal(
            id=id_,
            title=draw_(st.text(max_size=60)),
            path="",
            kind="objective",
            order=(draw_(st.integers(0, 3)), id_),
            level=draw_(st.integers(0, 3)),
            parents=draw_(anyone),
            needs=draw_(anyone),
            drivers=draw_(anyone),
            folded=draw_(st.sampled_from([None, Folded("+3 goals", "x.html")])),
        )
        for id_ in ids
    ]


def touches(one: Box, other: Box, width: int, gap: int) -> bool:
    """Whether two boxes, or what is folded away beside them, have a point in common."""
    left, right = sorted((one, other), key=lambda box: box.x)
    reach = width + gap if left.goal.folded else 0
    return (
        right.x - left.x <= width + reach
        and one.y <= other.y + other.height
        and other.y <= one.y + one.height
    )


def unfolded(goals: list[Goal]) -> list[Goal]:
    """The goals as pages draw them: only what nothing hangs on is folded."""
    forest = Forest(goals)
    return [replace(g, folded=None) if forest.children[g.id] else g for g in goals]


@given(goals_of_any_kind().map(unfolded))
def test_every_goal_has_one_box_and_no_two_boxes_touch(goals: list[Goal]) -> None:
    picture = draw(goals)
    boxes = list(boxes_of(picture))
    assert sorted(box.goal.id for box in boxes) == sorted(goal.id for goal in goals)
    width = picture.box_width
    assert not [pair for pair in combinations(boxes, 2) if touches(*pair, width, picture.gap)]
    for box in boxes:
        reach = (width + picture.gap) if box.goal.folded else 0
        assert 0 <= box.x <= picture.width - width - reach
        assert 0 <= box.y <= picture.height - box.height
        assert len(box.lines) <= 3


@given(goals_of_any_kind().map(unfolded))
def test_a_parent_stands_left_of_its_children_and_in_their_middle(goals: list[Goal]) -> None:
    picture = draw(goals)
    for limb in limbs_of(picture):
        if limb.limbs:
            first, last = limb.limbs[0].box, limb.limbs[-1].box
            middle = (first.y + first.height / 2 + last.y + last.height / 2) / 2
            assert abs(limb.box.y + limb.box.height / 2 - middle) <= 1
            assert all(inner.box.x > limb.box.x + picture.box_width for inner in limb.limbs)
            assert len({re.findall(r"H(\d+)", inner.stem)[0] for inner in limb.limbs}) == 1


@given(goals_of_any_kind().map(unfolded))
def test_goals_of_a_higher_level_stand_further_left(goals: list[Goal]) -> None:
    levels: dict[int, set[int]] = {}
    forest = Forest(goals)
    for box in boxes_of(draw(goals)):
        level = max(forest.goals[id_].level for id_ in (box.goal.id, *forest.above(box.goal.id)))
        levels.setdefault(level, set()).add(box.x)
    ordered = [levels[level] for level in sorted(levels)]
    assert all(max(upper) < min(lower) for upper, lower in pairwise(ordered))


@given(goals_of_any_kind().map(unfolded))
def test_no_link_runs_behind_a_box(goals: list[Goal]) -> None:
    picture = draw(goals)
    for limb in limbs_of(picture):
        for path in (limb.stem, *(TIP.sub("", curve.path) for curve in limb.arriving)):
            for y, left, right in level_runs(path):
                for box in boxes_of(picture):
                    is_beside = right <= box.x or box.x + picture.box_width <= left
                    assert is_beside or not box.y < y < box.y + box.height


def level_runs(path: str) -> list[tuple[int, int, int]]:
    """The level parts of a path that pass a column, as row, left and right."""
    runs: list[tuple[int, int, int]] = []
    at = (0, 0)
    for command, numbers in re.findall(r"([MHVC])([^MHVC]*)", path):
        values = [int(number) for number in re.findall(r"-?\d+", numbers)]
        if command == "H":
            runs.append((at[1], min(at[0], values[0]), max(at[0], values[0])))
            at = values[0], at[1]
        else:
            at = (at[0], values[0]) if command == "V" else (values[-2], values[-1])
    return runs


@given(goals_of_any_kind(), st.randoms(use_true_random=False))
def test_the_order_of_the_goals_does_not_matter(goals: list[Goal], chance: random.Random) -> None:
    shuffled = list(goals)
    chance.shuffle(shuffled)
    assert draw(shuffled) == draw(goals)


@given(goals_of_any_kind())
def test_the_parts_of_a_forest_show_all_of_it_once_or_say_where_it_is_folded(
    goals: list[Goal],
) -> None:
    forest = Forest(goals)
    shown: list[str] = []
    for excerpt in excerpts(ROOT, forest):
        assert len(excerpt.shown) <= MOST_BOXES
        shown += excerpt.shown
        shown += [inner for id_ in excerpt.folded for inner in forest.below(id_)]
    assert sorted(shown) == sorted(goal.id for goal in goals)


def test_too_many_siblings_come_in_parts() -> None:
    goals = [Goal("top", "Top", "", "Theme")]
    goals += [Goal(f"g{n:03}", "x", "", "objective", parents=("top",)) for n in range(100)]
    parts = list(excerpts("top", Forest(goals)))
    assert [len(part.shown) for part in parts] == [MOST_SIBLINGS] * 4 + [4]
    assert [part.cut for part in parts] == [frozenset({"top"})] * 4 + [frozenset()]


def test_a_family_that_is_too_large_below_is_cut_and_says_so() -> None:
    goals = [Goal("top", "Top", "", "Theme")]
    goals += [Goal(f"g{n:03}", "x", "", "objective", parents=("top",)) for n in range(100)]
    (whole,) = excerpts(ROOT, Forest(goals))
    assert len(whole.shown) == 1 + MOST_SIBLINGS
    assert whole.cut == {"top"}


def test_siblings_stand_near_what_they_are_linked_to() -> None:
    goals = [
        Goal("a", "A", "", "Theme", order=(1, "a")),
        Goal("b", "B", "", "Theme", order=(2, "b")),
        *(Goal(f"a{i}", "x", "", "objective", order=(i, ""), parents=("a",)) for i in range(3)),
        Goal("b0", "y", "", "objective", parents=("b",), needs=("a0",)),
    ]
    rows = {box.goal.id: box.y for box in boxes_of(draw(goals))}
    assert sorted(rows[id_] for id_ in ("a0", "a1", "a2", "b0"))[:2] == sorted(
        (rows["a0"], rows["b0"])
    ) or sorted(rows[id_] for id_ in ("a0", "a1", "a2", "b0"))[-2:] == sorted(
        (rows["a0"], rows["b0"])
    )


def test_links_across_branches_say_what_they_mean_and_stand_with_both_goals() -> None:
    goals = [
        Goal("a", "Alpha", "", "Theme"),
        Goal("b", "Beta", "", "Theme"),
        Goal("c", "Gamma", "", "objective", parents=("a", "b"), needs=("b",), drivers=("d",)),
        Goal("d", "Delta", "", "objective", parents=("b",)),
    ]
    picture = draw(goals)
    curves = {limb.box.goal.id: limb for limb in limbs_of(picture)}
    assert sorted((curve.words, curve.kind) for curve in curves["c"].arriving) == [
        ("Gamma also serves Beta", LinkKind.SECOND),
        ("Gamma depends on Beta", LinkKind.NEED),
        ("Gamma is driven by Delta", LinkKind.DRIVE),
    ]
    assert len(curves["b"].leaving) == 2
    assert picture.kinds == (LinkKind.SECOND, LinkKind.NEED, LinkKind.DRIVE)
    assert crossings(picture) >= 0


@given(st.text(max_size=80))
def test_no_line_of_a_title_is_wider_than_its_box(title: str) -> None:
    picture = draw([Goal("a", title, "", "objective", status="open")])
    (box,) = boxes_of(picture)
    assert all(text_width(line) <= picture.box_width or len(line) <= 1 for line in box.lines)


def test_initials_give_way_to_a_long_word_for_the_status() -> None:
    chain = [
        Goal(
            id=str(level),
            title="A goal",
            path="",
            kind="objective",
            status="off-track",
            word=word,
            percent="40\xa0%",
            initials="DP",
            level=level,
        )
        for level, word in enumerate(["nicht im Plan", "im Plan"] * 4)
    ]
    boxes = boxes_of(draw(chain))
    assert {box.goal.word: box.shows_owner for box in boxes} == {
        "nicht im Plan": False,
        "im Plan": True,
    }
