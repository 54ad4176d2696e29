"""What is worth saying of goals once they are judged: rules, each with a code and a reason."""

from okrsite.assess.checks.check import check, check_settings, unanswering, weigh
from okrsite.assess.checks.rule import Finding, Rule
from okrsite.assess.checks.table import COMPARED, MOVED, REDEFINED, RULES

__all__ = [
    "COMPARED",
    "MOVED",
    "REDEFINED",
    "RULES",
    "Finding",
    "Rule",
    "check",
    "check_settings",
    "unanswering",
    "weigh",
]
