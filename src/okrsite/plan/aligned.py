"""The objectives of a cycle and all that they serve, as goals to be drawn and to be counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from okrsite.assess.assessment import Status
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.base.frozen import replace
from okrsite.base.words import marked
from okrsite.model.goals import Cycle, Kind, Objective, Pillar, Ref
from okrsite.model.schema import PillarKind, TeamKind
from okrsite.plan.alignment.folding import MOST_SIBLINGS, excerpts
from okrsite.plan.alignment.forest import ROOT, Forest
from okrsite.plan.alignment.goals import Goal
from okrsite.plan.belonging import order
from okrsite.plan.paths import ALIGNMENT
from okrsite.plan.rows import goal_row, state_id
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Badge
from okrsite.plan.words import PILLAR_KINDS, in_order, initials

_MOST_NAMED = 24
"""How many branches an explanation names one by one."""

_ORDER_OF_KINDS = (PillarKind.VISION, PillarKind.THEME, PillarKind.STAGE)
_COMPANY, _PERSON = 3, 6
_LEVELS = {TeamKind.COMPANY: 3, TeamKind.DEPARTMENT: 4, TeamKind.TEAM: 5, TeamKind.PROJECT: 5}
LEVELS = (
    marked("Vision"),
    marked("Themes"),
    marked("Funnel"),
    marked("Company"),
    marked("Departments"),
    marked("Teams"),
    marked("People"),
)
"""The names of the levels, from left to right."""


class Aligned:
    """The goals of a cycle and of those around it, their ancestors, and what is counted of them.

    `cycle` is empty for what is current. `forest` has all of them, `tied` only those that hang
    on something or that something hangs on, `orphans` the others; `states` are the ids of states.
    The branches of another cycle have pages of their own only where its whole does not fit on one.
    """

    def __init__(self, scene: Scene, cycle: str = "") -> None:
        self.cycle, self._say = cycle, scene.say
        self.objectives = chosen(cycle or scene.assessment.current_cycle, scene)
        goals = [*_pillar_goals(self.objectives, scene), *_objective_goals(self.objectives, scene)]
        self.forest = Forest(goals)
        self._badges = {f"objective:{i}": goal_row(i, scene).badge.bare() for i in self.objectives}
        self.states = {self._badges[f"objective:{i}"]: state_id(i, scene) for i in self.objectives}
        self.counts: Mapping[str, Counter[Badge]] = self._counted()
        paths = self._paths() if not cycle or _is_folded(self.forest) else {}
        self.goals = {g.id: replace(g, branch=paths.get(g.id, "")) for g in goals}
        lonely = set(self._lonely())
        self.orphans = tuple(id_ for id_ in self.objectives if f"objective:{id_}" in lonely)
        self.tied = Forest(goal for id_, goal in self.goals.items() if id_ not in lonely)

    @property
    def path(self) -> str:
        """The page of the whole."""
        return f"alignment/cycles/{self.cycle}.html" if self.cycle else ALIGNMENT

    def of(self, id_: str) -> str:
        """What the numbers of a branch are called; of the whole for no id."""
        return ":".join(filter(None, ("alignment", self.cycle, id_ or "all")))

    def below(self, id_: str) -> int:
        """How many objectives hang on a goal, directly or not."""
        return self.counts[id_].total()

    def explanations(self, id_: str) -> tuple[Reckoning, ...]:
        """How many objectives hang on a goal, and how many of them are in each state."""
        found = [self._sum(id_, None)]
        found += [self._sum(id_, badge) for badge in in_order(self.counts[id_])]
        return tuple(found)

    def _sum(self, id_: str, badge: Badge | None) -> Reckoning:
        name = self.states[badge] if badge else "goals"
        own = 0
        inputs: list[Input] = []
        for child in self.forest.children[id_]:
            own += _is_counted(self._badges.get(child), badge)
            number = self.counts[child][badge] if badge else self.below(child)
            if number:
                title = self.goals[child].title
                where = f"{self.of(child)}/{name}" if self.goals[child].branch else ""
                inputs.append(Input(f"c{len(inputs) + 1}", number, Shape.NUMBER, title, (), where))
        if len(inputs) > _MOST_NAMED:
            total = sum(one.value for one in inputs)
            inputs = [
                Input("deeper", total, Shape.NUMBER, self._say("below these, too many to name"))
            ]
        inputs.insert(0, Input("own", own, Shape.NUMBER, self._say("directly below")))
        formula, total = " + ".join(i.name for i in inputs), sum(i.value for i in inputs)
        label = badge.word if badge else self._say("Objectives")
        return Reckoning(
            f"{self.of(id_)}/{name}", label, "tally", formula, tuple(inputs), total, Shape.NUMBER
        )

    def _counted(self) -> Mapping[str, Counter[Badge]]:
        """The states of what hangs on each goal."""
        found: dict[str, Counter[Badge]] = {id_: Counter() for id_ in self.forest.children}
        for id_ in reversed(list(self.forest.top_down())):
            above = found[self.forest.trunks[id_]]
            above.update(found[id_])
            if id_ in self._badges:
                above[self._badges[id_]] += 1
        return found

    def _paths(self) -> Mapping[str, str]:
        """The page of each goal that something hangs on; all hangs on a root that is alone."""
        folder = self.path.removesuffix(".html")
        found = {}
        for id_, children in self.forest.children.items():
            if children and id_ != ROOT:
                kind, _, name = id_.partition(":")
                found[id_] = f"{folder}/{kind}s/{name}.html"
        roots = self.forest.children[ROOT]
        if len(roots) == 1 and 0 < len(self.forest.children[roots[0]]) <= MOST_SIBLINGS:
            found[roots[0]] = self.path
        return found

    def _lonely(self) -> Iterator[str]:
        """The objectives without any link to another goal."""
        linked = {id_ for link in self.forest.links() for id_ in (link.start, link.end)}
        for id_ in self.forest.children[ROOT]:
            if not self.forest.children[id_] and id_ not in linked and id_ in self._badges:
                yield id_

    def badge(self, id_: str) -> Badge | None:
        """The state of an objective's goal, as it is counted."""
        return self._badges.get(id_)


def _is_folded(forest: Forest) -> bool:
    """Whether the whole does not fit on one page."""
    first = next(excerpts(ROOT, forest))
    return first.parts > 1 or bool(first.folded or first.cut)


def _is_counted(badge: Badge | None, wanted: Badge | None) -> bool:
    return badge is not None and wanted in (None, badge)


def worst(counts: Counter[Badge]) -> Badge | None:
    """The state that most asks for attention, among those that do."""
    for status in (Status.OFF_TRACK, Status.MISSED, Status.AT_RISK):
        for badge in in_order(counts):
            if badge.status == status.value:
                return badge
    return None


def chosen(cycle: str, scene: Scene) -> Mapping[str, Objective]:
    """The objectives of a cycle and of those around it, and their ancestors."""
    portfolio = scene.portfolio
    cycles = {cycle, *_around(portfolio.cycles.get(cycle), scene)}
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


def box_id(ref: Ref) -> str:
    """The id of the box that stands for a reference: a key result's objective has it."""
    return f"{'pillar' if ref.kind is Kind.PILLAR else 'objective'}:{ref.id.partition('#')[0]}"


def _pillar_goals(chosen: Mapping[str, Objective], scene: Scene) -> list[Goal]:
    """The visions, and the themes and stages that something hangs on."""
    known = scene.portfolio.pillars
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
        level=kind,
        parents=(f"pillar:{pillar.parent}",) if pillar.parent else (),
    )


def _objective_goals(chosen: Mapping[str, Objective], scene: Scene) -> Iterator[Goal]:
    served = {id_ for o in chosen.values() for id_ in _objectives_above(o)}
    drivers: dict[str, list[str]] = {}
    for objective in chosen.values():
        for kr in objective.key_results:
            for driven in kr.drives:
                goal = driven.partition("#")[0]
                if goal != objective.id:
                    drivers.setdefault(goal, []).append(f"objective:{objective.id}")
    for rank, objective in enumerate(sorted(chosen.values(), key=order)):
        yield replace(
            _objective_goal(objective, scene),
            order=(1000 + rank, ""),
            level=_level(objective, scene, is_served=objective.id in served),
            drivers=tuple(dict.fromkeys(drivers.get(objective.id, ()))),
        )


def _level(objective: Objective, scene: Scene, *, is_served: bool) -> int:
    """The level of an objective's team; without one it is a person's, or everybody's."""
    team = scene.portfolio.teams.get(objective.team)
    if team:
        return _LEVELS[team.kind]
    return _COMPANY if is_served or not scene.portfolio.teams else _PERSON


def _objective_goal(objective: Objective, scene: Scene) -> Goal:
    row = goal_row(objective.id, scene)
    above = [box_id(ref) for ref in objective.parents]
    if not above and objective.pillar:
        above = [f"pillar:{objective.pillar}"]
    owner = scene.portfolio.people.get(objective.owner)
    return Goal(
        id=f"objective:{objective.id}",
        title=objective.title,
        path=row.link.path,
        kind="objective",
        status=row.badge.status,
        word=row.badge.word,
        initials=initials(owner.name) if owner else "",
        owner=owner.name if owner else "",
        fill=-1 if row.bar.is_pending else row.bar.fill,
        tick=row.bar.tick,
        percent=row.bar.words,
        parents=tuple(dict.fromkeys(above)),
        needs=tuple(dict.fromkeys(box_id(ref) for ref in objective.depends_on)),
    )
