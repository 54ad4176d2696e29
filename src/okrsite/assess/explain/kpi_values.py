"""How the value of a KPI came about, how far it moved, and how sudden that was."""

from collections.abc import Sequence
from datetime import date

from okrsite.assess.assessment import KpiAssessment
from okrsite.assess.explain.ground import Ground, places_of, rows_in
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.assess.points import Point, Points
from okrsite.assess.series import reduce
from okrsite.assess.sudden import Changes
from okrsite.assess.words import CADENCES, REDUCTIONS
from okrsite.base.frozen import Frozen
from okrsite.model.calendar import Period, is_finer, within
from okrsite.model.goals import Kpi
from okrsite.model.schema import Better, Reduce
from okrsite.model.series import Combined, Formula, Observation, Rows, SameAs, Series, reads

_MOST_ROWS = 13
_Sum = tuple[str, tuple[Input, ...]]


class KpiCase(Frozen):
    """A KPI as it is judged today, or as it was on the day on which a cycle closed."""

    kpi: Kpi
    judged: KpiAssessment
    closed_on: date | None
    ground: Ground

    @property
    def day(self) -> date:
        """The day it is judged on."""
        return self.closed_on or self.ground.assessment.as_of

    def id(self, name: str) -> str:
        """The id of one of its reckonings."""
        return f"{number_of(self.kpi.id, self.closed_on)}/{name}"

    def points(self, id_: str) -> Points:
        """The periods of a series as they stood on the day."""
        return self.ground.book(self.day).points(id_)


def number_of(id_: str, closed_on: date | None) -> str:
    """How the numbers of a KPI are named.

    >>> number_of("mrr", None), number_of("mrr", date(2026, 10, 12))
    ('kpi:mrr', 'kpi:mrr@2026-10-12')
    """
    return f"kpi:{id_}@{closed_on}" if closed_on else f"kpi:{id_}"


def value(case: KpiCase) -> Reckoning | None:
    """The last final value, out of the rows, the series or the units that it is made of."""
    point = case.judged.judged
    if point is None or point.value is None:
        return None
    formula, inputs = _made_of(case.kpi.series, point, case)
    return Reckoning(
        case.id("value"),
        case.ground.say("Value"),
        "kpi-value",
        formula,
        inputs,
        point.value,
        Shape.VALUE,
        case.kpi.series.unit,
    )


def parts_of(one: Kpi, point: Point, ground: Ground) -> tuple[Input, ...]:
    """What a period's value was made of: rows, other series or units; nothing of a gap."""
    if point.value is None:
        return ()
    case = KpiCase(one, ground.kpi(one.id, None), None, ground)
    return _made_of(one.series, point, case)[1]


def _made_of(series: Series, point: Point, case: KpiCase) -> _Sum:
    origin = series.origin
    if isinstance(origin, Rows):
        rows = rows_in(origin.observations, point.period, case.day)
        return _of_rows(rows, series.aggregate, case.ground)
    if isinstance(origin, SameAs):
        return "other", (_component(origin.id, series, point, case, name="other"),)
    if isinstance(origin, Formula):
        parts = tuple(_component(id_, series, point, case) for id_ in reads(series))
        return origin.text, parts
    return _of_units(origin, point, case)


def _of_rows(rows: Sequence[Observation], how: Reduce | None, ground: Ground) -> _Sum:
    """Several rows of one period, reduced; of the last only the last counts."""
    used = rows if how and how is not Reduce.LAST else rows[-1:]
    if len(used) == 1:
        return "row", (_row("row", used[0], ground),)
    assert how is not None
    if len(used) > _MOST_ROWS:
        return _of_many(used, how, ground)
    inputs = tuple(_row(f"v{n}", row, ground) for n, row in enumerate(used, 1))
    return f"{how}({', '.join(one.name for one in inputs)})", inputs


def _row(name: str, row: Observation, ground: Ground) -> Input:
    what = ground.say("row of {period}", period=row.period)
    return Input(name, row.value, Shape.VALUE, what, (row.place,))


def _of_many(rows: Sequence[Observation], how: Reduce, ground: Ground) -> _Sum:
    """More rows than one wants to read: what they come to, and where they stand."""
    values, ends = [row.value for row in rows], (rows[0], rows[-1])
    is_mean = how is Reduce.MEAN
    taken = Reduce.SUM if is_mean else how
    what = ground.say(
        "{sum} of {n} rows, {first} to {last}",
        sum=ground.say(REDUCTIONS[taken]),
        n=len(rows),
        first=rows[0].period,
        last=rows[-1].period,
    )
    total = Input("rows", reduce(values, taken), Shape.VALUE, what, places_of(ends))
    if not is_mean:
        return "rows", (total,)
    count = Input("count", len(rows), Shape.NUMBER, ground.say("how many they are"))
    return "rows / count", (total, count)


def _component(id_: str, series: Series, point: Point, case: KpiCase, name: str = "") -> Input:
    """A series that another is made of: its value in the period, reduced where it is finer."""
    source = case.ground.portfolio.series[id_]
    inside = [
        one
        for one in case.points(id_)
        if one.value is not None and _belongs(one.period, source, series, point.period)
    ]
    how = source.aggregate or Reduce.LAST
    amount = reduce([one.value for one in inside if one.value is not None], how)
    what = f"{case.ground.title(id_)}, {point.period}"
    if is_finer(source.cadence, series.cadence):
        what = case.ground.say(
            "{what}, {sum} of {n} {cadence} values",
            what=what,
            sum=case.ground.say(REDUCTIONS[how]),
            n=len(inside),
            cadence=case.ground.say(CADENCES[source.cadence]),
        )
    rows = [r for one in inside for r in case.ground.rows(id_, one.period, case.day)]
    used = rows[-1:] if how is Reduce.LAST else rows
    kept = used if len(used) <= _MOST_ROWS else (used[0], used[-1])
    explained = f"kpi:{id_}/value" if _is_last(id_, inside, case) else ""
    return Input(name or id_, amount, Shape.NUMBER, what, places_of(kept), explained)


def _belongs(one: Period, source: Series, series: Series, whole: Period) -> bool:
    is_reduced = is_finer(source.cadence, series.cadence)
    return (within(one, series.cadence) if is_reduced else one) == whole


def _is_last(id_: str, inside: Sequence[Point], case: KpiCase) -> bool:
    """Whether a KPI's own page explains this very value."""
    if case.closed_on:
        return False
    judged = case.ground.assessment.kpis.get(id_)
    return bool(
        judged and judged.judged and [one.period for one in inside] == [judged.judged.period]
    )


def _of_units(origin: Combined, point: Point, case: KpiCase) -> _Sum:
    """The units of a KPI together."""
    inputs = []
    for n, (unit, series) in enumerate(zip(case.kpi.units, origin.units, strict=True), 1):
        rows = rows_in(series.observations, point.period, case.day)
        what = f"{unit.label}, {point.period}"
        inputs.append(Input(f"u{n}", rows[-1].value, Shape.VALUE, what, places_of(rows)))
    return f"{origin.combine}({', '.join(one.name for one in inputs)})", tuple(inputs)


def change(case: KpiCase) -> Reckoning | None:
    """How much the last value differs from the one before."""
    now, before = case.judged.judged, case.judged.previous
    if not now or not before or now.value is None or before.value is None:
        return None
    inputs = (
        Input("now", now.value, Shape.VALUE, str(now.period), (), case.id("value")),
        _earlier("before", before, case),
    )
    return Reckoning(
        case.id("change"),
        case.ground.say("Change"),
        "kpi-value",
        "now - before",
        inputs,
        now.value - before.value,
        Shape.DIFFERENCE,
        case.kpi.series.unit,
    )


def _earlier(name: str, point: Point, case: KpiCase) -> Input:
    """A value of an earlier period, and the rows it was made of."""
    rows = case.ground.rows(case.kpi.id, point.period, case.day)
    kept = rows if len(rows) <= _MOST_ROWS else (rows[0], rows[-1])
    value_ = 0.0 if point.value is None else point.value
    return Input(name, value_, Shape.VALUE, str(point.period), places_of(kept))


def why_unjudged(case: KpiCase) -> str:
    """Why a sudden change of the last value could not be judged; empty where it could."""
    rule, judged = case.kpi.sudden_change, case.judged
    if rule is None or judged.judged is None:
        return ""
    final = judged.points.final
    return Changes(case.kpi, rule, final).at(final.index(judged.judged)).why_not


def sudden(case: KpiCase) -> tuple[Reckoning, ...]:
    """What the last value is compared with, and how much worse it is; nothing where not judged."""
    rule, judged = case.kpi.sudden_change, case.judged
    if rule is None or judged.judged is None:
        return ()
    final = judged.points.final
    index, changes = final.index(judged.judged), Changes(case.kpi, rule, final)
    found = changes.at(index)
    if found.why_not:
        return ()
    known = [final[i] for i in changes.positions(index) if final.value(i) is not None]
    inputs = tuple(_earlier(f"b{n}", point, case) for n, point in enumerate(known, 1))
    unit, say = case.kpi.series.unit, case.ground.say
    base = Reckoning(
        case.id("base"),
        say("Compared with {base}", base=changes.base_words(case.ground.language)),
        "sudden-change",
        f"mean({', '.join(i.name for i in inputs)})",
        inputs,
        found.base,
        Shape.VALUE,
        unit,
    )
    the_value = say("the value")
    pair = (
        Input("value", judged.judged.value or 0.0, Shape.VALUE, the_value, (), case.id("value")),
        Input("base", found.base, Shape.VALUE, say("what it is compared with"), (), base.id),
    )
    formula = _WORSE[case.kpi.better]
    if not rule.is_share:
        worse = Reckoning(
            case.id("worse"),
            say("Worse by"),
            "sudden-change",
            formula,
            pair,
            found.worse,
            Shape.DIFFERENCE,
            unit,
        )
        return base, worse
    shared = f"({formula}) / max(base, 0 - base)"
    worse = Reckoning(
        case.id("worse"), say("Worse by"), "sudden-change", shared, pair, found.share, Shape.SHARE
    )
    return base, worse


_WORSE = {
    Better.HIGHER: "base - value",
    Better.LOWER: "value - base",
    Better.WITHIN: "max(value - base, base - value)",
}
