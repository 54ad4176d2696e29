"""Every text that authors wrote, read once before the first page: links and embeds are followed.

From then on the scene knows what is wrong with them, which pages speak of which, and what nobody
has written yet; and a page can be planned by itself, as none has to be planned before it.
"""

from collections.abc import Iterator
from typing import TypeAlias

from okrsite.base.problems import Place
from okrsite.model.goals import CheckIn, Cycle, Kpi, Objective
from okrsite.plan.scene import Scene
from okrsite.read.library import Document

_Text: TypeAlias = tuple[str, Document, Place]
"""A line or two of Markdown out of the front matter of a file, and where it stands."""


def follow(scene: Scene) -> None:
    """Follow the links and embeds of all bodies and of all texts in front matter."""
    for page, document in scene.documents_by_page.items():
        scene.body(document, page)
    for text, document, place in _texts(scene):
        scene.prose(text, document, place)


def _texts(scene: Scene) -> Iterator[_Text]:
    portfolio = scene.portfolio
    for objective in portfolio.objectives.values():
        yield from _of_objective(objective, scene)
    for kpi in portfolio.kpis.values():
        yield from _of_kpi(kpi, scene)
    for cycle in portfolio.cycles.values():
        yield from _of_cycle(cycle)
    for checkin in portfolio.checkins:
        if checkin.day <= scene.as_of:
            yield from _of_checkin(checkin)


def _of_objective(objective: Objective, scene: Scene) -> Iterator[_Text]:
    document, judged = objective.document, scene.assessment.objectives[objective.id]
    if objective.fields.effort:
        yield objective.fields.effort, document, document.place("effort")
    closing = objective.closing(judged.as_of)
    if closing and closing.reason:
        yield closing.reason, document, document.place("closing", "reason")
    updates = list(objective.updates)
    for kr in objective.key_results:
        updates += kr.updates
        yield from ((one.reason, document, one.place) for one in kr.past)
        if kr.fields.dropped and kr.is_dropped(judged.as_of):
            yield kr.fields.dropped.reason or "", document, kr.place
    for said in updates:
        if said.note and said.day <= scene.as_of:
            yield said.note, scene.checkin_files.get(said.place.path, document), said.place


def _of_kpi(kpi: Kpi, scene: Scene) -> Iterator[_Text]:
    document = kpi.document
    for name in ("action", "definition", "decision", "if_it_worsens"):
        if text := getattr(kpi.fields, name):
            yield text, document, document.place(name)
    for index, event in enumerate(kpi.fields.events):
        if event.note and event.date <= scene.as_of:
            yield event.note, document, document.place("events", index)


def _of_cycle(cycle: Cycle) -> Iterator[_Text]:
    if document := cycle.document:
        for index, text in enumerate(cycle.not_doing):
            yield text, document, document.place("not_doing", index)


def _of_checkin(checkin: CheckIn) -> Iterator[_Text]:
    for what in ("wins", "setbacks", "blockers"):
        for index, text in enumerate(getattr(checkin, what)):
            yield text, checkin.document, checkin.document.place(what, index)
