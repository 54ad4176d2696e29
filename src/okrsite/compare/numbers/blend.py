"""Two portfolios in, the old goalposts with the new reality out: what part each had in a number.

Of the earlier one are goals, promises, definitions, thresholds, cycles and settings; of the later
one what is known of the world: check-ins, values, what is done, closings, what somebody took note
of. Whatever is measured otherwise than before stays as it was measured before.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping

from okrsite.base.frozen import replace
from okrsite.compare.numbers.measured import Measurements, is_restated
from okrsite.compare.numbers.pairing import Matched, Pairing
from okrsite.model.calendar import CADENCE_OF, Cadence
from okrsite.model.goals import CheckIn, KeyResult, Kind, Kpi, Objective, Promise, Step, Update
from okrsite.model.key_results.types import PERIODIC
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import EventKind, KeyResultType
from okrsite.model.series import Series


def blended(before: Portfolio, after: Portfolio, matched: Matched) -> Portfolio:
    """The goals of `before`, all of them and no others, by what is known in `after`."""
    pairing = Pairing(before, after, matched)
    measured = Measurements(pairing)
    series = measured.series()
    goals = _Goals(pairing, series)
    objectives = {id_: goals.objective(one) for id_, one in before.objectives.items()}
    return replace(
        before,
        objectives=objectives,
        key_results={kr.key: kr for one in objectives.values() for kr in one.key_results},
        kpis={id_: _kpi(one, series[id_], measured, pairing) for id_, one in before.kpis.items()},
        metrics={id_: replace(one, series=series[id_]) for id_, one in before.metrics.items()},
        series=series,
        checkins=tuple(_checkin(one, pairing) for one in after.checkins),
        people={**after.people, **before.people},
    )


def _kpi(kpi: Kpi, series: Series, measured: Measurements, pairing: Pairing) -> Kpi:
    """A KPI with what was observed of it, and what of it somebody took note of."""
    after = pairing.after.kpis.get(pairing.after_of(Kind.KPI, kpi.id) or "")
    fields = kpi.fields
    if after is not None:
        own = [one for one in fields.events if one.kind is not EventKind.ACKNOWLEDGED]
        noted = [one for one in after.fields.events if one.kind is EventKind.ACKNOWLEDGED]
        fields = fields.model_copy(update={"events": (*own, *noted)})
    return replace(kpi, series=series, units=measured.units(kpi, series.cadence), fields=fields)


def _checkin(one: CheckIn, pairing: Pairing) -> CheckIn:
    """A check-in on the goals that there were."""
    return replace(one, updates=tuple(_retold(one.updates, pairing)))


def _retold(updates: Iterable[Update], pairing: Pairing) -> Iterator[Update]:
    for update in updates:
        kind = Kind.KEY_RESULT if "#" in update.goal else Kind.OBJECTIVE
        goal = pairing.before_of(kind, update.goal)
        if goal is not None:
            yield replace(update, goal=goal)


class _Goals:
    """Objectives and key results as promised before, by what is known after."""

    def __init__(self, pairing: Pairing, series: Mapping[str, Series]) -> None:
        self._pairing = pairing
        self._series = series

    def objective(self, one: Objective) -> Objective:
        """An objective with what was said of it and decided at its close."""
        key_results = tuple(self._key_result(kr, one) for kr in one.key_results)
        id_ = self._pairing.after_of(Kind.OBJECTIVE, one.id)
        after = self._pairing.after.objectives.get(id_ or "")
        if after is None:
            return replace(one, key_results=key_results)
        return replace(
            one,
            key_results=key_results,
            updates=tuple(replace(update, goal=one.id) for update in after.updates),
            fields=one.fields.model_copy(update={"closing": after.fields.closing}),
        )

    def _key_result(self, one: KeyResult, objective: Objective) -> KeyResult:
        every = self._every(one, objective)
        key = self._pairing.after_of(Kind.KEY_RESULT, one.key)
        after = self._pairing.after.key_results.get(key or "")
        if after is None:
            return replace(one, every=every)
        if not _is_measured_alike(one, after):
            said = (*map(_measure, one.updates), *map(_words, after.updates))
            updates = _in_time(filter(_says, said), one)
            return replace(one, every=every, updates=updates)
        done = {past.until: past.promise for past in after.past}
        return replace(
            one,
            every=every,
            updates=_in_time(after.updates, one),
            promise=_done_by(one.promise, after.promise),
            past=tuple(
                replace(past, promise=_done_by(past.promise, done.get(past.until, past.promise)))
                for past in one.past
            ),
            done_on=after.done_on,
            is_done=after.is_done,
        )

    def _every(self, one: KeyResult, objective: Objective) -> Cadence | None:
        """The period of a key result; where it is not told, that of its source as it is now."""
        series = self._series.get(one.source)
        if one.type not in PERIODIC or one.fields.every or series is None:
            return one.every
        if series.cadence is not Cadence.IRREGULAR:
            return series.cadence
        return CADENCE_OF[self._pairing.before.cycles[objective.cycle].rhythm]


def _is_measured_alike(one: KeyResult, after: KeyResult) -> bool:
    """Whether what is said of a key result after can be held against its promise before."""
    if _way(one) != _way(after):
        return False
    is_own_unit = one.unit.name != after.unit.name and not one.source
    return not (is_own_unit and is_restated(_values(one), _values(after)))


def _way(one: KeyResult) -> tuple[str, bool]:
    """How a key result is measured, and whether it reads a source."""
    if one.type is KeyResultType.MILESTONES:
        return ("scores" if one.promise.scores else "steps"), False
    return ("done" if one.type is KeyResultType.BINARY else "values"), bool(one.source)


def _values(one: KeyResult) -> Mapping[Hashable, float]:
    return {update.day: update.value for update in one.updates if update.value is not None}


def _measure(update: Update) -> Update:
    """An update without what its author thinks."""
    return replace(update, confidence=None, expect=None, verdict=None, note="")


def _words(update: Update) -> Update:
    """An update without what was measured."""
    return replace(update, value=None, label="", done=(), done_on=None, decimals=0)


def _says(update: Update) -> bool:
    """Whether an update still tells of anything."""
    told = (update.value, update.done_on, update.confidence, update.expect, update.verdict)
    return bool(update.label or update.done or update.note) or any(x is not None for x in told)


def _in_time(updates: Iterable[Update], one: KeyResult) -> tuple[Update, ...]:
    """Updates as those of a key result; labels that its promises do not know are left out."""
    promises = (one.promise, *(past.promise for past in one.past))
    labels = {name for promise in promises for name, _ in promise.scores}
    told = (replace(u, goal=one.key, label=u.label if u.label in labels else "") for u in updates)
    return tuple(sorted(told, key=lambda u: (u.day, u.place)))


def _done_by(promise: Promise, after: Promise) -> Promise:
    """A promise whose milestones are done as they are after; those that are gone, as before."""
    done = {step.id: step.done for step in after.steps}

    def step_now(step: Step) -> Step:
        return replace(step, done=done.get(step.id, step.done))

    return replace(promise, steps=tuple(map(step_now, promise.steps)))
