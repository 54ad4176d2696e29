"""Goals that nobody has told anything of, or not for too long."""

from collections.abc import Iterator
from datetime import date, timedelta

from okrsite.assess.assessment import Assessment, KeyResultAssessment, Word
from okrsite.assess.checks.rule import Finding
from okrsite.assess.checks.scope import day_words, is_retired, open_objectives, spot
from okrsite.model.calendar import days_in
from okrsite.model.goals import Cycle, KeyResult, Kpi, Objective
from okrsite.model.key_results.types import PERIODIC
from okrsite.model.portfolio import Portfolio
from okrsite.model.references import NOBODY

_ORIGINS = ("series", "values", "formula", "source", "units")


def overdue_updates(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A running key result whose news is older than the cycle's rhythm and its grace."""
    for objective, key_result in _running(portfolio, assessment):
        judged = assessment.key_results[key_result.key]
        if not judged.is_outdated or _is_unmeasured(key_result, judged, portfolio):
            continue
        yield Finding(
            spot(objective, key_result).at("title").place,
            f"{_silence(key_result, judged, portfolio)}; {_expected(objective, portfolio)}"
            if not key_result.source
            else _silence(key_result, judged, portfolio),
            hint=_hint(key_result, assessment),
        )


def unmeasured(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A key result or a KPI that should have a value by now, and never had one."""
    for objective, key_result in _running(portfolio, assessment):
        judged = assessment.key_results[key_result.key]
        if _is_unmeasured(key_result, judged, portfolio):
            yield Finding(
                spot(objective, key_result).at("title").place,
                f"`{key_result.title}` has no value since it began on "
                f"{day_words(_first_day(judged), portfolio)}; {_owner(key_result)} owes the first",
                hint=_hint(key_result, assessment),
            )
    for kpi in portfolio.kpis.values():
        if _has_no_data(kpi, assessment):
            origin = next((n for n in _ORIGINS if getattr(kpi.fields, n)), "title")
            yield Finding(
                kpi.document.key_place(origin),
                f"the KPI `{kpi.title}` has no value yet, so it says nothing",
                hint="write its first value, or `events: [{date: "
                f"{assessment.as_of}, kind: retired}}]`",
            )


def _running(portfolio: Portfolio, assessment: Assessment) -> Iterator[tuple[Objective, KeyResult]]:
    """The key results that count on the day, in cycles that are not closed."""
    for objective in open_objectives(portfolio, assessment.as_of):
        for key_result in objective.key_results:
            if assessment.key_results[key_result.key].counts:
                yield objective, key_result


def _is_unmeasured(
    key_result: KeyResult, judged: KeyResultAssessment, portfolio: Portfolio
) -> bool:
    """Whether no value is known, though one is due; a period's first is due once it is over."""
    is_running = judged.running is not None and judged.running.value is not None
    is_known = judged.measured or is_running or judged.progress is not None
    if is_known or judged.promise.first_day is None:
        return False
    if judged.is_outdated:
        return True
    is_waiting = bool(key_result.source) or key_result.type in PERIODIC
    cycle = portfolio.cycles[portfolio.objectives[key_result.objective].cycle]
    return not is_waiting and judged.as_of - judged.promise.first_day > _patience(cycle, portfolio)


def _patience(cycle: Cycle, portfolio: Portfolio) -> timedelta:
    return timedelta(days=days_in(cycle.rhythm) + portfolio.settings.checkins.grace_days)


def _has_no_data(kpi: Kpi, assessment: Assessment) -> bool:
    judged = assessment.kpis[kpi.id]
    is_waiting = bool(judged.points.known)
    is_silent = judged.word is Word.NO_DATA and not is_waiting
    return is_silent and not is_retired(kpi, assessment.as_of)


def _silence(key_result: KeyResult, judged: KeyResultAssessment, portfolio: Portfolio) -> str:
    if key_result.source:
        last = judged.last_update or _first_day(judged)
        return (
            f"the next value of `{key_result.source}` is overdue, so `{key_result.title}` "
            f"stands where it stood on {day_words(last, portfolio)}"
        )
    if judged.last_update is None:
        since = f"since it began on {day_words(_first_day(judged), portfolio)}"
    else:
        since = f"since {day_words(judged.last_update, portfolio)}"
    return f"no news of `{key_result.title}` from {_owner(key_result)} {since}"


def _expected(objective: Objective, portfolio: Portfolio) -> str:
    rhythm = portfolio.cycles[objective.cycle].rhythm
    grace = portfolio.settings.checkins.grace_days
    late = f", with {grace} days of grace" if grace else ""
    return f"the cycle asks for some every {rhythm}{late}"


def _hint(key_result: KeyResult, assessment: Assessment) -> str:
    if key_result.source:
        return f"add the newest values of `{key_result.source}`"
    author = "you" if key_result.owner == NOBODY else key_result.owner
    return (
        f"write `{key_result.key}: …` under `updates:` in "
        f"content/checkins/{assessment.as_of}-{author}.md"
    )


def _owner(key_result: KeyResult) -> str:
    return "somebody" if key_result.owner == NOBODY else key_result.owner


def _first_day(judged: KeyResultAssessment) -> date:
    assert judged.promise.first_day
    return judged.promise.first_day
