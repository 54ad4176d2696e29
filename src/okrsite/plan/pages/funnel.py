"""The funnel's page: what counts each stage, and how many go on to the next."""

from collections.abc import Iterator

from okrsite.assess.assessment import Conversion, FunnelStage
from okrsite.assess.explain.funnel import conversion
from okrsite.assess.explain.reckoning import Reckoning, counted
from okrsite.base.numbers import Unit, format_percent, format_value
from okrsite.model.goals import Kind
from okrsite.plan.explained import explained
from okrsite.plan.paths import FUNNEL
from okrsite.plan.rows import goal_rows, kpi_row
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Head
from okrsite.plan.views.statistics import FunnelView, StageView
from okrsite.plan.words import period_words


def funnel_page(scene: Scene) -> tuple[Head, FunnelView]:
    """The stages of the funnel in their order."""
    stages = scene.assessment.funnel
    current = scene.assessment.current_cycle
    view = FunnelView(
        sentence=_sentence(scene),
        cycle=scene.cycle(current) if current else None,
        stages=tuple(_stage(stage, scene) for stage in stages),
        explained=explained(_conversions(scene), scene),
    )
    return Head(scene.say("Funnel"), section=FUNNEL, description=view.sentence), view


def _conversions(scene: Scene) -> Iterator[Reckoning]:
    stages = scene.assessment.funnel
    named = [(scene.portfolio.pillars[stage.stage].title, "") for stage in stages]
    yield counted("funnel:all/stages", scene.say("Stages"), named, scene.language)
    for stage in stages:
        if stage.conversion:
            yield from conversion(stage.conversion, scene.ground)


def _stage(stage: FunnelStage, scene: Scene) -> StageView:
    way = stage.conversion
    return StageView(
        link=scene.link(Kind.PILLAR, stage.stage),
        kpi=kpi_row(stage.kpi, scene) if stage.kpi else None,
        next=scene.portfolio.pillars[way.next_stage].title if way else "",
        conversion=_share(way, scene) if way else "",
        counted=_counted(way, scene) if way else "",
        goals=goal_rows(stage.objectives, scene),
        of=f"stage:{stage.stage}",
    )


def _share(way: Conversion, scene: Scene) -> str:
    if way.passage is None:
        return ""
    return format_percent(way.passage.share, scene.language, (0.0, 1.0))


def _counted(way: Conversion, scene: Scene) -> str:
    """The two values behind a conversion and their period, or why there is none."""
    passage, pillars, kpis = way.passage, scene.portfolio.pillars, scene.portfolio.kpis
    if passage is None:
        return scene.say("not comparable: {why}", why=way.why_not)
    this, following = (kpis[pillars[id_].kpi] for id_ in (way.stage, way.next_stage))
    unit, next_unit = this.series.unit, following.series.unit
    value = format_value(passage.value, unit, scene.language)
    bare = Unit("", next_unit.decimals) if next_unit.name == unit.name else next_unit
    next_value = format_value(passage.next_value, bare, scene.language)
    period = period_words(passage.period, scene.language)
    if passage.is_whole:
        return scene.say("{part} of {whole}, {period}", part=next_value, whole=value, period=period)
    return scene.say(
        "{part} of {whole}, {period}, some values missing",
        part=next_value,
        whole=value,
        period=period,
    )


def _sentence(scene: Scene) -> str:
    """How long the funnel is, and where it is narrowest."""
    stages = scene.assessment.funnel
    ways = [s.conversion for s in stages if s.conversion and s.conversion.passage]
    words = scene.says("{n} stage.", "{n} stages.", len(stages))
    narrowest = min(ways, key=lambda way: way.passage.share if way.passage else 0.0, default=None)
    if narrowest is None:
        return words
    pillars = scene.portfolio.pillars
    way = scene.say(
        "The narrowest way is from {stage} to {next}: {share}.",
        stage=pillars[narrowest.stage].title,
        next=pillars[narrowest.next_stage].title,
        share=_share(narrowest, scene),
    )
    return f"{words} {way}"
