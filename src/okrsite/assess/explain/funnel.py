"""How many of a stage of the funnel go on to the next."""

from okrsite.assess.assessment import Conversion, Reading
from okrsite.assess.explain.evidence import reading
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.reckoning import Reckoning, Shape


def conversion(way: Conversion, ground: Ground) -> tuple[Reckoning, ...]:
    """The next stage's value over this one's; nothing where they cannot be compared."""
    if way.passage is None:
        return ()
    this, following = (ground.portfolio.pillars[id_] for id_ in (way.stage, way.next_stage))
    value = Reading(way.passage.period, way.passage.value)
    next_value = Reading(way.passage.period, way.passage.next_value)
    return (
        Reckoning(
            id=f"stage:{way.stage}/conversion",
            name=ground.say("Conversion to {stage}", stage=following.title),
            rule="funnel",
            formula="next-stage / this-stage",
            inputs=(
                reading("next-stage", following.title, following.kpi, next_value, ground),
                reading("this-stage", this.title, this.kpi, value, ground),
            ),
            result=way.passage.share,
            shape=Shape.SHARE,
        ),
    )
