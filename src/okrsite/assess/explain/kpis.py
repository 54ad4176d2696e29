"""How the value of a KPI came about, how far it moved, and how its word was chosen."""

from collections.abc import Iterator, Sequence

from okrsite.assess.assessment import KpiAssessment, Point, Word
from okrsite.assess.explain.ground import Ground, places_of, rows_in
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
from okrsite.assess.series import reduce
from okrsite.assess.sudden import Changes
from okrsite.assess.vitals import is_attained
from okrsite.model.calendar import Period, is_finer, within
from okrsite.model.goals import Bounds, Kpi
from okrsite.model.schema import Better, Reduce
from okrsite.model.series import Combined, Formula, Observation, Rows, SameAs, Series, reads

_MOST_ROWS = 13
_SIDES = (("low", "<"), ("high", ">"))
_Sum = tuple[str, tuple[Input, ...]]


def kpi(one: Kpi, ground: Ground) -> tuple[Explanation, ...]:
    """Value, change, sudden change and word of a KPI."""
    judged = ground.assessment.kpis[one.id]
    found = [value(one, judged, ground), _change(one, judged, ground)]
    sudden = _sudden(one, judged, ground)
    word = _word(one, judged, sudden[-1] if sudden else None, ground)
    return tuple(e for e in (*found, *sudden, word) if e is not None)


def value(one: Kpi, judged: KpiAssessment, ground: Ground) -> Reckoning | None:
    """The last final value, out of the rows, the series or the units that it is made of."""
    point = judged.judged
    if point is None or point.value is None:
        return None
    formula, inputs = _made_of(one.series, point, ground)
    return Reckoning(
        f"kpi:{one.id}/value",
        "Value",
        "kpi-value",
        formula,
        inputs,
        point.value,
        Shape.VALUE,
        one.series.unit,
    )


def _made_of(series: Series, point: Point, ground: Ground) -> _Sum:
    origin = series.origin
    if isinstance(origin, Rows):
        rows = rows_in(origin.observations, point.period, ground.assessment.as_of)
        return _of_rows(rows, series.aggregate)
    if isinstance(origin, SameAs):
        return _of_series(origin.id, series, point, ground)
    if isinstance(origin, Formula):
        parts = tuple(_component(id_, series, point, ground) for id_ in reads(series))
        return origin.text, parts
    return _of_units(origin, point, ground)


def _of_rows(rows: Sequence[Observation], how: Reduce | None) -> _Sum:
    """Several rows of one period, reduced; of the last only the last counts."""
    used = rows if how and how is not Reduce.LAST else rows[-1:]
    if len(used) == 1:
        return "row", (_row("row", used[0]),)
    assert how is not None
    if len(used) > _MOST_ROWS:
        return _of_many(used, how)
    inputs = tuple(_row(f"v{n}", row) for n, row in enumerate(used, 1))
    return f"{how}({', '.join(one.name for one in inputs)})", inputs


def _row(name: str, row: Observation) -> Input:
    return Input(name, row.value, Shape.VALUE, str(row.period), (row.place,))


def _of_many(rows: Sequence[Observation], how: Reduce) -> _Sum:
    """More rows than one wants to read: what they come to, and where they stand."""
    values = [row.value for row in rows]
    span, ends = f"{len(rows)} rows, {rows[0].period} to {rows[-1].period}", (rows[0], rows[-1])
    if how is not Reduce.MEAN:
        what = f"{how} of {span}"
        taken = Input("rows", reduce(values, how), Shape.VALUE, what, places_of(ends))
        return "rows", (taken,)
    total = Input(
        "rows", reduce(values, Reduce.SUM), Shape.VALUE, f"sum of {span}", places_of(ends)
    )
    return "rows / count", (total, Input("count", len(rows), Shape.NUMBER, "how many they are"))


def _of_series(id_: str, series: Series, point: Point, ground: Ground) -> _Sum:
    """The values of another series within the period, reduced by its own aggregate."""
    part = _component(id_, series, point, ground, name="other")
    return "other", (part,)


def _component(id_: str, series: Series, point: Point, ground: Ground, name: str = "") -> Input:
    """A series that another is made of: its value in the period, reduced where it is finer."""
    source = ground.portfolio.series[id_]
    inside = [
        one
        for one in ground.book(ground.assessment.as_of).points(id_)
        if one.value is not None and _belongs(one.period, source, series, point.period)
    ]
    how = source.aggregate or Reduce.LAST
    amount = reduce([one.value for one in inside if one.value is not None], how)
    what = f"{_title(id_, ground)}, {point.period}"
    if is_finer(source.cadence, series.cadence):
        what += f", {how} of {len(inside)} {source.cadence} values"
    rows = [r for one in inside for r in ground.rows(id_, one.period, ground.assessment.as_of)]
    used = rows[-1:] if how is Reduce.LAST else rows
    kept = used if len(used) <= _MOST_ROWS else (used[0], used[-1])
    explained = f"kpi:{id_}/value" if _is_last(id_, inside, ground) else ""
    return Input(name or id_, amount, Shape.NUMBER, what, places_of(kept), explained)


def _belongs(one: Period, source: Series, series: Series, whole: Period) -> bool:
    is_reduced = is_finer(source.cadence, series.cadence)
    return (within(one, series.cadence) if is_reduced else one) == whole


def _is_last(id_: str, inside: Sequence[Point], ground: Ground) -> bool:
    """Whether a KPI's own page explains this very value."""
    judged = ground.assessment.kpis.get(id_)
    return bool(
        judged and judged.judged and [one.period for one in inside] == [judged.judged.period]
    )


def _title(id_: str, ground: Ground) -> str:
    portfolio = ground.portfolio
    return portfolio.kpis[id_].title if id_ in portfolio.kpis else portfolio.metrics[id_].title


def _of_units(origin: Combined, point: Point, ground: Ground) -> _Sum:
    """The units of a KPI together."""
    inputs = []
    for n, unit in enumerate(origin.units, 1):
        rows = rows_in(unit.observations, point.period, ground.assessment.as_of)
        inputs.append(
            Input(f"u{n}", rows[-1].value, Shape.VALUE, str(point.period), places_of(rows))
        )
    return f"{origin.combine}({', '.join(one.name for one in inputs)})", tuple(inputs)


def _change(one: Kpi, judged: KpiAssessment, ground: Ground) -> Reckoning | None:
    """How much the last value differs from the one before."""
    now, before = judged.judged, judged.previous
    if not now or not before or now.value is None or before.value is None:
        return None
    inputs = (
        Input("now", now.value, Shape.VALUE, str(now.period), (), f"kpi:{one.id}/value"),
        _earlier("before", before, one, ground),
    )
    return Reckoning(
        f"kpi:{one.id}/change",
        "Change",
        "kpi-value",
        "now - before",
        inputs,
        now.value - before.value,
        Shape.VALUE,
        one.series.unit,
    )


def _earlier(name: str, point: Point, one: Kpi, ground: Ground) -> Input:
    """A value of an earlier period, and the rows it was made of."""
    rows = ground.rows(one.id, point.period, ground.assessment.as_of)
    kept = rows if len(rows) <= _MOST_ROWS else (rows[0], rows[-1])
    value_ = 0.0 if point.value is None else point.value
    return Input(name, value_, Shape.VALUE, str(point.period), places_of(kept))


def _sudden(one: Kpi, judged: KpiAssessment, ground: Ground) -> tuple[Reckoning, ...]:
    """What the last value is compared with, and how much worse it is; nothing where not judged."""
    rule = one.sudden_change
    if rule is None or judged.judged is None:
        return ()
    final = [p for p in judged.points if not p.is_provisional]
    index, changes = final.index(judged.judged), Changes(one, rule, final)
    change = changes.at(index)
    if change.why_not:
        return ()
    known = [final[i] for i in changes.positions(index) if final[i].value is not None]
    inputs = tuple(_earlier(f"b{n}", point, one, ground) for n, point in enumerate(known, 1))
    unit, id_ = one.series.unit, f"kpi:{one.id}"
    base = Reckoning(
        f"{id_}/base",
        f"Compared with {changes.base_words}",
        "sudden-change",
        f"mean({', '.join(i.name for i in inputs)})",
        inputs,
        change.base,
        Shape.VALUE,
        unit,
    )
    pair = (
        Input("value", judged.judged.value or 0.0, Shape.VALUE, "the value", (), f"{id_}/value"),
        Input("base", change.base, Shape.VALUE, "what it is compared with", (), base.id),
    )
    formula = _WORSE[one.better]
    if not rule.is_share:
        worse = Reckoning(
            f"{id_}/worse",
            "Worse by",
            "sudden-change",
            formula,
            pair,
            change.worse,
            Shape.VALUE,
            unit,
        )
        return base, worse
    shared = f"({formula}) / max(base, 0 - base)"
    worse = Reckoning(
        f"{id_}/worse", "Worse by", "sudden-change", shared, pair, change.share, Shape.SHARE
    )
    return base, worse


_WORSE = {
    Better.HIGHER: "base - value",
    Better.LOWER: "value - base",
    Better.WITHIN: "max(value - base, base - value)",
}


def _word(one: Kpi, judged: KpiAssessment, worse: Reckoning | None, ground: Ground) -> Judgement:
    """The first word that holds for the last value."""
    id_, point = f"kpi:{one.id}", judged.judged
    inputs: list[Input] = []
    if point is not None and point.value is not None:
        inputs.append(
            Input("value", point.value, Shape.VALUE, str(point.period), (), f"{id_}/value")
        )
    rungs = [Rung(Word.NO_DATA, "no value yet", judged.word is Word.NO_DATA)]
    if inputs:
        rungs += _bounds(one, one.critical, Word.CRITICAL, judged, inputs)
        rungs += _alert(one, judged, worse, inputs)
        rungs += _bounds(one, one.warn, Word.WARN, judged, inputs)
        rungs += _target(one, judged, inputs, ground)
        rungs += _quiet(one, judged)
    return Judgement(f"{id_}/word", "State", "kpi-word", tuple(inputs), climbed(rungs), judged.word)


def _bounds(
    one: Kpi, bounds: Bounds, word: Word, judged: KpiAssessment, inputs: list[Input]
) -> Iterator[Rung]:
    """A threshold on either side; several periods in a row where it asks for them."""
    name = "critical" if word is Word.CRITICAL else "warn"
    place = one.document.place("thresholds", name)
    in_a_row = one.fields.thresholds.periods if one.fields.thresholds else 1
    value_ = inputs[0].value
    for side, sign in _SIDES:
        bound = getattr(bounds, side)
        if bound is None:
            continue
        key = f"{name}-{side}"
        what = f"{'below' if side == 'low' else 'above'} its {name} threshold"
        inputs.append(Input(key, bound, Shape.VALUE, f"the {name} threshold", (place,)))
        is_out = value_ < bound if side == "low" else value_ > bound
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


def _target(one: Kpi, judged: KpiAssessment, inputs: list[Input], ground: Ground) -> Iterator[Rung]:
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
        return
    for side, sign in _SIDES:
        if (bound := getattr(one.target, side)) is None:
            continue
        key = f"target-{side}"
        inputs.append(Input(key, bound, Shape.VALUE, "the target", (place,)))
        comparison = Comparison("value", f"{sign}=" if one.fields.strict else sign, key)
        misses = is_short(inputs[0].value, bound, side, strict=one.fields.strict)
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
