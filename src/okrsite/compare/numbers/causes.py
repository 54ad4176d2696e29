"""Two judged states and what moved between them in, why each of it moved out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto

from okrsite.base.frozen import Frozen
from okrsite.base.project import FILE_NAME
from okrsite.compare.difference import Subject, What
from okrsite.compare.numbers import signs
from okrsite.compare.numbers.pairing import Pair
from okrsite.compare.numbers.signs import Sign
from okrsite.compare.numbers.state import State
from okrsite.model.goals import Kind, Update

SETTINGS = Subject(What.SETTINGS, FILE_NAME)


class _As(Enum):
    """What of a thing another rests on.

    All of it; only its values, as of a KPI that a key result reads; only that it counts, and how
    much; only what others are judged in, as the days of a cycle.
    """

    WHOLE = auto()
    VALUES = auto()
    SHARE = auto()
    FRAME = auto()


class _Node(Frozen):
    subject: Subject
    as_: _As = _As.WHOLE


class Causes:
    """Finds the things whose changes moved a number, by what the number rests on.

    `moved` are the things with a number or a verdict that differs, and whether the number does.
    """

    def __init__(self, before: State, after: State, moved: Mapping[Subject, bool]) -> None:
        self._before = before
        self._after = after
        self._moved = moved
        self._known: dict[_Node, tuple[tuple[Subject, ...], tuple[_Node, ...]]] = {}
        self._is_set_otherwise = self._differs(lambda state: signs.settings(state.portfolio))

    def of(self, pair: Pair) -> tuple[tuple[Subject, ...], int]:
        """The things whose changes moved it, nearest first, and the steps to the nearest.

        A thing that came or went is why its numbers did; but cycles come and go with the goals
        that name them.
        """
        subject = pair.subject
        if None in (pair.before, pair.after) and pair.kind is not Kind.CYCLE:
            return (subject,), 0
        found: dict[Subject, int] = {}
        front, level = [_Node(subject)], 0
        seen = set(front)
        while front:
            below: dict[_Node, None] = {}
            for node in front:
                own, parts = self._looked_at(node)
                found |= {one: level for one in own if one not in found}
                below |= dict.fromkeys(part for part in parts if part not in seen)
                if not own and not parts and self._is_set_otherwise:
                    found.setdefault(SETTINGS, level + 1)
            front, level = list(below), level + 1
            seen.update(front)
        if not found and self._is_set_otherwise:
            found[SETTINGS] = 1
        nearest_first = sorted(found, key=lambda one: (found[one], one))
        return tuple(nearest_first), min(found.values(), default=0)

    def _looked_at(self, node: _Node) -> tuple[tuple[Subject, ...], tuple[_Node, ...]]:
        """What changed of a thing itself, and what else changed that it rests on."""
        if node not in self._known:
            self._known[node] = self._own(node), self._parts(node)
        return self._known[node]

    def _differs(self, sign: Callable[[State], Sign]) -> bool:
        return sign(self._before) != sign(self._after)

    def _is_one_sided(self, one: Subject) -> bool:
        """Whether a thing came or went, so that nothing below it says why."""
        return one.kind is not Kind.CYCLE and self._differs(lambda state: state.has(one))

    def _own(self, node: _Node) -> tuple[Subject, ...]:
        """The thing itself where it changed, and the check-ins that changed what it says."""
        one = node.subject
        if node.as_ in (_As.SHARE, _As.FRAME):
            return (one,)
        if node.as_ is _As.VALUES:
            return (one,) if self._differs(lambda state: state.values(one)) else ()
        if self._is_one_sided(one):
            return (one,)
        own = (one,) if self._differs(lambda state: state.sign(one)) else ()
        return (*own, *self._checkins(one))

    def _checkins(self, goal: Subject) -> Iterator[Subject]:
        """The check-ins that say something else of a goal than before.

        A mere note counts where silence was what the goal was judged by.
        """
        if goal.kind not in (Kind.KEY_RESULT, Kind.OBJECTIVE):
            return
        by_silence = self._differs(lambda state: state.is_outdated(goal))
        before, after = (
            _said(state.updates(goal), by_silence=by_silence) for state in self._states
        )
        paths = {path for path, _ in _only(after, before)} | {
            path for path, _ in _only(before, after)
        }
        yield from (Subject(What.CHECK_IN, path) for path in sorted(paths))

    @property
    def _states(self) -> tuple[State, State]:
        return self._before, self._after

    def _parts(self, node: _Node) -> tuple[_Node, ...]:
        """What else changed of that which a thing rests on."""
        if node.as_ in (_As.SHARE, _As.FRAME) or self._is_one_sided(node.subject):
            return ()
        if node.as_ is _As.VALUES:
            return self._values_of(node.subject)
        assert isinstance(node.subject.kind, Kind)
        return tuple(_PARTS[node.subject.kind](self, node.subject))

    def _values_of(self, vital: Subject) -> tuple[_Node, ...]:
        """The series that a composite is made of."""
        read = [one for state in self._states for one in state.reads(vital)]
        return tuple(_Node(one, _As.VALUES) for one in dict.fromkeys(read))

    def _of_key_result(self, one: Subject) -> Iterator[_Node]:
        objective = Subject(Kind.OBJECTIVE, one.id.partition("#")[0])
        if self._differs(lambda state: state.frame(objective)):
            yield _Node(objective, _As.FRAME)
        yield from self._cycles(objective)
        if self._differs(lambda state: state.evidence(one)):
            sources = (state.source(one) for state in self._states)
            yield from (_Node(found, _As.VALUES) for found in dict.fromkeys(sources) if found)

    def _of_objective(self, one: Subject) -> Iterator[_Node]:
        yield from self._members(one, is_by_number=False)
        yield from self._cycles(one)
        guards = (kpi for state in self._states for kpi in state.guardrails(one))
        yield from (_Node(kpi) for kpi in dict.fromkeys(guards) if kpi in self._moved)

    def _of_scope(self, one: Subject) -> Iterator[_Node]:
        yield from self._members(one, is_by_number=True)

    def _members(self, whole: Subject, *, is_by_number: bool) -> Iterator[_Node]:
        """What counts in a whole and moved, or counts otherwise than before."""
        before, after = (state.members(whole) for state in self._states)
        for one in sorted(before.keys() | after.keys()):
            if one in self._moved and (self._moved[one] or not is_by_number):
                yield _Node(one)
            elif before.get(one) != after.get(one):
                yield _Node(one, _As.SHARE)

    def _cycles(self, objective: Subject) -> Iterator[_Node]:
        """The cycle of an objective, where its days changed."""
        named = dict.fromkeys(state.cycle_of(objective) for state in self._states)
        for cycle in filter(None, named):
            days = [signs.cycle(state.portfolio, cycle) for state in self._states]
            if days[0] != days[1]:
                yield _Node(Subject(Kind.CYCLE, cycle), _As.FRAME)


def _said(updates: tuple[Update, ...], *, by_silence: bool) -> Counter[tuple[str, Sign]]:
    """What check-ins say of a goal, by their paths."""
    told = ((u.place.path, signs.said(u) or (u.day if by_silence else None)) for u in updates)
    return Counter((path, sign) for path, sign in told if sign is not None)


def _only(
    some: Counter[tuple[str, Sign]], others: Counter[tuple[str, Sign]]
) -> list[tuple[str, Sign]]:
    """What is said in some check-ins and in none of the others, whatever their paths."""
    known = {sign for _, sign in others}
    return [one for one in some if one[1] not in known]


_PARTS = {
    Kind.KEY_RESULT: Causes._of_key_result,
    Kind.OBJECTIVE: Causes._of_objective,
    Kind.KPI: Causes._values_of,
    Kind.CYCLE: Causes._of_scope,
    Kind.TEAM: Causes._of_scope,
}
