"""All that is reckoned and judged of a key result, in the order in which it follows."""

from collections.abc import Callable, Container, Iterator
from datetime import date

from okrsite.assess.explain.case import Case, case_of, first_case
from okrsite.assess.explain.expected import expected
from okrsite.assess.explain.forecasts import forecast
from okrsite.assess.explain.ground import Ground, said_on
from okrsite.assess.explain.pace import paced
from okrsite.assess.explain.progress import progress
from okrsite.assess.explain.promises import promised, target
from okrsite.assess.explain.reckoning import Explanation, Input, Reckoning, Shape
from okrsite.assess.explain.status import shown
from okrsite.assess.explain.values import done, kept, value
from okrsite.model.goals import KeyResult


def key_result(
    kr: KeyResult, ground: Ground, rules: Container[str] | None = None
) -> tuple[Explanation, ...]:
    """Value, target, progress, expected progress, pace and status of a key result.

    With `rules` only what may follow one of them.
    """
    case = case_of(kr, ground)
    return tuple(
        one
        for by, explain in _PARTS
        if rules is None or any(rule in rules for rule in by)
        for one in _each(explain(case))
    )


_Found = Explanation | tuple[Explanation, ...] | None


def _each(found: _Found) -> Iterator[Explanation]:
    if isinstance(found, tuple):
        yield from found
    elif found is not None:
        yield found


def _progress(case: Case) -> Reckoning | None:
    result = case.judged.progress
    return None if result is None else progress(case, result)


def _first_progress(case: Case) -> Reckoning | None:
    """Progress against the first promise, where it has moved."""
    result = case.judged.first_progress
    if result is None:
        return None
    return progress(first_case(case.kr, case.ground), result, "first-progress")


def _of_plan(case: Case) -> Reckoning | None:
    """How much of what is expected by now is there."""
    progress_, expected_ = case.judged.progress, case.judged.expected
    if progress_ is None or not expected_:
        return None
    inputs = (
        Input(
            "progress", progress_, Shape.SHARE, case.ground.say("progress"), (), case.id("progress")
        ),
        Input(
            "expected", expected_, Shape.SHARE, case.ground.say("expected"), (), case.id("expected")
        ),
    )
    return Reckoning(
        case.id("of-plan"),
        case.ground.say("Of plan"),
        "pace",
        "progress / expected",
        inputs,
        progress_ / expected_,
        Shape.SHARE,
    )


def _confidence(case: Case) -> tuple[Reckoning, ...]:
    """The last confidence that was said, and the first of those before it, both 0 to 10."""
    known = case.judged.confidences
    found = (
        ("confidence", case.ground.say("Confidence"), known[-1:]),
        ("confidence-before", case.ground.say("First confidence"), known[:1]),
    )
    return tuple(
        Reckoning(
            case.id(name),
            words,
            "confidence",
            "said",
            (_said(*one, case),),
            one[1],
            Shape.NUMBER,
        )
        for name, words, ones in found
        for one in ones
    )


def _said(day: date, confidence: int, case: Case) -> Input:
    places = said_on(case.judged.updates, day, "confidence")
    what = case.ground.say("said on {day}", day=case.ground.day(day))
    return Input("said", confidence, Shape.NUMBER, what, places)


_PARTS: tuple[tuple[tuple[str, ...], Callable[[Case], _Found]], ...] = (
    (("value",), value),
    (("target",), target),
    (("tally", "value"), done),
    (("value",), kept),
    (("promise",), promised),
    (("progress",), _progress),
    (("progress",), _first_progress),
    (("expected",), expected),
    (("pace",), paced),
    (("pace",), _of_plan),
    (("status",), shown),
    (("forecast",), forecast),
    (("confidence",), _confidence),
)
"""What is explained, in order, each with the rules that it may follow."""
