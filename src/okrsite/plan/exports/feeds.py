"""News in, Atom feeds out: of the site, of each team, of each objective.

A feed is fetched from an address and its links lead back there, so there are feeds only where
the settings say where the site is published.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from okrsite.base.frozen import Frozen
from okrsite.model.goals import Kind
from okrsite.plan.exports.news import News
from okrsite.plan.paths import HOME
from okrsite.plan.scene import Scene

SITE_FEED = "feed.xml"
_MOST = 100


class FeedData(Frozen):
    """A feed: where it and the page it belongs to are, and its news, the newest first.

    `address` is that of the site, with a slash at its end.
    """

    address: str
    path: str
    page: str
    title: str
    author: str
    language: str
    generator: str
    updated: date
    news: tuple[News, ...]


def feeds(found: Sequence[News], scene: Scene, version: str) -> Iterator[FeedData]:
    """The feeds of a site that has an address; one without news is not there."""
    by_team = _by(found, "team")
    by_objective = _by(found, "objective")
    title = scene.portfolio.settings.title
    wanted = [
        (SITE_FEED, HOME, title, tuple(found)),
        *(
            (team_feed(id_), scene.path(Kind.TEAM, id_), f"{title}: {team.title}", by_team[id_])
            for id_, team in sorted(scene.portfolio.teams.items())
            if id_ in by_team and scene.path(Kind.TEAM, id_)
        ),
        *(
            (
                objective_feed(id_),
                scene.path(Kind.OBJECTIVE, id_),
                f"{title}: {objective.title}",
                by_objective[id_],
            )
            for id_, objective in sorted(scene.portfolio.objectives.items())
            if id_ in by_objective
        ),
    ]
    for path, page, name, news in wanted:
        if news:
            yield _feed(path, page, name, news, scene, version)


def team_feed(team: str) -> str:
    """Where a team's feed is."""
    return f"feeds/teams/{team}.xml"


def objective_feed(objective: str) -> str:
    """Where an objective's feed is."""
    return f"feeds/objectives/{objective}.xml"


def _feed(  # noqa: PLR0913, PLR0917 - what differs from feed to feed
    path: str, page: str, title: str, news: tuple[News, ...], scene: Scene, version: str
) -> FeedData:
    settings = scene.portfolio.settings
    return FeedData(
        address=scene.address,
        path=path,
        page=page,
        title=title,
        author=settings.company.name or settings.title,
        language=scene.language_tag,
        generator=f"okrsite {version}",
        updated=news[0].day,
        news=news[:_MOST],
    )


def _by(found: Sequence[News], field: str) -> Mapping[str, tuple[News, ...]]:
    groups: dict[str, list[News]] = {}
    for one in found:
        groups.setdefault(getattr(one, field), []).append(one)
    return {id_: tuple(news) for id_, news in groups.items() if id_}
