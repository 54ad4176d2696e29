"""What a close says, and what it fails to say: scores, closings and reviews.

Only cycles that closed in the last hundred days are judged, so that no review is asked for that
nobody can write any more.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from okrsite.assess.assessment import Assessment, Status
from okrsite.assess.checks.rule import Finding
from okrsite.assess.checks.scope import (
    by_priority,
    day_words,
    is_of_interest,
    kept,
    names,
    recently_closed,
    spot,
)
from okrsite.base.problems import Place
from okrsite.model.goals import Cycle, Objective, Update
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Verdict
from okrsite.read.library import Spot
from okrsite.read.markdown import headings

SECTIONS = ("Wins", "Setbacks", "Adjustments")
"""What a review is asked to hold."""

_NEAR = 0.05 + 1e-9
_LAST_WEEK = timedelta(days=7)
_SURE = 7
_BAD = (Status.MISSED, Status.OFF_TRACK)


def unexplained_scores(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A given score that differs from the computed one by more than 0.05 needs a reason."""
    for objective in recently_closed(portfolio, assessment.as_of):
        judged, closing = assessment.objectives[objective.id], objective.fields.closing
        if closing is None or closing.reason or judged.given_score is None or judged.score is None:
            continue
        if abs(judged.given_score - judged.score) > _NEAR:
            yield Finding(
                objective.document.place("closing", "score"),
                f"the given score {judged.given_score:.2f} differs from the computed "
                f"{judged.score:.2f}, and no `reason` says why",
                hint="write `reason:` under `closing:`",
            )


def late_closings(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A closing that is dated after its cycle closed came too late for the closed page."""
    for objective in recently_closed(portfolio, assessment.as_of):
        closing, cycle = objective.fields.closing, portfolio.cycles[objective.cycle]
        if closing and closing.date and cycle.closed_on and closing.date > cycle.closed_on:
            yield Finding(
                objective.document.place("closing", "date"),
                f"the closing is dated {day_words(closing.date, portfolio)}, after "
                f"{_closed(cycle, portfolio)}, so the closed page does not show it",
                hint=_hint_to_date(cycle),
            )


def late_reviews(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A review that is dated after its cycle closed tells what the closed page cannot know."""
    for review in portfolio.reviews:
        cycle = portfolio.cycles.get(review.cycle)
        if not cycle or not review.day or not is_of_interest(cycle, assessment.as_of):
            continue
        if cycle.closed_on and review.day > cycle.closed_on:
            yield Finding(
                review.document.place("date"),
                f"the review is dated {day_words(review.day, portfolio)}, after "
                f"{_closed(cycle, portfolio)}",
                hint=_hint_to_date(cycle),
            )


def unreviewed_cycles(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A cycle that held goals and has closed owes a review."""
    as_of = assessment.as_of
    reviewed = {r.cycle for r in portfolio.reviews if r.is_known(as_of)}
    found: dict[str, list[Objective]] = {}
    for objective in recently_closed(portfolio, as_of):
        found.setdefault(objective.cycle, []).append(objective)
    for id_, objectives in sorted(found.items()):
        if id_ not in reviewed:
            cycle = portfolio.cycles[id_]
            yield Finding(
                _place_of_close(cycle, objectives),
                f"{_closed(cycle, portfolio)} with {_goals(objectives)}, and no review says what "
                "was learnt",
                hint=f"write `content/reviews/{id_}.md` with `cycle: {id_}` and the headings "
                f"{', '.join(SECTIONS)}",
            )


def incomplete_reviews(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A review has a heading for wins, for setbacks and for adjustments."""
    for review in portfolio.reviews:
        cycle = portfolio.cycles.get(review.cycle)
        if not cycle or _is_long_over(cycle, assessment.as_of):
            continue
        if review.day and review.day > assessment.as_of:
            continue
        said = " ".join(headings(review.document.body.text)).casefold()
        missing = [name for name in SECTIONS if name.casefold() not in said]
        if missing:
            yield Finding(
                Place(review.document.path, review.document.body.line, 1),
                f"the review has no section {names(missing)}",
                hint=f"write a heading `## {missing[0]}` and what there is to say, be it little",
            )


def green_until_the_last_week(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A goal that was missed after nothing but good news deserves a look at the news."""
    for objective in recently_closed(portfolio, assessment.as_of):
        cycle, judged = portfolio.cycles[objective.cycle], assessment.objectives[objective.id]
        if judged.word == "missed":
            at = objective.document.at("title")
            yield from _surprise(objective.title, at, judged.updates, cycle, portfolio)
        for key_result in kept(objective, assessment.as_of):
            told = assessment.key_results[key_result.key]
            if told.status in _BAD:
                at = spot(objective, key_result).at("title")
                yield from _surprise(key_result.title, at, told.updates, cycle, portfolio)


def _surprise(
    title: str, at: Spot, updates: Sequence[Update], cycle: Cycle, portfolio: Portfolio
) -> Iterator[Finding]:
    last_day = cycle.last_day
    if last_day is None:
        return
    calls = [u for u in updates if u.verdict or u.confidence is not None]
    before = [u for u in calls if u.day <= last_day - _LAST_WEEK]
    if len(before) >= 2 and all(map(_is_green, before)):
        yield Finding(
            at.place,
            f"`{title}` was missed, and all {len(before)} calls on it until "
            f"{day_words(before[-1].day, portfolio)} were good",
            hint="say in the review what nobody saw coming, and which sign would have shown it",
            others=(before[-1].place,),
        )


def _is_green(update: Update) -> bool:
    if update.verdict:
        return update.verdict is Verdict.ON_TRACK
    return update.confidence is not None and update.confidence >= _SURE


def _place_of_close(cycle: Cycle, objectives: Sequence[Objective]) -> Place:
    if cycle.document:
        return cycle.document.place("closed_on")
    return by_priority(objectives)[0].document.place("cycle")


def _is_long_over(cycle: Cycle, as_of: date) -> bool:
    is_over = cycle.is_closed(as_of)
    return is_over and not is_of_interest(cycle, as_of)


def _closed(cycle: Cycle, portfolio: Portfolio) -> str:
    assert cycle.closed_on
    return f"the cycle `{cycle.id}` closed on {day_words(cycle.closed_on, portfolio)}"


def _hint_to_date(cycle: Cycle) -> str:
    return f"date it by `{cycle.closed_on}`, or move `closed_on` of the cycle"


def _goals(objectives: Sequence[Objective]) -> str:
    return "1 objective" if len(objectives) == 1 else f"{len(objectives)} objectives"
