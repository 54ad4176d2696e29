"""The units of KPIs, as pages show them: each team's, person's or label's own part."""

from okrsite.assess.assessment import KpiAssessment, UnitAssessment
from okrsite.model.goals import Kind, Kpi, UnitSeries
from okrsite.plan.bounds import bounds_words
from okrsite.plan.drawn.small import sparkline
from okrsite.plan.rows import value_words
from okrsite.plan.scene import Scene
from okrsite.plan.views.organisation import UnitRow
from okrsite.plan.views.parts import Badge, Link
from okrsite.plan.views.vitals import Unit
from okrsite.plan.words import UNIT_WORDS, period_words


def units(kpi: Kpi, judged: KpiAssessment, scene: Scene) -> tuple[Unit, ...]:
    """A KPI by unit, each with its owner, its value and its target."""
    return tuple(
        Unit(
            label=_label(unit.label, scene),
            badge=_badge(one, scene),
            owner=scene.person(unit.owner),
            value=value_words(one.judged, kpi.series.unit, scene.language),
            period=_period(one, scene),
            target=bounds_words(unit.target, kpi.series.unit, scene.language),
            spark=sparkline(unit.label, one.points, kpi.series.unit, scene.language),
        )
        for unit, one in zip(kpi.units, judged.units, strict=True)
    )


def units_sentence(judged: KpiAssessment, scene: Scene) -> str:
    """How many units attain their target, of those that have one and a value."""
    if not judged.aiming:
        return ""
    if judged.attained == 1:
        return scene.says(
            "1 of {n} unit attains its own target.",
            "1 of {n} units attains its own target.",
            judged.aiming,
        )
    return scene.says(
        "{attained} of {n} unit attain their own target.",
        "{attained} of {n} units attain their own target.",
        judged.aiming,
        attained=judged.attained,
    )


def units_of(label: str, scene: Scene) -> tuple[UnitRow, ...]:
    """The parts of KPIs that are a team's or a person's own, by the KPI's title."""
    return tuple(_row(*part, scene) for part in scene.units_of.get(label, ()))


def _row(kpi: Kpi, unit: UnitSeries, one: UnitAssessment, scene: Scene) -> UnitRow:
    return UnitRow(
        kpi=scene.link(Kind.KPI, kpi.id),
        of=f"kpi:{kpi.id}",
        badge=_badge(one, scene),
        value=value_words(one.judged, kpi.series.unit, scene.language),
        period=_period(one, scene),
        target=bounds_words(unit.target, kpi.series.unit, scene.language),
        spark=sparkline(kpi.title, one.points, kpi.series.unit, scene.language),
    )


def _badge(one: UnitAssessment, scene: Scene) -> Badge:
    return Badge(one.word.value, scene.say(UNIT_WORDS[one.word]))


def _period(one: UnitAssessment, scene: Scene) -> str:
    return period_words(one.judged.period, scene.language) if one.judged else ""


def _label(label: str, scene: Scene) -> Link:
    """A unit may be a team, a person or any label."""
    if label in scene.portfolio.teams:
        return scene.team(label)
    return scene.person(label) if label in scene.portfolio.people else Link(label)
