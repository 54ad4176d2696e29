"""What the other pages show: teams, people, pillars, prose and lists."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import (
    Badge,
    Bar,
    Body,
    Chart,
    Count,
    Fact,
    GoalRow,
    Group,
    KeyResultRow,
    KpiRow,
    Link,
    TallyView,
    Update,
)
from okrsite.plan.views.wiki import TaggedPage


class UnitRow(Frozen):
    """A team's or a person's own part of a KPI."""

    kpi: Link
    of: str
    badge: Badge
    value: str
    period: str
    target: str
    spark: Chart


class TeamView(Frozen):
    """A team: its goals and vital signs together; `branch` is its part of the alignment picture."""

    title: str
    facts: tuple[Fact, ...]
    tally: TallyView
    explained: tuple[Explained, ...]
    cycle: Link | None
    goals: tuple[GoalRow, ...]
    past: tuple[Group, ...]
    kpis: tuple[KpiRow, ...]
    units: tuple[UnitRow, ...]
    people: tuple[Link, ...]
    reviews: tuple[Link, ...]
    below: tuple["TeamRow", ...]
    body: Body | None
    branch: str


class TeamRow(Frozen):
    """A team in a list, indented by its depth in the organisation."""

    link: Link
    kind: str
    lead: Link
    depth: int
    objectives: str
    counts: tuple[Count, ...]
    bar: Bar | None
    kpis: str
    confidence: str
    of: str


class PersonView(Frozen):
    """A person: what they own and help with, and what they said lately.

    `branch` is their team's part of the alignment picture.
    """

    name: str
    explained: tuple[Explained, ...]
    team: Link | None
    goals: tuple[GoalRow, ...]
    past: tuple[GoalRow, ...]
    key_results: tuple[KeyResultRow, ...]
    kpis: tuple[KpiRow, ...]
    units: tuple[UnitRow, ...]
    helps: tuple[GoalRow, ...]
    leads: tuple[Link, ...]
    updates: tuple[Update, ...]
    body: Body | None
    branch: str = ""


class PillarView(Frozen):
    """A vision, theme or stage, and what hangs on it; `branch` is that as a picture."""

    title: str
    kind: str
    body: Body | None
    parent: Link | None
    children: tuple[Link, ...]
    kpi: KpiRow | None
    goals: tuple[GoalRow, ...]
    past: tuple[GoalRow, ...]
    kpis: tuple[KpiRow, ...]
    branch: str


class ProseView(Frozen):
    """A wiki page or a review."""

    title: str
    facts: tuple[Fact, ...]
    body: Body
    tally: TallyView | None = None
    goals: tuple[GoalRow, ...] = ()


class GoalsListView(Frozen):
    """Objectives by cycle."""

    title: str
    sentence: str
    groups: tuple[Group, ...]


class TeamsListView(Frozen):
    """The teams as a tree."""

    rows: tuple[TeamRow, ...]


class PersonRow(Frozen):
    """A person in a list."""

    link: Link
    team: Link
    goals: tuple[Link, ...]
    key_results: str
    kpis: str
    of: str


class PeopleListView(Frozen):
    """Everybody, by name."""

    rows: tuple[PersonRow, ...]


class CycleRow(Frozen):
    """A cycle in a list."""

    link: Link
    days: str
    state: str
    tally: TallyView


class ScoresRow(Frozen):
    """The scores of a closed cycle in a list."""

    cycle: Link
    of: str
    scored: str
    mean: str
    aspirational: str
    sweet: str
    note: str


class CyclesListView(Frozen):
    """The cycles, newest first, and how the closed ones scored; `sweet_spot` in words."""

    rows: tuple[CycleRow, ...]
    scores: tuple[ScoresRow, ...]
    sweet_spot: str


class PagesListView(Frozen):
    """Everything written that is not a goal; `ways` lead to tags, and to what is not written."""

    pages: tuple[TaggedPage, ...]
    reviews: tuple[tuple[Link, str], ...]
    pillars: tuple[tuple[Link, str], ...]
    ways: tuple[Link, ...]


class IndexEntry(Frozen):
    """A thing in the list of all things."""

    link: Link
    kind: str
    badge: Badge | None
    note: str


class IndexLetter(Frozen):
    """The things that begin with a letter."""

    letter: str
    entries: tuple[IndexEntry, ...]


class IndexView(Frozen):
    """All things from A to Z."""

    letters: tuple[IndexLetter, ...]
