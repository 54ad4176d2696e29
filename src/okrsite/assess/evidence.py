"""What is known of a key result on a day: the promise in force, what was said and observed."""

from collections.abc import Iterable
from datetime import date, timedelta

from okrsite.assess import measures
from okrsite.assess.series import Book
from okrsite.assess.vitals import grace_days
from okrsite.base.frozen import replace
from okrsite.model.goals import KeyResult, Promise, Update
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import KeyResultType, Reduce, Verdict

_PERIODIC = (KeyResultType.MAINTAIN, KeyResultType.RECURRING)


def promise_on(key_result: KeyResult, day: date) -> Promise:
    """The promise in force on a day: later revisions undone."""
    return next((p.promise for p in key_result.past if p.until > day), key_result.promise)


def evidence_on(
    key_result: KeyResult, promise: Promise, day: date, portfolio: Portfolio, book: Book
) -> measures.Evidence:
    """All that the progress of a key result may rest on, by a promise, at the end of a day."""
    source = key_result.source
    observed = book.observed(source) if source else measures.NOTHING
    evidence = measures.Evidence(
        key_result=key_result,
        promise=promise,
        as_of=day,
        measured=measures.measured_values(key_result, promise, observed, day),
        observed=observed,
        aggregate=_aggregate(key_result, portfolio) if source else Reduce.LAST,
        grace_days=grace_of(source, portfolio) if source else _checkin_grace(portfolio),
        steps_done=measures.steps_done(key_result, promise, day),
        label=measures.chosen_label(key_result, day),
        is_done=measures.is_done(key_result, day),
    )
    if key_result.type not in _PERIODIC:
        return evidence
    return replace(evidence, results=measures.period_results(evidence))


def _aggregate(key_result: KeyResult, portfolio: Portfolio) -> Reduce:
    return portfolio.series[key_result.source].aggregate or key_result.fields.take


def _checkin_grace(portfolio: Portfolio) -> int:
    return portfolio.settings.checkins.grace_days


def grace_of(source: str, portfolio: Portfolio) -> int:
    """The days after the end of a period that a KPI's or metric's value may take."""
    kpi = portfolio.kpis.get(source)
    own = kpi.grace_days if kpi else None
    return grace_days(own, portfolio.series[source].cadence, portfolio.settings.freshness)


def fresh_verdict(updates: Iterable[Update], day: date, window: timedelta) -> Verdict | None:
    """The last call of a person, while it is fresh."""
    last = max((u for u in updates if u.verdict), key=lambda u: (u.day, u.place), default=None)
    return last.verdict if last and day - last.day <= window else None


def last_update(evidence: measures.Evidence, updates: Iterable[Update]) -> date | None:
    """The last day on which something was said, done or observed."""
    days = [update.day for update in updates]
    days += [day for day in (evidence.steps_done or {}).values() if day]
    done_on = evidence.key_result.done_on
    if done_on and done_on <= evidence.as_of:
        days.append(done_on)
    if evidence.key_result.source and evidence.measured:
        days.append(evidence.measured[-1].day)
    return max(days, default=None)


def confidences(updates: Iterable[Update], owner: str) -> tuple[tuple[date, int], ...]:
    """One confidence (0..10) a day; of two the owner's counts."""
    found: dict[date, int] = {}
    for update in sorted(updates, key=lambda u: (u.day, u.author == owner, u.place)):
        if update.confidence is not None:
            found[update.day] = update.confidence
    return tuple(sorted(found.items()))
