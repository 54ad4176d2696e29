"""How well people foresaw the final score at the middle of a cycle."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import fsum

from okrsite.assess.assessment import KeyResultAssessment, ObjectiveAssessment, Projection
from okrsite.assess.scoring import final_score, rounded_score
from okrsite.base.frozen import Frozen
from okrsite.model.goals import Cycle, Kind, Objective, Ref, Update
from okrsite.model.portfolio import Portfolio


class Calibration(Frozen):
    """How far some projections were off: of `number` of them, in scores (0..1).

    `bias` is the mean of projected less final, above 0 where too much was hoped for; `distance`
    the mean of the same without its sign.
    """

    number: int
    bias: float
    distance: float


def calibration(projections: Sequence[Projection]) -> Calibration | None:
    """How far projections were off, taken together; None of none.

    Expected 0.8 and 0.5, and 0.6 and 0.6 came: a bias of +0.05, a distance of 0.15.
    """
    number = len(projections)
    if not number:
        return None
    differences = [one.difference for one in projections]
    return Calibration(number, fsum(differences) / number, fsum(map(abs, differences)) / number)


def projections(
    portfolio: Portfolio,
    objectives: Mapping[str, ObjectiveAssessment],
    key_results: Mapping[str, KeyResultAssessment],
) -> tuple[Projection, ...]:
    """What was expected of the goals of closed cycles, by cycle and goal."""
    found = [
        one
        for objective in portfolio.objectives.values()
        if objectives[objective.id].is_closed and objectives[objective.id].counts
        for one in _of_objective(objective, portfolio, objectives[objective.id], key_results)
    ]
    return tuple(sorted(found, key=lambda one: (one.cycle, one.goal)))


def mid_cycle(cycle: Cycle) -> date | None:
    """The day in the middle of a cycle: half of its days, rounded down, after the first."""
    if cycle.first_day is None or cycle.last_day is None:
        return None
    return cycle.first_day + timedelta(days=((cycle.last_day - cycle.first_day).days + 1) // 2)


def _of_objective(
    objective: Objective,
    portfolio: Portfolio,
    judged: ObjectiveAssessment,
    key_results: Mapping[str, KeyResultAssessment],
) -> Iterator[Projection]:
    day = mid_cycle(portfolio.cycles[objective.cycle])
    said = _expectation(judged.updates, objective.owner, day)
    final = final_score(judged)
    if said and final is not None:
        yield _projection(Ref(Kind.OBJECTIVE, objective.id), objective, said, final)
    for key_result in objective.key_results:
        one = key_results[key_result.key]
        said = _expectation(one.updates, key_result.owner, day)
        if said and one.counts and one.clamped is not None:
            goal = Ref(Kind.KEY_RESULT, key_result.key)
            yield _projection(goal, objective, said, rounded_score(one.clamped))


def _expectation(updates: Sequence[Update], owner: str, day: date | None) -> Update | None:
    """The last update by a day that says what the final score will be; of two the owner's."""
    said = [u for u in updates if u.expect is not None and day and u.day <= day]
    return max(said, key=lambda u: (u.day, u.author == owner, u.place), default=None)


def _projection(goal: Ref, objective: Objective, said: Update, final: float) -> Projection:
    assert said.expect is not None
    return Projection(
        goal=goal,
        objective=objective.id,
        team=objective.team,
        cycle=objective.cycle,
        update=said,
        projected=said.expect,
        final=final,
    )
