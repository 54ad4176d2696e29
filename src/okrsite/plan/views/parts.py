"""The small things that pages are made of: links, days, prose, statuses, bars, tables, charts."""

from okrsite.base.frozen import Frozen
from okrsite.plan.figures import Figure


class Link(Frozen):
    """Words that lead somewhere: `path` is a site path such as `kpis/mrr.html#x`, or empty."""

    text: str
    path: str = ""


class Day(Frozen):
    """A day for people and for machines."""

    iso: str
    words: str


class BodyLink(Frozen):
    """Where a link of a body leads: a site path, or nowhere; `text` names what `[[x]]` means.

    `is_known` is false for `[[x]]` where nothing has that name yet: that leads to how to write it.
    """

    target: str
    path: str
    text: str = ""
    is_wiki: bool = False
    is_known: bool = True


class Body(Frozen):
    """Markdown by an author, with its links resolved, and what it shows of goals.

    `level` is the heading level that its topmost headings take; ids of headings start with
    `prefix`; `is_inline` for a line of text without blocks.
    """

    text: str
    links: tuple[BodyLink, ...] = ()
    level: int = 2
    prefix: str = ""
    is_inline: bool = False
    embeds: tuple["Embedded", ...] = ()


class Badge(Frozen):
    """A status as mark and word; `note` says what else is true of it."""

    status: str
    word: str
    note: str = ""

    def bare(self) -> "Badge":
        """The same without its note, as it is counted."""
        return Badge(self.status, self.word)


class Bar(Frozen):
    """Progress as a bar of 0 to 100 with a tick where it should be; -1 = no tick.

    `words` and `expected` say the same in percent; `words` is a dash while pending. `of` names
    what is progressing, as the ids of its numbers do.
    """

    fill: int
    tick: int
    words: str
    expected: str
    is_over: bool
    is_pending: bool
    of: str


class Table(Frozen):
    """The numbers of a chart as a table; `numeric` marks the columns of numbers."""

    caption: str
    header: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class Chart(Frozen):
    """A picture, the sentence that it says, and its numbers."""

    figure: Figure
    sentence: str
    table: Table


class Note(Frozen):
    """A dated line, such as a correction: `number` where a flag on a chart carries it.

    `place` is the line of the file that says so.
    """

    day: Day
    word: str
    text: Body
    by: Link | None
    number: int
    place: str


class Fact(Frozen):
    """A labelled line about a thing: a text, links or prose."""

    label: str
    text: str = ""
    links: tuple[Link, ...] = ()
    body: Body | None = None
    day: Day | None = None


class Head(Frozen):
    """What every page says about itself; `mentions` are the pages whose texts speak of it.

    `feed`, `taken` and `card` are site paths: its feed, its files by name, its picture. `edit`,
    `propose` and `create` are addresses in the repository: of its file, of a form to discuss it,
    of a form for a goal that belongs here.
    """

    title: str
    kind: str = ""
    description: str = ""
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    edit: str = ""
    propose: str = ""
    create: str = ""
    mentions: tuple[Link, ...] = ()
    feed: str = ""
    taken: tuple[Link, ...] = ()
    card: str = ""


class Update(Frozen):
    """What somebody said of a goal on a day, and on which line; a lone value has no body."""

    day: Day
    author: Link
    goal: Link
    value: str
    confidence: str
    verdict: Badge | None
    body: Body | None
    place: str


class Said(Frozen):
    """A win, setback or blocker, and the line that says so."""

    day: Day
    author: Link
    body: Body
    place: str


class Count(Frozen):
    """How many goals are in a state."""

    badge: Badge
    number: int


class TallyView(Frozen):
    """Counts and means of a scope; texts are empty where there is nothing to count.

    `of` names the scope, as the ids of its numbers do.
    """

    total: int
    counts: tuple[Count, ...]
    bar: Bar | None
    sentence: str
    confidence: str
    of: str


class GoalRow(Frozen):
    """An objective in a list."""

    link: Link
    badge: Badge
    bar: Bar
    owner: Link
    team: Link
    cycle: Link
    score: str
    is_sweet: bool
    why: str
    is_quiet: bool


class KeyResultRow(Frozen):
    """A key result in a list, with the objective that it belongs to."""

    link: Link
    objective: Link
    badge: Badge
    bar: Bar
    values: str


class KpiRow(Frozen):
    """A KPI in a list."""

    link: Link
    badge: Badge
    value: str
    period: str
    spark: Chart
    since: Day | None
    rule: str
    owner: Link
    team: Link
    indicator: str
    of: str
    why: str
    is_muted: bool


class Group(Frozen):
    """Rows under a name; `of` names what its note speaks of, as the ids of its numbers do."""

    link: Link
    goals: tuple[GoalRow, ...] = ()
    kpis: tuple[KpiRow, ...] = ()
    note: str = ""
    of: str = ""


class EmbeddedChart(Frozen):
    """A chart inside a text; `of` names what it is of, as the ids of its numbers do."""

    link: Link
    chart: Chart
    of: str


class EmbeddedTable(Frozen):
    """Objectives, KPIs or key results inside a text; `caption` says which."""

    caption: str
    goals: tuple[GoalRow, ...] = ()
    kpis: tuple[KpiRow, ...] = ()
    key_results: tuple[KeyResultRow, ...] = ()
    has_cycles: bool = False


class EmbeddedNumber(Frozen):
    """A number inside a sentence, with the state that it stands for and where it leads."""

    link: Link
    badge: Badge
    value: str
    of: str


class Embedded(Frozen):
    """What an embed shows, by its name and its text as they were written.

    `note` says in words what it is where there is nothing to show.
    """

    name: str
    text: str
    shows: EmbeddedChart | EmbeddedTable | EmbeddedNumber | None
    note: str = ""
