"""The door of the folder: a scene in, every file besides the pages out, and which page names it."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen, replace
from okrsite.model.goals import Kind
from okrsite.plan.assets import Copy
from okrsite.plan.exports import records
from okrsite.plan.exports.badges import badges, kpi_badge_path, objective_badge_path
from okrsite.plan.exports.calendars import SITE_CALENDAR, calendars, team_calendar
from okrsite.plan.exports.cards import HOME_CARD, cards
from okrsite.plan.exports.feeds import SITE_FEED, feeds, objective_feed, team_feed
from okrsite.plan.exports.goals import goals
from okrsite.plan.exports.guides import ROBOTS, robots
from okrsite.plan.exports.news import news
from okrsite.plan.exports.schema import schema_text
from okrsite.plan.exports.tables import series_path, table_path, tables
from okrsite.plan.output import AnyOutput, Later, Output, Plain
from okrsite.plan.paths import HOME, OBJECTIVES, VITALS
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Head, Link


class Attached(Frozen):
    """What belongs to a page: its feed, its files by their names, its card."""

    feed: str = ""
    taken: tuple[Link, ...] = ()
    card: str = ""


class Exports(Frozen):
    """What is planned besides pages; `attached` is by the path of the page that names it."""

    outputs: tuple[AnyOutput, ...]
    paths: frozenset[str]
    attached: Mapping[str, Attached]

    def head(self, path: str, head: Head) -> Head:
        """What a page says about itself, with what can be taken away from it."""
        found = self.attached.get(path, Attached())
        card = found.card or (HOME_CARD if HOME_CARD in self.paths else "")
        return replace(head, feed=found.feed, taken=found.taken, card=card)

    @property
    def feed(self) -> str:
        """The feed of the whole site; empty where it has none."""
        return SITE_FEED if SITE_FEED in self.paths else ""


def has_data(scene: Scene) -> bool:
    """Whether there is anything to take away."""
    return bool(scene.portfolio.objectives or scene.portfolio.kpis)


def exports(scene: Scene, version: str) -> Exports:
    """Every file besides pages and the copies of what others made.

    Kinds are `goals`, `table`, `feed`, `calendar`, `badge`, `card`, and `copy` for what is fixed.
    """
    planned: list[AnyOutput] = [_output("copy", ROBOTS, Copy(robots(scene)))]
    drawn: dict[str, str] = {}
    if has_data(scene):
        planned += _data(scene, version)
    if scene.address:
        found = tuple(cards(scene))
        drawn = {page: path for page, path, _ in found}
        planned += [_output("card", path, figure) for _, path, figure in found]
        planned += [_output("feed", one.path, one) for one in feeds(news(scene), scene, version)]
    known = frozenset(str(one.path) for one in planned)
    attached = {
        page: _attached(page, feed, files, known, drawn, scene)
        for page, feed, files in _wanted(scene)
    }
    return Exports(tuple(planned), known, attached)


def _data(scene: Scene, version: str) -> Iterator[AnyOutput]:
    """The same facts as data, as tables, as calendars and as badges; what is large comes later."""
    yield Later(PurePosixPath(records.DATA_NAME), "goals", partial(goals, scene, version))
    yield _output("copy", records.SCHEMA_NAME, Copy(schema_text().encode()))
    yield from (Later(PurePosixPath(path), "table", make) for path, make in tables(scene))
    yield from (_output("calendar", one.path, one) for one in calendars(scene, version))
    yield from (_output("badge", path, badge) for path, badge in badges(scene))


def _output(kind: str, path: str, data: Plain) -> Output:
    return Output(PurePosixPath(path), kind, data)


def _wanted(scene: Scene) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """The pages that name files: each with its feed, and its files by their names."""
    csv, badge, calendar = scene.say("CSV"), scene.say("Badge"), scene.say("Calendar")
    yield HOME, SITE_FEED, ((calendar, SITE_CALENDAR),)
    yield (
        OBJECTIVES,
        "",
        (
            (scene.say("Objectives as CSV"), table_path("objectives")),
            (scene.say("Key results as CSV"), table_path("key-results")),
        ),
    )
    yield VITALS, "", ((csv, table_path("kpis")),)
    for id_ in scene.portfolio.objectives:
        page = scene.path(Kind.OBJECTIVE, id_)
        yield page, objective_feed(id_), ((badge, objective_badge_path(id_)),)
    for id_ in scene.portfolio.kpis:
        page = scene.path(Kind.KPI, id_)
        yield page, "", ((csv, series_path(id_)), (badge, kpi_badge_path(id_)))
    for id_ in scene.portfolio.teams:
        page = scene.path(Kind.TEAM, id_)
        yield page, team_feed(id_), ((calendar, team_calendar(id_)),)


def _attached(  # noqa: PLR0913, PLR0917 - what is wanted, and what there is
    page: str,
    feed: str,
    files: tuple[tuple[str, str], ...],
    known: frozenset[str],
    drawn: Mapping[str, str],
    scene: Scene,
) -> Attached:
    """What a page names of the files that there are."""
    named = ((scene.say("Feed"), feed), *files)
    taken = tuple(Link(text, path) for text, path in named if path in known)
    return Attached(feed if feed in known else "", taken, drawn.get(page, ""))
