"""What the pages of goals show: objectives with their key results, cycles, the home page."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.explained import Explained, Help
from okrsite.plan.views.parts import (
    Badge,
    Bar,
    Body,
    Chart,
    Day,
    Fact,
    GoalRow,
    KpiRow,
    Link,
    Said,
    TallyView,
    Update,
)


class Initiative(Frozen):
    """A piece of the roadmap; `url` leads out of the site."""

    title: str
    url: str
    status: str


class StepView(Frozen):
    """A milestone: done on a day, or due."""

    title: str
    badge: Badge
    due: Day | None
    done: Day | None
    weight: str


class Commit(Frozen):
    """A commit of the repository: who wrote it, and when where that is not said beside it.

    `url` leads to where the forge shows it; it is empty where no forge is known.
    """

    id: str
    url: str
    short: str
    author: str
    day: Day | None


class Revision(Frozen):
    """A promise that moved: what it was, what it became, why, and the line that says so.

    It `is_told` by a revision, or `lacks_reason` where targets were fixed by then; what is neither
    was drafted.
    """

    day: Day
    change: str
    reason: Body | None
    place: str
    commits: tuple[Commit, ...] = ()
    lacks_reason: bool = False
    is_told: bool = True


class FirstPromise(Frozen):
    """When a promise was first made, by whom, and what it was."""

    day: Day
    promise: str
    commit: Commit


class KeyResultView(Frozen):
    """A key result in full: start, current, target and how it stands against its plan."""

    id: str
    title: str
    badge: Badge
    owner: Link
    start: str
    current: str
    target: str
    bar: Bar
    sentence: str
    pace: str
    chart: Chart | None
    confidence: Chart | None
    facts: tuple[Fact, ...]
    steps: tuple[StepView, ...]
    revisions: tuple[Revision, ...]
    promised: FirstPromise | None
    clipped: Day | None
    updates: tuple[Update, ...]
    initiatives: tuple[Initiative, ...]
    dropped: Fact | None
    is_quiet: bool
    key: str
    place: str
    explained: tuple[Explained, ...]
    help: Help | None


class Reason(Frozen):
    """One reason for a status, with what it points at."""

    badge: Badge
    link: Link
    text: str
    of: str
    help: Help | None = None


class Moved(Frozen):
    """A KPI that an objective set out to move: before it, and now or at its end."""

    kpi: Link
    before: str
    before_period: str
    after: str
    after_period: str
    change: str


class ObjectiveView(Frozen):
    """An objective: whose, until when, how it stands, and why we say so.

    `branch` is today's picture of what it serves and what serves it; a closed one is in none.
    """

    title: str
    badge: Badge
    to_meet: tuple[Link, ...]
    bar: Bar
    sentence: str
    verdict: str
    reasons: tuple[Reason, ...]
    facts: tuple[Fact, ...]
    body: Body | None
    overview: Chart | None
    key_results: tuple[KeyResultView, ...]
    above: tuple[Link, ...]
    below: tuple[GoalRow, ...]
    below_later: tuple[Link, ...]
    needs: tuple[Link, ...]
    needed_by: tuple[Link, ...]
    guardrails: tuple[KpiRow, ...]
    measures: tuple[KpiRow, ...]
    kpis_explained: tuple[Explained, ...]
    moved: tuple[Moved, ...]
    is_closed: bool
    initiatives: tuple[Initiative, ...]
    updates: tuple[Update, ...]
    closing: tuple[Fact, ...]
    closing_reason: Body | None
    extras: tuple[Fact, ...]
    id: str
    file: str
    explained: tuple[Explained, ...]
    help: Help | None
    branch: str


class HeatRow(Frozen):
    """A team's objectives by status; a count of 0 is an empty text."""

    team: Link
    cells: tuple[str, ...]
    total: str
    progress: str
    confidence: str
    of: str


class Heat(Frozen):
    """Teams by statuses: mark and count in each cell."""

    statuses: tuple[Badge, ...]
    rows: tuple[HeatRow, ...]
    explained: tuple[Explained, ...]


class RhythmRow(Frozen):
    """A person, or a team, by the periods of a cycle: whether they spoke of their goals."""

    link: Link
    cells: tuple[bool, ...]


class RhythmView(Frozen):
    """Who spoke when."""

    is_by_team: bool
    periods: tuple[str, ...]
    rows: tuple[RhythmRow, ...]


class Focus(Frozen):
    """A pillar that goals of a cycle hang on."""

    pillar: Link
    kind: str
    goals: tuple[Link, ...]


class ScoresView(Frozen):
    """The scores of a cycle in a sentence or two; `warning` where it was too safe."""

    sentence: str
    warning: str


class CycleView(Frozen):
    """A cycle: its days, how far it is, and all its objectives."""

    title: str
    first_day: Day | None
    last_day: Day | None
    closed_on: Day | None
    when: str
    is_closed: bool
    tally: TallyView
    scores: ScoresView | None
    explained: tuple[Explained, ...]
    heat: Heat | None
    rhythm: RhythmView | None
    focus: tuple[Focus, ...]
    goals: tuple[GoalRow, ...]
    not_doing: tuple[Body, ...]
    body: Body | None
    parent: Link | None
    parts: tuple[Link, ...]
    reviews: tuple[Link, ...]
    facts: tuple[Fact, ...]
    file: str


class HomeView(Frozen):
    """The current cycle at a glance: how far, how many in each state, what needs me."""

    title: str
    cycle: Link | None
    when: str
    tally: TallyView
    explained: tuple[Explained, ...]
    body: Body | None
    attention: tuple[GoalRow, ...]
    others: tuple[GoalRow, ...]
    vitals: tuple[KpiRow, ...]
    vitals_sentence: str
    attention_words: str
    vitals_words: str
    needing: int
    chart: Chart | None
    wins: tuple[Said, ...]
    setbacks: tuple[Said, ...]
    blockers: tuple[Said, ...]
    updates: tuple[Update, ...]
    since: Day
