"""What all pages share: the title, the day, the current cycle, and only pages that exist."""

from urllib.parse import urlsplit

from okrsite.model.goals import Cycle, Kind
from okrsite.model.organisation import BACKLOG
from okrsite.plan import paths
from okrsite.plan.scene import Scene
from okrsite.plan.views.pages import NavGroup, Site
from okrsite.plan.views.parts import Link


def site(scene: Scene, built: frozenset[str], version: str) -> Site:
    """The frame around every page; `built` are the paths of all pages."""
    settings = scene.portfolio.settings
    current = scene.assessment.current_cycle
    groups = [
        NavGroup(title, tuple(Link(text, path) for text, path in links if path in built))
        for title, links in _MENU
    ]
    return Site(
        title=settings.title,
        language=settings.language.replace("_", "-"),
        as_of=scene.day(scene.as_of),
        cycle=scene.cycle(current) if current and current != BACKLOG else None,
        navigation=tuple(group for group in groups if group.links),
        root=urlsplit(settings.base_url).path.rstrip("/") + "/" if settings.base_url else "",
        version=version,
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
    ("", (("Home", paths.HOME), ("This week", paths.DIGEST))),
    (
        "Alignment",
        (
            ("Objectives", paths.OBJECTIVES),
            ("How goals align", paths.ALIGNMENT),
            ("Cycles", paths.CYCLES),
            ("Calibration", paths.CALIBRATION),
            ("Teams", paths.TEAMS),
            ("People", paths.PEOPLE),
        ),
    ),
    (
        "Monitoring",
        (
            ("Vitals", paths.VITALS),
            ("Scorecard", paths.SCORECARD),
            ("Alerts and gaps", paths.ALERTS),
            ("Planning", paths.PLANNING),
            ("Funnel", paths.FUNNEL),
        ),
    ),
    (
        "Reading",
        (
            ("Pages and reviews", paths.PAGES),
            ("Glossary", paths.GLOSSARY),
            ("How this is computed", paths.HOW_COMPUTED),
            ("Health of the goals", paths.HEALTH),
            ("A to Z", paths.INDEX),
        ),
    ),
)
