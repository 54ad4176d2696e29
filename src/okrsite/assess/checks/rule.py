"""What a rule is, and what it finds: its weight and code are added where it is applied."""

from collections.abc import Callable, Iterator

from okrsite.assess.assessment import Assessment
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place, Problem, Severity
from okrsite.model.portfolio import Portfolio


class Finding(Frozen):
    """One place that a rule has something to say about, with the numbers and a hint to type in."""

    place: Place
    message: str
    hint: str = ""
    mark: str = ""
    others: tuple[Place, ...] = ()


Find = Callable[[Portfolio, Assessment], Iterator[Finding]]
"""What a rule finds in a judged portfolio, in any order."""


class Rule(Frozen):
    """A rule of quality, for people: what it looks at, why it matters, what to do.

    `severity` is its own weight, which `check.severity` in the settings may change.
    """

    code: str
    severity: Severity
    title: str
    why: str
    remedy: str

    def problem(self, finding: Finding, severity: Severity) -> Problem:
        """A finding of this rule as a problem of some weight."""
        return Problem(
            self.code,
            severity,
            finding.place,
            finding.message,
            finding.hint,
            finding.mark,
            finding.others,
        )
