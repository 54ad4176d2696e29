"""A scene in, cards out: the pictures that stand beside a link to the site in a message.

Only an absolute address leads to such a picture, so there are cards only where the settings say
where the site is published.
"""

from collections.abc import Iterator

from okrsite.model.goals import Kind
from okrsite.plan.figures import CardFigure, Sparkline
from okrsite.plan.paths import HOME
from okrsite.plan.rows import goal_row, kpi_row
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import tally_view
from okrsite.plan.words import DASH

HOME_CARD = "cards/home.png"


def cards(scene: Scene) -> Iterator[tuple[str, str, CardFigure]]:
    """The cards of a site that has an address: the page, the path of its card, what is drawn."""
    yield HOME, HOME_CARD, _home(scene)
    for id_ in sorted(scene.portfolio.objectives):
        path = f"cards/objectives/{id_}.png"
        yield scene.path(Kind.OBJECTIVE, id_), path, _objective(id_, scene)
    for id_ in sorted(scene.portfolio.kpis):
        yield scene.path(Kind.KPI, id_), f"cards/kpis/{id_}.png", _kpi(id_, scene)


def _home(scene: Scene) -> CardFigure:
    current = scene.assessment.current_cycle
    portfolio = scene.portfolio
    inside = scene.goals_in(current)
    ids = inside or sorted(portfolio.objectives)
    tally = tally_view(ids, scene, f"cycle:{current}")
    return CardFigure(
        site=portfolio.settings.company.name,
        kind=scene.cycle(current).text if inside else "",
        title=portfolio.settings.title,
        facts=(tally.sentence,) if ids else (),
        fill=tally.bar.fill if tally.bar else -1,
        tick=tally.bar.tick if tally.bar else -1,
        value=tally.bar.words if tally.bar else "",
        counts=tuple((one.badge.status, f"{one.number} {one.badge.word}") for one in tally.counts),
    )


def _objective(id_: str, scene: Scene) -> CardFigure:
    row = goal_row(id_, scene)
    facts = (row.owner.text, row.team.text, row.cycle.text)
    return CardFigure(
        site=scene.portfolio.settings.title,
        kind=scene.say("Objective"),
        title=row.link.text,
        status=row.badge.status,
        word=row.badge.word,
        facts=tuple(filter(None, facts)),
        fill=-1 if row.bar.is_pending else row.bar.fill,
        tick=row.bar.tick,
        value="" if row.bar.is_pending else row.bar.words,
    )


def _kpi(id_: str, scene: Scene) -> CardFigure:
    row = kpi_row(id_, scene)
    points = row.spark.figure
    assert isinstance(points, Sparkline)
    facts = (row.period, row.owner.text, row.team.text)
    return CardFigure(
        site=scene.portfolio.settings.title,
        kind=scene.say("KPI"),
        title=row.link.text,
        status=row.badge.status,
        word=row.badge.word,
        facts=tuple(filter(None, facts)),
        value="" if row.value == DASH else row.value,
        values=points.values,
    )
