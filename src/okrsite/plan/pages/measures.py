"""What a key result measures, in words: start, current, target, and where it stands."""

from collections.abc import Callable

from okrsite.assess.assessment import KeyResultAssessment, Status
from okrsite.base.numbers import Unit, format_number, format_percent, format_value
from okrsite.model.calendar import Cadence
from okrsite.model.goals import KeyResult, Promise
from okrsite.model.schema import KeyResultType
from okrsite.plan.scene import Scene
from okrsite.plan.words import DASH

_T = KeyResultType
_Values = tuple[str, str, str]
_PERIODS = {
    Cadence.HOURLY: "hour",
    Cadence.DAILY: "day",
    Cadence.WEEKLY: "week",
    Cadence.MONTHLY: "month",
    Cadence.QUARTERLY: "quarter",
}


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
        return f"{low} to {high}"
    return f"at least {low}" if low else f"at most {high}"


def _recurring(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    last = judged.periods[-1].value if judged.periods else None
    target = full(judged.promise.target, kr.unit, language)
    return DASH, bare(last, kr.unit, language), f"{target} a {_period_word(kr)}"


def _period_word(kr: KeyResult) -> str:
    return _PERIODS.get(kr.every or Cadence.WEEKLY, "period")


def _milestones(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    del kr, language
    promise = judged.promise
    if promise.scores:
        best = max(promise.scores, key=lambda one: one[1])[0]
        return DASH, judged.label or DASH, best
    total = len(promise.steps)
    return DASH, str(len(judged.steps_done)), f"{total} milestones"


def _binary(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    del kr, language
    return "not done", "done" if judged.progress == 1 else "not done", "done"


def _baseline(kr: KeyResult, judged: KeyResultAssessment, language: str) -> _Values:
    return DASH, bare(judged.value, kr.unit, language), "a first value"


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
    return f"{_where(kr, judged, scene)}{_against_plan(kr, judged, scene)}"


def _where(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> str:
    start, current, target = values(kr, judged, scene)
    unit = f" {kr.unit.name}" if _has_named_unit(kr.unit) else ""
    if kr.type in (_T.MAINTAIN, _T.RECURRING):
        if not judged.periods:
            return f"No {_period_word(kr)} to judge yet, {target} wanted"
        kept = sum(one.share >= 1 for one in judged.periods)
        return f"{target}: kept in {kept} of {len(judged.periods)} {_period_word(kr)}s"
    if kr.type is _T.BINARY:
        return "Done" if judged.progress == 1 else "Not done yet"
    if kr.type is _T.BASELINE:
        return f"First measured at {current}{unit}" if judged.measured else "Not measured yet"
    if kr.type is _T.MILESTONES:
        return f"Stands at “{current}”" if judged.promise.scores else f"{current} of {target}"
    if judged.value is None:
        return f"No value yet, from {start} to {target}"
    falls = (judged.promise.target or 0) < (judged.promise.start or 0)
    if falls:
        return f"{current}{unit}, coming from {start} and going to {target}"
    return f"{current} of {target}"


def _has_named_unit(unit: Unit) -> bool:
    return bool(unit.name) and not unit.is_percent and not unit.currency


def _against_plan(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> str:
    progress, expected = judged.progress, judged.expected
    if judged.status is Status.MISSED:
        return ", missed"
    if judged.status is Status.ACHIEVED and kr.type not in (_T.BINARY, _T.BASELINE):
        return ", achieved"
    if progress is None or not expected or judged.pace in (Status.TOO_EARLY, Status.OPEN):
        return ", too early to judge" if judged.pace is Status.TOO_EARLY else ""
    if kr.type in (_T.MAINTAIN, _T.RECURRING, _T.BINARY, _T.BASELINE):
        return ""
    if progress < 0:
        return ", further away than at the start"
    return f", {format_percent(progress / expected, scene.language)} of plan"
