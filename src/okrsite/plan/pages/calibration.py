"""The page on calibration: what people expected at mid-cycle against how it ended."""

from collections.abc import Sequence

from okrsite.assess.assessment import Projection
from okrsite.assess.calibration import Calibration, calibration
from okrsite.base.numbers import format_score, signed
from okrsite.model.goals import Kind
from okrsite.plan.navigation import newest_first
from okrsite.plan.paths import CALIBRATION
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.statistics import (
    CalibrationGroup,
    CalibrationRow,
    CalibrationView,
    ProjectionRow,
)
from okrsite.plan.words import DASH, count_words


def calibration_page(scene: Scene) -> tuple[Head, CalibrationView]:
    """Projections and final scores of all closed cycles, by team and by goal."""
    projections = scene.assessment.projections
    known = {one.cycle for one in projections}
    cycles = [id_ for id_ in newest_first(scene) if id_ in known]
    view = CalibrationView(
        sentence=_sentence(projections, scene),
        cycles=tuple(scene.cycle(id_) for id_ in cycles),
        teams=tuple(_rows(projections, cycles, scene)),
        groups=tuple(_group(id_, projections, scene) for id_ in cycles),
    )
    return Head("Calibration", section=CALIBRATION, description=view.sentence), view


def _rows(
    projections: Sequence[Projection], cycles: Sequence[str], scene: Scene
) -> list[CalibrationRow]:
    """A row for each team, and one for all of them where there are several."""
    found = []
    for team in [*scene.team_order, ""]:
        inside = [one for one in projections if one.team == team]
        if inside:
            name = scene.team(team) if team else Link("Without a team")
            found.append(_row(name, inside, cycles, scene))
    return [*found, _row(Link("All"), projections, cycles, scene)] if len(found) > 1 else found


def _row(
    name: Link, projections: Sequence[Projection], cycles: Sequence[str], scene: Scene
) -> CalibrationRow:
    by_cycle = [calibration([p for p in projections if p.cycle == id_]) for id_ in cycles]
    all_ = calibration(projections)
    assert all_
    return CalibrationRow(
        name=name,
        by_cycle=tuple(_bias_words(one, scene) for one in by_cycle),
        bias=_signed(all_.bias, scene),
        distance=format_score(all_.distance, scene.language),
        number=str(all_.number),
    )


def _bias_words(one: Calibration | None, scene: Scene) -> str:
    return f"{_signed(one.bias, scene)} ({one.number})" if one else DASH


def _group(cycle: str, projections: Sequence[Projection], scene: Scene) -> CalibrationGroup:
    inside = [one for one in projections if one.cycle == cycle]
    rows = sorted((_projection(one, scene) for one in inside), key=lambda row: row.goal.text)
    return CalibrationGroup(scene.cycle(cycle), _sentence(inside, scene), tuple(rows))


def _projection(one: Projection, scene: Scene) -> ProjectionRow:
    objective = scene.portfolio.objectives[one.objective].title
    is_key_result = one.goal.kind is Kind.KEY_RESULT
    title = f"{objective}: {scene.name(one.goal)}" if is_key_result else objective
    return ProjectionRow(
        goal=scene.link(one.goal.kind, one.goal.id, title),
        team=scene.team(one.team),
        author=scene.person(one.update.author),
        day=scene.day(one.update.day),
        projected=format_score(one.projected, scene.language),
        final=format_score(one.final, scene.language),
        difference=_signed(one.difference, scene),
    )


def _sentence(projections: Sequence[Projection], scene: Scene) -> str:
    """Whether people hoped for too much or for too little, and by how much."""
    found = calibration(projections)
    if found is None:
        return ""
    size = format_score(abs(found.bias), scene.language)
    side = "more" if found.bias > 0 else "less"
    goals = count_words(found.number, "goal")
    distance = format_score(found.distance, scene.language)
    if round(found.bias, 2) == 0:
        return f"Over {goals} people expected what came, {distance} off on average."
    return f"Over {goals} people expected {size} {side} than came, {distance} off on average."


def _signed(difference: float, scene: Scene) -> str:
    return signed(format_score(difference, scene.language), round(difference, 2))
