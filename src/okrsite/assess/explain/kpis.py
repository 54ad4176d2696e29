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
from okrsite.model.goals import Bounds, Kpi
from okrsite.model.known import in_unit

_SIDES = (("low", "<"), ("high", ">"))


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
        Rung(Word.NO_DATA, "no value yet", judged.word is Word.NO_DATA),
        *_bounds(one, one.critical, Word.CRITICAL, value, judged, inputs),
        *_alert(one, judged, worse, inputs),
        *_bounds(one, one.warn, Word.WARN, value, judged, inputs),
        *_target(one, value, judged, inputs, case.ground),
        *_quiet(one, judged),
    ]
    return Judgement(
        case.id("word"),
        "State",
        "kpi-word",
        tuple(inputs),
        climbed(rungs),
        judged.word,
        one.series.unit,
    )


def _bounds(  # noqa: PLR0913, PLR0917 - a threshold, its word and what it is held against
    one: Kpi,
    bounds: Bounds,
    word: Word,
    value: float | None,
    judged: KpiAssessment,
    inputs: list[Input],
) -> Iterator[Rung]:
    """A threshold on either side; several periods in a row where it asks for them."""
    name = "critical" if word is Word.CRITICAL else "warn"
    place = one.document.place("thresholds", name)
    in_a_row = one.fields.thresholds.periods if one.fields.thresholds else 1
    for side, sign in _SIDES:
        bound = getattr(bounds, side)
        if bound is None:
            continue
        key = name if bounds.low is None or bounds.high is None else f"{name}-{side}"
        what = f"{'below' if side == 'low' else 'above'} its {name} threshold"
        what_bound = f"the {key.replace('-', ' ')} threshold"
        inputs.append(Input(key, bound, Shape.VALUE, what_bound, (place,)))
        is_out = value is not None and (value < bound if side == "low" else value > bound)
        comparison = Comparison("value", sign, key) if in_a_row == 1 else None
        words = what if in_a_row == 1 else f"{what} for {in_a_row} periods in a row"
        yield Rung(word, words, judged.word is word and is_out, comparison, (place,))


def _alert(
    one: Kpi, judged: KpiAssessment, worse: Reckoning | None, inputs: list[Input]
) -> Iterator[Rung]:
    rule = one.sudden_change
    if rule is None:
        return
    place = one.document.place("sudden_change")
    if worse is None:
        yield Rung(Word.ALERT, _unjudged(judged), holds=False, places=(place,))
        return
    inputs.append(Input("worse", worse.result, worse.shape, "how much worse", (), worse.id))
    inputs.append(Input("worse-by", rule.worse_by, worse.shape, "what is allowed", (place,)))
    comparison = Comparison("worse", ">", "worse-by")
    what = "a sudden change for the worse"
    yield Rung(Word.ALERT, what, judged.word is Word.ALERT, comparison, (place,))


def _unjudged(judged: KpiAssessment) -> str:
    """Why a sudden change could not be judged, in the words of the assessment."""
    said = (r for r in judged.reasons if r.startswith("sudden change is not judged"))
    return next(said, "sudden change is not judged")


def _target(
    one: Kpi, value: float | None, judged: KpiAssessment, inputs: list[Input], ground: Ground
) -> Iterator[Rung]:
    """Missed: short of a target that is due; before its day short of it is not yet."""
    if one.target.is_empty:
        return
    place = one.document.place("target")
    if judged.not_yet:
        due = (
            f"the target is due by {ground.day(one.fields.target_by)}"
            if one.fields.target_by
            else ""
        )
        yield Rung(Word.MISSED, due, holds=False, places=(place,))
    for side, sign in _SIDES:
        if (bound := getattr(one.target, side)) is None:
            continue
        is_pair = one.target.low is not None and one.target.high is not None
        key = f"target-{side}" if is_pair else "target"
        inputs.append(Input(key, bound, Shape.VALUE, f"the {key.replace('-', ' ')}", (place,)))
        if judged.not_yet or value is None:
            continue
        comparison = Comparison("value", f"{sign}=" if one.fields.strict else sign, key)
        misses = is_short(value, bound, side, strict=one.fields.strict)
        yield Rung(Word.MISSED, "short of its target", misses, comparison, (place,))


def is_short(value_: float, bound: float, side: str, *, strict: bool) -> bool:
    """Whether a value misses one side of a target.

    >>> is_short(40.0, 40.0, "low", strict=False), is_short(40.0, 40.0, "low", strict=True)
    (False, True)
    """
    bounds = Bounds(low=bound) if side == "low" else Bounds(high=bound)
    return not is_attained(value_, bounds, strict=strict)


def _quiet(one: Kpi, judged: KpiAssessment) -> Iterator[Rung]:
    """Nothing is broken: stale, attained, healthy, or monitored."""
    rules = (one.warn.is_empty, one.critical.is_empty, one.target.is_empty)
    has_rule = not all(rules) or one.sudden_change is not None
    yield Rung(Word.STALE, "its next value is overdue", judged.word is Word.STALE)
    if not one.target.is_empty and not judged.not_yet:
        place = one.document.place("target")
        yield Rung(Word.ATTAINED, "it meets its target", holds=True, places=(place,))
    yield Rung(Word.HEALTHY, "it has a rule, and none is broken", has_rule)
    yield Rung(Word.MONITORED, "it has no rule", holds=True)
