"""What a key result promises, as it is written, and the target of a relative one."""

from okrsite.assess.explain.case import Case
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.model.key_results import as_float
from okrsite.model.schema import KeyResultType

_T = KeyResultType


def promised(case: Case) -> tuple[Reckoning, ...]:
    """What is promised and takes no part in the progress as it is reckoned: each as written."""
    promise, fields = case.promise, case.kr.fields
    say = case.ground.say
    known = case.judged.progress is not None
    is_written = not known and case.kr.type is not _T.RELATIVE
    marks = (
        ("start", say("Start"), None if known else promise.start),
        ("target", say("Target"), promise.target if is_written else None),
        ("at_least", say("At least"), promise.low),
        ("at_most", say("At most"), promise.high),
        ("commit", say("Commit"), as_float(fields.commit)),
        ("stretch", say("Stretch"), as_float(fields.stretch)),
    )
    amounts = tuple(_written(*mark, case) for mark in marks if mark[2] is not None)
    return (*amounts, *_weight(case))


def _weight(case: Case) -> tuple[Reckoning, ...]:
    """How much it counts, where that is not once."""
    weight = case.promise.weight
    if weight == 1:
        return ()
    places = case.ground.promised(case.kr, "weight", case.promised_on)
    say, id_ = case.ground.say, case.id("weight")
    written = (Input("written", weight, Shape.NUMBER, say("as it is written"), places),)
    return (Reckoning(id_, say("Weight"), "promise", "written", written, weight, Shape.NUMBER),)


def _written(name: str, words: str, value: float | None, case: Case) -> Reckoning:
    assert value is not None
    at = case.ground.promised
    places = at(case.kr, name, case.promised_on) or at(case.kr, "between", case.promised_on)
    written = Input("written", value, Shape.VALUE, case.ground.say("as it is written"), places)
    return Reckoning(
        case.id(name.replace("_", "-")),
        words,
        "promise",
        "written",
        (written,),
        value,
        Shape.VALUE,
        case.kr.unit,
    )


def target(case: Case) -> Reckoning | None:
    """The target of a relative key result: its start and the change from there."""
    promise, kr = case.promise, case.kr
    if kr.type is not _T.RELATIVE or promise.start is None or promise.target is None:
        return None
    change = promise.target / promise.start - 1
    places = case.ground.promised(kr, "change", case.promised_on)
    inputs = (
        case.amount("start", promise.start, case.ground.say("where it began")),
        Input("change", change, Shape.SHARE, case.ground.say("how far it is to change"), places),
    )
    return Reckoning(
        case.id("target"),
        case.ground.say("Target"),
        "target",
        "start * (1 + change)",
        inputs,
        promise.target,
        Shape.VALUE,
        kr.unit,
    )
