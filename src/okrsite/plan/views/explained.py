"""What explains a number or a word on a page: its formula, what went in, what came of it."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.parts import Link


class Spot(Frozen):
    """A line of a file, such as `content/kpis/mrr.csv:12`; `url` is where it can be edited."""

    text: str
    url: str = ""

    @property
    def name(self) -> str:
        """The file without its folders: enough beside a link that leads to it.

        >>> Spot("content/kpis/mrr.csv:12").name
        'mrr.csv:12'
        """
        return self.text.rpartition("/")[2]


class Operand(Frozen):
    """A number that went in: its name in the formula, exactly, in words, and where it stands."""

    name: str
    label: str
    exact: str
    words: str
    what: Link
    spots: tuple[Spot, ...]


class RungView(Frozen):
    """A word that could have been, what it asks for, the same in numbers, and whether it holds."""

    word: str
    what: str
    numbers: str
    comparison: str
    holds: bool
    spots: tuple[Spot, ...]


class Explained(Frozen):
    """A number with its reckoning, or a word with the rungs that lead to it.

    `number` is the id that the number carries wherever it is shown; `formula` is for machines,
    `filled` for people; `exact` is the result of the formula. Of a count the operands are the
    things counted. `rounding` says how the result is rounded, such as `2 ROUND_HALF_UP`.
    """

    number: str
    name: str
    result: str
    exact: str
    formula: str
    filled: str
    operands: tuple[Operand, ...]
    rungs: tuple[RungView, ...]
    rule: Link
    is_count: bool = False
    rounding: str = ""


class Help(Frozen):
    """What would put a goal on track: in a sentence, what says so now, and where to write next."""

    what: str
    said: tuple[Spot, ...]
    edit: Spot
    of: str
