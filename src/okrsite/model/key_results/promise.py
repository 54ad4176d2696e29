"""What a key result promises, as its fields say it now and said it before each revision.

Nothing is reported here: what cannot be read is left out, and `checks` says so.
"""

import re
from datetime import date
from decimal import Decimal

from okrsite.base.text import slug
from okrsite.model.goals import Cycle, PastPromise, Promise, Step
from okrsite.model.schema import KeyResultFields, KeyResultType, Milestone, Was
from okrsite.read.library import Spot

_CHANGE = re.compile(r"([+-])\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*%")


def promise_of(fields: KeyResultFields, type_: KeyResultType, cycle: Cycle) -> Promise:
    """The promise that the fields make, within a cycle."""
    low, high = _band(fields)
    milestones = fields.milestones
    return Promise(
        first_day=fields.first_day or cycle.first_day,
        due=fields.due or cycle.last_day,
        weight=float(fields.weight),
        start=0.0 if type_ is KeyResultType.REACH else as_float(fields.start),
        target=_target(fields, type_),
        low=as_float(low),
        high=as_float(high),
        expected=tuple(sorted((day, float(value)) for day, value in fields.expected.items())),
        steps=_steps(milestones.steps) if milestones else (),
        scores=tuple((k, float(v)) for k, v in milestones.scores.items()) if milestones else (),
    )


def share_of(change: str | None) -> Decimal | None:
    """A relative change as a signed share; None where it cannot be read or is nothing.

    >>> share_of("+25%"), share_of("- 50 %"), share_of("25")
    (Decimal('0.25'), Decimal('-0.5'), None)
    """
    found = _CHANGE.fullmatch(change or "")
    share = Decimal(found[1] + found[2]) / 100 if found else Decimal(0)
    return share or None


def relative_target(start: Decimal | None, change: str | None) -> Decimal | None:
    """The value that a relative change leads to, exactly; None where either is missing.

    >>> relative_target(Decimal("3.3"), "+10%"), relative_target(Decimal("40"), "-50%")
    (Decimal('3.63'), Decimal('2E+1'))
    """
    share = share_of(change) if change else None
    if start is None or start <= 0 or share is None:
        return None
    return (start * (1 + share)).normalize()


def as_float(value: Decimal | None) -> float | None:
    """A typed number as the one that is reckoned with."""
    return None if value is None else float(value)


def step_id(milestone: Milestone) -> str:
    """A milestone's id: as written, else the slug of its title."""
    return milestone.id or slug(milestone.title)


def past_promises(
    fields: KeyResultFields, type_: KeyResultType, cycle: Cycle, at: Spot
) -> tuple[PastPromise, ...]:
    """The promises before each revision, oldest first."""
    found = []
    for i, before in undone(fields):
        revision = fields.revisions[i]
        promise, place = promise_of(before, type_, cycle), at.at("revisions", i).place
        found.append(PastPromise(revision.date, promise, revision.reason or "", place))
    return tuple(found)


def undone(fields: KeyResultFields) -> tuple[tuple[int, KeyResultFields], ...]:
    """The fields as they stood before each revision, by its position, oldest first.

    The newest revision is undone first, so each tells only of what it changed itself.
    """
    newest_first = sorted(
        range(len(fields.revisions)), key=lambda i: (fields.revisions[i].date, i), reverse=True
    )
    found = []
    for i in newest_first:
        fields = fields.model_copy(update=_as_it_was(fields.revisions[i].was, fields))
        found.append((i, fields))
    return tuple(reversed(found))


def _as_it_was(was: Was, fields: KeyResultFields) -> dict[str, object]:
    """The fields that a revision changed; the marks belong to the promise of today."""
    before: dict[str, object] = {name: getattr(was, name) for name in was.model_fields_set}
    if was.between is not None:
        before |= {"at_least": None, "at_most": None}
    elif fields.between and {"at_least", "at_most"} & was.model_fields_set:
        low, high = _band(fields)
        before = {"at_least": low, "at_most": high, **before, "between": None}
    return {**before, "commit": None, "stretch": None}


def _band(fields: KeyResultFields) -> tuple[Decimal | None, Decimal | None]:
    if fields.between is None:
        return fields.at_least, fields.at_most
    if len(fields.between) != 2:
        return None, None
    return fields.between[0], fields.between[1]


def _target(fields: KeyResultFields, type_: KeyResultType) -> float | None:
    if type_ is not KeyResultType.RELATIVE:
        return as_float(fields.target)
    return as_float(relative_target(fields.start, fields.change))


def _steps(milestones: tuple[Milestone, ...]) -> tuple[Step, ...]:
    steps: dict[str, Step] = {}
    for one in milestones:
        step = Step(step_id(one), one.title, float(one.weight), one.due, one.done)
        steps.setdefault(step.id, step)
    return tuple(steps.values())


def days_of(promise: Promise) -> tuple[date, date] | None:
    """The first day and the due day, where the promise has both."""
    if promise.first_day is None or promise.due is None:
        return None
    return promise.first_day, promise.due
