"""How the value of a key result came about, and how many of its parts are done or kept."""

from okrsite.assess.explain.case import Case
from okrsite.assess.explain.ground import places_of
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape, counted
from okrsite.assess.points import Measured
from okrsite.assess.series import reduce
from okrsite.assess.words import REDUCTIONS
from okrsite.model.calendar import Period
from okrsite.model.schema import Reduce

_MOST_ROWS = 13


def value(case: Case) -> Reckoning | None:
    """The current value: the last that was said, or the observations of the source taken."""
    judged, kr = case.judged, case.kr
    if judged.value is None:
        return None
    last = judged.measured[-1]
    inputs, formula = (_taken if kr.source else _said)(last, case)
    name = case.ground.say("Now")
    return Reckoning(
        case.id("value"), name, "value", formula, inputs, judged.value, Shape.VALUE, kr.unit
    )


def kept(case: Case) -> Reckoning | None:
    """How many of the due periods were kept in full."""
    if not case.periods:
        return None
    count = float(sum(one.share >= 1 for one in case.periods))
    say, due = case.ground.say, len(case.periods)
    what = say("of {n} due periods that were kept in full", n=due)
    found = (Input("kept", count, Shape.NUMBER, what),)
    return Reckoning(case.id("kept"), say("Kept"), "value", "kept", found, count, Shape.NUMBER)


def done(case: Case) -> Reckoning | None:
    """How many milestones are done, and which."""
    steps = [step for step in case.promise.steps if step.id in case.steps_done]
    if steps:
        named = [(step.title, "") for step in steps]
        return counted(case.id("done"), case.ground.say("Done"), named, case.ground.language)
    if not case.promise.steps:
        return None
    say = case.ground.say
    none = (Input("done", 0.0, Shape.NUMBER, say("no milestone is done yet")),)
    return Reckoning(case.id("done"), say("Done"), "value", "done", none, 0.0, Shape.NUMBER)


def _said(last: Measured, case: Case) -> tuple[tuple[Input, ...], str]:
    what = case.ground.say("said on {day}", day=case.ground.day(last.day))
    return (Input("said", last.value, Shape.VALUE, what, case.said(last)),), "said"


def _taken(last: Measured, case: Case) -> tuple[tuple[Input, ...], str]:
    """The observations of a source within the days of the key result, reduced by `take`."""
    how, source = case.kr.fields.take, case.kr.source
    book = case.ground.book(case.day)
    inside = book.observed(source).inside(case.promise.first_day, case.promise.due)
    used = inside[-1:] if how is Reduce.LAST else inside
    if len(used) > _MOST_ROWS:
        return _many([one.value for one in used], how, case), _MANY[how]
    names = [f"v{n}" for n in range(1, len(used) + 1)] if len(used) > 1 else ["observed"]
    inputs = tuple(
        Input(
            name,
            one.value,
            Shape.VALUE,
            f"{case.ground.title(source)}, {one.period}",
            places_of(case.ground.rows(source, one.period, case.day)),
            f"kpi:{source}/value" if _is_judged(source, one.period, case) else "",
        )
        for name, one in zip(names, used, strict=True)
    )
    return inputs, names[0] if len(names) == 1 else f"{how.value}({', '.join(names)})"


def _many(values: list[float], how: Reduce, case: Case) -> tuple[Input, ...]:
    """Too many observations to name each: how many they are, and what they come to."""
    reduced = reduce(values, Reduce.SUM if how in _ADDED else how)
    say = case.ground.say
    what = say(
        "{n} values of {kpi}, {sum}",
        n=len(values),
        kpi=case.ground.title(case.kr.source),
        sum=say("added up") if how in _ADDED else say(REDUCTIONS[how]),
    )
    taken = Input(
        "taken", reduced, Shape.VALUE, what, case.ground.promised(case.kr, "source", case.day)
    )
    if how is Reduce.MEAN:
        return taken, Input("count", len(values), Shape.NUMBER, say("how many they are"))
    return (taken,)


_ADDED = (Reduce.SUM, Reduce.MEAN)
_MANY = {
    Reduce.SUM: "taken",
    Reduce.MEAN: "taken / count",
    Reduce.MAX: "taken",
    Reduce.MIN: "taken",
}


def _is_judged(source: str, period: Period, case: Case) -> bool:
    """Whether a KPI's own page explains this very value."""
    assessment = case.ground.assessment
    is_closed = assessment.objectives[case.kr.objective].is_closed
    kpi = None if is_closed else assessment.kpis.get(source)
    return bool(kpi and kpi.judged and kpi.judged.period == period)
