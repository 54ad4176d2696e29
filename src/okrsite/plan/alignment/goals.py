"""What the alignment picture is made of: goals to be placed, boxes and links in their places."""

from enum import StrEnum

from okrsite.base.frozen import Frozen

MORE = "more"
"""The kind of what stands for siblings that are not shown."""


class LinkKind(StrEnum):
    """What a link across branches means."""

    SECOND = "second"
    """The goal serves another one besides that which it hangs on."""
    NEED = "need"
    """The goal depends on the other one."""
    DRIVE = "drive"
    """The goal is driven by a key result of the other one."""


class Folded(Frozen):
    """What hangs on a goal and is not shown: in words, and the page that shows it.

    `of` names the branch, as the ids of its numbers do; empty where the words have none.
    """

    words: str
    path: str
    of: str = ""


class Goal(Frozen):
    """A box to be placed; `parents` in the order of their weight, the first is hung on.

    `fill` and `tick` are percent, -1 = none; `order` ranks siblings; `level` is the least level
    that it may stand on. `needs` and `drivers` are goals that it depends on and is driven by.
    `branch` is the page of all that hangs on it; a quiet goal is there for the others' sake.
    """

    id: str
    title: str
    path: str
    kind: str
    status: str = ""
    word: str = ""
    initials: str = ""
    owner: str = ""
    fill: int = -1
    tick: int = -1
    percent: str = ""
    order: tuple[int, str] = (0, "")
    level: int = 0
    parents: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()
    branch: str = ""
    folded: Folded | None = None
    is_quiet: bool = False


class Box(Frozen):
    """A goal in its place; `lines` are its title, cut to three.

    Where a long word for the status leaves no room for the owner, `shows_owner` is false.
    """

    goal: Goal
    x: int
    y: int
    height: int
    lines: tuple[str, ...]
    shows_owner: bool = True


class Curve(Frozen):
    """A link across branches, drawn from one goal to the goal that it matters to."""

    path: str
    words: str
    kind: LinkKind


class Limb(Frozen):
    """A box, the line that ties it to its parent, what hangs on it, and its links to elsewhere.

    `arriving` are the links that matter to the goal, `leaving` those that matter to others: each
    link is in both of its goals, so that either can lift it.
    """

    box: Box
    stem: str
    limbs: tuple["Limb", ...]
    arriving: tuple[Curve, ...]
    leaving: tuple[Curve, ...]


class Column(Frozen):
    """The name of a level above the first column that it takes."""

    x: int
    name: str


class Picture(Frozen):
    """The whole drawing, in px.

    What is folded away stands `gap` to the right of its goal, and the lines to what hangs on it
    part `trunk` to the right of it.
    """

    width: int
    height: int
    box_width: int
    gap: int
    trunk: int
    columns: tuple[Column, ...]
    limbs: tuple[Limb, ...]
    kinds: tuple[LinkKind, ...]

    @property
    def is_tall(self) -> bool:
        """Whether it comes out larger on a sheet that stands upright, below a heading."""
        return 6 * self.height > 5 * self.width
