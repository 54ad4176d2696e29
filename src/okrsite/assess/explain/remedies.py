"""What would make a goal on track again, and which line to edit to say so."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR
from pathlib import PurePosixPath

from okrsite.assess.assessment import Status, Word
from okrsite.assess.explain.case import Case, case_of
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.pace import rule_of
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape, rounded
from okrsite.assess.explain.status import last_verdict, window
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place
from okrsite.base.words import marked
from okrsite.model.goals import Cycle, KeyResult, Objective, Update
from okrsite.model.schema import KeyResultType

_T = KeyResultType
_TROUBLED = (Status.MISSED, Status.OFF_TRACK, Status.AT_RISK, Status.OUTDATED)
_SLACK = 1e-9


class Remedy(Frozen):
    """What would help, in one sentence; `said` are the lines that say how it stands now.

    `edit` is the file to write next: a line of it where there is one, else a new file's name.
    `reckoning` is how the number in the sentence came about, where it names one; `of` what the
    numbers belong to, as their ids say, where that is another thing.
    """

    what: str
    said: tuple[Place, ...]
    edit: Place
    reckoning: Reckoning | None = None
    of: str = ""


_Asked = tuple[str, Reckoning | None]
"""What is asked for in a sentence, and how the number in it came about."""


def for_key_result(kr: KeyResult, ground: Ground) -> Remedy | None:
    """What would put a key result on track; nothing where it is well or over."""
    case = case_of(kr, ground)
    judged = case.judged
    is_closed = ground.assessment.objectives[kr.objective].is_closed
    if judged.status not in _TROUBLED or not judged.counts or is_closed:
        return None
    cycle = ground.portfolio.cycles[ground.portfolio.objectives[kr.objective].cycle]
    said = tuple(update.place for update in judged.updates[-2:])
    edit = _next_line(kr, ground)
    if judged.status is Status.MISSED:
        return Remedy(_too_late(cycle, case), said, edit)
    if judged.status is Status.OUTDATED:
        return Remedy(_news(case), said, edit)
    if judged.verdict is not None:
        words = _newer(judged.updates, cycle, ground)
        if judged.pace is Status.ON_TRACK:
            return Remedy(words, said, edit)
        more, reckoning = _by_numbers(case)
        return Remedy(f"{words} {more}", said, edit, reckoning)
    more, reckoning = _by_numbers(case)
    return Remedy(more, said, edit, reckoning)


def for_objective(one: Objective, ground: Ground) -> Remedy | None:
    """What would lift an objective whose own verdict, or whose guardrail, holds it down."""
    judged = ground.assessment.objectives[one.id]
    cycle = ground.portfolio.cycles[one.cycle]
    if judged.is_closed or judged.status not in _TROUBLED:
        return None
    last = last_verdict(judged.updates)
    if judged.verdict is not None and last is not None and judged.status is Status(judged.verdict):
        return Remedy(
            _newer(judged.updates, cycle, ground),
            (last.place,),
            _next_checkin(one.owner, judged.updates, ground),
        )
    if judged.breached and all(i.status not in _TROUBLED for i in judged.items if i.counts):
        return _guardrail(judged.breached[0], ground)
    return None


def _guardrail(id_: str, ground: Ground) -> Remedy:
    """A critical guardrail has to come back within its threshold."""
    kpi, judged = ground.portfolio.kpis[id_], ground.assessment.kpis[id_]
    assert judged.word is Word.CRITICAL
    bounds = [b for b in (kpi.critical.low, kpi.critical.high) if b is not None]
    ends = [ground.value(bound, kpi.series.unit) for bound in bounds]
    limit = ends[0] if len(ends) == 1 else ground.say("{low} to {high}", low=ends[0], high=ends[1])
    point = judged.judged
    now = (
        ground.value(point.value, kpi.series.unit)
        if point and point.value is not None
        else ground.say("gone")
    )
    period = point.period if point else None
    rows = ground.rows(id_, period, ground.assessment.as_of) if period else ()
    what = ground.say(
        "{kpi} back within {limit}; it is {now}.", kpi=kpi.title, limit=limit, now=now
    )
    said = tuple(row.place for row in rows[-1:])
    edit = said[0] if said else kpi.document.place("series")
    return Remedy(what, said, edit, of=f"kpi:{id_}")


def _newer(updates: tuple[Update, ...], cycle: Cycle, ground: Ground) -> str:
    last = last_verdict(updates)
    assert last is not None
    until = ground.day(_until(last, cycle, ground))
    return ground.say(
        "A newer verdict: that of {day} stands until {until}.",
        day=ground.day(last.day),
        until=until,
    )


def _until(last: Update, cycle: Cycle, ground: Ground) -> date:
    return last.day + timedelta(days=window(cycle, ground))


def _too_late(cycle: Cycle, case: Case) -> str:
    """After the due day a late value still counts until the cycle closes."""
    if cycle.closed_on is None:
        return case.ground.say("The due day is over.")
    return case.ground.say(
        "A late value still counts until the cycle closes on {day}.",
        day=case.ground.day(cycle.closed_on),
    )


def _news(case: Case) -> str:
    if case.kr.source:
        return case.ground.say("A new value of {source}.", source=case.kr.source)
    return case.ground.say("A check-in that says how it stands.")


def _by_numbers(case: Case) -> _Asked:
    """What the arithmetic asks for, by the type of the key result."""
    judged, settings = case.judged, case.ground.portfolio.settings.pace
    if judged.expected is None or judged.progress is None:
        return case.ground.say("A first value."), None
    needed = rule_of(settings).least(judged.expected)
    return _NEEDED[case.kr.type](needed, case)


def _way(needed: float, case: Case) -> _Asked:
    """The value that is on track today, rounded towards the target."""
    promise, ground, unit = case.promise, case.ground, case.kr.unit
    if promise.start is None or promise.target is None or case.judged.value is None:
        return case.ground.say("A first value."), None
    way = promise.target - promise.start
    rounding = ROUND_CEILING if way > 0 else ROUND_FLOOR
    exact = promise.start + needed * way
    value = rounded(exact, unit.decimals, rounding)
    is_bound = abs(value - exact) < _SLACK and _is_bound_at_risk(case)
    side = _SIDES[way > 0, is_bound]
    now = ground.value(case.judged.value, unit)
    inputs = (
        _least(needed, case),
        Input("start", promise.start, Shape.VALUE, ground.say("where it began")),
        Input("target", promise.target, Shape.VALUE, ground.say("where it is to go")),
    )
    reckoning = Reckoning(
        case.id("needed"),
        ground.say("On track today"),
        "pace",
        "start + least * (target - start)",
        inputs,
        value,
        Shape.VALUE,
        unit,
        unit.decimals,
        rounding,
    )
    return ground.say(side, value=ground.value(value, unit), now=now), reckoning


def _is_bound_at_risk(case: Case) -> bool:
    """Whether the bound itself is at risk: by points, on track is strictly less behind."""
    return rule_of(case.ground.portfolio.settings.pace).preset.is_in_points


_SIDES = {
    (True, False): marked("At least {value} today; it is {now}."),
    (True, True): marked("More than {value} today; it is {now}."),
    (False, False): marked("At most {value} today; it is {now}."),
    (False, True): marked("Less than {value} today; it is {now}."),
}


def _least(needed: float, case: Case) -> Input:
    what = case.ground.say("the least progress that is on track today")
    return Input("least", needed, Shape.SHARE, what, (), case.id("pace"))


def _kept(needed: float, case: Case) -> _Asked:
    """How many periods in a row have to be kept; a miss cannot be made up where all must be."""
    count, kept = len(case.periods), sum(one.share for one in case.periods)
    say = case.ground.say
    if needed >= 1 - _SLACK:
        return say("What is missed cannot be made up: every period would have to be kept."), None
    more = max(1, rounded((needed * count - kept) / (1 - needed), 0, ROUND_CEILING))
    inputs = (
        _least(needed, case),
        Input("due", count, Shape.NUMBER, say("periods that are due")),
        Input("kept", kept, Shape.NUMBER, say("what they add up to")),
    )
    reckoning = Reckoning(
        case.id("needed"),
        say("Periods to keep"),
        "pace",
        "max(1, (least * due - kept) / (1 - least))",
        inputs,
        more,
        Shape.NUMBER,
        decimals=0,
        rounding=ROUND_CEILING,
    )
    words = case.ground.says("The next period kept.", "The next {n} periods kept.", int(more))
    return words, reckoning


def _milestones(needed: float, case: Case) -> _Asked:
    """The milestones that are due and open, as many as it takes; or the label that is enough."""
    if case.promise.scores:
        enough = [label for label, score in case.promise.scores if score >= needed - _SLACK]
        if not enough:
            return case.ground.say("The best of its labels."), None
        return case.ground.say("At least “{label}”.", label=enough[0]), None
    done, due = case.judged.steps_done, case.promise.due or date.max
    steps = sorted(case.promise.steps, key=lambda step: step.due or due)
    total = sum(step.weight for step in steps)
    reached = sum(step.weight for step in steps if step.id in done)
    asked: list[str] = []
    for step in steps:
        if step.id not in done and reached < needed * total - _SLACK:
            asked.append(case.ground.say("“{step}”", step=step.title))
            reached += step.weight
    if not asked:
        return case.ground.say("Its next milestone done."), None
    return case.ground.say("{steps} done.", steps=case.ground.all_of(asked)), None


def _done(needed: float, case: Case) -> _Asked:
    del needed
    return case.ground.say("It has to be done."), None


def _next_line(kr: KeyResult, ground: Ground) -> Place:
    """Where the next word of a key result is written: its table, its values, or a check-in."""
    if kr.source:
        return ground.last_row(kr.source) or ground.at(kr, "source")
    if kr.fields.values:
        return ground.at(kr, "values")
    return _next_checkin(kr.owner, kr.updates, ground)


def _next_checkin(owner: str, before: tuple[Update, ...], ground: Ground) -> Place:
    """A new check-in of the owner, named as such files are, beside the last."""
    as_of = ground.assessment.as_of
    told = [PurePosixPath(u.place.path) for u in before if u.author and u.day <= as_of]
    folder = told[-1].parent if told else "content/checkins"
    return Place(f"{folder}/{as_of}-{owner}.md")


_NEEDED: dict[KeyResultType, Callable[[float, Case], _Asked]] = {
    _T.INCREASE: _way,
    _T.DECREASE: _way,
    _T.RELATIVE: _way,
    _T.REACH: _way,
    _T.MAINTAIN: _kept,
    _T.RECURRING: _kept,
    _T.MILESTONES: _milestones,
    _T.BINARY: _done,
    _T.BASELINE: _done,
}
