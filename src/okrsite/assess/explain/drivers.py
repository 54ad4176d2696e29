"""How closely a KPI and what it drives have moved together."""

from okrsite.assess.assessment import Driver
from okrsite.assess.drivers import spread
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.assess.words import CADENCES


def correlation(driver: Driver, on: str, ground: Ground) -> tuple[Reckoning, ...]:
    """Pearson's correlation by covariance and deviations; without it how many periods both have.

    `on` is the one of the two on whose page it stands.
    """
    if driver.correlation is None:
        return (_periods(driver, on, ground),)
    found = spread(driver.pairs)
    with_ = driver.driven if on == driver.driver else driver.driver
    one, other = (ground.portfolio.kpis[id_].title for id_ in (driver.driver, driver.driven))
    count, cadence = len(driver.pairs), ground.say(CADENCES[driver.cadence])
    together = ground.say(
        "of {one} and {other} over {n} periods ({cadence})",
        n=count,
        one=one,
        other=other,
        cadence=cadence,
    )
    alone = [
        ground.say(
            "of {one} over {n} periods ({cadence})",
            n=count,
            one=title,
            cadence=cadence,
        )
        for title in (one, other)
    ]
    inputs = (
        Input("covariance", found.together, Shape.NUMBER, together),
        Input("deviation-of-driver", found.driver, Shape.NUMBER, alone[0]),
        Input("deviation-of-driven", found.driven, Shape.NUMBER, alone[1]),
    )
    return (
        Reckoning(
            id=f"kpi:{on}/correlation-with-{with_}",
            name=ground.say("Correlation with {kpi}", kpi=ground.portfolio.kpis[with_].title),
            rule="drivers",
            formula="covariance / deviation-of-driver / deviation-of-driven",
            inputs=inputs,
            result=driver.correlation,
            shape=Shape.SCORE,
        ),
    )


def _periods(driver: Driver, on: str, ground: Ground) -> Reckoning:
    """How many periods both have, where they are too few to say how closely they move."""
    with_ = driver.driven if on == driver.driver else driver.driver
    count = float(len(driver.pairs))
    periods = Input("periods", count, Shape.NUMBER, _shared(driver, ground))
    return Reckoning(
        id=f"kpi:{on}/periods-with-{with_}",
        name=ground.say("Periods shared with {kpi}", kpi=ground.portfolio.kpis[with_].title),
        rule="drivers",
        formula="periods",
        inputs=(periods,),
        result=count,
        shape=Shape.NUMBER,
    )


def _shared(driver: Driver, ground: Ground) -> str:
    return ground.say(
        "{cadence} periods that both have", cadence=ground.say(CADENCES[driver.cadence])
    )
