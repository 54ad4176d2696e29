"""The page from which everything can be taken away."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.parts import Link


class DataFile(Frozen):
    """A file, its kind, and what it holds."""

    link: Link
    kind: str
    words: str


class Subscription(Frozen):
    """A calendar and a feed of something; either may be missing."""

    of: Link
    calendar: Link
    feed: Link


class DataView(Frozen):
    """What can be taken away; `address` is where the site is published, or empty.

    `badge` is an example of a badge with the page that it leads to.
    """

    files: tuple[DataFile, ...]
    subscriptions: tuple[Subscription, ...]
    address: str
    badge: Link
    badge_page: Link
