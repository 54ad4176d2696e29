"""What the digest shows: what a week changed, and what to talk about."""

from dataclasses import dataclass

from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Badge, Day, GoalRow, KpiRow, Link, Said


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A key result that moved: from what to what; `change` in points of progress, with its sign."""

    link: Link
    objective: Link
    badge: Badge
    before: str
    now: str
    change: str
    of: str


@dataclass(frozen=True, slots=True)
class TurnedRow:
    """An objective or a KPI that stands otherwise than a week ago, and why; `of` is what it is."""

    link: Link
    before: Badge
    now: Badge
    why: str
    of: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """A key result or a milestone that is due soon."""

    day: Day
    link: Link
    objective: Link
    badge: Badge
    owner: Link


@dataclass(frozen=True, slots=True)
class DigestView:
    """A week of goals and vital signs."""

    since: Day
    sentence: str
    explained: tuple[Explained, ...]
    discuss: tuple[GoalRow, ...]
    more: Link | None
    vitals: tuple[KpiRow, ...]
    moved: tuple[MovedRow, ...]
    moved_more: tuple[MovedRow, ...]
    turned: tuple[TurnedRow, ...]
    kpis: tuple[TurnedRow, ...]
    silent: tuple[Link, ...]
    stale: tuple[Link, ...]
    wins: tuple[Said, ...]
    setbacks: tuple[Said, ...]
    blockers: tuple[Said, ...]
    due: tuple[DueRow, ...]
    until: Day
