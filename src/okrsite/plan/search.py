"""A page in, what can be found on it out: one record a thing, as its page shows it.

A record is made from what a page shows, so nothing can be found that nobody may read, or that
nobody knew on the day.
"""

from collections.abc import Iterable, Iterator

from okrsite.base.words import marked
from okrsite.plan.pages.key_results import key_result_badge
from okrsite.plan.pages.prose import index_page
from okrsite.plan.paths import SEARCH
from okrsite.plan.rows import goal_row, kpi_badge
from okrsite.plan.scene import Scene
from okrsite.plan.views.goals import CycleView, KeyResultView, ObjectiveView
from okrsite.plan.views.organisation import PersonView, PillarView, ProseView, TeamView
from okrsite.plan.views.pages import Page
from okrsite.plan.views.parts import Badge, Body, Fact, Head, Update
from okrsite.plan.views.search import Record, SearchView
from okrsite.plan.views.vitals import KpiView

Text = Body | str | None


def search_page(scene: Scene) -> tuple[Head, SearchView]:
    """The page to search on, which is the list from A to Z for whoever cannot."""
    _, index = index_page(scene)
    facets = tuple((name, scene.say(label)) for name, label in FACETS.items())
    marks = sorted({badge.status for badge in _badges(scene)})
    return Head(scene.say("Search"), section=SEARCH), SearchView(
        facets, tuple(marks), index.letters
    )


def _badges(scene: Scene) -> Iterator[Badge]:
    """The badges of all that can be found."""
    for objective in scene.portfolio.objectives.values():
        yield goal_row(objective.id, scene).badge
        yield from (key_result_badge(kr, scene) for kr in objective.key_results)
    yield from (kpi_badge(judged, scene.language) for judged in scene.assessment.kpis.values())


def records_on(page: Page, scene: Scene) -> tuple[Record, ...]:
    """What can be found on a page: the thing that it is about, and the parts of that."""
    return tuple(_records(page.path, page.head, page.view, scene))


def search_language(scene: Scene) -> str:
    """The language without its country, which decides how words are reduced to their stems."""
    return scene.language_tag.partition("-")[0]


def _records(path: str, head: Head, view: object, scene: Scene) -> Iterator[Record]:
    match view:
        case ObjectiveView():
            yield _objective(path, view, scene)
            yield from (_key_result(path, view, kr, scene) for kr in view.key_results)
        case KpiView():
            yield _kpi(path, view, scene)
        case CycleView():
            texts = _texts(view.body, *view.not_doing)
            yield Record(path, scene.say("Cycle"), head.title, texts, cycle=head.title)
        case TeamView():
            yield Record(path, scene.say("Team"), head.title, _texts(view.body), team=head.title)
        case PersonView():
            team = view.team.text if view.team else ""
            texts = _texts(view.body)
            yield Record(path, scene.say("Person"), head.title, texts, owner=head.title, team=team)
        case PillarView():
            yield Record(path, scene.say("Pillar"), head.title, _texts(view.body))
        case ProseView():
            texts = _texts(view.body, *(fact.text for fact in view.facts))
            yield Record(path, head.kind, head.title, texts)


def _objective(path: str, view: ObjectiveView, scene: Scene) -> Record:
    row = goal_row(view.id, scene)
    said = _of_updates(view.updates)
    titles = (kr.title for kr in view.key_results)
    return Record(
        path=path,
        kind=scene.say("Objective"),
        title=view.title,
        texts=_texts(view.body, *said, view.closing_reason, *titles, *_of_facts(view.facts)),
        status=row.badge.word,
        mark=row.badge.status,
        owner=row.owner.text,
        team=row.team.text,
        cycle=row.cycle.text,
    )


def _key_result(path: str, of: ObjectiveView, view: KeyResultView, scene: Scene) -> Record:
    row = goal_row(of.id, scene)
    reasons = (revision.reason for revision in view.revisions)
    dropped = view.dropped.body if view.dropped else None
    return Record(
        path=f"{path}#{view.id}",
        kind=scene.say("Key result"),
        title=view.title,
        texts=_texts(of.title, *_of_updates(view.updates), *reasons, dropped),
        status=view.badge.word,
        mark=view.badge.status,
        owner=view.owner.text or row.owner.text,
        team=row.team.text,
        cycle=row.cycle.text,
    )


def _kpi(path: str, view: KpiView, scene: Scene) -> Record:
    kpi = scene.portfolio.kpis[view.id]
    notes = (event.text for event in view.events)
    return Record(
        path=path,
        kind=scene.say("KPI"),
        title=view.title,
        texts=_texts(view.body, view.action, *_of_facts(view.facts), *notes),
        status=view.badge.word,
        mark=view.badge.status,
        owner=scene.person(kpi.owner).text,
        team=scene.team(kpi.team).text,
    )


def _of_updates(updates: Iterable[Update]) -> Iterator[Text]:
    return (update.body for update in updates)


def _of_facts(facts: Iterable[Fact]) -> Iterator[Text]:
    return (fact.body for fact in facts)


def _texts(*texts: Text) -> tuple[Body | str, ...]:
    return tuple(text for text in texts if text)


FACETS = {
    "kind": marked("Kind"),
    "status": marked("Status"),
    "team": marked("Team"),
    "cycle": marked("Cycle"),
    "owner": marked("Owner"),
}
"""By what results are narrowed, and how that is called."""
