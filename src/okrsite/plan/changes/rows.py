"""Shifts in, the rows of a table of what moved out: words only, the same in every format."""

from collections.abc import Iterable

from okrsite.base.words import say_in
from okrsite.compare.difference import Difference, Shift, Subject
from okrsite.plan.changes.lines import Row
from okrsite.plan.changes.scales import bare_words, step, words
from okrsite.plan.changes.sentences import MEASURES, verdict_words
from okrsite.plan.words import DASH


def moved(difference: Difference) -> tuple[Row, ...]:
    """The numbers and verdicts of the things that changed themselves."""
    return _rows((one for one in difference.shifts if not one.level), difference)


def consequences(difference: Difference) -> tuple[Row, ...]:
    """Those of what stands above them in the tree, nearest first."""
    above = sorted((one for one in difference.shifts if one.level), key=lambda one: one.level)
    return _rows(above, difference)


def row(shift: Shift, names: dict[Subject, str], language: str) -> Row:
    """A number before and after, and what moved it."""
    before, between, after = shift.before, shift.between, shift.after
    because = dict.fromkeys(names.get(one, one.id) for one in shift.because if one != shift.subject)
    return Row(
        title=shift.title,
        measure=say_in(language, MEASURES[shift.measure]),
        before=words(shift, before, language),
        after=words(shift, after, language),
        by_reality=_step(shift, before, between, language),
        by_goalpost=_step(shift, between, after, language),
        was=verdict_words(shift.status_before, language) if shift.status_before else "",
        status=verdict_words(shift.status_after, language) if shift.status_after else "",
        because="; ".join(because),
    )


def names_in(difference: Difference) -> dict[Subject, str]:
    """The titles of all that a difference speaks of."""
    shifted = {one.subject: one.title for one in difference.shifts}
    return shifted | {one.subject: one.title for one in difference.things}


def _rows(shifts: Iterable[Shift], difference: Difference) -> tuple[Row, ...]:
    names = names_in(difference)
    return tuple(row(one, names, difference.language) for one in shifts)


def _step(shift: Shift, one: float | None, other: float | None, language: str) -> str:
    found = step(shift, one, other)
    if found is None:
        return DASH
    return bare_words(shift, found, language) if found else "0"
