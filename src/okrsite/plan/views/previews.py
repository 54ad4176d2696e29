"""What a preview says of changes since a revision: on the pages that differ, and on one for all."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.parts import Badge, Body, Link


class Said(Frozen):
    """A change in words, and the line that it was made on."""

    text: str
    place: str


class ChangedHere(Frozen):
    """What a page says that differs: `lead`, then what changed, then where all changes are.

    `more` says that there are others, where there are too many for a line. `is_own` where the
    page is new or its own files differ, and not only what it shows of others.
    """

    lead: str
    said: tuple[Said, ...]
    more: str
    all: Link
    is_own: bool


class ChangedThing(Frozen):
    """A goal, a KPI or a check-in that changed; `link` leads to where it is shown, if anywhere.

    A check-in has no name: what is said names who said it.
    """

    link: Link
    kind: str
    said: tuple[Said, ...]


class Ruling(Frozen):
    """What the policy says of a change, how much it weighs, and what to write."""

    badge: Badge
    message: Body
    hint: Body | None
    place: str


class ChangedPage(Frozen):
    """A page that came, went or differs; `what` are the parts of its file that do."""

    link: Link
    kind: str
    what: str


class ChangedPages(Frozen):
    """The pages to which the same happened."""

    id: str
    title: str
    why: str
    pages: tuple[ChangedPage, ...]


class ChangesView(Frozen):
    """All that differs since a revision."""

    sentence: str
    compared: str
    rulings: tuple[Ruling, ...]
    things: tuple[ChangedThing, ...]
    groups: tuple[ChangedPages, ...]
