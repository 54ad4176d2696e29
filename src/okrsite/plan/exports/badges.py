"""A scene in, badges out: the state of a goal in a line, to be shown in other places."""

from collections.abc import Iterator

from okrsite.base.frozen import Frozen
from okrsite.plan.rows import goal_row, kpi_row
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Badge
from okrsite.plan.words import DASH


class BadgeData(Frozen):
    """A badge: what it is about, the mark and the word of its status, its value."""

    label: str
    status: str
    word: str
    value: str


def badges(scene: Scene) -> Iterator[tuple[str, BadgeData]]:
    """A badge for each objective and each KPI, by path."""
    for id_ in sorted(scene.portfolio.objectives):
        row = goal_row(id_, scene)
        value = "" if row.bar.words == DASH else row.bar.words
        yield objective_badge_path(id_), _badge(row.link.text, row.badge, row.score or value)
    for id_ in sorted(scene.portfolio.kpis):
        kpi = kpi_row(id_, scene)
        value = "" if kpi.value == DASH else kpi.value
        yield kpi_badge_path(id_), _badge(kpi.link.text, kpi.badge, value)


def objective_badge_path(objective: str) -> str:
    """Where an objective's badge is."""
    return f"badges/objectives/{objective}.svg"


def kpi_badge_path(kpi: str) -> str:
    """Where a KPI's badge is."""
    return f"badges/kpis/{kpi}.svg"


def _badge(label: str, badge: Badge, value: str) -> BadgeData:
    return BadgeData(label, badge.status, badge.word, value)
