"""The driver tree: what a KPI drives above it, what drives it below, and who leads whom."""

from itertools import islice

from okrsite.assess.assessment import Driver
from okrsite.assess.drivers import LEAST_PAIRS
from okrsite.base.numbers import format_number
from okrsite.base.words import marked_many, say_in, says_in
from okrsite.model.calendar import Cadence
from okrsite.plan.drawn.pairs import pair_chart
from okrsite.plan.rows import kpi_row
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Chart
from okrsite.plan.views.vitals import DriverRow, LeadRow


def driven_by(kpi: str, scene: Scene) -> tuple[DriverRow, ...]:
    """What a KPI drives: its parent first, then what it leads to."""
    found = [one for one in scene.drivers.get(kpi, ()) if one.driver == kpi]
    found.sort(key=lambda one: (not one.is_child, scene.portfolio.kpis[one.driven].title))
    return tuple(_row(one, one.driven, _above(one, scene), scene) for one in found)


def drivers_of(kpi: str, scene: Scene) -> tuple[DriverRow, ...]:
    """What drives a KPI: its children in the tree first, then what else foretells it."""
    found = [one for one in scene.drivers.get(kpi, ()) if one.driven == kpi]
    found.sort(key=lambda one: (not one.is_child, scene.portfolio.kpis[one.driver].title))
    return tuple(_row(one, one.driver, _below(one, scene), scene) for one in found)


def pairs_of(kpi: str, scene: Scene) -> tuple[Chart, ...]:
    """A KPI drawn with what it foretells and what foretells it; the closest pairs, a few."""
    found = [
        one for one in scene.assessment.drivers if kpi in (one.driver, one.driven) and one.pairs
    ]
    found.sort(key=lambda one: (-abs(one.correlation or 0.0), one.driven, one.driver))
    drawn = (_pair(one, scene) for one in found)
    return tuple(islice(filter(None, drawn), _MOST_PAIRS))


def _pair(one: Driver, scene: Scene) -> Chart | None:
    kpis = scene.portfolio.kpis
    common = _common_words(one, scene.language)
    return pair_chart(one, kpis[one.driver], kpis[one.driven], common, scene.language)


def leads(scene: Scene) -> tuple[LeadRow, ...]:
    """Every leading KPI beside what it foretells, by title."""
    kpis = scene.portfolio.kpis
    found = [one for one in scene.assessment.drivers if one.is_leading]
    found.sort(key=lambda one: (kpis[one.driver].title.casefold(), kpis[one.driven].title))
    return tuple(
        LeadRow(
            leading=kpi_row(one.driver, scene),
            lag=one.lag,
            lagging=kpi_row(one.driven, scene),
            correlation=correlation_words(one, scene.language),
        )
        for one in found
    )


def _row(one: Driver, shown: str, how: str, scene: Scene) -> DriverRow:
    return DriverRow(kpi_row(shown, scene), how, correlation_words(one, scene.language))


def _above(one: Driver, scene: Scene) -> str:
    later = scene.say("follows {lag} later", lag=one.lag) if one.lag else scene.say("follows it")
    return _how(scene.say("its parent"), later, one)


def _below(one: Driver, scene: Scene) -> str:
    ahead = scene.say("foretells it")
    if one.lag:
        ahead = scene.say("foretells it {lag} ahead", lag=one.lag)
    return _how(scene.say("its child"), ahead, one)


def _how(in_tree: str, in_time: str, one: Driver) -> str:
    parts = [in_tree if one.is_child else "", in_time if one.is_leading else ""]
    return ", ".join(filter(None, parts))


def correlation_words(one: Driver, language: str) -> str:
    """How closely two KPIs have moved together, and over how many periods."""
    if one.cadence is Cadence.IRREGULAR:
        return say_in(language, "no common rhythm")
    count = _common_words(one, language)
    if one.correlation is not None:
        correlation = format_number(one.correlation, 2, language)
        return say_in(
            language, "{correlation} over {periods}", correlation=correlation, periods=count
        )
    if len(one.pairs) < LEAST_PAIRS:
        return say_in(language, "{periods}, too few", periods=count)
    return say_in(language, "one of the two never changes in {periods}", periods=count)


def _common_words(one: Driver, language: str) -> str:
    """How many periods two KPIs have in common."""
    return says_in(language, *_COMMON[one.cadence], len(one.pairs))


_MOST_PAIRS = 4
_COMMON = {
    Cadence.HOURLY: marked_many("{n} common hour", "{n} common hours"),
    Cadence.DAILY: marked_many("{n} common day", "{n} common days"),
    Cadence.WEEKLY: marked_many("{n} common week", "{n} common weeks"),
    Cadence.MONTHLY: marked_many("{n} common month", "{n} common months"),
    Cadence.QUARTERLY: marked_many("{n} common quarter", "{n} common quarters"),
    Cadence.ANNUAL: marked_many("{n} common year", "{n} common years"),
}
