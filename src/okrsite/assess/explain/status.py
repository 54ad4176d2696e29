"""How the shown status of a key result was chosen: the first that applies."""

from datetime import date, timedelta

from okrsite.assess.assessment import Status
from okrsite.assess.explain.case import Case
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.pace import climbed
from okrsite.assess.explain.reckoning import Comparison, Input, Judgement, Rung, Shape
from okrsite.assess.words import STAGES
from okrsite.base.problems import Place
from okrsite.base.words import marked
from okrsite.model.calendar import days_in
from okrsite.model.goals import Cycle, Objective, Update
from okrsite.model.organisation import BACKLOG
from okrsite.model.schema import KeyResultType, Stage

_PERIODIC = (KeyResultType.MAINTAIN, KeyResultType.RECURRING)


def shown(case: Case) -> Judgement:
    """The status that is shown, and everything that could have decided it before."""
    judged = case.judged
    inputs = () if judged.progress is None else _progress(judged.progress, case)
    rungs = (
        _uncounted(case),
        _not_started(case),
        _achieved(case),
        _missed(case),
        _outdated(case),
        _pending(case),
        _verdict(case),
        _pace(case),
    )
    name = case.ground.say("Status")
    return Judgement(case.id("status"), name, "status", inputs, climbed(rungs), judged.status)


def last_verdict(updates: tuple[Update, ...]) -> Update | None:
    """The last call of a person."""
    return max((u for u in updates if u.verdict), key=lambda u: (u.day, u.place), default=None)


def window(cycle: Cycle, ground: Ground) -> int:
    """The days that news of a cycle stays fresh: its rhythm and the grace."""
    return days_in(cycle.rhythm) + ground.portfolio.settings.checkins.grace_days


def verdict_rung(
    updates: tuple[Update, ...], judged_verdict: object, cycle: Cycle, ground: Ground
) -> Rung:
    """A person's call: the status while it is fresh."""
    last = last_verdict(updates)
    if last is None or last.verdict is None:
        return Rung(marked("verdict"), ground.say("nobody has given a verdict"), holds=False)
    until = ground.day(last.day + timedelta(days=window(cycle, ground)))
    said = ground.day(last.day)
    what = ground.say("a verdict of {day}, fresh until {until}", day=said, until=until)
    return Rung(last.verdict.value, what, judged_verdict is not None, None, (last.place,))


def _objective(case: Case) -> Objective:
    return case.ground.portfolio.objectives[case.kr.objective]


def _cycle(case: Case) -> Cycle:
    return case.ground.portfolio.cycles[_objective(case).cycle]


def _progress(progress: float, case: Case) -> tuple[Input, ...]:
    """Progress, and the whole way that it is compared with."""
    say = case.ground.say
    return (
        Input("progress", progress, Shape.SHARE, say("progress"), (), case.id("progress")),
        Input("all", 1.0, Shape.SHARE, say("the whole way")),
    )


def _uncounted(case: Case) -> Rung:
    objective, document = _objective(case), _objective(case).document
    holds = case.judged.status is Status.NONE
    places: tuple[Place, ...] = ()
    say = case.ground.say
    what = say("a draft, abandoned, dropped, or in the backlog")
    if holds and objective.stage is not Stage.ACTIVE:
        what = say("the objective is {stage}", stage=say(STAGES[objective.stage]))
        places = (document.place("status"),)
    elif holds and objective.cycle == BACKLOG:
        what = say("the objective is in the backlog")
    elif holds:
        what, places = say("it is dropped"), (case.ground.at(case.kr, "dropped"),)
    return Rung(Status.NONE, what, holds, None, places)


def _not_started(case: Case) -> Rung:
    first_day = case.promise.first_day
    what = case.ground.say("before its first day, {day}", day=_words(first_day, case))
    return Rung(Status.NOT_STARTED, what, case.judged.status is Status.NOT_STARTED)


def _achieved(case: Case) -> Rung:
    holds = case.judged.status is Status.ACHIEVED
    comparison = Comparison("progress", ">=", "all") if case.judged.progress is not None else None
    if case.kr.type not in _PERIODIC:
        return Rung(Status.ACHIEVED, case.ground.say("all of the way"), holds, comparison)
    what = case.ground.say("kept in every period, and {over}", over=_over(case))
    return Rung(Status.ACHIEVED, what, holds)


def _missed(case: Case) -> Rung:
    return Rung(Status.MISSED, _over(case), case.judged.status is Status.MISSED)


def _over(case: Case) -> str:
    """What ends it: its due day, or the close of its cycle where that is no later."""
    due, closed_on = case.promise.due, _cycle(case).closed_on
    if due and closed_on and closed_on <= due:
        return case.ground.say("its cycle closed, on {day}", day=_words(closed_on, case))
    return case.ground.say("after the due day, {day}", day=_words(due, case))


def _outdated(case: Case) -> Rung:
    return Rung(Status.OUTDATED, _silence(case), case.judged.status is Status.OUTDATED)


def _silence(case: Case) -> str:
    """When news was due; at risk and off track stay although it is overdue."""
    judged, ground = case.judged, case.ground
    if case.kr.source:
        return ground.say("no new value of its source in time")
    since = judged.last_update or case.promise.first_day
    days = window(_cycle(case), ground)
    return ground.says(
        "no update for more than {n} day; the last is of {day}",
        "no update for more than {n} days; the last is of {day}",
        days,
        day=_words(since, case),
    )


def _pending(case: Case) -> Rung:
    what = case.ground.say("no value yet")
    return Rung(Status.PENDING, what, case.judged.status is Status.PENDING)


def _verdict(case: Case) -> Rung:
    judged = case.judged
    return verdict_rung(judged.updates, judged.verdict, _cycle(case), case.ground)


def _pace(case: Case) -> Rung:
    return Rung(case.judged.pace, case.ground.say("the computed pace"), holds=True)


def _words(day: date | None, case: Case) -> str:
    return case.ground.day(day) if day else case.ground.say("unknown")
