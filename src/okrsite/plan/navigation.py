"""What all pages share: the title, the day, the current cycle, and only pages that exist."""

from urllib.parse import urlsplit

from okrsite.base.words import marked
from okrsite.model.goals import Cycle, Kind
from okrsite.model.organisation import BACKLOG
from okrsite.plan import paths
from okrsite.plan.scene import Scene
from okrsite.plan.views.pages import NavGroup, Site
from okrsite.plan.views.parts import Link


def site(scene: Scene, built: frozenset[str], version: str, feed: str) -> Site:
    """The frame around every page; `built` are the paths of all pages, `feed` that of its feed."""
    settings = scene.portfolio.settings
    current = scene.assessment.current_cycle
    groups = [
        NavGroup(
            scene.say(title) if title else "",
            tuple(Link(scene.say(text), path) for text, path in links if path in built),
        )
        for title, links in _MENU
    ]
    return Site(
        title=settings.title,
        language=scene.language_tag,
        as_of=scene.day(scene.as_of),
        cycle=scene.cycle(current) if current and current != BACKLOG else None,
        navigation=tuple(group for group in groups if group.links),
        root=urlsplit(settings.base_url).path.rstrip("/") + "/" if settings.base_url else "",
        version=version,
        address=scene.address,
        feed=feed,
        is_for_search_engines=settings.search_engines,
    )


def newest_first(scene: Scene) -> list[str]:
    """The cycles, the latest end first and the longer of two before its parts."""

    def age(cycle: Cycle) -> tuple[int, int, str]:
        last_day, first_day = cycle.last_day, cycle.first_day
        return (
            -last_day.toordinal() if last_day else 0,
            first_day.toordinal() if first_day else 0,
            cycle.id,
        )

    return [cycle.id for cycle in sorted(scene.portfolio.cycles.values(), key=age)]


def has_alignment(scene: Scene) -> bool:
    """Whether any goal hangs on another or on a pillar."""
    portfolio = scene.portfolio
    return any(o.parents or o.pillar for o in portfolio.objectives.values())


def has_cycles(scene: Scene) -> bool:
    """Whether there is more than one cycle to choose from."""
    return sum(bool(scene.path(Kind.CYCLE, id_)) for id_ in scene.portfolio.cycles) > 1


_MENU: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("", ((marked("Home"), paths.HOME), (marked("This week"), paths.DIGEST))),
    (
        marked("Alignment"),
        (
            (marked("Objectives"), paths.OBJECTIVES),
            (marked("How goals align"), paths.ALIGNMENT),
            (marked("Coverage"), paths.COVERAGE),
            (marked("Cycles"), paths.CYCLES),
            (marked("Calibration"), paths.CALIBRATION),
            (marked("Teams"), paths.TEAMS),
            (marked("People"), paths.PEOPLE),
        ),
    ),
    (
        marked("Monitoring"),
        (
            (marked("Vitals"), paths.VITALS),
            (marked("Scorecard"), paths.SCORECARD),
            (marked("Alerts and gaps"), paths.ALERTS),
            (marked("Planning"), paths.PLANNING),
            (marked("Funnel"), paths.FUNNEL),
        ),
    ),
    (
        marked("Reading"),
        (
            (marked("Reports"), paths.REPORTS),
            (marked("Pages and reviews"), paths.PAGES),
            (marked("Glossary"), paths.GLOSSARY),
            (marked("How this is computed"), paths.HOW_COMPUTED),
            (marked("Health of the goals"), paths.HEALTH),
            (marked("A to Z"), paths.INDEX),
            (marked("Data"), paths.DATA),
        ),
    ),
)
