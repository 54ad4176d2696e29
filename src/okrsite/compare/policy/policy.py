"""The door of the policy: two portfolios in, what it says of the changes between them out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from okrsite.assess.checks import Finding, Rule, weigh
from okrsite.assess.checks.compared import (
    CORRECTED,
    DELETED,
    LOOSENED,
    MOVED,
    REASSIGNED,
    REDEFINED,
    REOPENED,
    REPLACED,
    RESCHEDULED,
    REWRITTEN,
    RULED,
)
from okrsite.base.frozen import replace
from okrsite.base.problems import Problems, Severity
from okrsite.compare.difference import Subject
from okrsite.compare.policy.closed import changes_of_what_is_closed
from okrsite.compare.policy.definitions import moved_bounds, redefined_kpis
from okrsite.compare.policy.frame import loosened_policy, moved_days
from okrsite.compare.policy.promises import moved_measures, moved_promises
from okrsite.compare.policy.records import corrected_histories, rewritten_check_ins
from okrsite.compare.policy.sides import Moved, Sides
from okrsite.compare.policy.standing import deleted, key_results_that_came_or_went, reassigned
from okrsite.compare.policy.strictness import strictest
from okrsite.model.portfolio import Portfolio
from okrsite.read.config import Policy

_Find = Callable[[Sides], Iterator[Moved]]


def rulings(
    before: Portfolio,
    after: Portfolio,
    as_of: date,
    renamed: Mapping[Subject, Subject] | None = None,
    unread: frozenset[str] = frozenset(),
) -> Problems:
    """What the policy in `okrsite.toml` says of the changes (OKR630 to OKR640).

    Each rule is as strict as in the stricter of both states.

    `renamed` leads from things that are to what they were, where an id changed; `unread` are files
    of the state after in which something is wrong, so that what is missing of them is not gone.
    Like all rules of quality these can be answered in `ignore` and weighed in `check.severity`.
    """
    sides = Sides(before, after, as_of, renamed or {}, unread)
    held = strictest(before.settings, after.settings)
    found = ((rule, moved) for rule, find in _RULES for moved in find(sides))
    ruled = (_ruled(rule, moved, held.policy) for rule, moved in found)
    return weigh(ruled, replace(after, settings=held))


def _ruled(rule: Rule, moved: Moved, policy: Policy) -> tuple[Rule, tuple[Finding, ...]]:
    """A change by the level of the policy for it; nothing where it is free or accounted for."""
    level = str(getattr(policy, moved.matter))
    if level == "forbidden":
        message = f"{moved.message}, which `policy.{moved.matter}` forbids"
        hint = moved.back or moved.hint
    elif level == "free" or moved.is_accounted:
        return rule, ()
    else:
        message = f"{moved.message}, and {moved.lacks}" if moved.lacks else moved.message
        hint = moved.hint
    severity = Severity.WARNING if level == "warn" else Severity.ERROR
    finding = Finding(moved.place, message, hint, others=moved.others)
    return replace(rule, severity=severity), (finding,)


_RULES: tuple[tuple[Rule, _Find], ...] = (
    (MOVED, moved_promises),
    (MOVED, moved_measures),
    (REDEFINED, redefined_kpis),
    (REPLACED, key_results_that_came_or_went),
    (REASSIGNED, reassigned),
    (RULED, moved_bounds),
    (REOPENED, changes_of_what_is_closed),
    (DELETED, deleted),
    (REWRITTEN, rewritten_check_ins),
    (CORRECTED, corrected_histories),
    (RESCHEDULED, moved_days),
    (LOOSENED, loosened_policy),
)
