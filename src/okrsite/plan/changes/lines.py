"""The plain parts of a story: lines about things, and rows of numbers."""

from enum import StrEnum

from okrsite.base.frozen import Frozen
from okrsite.base.words import marked
from okrsite.plan.views.parts import Badge


class Sign(StrEnum):
    """Why a line asks for a decision, the heaviest first; or that it is only news."""

    ERROR = "error"
    WARNING = "warning"
    ANSWERED = "answered"
    GOALPOST = "goalpost"
    REDEFINED = "redefined"
    ALERT = "alert"
    NEWS = "news"


SIGNS = {
    Sign.ERROR: marked("error"),
    Sign.WARNING: marked("warning"),
    Sign.ANSWERED: marked("answered"),
    Sign.GOALPOST: marked("goalpost"),
    Sign.REDEFINED: marked("redefined"),
    Sign.ALERT: marked("alert"),
}
"""What a line that asks for a decision begins with."""


class Line(Frozen):
    """Sentences about a thing; `place` is where its author says so, empty where nowhere.

    `title` is empty where the sentences name the thing themselves; `hint` says what would help;
    `code` is that of the rule that was broken, several with a comma between; `of` is whose numbers
    are told where no author says them.
    """

    sign: Sign
    title: str
    sentences: tuple[str, ...]
    place: str = ""
    hint: str = ""
    code: str = ""
    of: str = ""

    @property
    def source(self) -> str:
        """Where it is said and by which rule it counts, as far as there are such."""
        return ", ".join(filter(None, (self.place, self.code)))

    @property
    def words(self) -> str:
        """The sentences as one text.

        >>> Line(Sign.NEWS, "", ("target lowered", "owner is Ben", "Progress rises.")).words
        'target lowered; owner is Ben. Progress rises.'
        """
        told = ""
        for one in self.sentences:
            between = "; " if one[:1].islower() else ". "
            told = f"{told.rstrip('.')}{between}{one}" if told else one
        return f"{told}." if told and not told.endswith((".", "!", "?")) else told


class Row(Frozen):
    """A number that moved: before, after, and what reality and goalposts did, as words.

    `was` and `status` are its verdicts, equal where it stayed, None where there is none; `because`
    names the things whose changes moved it. `of` names the thing, as the ids of its numbers do.
    """

    of: str
    title: str
    measure: str
    before: str
    after: str
    by_reality: str
    by_goalpost: str
    was: Badge | None
    status: Badge | None
    because: str


class Story(Frozen):
    """All that a difference says, in the order in which people are to read it.

    `to_decide` is its headline in parts, `besides` how much else there is. `moved` are numbers of
    what changed itself, `calmed` KPIs that stopped to alert, `goals` those that came or went,
    `consequences` numbers further up the tree, `things` what else changed.
    """

    to_decide: tuple[str, ...]
    besides: tuple[str, ...]
    decisions: tuple[Line, ...]
    moved: tuple[Row, ...]
    calmed: tuple[Line, ...]
    goals: tuple[Line, ...]
    consequences: tuple[Row, ...]
    things: tuple[Line, ...]
    check_ins: tuple[Line, ...]
    appeared: tuple[Line, ...]
    vanished: tuple[Line, ...]
