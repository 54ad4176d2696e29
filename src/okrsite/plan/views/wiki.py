"""What the pages around the handbook show: what is not written yet, and what belongs together."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.parts import Link


class Way(Frozen):
    """A way to write something: the file, what to put into it, and where that can be done."""

    kind: str
    path: str
    content: str
    url: str


class Wanted(Frozen):
    """Something that texts link to and nobody has written; `near` is what may be meant instead."""

    name: str
    anchor: str
    asked_by: tuple[Link, ...]
    near: Link | None
    ways: tuple[Way, ...]


class WantedView(Frozen):
    """Everything that is not written yet."""

    wanted: tuple[Wanted, ...]


class TaggedPage(Frozen):
    """A page of the handbook in a list, with its tags."""

    link: Link
    tags: tuple[Link, ...]


class TagView(Frozen):
    """The pages with a tag, and all other tags."""

    link: Link
    pages: tuple[TaggedPage, ...]
    others: tuple[Link, ...]


class TagsView(Frozen):
    """Every tag with its pages."""

    tags: tuple[TagView, ...]
