"""What the alignment pages show: a picture, the same as a list, and ways to less of it."""

from okrsite.base.frozen import Frozen
from okrsite.plan.alignment.goals import Folded, Picture
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Badge, Count, Link


class Across(Frozen):
    """A link across branches, as a list says it: what it means, and the goals it leads to."""

    words: str
    links: tuple[Link, ...]


class Branch(Frozen):
    """A goal or pillar of the list, and what hangs on it.

    `of` names the goal, as the ids of its numbers do; `alone` is the page of the branch. A quiet
    one is there for the others' sake; of what is `folded` there is no more on the page.
    """

    link: Link
    kind: str
    badge: Badge | None
    note: str
    percent: str
    of: str
    alone: str
    folded: Folded | None
    across: tuple[Across, ...]
    children: tuple["Branch", ...]
    is_quiet: bool


class StatusLink(Frozen):
    """How many goals are in a state, and the page that shows them alone; empty where none does."""

    count: Count
    path: str


class Orphan(Frozen):
    """An objective that is tied to nothing."""

    link: Link
    badge: Badge
    note: str


class AlignmentView(Frozen):
    """Goals as a picture and as a list.

    `of` names what is counted, as the ids of its numbers do. `earlier` and `later` are the parts
    before and after this one, where siblings are too many for a picture; `more_orphans` leads to
    those that are too many to be named.
    """

    sentence: str
    of: str
    picture: Picture
    branches: tuple[Branch, ...]
    states: tuple[StatusLink, ...]
    teams: tuple[Link, ...]
    cycles: tuple[Link, ...]
    coverage: Link | None
    orphans: tuple[Orphan, ...]
    more_orphans: Link | None
    earlier: Link | None
    later: Link | None
    explained: tuple[Explained, ...]


class Cover(Frozen):
    """What an objective does for a KPI, a mark and a word for each deed."""

    objective: Link
    deeds: tuple[tuple[str, str], ...]


class CoverRow(Frozen):
    """A KPI, and what objectives do for it: all of the columns, or else only those that do.

    `more` leads to where the others are, if there are too many to be named.
    """

    kpi: Link
    badge: Badge
    covers: tuple[Cover, ...]
    more: Link | None


class CoverageView(Frozen):
    """KPIs by objectives; `columns` are the objectives, none where there are too many.

    `idle` are the KPIs that no objective works on, `without` the objectives that name no KPI.
    """

    sentence: str
    columns: tuple[Link, ...]
    idle: tuple[CoverRow, ...]
    worked_on: tuple[CoverRow, ...]
    without: tuple[Link, ...]
