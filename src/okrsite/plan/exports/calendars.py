"""A scene in, calendars out: what is due, how cycles run, when to check in, and reviews."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from okrsite.base.frozen import Frozen
from okrsite.model.calendar import Rhythm, months_later
from okrsite.model.goals import Cycle, Kind, Objective
from okrsite.model.schema import Stage
from okrsite.plan.pages.cycles import review_title
from okrsite.plan.paths import prose_path
from okrsite.plan.scene import Scene

SITE_CALENDAR = "calendar.ics"
FRIDAY = 4


class Occasion(Frozen):
    """A whole day of a calendar; it recurs `every` so often up to `until`, where that is given.

    `key` names it for good; `page` is a site path.
    """

    key: str
    day: date
    title: str
    text: str = ""
    page: str = ""
    every: Rhythm | None = None
    until: date | None = None


class CalendarData(Frozen):
    """A calendar; `origin` tells its days from those of other sites, `stamp` dates them all."""

    path: str
    title: str
    language: str
    generator: str
    origin: str
    address: str
    stamp: date
    occasions: tuple[Occasion, ...]


def calendars(scene: Scene, version: str) -> Iterator[CalendarData]:
    """The calendar of the site and one of each team; one without days is not there."""
    title = scene.portfolio.settings.title
    objectives = [o for o in scene.portfolio.objectives.values() if o.stage is Stage.ACTIVE]
    wanted = [(SITE_CALENDAR, title, objectives, "")]
    for id_, own in sorted(_by_team(objectives).items()):
        if scene.path(Kind.TEAM, id_):
            name = f"{title}: {scene.portfolio.teams[id_].title}"
            wanted.append((team_calendar(id_), name, own, id_))
    for path, name, own, team in wanted:
        if occasions := tuple(sorted(_occasions(own, team, scene), key=_order)):
            yield _calendar(path, name, occasions, scene, version)


def team_calendar(team: str) -> str:
    """Where a team's calendar is."""
    return f"calendars/{team}.ics"


def _calendar(
    path: str, title: str, occasions: tuple[Occasion, ...], scene: Scene, version: str
) -> CalendarData:
    settings = scene.portfolio.settings
    return CalendarData(
        path=path,
        title=title,
        language=scene.language_tag,
        generator=version,
        origin=scene.address or f"okrsite:{settings.title}",
        address=scene.address,
        stamp=scene.as_of,
        occasions=occasions,
    )


def _occasions(objectives: Sequence[Objective], team: str, scene: Scene) -> Iterator[Occasion]:
    cycles = {one.cycle for one in objectives}
    for objective in objectives:
        yield from _due(objective, scene)
    for id_ in cycles:
        yield from _cycle(scene.portfolio.cycles[id_], scene)
    for review in scene.portfolio.reviews:
        if review.day and review.day <= scene.as_of and team in ("", review.team):
            key = f"review/{review.document.inside}"
            title = review_title(review, scene)
            yield Occasion(key, review.day, title, page=prose_path(review))


def _due(objective: Objective, scene: Scene) -> Iterator[Occasion]:
    """A day for all of an objective that is due on it, so that a quarter's end stays readable."""
    found: dict[date, list[str]] = {}
    for kr in objective.key_results:
        judged = scene.assessment.key_results[kr.key]
        if kr.is_dropped(judged.as_of):
            continue
        if judged.promise.due:
            found.setdefault(judged.promise.due, []).append(kr.title)
        for step in judged.promise.steps:
            if step.due and step.due != judged.promise.due:
                found.setdefault(step.due, []).append(f"{kr.title}: {step.title}")
    for day, titles in found.items():
        yield Occasion(
            key=f"due/{objective.id}/{day}",
            day=day,
            title=scene.say("Due: {goal}", goal=objective.title),
            text="\n".join(titles),
            page=scene.path(Kind.OBJECTIVE, objective.id),
        )


def _cycle(cycle: Cycle, scene: Scene) -> Iterator[Occasion]:
    first_day, last_day = cycle.first_day, cycle.last_day
    if first_day is None or last_day is None:
        return
    marks: tuple[tuple[str, date | None, str], ...] = (
        ("start", first_day, scene.say("{cycle} starts", cycle=cycle.title)),
        ("fixed", cycle.targets_fixed_on, scene.say("{cycle}: targets fixed", cycle=cycle.title)),
        ("end", last_day, scene.say("{cycle} ends", cycle=cycle.title)),
        ("close", cycle.closed_on, scene.say("{cycle} closes", cycle=cycle.title)),
    )
    page = scene.path(Kind.CYCLE, cycle.id)
    for what, day, title in marks:
        if day:
            yield Occasion(f"cycle/{cycle.id}/{what}", day, title, page=page)
    if first := first_checkin(cycle.rhythm, first_day, last_day):
        title = scene.say("Check in: {cycle}", cycle=cycle.title)
        key = f"cycle/{cycle.id}/check-in"
        yield Occasion(key, first, title, page=page, every=cycle.rhythm, until=last_day)


def first_checkin(rhythm: Rhythm, first_day: date, last_day: date) -> date | None:
    """The first day of a cycle to check in on: a Friday, or the last day of a month.

    >>> first_checkin(Rhythm.WEEK, date(2026, 10, 1), date(2026, 12, 31))
    datetime.date(2026, 10, 2)
    >>> first_checkin(Rhythm.QUARTER, date(2026, 1, 1), date(2026, 12, 31))
    datetime.date(2026, 3, 31)
    >>> first_checkin(Rhythm.MONTH, date(2026, 10, 1), date(2026, 10, 15)) is None
    True
    """
    if rhythm is Rhythm.WEEK:
        found = first_day + timedelta(days=(FRIDAY - first_day.weekday()) % 7)
    else:
        months = 1 if rhythm is Rhythm.MONTH else 3
        found = months_later(first_day, months) - timedelta(days=1)
    return found if found <= last_day else None


def _by_team(objectives: Iterable[Objective]) -> Mapping[str, list[Objective]]:
    found: dict[str, list[Objective]] = {}
    for one in objectives:
        if one.team:
            found.setdefault(one.team, []).append(one)
    return found


def _order(one: Occasion) -> tuple[date, str]:
    return one.day, one.key
