"""Promises that moved after they were fixed, and what an author may write to account for them."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from okrsite.assess.checks.scope import spot
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import format_value
from okrsite.compare.policy.sides import Moved, Sides
from okrsite.compare.policy.typed import on_one_line
from okrsite.model.goals import KeyResult, Kind, Objective, Promise, Step
from okrsite.model.schema import Revision


class Part(Frozen):
    """A part of a promise: its name in the policy, the fields that may say it, and its value.

    The first of the fields is the one that a hint names, unless the author wrote another.
    """

    matter: str
    fields: tuple[str, ...]
    name: str
    of: Callable[[Promise], object]


def moved_promises(sides: Sides) -> Iterator[Moved]:
    """Each part of a key result's promise that moved once the cycle's targets were fixed.

    A revision that says what it was accounts for it. What is closed is another matter, days that
    follow from the cycle are not promises of a key result, and one that went to another cycle is
    another promise.
    """
    for earlier, now in sides.key_results():
        was_of = sides.before.objectives[earlier.objective]
        objective = sides.after.objectives[now.objective]
        fixed_on = sides.fixed_on(was_of, objective)
        if objective.cycle == was_of.cycle and fixed_on and not sides.closed_on(was_of):
            yield from _moved(earlier, now, sides, fixed_on)


def moved_measures(sides: Sides) -> Iterator[Moved]:
    """Each key result that is measured by something else once the cycle's targets were fixed.

    What its source is called is no matter, nor a unit where there was none.
    """
    for earlier, now in sides.key_results():
        was_of = sides.before.objectives[earlier.objective]
        objective = sides.after.objectives[now.objective]
        fixed_on = sides.fixed_on(was_of, objective)
        if fixed_on is None or objective.cycle != was_of.cycle or sides.closed_on(was_of):
            continue
        for name, was, is_ in _measures(earlier, now, sides):
            yield Moved(
                "measure",
                spot(objective, now).at(name).place,
                f"`{name}` of `{now.title}` was `{was or 'unset'}` and is `{is_ or 'unset'}`, "
                f"though targets were fixed on {sides.day(fixed_on)}",
                f"put back `{name}: {was}`" if was else f"take `{name}` out",
            )


def _measures(
    earlier: KeyResult, now: KeyResult, sides: Sides
) -> Iterator[tuple[str, str | None, str | None]]:
    """What a key result is measured by and in, where it was another."""
    same = {sides.earlier(kind, now.source) for kind in (Kind.KPI, Kind.METRIC) if now.source}
    if earlier.source not in (same or {""}):
        yield "source", earlier.source, now.source
    unit = earlier.fields.unit
    if unit and unit != now.fields.unit:
        yield "unit", unit, now.fields.unit


def moved_parts(earlier: KeyResult, now: KeyResult) -> tuple[Part, ...]:
    """The parts of a promise that differ and are the key result's own."""
    if earlier.promise == now.promise:
        return ()
    return tuple(
        part
        for part in PARTS
        if part.of(earlier.promise) != part.of(now.promise)
        and (part.matter != "days" or _is_written(part, earlier, now))
    )


def moved_words(part: Part, earlier: KeyResult, now: KeyResult, sides: Sides) -> str:
    """What a part was and is, in a sentence."""
    was, is_ = (_words(part.of(one.promise), now, sides) for one in (earlier, now))
    return f"the {part.name} of `{now.title}` was {was} and is {is_}"


def field_of(part: Part, objective: Objective, now: KeyResult) -> str:
    """The field that says a part of a promise, as its author wrote it."""
    at = spot(objective, now)
    written = (name for name in part.fields if objective.document.node(*at.loc, name))
    return next(written, part.fields[0])


def _moved(earlier: KeyResult, now: KeyResult, sides: Sides, fixed_on: date) -> Iterator[Moved]:
    objective = sides.after.objectives[now.objective]
    parts = moved_parts(earlier, now)
    silent = [part for part in parts if not _is_accounted(part, earlier, now, fixed_on)]
    for part in parts:
        yield Moved(
            part.matter,
            spot(objective, now).at(field_of(part, objective, now)).place,
            f"{moved_words(part, earlier, now, sides)}, though targets were fixed on "
            f"{sides.day(fixed_on)}",
            _revision(silent or [part], earlier, now, sides),
            lacks="no revision says so",
            back=_back(part, earlier, sides),
            is_accounted=part not in silent,
        )


def _is_accounted(part: Part, earlier: KeyResult, now: KeyResult, fixed_on: date) -> bool:
    """Whether a revision with a reason tells what a part was.

    It is new, or the last that speaks of it: an old one may tell the same of an older move. It is
    of a day after the targets were fixed, else the page would show a move that was free.
    """
    told_by = _told_by(part, earlier)
    was, known = told_by.of(earlier.promise), earlier.fields.revisions
    by_age = sorted(now.fields.revisions, key=lambda revision: revision.date)
    told = [one for one in zip(by_age, now.past, strict=False) if _names(one[0], told_by)]
    return any(
        told_by.of(past.promise) == was
        and _HAS_WORDS.search(past.reason)
        and revision.date > fixed_on
        for revision, past in told
        if revision not in known or revision is told[-1][0]
    )


def _told_by(part: Part, earlier: KeyResult) -> Part:
    """The part that a revision can speak of: a bound that was not there by the other one."""
    if part.of(earlier.promise) is not None:
        return part
    beside = (one for one in PARTS if one.matter == part.matter and one.of(earlier.promise))
    return next(beside, part)


def _names(revision: Revision, part: Part) -> bool:
    """Whether a revision speaks of a part; a relative target follows from the start as well."""
    told = {"from" if name == "first_day" else name for name in revision.was.model_fields_set}
    return bool(told.intersection(part.fields) or (part.matter == "target" and "start" in told))


def _is_written(part: Part, *key_results: KeyResult) -> bool:
    name = "first_day" if part.fields == ("from",) else part.fields[0]
    return any(getattr(kr.fields, name) is not None for kr in key_results)


def _revision(parts: list[Part], earlier: KeyResult, now: KeyResult, sides: Sides) -> str:
    """The revision to write, with all that it has to tell."""
    was = dict(_as_it_was(_told_by(part, earlier), earlier, sides) for part in parts)
    is_measured_alike = earlier.type is now.type or _OF_ANY_TYPE.issuperset(was)
    if not is_measured_alike or None in was.values():
        return (
            f'give it up with `dropped: {{date: {sides.as_of}, reason: "…"}}`, and add the new '
            "one as a key result of its own"
        )
    fields = ", ".join(f"{name}: {value}" for name, value in was.items())
    entry = f'{{date: {sides.as_of}, was: {{{fields}}}, reason: "…"}}'
    if now.fields.revisions:
        return f"add `- {entry}` to its `revisions:`"
    return f"write `revisions: [{entry}]` beside it, with the reason"


def _back(part: Part, earlier: KeyResult, sides: Sides) -> str:
    name, value = _as_it_was(part, earlier, sides)
    return f"take `{name}` out" if value is None else f"put back `{name}: {value}`"


def _as_it_was(part: Part, earlier: KeyResult, sides: Sides) -> tuple[str, str | None]:
    """The field of a part and its value as it was written, or as it followed from the rest."""
    objective = sides.before.objectives[earlier.objective]
    name = field_of(part, objective, earlier)
    node = objective.document.node(*spot(objective, earlier).loc, name)
    value = part.of(earlier.promise)
    if value is None:
        return name, None
    return name, on_one_line(node) if node else str(value or "{}")


def _words(value: object, key_result: KeyResult, sides: Sides) -> str:
    """A part of a promise for people; nothing is written as `unset`."""
    if isinstance(value, date):
        return sides.day(value)
    if isinstance(value, float):
        return format_value(value, key_result.unit, sides.after.settings.language)
    if isinstance(value, tuple):
        return ", ".join(_item(item, key_result, sides) for item in value) or "unset"
    return "unset" if value is None else str(value)


def _item(item: object, key_result: KeyResult, sides: Sides) -> str:
    """A planned value, a score, or a milestone."""
    if isinstance(item, tuple):
        label, value = item
        if isinstance(label, date):
            return f"{_words(value, key_result, sides)} by {sides.day(label)}"
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


_OF_ANY_TYPE = {"from", "due", "weight"}
_HAS_WORDS = re.compile(r"\w")
_BAND = "between"

PARTS = (
    Part("start", ("start",), "start", lambda promise: promise.start),
    Part("target", ("target", "change"), "target", lambda promise: promise.target),
    Part("days", ("from",), "first day", lambda promise: promise.first_day),
    Part("days", ("due",), "due day", lambda promise: promise.due),
    Part("weight", ("weight",), "weight", _weight),
    Part("bounds", ("at_least", _BAND), "lower bound", lambda promise: promise.low),
    Part("bounds", ("at_most", _BAND), "upper bound", lambda promise: promise.high),
    Part("expected", ("expected",), "expected path", lambda promise: promise.expected),
    Part("milestones", ("milestones",), "list of milestones", _milestones),
)
"""All parts of a promise, in the order in which they are told."""
