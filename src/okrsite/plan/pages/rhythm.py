"""The rhythm of a cycle's check-ins: who spoke of their goals in which week, month or quarter."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from okrsite.model.calendar import CADENCE_OF, Period, period
from okrsite.model.goals import Cycle, KeyResult, Objective
from okrsite.model.references import NOBODY
from okrsite.plan.scene import Scene
from okrsite.plan.views.goals import RhythmRow, RhythmView
from okrsite.plan.words import short_period

_MOST_PERIODS = 14
_MOST_PEOPLE = 40


def rhythm(cycle: Cycle, ids: Sequence[str], scene: Scene) -> RhythmView | None:
    """The people of a cycle by its periods, the last of them; their teams where they are many.

    Nothing before the second person, and before the first period.
    """
    day = min(scene.as_of, cycle.closed_on or scene.as_of)
    periods = list(_periods(cycle, day))[-_MOST_PERIODS:]
    objectives = [scene.portfolio.objectives[id_] for id_ in ids]
    spoken = list(_spoken(objectives, day))
    people = ({person for person, _ in spoken} | set(_asked(objectives, day))) - {NOBODY}
    if len(people) < 2 or not spoken or not periods:
        return None
    is_by_team = len(people) > _MOST_PEOPLE
    of = {person: _team(person, scene) if is_by_team else person for person in people}
    cadence = periods[0].cadence
    when = {(of[person], period(cadence, said)) for person, said in spoken if person in of}
    rows = []
    for one in sorted(set(of.values())):
        link = scene.team(one) if is_by_team else scene.person(one)
        rows.append(RhythmRow(link, tuple((one, each) in when for each in periods)))
    rows.sort(key=lambda row: (row.link.text.casefold(), row.link.path))
    names = tuple(short_period(each, scene.language) for each in periods)
    return RhythmView(is_by_team, names, tuple(row for row in rows if row.link.text))


def _periods(cycle: Cycle, day: date) -> Iterator[Period]:
    """The periods of a cycle's rhythm that have begun by a day."""
    if cycle.first_day is None or cycle.last_day is None:
        return
    at = cycle.first_day
    while at <= min(day, cycle.last_day):
        found = period(CADENCE_OF[cycle.rhythm], at)
        yield found
        at = found.end + timedelta(days=1)


def _spoken(objectives: Sequence[Objective], day: date) -> Iterator[tuple[str, date]]:
    """Who said something of a goal, and when; what stands in a goal's own file is its owner's."""
    for objective in objectives:
        goals: tuple[Objective | KeyResult, ...] = (objective, *objective.key_results)
        for goal in goals:
            yield from ((u.author or goal.owner, u.day) for u in goal.updates if u.day <= day)


def _asked(objectives: Sequence[Objective], day: date) -> Iterator[str]:
    """The owners of what no source measures and nobody dropped: they are who is asked."""
    return (kr.owner for one in objectives for kr in one.key_results if _is_asked(kr, day))


def _is_asked(kr: KeyResult, day: date) -> bool:
    return not (kr.source or kr.is_dropped(day))


def _team(person: str, scene: Scene) -> str:
    found = scene.portfolio.people.get(person)
    return found.team if found else ""
