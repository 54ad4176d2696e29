"""What the other pages show: teams, people, pillars, prose and lists."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A team's or a person's own part of a KPI."""

    kpi: Link
    of: str
    badge: Badge
    value: str
    period: str
    target: str
    spark: Chart


@dataclass(frozen=True, slots=True)
class TeamView:
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


@dataclass(frozen=True, slots=True)
class TeamRow:
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


@dataclass(frozen=True, slots=True)
class PersonView:
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


@dataclass(frozen=True, slots=True)
class PillarView:
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


@dataclass(frozen=True, slots=True)
class ProseView:
    """A wiki page or a review."""

    title: str
    facts: tuple[Fact, ...]
    body: Body
    tally: TallyView | None = None
    goals: tuple[GoalRow, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalsListView:
    """Objectives by cycle."""

    title: str
    sentence: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class TeamsListView:
    """The teams as a tree."""

    rows: tuple[TeamRow, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list."""

    link: Link
    team: Link
    goals: tuple[Link, ...]
    key_results: str
    kpis: str
    of: str


@dataclass(frozen=True, slots=True)
class PeopleListView:
    """Everybody, by name."""

    rows: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle in a list."""

    link: Link
    days: str
    state: str
    tally: TallyView


@dataclass(frozen=True, slots=True)
class ScoresRow:
    """The scores of a closed cycle in a list."""

    cycle: Link
    of: str
    scored: str
    mean: str
    aspirational: str
    sweet: str
    note: str


@dataclass(frozen=True, slots=True)
class CyclesListView:
    """The cycles, newest first, and how the closed ones scored; `sweet_spot` in words."""

    rows: tuple[CycleRow, ...]
    scores: tuple[ScoresRow, ...]
    sweet_spot: str


@dataclass(frozen=True, slots=True)
class PagesListView:
    """Everything written that is not a goal; `ways` lead to tags, and to what is not written."""

    pages: tuple[TaggedPage, ...]
    reviews: tuple[tuple[Link, str], ...]
    pillars: tuple[tuple[Link, str], ...]
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A thing in the list of all things."""

    link: Link
    kind: str
    badge: Badge | None
    note: str


@dataclass(frozen=True, slots=True)
class IndexLetter:
    """The things that begin with a letter."""

    letter: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """All things from A to Z."""

    letters: tuple[IndexLetter, ...]
