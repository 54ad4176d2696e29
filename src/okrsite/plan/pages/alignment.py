"""The alignment page: the goals as a picture and as a nested list."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from okrsite.model.goals import Cycle, Kind, Objective, Pillar, Ref
from okrsite.model.schema import PillarKind
from okrsite.plan.alignment import Goal, Limb, draw
from okrsite.plan.paths import ALIGNMENT
from okrsite.plan.rows import goal_row, goal_rows
from okrsite.plan.scene import Scene, order
from okrsite.plan.views.organisation import AlignmentView, Branch
from okrsite.plan.views.parts import Head
from okrsite.plan.words import PILLAR_KINDS, initials

_ORDER_OF_KINDS = (PillarKind.VISION, PillarKind.THEME, PillarKind.STAGE)


def alignment_page(scene: Scene) -> tuple[Head, AlignmentView]:
    """The current cycle's objectives and all that they serve, and those that serve nothing."""
    chosen = _chosen(scene)
    pillars = scene.portfolio.pillars
    goals = [*_pillar_goals(pillars.values(), chosen, scene), *_objective_goals(chosen, scene)]
    picture = draw(goals, scene.language)
    orphans = [id_ for id_, o in chosen.items() if not o.parents and not o.pillar]
    current = scene.portfolio.cycles.get(scene.assessment.current_cycle)
    view = AlignmentView(
        sentence=_sentence(len(chosen), len(orphans), scene),
        cycle=current.title if current else "",
        picture=picture,
        branches=tuple(_branch(limb, scene) for limb in picture.limbs),
        orphans=goal_rows(orphans, scene)
        if any(o.parents or o.pillar for o in chosen.values())
        else (),
    )
    return Head(scene.say("How goals align"), section=ALIGNMENT, description=view.sentence), view


def _sentence(chosen: int, orphans: int, scene: Scene) -> str:
    if not orphans:
        return scene.says(
            "{n} objective from left to right by what they serve.",
            "{n} objectives from left to right by what they serve.",
            chosen,
        )
    return scene.says(
        "{n} objective from left to right by what they serve, {orphans} tied to nothing.",
        "{n} objectives from left to right by what they serve, {orphans} tied to nothing.",
        chosen,
        orphans=scene.says("{n} objective", "{n} objectives", orphans),
    )


def _chosen(scene: Scene) -> Mapping[str, Objective]:
    """The objectives of the current cycle and of those around it, and their ancestors."""
    portfolio, current = scene.portfolio, scene.assessment.current_cycle
    cycles = {current, *_around(portfolio.cycles.get(current), scene)}
    todo = [o for o in portfolio.objectives.values() if o.cycle in cycles]
    if not todo:
        todo = list(portfolio.objectives.values())
    found: dict[str, Objective] = {}
    while todo:
        objective = todo.pop()
        if objective.id not in found:
            found[objective.id] = objective
            todo += [
                portfolio.objectives[id_]
                for id_ in _objectives_above(objective)
                if id_ in portfolio.objectives
            ]
    return dict(sorted(found.items()))


def _around(cycle: Cycle | None, scene: Scene) -> Iterable[str]:
    seen: set[str] = set()
    while cycle and cycle.parent in scene.portfolio.cycles and cycle.parent not in seen:
        seen.add(cycle.parent)
        cycle = scene.portfolio.cycles[cycle.parent]
    return seen


def _objectives_above(objective: Objective) -> list[str]:
    kinds = (Kind.OBJECTIVE, Kind.KEY_RESULT)
    return [ref.id.partition("#")[0] for ref in objective.parents if ref.kind in kinds]


def _box_id(ref: Ref) -> str:
    return f"{'pillar' if ref.kind is Kind.PILLAR else 'objective'}:{ref.id.partition('#')[0]}"


def _pillar_goals(
    pillars: Iterable[Pillar], chosen: Mapping[str, Objective], scene: Scene
) -> list[Goal]:
    """The visions, and the themes and stages that something hangs on."""
    known = {pillar.id: pillar for pillar in pillars}
    used: set[str] = {id_ for id_, p in known.items() if p.kind is not PillarKind.STAGE}
    used |= {o.pillar for o in chosen.values() if o.pillar and not o.parents}
    used |= {r.id for o in chosen.values() for r in o.parents if r.kind is Kind.PILLAR}
    todo = sorted(used & set(known))
    while todo:
        parent = known[todo.pop()].parent
        if parent in known and parent not in used:
            used.add(parent)
            todo.append(parent)
    return [_pillar_goal(known[id_], scene) for id_ in sorted(used & set(known))]


def _pillar_goal(pillar: Pillar, scene: Scene) -> Goal:
    kind = _ORDER_OF_KINDS.index(pillar.kind)
    return Goal(
        id=f"pillar:{pillar.id}",
        title=pillar.title,
        path=scene.path(Kind.PILLAR, pillar.id),
        kind=scene.say(PILLAR_KINDS[pillar.kind]),
        order=(10 * kind + pillar.order, pillar.title.casefold()),
        parents=(f"pillar:{pillar.parent}",) if pillar.parent else (),
    )


def _objective_goals(chosen: Mapping[str, Objective], scene: Scene) -> list[Goal]:
    ranks = {o.id: rank for rank, o in enumerate(sorted(chosen.values(), key=order))}
    first = 1 if scene.portfolio.pillars else 0
    return [
        replace(_objective_goal(o, scene), order=(1000 + ranks[id_], ""), level=first)
        for id_, o in chosen.items()
    ]


def _objective_goal(objective: Objective, scene: Scene) -> Goal:
    row = goal_row(objective.id, scene)
    above = [_box_id(ref) for ref in objective.parents]
    if not above and objective.pillar:
        above = [f"pillar:{objective.pillar}"]
    owner = scene.portfolio.people.get(objective.owner)
    return Goal(
        id=f"objective:{objective.id}",
        title=objective.title,
        path=row.link.path,
        kind=scene.say("Objective"),
        status=row.badge.status,
        word=row.badge.word,
        initials=initials(owner.name) if owner else "",
        fill=-1 if row.bar.is_pending else row.bar.fill,
        tick=row.bar.tick,
        percent=row.bar.words,
        parents=tuple(dict.fromkeys(above)),
        needs=tuple(dict.fromkeys(_box_id(ref) for ref in objective.depends_on)),
    )


def _branch(limb: Limb, scene: Scene) -> Branch:
    goal = limb.box.goal
    kind, _, id_ = goal.id.partition(":")
    row = goal_row(id_, scene) if kind == "objective" else None
    ref = Ref(Kind.OBJECTIVE if row else Kind.PILLAR, id_)
    note = ", ".join(filter(None, (row.team.text, row.owner.text))) if row else goal.kind
    return Branch(
        link=scene.link_to(ref),
        kind=goal.kind,
        badge=row.badge if row else None,
        note=note,
        percent=row.bar.words if row else "",
        of=row.bar.of if row else "",
        children=tuple(_branch(inner, scene) for inner in limb.limbs),
    )
