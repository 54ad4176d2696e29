"""All that is reckoned and judged of a key result, in the order in which it follows."""

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


def key_result(kr: KeyResult, ground: Ground) -> tuple[Explanation, ...]:
    """Value, target, progress, expected progress, pace and status of a key result."""
    case = case_of(kr, ground)
    judged = case.judged
    found = [value(case), target(case), done(case), kept(case), *promised(case)]
    if judged.progress is not None:
        found.append(progress(case, judged.progress))
    if judged.first_progress is not None:
        found.append(progress(first_case(kr, ground), judged.first_progress, "first-progress"))
    found.append(expected(case))
    judgements = (paced(case), _of_plan(case), shown(case), *forecast(case), *_confidence(case))
    return tuple(one for one in (*found, *judgements) if one is not None)


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
