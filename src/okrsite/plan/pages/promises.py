"""How the promise of a key result came to be: what it was and became, by whom, and why."""

from collections.abc import Iterator
from datetime import date

from okrsite.base.numbers import Unit, format_plain, format_value
from okrsite.compare.history import Commit, Move, Terms
from okrsite.model.goals import KeyResult, Objective
from okrsite.model.organisation import title_of_cycle
from okrsite.plan.scene import Scene
from okrsite.plan.views.goals import Commit as CommitView
from okrsite.plan.views.goals import FirstPromise, Revision
from okrsite.plan.words import DASH

_MOST_DECIMALS = 2
_MOST_POINTS = 3


def revisions(kr: KeyResult, objective: Objective, scene: Scene) -> tuple[Revision, ...]:
    """The promises that moved, newest first; what is still to come is not known yet."""
    moves = scene.promises(kr).moves
    return tuple(_revision(move, kr, objective, scene) for move in reversed(moves))


def first_promise(kr: KeyResult, scene: Scene) -> FirstPromise | None:
    """The first promise, where git remembers it."""
    known = scene.promises(kr)
    if known.first is None or known.terms is None:
        return None
    commit = _commit(known.first, known.first.day, scene)
    return FirstPromise(scene.day(known.first.day), _promised(known.terms, kr, scene), commit)


def _revision(move: Move, kr: KeyResult, objective: Objective, scene: Scene) -> Revision:
    told = move.told
    place = told.place if told else kr.place
    return Revision(
        day=scene.day(move.day),
        change="; ".join(_changes(move, kr, scene)) or scene.say("the promise was rewritten"),
        reason=scene.prose(told.reason, objective.document, place)
        if told and told.reason
        else None,
        place=f"{place.path}:{place.line}",
        commits=tuple(_commit(one, move.day, scene) for one in move.commits),
        lacks_reason=move.lacks_reason,
        is_told=told is not None,
    )


def _commit(commit: Commit, said: date, scene: Scene) -> CommitView:
    day = None if commit.day == said else scene.day(commit.day)
    return CommitView(
        commit.id, scene.forge.commit_url(commit.id), commit.short, commit.author, day
    )


def _promised(terms: Terms, kr: KeyResult, scene: Scene) -> str:
    """What was promised first: the parts that were written."""
    values = (
        (scene.say("start"), terms.start),
        (scene.say("target"), terms.target),
        (scene.say("at least"), terms.low),
        (scene.say("at most"), terms.high),
    )
    found = [
        f"{label} {_value(value, terms, kr, scene)}" for label, value in values if value is not None
    ]
    if terms.due:
        found.append(f"{scene.say_as('day', 'due')} {scene.day(terms.due).words}")
    return ", ".join(found)


def _changes(move: Move, kr: KeyResult, scene: Scene) -> Iterator[str]:
    """Each part of a promise that moved, in words."""
    for label, was, became in _differences(move.was, move.now, kr, scene):
        yield f"{label} {was} → {became}"
    yield from _happenings(move.was, move.now, scene)


def _differences(
    was: Terms, now: Terms, kr: KeyResult, scene: Scene
) -> Iterator[tuple[str, str, str]]:
    """The label of each part that moved, and its values in words."""
    say = scene.say
    for label, one, other in (
        (say("start"), was.start, now.start),
        (say("target"), was.target, now.target),
        (say("at least"), was.low, now.low),
        (say("at most"), was.high, now.high),
    ):
        if one != other:
            yield label, _value(one, was, kr, scene), _value(other, now, kr, scene)
    for label, day, new in (
        (say("from"), was.first_day, now.first_day),
        (scene.say_as("day", "due"), was.due, now.due),
    ):
        if day != new:
            yield label, _day(day, scene), _day(new, scene)
    if was.weight != now.weight:
        before, after = (format_plain(one.weight, 0, scene.language) for one in (was, now))
        yield say("weight"), before, after
    if was.expected != now.expected:
        yield say("plan"), _path(was, kr, scene), _path(now, kr, scene)
    if len(was.steps) != len(now.steps):
        yield say("milestones"), str(len(was.steps)), str(len(now.steps))
    for label, text, new_text in (
        (say("unit"), was.unit, now.unit),
        (say("cycle"), _cycle(was, scene), _cycle(now, scene)),
        (say("title"), was.title, now.title),
    ):
        if text != new_text:
            yield label, text or DASH, new_text or DASH


def _happenings(was: Terms, now: Terms, scene: Scene) -> Iterator[str]:
    """What has no value before and after."""
    is_longer = len(was.steps) != len(now.steps)
    if (was.steps, was.scores) != (now.steps, now.scores) and not is_longer:
        yield scene.say("milestones rewritten")
    if was.dropped != now.dropped:
        yield scene.say("dropped") if now.dropped else scene.say("taken up again")


def _day(day: date | None, scene: Scene) -> str:
    return scene.day(day).words if day else DASH


def _cycle(terms: Terms, scene: Scene) -> str:
    cycle = scene.portfolio.cycles.get(terms.cycle)
    return cycle.title if cycle else title_of_cycle(terms.cycle)


def _path(terms: Terms, kr: KeyResult, scene: Scene) -> str:
    """A planned path by its first points."""
    points = [
        scene.say("{value} by {day}", value=_value(value, terms, kr, scene), day=_day(day, scene))
        for day, value in terms.expected[:_MOST_POINTS]
    ]
    more = ("…",) if len(terms.expected) > _MOST_POINTS else ()
    return ", ".join((*points, *more)) or scene.say("a straight line")


def _value(value: float | None, terms: Terms, kr: KeyResult, scene: Scene) -> str:
    """A value of the terms in their unit, with as many decimals as it has."""
    if value is None:
        return DASH
    exact = round(value, _MOST_DECIMALS)
    needed = next(d for d in range(_MOST_DECIMALS + 1) if round(value, d) == exact)
    unit = Unit(terms.unit or kr.unit.name, max(kr.unit.decimals, needed))
    return format_value(value, unit, scene.language)
