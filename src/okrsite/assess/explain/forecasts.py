"""How the forecast of a key result came about: the line of least squares through its values."""

from math import fsum
from operator import mul

from okrsite.assess.assessment import Forecast
from okrsite.assess.explain.case import Case
from okrsite.assess.explain.ground import said_on
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape

_MOST_POINTS = 13


def forecast(case: Case) -> tuple[Reckoning, ...]:
    """The change a day at this pace, and the value that it leads to on the due day."""
    found, due = case.judged.forecast, case.promise.due
    if found is None or due is None:
        return ()
    first = _first(found, case)
    sums = _sums(found, first, case)
    slope = Reckoning(
        case.id("slope"),
        case.ground.say("Change a day"),
        "forecast",
        "(count * sum-xy - sum-x * sum-y) / (count * sum-xx - sum-x * sum-x)",
        (*sums, *_points(found, case)),
        found.slope,
        Shape.NUMBER,
        case.kr.unit,
    )
    ground = case.ground
    days = ground.days(found.origin, due)
    inputs = (
        Input("first", first, Shape.VALUE, ground.say("the first value")),
        *sums[:3],
        Input("slope", found.slope, Shape.NUMBER, ground.say("change a day"), (), slope.id),
        Input("days", (due - found.origin).days, Shape.NUMBER, days),
    )
    formula = "first + (sum-y + slope * (count * days - sum-x)) / count"
    at_due = Reckoning(
        case.id("forecast"),
        ground.say("At this pace on the due day"),
        "forecast",
        formula,
        inputs,
        found.value_at_due,
        Shape.VALUE,
        case.kr.unit,
    )
    return slope, at_due


def _sums(found: Forecast, first: float, case: Case) -> tuple[Input, ...]:
    """The sums of the line, x in days and y in the unit, both counted from the first value."""
    measured, say = case.judged.measured, case.ground.say
    xs = [(day - found.origin).days for day in measured.days]
    ys = [value - first for value in measured.values]
    sums = (
        ("count", float(found.count), say("how many values")),
        ("sum-x", fsum(xs), say("the days since the first value (x), added up")),
        (
            "sum-y",
            fsum(ys),
            say("what the values lie above the first (y), added up"),
        ),
        ("sum-xy", fsum(map(mul, xs, ys)), say("x × y, added up")),
        ("sum-xx", fsum(map(mul, xs, xs)), say("x × x, added up")),
    )
    return tuple(Input(name, value, Shape.NUMBER, what) for name, value, what in sums)


def _first(found: Forecast, case: Case) -> float:
    """The value that the line is counted from: of the first day."""
    measured = case.judged.measured
    pairs = zip(measured.days, measured.values, strict=True)
    return min(value for day, value in pairs if day == found.origin)


def _points(found: Forecast, case: Case) -> tuple[Input, ...]:
    """The values themselves, where they are few enough to read."""
    measured = case.judged.measured
    if len(measured) > _MOST_POINTS:
        return ()
    return tuple(
        Input(
            f"y{number}",
            one.value,
            Shape.VALUE,
            case.ground.say(
                "{day}, x = {n}", day=case.ground.day(one.day), n=(one.day - found.origin).days
            ),
            () if case.kr.source else said_on(case.judged.updates, one.day, "value"),
        )
        for number, one in enumerate(measured, 1)
    )
