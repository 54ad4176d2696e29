"""How the promise of a key result moved: what it was, what it became, and why."""

from okrsite.assess.assessment import KeyResultAssessment
from okrsite.base.numbers import Unit, format_number
from okrsite.model.goals import KeyResult, Objective, PastPromise, Promise
from okrsite.plan.pages.measures import full
from okrsite.plan.scene import Scene
from okrsite.plan.views.goals import Revision
from okrsite.plan.words import DASH


def revisions(
    kr: KeyResult, judged: KeyResultAssessment, objective: Objective, scene: Scene
) -> tuple[Revision, ...]:
    """The promises that moved, newest first; what is still to come is not known yet."""
    past = [one for one in kr.past if one.until <= judged.as_of]
    after = [*(one.promise for one in past[1:]), judged.promise]
    found = [
        _revision(one, now, kr, objective, scene) for one, now in zip(past, after, strict=False)
    ]
    return tuple(reversed(found))


def _revision(
    past: PastPromise, now: Promise, kr: KeyResult, objective: Objective, scene: Scene
) -> Revision:
    reason = scene.prose(past.reason, objective.document, past.place) if past.reason else None
    changes = [
        f"{label} {was} → {became}"
        for label, was, became in _differences(past.promise, now, kr.unit, scene)
    ]
    return Revision(
        scene.day(past.until),
        "; ".join(changes) or scene.say("the promise was rewritten"),
        reason,
        f"{past.place.path}:{past.place.line}",
    )


def _differences(
    was: Promise, now: Promise, unit: Unit, scene: Scene
) -> list[tuple[str, str, str]]:
    language, say, say_as = scene.language, scene.say, scene.say_as
    found = [
        (label, full(one, unit, language), full(other, unit, language))
        for label, one, other in (
            (say("start"), was.start, now.start),
            (say("target"), was.target, now.target),
            (say("at least"), was.low, now.low),
            (say("at most"), was.high, now.high),
        )
        if one != other
    ]
    days = (
        (say("from"), was.first_day, now.first_day),
        (say_as("day", "due"), was.due, now.due),
    )
    for label, day, new in days:
        if day != new:
            found.append(
                (
                    label,
                    scene.day(day).words if day else DASH,
                    scene.day(new).words if new else DASH,
                )
            )
    if was.weight != now.weight:
        found.append(
            (
                say("weight"),
                format_number(was.weight, 1, language),
                format_number(now.weight, 1, language),
            )
        )
    if was.expected != now.expected:
        found.append((say("plan"), say("another path"), say("the present one")))
    if [s.id for s in was.steps] != [s.id for s in now.steps]:
        found.append((say("milestones"), str(len(was.steps)), str(len(now.steps))))
    return found
