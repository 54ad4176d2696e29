"""What the digest shows: what a week changed, and what to talk about."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Badge, Day, GoalRow, KpiRow, Link, Said


class MovedRow(Frozen):
    """A key result that moved: from what to what; `change` in points of progress, with its sign."""

    link: Link
    objective: Link
    badge: Badge
    before: str
    now: str
    change: str
    of: str


class TurnedRow(Frozen):
    """An objective or a KPI that stands otherwise than a week ago, and why; `of` is what it is."""

    link: Link
    before: Badge
    now: Badge
    why: str
    of: str


class DueRow(Frozen):
    """A key result or a milestone that is due soon."""

    day: Day
    link: Link
    objective: Link
    badge: Badge
    owner: Link


class DigestView(Frozen):
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
