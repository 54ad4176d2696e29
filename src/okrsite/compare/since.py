"""The door of the room: two portfolios in, what changed between them that should have been said."""

from collections.abc import Callable, Iterator
from datetime import date

from okrsite.assess.checks import MOVED, REDEFINED, Finding, Rule, weigh
from okrsite.base.problems import Problems
from okrsite.compare.definitions import silent_redefinitions
from okrsite.compare.promises import moved_promises
from okrsite.model.portfolio import Portfolio

_Find = Callable[[Portfolio, Portfolio, date], Iterator[Finding]]


def changes(before: Portfolio, now: Portfolio, as_of: date) -> Problems:
    """Promises that moved (OKR630) and KPIs that were redefined (OKR631) without a word."""
    return weigh(((rule, find(before, now, as_of)) for rule, find in _CHECKS), now)


_CHECKS: tuple[tuple[Rule, _Find], ...] = (
    (MOVED, moved_promises),
    (REDEFINED, silent_redefinitions),
)
