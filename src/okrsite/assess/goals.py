"""Key results and objectives on a day: evidence gathered, measured and judged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from okrsite.assess import measures, pace
from okrsite.assess.assessment import (
    KeyResultAssessment,
    ObjectiveAssessment,
    Point,
    Status,
    Word,
)
from okrsite.assess.scoring import closing_word, rounded_score
from okrsite.assess.series import Book, is_stale
from okrsite.assess.vitals import assess_kpi, grace_days
from okrsite.model.calendar import days_in
from okrsite.model.goals import Cycle, KeyResult, Kind, Objective, Promise, Update
from okrsite.model.organisation import BACKLOG
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Reduce, Stage, Verdict


@dataclass(frozen=True, slots=True)
class _Item:
    """What counts in an objective: a key result, or a child that contributes."""

    id: str
    weight: float
    progress: float | None
    expected: float | None
    status: Status
    counts: bool
    has_number: bool


class GoalJudge:
    """Judges every goal of a portfolio; a closed cycle's as of the day it closed."""

    def __init__(self, portfolio: Portfolio, as_of: date) -> None:
        self._portfolio = portfolio
        self._as_of = as_of
        self._series = portfolio.series
        self._books: dict[date, Book] = {}
        self._key_results: dict[str, KeyResultAssessment] = {}
        self._objectives: dict[str, ObjectiveAssessment] = {}
        self._children = _contributing(portfolio.objectives.values())

    def book(self, day: date) -> Book:
        """The series as they stood on a day."""
        if day not in self._books:
            self._books[day] = Book(self._series, day)
        return self._books[day]

    def objective(self, objective: Objective) -> ObjectiveAssessment:
        """An objective on the day, or on the day its cycle closed."""
        if objective.id not in self._objectives:
            self._objectives[objective.id] = self._judge(objective)
        return self._objectives[objective.id]

    def key_result(self, key_result: KeyResult, objective: Objective) -> KeyResultAssessment:
        """A key result on the day, or on the day its cycle closed."""
        if key_result.key not in self._key_results:
            self._key_results[key_result.key] = self._measure(key_result, objective)
        return self._key_results[key_result.key]

    def _cycle(self, objective: Objective) -> Cycle:
        return self._portfolio.cycles[objective.cycle]

    def _day(self, objective: Objective) -> date:
        closed_on = self._cycle(objective).closed_on
        return min(self._as_of, closed_on) if closed_on else self._as_of

    def _is_closed(self, objective: Objective) -> bool:
        closed_on = self._cycle(objective).closed_on
        return closed_on is not None and self._as_of >= closed_on

    def _window(self, objective: Objective) -> timedelta:
        rhythm = days_in(self._cycle(objective).rhythm)
        return timedelta(days=rhythm + self._portfolio.settings.checkins.grace_days)

    def _measure(self, key_result: KeyResult, objective: Objective) -> KeyResultAssessment:
        day = self._day(objective)
        promise = promise_on(key_result, day)
        evidence = self._evidence(key_result, promise, day)
        periods = measures.period_results(evidence)
        progress = measures.progress(evidence)
        expected = pace.expected(key_result, promise, day, has_periods=bool(periods))
        updates = tuple(u for u in key_result.updates if u.day <= day)
        last_update = _last_update(updates, evidence, day)
        is_live = self._is_live(objective) and not _is_dropped(key_result, day)
        standing = pace.Standing(
            key_result=key_result,
            promise=promise,
            as_of=day,
            is_live=is_live,
            progress=progress,
            expected=expected,
            verdict=self._verdict(updates, objective, day),
            is_outdated=False,
        )
        is_outdated = is_live and not pace.is_achieved(standing) and (
            self._is_outdated(key_result, objective, promise, last_update, day))
        standing = replace(standing, is_outdated=is_outdated)
        computed = pace.computed(standing, self._portfolio.settings.pace)
        status = pace.shown(standing, computed)
        confidences = _confidences(updates, key_result.owner)
        return KeyResultAssessment(
            key=key_result.key,
            as_of=day,
            promise=promise,
            value=evidence.measured[-1].value if evidence.measured else None,
            label=evidence.label,
            measured=evidence.measured,
            periods=periods,
            running=measures.running_period(evidence),
            steps_done=evidence.steps_done or {},
            progress=progress,
            first_progress=self._first_progress(key_result, day),
            expected=expected,
            pace=computed,
            verdict=standing.verdict,
            status=status,
            is_outdated=is_outdated,
            counts=is_live and status is not Status.NOT_STARTED,
            last_update=last_update,
            confidence=confidences[-1][1] if confidences else None,
            confidences=confidences,
            updates=updates,
        )

    def _evidence(self, key_result: KeyResult, promise: Promise, day: date) -> measures.Evidence:
        settings = self._portfolio.settings
        points: tuple[Point, ...] = ()
        aggregate, grace = Reduce.LAST, settings.checkins.grace_days
        if key_result.source:
            points = tuple(p for p in self.book(day).points(key_result.source) if not p.is_provisional)
            series = self._series[key_result.source]
            aggregate = series.aggregate or key_result.fields.take
            grace = self._grace(key_result.source)
        return measures.Evidence(
            key_result=key_result,
            promise=promise,
            as_of=day,
            measured=measures.measured_values(key_result, promise, points, day),
            points=points,
            aggregate=aggregate,
            grace_days=grace,
            steps_done=measures.steps_done(key_result, promise, day),
            label=measures.chosen_label(key_result, day),
            is_done=measures.is_done(key_result, day),
        )

    def _grace(self, source: str) -> int:
        kpi = self._portfolio.kpis.get(source)
        own = kpi.grace_days if kpi else None
        return grace_days(own, self._series[source].cadence, self._portfolio.settings.freshness)

    def _first_progress(self, key_result: KeyResult, day: date) -> float | None:
        """Progress against the first promise, where it has moved by the day."""
        if not key_result.past or key_result.past[0].until > day:
            return None
        return measures.progress(self._evidence(key_result, key_result.past[0].promise, day))

    def _verdict(
        self, updates: Iterable[Update], objective: Objective, day: date
    ) -> Verdict | None:
        """The last call of a person, while it is fresh."""
        calls = [u for u in updates if u.verdict and u.day <= day]
        if not calls or day - calls[-1].day > self._window(objective):
            return None
        return calls[-1].verdict

    def _is_live(self, objective: Objective) -> bool:
        return objective.stage is Stage.ACTIVE and objective.cycle != BACKLOG

    def _is_outdated(
        self,
        key_result: KeyResult,
        objective: Objective,
        promise: Promise,
        last_update: date | None,
        day: date,
    ) -> bool:
        if self._is_closed(objective) or promise.first_day is None or day < promise.first_day:
            return False
        if key_result.source:
            kpi = self._portfolio.kpis.get(key_result.source)
            return is_stale(
                self.book(day).points(key_result.source),
                self._series[key_result.source].cadence,
                self._grace(key_result.source),
                day,
                workdays=bool(kpi and kpi.fields.workdays),
            )
        return day - (last_update or promise.first_day) > self._window(objective)

    def _judge(self, objective: Objective) -> ObjectiveAssessment:
        day = self._day(objective)
        items = [self._item(kr, objective) for kr in objective.key_results]
        items += [self._child(child) for child in self._children.get(objective.id, ())]
        counting = [item for item in items if item.counts and item.weight > 0]
        has_number = any(item.has_number for item in counting)
        progress = _mean((i.weight, i.progress or 0.0) for i in counting) if has_number else None
        updates = tuple(u for u in objective.updates if u.day <= day)
        verdict = self._verdict(updates, objective, day)
        breached = self._breached(objective, day)
        status = self._status(objective, items, counting, verdict, day)
        if breached:
            status = pace.capped(status) if status in pace.JUDGED else status
        is_closed = self._is_closed(objective)
        closing = objective.fields.closing
        known = closing if closing and (closing.date is None or closing.date <= self._as_of) else None
        given = float(known.score) if known and known.score is not None else None
        score = rounded_score(progress) if is_closed and progress is not None else None
        final = given if given is not None else score
        return ObjectiveAssessment(
            id=objective.id,
            as_of=day,
            progress=progress,
            expected=_mean((i.weight, i.expected) for i in counting if i.expected is not None),
            status=status,
            verdict=verdict,
            is_outdated=status is Status.OUTDATED or any(
                self.key_result(kr, objective).is_outdated for kr in objective.key_results),
            counts=self._is_live(objective) and status is not Status.NOT_STARTED,
            is_closed=is_closed,
            breached=breached,
            weakest=_weakest(counting),
            last_update=max(
                [u.day for u in updates]
                + [d for kr in objective.key_results
                   if (d := self.key_result(kr, objective).last_update)],
                default=None),
            updates=updates,
            score=score,
            given_score=given if is_closed else None,
            word=closing_word(final, objective.ambition, self._portfolio.settings.score)
            if is_closed and final is not None else "",
        )

    def _item(self, key_result: KeyResult, objective: Objective) -> _Item:
        judged = self.key_result(key_result, objective)
        return _Item(
            id=key_result.key,
            weight=judged.promise.weight,
            progress=judged.clamped,
            expected=judged.expected,
            status=judged.status,
            counts=judged.counts,
            has_number=judged.progress is not None,
        )

    def _child(self, child: Objective) -> _Item:
        judged = self.objective(child)
        return _Item(
            id=child.id,
            weight=child.weight,
            progress=judged.progress,
            expected=judged.expected,
            status=judged.status,
            counts=judged.counts,
            has_number=judged.progress is not None,
        )

    def _status(
        self,
        objective: Objective,
        items: list[_Item],
        counting: list[_Item],
        verdict: Verdict | None,
        day: date,
    ) -> Status:
        cycle = self._cycle(objective)
        if not self._is_live(objective) or cycle.first_day is None:
            return Status.NONE
        if day < cycle.first_day:
            return Status.NOT_STARTED
        if verdict:
            return Status(verdict)
        found = pace.weakest(item.status for item in counting)
        if found:
            return found
        kept = [item for item in items if item.status is not Status.NONE]
        is_waiting = bool(kept) and all(item.status is Status.NOT_STARTED for item in kept)
        return Status.NOT_STARTED if is_waiting else Status.PENDING

    def _breached(self, objective: Objective, day: date) -> tuple[str, ...]:
        """The guardrails that are critical on the day."""
        found = []
        for id_ in objective.fields.guardrails:
            kpi = self._portfolio.kpis.get(id_.rpartition(":")[2])
            if kpi:
                judged = assess_kpi(kpi, self.book(day), self._portfolio.settings, day)
                if judged.word is Word.CRITICAL:
                    found.append(kpi.id)
        return tuple(found)


def promise_on(key_result: KeyResult, day: date) -> Promise:
    """The promise in force on a day: later revisions undone."""
    return next((p.promise for p in key_result.past if p.until > day), key_result.promise)


def _contributing(objectives: Iterable[Objective]) -> dict[str, list[Objective]]:
    found: dict[str, list[Objective]] = {}
    for objective in sorted(objectives, key=lambda o: o.id):
        if objective.fields.contributes:
            for ref in objective.parents:
                if ref.kind is Kind.OBJECTIVE:
                    found.setdefault(ref.id, []).append(objective)
    return found


def _is_dropped(key_result: KeyResult, day: date) -> bool:
    return key_result.dropped_on is not None and key_result.dropped_on <= day


def _last_update(
    updates: tuple[Update, ...], evidence: measures.Evidence, day: date
) -> date | None:
    days = [u.day for u in updates]
    days += [done for done in (evidence.steps_done or {}).values() if done]
    if evidence.key_result.done_on and evidence.key_result.done_on <= day:
        days.append(evidence.key_result.done_on)
    if evidence.key_result.source:
        days += [m.day for m in evidence.measured]
    return max(days, default=None)


def _confidences(updates: tuple[Update, ...], owner: str) -> tuple[tuple[date, int], ...]:
    """One confidence (0..10) a day; of two the owner's counts."""
    found: dict[date, int] = {}
    for update in sorted(updates, key=lambda u: (u.day, u.author == owner)):
        if update.confidence is not None:
            found[update.day] = update.confidence
    return tuple(sorted(found.items()))


def _mean(pairs: Iterable[tuple[float, float]]) -> float | None:
    """A weighted mean of (weight, value); None without a weight. Sorted, so order cannot matter."""
    known = sorted(pairs)
    total = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / total if total else None


def _weakest(counting: list[_Item]) -> tuple[str, ...]:
    worst = pace.weakest(item.status for item in counting)
    return tuple(item.id for item in counting if item.status is worst) if worst else ()
