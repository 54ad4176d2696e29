"""The digest: what moved in a week, what went silent, what is due, and what to talk about."""

from collections.abc import Iterator
from datetime import date, timedelta

from okrsite.assess.assessment import Status
from okrsite.assess.explain.reckoning import counted
from okrsite.assess.explain.week import moved as moved_explained
from okrsite.assess.explain.week import week_of
from okrsite.assess.week import KpiTurned, Moved, Turned
from okrsite.base.numbers import signed
from okrsite.model.goals import KeyResult, Kind
from okrsite.plan.explained import explained
from okrsite.plan.pages.cycles import attention, news
from okrsite.plan.paths import DIGEST
from okrsite.plan.rows import (
    goal_row,
    judged_badge,
    kpi_badge,
    kpi_row,
    kpi_rows,
    objective_badge,
    standing,
)
from okrsite.plan.scene import Scene
from okrsite.plan.views.digest import DigestView, DueRow, MovedRow, TurnedRow
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.words import STATUS_ORDER, points_words

_MOST = 12
_LISTED = 24
_DUE_DAYS = 14
_OF = "week:all"


def has_digest(scene: Scene) -> bool:
    """Whether goals run that a week could change, or vital signs are watched."""
    return any(scene.assessment.key_results[kr].counts for kr in scene.key_results) or bool(
        scene.portfolio.kpis
    )


def digest_page(scene: Scene) -> tuple[Head, DigestView]:
    """A week of goals and vital signs."""
    week = scene.week
    until = scene.as_of + timedelta(days=_DUE_DAYS)
    troubled = attention(_running(scene), scene)
    recent = [c for c in scene.portfolio.checkins if week.since < c.day <= scene.as_of]
    rows = tuple(_moved(one, scene) for one in week.moved[:_LISTED])
    view = DigestView(
        since=scene.day(week.since),
        sentence=_sentence(scene),
        explained=_explained(scene),
        discuss=troubled[:_MOST],
        more=_more(len(troubled), scene),
        vitals=kpi_rows(scene.assessment.alerts[:_MOST], scene),
        moved=rows[:_MOST],
        moved_more=rows[_MOST:],
        turned=tuple(_turned(one, scene) for one in sorted(week.turned, key=_worst_first)),
        kpis=tuple(_kpi_turned(one, scene) for one in week.kpis),
        silent=tuple(scene.link(Kind.KEY_RESULT, key) for key in week.silent),
        stale=tuple(scene.link(Kind.KPI, id_) for id_ in week.stale),
        wins=news(recent, "wins", scene),
        setbacks=news(recent, "setbacks", scene),
        blockers=news(recent, "blockers", scene),
        due=tuple(_due(until, scene)),
        until=scene.day(until),
    )
    title = scene.say("This week")
    return Head(title, section=DIGEST, description=f"{title}: {view.sentence}"), view


def _running(scene: Scene) -> list[str]:
    """The objectives of now that are not closed."""
    objectives, judged = scene.portfolio.objectives, scene.assessment.objectives
    return [
        id_
        for id_, one in objectives.items()
        if scene.is_current(one) and not judged[id_].is_closed
    ]


def _sentence(scene: Scene) -> str:
    """How much of what changed, in words."""
    week, says = scene.week, scene.says
    moved, turned, kpis = len(week.moved), len(week.turned), len(week.kpis)
    parts = (
        (moved, says("{n} key result moved", "{n} key results moved", moved)),
        (
            turned,
            says("{n} objective changed its status", "{n} objectives changed their status", turned),
        ),
        (kpis, says("{n} KPI changed its state", "{n} KPIs changed their state", kpis)),
    )
    said = ", ".join(words for number, words in parts if number)
    return said or scene.say("Nothing moved, and everything stands as it did a week before.")


def _explained(scene: Scene) -> tuple[Explained, ...]:
    """What is counted, and how far each key result moved."""
    week = scene.week
    titles = {key: kr.title for key, kr in scene.key_results.items()}
    objectives, kpis = scene.portfolio.objectives, scene.portfolio.kpis
    moved = [(titles[one.key], f"key-result:{one.key}/progress") for one in week.moved]
    turned = [(objectives[o.now.id].title, f"objective:{o.now.id}/status") for o in week.turned]
    changed = [(kpis[one.now.id].title, f"kpi:{one.now.id}/word") for one in week.kpis]
    counts = (
        ("moved", scene.say("Key results that moved"), moved),
        ("turned", scene.say("Objectives that changed their status"), turned),
        ("kpis", scene.say("KPIs that changed their state"), changed),
    )
    numbers = [
        counted(f"{_OF}/{id_}", name, things, scene.language)
        for id_, name, things in counts
        if things
    ]
    ways = [way for one in week.moved[:_LISTED] for way in moved_explained(one, scene.ground)]
    return explained((*numbers, *ways), scene)


def _more(troubled: int, scene: Scene) -> Link | None:
    """Where those are that do not fit here."""
    if troubled <= _MOST:
        return None
    current = scene.cycle(scene.assessment.current_cycle)
    return Link(scene.say("All objectives of {cycle}", cycle=current.text), current.path)


def _moved(one: Moved, scene: Scene) -> MovedRow:
    kr = scene.key_results[one.key]
    return MovedRow(
        link=scene.link(Kind.KEY_RESULT, one.key),
        objective=scene.link(Kind.OBJECTIVE, kr.objective),
        badge=judged_badge(one.now, scene.language),
        before=standing(kr, one.before, scene.language),
        now=standing(kr, one.now, scene.language),
        change=_change_words(one.change, scene) if one.change is not None else "",
        of=week_of(one.key),
    )


def _change_words(change: float, scene: Scene) -> str:
    return signed(points_words(change, scene.language), round(100 * change))


def _worst_first(one: Turned) -> tuple[int, str]:
    return -_RANK[one.now.status], one.now.id


_RANK = dict.fromkeys(STATUS_ORDER, -1) | {
    status: rank for rank, status in enumerate(STATUS_ORDER[:6])
}
"""How much a status asks for: from achieved to missed and outdated; the others least."""


def _turned(one: Turned, scene: Scene) -> TurnedRow:
    objective, row = scene.portfolio.objectives[one.now.id], goal_row(one.now.id, scene)
    before = objective_badge(objective, one.before, scene.language)
    return TurnedRow(row.link, before, row.badge, row.why, row.bar.of)


def _kpi_turned(one: KpiTurned, scene: Scene) -> TurnedRow:
    row = kpi_row(one.now.id, scene)
    before = kpi_badge(one.before, scene.language)
    return TurnedRow(row.link, before, row.badge, row.why, row.of)


def _due(until: date, scene: Scene) -> Iterator[DueRow]:
    """What is due from tomorrow on until a day, and not done: milestones, and key results."""
    found = sorted(_due_days(until, scene), key=lambda one: (one[0], one[2].key, one[1]))
    for day, title, kr in found:
        judged = scene.assessment.key_results[kr.key]
        yield DueRow(
            day=scene.day(day),
            link=scene.link(Kind.KEY_RESULT, kr.key, title),
            objective=scene.link(Kind.OBJECTIVE, kr.objective),
            badge=judged_badge(judged, scene.language),
            owner=scene.person(kr.owner),
        )


def _due_days(until: date, scene: Scene) -> Iterator[tuple[date, str, KeyResult]]:
    for kr in scene.key_results.values():
        judged = scene.assessment.key_results[kr.key]
        if not judged.counts or judged.status is Status.ACHIEVED:
            continue
        dues = [(s.due, s.title) for s in judged.promise.steps if s.id not in judged.steps_done]
        for day, title in [*dues, (judged.promise.due, "")]:
            if day and scene.as_of < day <= until:
                yield day, title and f"{kr.title}: {title}", kr
