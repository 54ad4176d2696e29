"""What an objective is made of: key results, few enough of them, and a title that says an aim."""

import re
from collections.abc import Iterator

from okrsite.assess.assessment import Assessment
from okrsite.assess.checks.rule import Finding
from okrsite.assess.checks.scope import bare, kept, open_objectives
from okrsite.model.goals import Kind, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import KeyResultType, PillarKind, Stage

_MOST_WORDS = 2
_NUMBER = re.compile(r"[+\-\N{MINUS SIGN}±]?[€$£¥]?\d[\d.,']*\s?(?:%|[kKmM]\b|bn\b|x\b)?")
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_GROWS = (KeyResultType.INCREASE, KeyResultType.RELATIVE, KeyResultType.REACH)


def without_key_results(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """An objective that nothing counts in has no number; a draft may still be without."""
    helped = {
        ref.id
        for child in portfolio.objectives.values()
        if child.fields.contributes and child.stage is Stage.ACTIVE
        for ref in child.parents
        if ref.kind is Kind.OBJECTIVE
    }
    for objective in open_objectives(portfolio, assessment.as_of):
        if not objective.key_results and objective.id not in helped:
            yield Finding(
                objective.document.key_place("title"),
                "the objective has no key results, so it has no number",
                hint="write `key_results:`, or `status: draft` until they are known",
            )


def too_many_key_results(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """An objective with more key results than anybody can keep in mind."""
    most = portfolio.settings.limits.key_results
    for objective in open_objectives(portfolio, assessment.as_of):
        counted = kept(objective, assessment.as_of)
        if len(counted) > most:
            yield Finding(
                counted[most].place,
                f"the objective has {len(counted)} key results: more than {most} are hard to "
                "keep in mind",
                hint="keep those that would tell you first, and make the rest KPIs or initiatives",
            )


def titles_that_are_numbers(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A title that is a measure says how much, not what for."""
    for objective in open_objectives(portfolio, assessment.as_of):
        if is_only_a_number(objective.title):
            yield Finding(
                objective.document.place("title"),
                f"`{objective.title}` is a measure: an objective says what will be better",
                hint="make the number a key result, and let the title say what it is good for",
            )


def is_only_a_number(title: str) -> bool:
    """Whether a title holds a number and hardly anything else than what is counted.

    >>> [is_only_a_number(t) for t in ("Reach 2,000 sign-ups", "NPS 50", "+15% revenue")]
    [True, True, True]
    >>> is_only_a_number("Ready for the season of 2027"), is_only_a_number("Win small harbours")
    (False, False)
    """
    numbers = _NUMBER.findall(_YEAR.sub("", title))
    rest = _NUMBER.sub(" ", _YEAR.sub("", title)).casefold()
    words = [word for word in re.findall(r"[^\W\d_][\w'-]*", rest) if word not in _FILLERS]
    return bool(numbers) and len(words) <= _MOST_WORDS


def growth_without_guardrails(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """Growth at any price: an objective that lets a number grow names what must not suffer."""
    for objective in open_objectives(portfolio, assessment.as_of):
        if objective.fields.guardrails or not _grows(objective, portfolio):
            continue
        field = "improves" if objective.fields.improves else "pillar"
        aims = bare(objective.fields.improves) or (objective.pillar,)
        yield Finding(
            objective.document.key_place(field),
            f"the objective lets `{aims[0]}` grow, and names no KPI that must not suffer from it",
            hint="write `guardrails: [first-reply-time]`, with a KPI of yours",
        )


def _grows(objective: Objective, portfolio: Portfolio) -> bool:
    pillar = portfolio.pillars.get(objective.pillar)
    is_growth = bool(objective.fields.improves) or (pillar and pillar.kind is PillarKind.STAGE)
    rising = (
        kr.type in _GROWS and (kr.promise.target or 0) > (kr.promise.start or 0)
        for kr in objective.key_results
    )
    return bool(is_growth) and any(rising)


_FILLERS = frozenset(
    word
    for line in (
        "a an the of to by from in on at per for with than least most more less up down and our",
        "over under above below all each every week month quarter year",
        "reach hit get achieve attain increase grow raise lift reduce cut decrease lower improve",
        "make have bring drive win",
    )
    for word in line.split()
)
"""Words that a measure brings along."""
