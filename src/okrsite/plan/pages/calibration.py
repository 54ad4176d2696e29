"""The page on calibration: what people expected at mid-cycle against how it ended."""

from collections.abc import Iterator, Sequence

from okrsite.assess.assessment import Projection
from okrsite.assess.calibration import Calibration, calibration
from okrsite.assess.explain.calibration import difference, means
from okrsite.assess.explain.reckoning import Reckoning
from okrsite.base.numbers import format_score, signed
from okrsite.model.goals import Kind
from okrsite.plan.explained import explained
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
from okrsite.plan.words import DASH

_ALL = "all"


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
        explained=explained(_explanations(projections, scene), scene),
    )
    return Head(scene.say("Calibration"), section=CALIBRATION, description=view.sentence), view


def _explanations(projections: Sequence[Projection], scene: Scene) -> Iterator[Reckoning]:
    """How each difference came about, and each mean: of all, by cycle, by team, by both."""
    portfolio = scene.portfolio
    for one in projections:
        yield from difference(one, scene.ground)
    yield from means(f"calibration:{_ALL}", scene.say("All"), projections, scene.ground)
    for cycle in sorted({one.cycle for one in projections}):
        ones = [one for one in projections if one.cycle == cycle]
        yield from means(f"calibration:{cycle}", _cycle(cycle, scene), ones, scene.ground)
    for team, inside in scene.by_team(projections, lambda one: one.team):
        name = portfolio.teams[team].title if team else scene.say("Without a team")
        yield from means(f"calibration:{team}", name, inside, scene.ground)
        for cycle in sorted({one.cycle for one in inside}):
            ones = [one for one in inside if one.cycle == cycle]
            both = scene.say("{team} in {cycle}", team=name, cycle=_cycle(cycle, scene))
            yield from means(f"calibration:{team}.{cycle}", both, ones, scene.ground)


def _cycle(id_: str, scene: Scene) -> str:
    return scene.portfolio.cycles[id_].title


def _rows(
    projections: Sequence[Projection], cycles: Sequence[str], scene: Scene
) -> list[CalibrationRow]:
    """A row for each team, and one for all of them where there are several."""
    found = []
    for team, inside in scene.by_team(projections, lambda one: one.team):
        name = scene.team(team) if team else Link(scene.say("Without a team"))
        found.append(_row(name, team, inside, cycles, scene))
    everybody = _row(Link(scene.say("All")), _ALL, projections, cycles, scene)
    return [*found, everybody] if len(found) > 1 else found


def _row(
    name: Link, team: str, projections: Sequence[Projection], cycles: Sequence[str], scene: Scene
) -> CalibrationRow:
    by_cycle = [calibration([p for p in projections if p.cycle == id_]) for id_ in cycles]
    scope = "calibration:" if team == _ALL else f"calibration:{team}."
    all_ = calibration(projections)
    assert all_
    return CalibrationRow(
        name=name,
        of=f"calibration:{team}",
        by_cycle=tuple(
            (_bias_words(one, scene), f"{scope}{id_}")
            for one, id_ in zip(by_cycle, cycles, strict=True)
        ),
        bias=_signed(all_.bias, scene),
        distance=format_score(all_.distance, scene.language),
        number=str(all_.number),
    )


def _bias_words(one: Calibration | None, scene: Scene) -> str:
    return f"{_signed(one.bias, scene)} ({one.number})" if one else DASH


def _group(cycle: str, projections: Sequence[Projection], scene: Scene) -> CalibrationGroup:
    inside = [one for one in projections if one.cycle == cycle]
    rows = sorted((_projection(one, scene) for one in inside), key=lambda row: row.goal.text)
    sentence, of = _sentence(inside, scene), f"calibration:{cycle}"
    return CalibrationGroup(scene.cycle(cycle), of, sentence, tuple(rows))


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
        of=f"{one.goal.kind}:{one.goal.id}",
    )


def _sentence(projections: Sequence[Projection], scene: Scene) -> str:
    """Whether people hoped for too much or for too little, and by how much."""
    found = calibration(projections)
    if found is None:
        return ""
    size = format_score(abs(found.bias), scene.language)
    distance, number = format_score(found.distance, scene.language), found.number
    if round(found.bias, 2) == 0:
        return scene.says(
            "Over {n} goal people expected what came, {distance} off on average.",
            "Over {n} goals people expected what came, {distance} off on average.",
            number,
            distance=distance,
        )
    if found.bias > 0:
        return scene.says(
            "Over {n} goal people expected {size} more than came, {distance} off on average.",
            "Over {n} goals people expected {size} more than came, {distance} off on average.",
            number,
            size=size,
            distance=distance,
        )
    return scene.says(
        "Over {n} goal people expected {size} less than came, {distance} off on average.",
        "Over {n} goals people expected {size} less than came, {distance} off on average.",
        number,
        size=size,
        distance=distance,
    )


def _signed(difference: float, scene: Scene) -> str:
    return signed(format_score(difference, scene.language), round(difference, 2))
