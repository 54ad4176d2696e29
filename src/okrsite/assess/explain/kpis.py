"""How the word for a KPI was chosen, after its value: the first that holds."""

from collections.abc import Iterator
from datetime import date

from okrsite.assess.assessment import KpiAssessment, Word
from okrsite.assess.explain import kpi_values
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.kpi_values import KpiCase
from okrsite.assess.explain.pace import climbed
from okrsite.assess.explain.reckoning import (
    Comparison,
    Explanation,
    Input,
    Judgement,
    Reckoning,
    Rung,
    Shape,
)
from okrsite.assess.vitals import is_attained
from okrsite.base.words import marked
from okrsite.model.goals import Bounds, Kpi
from okrsite.model.known import in_unit

_SIDES = (("low", "<"), ("high", ">"))
_OUTSIDE = {
    ("critical", "low"): marked("below its critical threshold"),
    ("critical", "high"): marked("above its critical threshold"),
    ("warn", "low"): marked("below its warn threshold"),
    ("warn", "high"): marked("above its warn threshold"),
}
_THRESHOLDS = {
    "critical": marked("the critical threshold"),
    "critical-low": marked("the critical low threshold"),
    "critical-high": marked("the critical high threshold"),
    "warn": marked("the warn threshold"),
    "warn-low": marked("the warn low threshold"),
    "warn-high": marked("the warn high threshold"),
}
_TARGETS = {
    "target": marked("the target"),
    "target-low": marked("the target low"),
    "target-high": marked("the target high"),
}


def kpi(one: Kpi, ground: Ground, closed_on: date | None = None) -> tuple[Explanation, ...]:
    """Value, change, sudden change and word of a KPI, today or on the day a cycle closed."""
    known = ground.known(one.id, closed_on)
    return _of(KpiCase(known, ground.kpi(one.id, closed_on), closed_on, ground))


def kpi_by(judged: KpiAssessment, day: date, ground: Ground) -> tuple[Explanation, ...]:
    """The same of a KPI as it was judged by the end of a cycle."""
    known = in_unit(ground.portfolio.kpis[judged.id], judged.unit)
    return _of(KpiCase(known, judged, day, ground))


def _of(case: KpiCase) -> tuple[Explanation, ...]:
    changes = kpi_values.sudden(case)
    word = _word(case, changes[-1] if changes else None)
    found = (kpi_values.value(case), kpi_values.change(case), *changes, word)
    return tuple(explanation for explanation in found if explanation is not None)


def _word(case: KpiCase, worse: Reckoning | None) -> Judgement:
    """The first word that holds for the last value."""
    one, judged = case.kpi, case.judged
    point = judged.judged
    inputs: list[Input] = []
    if point is not None and point.value is not None:
        inputs.append(
            Input("value", point.value, Shape.VALUE, str(point.period), (), case.id("value"))
        )
    value = point.value if point else None
    rungs = [
        Rung(Word.NO_DATA, case.ground.say("no value yet"), judged.word is Word.NO_DATA),
        *_bounds(case, one.critical, Word.CRITICAL, value, inputs),
        *_alert(case, worse, inputs),
        *_bounds(case, one.warn, Word.WARN, value, inputs),
        *_target(one, value, judged, inputs, case.ground),
        *_quiet(one, judged, case.ground),
    ]
    return Judgement(
        case.id("word"),
        case.ground.say("State"),
        "kpi-word",
        tuple(inputs),
        climbed(rungs),
        judged.word,
        one.series.unit,
    )


def _bounds(
    case: KpiCase, bounds: Bounds, word: Word, value: float | None, inputs: list[Input]
) -> Iterator[Rung]:
    """A threshold on either side; several periods in a row where it asks for them."""
    one, judged, say = case.kpi, case.judged, case.ground.say
    name = "critical" if word is Word.CRITICAL else "warn"
    place = one.document.place("thresholds", name)
    in_a_row = one.fields.thresholds.periods if one.fields.thresholds else 1
    for side, sign in _SIDES:
        bound = getattr(bounds, side)
        if bound is None:
            continue
        key = name if bounds.low is None or bounds.high is None else f"{name}-{side}"
        what = say(_OUTSIDE[name, side])
        inputs.append(Input(key, bound, Shape.VALUE, say(_THRESHOLDS[key]), (place,)))
        is_out = value is not None and (value < bound if side == "low" else value > bound)
        comparison = Comparison("value", sign, key) if in_a_row == 1 else None
        if in_a_row > 1:
            what = say("{what} for {n} periods in a row", what=what, n=in_a_row)
        yield Rung(word, what, judged.word is word and is_out, comparison, (place,))


def _alert(case: KpiCase, worse: Reckoning | None, inputs: list[Input]) -> Iterator[Rung]:
    one, judged, say = case.kpi, case.judged, case.ground.say
    rule = one.sudden_change
    if rule is None:
        return
    place = one.document.place("sudden_change")
    if worse is None:
        yield Rung(Word.ALERT, _unjudged(case), holds=False, places=(place,))
        return
    inputs.append(Input("worse", worse.result, worse.shape, say("how much worse"), (), worse.id))
    inputs.append(Input("worse-by", rule.worse_by, worse.shape, say("what is allowed"), (place,)))
    comparison = Comparison("worse", ">", "worse-by")
    what = say("a sudden change for the worse")
    yield Rung(Word.ALERT, what, judged.word is Word.ALERT, comparison, (place,))


def _unjudged(case: KpiCase) -> str:
    """Why a sudden change could not be judged, in the words of the assessment."""
    say, why = case.ground.say, kpi_values.why_unjudged(case)
    if not why:
        return say("sudden change is not judged")
    return say("sudden change is not judged: {why}", why=say(why))


def _target(
    one: Kpi, value: float | None, judged: KpiAssessment, inputs: list[Input], ground: Ground
) -> Iterator[Rung]:
    """Missed: short of a target that is due; before its day short of it is not yet."""
    if one.target.is_empty:
        return
    place = one.document.place("target")
    if judged.not_yet:
        by = one.fields.target_by
        due = ground.say("the target is due by {day}", day=ground.day(by)) if by else ""
        yield Rung(Word.MISSED, due, holds=False, places=(place,))
    for side, sign in _SIDES:
        if (bound := getattr(one.target, side)) is None:
            continue
        is_pair = one.target.low is not None and one.target.high is not None
        key = f"target-{side}" if is_pair else "target"
        inputs.append(Input(key, bound, Shape.VALUE, ground.say(_TARGETS[key]), (place,)))
        if judged.not_yet or value is None:
            continue
        comparison = Comparison("value", f"{sign}=" if one.fields.strict else sign, key)
        misses = is_short(value, bound, side, strict=one.fields.strict)
        what = ground.say("short of its target")
        yield Rung(Word.MISSED, what, misses, comparison, (place,))


def is_short(value_: float, bound: float, side: str, *, strict: bool) -> bool:
    """Whether a value misses one side of a target.

    >>> is_short(40.0, 40.0, "low", strict=False), is_short(40.0, 40.0, "low", strict=True)
    (False, True)
    """
    bounds = Bounds(low=bound) if side == "low" else Bounds(high=bound)
    return not is_attained(value_, bounds, strict=strict)


def _quiet(one: Kpi, judged: KpiAssessment, ground: Ground) -> Iterator[Rung]:
    """Nothing is broken: stale, attained, healthy, or monitored."""
    rules = (one.warn.is_empty, one.critical.is_empty, one.target.is_empty)
    has_rule = not all(rules) or one.sudden_change is not None
    yield Rung(Word.STALE, ground.say("its next value is overdue"), judged.word is Word.STALE)
    if not one.target.is_empty and not judged.not_yet:
        place = one.document.place("target")
        yield Rung(Word.ATTAINED, ground.say("it meets its target"), holds=True, places=(place,))
    yield Rung(Word.HEALTHY, ground.say("it has a rule, and none is broken"), has_rule)
    yield Rung(Word.MONITORED, ground.say("it has no rule"), holds=True)
