"""Goals and what they hang on in, a picture out: boxes and links with whole coordinates.

Left to right by level. Every goal has rows of its own for all that hangs on it and stands in
their middle, so no two boxes touch; siblings stand as their links to other branches ask for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from okrsite.base.words import say_in
from okrsite.plan.lettering import cut

WIDTH, HEIGHT = 208, 64
_GAP, _PITCH, _MARGIN = 36, 76, 8
_SWEEPS = 4
_MOST_WORK = 300_000  # boxes looked at while ordering siblings: a quarter of a second


@dataclass(frozen=True, slots=True)
class Goal:
    """A box to be placed; `parents` in the order of their weight, the first is hung on.

    `fill` and `tick` are percent, -1 = none; `order` ranks siblings; `level` is the least
    column that it may stand in.
    """

    id: str
    title: str
    path: str
    kind: str
    status: str = ""
    word: str = ""
    initials: str = ""
    fill: int = -1
    tick: int = -1
    percent: str = ""
    order: tuple[int, str] = (0, "")
    level: int = 0
    parents: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A goal in its place; `lines` are its title, cut to two."""

    goal: Goal
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limb:
    """A box, the line that ties it to its parent, and what hangs on it."""

    box: Box
    stem: str
    limbs: tuple["Limb", ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A link across branches: another parent, or what a goal depends on."""

    path: str
    words: str
    is_need: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing, in px."""

    width: int
    height: int
    box_width: int
    box_height: int
    limbs: tuple[Limb, ...]
    curves: tuple[Curve, ...]


def draw(goals: Iterable[Goal], language: str = "en") -> Picture:
    """Place the goals; a parent that is not among them is left out of account."""
    return _drawn(tuple(sorted(goals, key=lambda goal: goal.id)), language)


@lru_cache(maxsize=8)
def _drawn(goals: tuple[Goal, ...], language: str) -> Picture:
    forest = _Forest({goal.id: goal for goal in goals})
    _settle(forest)
    boxes = _placed(forest)
    limbs = tuple(_limb(root, None, forest, boxes) for root in forest.children[""])
    curves = tuple(_curves(forest, boxes, language))
    return Picture(
        width=max((b.x for b in boxes.values()), default=0) + WIDTH + (_GAP if curves else _MARGIN),
        height=max((b.y for b in boxes.values()), default=0) + HEIGHT + _MARGIN,
        box_width=WIDTH,
        box_height=HEIGHT,
        limbs=limbs,
        curves=curves,
    )


def boxes_of(picture: Picture) -> Iterator[Box]:
    """Every box of a picture, top down and branch by branch."""

    def below(limb: Limb) -> Iterator[Box]:
        yield limb.box
        for inner in limb.limbs:
            yield from below(inner)

    for limb in picture.limbs:
        yield from below(limb)


@dataclass(slots=True)
class _Forest:
    """Who hangs on whom: `children` of each id, in order; the roots are those of `""`."""

    goals: Mapping[str, Goal]
    children: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.children = {id_: [] for id_ in ("", *self.goals)}
        for goal in sorted(self.goals.values(), key=lambda g: (g.order, g.id)):
            self.children[self._trunk(goal)].append(goal.id)

    def _trunk(self, goal: Goal) -> str:
        """The first parent that is here and does not lead back to the goal."""
        return next(
            (p for p in goal.parents if p in self.goals and not self._leads(p, goal.id)), ""
        )

    def _leads(self, start: str, goal: str) -> bool:
        seen: set[str] = set()
        todo = [start]
        while todo:
            id_ = todo.pop()
            if id_ == goal:
                return True
            if id_ in self.goals and id_ not in seen:
                seen.add(id_)
                todo += self.goals[id_].parents
        return False

    def cross_links(self) -> Iterator[tuple[str, str, bool]]:
        """(from, to, is a need) for what is not a stem of the tree."""
        for id_, goal in sorted(self.goals.items()):
            for parent in goal.parents:
                if parent in self.goals and id_ not in self.children[parent]:
                    yield parent, id_, False
            for need in goal.needs:
                if need in self.goals and need != id_:
                    yield need, id_, True

    def rows(self) -> dict[str, float]:
        """The row of each goal: leaves one below the other, parents amid their children."""
        found: dict[str, float] = {}
        next_row = 0.0
        for id_ in self._bottom_up():
            inner = self.children[id_]
            if inner:
                found[id_] = (found[inner[0]] + found[inner[-1]]) / 2
            else:
                found[id_], next_row = next_row, next_row + 1
        return found

    def _bottom_up(self) -> Iterator[str]:
        stack = [(id_, False) for id_ in reversed(self.children[""])]
        while stack:
            id_, is_done = stack.pop()
            if is_done:
                yield id_
                continue
            stack.append((id_, True))
            stack += [(inner, False) for inner in reversed(self.children[id_])]


def _settle(forest: _Forest) -> None:
    """Order siblings by where their links to other branches lead, while that shortens them."""
    links = list(forest.cross_links())
    if not links:
        return
    families = [id_ for id_ in sorted(forest.children) if len(forest.children[id_]) > 1]
    most = _MOST_WORK // len(forest.goals)
    for parent in (families * _SWEEPS)[:most]:
        _reorder(parent, links, forest)


def _reorder(parent: str, links: Sequence[tuple[str, str, bool]], forest: _Forest) -> None:
    siblings = forest.children[parent]
    rows = forest.rows()
    before = _length(links, rows)
    inside = {id_: _below(id_, forest) for id_ in siblings}

    def pull(id_: str) -> float:
        """The mean row of what the sibling's branch is linked to outside of it."""
        ends = [rows[b] for a, b, _ in links if a in inside[id_] and b not in inside[id_]]
        ends += [rows[a] for a, b, _ in links if b in inside[id_] and a not in inside[id_]]
        return sum(ends) / len(ends) if ends else rows[id_]

    forest.children[parent] = sorted(siblings, key=lambda id_: (pull(id_), rows[id_]))
    if _length(links, forest.rows()) >= before - 1e-9:
        forest.children[parent] = siblings


def _below(id_: str, forest: _Forest) -> frozenset[str]:
    found, todo = {id_}, [id_]
    while todo:
        inner = forest.children[todo.pop()]
        found.update(inner)
        todo += inner
    return frozenset(found)


def _length(links: Sequence[tuple[str, str, bool]], rows: Mapping[str, float]) -> float:
    return sum(abs(rows[a] - rows[b]) for a, b, _ in links)


def _placed(forest: _Forest) -> dict[str, Box]:
    rows = forest.rows()
    found: dict[str, Box] = {}
    todo = [(root, 0) for root in forest.children[""]]
    while todo:
        id_, least = todo.pop()
        goal = forest.goals[id_]
        column = max(least, goal.level)
        x = _MARGIN + column * (WIDTH + _GAP)
        y = _MARGIN + round(rows[id_] * _PITCH)
        found[id_] = Box(goal, x, y, cut(goal.title, is_bold=not goal.status))
        todo += [(inner, column + 1) for inner in forest.children[id_]]
    return found


def _limb(id_: str, parent: Box | None, forest: _Forest, boxes: Mapping[str, Box]) -> Limb:
    box = boxes[id_]
    inner = tuple(_limb(child, box, forest, boxes) for child in forest.children[id_])
    return Limb(box, _stem(parent, box) if parent else "", inner)


def _stem(parent: Box, box: Box) -> str:
    """A straight line out of the parent, along the trunk and into the box."""
    middle, own = parent.y + HEIGHT // 2, box.y + HEIGHT // 2
    right = parent.x + WIDTH
    return f"M{right} {middle}H{right + _GAP // 2}V{own}H{box.x}"


def _curves(forest: _Forest, boxes: Mapping[str, Box], language: str) -> Iterator[Curve]:
    for start, end, is_need in forest.cross_links():
        one, other = boxes[start], boxes[end]
        ends = {"goal": other.goal.title, "other": one.goal.title}
        words = (
            say_in(language, "{goal} depends on {other}", **ends)
            if is_need
            else say_in(language, "{goal} also serves {other}", **ends)
        )
        yield Curve(_curve(one, other), words, is_need)


def _curve(one: Box, other: Box) -> str:
    """From the nearer sides of two boxes; bulging to the right where they share a column."""
    y1, y2 = one.y + HEIGHT // 2 + 8, other.y + HEIGHT // 2 + 8
    if one.x == other.x:
        right = one.x + WIDTH
        return f"M{right} {y1}C{right + _GAP - 6} {y1} {right + _GAP - 6} {y2} {right} {y2}"
    left, right_box = (one, other) if one.x < other.x else (other, one)
    a, b = left.x + WIDTH, right_box.x
    ya, yb = (y1, y2) if left is one else (y2, y1)
    bend = max(24, (b - a) // 2)
    return f"M{a} {ya}C{a + bend} {ya} {b - bend} {yb} {b} {yb}"
