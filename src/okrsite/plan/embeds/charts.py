"""Embedded charts: a KPI, a key result, an objective or a cycle as on its own page."""

from collections.abc import Callable, Mapping
from datetime import date

from okrsite.model.goals import Kind
from okrsite.plan.drawn.key_results import key_result_chart
from okrsite.plan.drawn.kpis import kpi_chart
from okrsite.plan.drawn.small import progress_chart
from okrsite.plan.embeds.numbers import number_id
from okrsite.plan.embeds.written import Written
from okrsite.plan.pages.cycles import status_by_team
from okrsite.plan.pages.measures import sentence_of
from okrsite.plan.pages.objectives import objective_sentence
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Chart, Embedded, EmbeddedChart


def chart(written: Written) -> Embedded | None:
    """The chart that an embed names."""
    ref = written.resolved(written.embed.text, _DRAWN)
    if ref is None:
        return None
    scene, closed_on = written.scene, written.closed_on
    drawn, link = _DRAWN[ref.kind](ref.id, closed_on, scene), scene.link_to(ref)
    if drawn is None:
        note = scene.say("Nothing to draw yet: {name}", name=link.text)
        return written.shows_nothing(ref.id, "there is nothing to draw of it on this day", note)
    return written.shows(EmbeddedChart(link, drawn, number_id(ref, closed_on)))


def _kpi(id_: str, closed_on: date | None, scene: Scene) -> Chart | None:
    cycles = [scene.portfolio.cycles[one] for one in sorted(scene.portfolio.cycles)]
    return kpi_chart(scene.ground.known(id_, closed_on), cycles, scene.ground, closed_on)


def _key_result(key: str, _: date | None, scene: Scene) -> Chart | None:
    kr, judged = scene.key_results[key], scene.assessment.key_results[key]
    return key_result_chart(
        kr, judged, sentence_of(kr, judged, scene), scene.language, scene.promises(kr).moves
    )


def _objective(id_: str, _: date | None, scene: Scene) -> Chart | None:
    assessment, objective = scene.assessment, scene.portfolio.objectives[id_]
    results = [(kr, assessment.key_results[kr.key]) for kr in objective.key_results]
    sentence = objective_sentence(assessment.objectives[id_], scene)
    return progress_chart(results, sentence, scene.language)


def _cycle(id_: str, _: date | None, scene: Scene) -> Chart | None:
    return status_by_team(scene.goals_in(id_), scene)


_DRAWN: Mapping[Kind, Callable[[str, date | None, Scene], Chart | None]] = {
    Kind.KPI: _kpi,
    Kind.KEY_RESULT: _key_result,
    Kind.OBJECTIVE: _objective,
    Kind.CYCLE: _cycle,
}
