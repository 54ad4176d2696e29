"""What the glossary shows: the words of this site, each with an example that lives."""

from dataclasses import dataclass

from okrsite.plan.views.parts import Badge, EmbeddedNumber, Link


@dataclass(frozen=True, slots=True)
class Term:
    """A word: what it means here, an example from the site, and the rule where it has one."""

    id: str
    word: str
    badge: Badge | None
    text: str
    example: EmbeddedNumber | Link | None
    rule: Link | None


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Words that belong together."""

    id: str
    title: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One question, answered for goals and for vital signs."""

    question: str
    okr: str
    kpi: str


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """How goals and vital signs differ, and the words for both."""

    differences: tuple[Difference, ...]
    groups: tuple[TermGroup, ...]
