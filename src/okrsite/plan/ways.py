"""A page's head in, the head with where to propose a change of it, and to write a goal, out."""

from collections.abc import Iterator, Mapping
from json import dumps

from okrsite.base.frozen import replace
from okrsite.base.text import slug
from okrsite.model.goals import Kind, Ref
from okrsite.model.references import NOBODY
from okrsite.model.schema import PillarKind
from okrsite.plan.descriptions import shortened
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Head


def subjects(scene: Scene) -> Mapping[str, Ref]:
    """The things that goals can belong to, by the paths of their pages."""
    return {path: ref for ref, path in scene.paths.items() if ref.kind in _FIELDS}


def with_ways(head: Head, path: str, about: Mapping[str, Ref], scene: Scene) -> Head:
    """The head of a page, with the ways that lead from there to its repository."""
    create = head.create or (new_goal(about[path], scene) if path in about else "")
    return replace(head, propose=_propose(head, path, scene), create=create)


def new_goal(ref: Ref | None, scene: Scene) -> str:
    """Where a goal can be written, one that belongs to a thing or one of the current cycle.

    Empty where that thing is over, or is none that goals belong to.
    """
    cycle = _cycle(ref, scene)
    if cycle is None or (ref and ref.kind not in _FIELDS):
        return ""
    title = scene.say("A new goal")
    fields = "\n".join(_fields(title, ref, scene))
    return scene.new_url(*scene.new_objective(slug(title), fields, cycle))


def _propose(head: Head, path: str, scene: Scene) -> str:
    """Where a change of a page's file can be proposed; empty where it has none."""
    document = scene.document_of(path)
    if not document:
        return ""
    lines = (document.path, f"{scene.address}{path}" if scene.address else "")
    # Indented, so that no forge takes a name for anything but a name.
    about = "\n".join(f"    {line}" for line in lines if line)
    asked = scene.say("What should change, and why?")
    body = f"{asked}\n\n\n\n{about}\n"
    name = shortened(" ".join(head.title.split()))
    return scene.forge.propose_url(scene.say("Change: {what}", what=name), body)


def _cycle(ref: Ref | None, scene: Scene) -> str | None:
    """The cycle of a goal to be; None where what it would belong to is over."""
    cycle = scene.assessment.current_cycle
    if ref and ref.kind is Kind.CYCLE:
        cycle = ref.id
    elif ref and ref.kind is Kind.OBJECTIVE:
        cycle = scene.portfolio.objectives[ref.id].cycle
        if scene.assessment.objectives[ref.id].is_closed:
            return None
    known = scene.portfolio.cycles.get(cycle)
    return None if known and known.is_closed(scene.as_of) else cycle


def _fields(title: str, ref: Ref | None, scene: Scene) -> Iterator[str]:
    """The front matter of a goal to be, sound as it is and to be written over."""
    yield f"title: {dumps(title, ensure_ascii=False)}"
    yield f"owner: {NOBODY}"
    if ref and ref.kind is Kind.OBJECTIVE and (team := scene.portfolio.objectives[ref.id].team):
        yield f"team: {team}"
    if ref and ref.kind is Kind.PILLAR:
        is_stage = scene.portfolio.pillars[ref.id].kind is PillarKind.STAGE
        yield f"pillar: {ref.id}" if is_stage else f"parent: pillar:{ref.id}"
    elif ref and (field := _FIELDS[ref.kind]):
        yield field.format(id=ref.id)
    shown = dumps(scene.say("What would show it"), ensure_ascii=False)
    yield f"key_results:\n  - {{title: {shown}, start: 0, target: 100}}"


_FIELDS = {
    Kind.OBJECTIVE: "parent: objective:{id}",
    Kind.TEAM: "team: {id}",
    Kind.CYCLE: "",
    Kind.PILLAR: "",
}
"""How a goal says that it belongs to a thing: a cycle is named by its folder, a stage of the funnel
otherwise than a vision."""
