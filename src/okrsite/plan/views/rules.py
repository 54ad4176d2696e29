"""What the page on the rules in force shows: each rule, its settings, examples of the site."""

from dataclasses import dataclass

from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Badge, Fact, Link


@dataclass(frozen=True, slots=True)
class Example:
    """A number of this site, and how it came about."""

    of: Link
    explained: Explained


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule in plain words, the settings it follows here, and examples from the live data."""

    id: str
    title: str
    text: tuple[str, ...]
    settings: tuple[Fact, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class PresetCell:
    """What a preset makes of a key result; `differs` from the rule in force."""

    badge: Badge
    differs: bool


@dataclass(frozen=True, slots=True)
class PresetRow:
    """A key result under every preset."""

    link: Link
    of: str
    progress: str
    expected: str
    in_force: Badge
    cells: tuple[PresetCell, ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    """The rules in force, and every verdict under every preset."""

    rules: tuple[RuleView, ...]
    presets: tuple[str, ...]
    in_force: str
    rows: tuple[PresetRow, ...]
    sentence: str
