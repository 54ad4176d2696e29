"""What a week changed: everything judged once more as of seven days before, and what differs."""

from collections.abc import Iterator
from datetime import date, timedelta

from okrsite.assess.assessment import (
    Assessment,
    KeyResultAssessment,
    KpiAssessment,
    ObjectiveAssessment,
    Status,
)
from okrsite.assess.goals import GoalJudge
from okrsite.base.frozen import Frozen
from okrsite.model.portfolio import Portfolio

DAYS = 7
_SLACK = 1e-9


class Moved(Frozen):
    """A key result whose value or progress is another than a week ago."""

    key: str
    before: KeyResultAssessment
    now: KeyResultAssessment

    @property
    def change(self) -> float | None:
        """Progress now less progress a week ago (1 = all of the way); unknown without both."""
        if self.now.progress is None or self.before.progress is None:
            return None
        return self.now.progress - self.before.progress


class Turned(Frozen):
    """An objective whose status, or whose word after the close, is another than a week ago."""

    before: ObjectiveAssessment
    now: ObjectiveAssessment


class KpiTurned(Frozen):
    """A KPI whose word is another than a week ago."""

    before: KpiAssessment
    now: KpiAssessment


class Week(Frozen):
    """What differs from the end of the day `since`.

    `moved` are key results that count, those that moved most first; `silent` those of them that
    have gone without news for too long since then, `stale` the KPIs.
    """

    since: date
    moved: tuple[Moved, ...]
    turned: tuple[Turned, ...]
    kpis: tuple[KpiTurned, ...]
    silent: tuple[str, ...]
    stale: tuple[str, ...]


def week(portfolio: Portfolio, assessment: Assessment) -> Week:
    """What the week before the day of an assessment changed.

    Judging a portfolio takes a fiftieth of what its site takes, so nothing is saved by guessing
    which of its goals can have changed.
    """
    since = assessment.as_of - timedelta(days=DAYS)
    judge = GoalJudge(portfolio, since)
    moved = sorted(_moved(judge, assessment), key=_most_first)
    objectives = ((judge.objectives[id_], now) for id_, now in assessment.objectives.items())
    kpis = [(judge.kpi(id_, since), now) for id_, now in assessment.kpis.items()]
    return Week(
        since=since,
        moved=tuple(moved),
        turned=tuple(
            Turned(before, now)
            for before, now in objectives
            if (before.status, before.word) != (now.status, now.word)
        ),
        kpis=tuple(KpiTurned(before, now) for before, now in kpis if before.word is not now.word),
        silent=tuple(
            key
            for key, now in assessment.key_results.items()
            if _is_silent(now) and not _is_silent(judge.key_results[key])
        ),
        stale=tuple(
            now.id
            for before, now in kpis
            if now.is_stale and not (before.is_stale or now.is_retired)
        ),
    )


def _moved(judge: GoalJudge, assessment: Assessment) -> Iterator[Moved]:
    for key, now in assessment.key_results.items():
        before = judge.key_results[key]
        if not now.counts or assessment.objectives[key.partition("#")[0]].is_closed:
            continue
        if now.value != before.value or _differ(now.progress, before.progress):
            yield Moved(key, before, now)


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) > _SLACK


def _most_first(one: Moved) -> tuple[float, str]:
    """How far a key result moved, either way; a first value is as much as it brings."""
    change = one.now.progress if one.change is None else one.change
    return -round(abs(change or 0.0), 9), one.key


def _is_silent(one: KeyResultAssessment) -> bool:
    return one.counts and (one.is_outdated or one.status is Status.OUTDATED)
