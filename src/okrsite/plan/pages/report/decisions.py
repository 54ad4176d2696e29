"""What asks for a decision: objectives in trouble, KPIs nobody works on, closes left open."""

from collections.abc import Iterator

from okrsite.assess.assessment import Status
from okrsite.assess.explain.remedies import for_objective
from okrsite.assess.scoring import final_score
from okrsite.plan.belonging import order
from okrsite.plan.pages.report.kpis import kpis_of
from okrsite.plan.pages.report.scope import Scope
from okrsite.plan.rows import goal_row, kpi_row
from okrsite.plan.scene import Scene
from okrsite.plan.views.report import ToDecide
from okrsite.plan.words import TROUBLED

_URGENT = (Status.MISSED, Status.OFF_TRACK)


def to_decide(scope: Scope, scene: Scene) -> tuple[ToDecide, ...]:
    """The worst first: of a closed cycle what nobody has decided on, else what is off track."""
    if scope.is_closed:
        return tuple(_undecided(scope, scene))
    return (*_off_track(scope, scene), *_gaps(scope, scene))


def _undecided(scope: Scope, scene: Scene) -> Iterator[ToDecide]:
    """The objectives that closed without a word on what becomes of them."""
    for id_ in _by_priority(scope, scene):
        objective, judged = scene.portfolio.objectives[id_], scene.assessment.objectives[id_]
        closing = objective.closing(scope.day)
        if judged.counts and not (closing and closing.decision):
            row, score = goal_row(id_, scene), final_score(judged)
            why = scene.say("keep, modify or abandon?") if score is not None else ""
            yield ToDecide(row.link, row.badge, why, row.bar.of)


def _off_track(scope: Scope, scene: Scene) -> Iterator[ToDecide]:
    judged = scene.assessment.objectives
    ids = [id_ for id_ in _by_priority(scope, scene) if judged[id_].status in _URGENT]
    for id_ in sorted(ids, key=lambda one: TROUBLED.index(judged[one].status)):
        row = goal_row(id_, scene)
        remedy = for_objective(scene.portfolio.objectives[id_], scene.ground)
        help_of = (remedy.of if remedy else "") or row.bar.of
        yield ToDecide(
            row.link, row.badge, row.why, row.bar.of, remedy.what if remedy else "", help_of
        )


def _gaps(scope: Scope, scene: Scene) -> Iterator[ToDecide]:
    """Missed and critical KPIs that no running objective works on."""
    for kpi in kpis_of(scope, scene):
        gap = scene.gaps.get(kpi.id)
        if gap and not gap.objectives:
            row = kpi_row(kpi.id, scene)
            yield ToDecide(row.link, row.badge, scene.say("nobody works on it"), row.of)


def _by_priority(scope: Scope, scene: Scene) -> list[str]:
    objectives = scene.portfolio.objectives
    return sorted(scope.ids, key=lambda id_: order(objectives[id_]))
