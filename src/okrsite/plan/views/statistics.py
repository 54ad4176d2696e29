"""What the pages of the funnel and of calibration show."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Day, GoalRow, KpiRow, Link


class StageView(Frozen):
    """A stage of the funnel, the way to the next one, and the objectives in focus on it.

    `conversion` is the share that goes on, `counted` the two values and their period; without a
    share `counted` says why.
    """

    link: Link
    kpi: KpiRow | None
    next: str
    conversion: str
    counted: str
    goals: tuple[GoalRow, ...]
    of: str


class FunnelView(Frozen):
    """The growth funnel, stage by stage."""

    sentence: str
    cycle: Link | None
    stages: tuple[StageView, ...]
    explained: tuple[Explained, ...]


class ProjectionRow(Frozen):
    """What somebody expected of a goal, and what it came to."""

    goal: Link
    team: Link
    author: Link
    day: Day
    projected: str
    final: str
    difference: str
    of: str


class CalibrationRow(Frozen):
    """How far a team's or a cycle's projections were off: one text a cycle, then all of them.

    `of` names the row as the ids of its numbers do, and so do the second parts of `by_cycle`.
    """

    name: Link
    of: str
    by_cycle: tuple[tuple[str, str], ...]
    bias: str
    distance: str
    number: str


class CalibrationGroup(Frozen):
    """The projections of a cycle."""

    cycle: Link
    of: str
    sentence: str
    rows: tuple[ProjectionRow, ...]


class CalibrationView(Frozen):
    """What people expected at mid-cycle against how it ended, by team over cycles."""

    sentence: str
    cycles: tuple[Link, ...]
    teams: tuple[CalibrationRow, ...]
    groups: tuple[CalibrationGroup, ...]
    explained: tuple[Explained, ...]
