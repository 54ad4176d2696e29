"""A scene in, everything dated that happened to goals and KPIs out, the newest first.

Only what the files date is news: check-ins, promises that moved, key results that were dropped,
the close of an objective, reviews, and the day since which a KPI needs attention. How a status
came to be on a day in between is not written down, so it is not told.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from okrsite.assess.vitals import ALARMING
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import format_score, format_value
from okrsite.base.problems import Place
from okrsite.base.words import marked
from okrsite.model.goals import CheckIn, KeyResult, Kind, Kpi, Objective, Review, Update
from okrsite.model.schema import Event, EventKind
from okrsite.plan.pages.cycles import review_title
from okrsite.plan.paths import HOME, prose_path
from okrsite.plan.rows import goal_row, kpi_row
from okrsite.plan.scene import Scene
from okrsite.plan.updates import told, update_view
from okrsite.plan.views.parts import Body


class Line(Frozen):
    """A line of a piece of news: what it is about, and what was said, as words or as prose."""

    about: str
    words: str = ""
    body: Body | None = None


class News(Frozen):
    """Something that happened on a day.

    `key` names it for good, whatever else changes; `page` is where it is told, `team` and
    `objective` are whom it is about, where it is about one.
    """

    key: str
    day: date
    title: str
    page: str
    author: str
    lines: tuple[Line, ...]
    team: str = ""
    objective: str = ""


class _Said(Frozen):
    """What was said of a goal, and the value that it had before."""

    update: Update
    before: float | None = None


def news(scene: Scene) -> tuple[News, ...]:
    """Everything that happened up to the day, the newest first."""
    found = [
        *_checkins(scene),
        *_of_objectives(scene),
        *_of_kpis(scene),
        *_reviews(scene),
    ]
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.key)))


def _checkins(scene: Scene) -> Iterator[News]:
    """A piece for each objective that a check-in speaks of, and one for all else that it says."""
    said = _said(scene)
    judged = scene.assessment.objectives
    for checkin in (one for one in scene.portfolio.checkins if one.day <= scene.as_of):
        by_objective: dict[str, list[_Said]] = {}
        for update in checkin.updates:
            known = said.get((update.goal, update.place), _Said(update))
            by_objective.setdefault(update.goal.partition("#")[0], []).append(known)
        for id_, updates in sorted(by_objective.items()):
            if checkin.day <= judged[id_].as_of:
                yield _checkin(checkin, scene.portfolio.objectives[id_], updates, scene)
        if lines := tuple(_told(checkin, scene)):
            yield _all_else(checkin, lines, scene)


def _checkin(
    checkin: CheckIn, objective: Objective, updates: Sequence[_Said], scene: Scene
) -> News:
    name = scene.person(checkin.author).text
    return News(
        key=f"check-in/{checkin.document.inside}/{objective.id}",
        day=checkin.day,
        title=scene.say("{name} on {goal}", name=name, goal=objective.title),
        page=scene.path(Kind.OBJECTIVE, objective.id),
        author=name,
        lines=tuple(_line(update, scene) for update in updates),
        team=objective.team,
        objective=objective.id,
    )


def _said(scene: Scene) -> Mapping[tuple[str, Place], _Said]:
    """What was said of key results, by goal and place."""
    found: dict[tuple[str, Place], _Said] = {}
    for kr in scene.key_results.values():
        before = None
        for update in kr.updates:
            found[update.goal, update.place] = _Said(update, before)
            before = before if update.value is None else update.value
    return found


def _line(said: _Said, scene: Scene) -> Line:
    update, view = said.update, update_view(said.update, scene)
    parts = [view.value, _before(said, scene), view.verdict.word if view.verdict else ""]
    if view.confidence:
        parts.append(scene.say("confidence {confidence}", confidence=view.confidence))
    if update.expect is not None:
        score = format_score(update.expect, scene.language)
        parts.append(scene.say("expects a score of {score}", score=score))
    about = "" if "#" not in update.goal else view.goal.text
    return Line(about, ", ".join(filter(None, parts)), view.body)


def _before(said: _Said, scene: Scene) -> str:
    """The value that a new one takes the place of."""
    if said.before is None or said.update.value in (None, said.before):
        return ""
    unit = scene.key_results[said.update.goal].unit
    return scene.say("before {value}", value=format_value(said.before, unit, scene.language))


def _told(checkin: CheckIn, scene: Scene) -> Iterator[Line]:
    words = (
        (scene.say("Win"), "wins"),
        (scene.say("Setback"), "setbacks"),
        (scene.say("Blocker"), "blockers"),
    )
    for word, what in words:
        yield from (Line(word, body=said.body) for said in told(checkin, what, scene))


def _all_else(checkin: CheckIn, lines: tuple[Line, ...], scene: Scene) -> News:
    person = scene.portfolio.people.get(checkin.author)
    name = scene.person(checkin.author).text
    return News(
        key=f"check-in/{checkin.document.inside}",
        day=checkin.day,
        title=scene.say("{name}: wins, setbacks and blockers", name=name),
        page=scene.path(Kind.PERSON, checkin.author) or HOME,
        author=name,
        lines=lines,
        team=person.team if person else "",
    )


def _of_objectives(scene: Scene) -> Iterator[News]:
    for objective in scene.portfolio.objectives.values():
        yield from _closed(objective, scene)
        for kr in objective.key_results:
            yield from _of_key_result(kr, objective, scene)


def _closed(objective: Objective, scene: Scene) -> Iterator[News]:
    judged = scene.assessment.objectives[objective.id]
    closed_on = scene.portfolio.cycles[objective.cycle].closed_on
    if not judged.is_closed or closed_on is None or not judged.word:
        return
    row = goal_row(objective.id, scene)
    line = Line(scene.say("Result"), ", ".join(filter(None, (row.badge.word, row.score))))
    title = scene.say("Closed: {goal}", goal=objective.title)
    yield _about(objective, "closed", closed_on, title, (line,), scene)


def _of_key_result(kr: KeyResult, objective: Objective, scene: Scene) -> Iterator[News]:
    judged = scene.assessment.key_results[kr.key]
    if kr.dropped_on and kr.dropped_on <= judged.as_of:
        title = scene.say("Dropped: {goal}", goal=kr.title)
        dropped = kr.fields.dropped
        reason = dropped.reason if dropped else None
        body = scene.prose(reason, objective.document, kr.place) if reason else None
        line = Line("", "", body)
        yield _about(objective, f"dropped/{kr.id}", kr.dropped_on, title, (line,), scene)
    for past in kr.past:
        if past.until <= judged.as_of:
            title = scene.say("The promise moved: {goal}", goal=kr.title)
            reason = past.reason
            body = scene.prose(reason, objective.document, past.place) if reason else None
            what = f"moved/{kr.id}/{past.until}"
            yield _about(objective, what, past.until, title, (Line("", "", body),), scene)


def _about(  # noqa: PLR0913, PLR0917 - a piece of news has so many parts
    objective: Objective, what: str, day: date, title: str, lines: tuple[Line, ...], scene: Scene
) -> News:
    return News(
        key=f"objective/{objective.id}/{what}",
        day=day,
        title=title,
        page=scene.path(Kind.OBJECTIVE, objective.id),
        author="",
        lines=lines,
        team=objective.team,
        objective=objective.id,
    )


def _of_kpis(scene: Scene) -> Iterator[News]:
    for kpi in scene.portfolio.kpis.values():
        yield from _alert(kpi, scene)
        for index, event in enumerate(kpi.fields.events):
            if event.date <= scene.as_of:
                yield _event(event, index, kpi, scene)


def _alert(kpi: Kpi, scene: Scene) -> Iterator[News]:
    judged = scene.assessment.kpis[kpi.id]
    if judged.word not in ALARMING or judged.since is None:
        return
    row = kpi_row(kpi.id, scene)
    reasons = tuple(Line("", reason) for reason in judged.reasons)
    yield News(
        key=f"kpi/{kpi.id}/{judged.word.value}/{judged.since}",
        day=judged.since,
        title=f"{kpi.title}: {row.badge.word}",
        page=row.link.path,
        author="",
        lines=(Line(row.period, row.value), *reasons),
        team=kpi.team,
    )


def _event(event: Event, index: int, kpi: Kpi, scene: Scene) -> News:
    place = kpi.document.place("events", index)
    body = scene.prose(event.note, kpi.document, place) if event.note else None
    return News(
        key=f"kpi/{kpi.id}/{event.kind.value}/{event.date}",
        day=event.date,
        title=scene.say(_EVENTS[event.kind], kpi=kpi.title),
        page=scene.path(Kind.KPI, kpi.id),
        author=scene.person(event.by.rpartition(":")[2]).text if event.by else "",
        lines=(Line("", "", body),),
        team=kpi.team,
    )


def _reviews(scene: Scene) -> Iterator[News]:
    for review in scene.portfolio.reviews:
        if review.day and review.day <= scene.as_of:
            yield _review(review, review.day, scene)


def _review(review: Review, day: date, scene: Scene) -> News:
    return News(
        key=f"review/{review.document.inside}",
        day=day,
        title=review_title(review, scene),
        page=prose_path(review),
        author=scene.person(review.author).text,
        lines=(),
        team=review.team,
    )


_EVENTS = {
    EventKind.DEFINED: marked("{kpi}: defined"),
    EventKind.REDEFINED: marked("{kpi}: redefined"),
    EventKind.CORRECTION: marked("{kpi}: correction"),
    EventKind.ACKNOWLEDGED: marked("{kpi}: acknowledged"),
    EventKind.RETIRED: marked("{kpi}: retired"),
}
"""What is news of a KPI."""
