"""Texts that are one of a few words, as people say them."""

from okrsite.base.words import marked_as, say_as_in
from okrsite.compare.facts.steps import Path


def is_choice(path: Path) -> bool:
    """Whether a text is one of a few words: not a KPI's `decision`, nor how an initiative stands.

    >>> is_choice(("ambition",)), is_choice(("closing", "decision")), is_choice(("decision",))
    (True, True, False)
    """
    if not path or path == ("decision",) or path[0] == "initiatives":
        return False
    return path[-1] in _FIELDS


def chosen(word: str, language: str) -> str:
    """A word of those that a field can have, in a language.

    >>> chosen("on-track", "en"), chosen("on-track", "de")
    ('on track', 'im Plan')
    """
    return say_as_in(language, "choice", word.replace("-", " "))


_FIELDS = frozenset(
    (
        *("aggregate", "ambition", "better", "cadence", "combine", "decimal", "decision", "every"),
        *("indicator", "intent", "kind", "rhythm", "status", "take", "type", "verdict"),
    )
)

WORDS = (
    marked_as("choice", "increase"),
    marked_as("choice", "decrease"),
    marked_as("choice", "relative"),
    marked_as("choice", "reach"),
    marked_as("choice", "maintain"),
    marked_as("choice", "recurring"),
    marked_as("choice", "milestones"),
    marked_as("choice", "binary"),
    marked_as("choice", "baseline"),
    marked_as("choice", "last"),
    marked_as("choice", "sum"),
    marked_as("choice", "mean"),
    marked_as("choice", "max"),
    marked_as("choice", "min"),
    marked_as("choice", "committed"),
    marked_as("choice", "aspirational"),
    marked_as("choice", "change"),
    marked_as("choice", "fix"),
    marked_as("choice", "improve"),
    marked_as("choice", "draft"),
    marked_as("choice", "active"),
    marked_as("choice", "abandoned"),
    marked_as("choice", "on track"),
    marked_as("choice", "at risk"),
    marked_as("choice", "off track"),
    marked_as("choice", "keep"),
    marked_as("choice", "modify"),
    marked_as("choice", "abandon"),
    marked_as("choice", "higher"),
    marked_as("choice", "lower"),
    marked_as("choice", "within"),
    marked_as("choice", "leading"),
    marked_as("choice", "lagging"),
    marked_as("choice", "defined"),
    marked_as("choice", "redefined"),
    marked_as("choice", "correction"),
    marked_as("choice", "acknowledged"),
    marked_as("choice", "retired"),
    marked_as("choice", "company"),
    marked_as("choice", "department"),
    marked_as("choice", "team"),
    marked_as("choice", "project"),
    marked_as("choice", "vision"),
    marked_as("choice", "theme"),
    marked_as("choice", "stage"),
    marked_as("choice", "comma"),
    marked_as("choice", "point"),
    marked_as("choice", "hourly"),
    marked_as("choice", "daily"),
    marked_as("choice", "weekly"),
    marked_as("choice", "monthly"),
    marked_as("choice", "quarterly"),
    marked_as("choice", "annual"),
    marked_as("choice", "irregular"),
    marked_as("choice", "week"),
    marked_as("choice", "month"),
    marked_as("choice", "quarter"),
)
"""Every word that such a field can have."""
