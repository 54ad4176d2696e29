"""A shift in, what moved it and how its verdict came about in sentences out."""

from decimal import Decimal

from okrsite.assess.assessment import Status, Word
from okrsite.base.words import marked, marked_as, say_as_in, say_in
from okrsite.compare.difference import Measure, Shift
from okrsite.plan.changes.scales import bare_words, step, step_words, words
from okrsite.plan.words import KPI_WORDS, STATUS_WORDS

_Verdict = Status | Word

MEASURES = {
    Measure.PROGRESS: marked_as("subject", "Progress"),
    Measure.SCORE: marked_as("subject", "Score"),
    Measure.VALUE: marked_as("subject", "Value"),
    Measure.MEAN: marked_as("subject", "Mean progress"),
}
"""What each number is called at the beginning of a sentence."""

NOUNS = {
    Measure.PROGRESS: marked("progress"),
    Measure.SCORE: marked("score"),
    Measure.VALUE: marked("value"),
    Measure.MEAN: marked("mean progress"),
}
"""What each number is called in the middle of one."""

_RISES = marked("{measure} rises from {before} to {after} ({change})")
_FALLS = marked("{measure} falls from {before} to {after} ({change})")


def told(shift: Shift, language: str) -> str:
    """What became of a number and of its verdict, and what of it reality and goalposts did."""
    return " ".join(filter(None, (number_sentence(shift, language), verdict(shift, language))))


def number_sentence(shift: Shift, language: str) -> str:
    """How far a number moved, and what moved it; nothing where it did not.

    >>> from okrsite.base.numbers import Unit
    >>> from okrsite.compare.difference import Subject
    >>> from okrsite.model.goals import Kind
    >>> shift = Shift(Subject(Kind.KEY_RESULT, "a#b"), "B", Measure.PROGRESS, Unit(),
    ...               0.375, 0.396, 0.52, None, None, None, (), 0)
    >>> number_sentence(shift, "en")[:44]
    'Progress rises from 38% to 52% (+14 points):'
    >>> number_sentence(shift, "en")[45:]
    '2 because reality moved, 12 because the goalpost moved.'
    """
    name = say_as_in(language, "subject", MEASURES[shift.measure])
    before, after = words(shift, shift.before, language), words(shift, shift.after, language)
    if shift.before is None and shift.after is None:
        return ""
    if shift.before is None:
        return say_in(
            language, "{measure} is {after}; before, there was none.", measure=name, after=after
        )
    if shift.after is None:
        return say_in(
            language, "{measure} was {before}; now there is none.", measure=name, before=before
        )
    if shift.before == shift.between == shift.after:
        return ""
    change = step(shift, shift.before, shift.after)
    assert change is not None
    causes = _causes(shift, language)
    if not change:
        stays = say_in(language, "{measure} stays at {after}", measure=name, after=after)
        return f"{stays}{causes}."
    moved = say_in(
        language,
        _RISES if change > 0 else _FALLS,
        measure=name,
        before=before,
        after=after,
        change=step_words(shift, change, language),
    )
    return f"{moved}{causes}."


def verdict(shift: Shift, language: str) -> str:
    """How the verdict came about; nothing where neither it nor what made it changed."""
    was, between, is_ = shift.status_before, shift.status_between, shift.status_after
    is_gone = shift.before is not None and shift.after is None
    if was is None or is_ is None or is_gone:
        return ""
    before, after = verdict_words(was, language), verdict_words(is_, language)
    if was == is_:
        return _in_spite(was, between, language)
    if between == was:
        news = shift.by_reality
        message = _ONLY_GOALPOST if news else _WITHOUT_NEWS
        return say_in(language, message, before=before, after=after)
    if between == is_:
        return say_in(
            language, "From {before} to {after} because reality moved.", before=before, after=after
        )
    if between is None:
        return say_in(language, "From {before} to {after}.", before=before, after=after)
    return say_in(
        language,
        "From {before} to {between} because reality moved, and to {after} because the goalpost "
        "moved.",
        before=before,
        between=verdict_words(between, language),
        after=after,
    )


_ONLY_GOALPOST = marked("From {before} to {after} only because the goalpost moved.")
_WITHOUT_NEWS = marked("From {before} to {after} without any news, only by the moved goalpost.")


def verdict_words(one: _Verdict, language: str) -> str:
    """A status or the word for a KPI, as the site calls it."""
    return say_in(language, STATUS_WORDS[one] if isinstance(one, Status) else KPI_WORDS[one])


def _in_spite(was: _Verdict, between: _Verdict | None, language: str) -> str:
    """What a verdict that stays would be by the old goalpost, where that is something else."""
    if between is None or between == was:
        return ""
    return say_in(
        language,
        "Stays {after}; by the old goalpost it would be {between}.",
        after=verdict_words(was, language),
        between=verdict_words(between, language),
    )


def _causes(shift: Shift, language: str) -> str:
    """What reality and what the goalpost did, as the end of a sentence."""
    reality = step(shift, shift.before, shift.between)
    goalpost = step(shift, shift.between, shift.after)
    if reality is None or goalpost is None or not (reality or goalpost):
        return ""
    if not goalpost:
        return say_in(language, ", all because reality moved")
    if not reality:
        return say_in(language, ", all because the goalpost moved")
    return say_in(
        language,
        ": {reality} because reality moved, {goalpost} because the goalpost moved",
        reality=_part(shift, reality, goalpost, language),
        goalpost=_part(shift, goalpost, reality, language),
    )


def _part(shift: Shift, one: Decimal, other: Decimal, language: str) -> str:
    """A part of a rise without its sign where the other part is one as well."""
    shown = bare_words(shift, one, language)
    return shown.removeprefix("+") if one > 0 and other > 0 else shown
