"""Why a goal stands as it does: everything that is reckoned of one thing, by its id."""

from collections.abc import Callable

from okrsite.assess.explain.remedies import for_objective
from okrsite.base.frozen import Frozen
from okrsite.base.problems import did_you_mean
from okrsite.model.goals import Kind, Ref
from okrsite.plan.explained import help_view, key_result_explained
from okrsite.plan.explanations import cycle_explained, kpi_explained, objective_explained
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import tally_explained
from okrsite.plan.views.explained import Explained, Help

_KINDS = (Kind.OBJECTIVE, Kind.KEY_RESULT, Kind.KPI, Kind.CYCLE, Kind.TEAM)


class Answer(Frozen):
    """A thing by its title, how its numbers came about, and what would put it on track."""

    title: str
    explained: tuple[Explained, ...]
    help: Help | None


class NoSuchThingError(ValueError):
    """An id that names nothing that has numbers, or two things; `hint` says what to type."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def answer(name: str, scene: Scene) -> tuple[Answer, ...]:
    """Everything reckoned of what an id names; of an objective its key results follow.

    The id is bare (`mrr`), a key result's (`grow#signups`), or has its kind before it
    (`kpi:mrr`). Raises NoSuchThingError.
    """
    ref = _found(name, scene)
    first = _ANSWERS[ref.kind](ref.id, scene)
    if ref.kind is not Kind.OBJECTIVE:
        return (first,)
    results = scene.portfolio.objectives[ref.id].key_results
    return (first, *(_of_key_result(kr.key, scene) for kr in results))


def _found(name: str, scene: Scene) -> Ref:
    kind, colon, id_ = name.rpartition(":")
    wanted = [one for one in _KINDS if not colon or one == kind]
    named = {one: scene.portfolio.directory.ids(one) for one in wanted}
    found = [Ref(one, id_) for one, ids in named.items() if id_ in ids]
    if len(found) == 1:
        return found[0]
    if found:
        choices = " or ".join(f"`{ref.kind}:{ref.id}`" for ref in found)
        raise NoSuchThingError(f"`{name}` names more than one thing", f"write {choices}")
    known = [one for ids in named.values() for one in ids]
    hint = did_you_mean(id_, known) or "an id is a file's name without `.md`"
    raise NoSuchThingError(f"nothing that has numbers is called `{name}`", hint)


def _of_objective(id_: str, scene: Scene) -> Answer:
    one = scene.portfolio.objectives[id_]
    found = objective_explained(one, scene)
    remedy = for_objective(one, scene.ground)
    return Answer(one.title, found, help_view(remedy, f"objective:{id_}", scene))


def _of_key_result(key: str, scene: Scene) -> Answer:
    kr = scene.key_results[key]
    return Answer(kr.title, *key_result_explained(kr, scene))


def _of_kpi(id_: str, scene: Scene) -> Answer:
    one = scene.portfolio.kpis[id_]
    return Answer(one.title, kpi_explained(one, scene), None)


def _of_cycle(id_: str, scene: Scene) -> Answer:
    cycle = scene.portfolio.cycles[id_]
    return Answer(cycle.title, cycle_explained(cycle, scene.goals_in(id_), scene), None)


def _of_team(id_: str, scene: Scene) -> Answer:
    ids = [o.id for o in scene.goals_of_team.get(id_, ()) if scene.is_current(o)]
    found = tally_explained(ids, scene, f"team:{id_}")
    return Answer(scene.portfolio.teams[id_].title, found, None)


_ANSWERS: dict[Kind, Callable[[str, Scene], Answer]] = {
    Kind.OBJECTIVE: _of_objective,
    Kind.KEY_RESULT: _of_key_result,
    Kind.KPI: _of_kpi,
    Kind.CYCLE: _of_cycle,
    Kind.TEAM: _of_team,
}
