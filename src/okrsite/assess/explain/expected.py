"""How the expected progress of a key result came about: by the calendar, the plan or its parts."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from okrsite.assess.explain.case import Case
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.assess.pace import planned_path
from okrsite.base.problems import Place
from okrsite.model.schema import KeyResultType

_T = KeyResultType
_Sum = tuple[str, tuple[Input, ...]]


def expected(case: Case) -> Reckoning | None:
    """The expected progress at the end of the day, 0..1; nothing without days."""
    promise, result = case.promise, case.judged.expected
    if result is None or promise.first_day is None or promise.due is None:
        return None
    formula, inputs = _EXPECTED.get(case.kr.type, _way)(case, promise.first_day, promise.due)
    return Reckoning(
        case.id("expected"),
        case.ground.say("Expected by now"),
        "expected",
        formula,
        inputs,
        result,
        Shape.SHARE,
        case.kr.unit,
    )


def _way(case: Case, first_day: date, due: date) -> _Sum:
    """Straight by the calendar, or along the author's plan while its days last."""
    if case.promise.expected and first_day <= case.day <= due and first_day < due:
        return _planned(case)
    return _straight(case, first_day, due)


def _straight(case: Case, first_day: date, due: date) -> _Sum:
    """`days gone / days`, both counted from the first day."""
    if first_day == due:
        return _reached(case, due)
    days = (due - first_day).days
    gone = min(days, max(0, (case.day - first_day).days))
    until = min(max(case.day, first_day), due)
    return "gone / days", (
        Input("gone", gone, Shape.NUMBER, case.ground.days(first_day, until), _from(case)),
        Input("days", days, Shape.NUMBER, case.ground.days(first_day, due), _due(case)),
    )


def _planned(case: Case) -> _Sum:
    """The planned value between the two points around the day, as a share of the way."""
    promise, ground, kr = case.promise, case.ground, case.kr
    assert promise.start is not None
    assert promise.target is not None
    path = planned_path(promise)
    (one, low), (other, high) = next((a, b) for a, b in pairwise(path) if a[0] <= case.day <= b[0])
    lower, upper = (ground.say("planned for {day}", day=ground.day(day)) for day in (one, other))
    since = ground.say("days since {day}", day=ground.day(one))
    inputs = (
        Input("low", low, Shape.VALUE, lower, _plan(case, one)),
        Input("high", high, Shape.VALUE, upper, _plan(case, other)),
        Input("gone", (case.day - one).days, Shape.NUMBER, since),
        Input("days", (other - one).days, Shape.NUMBER, ground.say("days between the two")),
        case.amount("start", promise.start, ground.say("where it began")),
        Input(
            "target",
            promise.target,
            Shape.VALUE,
            ground.say("where it is to go"),
            ground.promised(kr, "target", case.promised_on),
        ),
    )
    planned = "low + (high - low) * gone / days"
    return f"min(1, max(0, ({planned} - start) / (target - start)))", inputs


def _reached(case: Case, due: date) -> _Sum:
    """All of it on the due day, nothing before."""
    is_due = case.day >= due
    ground, day = case.ground, case.ground.day(due)
    what = (
        ground.say("it is due: {day}", day=day)
        if is_due
        else ground.say("it is not due: {day}", day=day)
    )
    return "due", (Input("due", float(is_due), Shape.NUMBER, what, _due(case)),)


def _at_once(case: Case, first_day: date, due: date) -> _Sum:
    del first_day
    return _reached(case, due)


def _periodic(case: Case, first_day: date, due: date) -> _Sum:
    """All of it once a period is due."""
    del first_day, due
    count = len(case.periods)
    ground = case.ground
    what = ground.say("periods that are due") if count else ground.say("no period is due yet")
    return "min(1, periods)", (Input("periods", count, Shape.NUMBER, what),)


def _milestones(case: Case, first_day: date, due: date) -> _Sum:
    """The weight of the milestones whose day has come, over all weights."""
    steps = case.promise.steps
    if not steps:
        return _reached(case, due)
    del first_day
    inputs = tuple(
        Input(
            f"m{n}",
            step.weight,
            Shape.NUMBER,
            case.ground.say(
                "{step}, due {day}", step=step.title, day=case.ground.day(step.due or due)
            ),
            _step(case, n - 1),
        )
        for n, step in enumerate(steps, 1)
    )
    come = [i.name for i, s in zip(inputs, steps, strict=True) if case.day >= (s.due or due)]
    top = f"({' + '.join(come)})" if come else "0"
    return f"{top} / ({' + '.join(one.name for one in inputs)})", inputs


def _step(case: Case, index: int) -> tuple[Place, ...]:
    if case.promise is not case.kr.promise:
        return ()
    return (case.ground.at(case.kr, "milestones", index),)


def _from(case: Case) -> tuple[Place, ...]:
    return case.ground.promised(case.kr, "first_day", case.promised_on)


def _due(case: Case) -> tuple[Place, ...]:
    return case.ground.promised(case.kr, "due", case.promised_on)


def _plan(case: Case, day: date) -> tuple[Place, ...]:
    if case.promise is not case.kr.promise or day not in dict(case.promise.expected):
        return ()
    return (case.ground.at(case.kr, "expected", day.isoformat()),)


_EXPECTED: dict[KeyResultType, Callable[[Case, date, date], _Sum]] = {
    _T.MAINTAIN: _periodic,
    _T.RECURRING: _periodic,
    _T.MILESTONES: _milestones,
    _T.BINARY: _at_once,
    _T.BASELINE: _at_once,
}
