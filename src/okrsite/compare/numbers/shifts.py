"""Two states and their blend, judged on one day, in; every number that moved, and why, out."""

from collections.abc import Callable, Iterator
from math import isclose

from okrsite.assess.assessment import Status, Word
from okrsite.assess.judge import tally
from okrsite.assess.scoring import final_score
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.compare.difference import Measure, Shift, Subject
from okrsite.compare.numbers.causes import Causes
from okrsite.compare.numbers.judged import Judged
from okrsite.compare.numbers.pairing import Matched, Pair, Pairing
from okrsite.compare.numbers.state import State
from okrsite.model.goals import Kind

SLACK = 1e-9
"""What computing adds to a number is no move of it."""


class _Reading(Frozen):
    """A number of a thing in one state, and the verdict beside it."""

    number: float | None = None
    word: Status | Word | None = None


_Read = Callable[[State, Subject, str], _Reading]


class _Move(Frozen):
    """What a number was before, by the new reality alone, and after."""

    pair: Pair
    measure: Measure
    readings: tuple[_Reading, _Reading, _Reading]

    @property
    def is_move_of_number(self) -> bool:
        """Whether the number differs in any of the three."""
        first, *others = (one.number for one in self.readings)
        return not all(_is_same(first, other) for other in others)

    @property
    def is_move(self) -> bool:
        """Whether the number or the verdict does."""
        return self.is_move_of_number or len({one.word for one in self.readings}) > 1


def shifts(before: Judged, between: Judged, after: Judged, matched: Matched) -> tuple[Shift, ...]:
    """The numbers and verdicts that differ, those of what changed itself first, then up the tree.

    `between` is the blend of the two others: the old goalposts with the new reality.
    """
    pairing = Pairing(before.portfolio, after.portfolio, matched)
    first, last = (State(one, pairing, is_before=one is before) for one in (before, after))
    states = first, State(between, pairing, is_before=True), last
    found = [one for one in _moves(pairing, states) if one.is_move]
    moved: dict[Subject, bool] = {}
    for one in found:
        subject = one.pair.subject
        moved[subject] = moved.get(subject, False) or one.is_move_of_number
    causes = Causes(first, last, moved)
    told = [_shift(one, causes, states) for one in found]
    return tuple(sorted(told, key=_order))


def _moves(pairing: Pairing, states: tuple[State, State, State]) -> Iterator[_Move]:
    """Every number of every thing, moved or not."""
    for kind, measure, read in _NUMBERS:
        for pair in pairing.pairs(kind):
            ids = pair.before, pair.before, pair.after
            first, between, last = (
                read(state, pair.subject, id_) if id_ is not None else _Reading()
                for state, id_ in zip(states, ids, strict=True)
            )
            yield _Move(pair, measure, (first, between, last))


def _shift(move: _Move, causes: Causes, states: tuple[State, State, State]) -> Shift:
    pair, (before, between, after) = move.pair, move.readings
    id_, state = (pair.before, states[0]) if pair.after is None else (pair.after, states[2])
    assert id_ is not None, "a pair is of one thing at least"
    because, level = causes.of(pair)
    is_value = move.measure is Measure.VALUE
    return Shift(
        subject=pair.subject,
        title=state.title(pair.kind, id_),
        measure=move.measure,
        unit=state.assessment.kpis[id_].unit if is_value else Unit(),
        before=before.number,
        between=between.number,
        after=after.number,
        status_before=before.word,
        status_between=between.word,
        status_after=after.word,
        because=because,
        level=level,
    )


def _order(one: Shift) -> tuple[int, int, str, int]:
    kinds = [str(kind) for kind, _, _ in _NUMBERS]
    return one.level, kinds.index(one.subject.kind), one.subject.id, _MEASURES.index(one.measure)


def _is_same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=SLACK, abs_tol=SLACK)


def _key_result(state: State, _: Subject, id_: str) -> _Reading:
    found = state.assessment.key_results[id_]
    return _Reading(found.progress, found.status)


def _objective(state: State, _: Subject, id_: str) -> _Reading:
    found = state.assessment.objectives[id_]
    return _Reading(found.progress, found.status)


def _score(state: State, _: Subject, id_: str) -> _Reading:
    """The score that stands, given or computed, once the cycle is closed."""
    return _Reading(final_score(state.assessment.objectives[id_]))


def _kpi(state: State, _: Subject, id_: str) -> _Reading:
    found = state.assessment.kpis[id_]
    return _Reading(found.judged.value if found.judged else None, found.word)


def _mean(state: State, one: Subject, _: str) -> _Reading:
    """The mean progress of a cycle's objectives, or of the current ones of a team."""
    inside = (state.portfolio.objectives[id_] for id_ in state.inside(one))
    return _Reading(tally(state.assessment, inside).progress)


_MEASURES = tuple(Measure)
_NUMBERS: tuple[tuple[Kind, Measure, _Read], ...] = (
    (Kind.KEY_RESULT, Measure.PROGRESS, _key_result),
    (Kind.KPI, Measure.VALUE, _kpi),
    (Kind.OBJECTIVE, Measure.PROGRESS, _objective),
    (Kind.OBJECTIVE, Measure.SCORE, _score),
    (Kind.TEAM, Measure.MEAN, _mean),
    (Kind.CYCLE, Measure.MEAN, _mean),
)
