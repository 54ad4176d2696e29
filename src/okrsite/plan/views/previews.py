"""What a preview says of changes since a revision: on the pages that differ, and on one for all."""

from dataclasses import dataclass

from okrsite.plan.views.parts import Badge, Body, Link


@dataclass(frozen=True, slots=True)
class Said:
    """A change in words, and the line that it was made on."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class ChangedHere:
    """What a page says that differs: `lead`, then what changed, then where all changes are.

    `more` says that there are others, where there are too many for a line. `is_own` where the
    page is new or its own files differ, and not only what it shows of others.
    """

    lead: str
    said: tuple[Said, ...]
    more: str
    all: Link
    is_own: bool


@dataclass(frozen=True, slots=True)
class ChangedThing:
    """A goal, a KPI or a check-in that changed; `link` leads to where it is shown, if anywhere.

    A check-in has no name: what is said names who said it.
    """

    link: Link
    kind: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the policy says of a change, how much it weighs, and what to write."""

    badge: Badge
    message: Body
    hint: Body | None
    place: str


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page that came, went or differs; `what` are the parts of its file that do."""

    link: Link
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class ChangedPages:
    """The pages to which the same happened."""

    id: str
    title: str
    why: str
    pages: tuple[ChangedPage, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """All that differs since a revision."""

    sentence: str
    compared: str
    rulings: tuple[Ruling, ...]
    things: tuple[ChangedThing, ...]
    groups: tuple[ChangedPages, ...]
