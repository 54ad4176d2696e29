"""The pages as a whole: each kind of page, and what all of them share."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.parts import Day, Head, Link
from okrsite.plan.views.previews import ChangedHere


class NavGroup(Frozen):
    """A part of the navigation; the first has no title."""

    title: str
    links: tuple[Link, ...]


class Site(Frozen):
    """What all pages show: the same object on each of them.

    `address` is where it is published, with a slash at its end, and `feed` the path of its feed;
    both may be empty.
    """

    title: str
    language: str
    as_of: Day
    cycle: Link | None
    navigation: tuple[NavGroup, ...]
    root: str
    version: str
    address: str
    feed: str
    is_for_search_engines: bool


class Page(Frozen):
    """A page: its own path, the template that sets it, and what it shows.

    `changed` is what a preview says of it, where it differs from what it was.
    """

    path: str
    template: str
    site: Site
    head: Head
    view: object
    changed: ChangedHere | None = None


class RedirectView(Frozen):
    """An old address and where its page went."""

    target: str


class NotFoundView(Frozen):
    """What to offer somebody who is lost."""

    links: tuple[Link, ...]
