"""Two portfolios and the renames between them in, what of one is what of the other out."""

from collections.abc import Collection, Mapping
from typing import TypeAlias

from okrsite.base.frozen import Frozen
from okrsite.compare.difference import Subject
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio

Matched: TypeAlias = Mapping[Subject, Subject]
"""Things of the later state by what they were before, where they were renamed."""


class Pair(Frozen):
    """A thing in both states by its ids, None where it is only in the other.

    `subject` names it as it is called after, or before where it is gone.
    """

    kind: Kind
    before: str | None
    after: str | None

    @property
    def subject(self) -> Subject:
        """The thing."""
        return Subject(self.kind, (self.before if self.after is None else self.after) or "")


class Pairing:
    """The things of two portfolios: what is not renamed is the same by its id.

    Key results of a renamed objective keep their own ids, unless they are renamed themselves.
    """

    def __init__(self, before: Portfolio, after: Portfolio, matched: Matched) -> None:
        self.before = before
        self.after = after
        self._backward = matched
        self._forward = {was: now for now, was in matched.items()}

    def before_of(self, kind: Kind, after: str) -> str | None:
        """The id before of a thing after; None where it is new."""
        one = Subject(kind, after)
        return _partner(one, self._backward, self._forward, things(self.before, kind))

    def after_of(self, kind: Kind, before: str) -> str | None:
        """The id after of a thing before; None where it is gone."""
        one = Subject(kind, before)
        return _partner(one, self._forward, self._backward, things(self.after, kind))

    def now(self, kind: Kind, before: str) -> Subject:
        """A thing before as it is called after, or before where it is gone."""
        after = self.after_of(kind, before)
        return Subject(kind, before if after is None else after)

    def pairs(self, kind: Kind) -> tuple[Pair, ...]:
        """All things of a kind, by their ids."""
        both = [Pair(kind, self.before_of(kind, id_), id_) for id_ in things(self.after, kind)]
        gone = [
            Pair(kind, id_, None)
            for id_ in things(self.before, kind)
            if self.after_of(kind, id_) is None
        ]
        return tuple(sorted((*both, *gone), key=lambda one: (one.subject, one.after is None)))


def things(portfolio: Portfolio, kind: Kind) -> Collection[str]:
    """The ids of a portfolio's things of a kind."""
    found: Mapping[Kind, Mapping[str, object]] = {
        Kind.OBJECTIVE: portfolio.objectives,
        Kind.KEY_RESULT: portfolio.key_results,
        Kind.KPI: portfolio.kpis,
        Kind.METRIC: portfolio.metrics,
        Kind.CYCLE: portfolio.cycles,
        Kind.TEAM: portfolio.teams,
        Kind.PERSON: portfolio.people,
        Kind.PILLAR: portfolio.pillars,
    }
    return found[kind].keys()


def _partner(one: Subject, there: Matched, back: Matched, ids: Collection[str]) -> str | None:
    """What a thing is called in the other state.

    `there` leads to it, `back` from it: an id that another thing has taken is not its own.
    """
    named = there.get(one)
    if named:
        return named.id if named.kind is one.kind and named.id in ids else None
    around, _, own = one.id.partition("#")
    moved = there.get(Subject(Kind.OBJECTIVE, around)) if own else None
    if moved:
        around = moved.id
    elif Subject(Kind.OBJECTIVE, around) in back and own:
        return None
    id_ = f"{around}#{own}" if own else one.id
    return id_ if id_ in ids and Subject(one.kind, id_) not in back else None
