"""What the page on the rules in force shows: each rule, its settings, examples of the site."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Badge, Fact, Link


class Example(Frozen):
    """A number of this site, and how it came about."""

    of: Link
    explained: Explained


class RuleView(Frozen):
    """A rule in plain words, the settings it follows here, and examples from the live data."""

    id: str
    title: str
    text: tuple[str, ...]
    settings: tuple[Fact, ...]
    examples: tuple[Example, ...]


class PresetCell(Frozen):
    """What a preset makes of a key result; `differs` from the rule in force."""

    badge: Badge
    differs: bool


class PresetRow(Frozen):
    """A key result under every preset."""

    link: Link
    of: str
    progress: str
    expected: str
    in_force: Badge
    cells: tuple[PresetCell, ...]


class RulesView(Frozen):
    """The rules in force, and every verdict under every preset."""

    rules: tuple[RuleView, ...]
    presets: tuple[str, ...]
    in_force: str
    rows: tuple[PresetRow, ...]
    sentence: str
