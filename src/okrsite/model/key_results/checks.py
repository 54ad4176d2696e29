"""What must hold of a key result's promise, checked where it was written.

A promise of the past is held to the same, at the revision that tells of it.
"""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.base.problems import Problems
from okrsite.model.calendar import Cadence, whole_periods
from okrsite.model.goals import Cycle, Promise
from okrsite.model.key_results.promise import as_float, days_of, share_of, step_id
from okrsite.model.key_results.types import NUMERIC
from okrsite.model.schema import KeyResultFields, KeyResultType
from okrsite.model.series import check_percent
from okrsite.read.library import Spot

_T = KeyResultType
_MOST_DAYS_BY_THE_HOUR = 366


class Draft(Frozen):
    """A key result while it is checked; `at` is where its fields stand."""

    fields: KeyResultFields
    type: KeyResultType
    unit: Unit
    promise: Promise
    cycle: Cycle
    every: Cadence | None
    at: Spot


def check(draft: Draft, problems: Problems) -> None:
    """Report whatever is wrong with a promise (OKR103 to OKR111)."""
    for rule in _RULES:
        rule(draft, problems)


def _percents(draft: Draft, problems: Problems) -> None:
    fields, at = draft.fields, draft.at
    for name in _AMOUNTS:
        value = getattr(fields, name)
        if value is not None:
            check_percent(value, draft.unit, at.at(name), problems)
    for i, value in enumerate(fields.between or ()):
        check_percent(value, draft.unit, at.at("between", i), problems)
    for day, value in fields.expected.items():
        check_percent(value, draft.unit, at.at("expected", str(day)), problems)


def _band(draft: Draft, problems: Problems) -> None:
    promise, between = draft.promise, draft.fields.between
    if between is not None and len(between) != 2:
        problems.error(
            "OKR103", draft.at.at("between").place, "`between`: expected two numbers, low first"
        )
    if promise.low is not None and promise.high is not None and promise.low > promise.high:
        problems.error(
            "OKR107",
            draft.at.at("between" if between else "at_least").place,
            "the lower bound lies above the upper one",
            hint="write the lower bound first",
        )


def _recurring(draft: Draft, problems: Problems) -> None:
    target = draft.fields.target
    if draft.type is _T.RECURRING and target is not None and target <= 0:
        problems.error("OKR104", draft.at.at("target").place, "`target` must be above 0")


def _relative(draft: Draft, problems: Problems) -> None:
    fields, at = draft.fields, draft.at
    if draft.type is not _T.RELATIVE:
        return
    if fields.change and share_of(fields.change) is None:
        problems.error(
            "OKR103",
            at.at("change").place,
            "`change`: expected a share such as `+25%` or `-50%`",
        )
    if fields.start is not None and fields.start <= 0:
        problems.error(
            "OKR104",
            at.at("start").place,
            "`start` must be above 0, so that a share of it can be meant",
        )


def _distance(draft: Draft, problems: Problems) -> None:
    promise = draft.promise
    if draft.type not in NUMERIC or promise.start is None or promise.target is None:
        return
    if promise.start == promise.target:
        problems.error(
            "OKR104",
            draft.at.at("change" if draft.type is _T.RELATIVE else "target").place,
            "`target` equals `start`, so progress cannot be measured",
            hint="to hold a level, write `at_least:` or `at_most:`",
            mark="same as the start",
        )
        return
    is_upwards = promise.target > promise.start
    if draft.type is (_T.DECREASE if is_upwards else _T.INCREASE):
        problems.error(
            "OKR107",
            draft.at.at("type").place,
            f"the type is `{draft.type}`, but the target lies the other way",
            hint="leave `type` out: it follows from start and target",
        )
        return
    _marks(draft, problems, is_upwards=is_upwards)


def _marks(draft: Draft, problems: Problems, *, is_upwards: bool) -> None:
    promise, fields = draft.promise, draft.fields
    marks = (
        ("start", promise.start),
        ("commit", as_float(fields.commit)),
        ("target", promise.target),
        ("stretch", as_float(fields.stretch)),
    )
    known = [(name, value) for name, value in marks if value is not None]
    for (one, before), (other, after) in pairwise(known):
        if (before > after) if is_upwards else (before < after):
            problems.error(
                "OKR107",
                draft.at.at(other).place,
                f"`{other}` lies before `{one}` on the way to the target",
                hint="the order is start, commit, target, stretch",
            )


def _days(draft: Draft, problems: Problems) -> None:
    cycle, fields = draft.cycle, draft.fields
    outside = [
        (name, day)
        for name, day in (("from", fields.first_day), ("due", fields.due))
        if day and cycle.first_day and not cycle.contains(day)
    ]
    for name, day in outside:
        problems.error(
            "OKR109",
            draft.at.at(name).place,
            f"`{name}` is {day}, outside the cycle ({cycle.first_day} to {cycle.last_day})",
            hint="choose a day within the cycle, or another cycle",
        )
    if outside:
        return
    days = days_of(draft.promise)
    if days and days[1] < days[0]:
        problems.error(
            "OKR109", draft.at.at("due").place, "the key result is due before its first day"
        )
    elif days:
        _days_inside(draft, days, problems)
        _periods(draft, days, problems)


def _days_inside(draft: Draft, days: tuple[date, date], problems: Problems) -> None:
    at, milestones = draft.at, draft.fields.milestones
    told = [(at.at("expected", str(day)).name(), day) for day in draft.fields.expected]
    for i, step in enumerate(milestones.steps if milestones else ()):
        if step.due:
            told.append((at.at("milestones", i, "due"), step.due))
    for spot, day in told:
        if not days[0] <= day <= days[1]:
            span = f"{days[0]} to {days[1]}"
            problems.error("OKR109", spot.place, f"{day} is outside the key result's days ({span})")


def _periods(draft: Draft, days: tuple[date, date], problems: Problems) -> None:
    if draft.every is Cadence.HOURLY and (days[1] - days[0]).days > _MOST_DAYS_BY_THE_HOUR:
        problems.error(
            "OKR110",
            draft.at.place,
            "more than a year of hours is too much to count one by one",
            hint="write `every: week`",
        )
    elif draft.every and not whole_periods(draft.every, *days):
        problems.error(
            "OKR110",
            draft.at.place,
            f"no whole {draft.every} period lies within the key result's days",
            hint="choose a shorter `every:`, or more days",
        )


def _milestones(draft: Draft, problems: Problems) -> None:
    milestones, at = draft.fields.milestones, draft.at.at("milestones")
    if milestones is None:
        return
    for name, score in milestones.scores.items():
        if not 0 <= score <= 1:
            problems.error("OKR103", at.at(name).place, f"`{name}`: expected a score from 0 to 1")
    seen: dict[str, Spot] = {}
    for i, step in enumerate(milestones.steps):
        id_ = step_id(step)
        if id_ in seen:
            problems.error(
                "OKR111",
                at.at(i).place,
                f"the milestone `{id_}` is given twice",
                hint="give one of them another `id:`",
                others=(seen[id_].place,),
            )
        seen.setdefault(id_, at.at(i))
        if step.weight < 0:
            problems.error("OKR108", at.at(i, "weight").place, "`weight` is below 0")
    if milestones.steps and not any(step.weight for step in milestones.steps):
        problems.error(
            "OKR108", at.key, "all weights are 0", hint="at least one milestone must count"
        )
    if not milestones.steps and not milestones.scores:
        problems.error("OKR103", at.key, "`milestones`: expected at least one")


def _weight(draft: Draft, problems: Problems) -> None:
    if draft.fields.weight < 0:
        problems.error("OKR108", draft.at.at("weight").place, "`weight` is below 0")


def _source(draft: Draft, problems: Problems) -> None:
    if draft.fields.source and draft.fields.values:
        problems.error(
            "OKR114",
            draft.at.at("values").key,
            "values beside a `source` would count twice",
            hint="keep `source`, or keep `values`",
        )


_AMOUNTS = ("start", "target", "commit", "stretch", "at_least", "at_most")
_RULES: tuple[Callable[[Draft, Problems], None], ...] = (
    _percents,
    _band,
    _recurring,
    _relative,
    _distance,
    _days,
    _milestones,
    _weight,
    _source,
)
