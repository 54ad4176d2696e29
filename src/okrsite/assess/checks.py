"""What is worth saying of goals once they are judged: each rule a function, each with a code."""

from collections.abc import Callable, Iterator

from okrsite.assess.assessment import Assessment
from okrsite.base.problems import Problem, Problems, Severity
from okrsite.model.portfolio import Portfolio
from okrsite.model.silence import without

_NEAR = 0.05 + 1e-9


def check(portfolio: Portfolio, assessment: Assessment) -> Problems:
    """The findings on a judged portfolio, without those that authors have silenced."""
    found = (problem for rule in _RULES for problem in rule(portfolio, assessment))
    return without(Problems(found), portfolio.silenced)


def _unexplained_scores(portfolio: Portfolio, assessment: Assessment) -> Iterator[Problem]:
    """A given score that differs from the computed one by more than 0.05 needs a reason."""
    for objective in portfolio.objectives.values():
        judged, closing = assessment.objectives[objective.id], objective.fields.closing
        if closing is None or closing.reason or judged.given_score is None or judged.score is None:
            continue
        if abs(judged.given_score - judged.score) > _NEAR:
            yield Problem(
                "OKR401",
                Severity.WARNING,
                objective.document.place("closing", "score"),
                f"the given score {judged.given_score:.2f} differs from the computed "
                f"{judged.score:.2f}, and no `reason` says why",
                hint="write `reason:` under `closing:`",
            )


_RULES: tuple[Callable[[Portfolio, Assessment], Iterator[Problem]], ...] = (_unexplained_scores,)
