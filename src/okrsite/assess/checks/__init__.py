"""What is worth saying of goals once they are judged: rules, each with a code and a reason."""

from okrsite.assess.checks.check import check, check_settings, unanswering, weigh, weight
from okrsite.assess.checks.compared import COMPARED
from okrsite.assess.checks.rule import Finding, Rule
from okrsite.assess.checks.table import RULES

__all__ = [
    "COMPARED",
    "RULES",
    "Finding",
    "Rule",
    "check",
    "check_settings",
    "unanswering",
    "weigh",
    "weight",
]
