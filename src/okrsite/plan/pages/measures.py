"""What a key result measures, in words: start, current, target, and where it stands."""

from collections.abc import Callable

from okrsite.assess.assessment import KeyResultAssessment, Status
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit, format_number, format_percent, format_value
from okrsite.base.words import marked, marked_many, say_in, says_in
from okrsite.model.calendar import Cadence
from okrsite.model.goals import KeyResult, Promise
from okrsite.model.schema import KeyResultType
from okrsite.plan.scene import Scene
from okrsite.plan.words import DASH

_T = KeyResultType
_Values = tuple[str, str, str]


class _Periods(Frozen):
    """Messages about periods of one length; `kept` is about a number of them."""

    each: str
    none: str
    kept: tuple[str, str]


_PERIODS = {
    Cadence.HOURLY: _Periods(
        marked("{target} a hour"),
        marked("No hour to judge yet, {target} wanted"),
        marked_many(
            "{target}: kept in {kept} of {n} hour", "{target}: kept in {kept} of {n} hours"
        ),
    ),
    Cadence.DAILY: _Periods(
        marked("{target} a day"),
        marked("No day to judge yet, {target} wanted"),
        marked_many("{target}: kept in {kept} of {n} day", "{target}: kept in {kept} of {n} days"),
    ),
    Cadence.WEEKLY: _Periods(
        marked("{target} a week"),
        marked("No week to judge yet, {target} wanted"),
        marked_many(
            "{target}: kept in {kept} of {n} week", "{target}: kept in {kept} of {n} weeks"
        ),
    ),
    Cadence.MONTHLY: _Periods(
        marked("{target} a month"),
        marked("No month to judge yet, {target} wanted"),
        marked_many(
            "{target}: kept in {kept} of {n} month", "{target}: kept in {kept} of {n} months"
        ),
    ),
    Cadence.QUARTERLY: _Periods(
        marked("{target} a quarter"),
        marked("No quarter to judge yet, {target} wanted"),
        marked_many(
            "{target}: kept in {kept} of {n} quarter", "{target}: kept in {kept} of {n} quarters"
        ),
    ),
}
_ANY = _Periods(
    marked("{target} a period"),
    marked("No period to judge yet, {target} wanted"),
    marked_many(
        "{target}: kept in {kept} of {n} period", "{target}: kept in {kept} of {n} periods"
    ),
)


def values(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> _Values:
    """Start, current and target in words, whatever the type."""
    return _VALUES[kr.type](kr, judged, scene.language)


def bare(value: float | None, unit: Unit, language: str) -> str:
    """A value without the name of its unit; with `%` or a currency's sign."""
    if value is None:
        return DASH
    if unit.is_percent or unit.currency:
        return format_value(value, unit, language)
    return format_number(value, unit.decimals, language)


def full(value: float | None, unit: Unit, language: str) -> str:
    """A value with its unit, or a dash."""
    return DASH if value is None else format_value(value, unit, language)


def _line(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    promise = judged.promise
    return (
        bare(promise.start, kr.unit, language),
        bare(judged.value, kr.unit, language),
        full(promise.target, kr.unit, language),
    )


def _maintain(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    return DASH, bare(judged.value, kr.unit, language), _band(judged.promise, kr.unit, language)


def _band(promise: Promise, unit: Unit, language: str) -> str:
    low = None if promise.low is None else format_value(promise.low, unit, language)
    high = None if promise.high is None else format_value(promise.high, unit, language)
    if low and high:
        return say_in(language, "{low} to {high}", low=low, high=high)
    if low:
        return say_in(language, "at least {low}", low=low)
    return say_in(language, "at most {high}", high=high)


def _recurring(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    last = judged.periods[-1].value if judged.periods else None
    target = full(judged.promise.target, kr.unit, language)
    each = say_in(language, _periods(kr).each, target=target)
    return DASH, bare(last, kr.unit, language), each


def _periods(kr: KeyResult) -> _Periods:
    return _PERIODS.get(kr.every or Cadence.WEEKLY, _ANY)


def _milestones(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    del kr
    promise = judged.promise
    if promise.scores:
        best = max(promise.scores, key=lambda one: one[1])[0]
        return DASH, judged.label or DASH, best
    total = says_in(language, "{n} milestone", "{n} milestones", len(promise.steps))
    return DASH, str(len(judged.steps_done)), total


def _binary(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    del kr
    done, not_done = say_in(language, "done"), say_in(language, "not done")
    return not_done, done if judged.progress == 1 else not_done, done


def _baseline(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    return DASH, bare(judged.value, kr.unit, language), say_in(language, "a first value")


_VALUES: dict[KeyResultType, Callable[[KeyResult, KeyResultAssessment, str], _Values]] = {
    _T.INCREASE: _line,
    _T.DECREASE: _line,
    _T.RELATIVE: _line,
    _T.REACH: _line,
    _T.MAINTAIN: _maintain,
    _T.RECURRING: _recurring,
    _T.MILESTONES: _milestones,
    _T.BINARY: _binary,
    _T.BASELINE: _baseline,
}


def sentence_of(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> str:
    """What the chart of a key result says: where it stands, then how that compares."""
    where, compared = _where(kr, judged, scene), _against_plan(kr, judged, scene)
    return f"{where}, {compared}" if compared else where


def _where(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> str:
    start, current, target = values(kr, judged, scene)
    say, now = scene.say, f"{current} {kr.unit.name}" if _has_named_unit(kr.unit) else current
    if kr.type in (_T.MAINTAIN, _T.RECURRING):
        return _where_kept(kr, judged, target, scene)
    if kr.type is _T.BINARY:
        return say("Done") if judged.progress == 1 else say("Not done yet")
    if kr.type is _T.BASELINE:
        if not judged.measured:
            return say("Not measured yet")
        return say("First measured at {value}", value=now)
    if kr.type is _T.MILESTONES and judged.promise.scores:
        return say("Stands at “{label}”", label=current)
    if kr.type is _T.MILESTONES:
        return say("{current} of {target}", current=current, target=target)
    if judged.value is None:
        return say("No value yet, from {start} to {target}", start=start, target=target)
    falls = (judged.promise.target or 0) < (judged.promise.start or 0)
    if falls:
        return say(
            "{current}, coming from {start} and going to {target}",
            current=now,
            start=start,
            target=target,
        )
    return say("{current} of {target}", current=current, target=target)


def _where_kept(kr: KeyResult, judged: KeyResultAssessment, target: str, scene: Scene) -> str:
    """How many of the due periods were kept."""
    words, due = _periods(kr), len(judged.periods)
    if not due:
        return scene.say(words.none, target=target)
    kept = sum(one.share >= 1 for one in judged.periods)
    return scene.says(*words.kept, due, target=target, kept=kept)


def _has_named_unit(unit: Unit) -> bool:
    return bool(unit.name) and not unit.is_percent and not unit.currency


def _against_plan(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> str:
    progress, expected = judged.progress, judged.expected
    if judged.status is Status.MISSED:
        return scene.say("missed")
    if judged.status is Status.ACHIEVED and kr.type not in (_T.BINARY, _T.BASELINE):
        return scene.say("achieved")
    if progress is None or not expected or judged.pace in (Status.TOO_EARLY, Status.OPEN):
        return scene.say("too early to judge") if judged.pace is Status.TOO_EARLY else ""
    if kr.type in (_T.MAINTAIN, _T.RECURRING, _T.BINARY, _T.BASELINE):
        return ""
    if progress < 0:
        return scene.say("further away than at the start")
    share = format_percent(progress / expected, scene.language)
    return scene.say("{share} of plan", share=share)
