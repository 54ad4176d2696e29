"""What is worth saying of goals once they are judged: rules, each with a code and a reason."""

from okrsite.assess.checks.check import check, check_settings, unanswering
from okrsite.assess.checks.rule import Finding, Rule
from okrsite.assess.checks.table import RULES

__all__ = ["RULES", "Finding", "Rule", "check", "check_settings", "unanswering"]
