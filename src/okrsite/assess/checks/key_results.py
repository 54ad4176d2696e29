"""How well a key result is set: an outcome rather than an activity, and all that it takes."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from math import fsum

from okrsite.assess.assessment import Assessment, KeyResultAssessment
from okrsite.assess.checks.alignment import free
from okrsite.assess.checks.rule import Finding
from okrsite.assess.checks.scope import (
    day_words,
    kept,
    open_objectives,
    spot,
    value_words,
)
from okrsite.assess.points import Measured
from okrsite.assess.series import Book
from okrsite.model.goals import KeyResult, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.references import NOBODY
from okrsite.model.schema import KeyResultType, Reduce

_FEWEST_CALLS = 3
_DONE_OR_NOT = (KeyResultType.BINARY, KeyResultType.MILESTONES)


def activities(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A key result that says what will be done, and not what will be different then."""
    for objective, key_result in _open(portfolio, assessment):
        if key_result.drives or key_result.source or not _is_activity(key_result):
            continue
        yield Finding(
            spot(objective, key_result).at("title").place,
            f"`{key_result.title}` says what will be done; what will be different when it is?",
            hint="measure the effect, name the key result that it `drives:`, or leave it as it is "
            "where the deed itself is the aim",
        )


def _is_activity(key_result: KeyResult) -> bool:
    """Whether it is done or not, or counts deeds; a share is an effect, whatever its title."""
    first = re.match(r"\w+", key_result.title.casefold())
    if first and first[0] in _DEEDS and not key_result.unit.is_percent:
        return True
    return key_result.type in _DONE_OR_NOT and not _has_no_measure(key_result)


def incomplete(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A key result that lacks a measure, a start, an owner, a link to something larger or a day."""
    book, may_stand_alone = Book(portfolio.series, assessment.as_of), free(portfolio)
    for objective, key_result in _open(portfolio, assessment):
        missing = [
            (name, hint)
            for name, hint, is_missing in (
                ("a measure", "`target:`", _lacks_measure(key_result)),
                ("a start", "`start:`", _lacks_start(key_result, book)),
                ("an owner", "`owner:`", key_result.owner == NOBODY),
                ("a link to a larger goal", "`parent:`", _lacks_link(objective, may_stand_alone)),
                ("a day", "`cycle:` or `due:`", key_result.promise.due is None),
            )
            if is_missing
        ]
        if missing:
            yield Finding(
                spot(objective, key_result).at("title").place,
                f"`{key_result.title}` lacks {_listed([name for name, _ in missing])}",
                hint=f"write {_listed([hint for _, hint in missing])}",
            )


def _lacks_measure(key_result: KeyResult) -> bool:
    return _has_no_measure(key_result) and not _is_activity(key_result)


def _has_no_measure(key_result: KeyResult) -> bool:
    """Whether nothing but its title says when it is reached."""
    fields = key_result.fields
    return key_result.type is KeyResultType.BINARY and fields.type is None and fields.done is None


def _lacks_start(key_result: KeyResult, book: Book) -> bool:
    """Whether it counts from 0, though its source had other values before; sums begin at 0."""
    first_day = key_result.promise.first_day
    counts_up = key_result.type is KeyResultType.REACH and key_result.fields.take is not Reduce.SUM
    if not counts_up or not key_result.source or not first_day:
        return False
    before = book.observed(key_result.source).inside(None, first_day)
    return any(one.value and one.covers.end < first_day for one in before)


def _lacks_link(objective: Objective, may_stand_alone: frozenset[str]) -> bool:
    is_linked = objective.parents or objective.pillar or objective.fields.improves
    return not is_linked and objective.id not in may_stand_alone


def unmoved_confidence(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """The same confidence said again and again, while the value goes the wrong way."""
    for objective, key_result in _open(portfolio, assessment):
        judged = assessment.key_results[key_result.key]
        same = _unmoved(judged)
        if len(same) < _FEWEST_CALLS:
            continue
        values = [one for one in judged.measured if one.day >= same[0][0]]
        if _is_falling_back(key_result, values):
            yield Finding(
                spot(objective, key_result).at("title").place,
                f"confidence has been {same[0][1]} since {day_words(same[0][0], portfolio)} "
                f"({len(same)} check-ins), while the value went from "
                f"{value_words(values[0].value, key_result, portfolio)} to "
                f"{value_words(values[-1].value, key_result, portfolio)}, away from "
                f"{value_words(key_result.promise.target or 0.0, key_result, portfolio)}",
                hint="say anew how sure you are, or in a `note:` what will turn it",
            )


def _unmoved(judged: KeyResultAssessment) -> tuple[tuple[date, int], ...]:
    """The last confidences that are all the same, in time."""
    last = judged.confidence
    same = list(takewhile(lambda said: said[1] == last, reversed(judged.confidences)))
    return tuple(reversed(same))


def _is_falling_back(key_result: KeyResult, values: Sequence[Measured]) -> bool:
    """Whether the line through at least three values leads away from the target."""
    start, target = key_result.promise.start, key_result.promise.target
    if start is None or target is None or len(values) < _FEWEST_CALLS:
        return False
    direction = target - start
    return slope(values) * direction < 0 and (values[-1].value - values[0].value) * direction < 0


def slope(values: Sequence[Measured]) -> float:
    """How much a value rises in a day, by least squares: `Σ(x-x̄)(y-ȳ) / Σ(x-x̄)²`.

    >>> slope([Measured(date(2026, 11, 1), 10.0), Measured(date(2026, 11, 6), 5.0)])
    -1.0
    """
    days = [one.day.toordinal() for one in values]
    middle = fsum(days) / len(days)
    mean = fsum(one.value for one in values) / len(values)
    width = fsum((day - middle) ** 2 for day in days)
    pairs = zip(days, values, strict=True)
    return fsum((day - middle) * (one.value - mean) for day, one in pairs) / width if width else 0.0


def _open(portfolio: Portfolio, assessment: Assessment) -> Iterator[tuple[Objective, KeyResult]]:
    """The key results that can still be set otherwise."""
    for objective in open_objectives(portfolio, assessment.as_of):
        for key_result in kept(objective, assessment.as_of):
            yield objective, key_result


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


_DEEDS = frozenset(
    word
    for line in (
        "add analyse analyze attend build collect conduct create define deliver deploy develop",
        "document explore finish fix hire hold implement install interview introduce investigate",
        "launch make meet migrate organise organize prepare present publish redesign ship train",
        "translate write",
    )
    for word in line.split()
)
"""Verbs that a key result begins with which is a thing to do; few of them are nouns as well."""
