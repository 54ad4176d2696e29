"""Goals and what they hang on in, a picture out: boxes and links with whole coordinates.

Left to right by level. Every goal has rows of its own for all that hangs on it and stands in
their middle, so no two boxes touch; siblings stand as their links to other branches ask for.
"""

from collections.abc import Iterable, Mapping, Sequence

from okrsite.base.words import marked
from okrsite.plan.alignment.forest import ROOT, Forest, Link
from okrsite.plan.alignment.goals import Box, Column, Curve, Goal, Limb, LinkKind, Picture
from okrsite.plan.alignment.routes import ZONE, Ground, routes
from okrsite.plan.alignment.rows import height, middles
from okrsite.plan.alignment.siblings import settle
from okrsite.plan.lettering import cut, text_width

_ROOM = 1232
"""The width that a wide page has at 1280 px: a picture takes no more while its boxes allow."""

_NARROWEST, _WIDEST = 144, 240
_GAP, _MARGIN, _HEAD = 28, 6, 28
_TRUNK, _PADDING = ZONE + 3, 16
_LINE, _BESIDE_WORDS = 15, 42

VERBS = {
    LinkKind.SECOND: marked("{one} also serves {other}"),
    LinkKind.NEED: marked("{one} depends on {other}"),
    LinkKind.DRIVE: marked("{one} is driven by {other}"),
}


def draw(
    goals: Iterable[Goal], levels: Sequence[str] = (), verbs: Mapping[LinkKind, str] = VERBS
) -> Picture:
    """Place the goals; a parent that is not among them is left out of account.

    `levels` are the names of the columns by the level of goals; `verbs` say what links mean, with
    `{one}` for the goal that a link leads to and `{other}` for where it comes from.
    """
    forest = Forest(goals)
    settle(forest)
    layers = _layers(forest)
    ground = _ground(forest, layers, _HEAD if levels else 0)
    links = sorted(forest.links(), key=lambda link: _reach(link, ground))
    curves = [
        Curve(path, _words(link, forest, verbs), link.kind)
        for link, path in zip(links, routes(links, forest, ground), strict=True)
    ]
    loom = _Loom(forest, ground, zip(links, curves, strict=True))
    boxes = ground.boxes.values()
    return Picture(
        width=_width(ground, has_curves=bool(curves)),
        height=max((b.y + b.height for b in boxes), default=0) + _MARGIN,
        box_width=ground.width,
        gap=_GAP,
        trunk=_TRUNK,
        columns=_columns(layers, levels, ground),
        limbs=tuple(loom.limb(root) for root in forest.children[ROOT]),
        kinds=tuple(kind for kind in LinkKind if any(c.kind is kind for c in curves)),
    )


_Layer = tuple[int, int]
"""A level, and how many goals of the same level are above one."""


def _layers(forest: Forest) -> Mapping[str, _Layer]:
    """Where each goal stands from left to right: never left of what it hangs on."""
    found: dict[str, _Layer] = {}
    for id_ in forest.top_down():
        level, parent = forest.goals[id_].level, forest.trunks[id_]
        above = found[parent] if parent else (-1, 0)
        found[id_] = (level, 0) if level > above[0] else (above[0], above[1] + 1)
    return found


def _columns(
    layers: Mapping[str, _Layer], levels: Sequence[str], ground: Ground
) -> tuple[Column, ...]:
    """The names of the levels in use, each above its first column."""
    used = sorted(set(layers.values()))
    first = {level: number for number, (level, _) in reversed(list(enumerate(used)))}
    return tuple(
        Column(ground.lefts[number], levels[level])
        for level, number in sorted(first.items())
        if level < len(levels)
    )


def _box_width(columns: int) -> int:
    """As wide as so many columns may be side by side.

    >>> [_box_width(columns) for columns in (1, 5, 6, 7, 12)]
    [240, 217, 176, 147, 144]
    """
    return min(_WIDEST, max(_NARROWEST, (_ROOM - _MARGIN) // max(1, columns) - _GAP))


def _ground(forest: Forest, layers: Mapping[str, _Layer], top: int) -> Ground:
    used = sorted(set(layers.values()))
    columns = {id_: used.index(layer) for id_, layer in layers.items()}
    folds = any(forest.goals[id_].folded for id_, at in columns.items() if at == len(used) - 1)
    width = _box_width(len(used) + folds)
    lefts = [_MARGIN + number * (width + _GAP) for number in range(len(used))]
    lines = {
        id_: cut(goal.title, width - _PADDING, is_bold=not goal.status)
        for id_, goal in forest.goals.items()
    }
    extra = _LINE if any(len(each) > 2 for each in lines.values()) else 0
    rows = middles(forest, extra)
    boxes = {}
    for id_, column in columns.items():
        goal = forest.goals[id_]
        tall = height(goal, extra)
        y = _MARGIN + top + round(rows[id_] - tall / 2)
        owned = _has_room_for_owner(goal, width)
        boxes[id_] = Box(goal, lefts[column], y, tall, lines[id_], owned)
    return Ground(boxes, columns, lefts, width)


def _has_room_for_owner(goal: Goal, width: int) -> bool:
    """Whether the owner's initials fit beside the status and the progress, in smaller letters."""
    words = text_width(goal.word + goal.percent + goal.initials) * 11 / 12
    return words + _BESIDE_WORDS <= width


def _width(ground: Ground, *, has_curves: bool) -> int:
    """As far as any box reaches, or what is folded away beside one."""
    right = max(
        (b.x + (ground.width + _GAP if b.goal.folded else 0) for b in ground.boxes.values()),
        default=0,
    )
    return right + ground.width + (_GAP if has_curves else _MARGIN)


def _reach(link: Link, ground: Ground) -> tuple[int, str, str, str]:
    """Short links first: they find their way where they must, long ones pass around them."""
    one, other = ground.boxes[link.start], ground.boxes[link.end]
    return abs(one.y - other.y) + abs(one.x - other.x), link.start, link.end, link.kind


def _words(link: Link, forest: Forest, verbs: Mapping[LinkKind, str]) -> str:
    one, other = forest.goals[link.end].title, forest.goals[link.start].title
    return verbs[link.kind].format(one=one, other=other)


class _Loom:
    """Ties boxes and links into limbs."""

    def __init__(
        self, forest: Forest, ground: Ground, curves: Iterable[tuple[Link, Curve]]
    ) -> None:
        self._forest, self._boxes, self._width = forest, ground.boxes, ground.width
        self._arriving: dict[str, list[Curve]] = {}
        self._leaving: dict[str, list[Curve]] = {}
        for link, curve in curves:
            self._arriving.setdefault(link.end, []).append(curve)
            self._leaving.setdefault(link.start, []).append(curve)

    def limb(self, id_: str, parent: Box | None = None) -> Limb:
        box = self._boxes[id_]
        return Limb(
            box=box,
            stem=_stem(parent, box, self._width) if parent else "",
            limbs=tuple(self.limb(child, box) for child in self._forest.children[id_]),
            arriving=tuple(self._arriving.get(id_, ())),
            leaving=tuple(self._leaving.get(id_, ())),
        )


def _stem(parent: Box, box: Box, width: int) -> str:
    """A straight line out of the parent, along the trunk and into the box."""
    middle, own = parent.y + parent.height // 2, box.y + box.height // 2
    right = parent.x + width
    return f"M{right} {middle}H{right + _TRUNK}V{own}H{box.x}"
