"""What a report shows: three sentences, then the evidence; and the list of all reports."""

from okrsite.base.frozen import Frozen
from okrsite.plan.figures import SmallPlan, Sparkline
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.goals import Revision
from okrsite.plan.views.parts import (
    Badge,
    Bar,
    Body,
    Count,
    Day,
    Fact,
    Link,
    Note,
    Said,
    TallyView,
    Update,
)


class Compared(Frozen):
    """A line of the comparison: a value of this cycle and of the one before, and how far it moved.

    `of` names what each of the two is of, as the ids of numbers do.
    """

    name: str
    badge: Badge | None
    values: tuple[str, str]
    of: tuple[str, str]
    change: str = ""


class Comparison(Frozen):
    """Two cycles side by side; `of_now`, `of_before` and `of_changes` name their numbers.

    `of_changes` is empty where nothing is settled enough to be set off.
    """

    now: str
    now_state: str
    of_now: str
    before: Link
    before_state: str
    of_before: str
    of_changes: str
    rows: tuple[Compared, ...]
    note: str


class ToDecide(Frozen):
    """What asks for a decision, and why."""

    link: Link
    badge: Badge
    why: str
    of: str
    help: str = ""
    help_of: str = ""


class ScoreLine(Frozen):
    """An objective in the table of scores; texts are empty where there is nothing to say yet."""

    link: Link
    team: Link
    owner: Link
    badge: Badge
    bar: Bar
    computed: str
    given: str
    decision: str


class ResultLine(Frozen):
    """A key result from start to target, and its small chart; `start` and `target` may be empty."""

    title: str
    badge: Badge
    start: str
    current: str
    target: str
    progress: str
    chart: SmallPlan | None
    of: str


class Story(Frozen):
    """What happened to an objective; each promise that moved stands with its key result."""

    link: Link
    badge: Badge
    sentence: str
    owner: Link
    why: Body | None
    results: tuple[ResultLine, ...]
    updates: tuple[Update, ...]
    revisions: tuple[tuple[str, Revision], ...]
    closing_reason: Body | None
    lineage: tuple[Fact, ...]
    of: str
    file: str


class Chapter(Frozen):
    """The objectives of one team."""

    team: str
    stories: tuple[Story, ...]


class TeamLine(Frozen):
    """A team in the report on a whole cycle, leading to its own report."""

    link: Link
    counts: tuple[Count, ...]
    bar: Bar | None
    confidence: str
    of: str


class Voice(Frozen):
    """What one review says under a heading."""

    review: Link
    body: Body


class Told(Frozen):
    """Wins, setbacks, blockers or adjustments, out of reviews and check-ins."""

    title: str
    id: str
    voices: tuple[Voice, ...]
    said: tuple[Said, ...]
    is_cut: bool


class CourseRow(Frozen):
    """A KPI over the cycle: at its start, at its end or now, and how its state changed."""

    link: Link
    of: str
    before: str
    after: str
    change: str
    badge: Badge
    was: str
    spark: Sparkline


class Care(Frozen):
    """A KPI in trouble or worked on in the cycle: since when, why, and what was done."""

    link: Link
    badge: Badge
    since: Day | None
    reason: str
    action: Body | None
    on_it: tuple[Link, ...]
    notes: tuple[Note, ...]
    of: str
    file: str


class Carried(Frozen):
    """An objective that goes on in a later cycle, or that was to go on and does not yet."""

    link: Link
    decision: str
    to: tuple[Link, ...]


class ReportView(Frozen):
    """A cycle, or a team in a cycle, to be read, printed and mailed.

    Each sentence of the `summary` comes with what its numbers are of.
    """

    title: str
    cycle: Link
    team: Link | None
    first_day: Day
    last_day: Day
    state: str
    is_closed: bool
    is_over: bool
    summary: tuple[tuple[str, str], ...]
    of: str
    tally: TallyView
    comparison: Comparison | None
    to_decide: tuple[ToDecide, ...]
    scores: tuple[ScoreLine, ...]
    teams: tuple[TeamLine, ...]
    chapters: tuple[Chapter, ...]
    told: tuple[Told, ...]
    courses: tuple[CourseRow, ...]
    cares: tuple[Care, ...]
    carried: tuple[Carried, ...]
    not_doing: tuple[Body, ...]
    reviews: tuple[Link, ...]
    explained: tuple[Explained, ...]
    file: str


class ReportsRow(Frozen):
    """The reports on a cycle."""

    link: Link
    state: str
    teams: tuple[Link, ...]
    tally: TallyView


class ReportsView(Frozen):
    """All reports, the newest cycle first."""

    rows: tuple[ReportsRow, ...]
