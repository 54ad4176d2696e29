"""What the page about the goals themselves shows: how well they are set, rule by rule."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.parts import Body, Link


class Finding(Frozen):
    """One place that a rule has something to say about.

    `thing` leads to the page of what the file is about, where it has one; `place` is file, line
    and column, `edit` the address where the file can be edited, if one is configured.
    """

    thing: Link
    place: str
    edit: str
    message: Body
    hint: Body | None


class RuleFindings(Frozen):
    """A rule and what it found: why it matters and what to do stand once for all of it."""

    id: str
    code: str
    title: str
    weight: str
    why: str
    remedy: str
    findings: tuple[Finding, ...]


class HealthView(Frozen):
    """How many findings there are of each weight, and all of them by rule, warnings first."""

    sentence: str
    answered: str
    rules: tuple[RuleFindings, ...]
