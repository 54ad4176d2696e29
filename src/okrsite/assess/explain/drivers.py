"""How closely a KPI and what it drives have moved together."""

from okrsite.assess.assessment import Driver
from okrsite.assess.drivers import spread
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.model.portfolio import Portfolio


def correlation(driver: Driver, portfolio: Portfolio) -> tuple[Reckoning, ...]:
    """Pearson's correlation out of the covariance and the two deviations; nothing without it."""
    if driver.correlation is None:
        return ()
    found = spread(driver.pairs)
    one, other = (portfolio.kpis[id_].title for id_ in (driver.driver, driver.driven))
    over = f"over {len(driver.pairs)} periods ({driver.cadence})"
    inputs = (
        Input("covariance", found.together, Shape.NUMBER, f"of {one} and {other} {over}"),
        Input("deviation-of-driver", found.driver, Shape.NUMBER, f"of {one} {over}"),
        Input("deviation-of-driven", found.driven, Shape.NUMBER, f"of {other} {over}"),
    )
    return (
        Reckoning(
            id=f"kpi:{driver.driver}/correlation-with-{driver.driven}",
            name=f"Correlation with {other}",
            rule="drivers",
            formula="covariance / deviation-of-driver / deviation-of-driven",
            inputs=inputs,
            result=driver.correlation,
            shape=Shape.NUMBER,
        ),
    )
