"""What the glossary shows: the words of this site, each with an example that lives."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.parts import Badge, EmbeddedNumber, Link


class Term(Frozen):
    """A word: what it means here, an example from the site, and the rule where it has one."""

    id: str
    word: str
    badge: Badge | None
    text: str
    example: EmbeddedNumber | Link | None
    rule: Link | None


class TermGroup(Frozen):
    """Words that belong together."""

    id: str
    title: str
    terms: tuple[Term, ...]


class Difference(Frozen):
    """One question, answered for goals and for vital signs."""

    question: str
    okr: str
    kpi: str


class GlossaryView(Frozen):
    """How goals and vital signs differ, and the words for both."""

    differences: tuple[Difference, ...]
    groups: tuple[TermGroup, ...]
