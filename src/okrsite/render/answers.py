"""Answers to "why" as text for a terminal: planned data in, lines out."""

from collections.abc import Iterable, Iterator

from okrsite.plan.answers import Answer
from okrsite.plan.views.explained import Explained, Operand, RungView, Spot


def text(answers: Iterable[Answer]) -> str:
    """Every number with its formula filled in, and every word with what led to it."""
    return "\n\n".join("\n".join(_lines(one)) for one in answers)


def _lines(answer: Answer) -> Iterator[str]:
    yield answer.title
    for one in answer.explained:
        equals = f" = {one.filled}" if one.filled else ""
        yield f"  {one.name}: {one.result}{equals}"
        yield from (f"    {_operand(of, one)}" for of in one.operands)
        yield from (f"    {_rung(rung)}" for rung in one.rungs)
    if not answer.explained:
        yield "  nothing is reckoned of it yet"
    if answer.help:
        yield f"  To be on track: {answer.help.what}"
        if answer.help.said:
            yield f"    said in{_spots(answer.help.said)}"
        yield f"    write in {answer.help.edit.text}"


def _operand(of: Operand, one: Explained) -> str:
    value = "" if one.is_count else f"{of.words}  "
    label = f"{of.label}: " if of.label else ""
    return f"{value}{label}{of.what.text}{_spots(of.spots)}"


def _rung(rung: RungView) -> str:
    numbers = f", {rung.numbers}" if rung.numbers else ""
    sign = "→" if rung.holds else "·"
    return f"{sign} {rung.word}: {rung.what}{numbers}{_spots(rung.spots)}"


def _spots(spots: Iterable[Spot]) -> str:
    return "".join(f"  {spot.text}" for spot in spots)
