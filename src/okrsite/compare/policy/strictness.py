"""The settings of two states in, the stricter of each rule of changes out."""

from datetime import date

from okrsite.assess.checks import COMPARED, Rule, weight
from okrsite.read.config import LEVELS, Settings


def strictest(before: Settings, after: Settings) -> Settings:
    """The settings after, but each rule of changes as strict as in the stricter of both states.

    So nothing is let pass by the pull request that brings it.
    """
    names = type(after.policy).model_fields
    levels = {
        name: stricter(str(getattr(after.policy, name)), str(getattr(before.policy, name)))
        for name in names
    }
    weights = {
        rule.code: heavier(severity(rule, after), severity(rule, before))
        for rule in COMPARED
        if {rule.code} & {*before.check.severity, *after.check.severity}
    }
    policy = after.policy.model_copy(update=levels)
    check = after.check.model_copy(update={"severity": after.check.severity | weights})
    return after.model_copy(update={"policy": policy, "check": check})


def held_on(before: Settings, after: Settings, as_of: date, now: date) -> date:
    """The day on which changes are held by the policy; one that they bring themselves frees none.

    `now` is the day without any settings.
    """
    return as_of if before.as_of == after.as_of else before.as_of or now


def stricter(one: str, other: str) -> str:
    """The stricter of two levels of a policy.

    >>> stricter("free", "reason")
    'reason'
    """
    return max(one, other, key=LEVELS.index)


def heavier(one: str, other: str) -> str:
    """The heavier of two weights of a rule.

    >>> heavier("error", "off")
    'error'
    """
    return max(one, other, key=_SEVERITIES.index)


def severity(rule: Rule, settings: Settings) -> str:
    """What a rule weighs by the settings."""
    found = weight(rule, settings)
    return found.value if found else "off"


_SEVERITIES = ("off", "advice", "warning", "error")
