"""What somebody said in a check-in, as every page shows it."""

from collections.abc import Iterator

from okrsite.assess.assessment import Status
from okrsite.base.numbers import format_value
from okrsite.model.goals import CheckIn, Kind
from okrsite.model.goals import Update as WrittenUpdate
from okrsite.plan.rows import status_badge
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Said, Update


def update_view(said: WrittenUpdate, scene: Scene, *, names_goal: bool = True) -> Update:
    """What somebody said of a goal."""
    is_key_result = "#" in said.goal
    kind = Kind.KEY_RESULT if is_key_result else Kind.OBJECTIVE
    objective = scene.portfolio.objectives[said.goal.partition("#")[0]]
    document = scene.checkin_files.get(said.place.path, objective.document)
    return Update(
        day=scene.day(said.day),
        author=scene.person(said.author),
        goal=scene.link(kind, said.goal) if names_goal else scene.link(kind, ""),
        value=", ".join(filter(None, (_said_value(said, scene), _late(said, scene)))),
        confidence="" if said.confidence is None else scene.say("{n} of 10", n=said.confidence),
        verdict=status_badge(Status(said.verdict.value), scene.language) if said.verdict else None,
        place=f"{said.place.path}:{said.place.line}",
        body=scene.prose(said.note, document, said.place) if said.note else None,
    )


def told(checkin: CheckIn, what: str, scene: Scene) -> Iterator[Said]:
    """The wins, setbacks or blockers of a check-in, each with its line."""
    texts: tuple[str, ...] = getattr(checkin, what)
    for index, text in enumerate(texts):
        place = checkin.document.place(what, index)
        body = scene.prose(text, checkin.document, place)
        line = f"{place.path}:{place.line}"
        yield Said(scene.day(checkin.day), scene.person(checkin.author), body, line)


def _late(said: WrittenUpdate, scene: Scene) -> str:
    """How long after the due day a value came; an objective has none."""
    judged = scene.assessment.key_results.get(said.goal)
    due = judged.promise.due if judged else None
    is_value = said.value is not None or said.label or said.done or said.done_on
    if not is_value or due is None or said.day <= due:
        return ""
    return scene.says("{n} day late", "{n} days late", (said.day - due).days)


def _said_value(said: WrittenUpdate, scene: Scene) -> str:
    if said.value is not None:
        unit = scene.key_results[said.goal].unit
        return format_value(said.value, unit, scene.language)
    if said.label:
        return said.label
    if said.done:
        steps = scene.key_results[said.goal].promise.steps
        titles = {step.id: step.title for step in steps}
        steps_done = ", ".join(titles.get(id_, id_) for id_ in said.done)
        return scene.say("done: {steps}", steps=steps_done)
    return scene.say("done") if said.done_on else ""
