"""What the pages around the handbook show: what is not written yet, and what belongs together."""

from dataclasses import dataclass

from okrsite.plan.views.parts import Link


@dataclass(frozen=True, slots=True)
class Way:
    """A way to write something: the file, what to put into it, and where that can be done."""

    kind: str
    path: str
    content: str
    url: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that texts link to and nobody has written; `near` is what may be meant instead."""

    name: str
    anchor: str
    asked_by: tuple[Link, ...]
    near: Link | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class WantedView:
    """Everything that is not written yet."""

    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """A page of the handbook in a list, with its tags."""

    link: Link
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TagView:
    """The pages with a tag, and all other tags."""

    link: Link
    pages: tuple[TaggedPage, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TagsView:
    """Every tag with its pages."""

    tags: tuple[TagView, ...]
