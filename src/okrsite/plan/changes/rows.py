"""Shifts in, the rows of a table of what moved out: words only, the same in every format."""

from collections.abc import Iterable, Mapping

from okrsite.assess.assessment import Status, Word
from okrsite.base.frozen import replace
from okrsite.base.words import say_in, says_in
from okrsite.compare.difference import Difference, Shift, Subject, What
from okrsite.plan.changes.lines import Row
from okrsite.plan.changes.scales import bare_words, step, words
from okrsite.plan.changes.sentences import NOUNS, verdict_words
from okrsite.plan.views.parts import Badge
from okrsite.plan.words import DASH


def moved(difference: Difference) -> tuple[Row, ...]:
    """The numbers and verdicts of the things that changed themselves."""
    return _rows(
        (replace(one, because=()) for one in difference.shifts if not one.level), difference
    )


def consequences(difference: Difference) -> tuple[Row, ...]:
    """Those of what stands above them in the tree, nearest first."""
    above = sorted((one for one in difference.shifts if one.level), key=lambda one: one.level)
    return _rows(above, difference)


def row(shift: Shift, names: Mapping[Subject, str], language: str) -> Row:
    """A number before and after, and what moved it."""
    before, between, after = shift.before, shift.between, shift.after
    return Row(
        of=f"{shift.subject.kind}:{shift.subject.id}",
        title=shift.title,
        measure=say_in(language, NOUNS[shift.measure]),
        before=words(shift, before, language),
        after=words(shift, after, language),
        by_reality=_step(shift, before, between, language),
        by_goalpost=_step(shift, between, after, language),
        was=_badge(shift.status_before, language),
        status=_badge(shift.status_after, language),
        because=_because(shift, names, language),
    )


def names_in(difference: Difference) -> Mapping[Subject, str]:
    """The titles of all that a difference speaks of."""
    shifted = {one.subject: one.title for one in difference.shifts}
    return shifted | {one.subject: one.title for one in difference.things}


def _rows(shifts: Iterable[Shift], difference: Difference) -> tuple[Row, ...]:
    """Rows of what is seen to move: a hundredth of a percent changes nothing that is shown.

    What had no number before did not move, and comes last.
    """
    names = names_in(difference)
    rows = (row(one, names, difference.language) for one in shifts)
    seen = (one for one in rows if is_seen(one))
    return tuple(sorted(seen, key=lambda one: one.before == DASH))


def is_seen(one: Row) -> bool:
    """Whether a reader sees a number move, or a verdict change."""
    is_judged_anew = one.was is not None and one.status is not None and one.was != one.status
    is_split = {one.by_reality, one.by_goalpost} - {"0", DASH}
    return is_judged_anew or one.before != one.after or bool(is_split)


def _because(shift: Shift, names: Mapping[Subject, str], language: str) -> str:
    """The nearest things that moved a number; check-ins only where nothing else did."""
    others = [one for one in shift.because if one != shift.subject]
    things = [one for one in others if one.kind is not What.CHECK_IN] or others
    told = list(dict.fromkeys(names.get(one, one.id) for one in things))
    if left := len(told[_MOST_NAMED:]):
        return says_in(
            language,
            "{things} and {n} more",
            "{things} and {n} more",
            left,
            things="; ".join(told[:_MOST_NAMED]),
        )
    return "; ".join(told)


def _badge(verdict: Status | Word | None, language: str) -> Badge | None:
    return Badge(verdict.value, verdict_words(verdict, language)) if verdict else None


def _step(shift: Shift, one: float | None, other: float | None, language: str) -> str:
    found = step(shift, one, other)
    if found is None:
        return DASH
    return bare_words(shift, found, language) if found else "0"


_MOST_NAMED = 2
