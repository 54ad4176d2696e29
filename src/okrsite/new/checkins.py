"""A day, an author and what is said in, the file of a check-in out; or one to be filled in."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from okrsite.assess.assessment import Assessment, KeyResultAssessment
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import format_day
from okrsite.model.goals import KeyResult, Kind, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import KeyResultType, Stage
from okrsite.new.fields import Blank, Comment, Group, Value, page
from okrsite.new.files import CannotWriteError, NewFile, number

_T = KeyResultType
_FOLDER = PurePosixPath("checkins")
_ENDED = (_T.BINARY, _T.MILESTONES)


class Said(Frozen):
    """What is said of one goal: the fields of its update, as typed."""

    goal: str
    fields: tuple[tuple[str, str | tuple[str, ...]], ...]


class News(Frozen):
    """What is said besides, a sentence each."""

    wins: tuple[str, ...] = ()
    setbacks: tuple[str, ...] = ()
    blockers: tuple[str, ...] = ()


def running(
    portfolio: Portfolio, assessment: Assessment, *, owner: str = "", team: str = ""
) -> tuple[KeyResult, ...]:
    """The key results that somebody, or a team, may say something of on a day, by objective."""
    found = [
        kr
        for objective in portfolio.objectives.values()
        if _runs(objective, portfolio, assessment.as_of)
        for kr in objective.key_results
        if _is_open(kr, assessment)
        and (not owner or kr.owner == owner)
        and (not team or objective.team == team)
    ]
    return tuple(found)


def scaffold(
    author: str, key_results: Iterable[KeyResult], portfolio: Portfolio, assessment: Assessment
) -> NewFile:
    """A check-in to be filled in: an empty line for each key result, the last value beside it."""
    entries: list[tuple[str, Value] | Comment] = []
    last = ""
    for kr in key_results:
        if kr.objective != last:
            entries.append(Comment(portfolio.objectives[kr.objective].title))
            last = kr.objective
        entries.append((kr.key, Blank(_hint(kr, assessment.key_results[kr.key]))))
    fields: list[tuple[str, Value] | Comment] = [
        Comment(_HOW),
        ("updates", Group(tuple(entries))),
        ("wins", Blank("what went well, a line each: - ...")),
        ("setbacks", Blank("what did not")),
        ("blockers", Blank("what stands in the way, and who could help")),
    ]
    path = _path(author, portfolio, assessment)
    return NewFile(path, page(Group(tuple(fields))))


def checkin(
    author: str, said: Iterable[Said], news: News, portfolio: Portfolio, assessment: Assessment
) -> NewFile:
    """A check-in that says all it has to say. Raises CannotWriteError."""
    updates = tuple((one.goal, _update(one)) for one in said)
    fields: list[tuple[str, Value] | Comment] = []
    if updates:
        fields.append(("updates", Group(updates)))
    for name in ("wins", "setbacks", "blockers"):
        if texts := getattr(news, name):
            fields.append((name, texts))
    if not fields:
        raise CannotWriteError(
            "the check-in would say nothing", "say something with --set or --win"
        )
    return NewFile(_path(author, portfolio, assessment), page(Group(tuple(fields))))


def goal_of(name: str, portfolio: Portfolio) -> bool:
    """Whether a name is that of an objective or a key result."""
    return portfolio.directory.peek(name, (Kind.OBJECTIVE, Kind.KEY_RESULT)) is not None


def _runs(objective: Objective, portfolio: Portfolio, day: date) -> bool:
    """Whether an objective is under way; one whose cycle has ended is until the close."""
    cycle = portfolio.cycles[objective.cycle]
    has_begun = cycle.first_day is not None and cycle.first_day <= day
    return objective.stage is Stage.ACTIVE and has_begun and not cycle.is_closed(day)


def _is_open(kr: KeyResult, assessment: Assessment) -> bool:
    judged = assessment.key_results[kr.key]
    first_day = judged.promise.first_day
    if kr.is_dropped(assessment.as_of) or (first_day and first_day > assessment.as_of):
        return False
    return not (kr.type in _ENDED and judged.progress is not None and judged.progress >= 1)


def _path(author: str, portfolio: Portfolio, assessment: Assessment) -> PurePosixPath:
    """Where a check-in goes: by cycle, unless the last one lies in no folder of its own."""
    day, latest = assessment.as_of, next(iter(portfolio.checkins), None)
    for one in portfolio.checkins:
        if one.day == day and one.author == author:
            raise CannotWriteError(
                f"{author} checked in on {day} already: {one.document.path}",
                "write on in it, or name another day with --date",
            )
    is_flat = latest is not None and latest.document.inside.parent == _FOLDER
    folder = _FOLDER if is_flat else _FOLDER / assessment.current_cycle
    return folder / f"{day}-{author}.md"


def _update(said: Said) -> Value:
    """A bare value where that is all, else its fields."""
    name, value = said.fields[0]
    return value if len(said.fields) == 1 and name == "value" else Group(said.fields)


def _hint(kr: KeyResult, judged: KeyResultAssessment) -> str:
    """What helps to fill an empty line: the last value, and from where to where it goes."""
    last = _last(kr, judged)
    if kr.source:
        return f"{last}, from {kr.source}: a note or a verdict, no value"
    if kr.type is _T.BINARY:
        return "not done yet; below it, done: yes"
    if kr.promise.steps:
        is_open = [step.id for step in judged.promise.steps if step.id not in judged.steps_done]
        return f"still open: {', '.join(is_open)}; below it, done: [{is_open[0]}]"
    if kr.promise.scores:
        labels = ", ".join(label for label, _ in judged.promise.scores)
        return f"{f'last {judged.label}' if judged.label else 'no label yet'}, of {labels}"
    return last + _way(kr, judged)


def _last(kr: KeyResult, judged: KeyResultAssessment) -> str:
    if judged.value is None:
        return "no value yet"
    when = f" on {format_day(judged.measured[-1].day, 'en')}" if judged.measured else ""
    return f"last {number(judged.value, kr.unit.decimals)}{when}"


def _way(kr: KeyResult, judged: KeyResultAssessment) -> str:
    """From where to where a key result goes, in its unit."""
    promise, places = judged.promise, kr.unit.decimals
    unit = "%" if kr.unit.is_percent else f" {kr.unit.name}" if kr.unit.name else ""
    if promise.target is not None:
        start = "" if promise.start is None else f"from {number(promise.start, places)} "
        return f"; {start}to {number(promise.target, places)}{unit}"
    words = (("at least", promise.low), ("at most", promise.high))
    bounds = [f"{word} {number(bound, places)}" for word, bound in words if bound is not None]
    return f"; {' and '.join(bounds)}{unit}" if bounds else ""


_HOW = """A value behind a key result is enough; an empty line is no update. To say more, leave the
value out and write below the key result, two blanks further in:
    value: 1450
    confidence: 7            # from 0 to 10
    verdict: on-track        # or at-risk, off-track
    note: What happened, and why"""
