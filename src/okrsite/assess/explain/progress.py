"""How the progress of a key result came about, by its type."""

from collections.abc import Callable

from okrsite.assess.assessment import PeriodResult
from okrsite.assess.explain.case import Case
from okrsite.assess.explain.ground import places_of, said_on
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.base.problems import Place
from okrsite.base.words import marked
from okrsite.model.schema import KeyResultType

_MOST_ROWS = 13
_MOST_PERIODS = 54
_T = KeyResultType
_NAMES = {
    "progress": marked("Progress"),
    "first-progress": marked("Progress against the first promise"),
}


def progress(case: Case, result: float, name: str = "progress") -> Reckoning:
    """The raw progress, 0 at the start and 1 at the target."""
    formula, inputs = _PROGRESS[case.kr.type](case)
    words = case.ground.say(_NAMES[name])
    unit = case.kr.unit
    return Reckoning(case.id(name), words, "progress", formula, inputs, result, Shape.SHARE, unit)


def _way(case: Case) -> tuple[str, tuple[Input, ...]]:
    """`(value - start) / (target - start)`."""
    promise, last = case.promise, case.measured[-1]
    assert promise.start is not None
    assert promise.target is not None
    named = "change" if case.kr.type is _T.RELATIVE else "target"
    places = case.ground.promised(case.kr, named, case.promised_on)
    is_reckoned = case.kr.type is _T.RELATIVE and case.promise == case.judged.promise
    reckoned = case.id("target") if is_reckoned else ""
    is_now = case.judged.measured[-1:] == (last,)
    what = case.ground.say("where it stands since {day}", day=case.ground.day(last.day))
    now = Input(
        "value",
        last.value,
        Shape.VALUE,
        what,
        case.said(last),
        case.id("value") if is_now else "",
    )
    aim = Input(
        "target",
        promise.target,
        Shape.VALUE,
        case.ground.say("where it is to go"),
        places,
        reckoned,
    )
    start = case.amount("start", promise.start, case.ground.say("where it began"))
    return "(value - start) / (target - start)", (now, start, aim)


def _kept(case: Case) -> tuple[str, tuple[Input, ...]]:
    """The mean of what each due period adds."""
    due, say = case.periods, case.ground.say
    if len(due) > _MOST_PERIODS:
        total = sum(one.share for one in due)
        return "kept / due", (
            Input("kept", total, Shape.NUMBER, say("what the due periods add, at most 1 each")),
            Input("due", len(due), Shape.NUMBER, say("periods that are due")),
        )
    if case.kr.type is _T.RECURRING:
        return _recurring(case)
    inputs = tuple(
        Input(f"p{n}", one.share, Shape.NUMBER, _inside_words(one, case), _period_places(one, case))
        for n, one in enumerate(due, 1)
    )
    return f"mean({', '.join(one.name for one in inputs)})", inputs


def _recurring(case: Case) -> tuple[str, tuple[Input, ...]]:
    """The mean over elapsed periods of `min(1, actual / target)`."""
    assert case.promise.target is not None
    aim = case.amount(
        "target", case.promise.target, case.ground.say("what each period is to bring")
    )
    actual = [_actual_words(one, case) for one in case.periods]
    inputs = tuple(
        Input(f"p{n}", one.value or 0.0, Shape.VALUE, words, _period_places(one, case))
        for n, (one, words) in enumerate(zip(case.periods, actual, strict=True), 1)
    )
    terms = ", ".join(f"min(1, {one.name} / target)" for one in inputs)
    return f"mean({terms})", (*inputs, aim)


def _actual_words(one: PeriodResult, case: Case) -> str:
    if one.value is not None:
        return f"{one.period}"
    return case.ground.say("{period}: no value counts 0", period=one.period)


def _inside_words(one: PeriodResult, case: Case) -> str:
    say = case.ground.say
    if one.value is None:
        return say("{period}: no value counts as outside", period=one.period)
    side = say("kept") if one.share >= 1 else say("not kept")
    return f"{one.period}: {case.ground.value(one.value, case.kr.unit)}, {side}"


def _period_places(one: PeriodResult, case: Case) -> tuple[Place, ...]:
    if case.kr.source:
        return places_of(case.ground.rows(case.kr.source, one.period, case.day))[:_MOST_ROWS]
    days = [m.day for m in case.judged.measured if one.period.start <= m.day <= one.period.end]
    return said_on(case.judged.updates, days[-1], "value") if days else ()


def _milestones(case: Case) -> tuple[str, tuple[Input, ...]]:
    """The weights of the milestones that are done over all weights, or the score chosen."""
    if case.promise.scores:
        return _chosen(case)
    done, say = case.steps_done, case.ground.say
    inputs = tuple(
        Input(
            f"m{n}",
            step.weight,
            Shape.NUMBER,
            f"{step.title}, {say('done') if step.id in done else say('open')}",
            _step_places(step.id, n - 1, case),
        )
        for n, step in enumerate(case.promise.steps, 1)
    )
    reached = [
        i.name for i, step in zip(inputs, case.promise.steps, strict=True) if step.id in done
    ]
    top = f"({' + '.join(reached)})" if reached else "0"
    return f"{top} / ({' + '.join(one.name for one in inputs)})", inputs


def _step_places(id_: str, index: int, case: Case) -> tuple[Place, ...]:
    said = [u.place for u in case.judged.updates if id_ in u.done]
    if said:
        return (said[0],)
    if case.promise is not case.kr.promise:
        return ()
    return (case.ground.at(case.kr, "milestones", index),)


def _chosen(case: Case) -> tuple[str, tuple[Input, ...]]:
    label = case.judged.label
    score = dict(case.promise.scores).get(label, 0.0)
    said = [u.place for u in case.judged.updates if u.label == label] if label else []
    say = case.ground.say
    what = say("the score of “{label}”", label=label) if label else say("nothing is chosen yet")
    return "score", (Input("score", score, Shape.NUMBER, what, tuple(said[-1:])),)


def _binary(case: Case) -> tuple[str, tuple[Input, ...]]:
    reached = case.judged.progress == 1
    said = tuple(u.place for u in case.judged.updates if u.done_on)[:1]
    places = said or ((case.ground.at(case.kr, "done"),) if reached else ())
    what = case.ground.say("it is done") if reached else case.ground.say("it is not done")
    return "done", (Input("done", float(reached), Shape.NUMBER, what, places),)


def _baseline(case: Case) -> tuple[str, tuple[Input, ...]]:
    measured = case.measured
    places = case.said(measured[0]) if measured else ()
    what = case.ground.say("no value yet")
    if measured:
        day = case.ground.day(measured[0].day)
        what = case.ground.say("first measured on {day}", day=day)
    return "measured", (Input("measured", float(bool(measured)), Shape.NUMBER, what, places),)


_PROGRESS: dict[KeyResultType, Callable[[Case], tuple[str, tuple[Input, ...]]]] = {
    _T.INCREASE: _way,
    _T.DECREASE: _way,
    _T.RELATIVE: _way,
    _T.REACH: _way,
    _T.MAINTAIN: _kept,
    _T.RECURRING: _kept,
    _T.MILESTONES: _milestones,
    _T.BINARY: _binary,
    _T.BASELINE: _baseline,
}
