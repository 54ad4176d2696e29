"""Promises that moved after they were fixed, without a word on what they were."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from okrsite.assess.checks import Finding
from okrsite.assess.checks.scope import spot
from okrsite.base.numbers import format_day, format_value
from okrsite.model.goals import KeyResult, Promise, Step
from okrsite.model.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a promise: the field that an author writes, its value, and the value in words."""

    field: str
    name: str
    of: Callable[[Promise], object]


@dataclass(frozen=True, slots=True)
class _Move:
    """A part of a promise, what it was and what it is."""

    part: _Part
    was: object
    is_: object


def moved_promises(before: Portfolio, now: Portfolio, as_of: date) -> Iterator[Finding]:
    """Each part of a key result's promise that moved once the cycle's targets were fixed.

    A revision that says what it was accounts for it. Days that follow from the cycle are not
    promises of a key result, and one that went to another cycle is another promise.
    """
    for key, key_result in now.key_results.items():
        earlier = before.key_results.get(key)
        if earlier is None or not _is_fixed(key_result, before, now, as_of):
            continue
        for move in _moves(earlier, key_result):
            yield _finding(move, key_result, now, as_of)


def _moves(earlier: KeyResult, key_result: KeyResult) -> Iterator[_Move]:
    """What of a promise moved, and no revision accounts for."""
    for part in _PARTS:
        was, is_ = part.of(earlier.promise), part.of(key_result.promise)
        is_own = part.field not in _OF_THE_CYCLE or _is_written(part.field, earlier, key_result)
        if was != is_ and is_own and not _is_accounted(part, was, key_result):
            yield _Move(part, was, is_)


def _is_fixed(key_result: KeyResult, before: Portfolio, now: Portfolio, as_of: date) -> bool:
    objective = now.objectives[key_result.objective]
    fixed_on = now.cycles[objective.cycle].targets_fixed_on
    earlier = before.objectives.get(objective.id)
    is_same = earlier is not None and earlier.cycle == objective.cycle
    return is_same and fixed_on is not None and as_of > fixed_on


def _is_accounted(part: _Part, was: object, key_result: KeyResult) -> bool:
    return any(part.of(past.promise) == was for past in key_result.past)


def _is_written(field: str, *key_results: KeyResult) -> bool:
    name = "first_day" if field == "from" else field
    return any(getattr(kr.fields, name) is not None for kr in key_results)


def _finding(move: _Move, key_result: KeyResult, now: Portfolio, as_of: date) -> Finding:
    objective, language = now.objectives[key_result.objective], now.settings.language
    fixed_on = now.cycles[objective.cycle].targets_fixed_on
    assert fixed_on
    was, is_ = (_words(value, key_result, language) for value in (move.was, move.is_))
    field = _written_field(move.part.field, key_result)
    return Finding(
        spot(objective, key_result).at(field).place,
        f"the {move.part.name} of `{key_result.title}` was {was} and is {is_}, though targets were "
        f"fixed on {format_day(fixed_on, language)}, and no revision says so",
        hint=f"write `revisions:` with `date: {as_of}`, `was: {{{field}: …}}` and a `reason`",
    )


def _written_field(field: str, key_result: KeyResult) -> str:
    """The field that an author wrote, where several may say the same."""
    fields = key_result.fields
    if field == "target" and fields.change:
        return "change"
    return "between" if field in ("at_least", "at_most") and fields.between else field


def _words(value: object, key_result: KeyResult, language: str) -> str:
    """A part of a promise for people; nothing is written as `unset`."""
    if isinstance(value, date):
        return format_day(value, language)
    if isinstance(value, float):
        return format_value(value, key_result.unit, language)
    if isinstance(value, tuple):
        return ", ".join(_item(item, key_result, language) for item in value) or "unset"
    return "unset" if value is None else str(value)


def _item(item: object, key_result: KeyResult, language: str) -> str:
    """A planned value, a score, or a milestone."""
    if isinstance(item, tuple):
        label, value = item
        if isinstance(label, date):
            return f"{_words(value, key_result, language)} by {format_day(label, language)}"
        return f"{label} {value:g}"
    return str(item)


def _steps(promise: Promise) -> tuple[str, ...]:
    return tuple(_step(step) for step in promise.steps)


def _step(step: Step) -> str:
    """A milestone without what was done of it."""
    weight = f" ({step.weight:g})" if step.weight != 1 else ""
    return f"{step.title}{weight}{f' by {step.due}' if step.due else ''}"


def _milestones(promise: Promise) -> tuple[object, ...]:
    return (*_steps(promise), *promise.scores)


def _weight(promise: Promise) -> str:
    return f"{promise.weight:g}"


_OF_THE_CYCLE = ("from", "due")
_PARTS = (
    _Part("start", "start", lambda promise: promise.start),
    _Part("target", "target", lambda promise: promise.target),
    _Part("from", "first day", lambda promise: promise.first_day),
    _Part("due", "due day", lambda promise: promise.due),
    _Part("weight", "weight", _weight),
    _Part("at_least", "lower bound", lambda promise: promise.low),
    _Part("at_most", "upper bound", lambda promise: promise.high),
    _Part("expected", "expected path", lambda promise: promise.expected),
    _Part("milestones", "list of milestones", _milestones),
)
