"""What git and the revisions of a key result tell of its promise, joined into one history.

A revision says what a promise was and why it moved; git says when the file said so, and who wrote
it. A change that both tell of is one move.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from okrsite.base.frozen import Frozen, replace
from okrsite.compare.history.promised import Commit, PromiseStep, Terms, terms_of
from okrsite.model.goals import Cycle, KeyResult, PastPromise, Promise


class Move(Frozen):
    """A change of a promise, in force from `day` on: `was` and `now` differ in what moved alone.

    `told` is the revision that says so, `commits` those that wrote it, the oldest first.
    It `lacks_reason` where it came after targets were fixed and no revision accounts for it.
    """

    day: date
    was: Terms
    now: Terms
    told: PastPromise | None
    commits: tuple[Commit, ...]
    lacks_reason: bool = False


class PromiseHistory(Frozen):
    """The first promise and what it was, where git knows it; the moves since, oldest first."""

    first: Commit | None = None
    terms: Terms | None = None
    moves: tuple[Move, ...] = ()


def promise_history(
    kr: KeyResult, steps: Sequence[PromiseStep], cycle: Cycle, as_of: date
) -> PromiseHistory:
    """What was known by a day of how the promise of a key result came to be."""
    revisions = _revised(kr)
    written = [_Written(one.commit, *_filled(one, cycle)) for one in steps if one.was]
    for one in revisions:
        one.find(written)
    moves = [one.move(as_of) for one in revisions if one.past.until <= as_of]
    moves += _untold(written, kr, cycle, as_of)
    first = steps[0] if steps and steps[0].was is None and not steps[0].is_clipped else None
    in_order = tuple(sorted(moves, key=lambda move: move.day))
    if first is None or first.commit.day > as_of:
        return PromiseHistory(moves=in_order)
    return PromiseHistory(first.commit, first.now, in_order)


def revised(kr: KeyResult, as_of: date) -> tuple[Move, ...]:
    """What the revisions of a key result alone tell by a day, oldest first."""
    return tuple(one.move(as_of) for one in _revised(kr) if one.past.until <= as_of)


def pasts(promise: Promise, moves: Sequence[Move]) -> tuple[tuple[date, Promise], ...]:
    """The promises before the one in force, each with the day until which it was, oldest first.

    The moves are undone, the newest first. What came from another cycle was another promise there.
    """
    found: list[tuple[date, Promise]] = []
    for move in reversed(moves):
        moved = _moved(move.was, move.now)
        if "cycle" in moved:
            break
        before = {name: getattr(move.was, name) for name in moved & _DRAWN}
        if before:
            promise = replace(promise, **before)
            found.append((move.day, promise))
    return tuple(reversed(found))


@dataclass(slots=True)
class _Written:
    """A change that a commit made; `parts` are those that no revision was found to tell of."""

    commit: Commit
    was: Terms
    now: Terms
    parts: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.parts = set(_moved(self.was, self.now))


@dataclass(slots=True)
class _Revised:
    """A revision, and the commits that are found to have written what it tells of."""

    past: PastPromise
    was: Terms
    now: Terms
    commits: list[Commit] = field(default_factory=list)

    def find(self, written: Sequence[_Written]) -> None:
        """Take what the revision tells of out of the changes, part by part."""
        for name in sorted(_moved(self.was, self.now)):
            for change in self._run(name, [one for one in written if name in one.parts]):
                change.parts.discard(name)
                if change.commit not in self.commits:
                    self.commits.append(change.commit)

    def _run(self, name: str, changes: Sequence[_Written]) -> Sequence[_Written]:
        """The changes that led from one value to the other, as near to the revision as may be."""
        was, now = getattr(self.was, name), getattr(self.now, name)
        runs = [
            changes[first : last + 1]
            for last in range(len(changes))
            if getattr(changes[last].now, name) == now
            for first in [_start(name, was, changes, last)]
            if first is not None
        ]
        return min(runs, key=lambda run: abs(run[-1].commit.day - self.past.until), default=())

    def move(self, as_of: date) -> Move:
        """The revision as a move, with the commits that were there by a day."""
        commits = sorted((c for c in self.commits if c.day <= as_of), key=lambda c: c.day)
        return Move(self.past.until, self.was, self.now, self.past, tuple(commits))


def _start(name: str, was: object, changes: Sequence[_Written], last: int) -> int | None:
    """Where the changes of a part that end in `last` began with a value, one upon the other."""
    for first in range(last, -1, -1):
        if getattr(changes[first].was, name) == was:
            return first
        if not first or getattr(changes[first - 1].now, name) != getattr(changes[first].was, name):
            break
    return None


def _revised(kr: KeyResult) -> tuple[_Revised, ...]:
    """The revisions in the terms of the key result, oldest first."""
    promises = (*(past.promise for past in kr.past), kr.promise)
    terms = [terms_of(promise, kr.title, "", kr.unit.name, kr.dropped_on) for promise in promises]
    return tuple(
        _Revised(past, was, now) for past, was, now in zip(kr.past, terms, terms[1:], strict=False)
    )


def _untold(
    written: Iterable[_Written], kr: KeyResult, cycle: Cycle, as_of: date
) -> Iterator[Move]:
    """The changes that no revision tells of, each with what it changed alone."""
    for change in written:
        now, day = change.now, change.commit.day
        if any(given_up and given_up > as_of for given_up in (now.dropped, change.was.dropped)):
            change.parts.discard("dropped")
        if day <= as_of and change.parts:
            was = now.but(**{name: getattr(change.was, name) for name in change.parts})
            lacks_reason = _lacks_reason(change, kr, cycle)
            yield Move(day, was, now, None, (change.commit,), lacks_reason)


def _lacks_reason(change: _Written, kr: KeyResult, cycle: Cycle) -> bool:
    """Whether targets were fixed, and no revision says what any of the promise was before."""
    fixed_on = cycle.targets_fixed_on
    if fixed_on is None or change.commit.day <= fixed_on:
        return False
    if not {change.was.cycle, change.now.cycle} <= {"", cycle.id}:
        return False
    known = [terms_of(past.promise) for past in kr.past]
    return any(
        all(getattr(terms, name) != getattr(change.was, name) for terms in known)
        for name in change.parts - _WORDS
    )


def _filled(step: PromiseStep, cycle: Cycle) -> tuple[Terms, Terms]:
    """The terms on both sides of a step, with the days of the cycle where only one names them."""
    assert step.was
    was, now = step.was, step.now
    if was.first_day != now.first_day:
        was, now = (
            one.but(first_day=one.first_day or _of(cycle, one, cycle.first_day))
            for one in (was, now)
        )
    if was.due != now.due:
        was, now = (one.but(due=one.due or _of(cycle, one, cycle.last_day)) for one in (was, now))
    return was, now


def _of(cycle: Cycle, terms: Terms, day: date | None) -> date | None:
    """A day of the cycle, where the terms are of it."""
    return day if terms.cycle in ("", cycle.id) else None


def _moved(was: Terms, now: Terms) -> frozenset[str]:
    """The parts that differ."""
    return frozenset(name for name in _PARTS if getattr(was, name) != getattr(now, name))


_PARTS = tuple(part.name for part in fields(Terms))
_WORDS = frozenset(("title", "cycle", "unit", "dropped"))
_DRAWN = frozenset(("first_day", "due", "start", "target", "low", "high", "expected"))
