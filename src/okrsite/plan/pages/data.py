"""The page about what can be taken away: data, tables, calendars, feeds, badges."""

from collections.abc import Iterator

from okrsite.model.goals import Kind
from okrsite.plan.exports.badges import kpi_badge_path, objective_badge_path
from okrsite.plan.exports.calendars import SITE_CALENDAR, team_calendar
from okrsite.plan.exports.feeds import SITE_FEED, team_feed
from okrsite.plan.exports.records import DATA_NAME, SCHEMA_NAME
from okrsite.plan.exports.tables import table_path
from okrsite.plan.paths import DATA, HOME
from okrsite.plan.scene import Scene
from okrsite.plan.views.data import DataFile, DataView, Subscription
from okrsite.plan.views.parts import Head, Link


def data_page(taken: frozenset[str], scene: Scene) -> tuple[Head, DataView]:
    """What is there, in which format, and how to keep up with it; `taken` are the paths."""
    badge, badge_page = _badge(scene)
    view = DataView(
        files=tuple(one for one in _files(scene) if one.link.path in taken),
        subscriptions=tuple(_subscriptions(taken, scene)),
        address=scene.address,
        badge=badge,
        badge_page=badge_page,
    )
    title = scene.say("Take the data with you")
    description = scene.say("The goals as JSON, CSV, calendars and feeds.")
    return Head(title, section=DATA, description=description), view


def _files(scene: Scene) -> Iterator[DataFile]:
    tables = (
        ("objectives", scene.say("every objective, a line each")),
        ("key-results", scene.say("every key result, a line each")),
        ("kpis", scene.say("every KPI with its last value and its state")),
        ("check-ins", scene.say("what was said of goals, and wins, setbacks and blockers")),
    )
    everything = scene.say("everything on this site, with the series of the KPIs")
    yield DataFile(Link(DATA_NAME, DATA_NAME), scene.say("JSON"), everything)
    schema = scene.say("what each field of it means, to check it by")
    yield DataFile(Link(SCHEMA_NAME, SCHEMA_NAME), scene.say("JSON Schema"), schema)
    for name, words in tables:
        path = table_path(name)
        yield DataFile(Link(path.rpartition("/")[2], path), scene.say("CSV"), words)


def _subscriptions(taken: frozenset[str], scene: Scene) -> Iterator[Subscription]:
    """What a calendar or a reader of feeds can keep up with: the site, and each team."""
    wanted = [(Link(scene.say("Everything"), HOME), SITE_CALENDAR, SITE_FEED)]
    wanted += [(scene.team(id_), team_calendar(id_), team_feed(id_)) for id_ in scene.team_order]
    for of, calendar, feed in wanted:
        if calendar in taken or feed in taken:
            yield Subscription(
                of,
                Link(scene.say("Calendar"), calendar if calendar in taken else ""),
                Link(scene.say("Feed"), feed if feed in taken else ""),
            )


def _badge(scene: Scene) -> tuple[Link, Link]:
    """A badge to show as an example, and the page that it leads to."""
    if scene.portfolio.objectives:
        id_ = min(scene.portfolio.objectives)
        page = scene.link(Kind.OBJECTIVE, id_)
        return Link(page.text, objective_badge_path(id_)), page
    id_ = min(scene.portfolio.kpis)
    page = scene.link(Kind.KPI, id_)
    return Link(page.text, kpi_badge_path(id_)), page
