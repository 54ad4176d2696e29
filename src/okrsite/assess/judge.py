"""The door of the room: a portfolio and a day in, everything judged out."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import fsum

from okrsite.assess.assessment import Assessment, Gap, KpiAssessment, Status, Tally, Word
from okrsite.assess.calibration import projections
from okrsite.assess.courses import courses
from okrsite.assess.cycles import cycle_scores
from okrsite.assess.drivers import drivers
from okrsite.assess.effects import effects, gaps_closed
from okrsite.assess.funnel import funnel
from okrsite.assess.goals import GoalJudge
from okrsite.assess.vitals import ALARMING, WORST_FIRST
from okrsite.model.goals import Objective
from okrsite.model.portfolio import Portfolio, current_cycle
from okrsite.model.schema import Stage


def assess(portfolio: Portfolio, as_of: date) -> Assessment:
    """Judge every goal and every vital sign at the end of a day; later facts are invisible."""
    judge = GoalJudge(portfolio, as_of)
    kpis = {id_: judge.kpi(id_, as_of) for id_ in portfolio.kpis}
    cycle = current_cycle(portfolio, as_of)
    objectives = portfolio.objectives.values()
    running = objectives_by_kpi(o for o in objectives if is_running(o, portfolio, as_of))
    return Assessment(
        as_of=as_of,
        current_cycle=cycle.id if cycle else "",
        key_results={key: judge.key_results[key] for key in portfolio.key_results},
        objectives={id_: judge.objectives[id_] for id_ in portfolio.objectives},
        kpis=kpis,
        kpis_at={(id_, day): judge.kpi(id_, day) for id_, day in _looked_at(portfolio, judge)},
        alerts=alerts(portfolio, kpis),
        gaps=gaps(kpis, running),
        effects=effects(portfolio, objectives_by_kpi(objectives), judge),
        gaps_closed=gaps_closed(portfolio, running, judge, as_of),
        drivers=drivers(portfolio, judge.book(as_of)),
        funnel=funnel(portfolio, judge.book(as_of), cycle.id if cycle else ""),
        projections=projections(portfolio, judge.objectives, judge.key_results),
        scores=cycle_scores(portfolio, judge.objectives, as_of),
        courses=courses(portfolio, judge, as_of),
    )


def _looked_at(portfolio: Portfolio, judge: GoalJudge) -> Iterator[tuple[str, date]]:
    """The KPIs that objectives name or show, each with the day on which that one is judged."""
    for id_, objective in portfolio.objectives.items():
        sources = (kr.source for kr in objective.key_results)
        for kpi in dict.fromkeys((*objective.kpis, *sources, *objective.embedded)):
            if kpi in portfolio.kpis:
                yield kpi, judge.objectives[id_].as_of


def is_current(objective: Objective, portfolio: Portfolio, assessment: Assessment) -> bool:
    """Whether an objective's cycle is the current one or runs on the day."""
    if objective.cycle == assessment.current_cycle:
        return True
    return portfolio.cycles[objective.cycle].contains(assessment.as_of)


def tally(assessment: Assessment, objectives: Iterable[Objective]) -> Tally:
    """Plain means and net confidence of some objectives."""
    scope = sorted(objectives, key=lambda o: o.id)
    judged = [assessment.objectives[o.id] for o in scope]
    with_number = [j for j in judged if j.counts and j.progress is not None]
    key_results = [
        k for o in scope for kr in o.key_results if (k := assessment.key_results[kr.key]).counts
    ]
    on_track = sum(k.status is Status.ON_TRACK for k in key_results)
    off_track = sum(k.status is Status.OFF_TRACK for k in key_results)
    return Tally(
        progress=_mean([j.progress for j in with_number if j.progress is not None]),
        expected=_mean([j.expected for j in with_number if j.expected is not None]),
        net_confidence=(on_track - off_track) / len(key_results) if key_results else None,
    )


def _mean(values: list[float]) -> float | None:
    return fsum(values) / len(values) if values else None


def alerts(portfolio: Portfolio, kpis: dict[str, KpiAssessment]) -> tuple[str, ...]:
    """The KPIs that need attention, worst first: alarming or stale, neither retired nor noted."""
    found = [
        k
        for k in kpis.values()
        if not k.is_retired
        and not k.is_acknowledged
        and (k.word in ALARMING or k.is_stale or k.word is Word.STALE)
    ]
    found.sort(key=lambda k: (WORST_FIRST.index(k.word), portfolio.kpis[k.id].title))
    return tuple(k.id for k in found)


def gaps(kpis: dict[str, KpiAssessment], running: Mapping[str, list[Objective]]) -> tuple[Gap, ...]:
    """Missed and critical KPIs with the running objectives that are on them."""
    return tuple(
        Gap(id_, tuple(sorted(o.id for o in running.get(id_, ()))))
        for id_, judged in sorted(kpis.items())
        if judged.word in (Word.MISSED, Word.CRITICAL) and not judged.is_retired
    )


def is_running(objective: Objective, portfolio: Portfolio, as_of: date) -> bool:
    """Whether an objective is active and its cycle runs on a day."""
    return objective.stage is Stage.ACTIVE and portfolio.cycles[objective.cycle].contains(as_of)


def objectives_by_kpi(objectives: Iterable[Objective]) -> Mapping[str, list[Objective]]:
    """The objectives that work on each KPI: they name it in `improves`, or read it."""
    found: dict[str, list[Objective]] = {}
    for objective in objectives:
        named = {name.rpartition(":")[2] for name in objective.fields.improves}
        named |= {kr.source for kr in objective.key_results if kr.source}
        for kpi in sorted(named):
            found.setdefault(kpi, []).append(objective)
    return found
