"""A project's promises as git remembers them: when each was made, and each change since."""

from okrsite.compare.history.history import history
from okrsite.compare.history.moves import Move, PromiseHistory, pasts, promise_history, revised
from okrsite.compare.history.promised import (
    NO_HISTORY,
    Commit,
    History,
    Promised,
    PromiseStep,
    Terms,
)

__all__ = [
    "NO_HISTORY",
    "Commit",
    "History",
    "Move",
    "PromiseHistory",
    "PromiseStep",
    "Promised",
    "Terms",
    "history",
    "pasts",
    "promise_history",
    "revised",
]
