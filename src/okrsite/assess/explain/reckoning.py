"""How a number came about, and how a word was chosen: the formula, what went in, what came out.

Formulas are texts of the small grammar of composites (`model.formula`): `+ - * / ( )`, numbers,
`sum mean min max`, and the names of the inputs, so that anybody can reckon again.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.base.problems import Place
from okrsite.base.words import say_in
from okrsite.model.formula import evaluate, parse

_NONE = Unit()
MOST_NAMED = 60
"""How many things an explanation names one by one."""


class Shape(StrEnum):
    """How a number is read."""

    SHARE = "share"
    """A share, 1 = 100%."""
    VALUE = "value"
    """A value in the unit of its goal or KPI."""
    DIFFERENCE = "difference"
    """A difference of two values in the unit; of percents in points."""
    SCORE = "score"
    """0 to 1 with two decimals."""
    POINTS = "points"
    """A difference of two shares, shown in whole percentage points."""
    NUMBER = "number"
    """A count, a weight, a number of days."""


class Input(Frozen):
    """A number that went into another one.

    `name` is its name in the formula (`[a-z][a-z0-9-]*`), `what` says in words what it is,
    `places` are the lines of the author's files that it stands on; `reckoning` is the id of the
    reckoning that explains it further, where it was reckoned itself.
    """

    name: str
    value: float
    shape: Shape
    what: str
    places: tuple[Place, ...] = ()
    reckoning: str = ""


class Reckoning(Frozen):
    """A number and how it came about.

    `id` is `kind:id/name`, such as `key-result:grow#signups/progress`; `name` what people call
    it, `rule` the rule it follows (see `rules`). The formula over the inputs gives `result`, in
    `unit` where its shape is a value; with `decimals`, rounded to so many: half up, or as
    `rounding` says (a word of `decimal`).
    """

    id: str
    name: str
    rule: str
    formula: str
    inputs: tuple[Input, ...]
    result: float
    shape: Shape
    unit: Unit = _NONE
    decimals: int | None = None
    rounding: str = ROUND_HALF_UP


class Comparison(Frozen):
    """`left sign right`, both formulas over the inputs of their judgement; sign is `< <= > >=`."""

    left: str
    sign: str
    right: str


class Rung(Frozen):
    """A word that a judgement may come to, and whether what it asks for holds.

    `what` says what it asks for; `comparison` the same in numbers where it is a matter of
    numbers; `places` are the lines that decide it.
    """

    word: str
    what: str
    holds: bool
    comparison: Comparison | None = None
    places: tuple[Place, ...] = ()


class Judgement(Frozen):
    """A word and how it was chosen: that of the first rung that holds; values are in `unit`.

    Rungs below the one that decides are left out where they were not looked at.
    """

    id: str
    name: str
    rule: str
    inputs: tuple[Input, ...]
    rungs: tuple[Rung, ...]
    word: str
    unit: Unit = _NONE


Explanation = Reckoning | Judgement


def counted(id_: str, name: str, things: Sequence[tuple[str, str]], language: str) -> Reckoning:
    """A count: each thing by its title, and the id of what explains why it is counted.

    More things than one wants to read are only counted.

    >>> counted("team:care/kpis", "KPIs", [("Calls answered", ""), ("Reply time", "")], "en").result
    2.0
    """
    inputs = tuple(
        Input(f"n{number}", 1.0, Shape.NUMBER, title, (), reckoning)
        for number, (title, reckoning) in enumerate(things, 1)
    )
    formula = f"sum({', '.join(one.name for one in inputs)})"
    if len(things) > MOST_NAMED:
        what = say_in(language, "too many to name")
        inputs = (Input("count", float(len(things)), Shape.NUMBER, what),)
        formula = "count"
    return Reckoning(id_, name, "tally", formula, inputs, float(len(things)), Shape.NUMBER)


def reckoned(one: Reckoning) -> float | None:
    """What a reckoning comes to when it is reckoned again, rounded as it says.

    >>> half = (Input("p", 0.645, Shape.SHARE, "progress"),)
    >>> reckoned(Reckoning("o", "Score", "score", "p", half, 0.65, Shape.SCORE, decimals=2))
    0.65
    """
    value = value_of(one.formula, one.inputs)
    if value is None or one.decimals is None:
        return value
    return rounded(value, one.decimals, one.rounding)


def rounded(value: float, decimals: int, rounding: str) -> float:
    """A value with so many decimals; what lies within 1e-9 of one counts as that one.

    >>> from decimal import ROUND_CEILING
    >>> rounded(2.301, 1, ROUND_CEILING), rounded(2.3000000000000003, 1, ROUND_CEILING)
    (2.4, 2.3)
    """
    exact = Decimal(repr(round(value, 9)))
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding))


def value_of(formula: str, inputs: tuple[Input, ...]) -> float | None:
    """What a formula comes to; None where it divides by zero.

    >>> one = Input("done", 3.0, Shape.NUMBER, "milestones done")
    >>> all_ = Input("all", 4.0, Shape.NUMBER, "milestones")
    >>> value_of("done / all", (one, all_))
    0.75
    """
    return evaluate(parse(formula), {one.name: one.value for one in inputs})
