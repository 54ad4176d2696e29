"""Embedded numbers and states: the value of a KPI or a key result, the progress of an objective."""

from collections.abc import Callable, Mapping
from datetime import date

from okrsite.assess.explain.kpi_values import number_of
from okrsite.model.goals import Kind, Ref
from okrsite.plan.embeds.written import Written
from okrsite.plan.rows import judged_badge, kpi_row, objective_badge, objective_bar, standing
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Embedded, EmbeddedNumber


def number(written: Written) -> Embedded | None:
    """The number that an embed names, with the state that it stands for."""
    ref = written.resolved(written.embed.text, _SHOWN)
    if ref is None:
        return None
    return written.shows(number_of_thing(ref, written.scene, written.closed_on))


def number_of_thing(ref: Ref, scene: Scene, closed_on: date | None = None) -> EmbeddedNumber:
    """The number of a KPI, a key result or an objective; a KPI's also as a cycle closed."""
    return _SHOWN[ref.kind](ref, closed_on, scene)


def number_id(ref: Ref, closed_on: date | None) -> str:
    """How the numbers of a thing are named, where they are explained.

    >>> number_id(Ref(Kind.OBJECTIVE, "self-serve"), None)
    'objective:self-serve'
    """
    return number_of(ref.id, closed_on) if ref.kind is Kind.KPI else f"{ref.kind}:{ref.id}"


def _kpi(ref: Ref, closed_on: date | None, scene: Scene) -> EmbeddedNumber:
    row = kpi_row(ref.id, scene, closed_on)
    return EmbeddedNumber(row.link, row.badge, row.value, row.of)


def _key_result(ref: Ref, _: date | None, scene: Scene) -> EmbeddedNumber:
    judged = scene.assessment.key_results[ref.id]
    badge = judged_badge(judged, scene.language)
    value = standing(scene.key_results[ref.id], judged, scene.language)
    return EmbeddedNumber(scene.link_to(ref), badge, value, number_id(ref, None))


def _objective(ref: Ref, _: date | None, scene: Scene) -> EmbeddedNumber:
    objective, judged = scene.portfolio.objectives[ref.id], scene.assessment.objectives[ref.id]
    badge = objective_badge(objective, judged, scene.language)
    bar = objective_bar(judged, scene.language)
    return EmbeddedNumber(scene.link_to(ref), badge, bar.words, number_id(ref, None))


_SHOWN: Mapping[Kind, Callable[[Ref, date | None, Scene], EmbeddedNumber]] = {
    Kind.KPI: _kpi,
    Kind.KEY_RESULT: _key_result,
    Kind.OBJECTIVE: _objective,
}
