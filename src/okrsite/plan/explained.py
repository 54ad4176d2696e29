"""Explanations in words: formulas with their numbers filled in, and lines of files as links."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from okrsite.assess.assessment import Status, Word
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
_NET = "net-confidence"
_MOST_IN_A_MEAN = 6
_PERCENTS = Unit("%"), Unit("%", 1)
_IN_UNIT = (Shape.VALUE, Shape.DIFFERENCE)


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


def spots(places: Iterable[Place], scene: Scene) -> tuple[Spot, ...]:
    """Lines of files, each once."""
    return tuple([spot(place, scene) for place in dict.fromkeys(places)])


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
    return _in_words(one.result, one.shape, one.unit, language)


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
    filled = {i.name: _filled(i, one.unit, scene.language) for i in one.inputs}
    is_count = one.formula.startswith("sum(n1")
    is_plain = is_count or one.formula in filled
    return Explained(
        number=one.id,
        name=one.name,
        result=shown(one, scene.language),
        exact=_exactly(one.result),
        formula=one.formula,
        filled="" if is_plain else _in_numbers(one, filled, scene.language),
        operands=_operands(one.inputs, one.unit, scene),
        rungs=(),
        rule=_rule(one.rule, scene),
        is_count=is_count,
        rounding="" if one.decimals is None else f"{one.decimals} {one.rounding}",
    )


def _in_numbers(one: Reckoning, filled: Mapping[str, str], language: str) -> str:
    """The formula with its numbers; a mean of many says so, as they are listed below it.

    >>> size = Reckoning("x", "S", "tally", "max(a, 0 - a) / 2", (), 1.5, Shape.NUMBER)
    >>> _in_numbers(size, {"a": "−3"}, "en")
    '|−3| ÷ 2'
    """
    formula = _SIZE.sub(r"|\1|", one.formula)
    if len(filled) > _MOST_IN_A_MEAN:
        if formula == f"mean({', '.join(filled)})":
            return say_in(language, "the mean of these {n}", n=len(filled))
        if formula == f"mean({', '.join(f'|{name}|' for name in filled)})":
            return say_in(language, "the mean of these {n}, all taken as above 0", n=len(filled))
    return _symbols(formula, filled, language)


def _word(one: Judgement, scene: Scene) -> Explained:
    filled = {i.name: _filled(i, one.unit, scene.language) for i in one.inputs}
    return Explained(
        number=one.id,
        name=one.name,
        result=_said(one.word, one.rule, scene),
        exact="",
        formula="",
        filled="",
        operands=_operands(one.inputs, one.unit, scene),
        rungs=tuple(_rung(rung, one.rule, filled, scene) for rung in one.rungs),
        rule=_rule(one.rule, scene),
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
    if rule == "kpi-word":
        return scene.say(KPI_WORDS[Word(word)])
    return scene.say(STATUS_WORDS[Status(word)] if word in _STATUSES else word)


_STATUSES = {status.value for status in Status}


def _symbols(formula: str, filled: Mapping[str, str], language: str) -> str:
    """A formula for people: its names replaced, and the signs of arithmetic.

    >>> _symbols("(value + start) / days", {"value": "5", "start": "1", "days": "8"}, "en")
    '(5 + 1) ÷ 8'
    """
    words = _words(language)
    return "".join([filled.get(part) or words.get(part, part) for part in _parts(formula)])


@lru_cache(maxsize=10_000)
def _parts(formula: str) -> tuple[str, ...]:
    """A formula cut into its names and signs, and what stands between them."""
    return tuple(filter(None, _TOKEN.split(formula)))


@cache
def _words(language: str) -> Mapping[str, str]:
    """The signs of arithmetic, and the functions of formulas by their names in a language."""
    return _SIGNS | {name: say_as_in(language, "function", name) for name in _FUNCTIONS}


def _label(one: Input, language: str) -> str:
    """A name of a formula as words; none where it is numbered, or where `what` has them anyhow.

    >>> _label(Input("low", 3.0, Shape.NUMBER, "planned for today"), "en")
    'low'
    >>> _label(Input("days", 3.0, Shape.NUMBER, "days since Monday"), "en")
    ''
    """
    if one.name[-1].isdigit():
        return ""
    words = input_words(one.name, language)
    return "" if words.casefold() in one.what.casefold() else words


@lru_cache(maxsize=10_000)
def input_words(name: str, language: str) -> str:
    """The name of an input as words; an author's id as it is.

    >>> input_words("sum-x", "en"), input_words("sign-ups", "en")
    ('sum x', 'sign ups')
    """
    words = name.replace("-", " ")
    return say_as_in(language, "input", words) if words in INPUTS else words


def _filled(one: Input, unit: Unit, language: str) -> str:
    """A number inside a formula: shares as percents with a decimal, values without their unit."""
    if one.shape is Shape.SHARE:
        percent = round(100 * one.value, 1)
        return format_value(percent, _PERCENTS[percent != int(percent)], language)
    if one.shape is Shape.SCORE:
        return format_number(one.value, 2, language)
    return format_plain(one.value, unit.decimals if one.shape in _IN_UNIT else 0, language)


def _operands(inputs: Iterable[Input], unit: Unit, scene: Scene) -> tuple[Operand, ...]:
    return tuple(
        [
            Operand(
                name=one.name,
                label=_label(one, scene.language),
                exact=_exactly(one.value),
                words=_in_words(one.value, one.shape, unit, scene.language),
                what=_what(one.what, scene.number_path(one.reckoning)),
                spots=spots(one.places, scene) if one.places else (),
            )
            for one in inputs
        ]
    )


@lru_cache(maxsize=50_000)
def _what(text: str, path: str) -> Link:
    """What a number is, leading to where that is explained; the same object each time."""
    return Link(text, path)


def _rule(name: str, scene: Scene) -> Link:
    return _what(scene.say(RULE_WORDS[name]), f"{HOW_COMPUTED}#rule_{name}")
