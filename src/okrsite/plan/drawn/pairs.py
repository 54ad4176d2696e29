"""A leading KPI above the one that it foretells, drawn later by its lag."""

from collections.abc import Iterator, Sequence

from okrsite.assess.assessment import Driver
from okrsite.assess.drivers import LEAST_PAIRS
from okrsite.base.numbers import format_number, format_value
from okrsite.base.words import marked_many, say_in, says_in
from okrsite.model.calendar import Cadence, Period, following
from okrsite.model.goals import Kpi
from okrsite.plan.drawn.kpis import SHOWN
from okrsite.plan.drawn.tables import MOST_ROWS, left_out
from okrsite.plan.drawn.words import chart_words
from okrsite.plan.figures import Dot, PairFigure, Panel
from okrsite.plan.views.parts import Chart, Table
from okrsite.plan.words import period_words


def pair_chart(one: Driver, driver: Kpi, driven: Kpi, periods: str, language: str) -> Chart | None:
    """The two over the periods that both have; nothing where these are too few to compare.

    `periods` says how many they are, such as "25 common months".
    """
    if not one.is_leading or len(one.pairs) < LEAST_PAIRS:
        return None
    pairs = one.pairs[-SHOWN[one.cadence] :]
    sentence = _sentence(one, driver, driven, periods, language)
    label = driver.title
    if one.shift:
        label = says_in(language, *_SHIFTED[one.cadence], one.shift, title=driver.title)
    causes, results = [(p.period, p.driver) for p in pairs], [(p.period, p.driven) for p in pairs]
    figure = PairFigure(
        title=sentence,
        language=language,
        driver=Panel(label, driver.series.unit, _dots(causes)),
        driven=Panel(driven.title, driven.series.unit, _dots(results)),
        words=chart_words(language),
    )
    return Chart(figure, sentence, _table(one, label, driver, driven, language))


def _sentence(one: Driver, driver: Kpi, driven: Kpi, periods: str, language: str) -> str:
    """What the chart says: which two, how much later, and how closely they moved together."""
    names = {"driver": driver.title, "driven": driven.title}
    pair = say_in(language, "{driver} and {driven}", **names)
    if one.lag:
        pair = say_in(language, "{driver} and, {lag} later, {driven}", lag=one.lag, **names)
    if one.correlation is None:
        return say_in(
            language,
            "{pair}: one of the two never changes in {periods}",
            pair=pair,
            periods=periods,
        )
    return say_in(
        language,
        "{pair}: correlation {correlation} over {periods}",
        pair=pair,
        correlation=format_number(one.correlation, 2, language),
        periods=periods,
    )


def _dots(values: Sequence[tuple[Period, float]]) -> tuple[Dot, ...]:
    """The values in every period from the first to the last; where there is none, a gap."""
    known = dict(values)
    periods = _from_to(values[0][0], values[-1][0])
    return tuple(Dot(period.moment, known.get(period)) for period in periods)


def _from_to(first: Period, last: Period) -> Iterator[Period]:
    one = first
    while one.start < last.start or one.hour < last.hour:
        yield one
        one = following(one)
    yield last


def _table(one: Driver, label: str, driver: Kpi, driven: Kpi, language: str) -> Table:
    """Both values by the period of the driven one, the newest first."""
    newest = one.pairs[::-1][:MOST_ROWS]
    return Table(
        say_in(language, "{driver} and {driven}", driver=driver.title, driven=driven.title),
        (say_in(language, "Period"), label, driven.title),
        (False, True, True),
        tuple(
            (
                period_words(pair.period, language),
                format_value(pair.driver, driver.series.unit, language),
                format_value(pair.driven, driven.series.unit, language),
            )
            for pair in newest
        ),
        left_out(len(one.pairs), language),
    )


_SHIFTED = {
    Cadence.HOURLY: marked_many("{title}, shown {n} hour later", "{title}, shown {n} hours later"),
    Cadence.DAILY: marked_many("{title}, shown {n} day later", "{title}, shown {n} days later"),
    Cadence.WEEKLY: marked_many("{title}, shown {n} week later", "{title}, shown {n} weeks later"),
    Cadence.MONTHLY: marked_many(
        "{title}, shown {n} month later", "{title}, shown {n} months later"
    ),
    Cadence.QUARTERLY: marked_many(
        "{title}, shown {n} quarter later", "{title}, shown {n} quarters later"
    ),
    Cadence.ANNUAL: marked_many("{title}, shown {n} year later", "{title}, shown {n} years later"),
}
"""The lag in whole periods, as the two series are compared."""
