"""Key results and objectives on a day: measured, judged and rolled up."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import fsum
from typing import Self

from okrsite.assess import measures, pace
from okrsite.assess.assessment import (
    Item,
    KeyResultAssessment,
    KpiAssessment,
    ObjectiveAssessment,
    Status,
    Word,
)
from okrsite.assess.evidence import (
    confidences,
    evidence_on,
    fresh_verdict,
    grace_of,
    last_update,
    promise_on,
)
from okrsite.assess.forecast import forecast_of
from okrsite.assess.scoring import Score, score_of
from okrsite.assess.series import Book, fresh_until
from okrsite.assess.vitals import assess_kpi
from okrsite.base.frozen import Frozen, field
from okrsite.base.numbers import Unit
from okrsite.model.calendar import days_in
from okrsite.model.goals import Cycle, KeyResult, Kind, Objective, Promise
from okrsite.model.known import in_unit, units_on
from okrsite.model.loops import in_order
from okrsite.model.organisation import BACKLOG
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Stage


class _Frame(Frozen):
    """What all key results of an objective are judged in: its cycle on the day."""

    day: date
    is_live: bool
    is_closed: bool
    window: timedelta


class _Known(Frozen):
    """What is judged already, by day: the judges of all days share it, so none repeats another."""

    judges: dict[date, "GoalJudge"] = field(default_factory=dict)
    books: dict[date, Book] = field(default_factory=dict)
    kpis: dict[tuple[str, date], KpiAssessment] = field(default_factory=dict)
    units: dict[date, Mapping[str, Unit]] = field(default_factory=dict)
    fresh_until: dict[tuple[str, date, date], date | None] = field(default_factory=dict)


class GoalJudge:
    """Judges every goal of a portfolio; a closed cycle's as of the day it closed."""

    def __init__(
        self,
        portfolio: Portfolio,
        as_of: date,
        known: _Known | None = None,
        judged: Mapping[str, ObjectiveAssessment] | None = None,
    ) -> None:
        self._portfolio = portfolio
        self._as_of = as_of
        self._known = known or _Known()
        self.key_results: dict[str, KeyResultAssessment] = {}
        self.objectives = dict(judged or {})
        self._children = contributing(portfolio.objectives)
        for id_ in in_order(self._children):
            if id_ not in self.objectives:
                self._judge(portfolio.objectives[id_])

    @classmethod
    def beside(
        cls,
        portfolio: Portfolio,
        as_of: date,
        objectives: Mapping[str, ObjectiveAssessment],
        kpis: Mapping[tuple[str, date], KpiAssessment],
    ) -> Self:
        """Judges what is not judged yet, beside objectives and KPIs, by day, that are."""
        return cls(portfolio, as_of, _Known(kpis=dict(kpis)), objectives)

    def book(self, day: date) -> Book:
        """The series as they stood on a day."""
        if day not in self._known.books:
            self._known.books[day] = Book(self._portfolio.series, day)
        return self._known.books[day]

    def kpi(self, id_: str, day: date) -> KpiAssessment:
        """A KPI as it stood on a day."""
        if (id_, day) not in self._known.kpis:
            kpi = in_unit(self._portfolio.kpis[id_], self._units(day)[id_])
            settings = self._portfolio.settings
            self._known.kpis[id_, day] = assess_kpi(kpi, self.book(day), settings, day)
        return self._known.kpis[id_, day]

    def _units(self, day: date) -> Mapping[str, Unit]:
        if day not in self._known.units:
            self._known.units[day] = units_on(self._portfolio.series, day)
        return self._known.units[day]

    def _earlier(self, day: date) -> "GoalJudge":
        if day not in self._known.judges:
            self._known.judges[day] = GoalJudge(self._portfolio, day, self._known)
        return self._known.judges[day]

    def _cycle(self, objective: Objective) -> Cycle:
        return self._portfolio.cycles[objective.cycle]

    def _frame(self, objective: Objective) -> _Frame:
        cycle = self._cycle(objective)
        is_closed = cycle.is_closed(self._as_of)
        grace = self._portfolio.settings.checkins.grace_days
        return _Frame(
            day=cycle.closed_on if is_closed and cycle.closed_on else self._as_of,
            is_live=objective.stage is Stage.ACTIVE and objective.cycle != BACKLOG,
            is_closed=is_closed,
            window=timedelta(days=days_in(cycle.rhythm) + grace),
        )

    def _measure(self, key_result: KeyResult, frame: _Frame) -> KeyResultAssessment:
        day = frame.day
        promise = promise_on(key_result, day)
        evidence = evidence_on(key_result, promise, day, self._portfolio, self.book(day))
        updates = tuple(u for u in key_result.updates if u.day <= day)
        last = last_update(evidence, updates)
        running = measures.running_period(evidence)
        expected = pace.expected(key_result, promise, day, has_periods=bool(evidence.results))
        progress = measures.progress(evidence)
        is_live = frame.is_live and not key_result.is_dropped(day)
        is_over = frame.is_closed or (promise.due is not None and day > promise.due)
        is_achieved = pace.is_achieved(key_result, progress, is_over=is_over)
        standing = pace.Standing(
            key_result=key_result,
            promise=promise,
            as_of=day,
            is_live=is_live,
            is_over=is_over,
            progress=progress,
            expected=expected,
            has_value=bool(evidence.measured or (running and running.value is not None)),
            verdict=fresh_verdict(updates, day, frame.window),
            is_outdated=is_live
            and not is_achieved
            and self._is_outdated(key_result, promise, frame, last),
        )
        computed = pace.computed(standing, self._portfolio.settings.pace)
        status = pace.shown(standing, computed)
        confidence = confidences(updates, key_result.owner)
        return KeyResultAssessment(
            key=key_result.key,
            as_of=day,
            promise=promise,
            value=evidence.measured[-1].value if evidence.measured else None,
            label=evidence.label,
            measured=evidence.measured,
            periods=evidence.results,
            running=running,
            steps_done=evidence.steps_done or {},
            progress=standing.progress,
            first_progress=self._first_progress(key_result, day),
            forecast=None
            if frame.is_closed
            else forecast_of(key_result.type, promise, status, evidence.measured),
            expected=expected,
            pace=computed,
            verdict=standing.verdict,
            status=status,
            is_outdated=standing.is_outdated,
            counts=standing.is_live and status is not Status.NOT_STARTED,
            last_update=last,
            confidence=confidence[-1][1] if confidence else None,
            confidences=confidence,
            updates=updates,
        )

    def _first_progress(self, key_result: KeyResult, day: date) -> float | None:
        """Progress against the first promise, where it has moved by the day."""
        if not key_result.past or key_result.past[0].until > day:
            return None
        first = key_result.past[0].promise
        evidence = evidence_on(key_result, first, day, self._portfolio, self.book(day))
        return measures.progress(evidence)

    def _is_outdated(
        self, key_result: KeyResult, promise: Promise, frame: _Frame, last: date | None
    ) -> bool:
        """Whether news is overdue: never after the close, nor before the first day.

        News is due within the cycle's rhythm and the grace after the last, or after the first
        day; of a key result with a source, when its next value is.
        """
        first_day, day = promise.first_day, frame.day
        if frame.is_closed or first_day is None or day < first_day:
            return False
        if key_result.source:
            return self._is_stale(key_result.source, first_day, day)
        return day - max(last or first_day, first_day) > frame.window

    def _is_stale(self, source: str, first_day: date, day: date) -> bool:
        """Whether the next value of a source is overdue; its first within the period of a day."""
        if (source, first_day, day) not in self._known.fresh_until:
            kpi = self._portfolio.kpis.get(source)
            self._known.fresh_until[source, first_day, day] = fresh_until(
                self.book(day).observed(source).last_told,
                self._portfolio.series[source].cadence,
                grace_of(source, self._portfolio),
                workdays=bool(kpi and kpi.fields.workdays),
                first_day=first_day,
            )
        until = self._known.fresh_until[source, first_day, day]
        return until is not None and day > until

    def _judge(self, objective: Objective) -> None:
        frame = self._frame(objective)
        key_results = [self._measure(kr, frame) for kr in objective.key_results]
        self.key_results.update((judged.key, judged) for judged in key_results)
        children = (self._portfolio.objectives[id_] for id_ in self._children[objective.id])
        items = [*map(_item, key_results), *(self._child(one, frame.day) for one in children)]
        counting = [item for item in items if item.counts and item.weight > 0]
        updates = tuple(u for u in objective.updates if u.day <= frame.day)
        verdict = fresh_verdict(updates, frame.day, frame.window)
        breached = self._breached(objective, frame.day)
        by_items = self._by_items(objective, frame, items)
        status = by_items
        if verdict and self._is_running(objective, frame):
            status = Status(verdict)
        if breached and status in pace.JUDGED:
            status = pace.capped(status)
        progress = _rolled_up(counting)
        score = self._score(objective, frame, progress)
        self.objectives[objective.id] = ObjectiveAssessment(
            id=objective.id,
            as_of=frame.day,
            items=tuple(items),
            progress=progress,
            expected=_mean((i.weight, i.expected) for i in counting if i.expected is not None),
            by_items=by_items,
            status=status,
            verdict=verdict,
            is_outdated=status is Status.OUTDATED or any(kr.is_outdated for kr in key_results),
            counts=frame.is_live and status is not Status.NOT_STARTED,
            is_closed=frame.is_closed,
            breached=breached,
            weakest=_weakest(counting),
            last_update=_latest(
                [*(u.day for u in updates), *(kr.last_update for kr in key_results)]
            ),
            updates=updates,
            score=score.computed,
            given_score=score.given,
            word=score.word,
        )

    def _child(self, child: Objective, day: date) -> Item:
        """A child as it stood on its parent's day, which is earlier once the parent is closed."""
        judged = self.objectives[child.id]
        if judged.as_of > day:
            judged = self._earlier(day).objectives[child.id]
        return Item(
            id=child.id,
            weight=child.weight,
            progress=judged.progress,
            expected=judged.expected,
            status=judged.status,
            counts=judged.counts,
        )

    def _is_running(self, objective: Objective, frame: _Frame) -> bool:
        """Whether it is live and its cycle has begun, so that a person may call its status."""
        first_day = self._cycle(objective).first_day
        return frame.is_live and first_day is not None and first_day <= frame.day

    def _by_items(self, objective: Objective, frame: _Frame, items: list[Item]) -> Status:
        """The weakest of what counts."""
        if not frame.is_live or self._cycle(objective).first_day is None:
            return Status.NONE
        if not self._is_running(objective, frame):
            return Status.NOT_STARTED
        found = pace.weakest(i.status for i in items if i.counts and i.weight > 0)
        if found:
            return found
        kept = [item for item in items if item.status is not Status.NONE]
        is_waiting = bool(kept) and all(item.status is Status.NOT_STARTED for item in kept)
        return Status.NOT_STARTED if is_waiting else Status.PENDING

    def _breached(self, objective: Objective, day: date) -> tuple[str, ...]:
        """The guardrails that are critical on the day, and not retired."""
        names = (name.rpartition(":")[2] for name in objective.fields.guardrails)
        guarded = [id_ for id_ in dict.fromkeys(names) if id_ in self._portfolio.kpis]
        judged = [self.kpi(id_, day) for id_ in guarded]
        return tuple(k.id for k in judged if k.word is Word.CRITICAL and not k.is_retired)

    def _score(self, objective: Objective, frame: _Frame, progress: float | None) -> Score:
        """The score at the close: nothing before it, and nothing of what is decided after it."""
        if not frame.is_closed:
            return Score()
        closing = objective.closing(frame.day)
        given = closing.score if closing else None
        return score_of(
            progress,
            float(given) if given is not None else None,
            objective.ambition,
            self._portfolio.settings.score,
        )


def contributing(objectives: Mapping[str, Objective]) -> dict[str, tuple[str, ...]]:
    """The children that count in each objective, by id."""
    found: dict[str, list[str]] = {id_: [] for id_ in objectives}
    for id_ in sorted(objectives):
        if objectives[id_].fields.contributes:
            parents = {r.id for r in objectives[id_].parents if r.kind is Kind.OBJECTIVE}
            for parent in parents & found.keys():
                found[parent].append(id_)
    return {id_: tuple(children) for id_, children in found.items()}


def _item(judged: KeyResultAssessment) -> Item:
    return Item(
        id=judged.key,
        weight=judged.promise.weight,
        progress=judged.clamped,
        expected=judged.expected,
        status=judged.status,
        counts=judged.counts,
    )


def _rolled_up(counting: Iterable[Item]) -> float | None:
    """The weighted mean of clamped progress; pending is 0 beside what has a number."""
    items = list(counting)
    if all(item.progress is None for item in items):
        return None
    return _mean((item.weight, item.progress or 0.0) for item in items)


def _mean(pairs: Iterable[tuple[float, float]]) -> float | None:
    """A weighted mean of (weight, value); None without a weight. Exact, so order cannot matter."""
    known = list(pairs)
    total = fsum(weight for weight, _ in known)
    if not total:
        return None
    mean = fsum(weight * value for weight, value in known) / total
    values = [value for weight, value in known if weight]
    return min(max(values), max(min(values), mean))


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _weakest(counting: list[Item]) -> tuple[str, ...]:
    worst = pace.weakest(item.status for item in counting)
    return tuple(item.id for item in counting if item.status is worst) if worst else ()
