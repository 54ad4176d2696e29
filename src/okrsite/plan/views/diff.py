"""What the page of a difference shows: decisions, numbers, charts before and after, changes."""

from okrsite.base.frozen import Frozen
from okrsite.plan.changes.lines import Row
from okrsite.plan.views.parts import Badge, Chart


class Piece(Frozen):
    """A stretch of a sentence; `is_code` where it is to be typed as it is."""

    text: str
    is_code: bool = False


class Told(Frozen):
    """Sentences about a thing, and where its author says so; `badge` where it asks for a decision.

    `title` is empty where the sentences name the thing themselves; `hint` says what would help,
    `code` by which rule; `of` is whose numbers are told where no author says them.
    """

    badge: Badge | None
    title: str
    words: tuple[Piece, ...]
    hint: tuple[Piece, ...]
    place: str
    code: str
    of: str


class Section(Frozen):
    """Lines under a heading; `id` names it in the page."""

    id: str
    title: str
    lines: tuple[Told, ...]


class State(Frozen):
    """How a thing stood on a side: its verdict and its chart; None = nothing to draw."""

    name: str
    badge: Badge
    chart: Chart | None


class Pictured(Frozen):
    """A key result or a KPI that changed, before and after beside each other.

    A side is None where the thing was not there. `words` say what of its goalposts moved and what
    that did, `of` is whose numbers they tell.
    """

    id: str
    title: str
    kind: str
    context: str
    words: str
    of: str
    before: State | None
    after: State | None
    place: str

    @property
    def is_drawn(self) -> bool:
        """Whether there is a chart of it on either side."""
        return any(side and side.chart for side in (self.before, self.after))


class DiffView(Frozen):
    """What changed between two states, to be read, printed and mailed.

    `headline` counts what asks for a decision, `besides` the rest; `more` is how many of the
    things that changed are not `pictured`.
    """

    title: str
    sides: str
    headline: str
    besides: str
    is_empty: bool
    decisions: tuple[Told, ...]
    moved: tuple[Row, ...]
    calmed: tuple[Told, ...]
    goals: tuple[Told, ...]
    pictured: tuple[Pictured, ...]
    more: int
    consequences: tuple[Row, ...]
    sections: tuple[Section, ...]
