"""Explanations in words: formulas with their numbers filled in, and lines of files as links."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from okrsite.assess.explain.key_results import key_result
from okrsite.assess.explain.reckoning import (
    Comparison,
    Explanation,
    Input,
    Judgement,
    Reckoning,
    Rung,
    Shape,
)
from okrsite.assess.explain.remedies import Remedy, for_key_result
from okrsite.assess.words import INPUTS
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit, format_number, format_percent, format_plain, format_value
from okrsite.base.problems import Place
from okrsite.base.words import marked_as, say_as_in, say_in
from okrsite.model.goals import KeyResult
from okrsite.plan.effects import difference_words
from okrsite.plan.paths import HOW_COMPUTED
from okrsite.plan.scene import Scene
from okrsite.plan.views.explained import Explained, Help, Operand, RungView, Spot
from okrsite.plan.views.parts import Link
from okrsite.plan.words import KPI_WORDS, RULE_WORDS, STATUS_WORDS, points_words

_TOKEN = re.compile(r"([a-z][a-z0-9-]*|[-*/])")
_SIZE = re.compile(r"max\(([a-z][a-z0-9-]*), 0 - \1\)")
_SIGNS = {"*": "×", "/": "÷", "-": "−"}
_COMPARISONS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_FUNCTIONS = (
    marked_as("function", "sum"),
    marked_as("function", "mean"),
    marked_as("function", "min"),
    marked_as("function", "max"),
)
_KPI_SAID = {word.value: said for word, said in KPI_WORDS.items()}
_STATUS_SAID = {status.value: said for status, said in STATUS_WORDS.items()}
_NET = "net-confidence"
_MOST_IN_A_MEAN = 6
_PERCENTS = Unit("%"), Unit("%", 1)
_IN_UNIT = (Shape.VALUE, Shape.DIFFERENCE)


class _Amount(Frozen):
    """A number as it is shown: in words, inside a formula, and exactly for machines."""

    words: str
    filled: str
    exact: str


def explained(explanations: Iterable[Explanation], scene: Scene) -> tuple[Explained, ...]:
    """Reckonings and judgements as they are shown, in their order."""
    return tuple(_explained(one, scene) for one in explanations)


def key_result_explained(kr: KeyResult, scene: Scene) -> tuple[tuple[Explained, ...], Help | None]:
    """How the numbers of a key result came about, and what would put it on track."""
    remedy = for_key_result(kr, scene.ground)
    needed = (remedy.reckoning,) if remedy and remedy.reckoning else ()
    found = explained((*key_result(kr, scene.ground), *needed), scene)
    return found, help_view(remedy, f"key-result:{kr.key}", scene)


def help_view(remedy: Remedy | None, of: str, scene: Scene) -> Help | None:
    """What would put a goal on track, with its lines; `of` names the goal as its numbers do."""
    if remedy is None:
        return None
    said, edit = spots(remedy.said, scene), spot(remedy.edit, scene)
    return Help(remedy.what, said, edit, remedy.of or of)


def spots(places: Sequence[Place], scene: Scene) -> tuple[Spot, ...]:
    """Lines of files, each once."""
    return tuple([spot(place, scene) for place in dict.fromkeys(places)]) if places else ()


def spot(place: Place, scene: Scene) -> Spot:
    """A line of a file, leading to where the file can be edited."""
    text = f"{place.path}:{place.line}" if place.line else place.path
    return Spot(text, scene.edit_path(place.path) if place.line else "")


def shown(one: Reckoning, language: str) -> str:
    """The number of a reckoning as pages show it.

    >>> half = Reckoning("cycle:x/progress", "P", "tally", "a", (), 0.456, Shape.SHARE)
    >>> shown(half, "en")
    '46%'
    >>> ahead = Reckoning("objective:x/behind", "B", "roll-up", "a", (), -0.324, Shape.POINTS)
    >>> shown(ahead, "en")
    '−32 points'
    """
    if one.shape is Shape.SHARE and one.id.endswith(_NET):
        sign = "+" if one.result > 0 else ""
        return sign + format_percent(one.result, language, ())
    return _amount(one.result, one.shape, one.unit, language).words


@lru_cache(maxsize=2_000)
def _amount(value: float, shape: Shape, unit: Unit, language: str) -> _Amount:
    """A number as it is shown; most stand in several explanations of a page.

    >>> _amount(0.456, Shape.SHARE, Unit("%"), "en")
    _Amount(words='46%', filled='45.6%', exact='0.456')
    """
    words = _in_words(value, shape, unit, language)
    return _Amount(words, _filled(value, shape, unit, language), _exactly(value))


def _in_words(value: float, shape: Shape, unit: Unit, language: str) -> str:
    if shape is Shape.SHARE:
        return format_percent(value, language)
    if shape is Shape.POINTS:
        return points_words(value, language)
    if shape is Shape.SCORE:
        return format_number(value, 2, language)
    if shape is Shape.VALUE:
        return format_value(value, unit, language)
    if shape is Shape.DIFFERENCE:
        return difference_words(value, unit, language)
    return format_plain(value, 0, language)


def _exactly(value: float) -> str:
    """A number for machines: short where it is whole."""
    return repr(int(value)) if value == int(value) else repr(value)


def _explained(one: Explanation, scene: Scene) -> Explained:
    return _word(one, scene) if isinstance(one, Judgement) else _number(one, scene)


def _number(one: Reckoning, scene: Scene) -> Explained:
    amounts = _amounts(one, scene)
    filled = _by_name(one.inputs, amounts)
    is_count = one.formula.startswith("sum(n1")
    is_plain = is_count or one.formula in filled
    return Explained(
        number=one.id,
        name=one.name,
        result=shown(one, scene.language),
        exact=_exactly(one.result),
        formula=one.formula,
        filled="" if is_plain else _in_numbers(one, filled, scene.language),
        operands=_operands(one.inputs, amounts, scene),
        rungs=(),
        rule=_rule(one.rule, scene.language),
        is_count=is_count,
        rounding="" if one.decimals is None else f"{one.decimals} {one.rounding}",
    )


def _in_numbers(one: Reckoning, filled: Mapping[str, str], language: str) -> str:
    """The formula with its numbers; a mean of many says so, as they are listed below it.

    >>> size = Reckoning("x", "S", "tally", "max(a, 0 - a) / 2", (), 1.5, Shape.NUMBER)
    >>> _in_numbers(size, {"a": "−3"}, "en")
    '|−3| ÷ 2'
    """
    if len(filled) > _MOST_IN_A_MEAN:
        if one.formula == f"mean({', '.join(filled)})":
            return say_in(language, "the mean of these {n}", n=len(filled))
        if one.formula == f"mean({', '.join(f'max({name}, 0 - {name})' for name in filled)})":
            return say_in(language, "the mean of these {n}, all taken as above 0", n=len(filled))
    return _symbols(one.formula, filled, language)


def _word(one: Judgement, scene: Scene) -> Explained:
    amounts = _amounts(one, scene)
    filled = _by_name(one.inputs, amounts)
    return Explained(
        number=one.id,
        name=one.name,
        result=_said(one.word, one.rule, scene),
        exact="",
        formula="",
        filled="",
        operands=_operands(one.inputs, amounts, scene),
        rungs=tuple([_rung(rung, one.rule, filled, scene) for rung in one.rungs]),
        rule=_rule(one.rule, scene.language),
    )


def _rung(rung: Rung, rule: str, filled: Mapping[str, str], scene: Scene) -> RungView:
    compared = rung.comparison
    return RungView(
        word=_said(rung.word, rule, scene),
        what=rung.what,
        numbers=_compared(compared, filled, scene.language) if compared else "",
        comparison=f"{compared.left} {compared.sign} {compared.right}" if compared else "",
        holds=rung.holds,
        spots=spots(rung.places, scene),
    )


def _compared(one: Comparison, filled: Mapping[str, str], language: str) -> str:
    left, right = (_symbols(side, filled, language) for side in (one.left, one.right))
    return f"{left} {_COMPARISONS[one.sign]} {right}"


def _said(word: str, rule: str, scene: Scene) -> str:
    """A status, or the word of a KPI, as people say it."""
    known = _KPI_SAID if rule == "kpi-word" else _STATUS_SAID
    return scene.say(known.get(word, word))


def _symbols(formula: str, filled: Mapping[str, str], language: str) -> str:
    """A formula for people: its names replaced, and the signs of arithmetic.

    >>> _symbols("(value + start) / days", {"value": "5", "start": "1", "days": "8"}, "en")
    '(5 + 1) ÷ 8'
    """
    words = _words(language)
    return "".join([filled.get(part) or words.get(part, part) for part in _parts(formula)])


@lru_cache(maxsize=10_000)
def _parts(formula: str) -> tuple[str, ...]:
    """A formula cut into its names and signs, and what stands between them; sizes as `|a|`."""
    return tuple(filter(None, _TOKEN.split(_SIZE.sub(r"|\1|", formula))))


@cache
def _words(language: str) -> Mapping[str, str]:
    """The signs of arithmetic, and the functions of formulas by their names in a language."""
    return _SIGNS | {name: say_as_in(language, "function", name) for name in _FUNCTIONS}


@lru_cache(maxsize=10_000)
def _label(name: str, what: str, language: str) -> str:
    """A name of a formula as words; none where it is numbered, or where `what` has them anyhow.

    >>> _label("low", "planned for today", "en"), _label("days", "days since Monday", "en")
    ('low', '')
    """
    if name[-1].isdigit():
        return ""
    words = input_words(name, language)
    return "" if words.casefold() in what.casefold() else words


@lru_cache(maxsize=10_000)
def input_words(name: str, language: str) -> str:
    """The name of an input as words; an author's id as it is.

    >>> input_words("sum-x", "en"), input_words("sign-ups", "en")
    ('sum x', 'sign ups')
    """
    words = name.replace("-", " ")
    return say_as_in(language, "input", words) if words in INPUTS else words


def _filled(value: float, shape: Shape, unit: Unit, language: str) -> str:
    """A number inside a formula: shares as percents with a decimal, values without their unit."""
    if shape is Shape.SHARE:
        percent = round(100 * value, 1)
        return format_value(percent, _PERCENTS[percent != int(percent)], language)
    if shape is Shape.SCORE:
        return format_number(value, 2, language)
    return format_plain(value, unit.decimals if shape in _IN_UNIT else 0, language)


def _amounts(one: Explanation, scene: Scene) -> list[_Amount]:
    """What went in, as it is shown."""
    return [_amount(i.value, i.shape, one.unit, scene.language) for i in one.inputs]


def _by_name(inputs: Iterable[Input], amounts: Iterable[_Amount]) -> Mapping[str, str]:
    """What stands for each name in a formula."""
    return {one.name: amount.filled for one, amount in zip(inputs, amounts, strict=True)}


def _operands(
    inputs: Iterable[Input], amounts: Iterable[_Amount], scene: Scene
) -> tuple[Operand, ...]:
    return tuple(
        [
            Operand(
                name=one.name,
                label=_label(one.name, one.what, scene.language),
                exact=amount.exact,
                words=amount.words,
                what=_what(one.what, scene.number_path(one.reckoning)),
                spots=spots(one.places, scene),
            )
            for one, amount in zip(inputs, amounts, strict=True)
        ]
    )


@lru_cache(maxsize=50_000)
def _what(text: str, path: str) -> Link:
    """What a number is, leading to where that is explained; the same object each time."""
    return Link(text, path)


@cache
def _rule(name: str, language: str) -> Link:
    """A rule by its name, leading to where it is told."""
    return Link(say_in(language, RULE_WORDS[name]), f"{HOW_COMPUTED}#rule_{name}")
