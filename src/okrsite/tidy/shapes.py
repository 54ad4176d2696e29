"""A group of fields in, what its lines are put in order by out: at every depth, from the schema."""

from functools import cache
from pathlib import PurePosixPath
from typing import Any, get_args, get_origin

from okrsite.base.frozen import Frozen
from okrsite.model.schema import KINDS, Fields, Milestone, Milestones, PageFields
from okrsite.model.schema.order import order_of


class Shape(Frozen):
    """What a value may hold: `names` of fields in their order, or entries in time.

    `inner` are the shapes below the names, `each` the shape of every entry of a list, or of every
    value under a name that the author chose.
    """

    names: tuple[str, ...] = ()
    inner: tuple[tuple[str, "Shape"], ...] = ()
    each: "Shape | None" = None
    is_in_time: bool = False

    def below(self, name: str) -> "Shape":
        """The shape of what stands under a name."""
        return dict(self.inner).get(name) or self.each or PLAIN

    @property
    def of_entries(self) -> "Shape":
        """The shape of the entries of a list."""
        return self.each or PLAIN


PLAIN = Shape()
"""What is left in its own order."""


def shape_at(path: PurePosixPath) -> Shape:
    """The shape of a file's front matter, by its place in the content folder."""
    top = path.parts[0] if len(path.parts) > 1 else ""
    return _of_fields(KINDS.get(top, PageFields))


@cache
def _of_fields(fields: type[Fields]) -> Shape:
    if fields is Milestones:
        return Shape(each=_of_fields(Milestone))
    inner = (
        (field.alias or name, _of_field(field.alias or name, field.annotation))
        for name, field in fields.model_fields.items()
    )
    return Shape(order_of(fields), tuple((name, shape) for name, shape in inner if shape != PLAIN))


def _of_field(name: str, kind: Any) -> Shape:
    found = _of_kind(kind)
    return Shape(found.names, found.inner, found.each, name in _IN_TIME)


def _of_kind(kind: Any) -> Shape:
    """The shape of a type: of the fields in it, through lists, tables and choices."""
    if isinstance(kind, type) and issubclass(kind, Fields):
        return _of_fields(kind)
    holds = get_origin(kind)
    parts = [shape for part in get_args(kind) if (shape := _of_kind(part)) != PLAIN]
    if not parts:
        return PLAIN
    return Shape(each=parts[0]) if holds in (tuple, dict) else parts[0]


_IN_TIME = ("values", "expected", "revisions", "events")
"""The fields whose entries stand in the order of their days, wherever they are."""
