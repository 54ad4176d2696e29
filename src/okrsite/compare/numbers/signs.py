"""What the numbers of a thing rest on, as values that are equal where nothing of it changed.

Places, titles and notes are no part of it; other things are named as they are called after, so
that a rename alone is no change.
"""

from collections.abc import Callable, Hashable
from typing import TypeAlias

from okrsite.base.frozen import replace
from okrsite.model.goals import KeyResult, Kind, Kpi, Metric, Objective, Promise, Update
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Formula, Origin, Rows, SameAs

Sign: TypeAlias = Hashable
Name: TypeAlias = Callable[[Kind, str], str]
"""What a thing is called after."""


def key_result(one: KeyResult, name: Name) -> Sign:
    """What a key result promises and what its own file says is done of it."""
    fields = one.fields
    own = tuple((u.day, u.value, u.label) for u in one.updates if not u.author)
    revised = tuple((r.date, repr(r.was)) for r in fields.revisions)
    days = fields.first_day, fields.due, one.dropped_on, one.done_on, one.is_done
    how = one.type, one.unit.name, _vital_name(one.source, name), fields.every, fields.take
    return how, fields.strict, days, _without_days(one.promise), revised, own


def objective(one: Objective, name: Name) -> Sign:
    """How an objective stands among the others, and what was decided at its close."""
    closing = one.fields.closing
    score = (closing.date, closing.score) if closing else None
    guards = tuple(name(Kind.KPI, _bare(kpi)) for kpi in one.fields.guardrails)
    return frame(one), one.ambition, guards, score


def frame(one: Objective) -> Sign:
    """What of an objective its key results are judged in."""
    return one.cycle, one.stage


def kpi(one: Kpi, name: Name) -> Sign:
    """By what a KPI is judged, and its values."""
    fields = one.fields
    bounds = one.better, one.warn, one.critical, one.target, one.sudden_change
    thresholds = fields.thresholds.periods if fields.thresholds else 1
    rules = fields.strict, fields.target_by, fields.workdays, one.grace_days, thresholds
    events = tuple((event.date, event.kind) for event in fields.events)
    return bounds, rules, events, data(one, name)


def data(one: Kpi | Metric, name: Name) -> Sign:
    """The values of a KPI or metric, or what they are made of."""
    series = one.series
    head = series.unit.name, series.cadence, series.aggregate
    return *head, _origin(series.origin, name)


def cycle(portfolio: Portfolio, id_: str) -> Sign:
    """The days of a cycle and its rhythm."""
    found = portfolio.cycles.get(id_)
    if found is None:
        return None
    return found.first_day, found.last_day, found.closed_on, found.rhythm


def settings(portfolio: Portfolio) -> Sign:
    """The settings that numbers follow."""
    found = portfolio.settings
    parts = found.pace, found.checkins, found.freshness, found.score, found.calendar, found.cycle
    return tuple(repr(part) for part in parts)


def said(update: Update) -> Sign:
    """What an update changes of a goal; None where it only tells of it."""
    told = update.value, update.label or None, update.done or None, update.done_on, update.verdict
    return (update.day, *told) if any(part is not None for part in told) else None


def _origin(origin: Origin, name: Name) -> Sign:
    if isinstance(origin, Rows):
        return tuple((row.period, row.value) for row in origin.observations)
    if isinstance(origin, Formula):
        return origin.text
    if isinstance(origin, SameAs):
        return _vital_name(origin.id, name)
    return origin.combine, tuple(_origin(rows, name) for rows in origin.units)


def _vital_name(id_: str, name: Name) -> str:
    """A KPI or metric as it is called after; no two of them share an id."""
    renamed = name(Kind.KPI, id_)
    return name(Kind.METRIC, id_) if renamed == id_ else renamed


def _without_days(promise: Promise) -> Promise:
    """A promise without days, which may follow from the cycle."""
    return replace(promise, first_day=None, due=None)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
