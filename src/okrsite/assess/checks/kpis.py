"""What a KPI says of itself: what is done when it worsens, and which stage it is for."""

from collections.abc import Iterator

from okrsite.assess.assessment import Assessment
from okrsite.assess.checks.rule import Finding
from okrsite.assess.checks.scope import is_retired
from okrsite.model.portfolio import Portfolio

_NOTHING = ("nothing", "none", "no", "n/a", "-")


def unanswered(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """The test of a KPI: what would be done if it worsened? Nothing, and it is a metric."""
    for kpi in portfolio.kpis.values():
        answer = (kpi.fields.if_it_worsens or "").strip().rstrip(".").casefold()
        if is_retired(kpi, assessment.as_of) or (answer and answer not in _NOTHING):
            continue
        if answer:
            yield Finding(
                kpi.document.place("if_it_worsens"),
                f"nothing is done if `{kpi.title}` worsens, so it is a metric",
                hint="move the file to `content/metrics/`, or say what you would do",
            )
        else:
            yield Finding(
                kpi.document.key_place("title"),
                f"nobody has said what is done if `{kpi.title}` worsens",
                hint="write `if_it_worsens: Pause the campaigns`; if the answer is nothing, it is "
                "a metric",
            )


def of_another_stage(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A KPI that was chosen for another stage of the company than the present one."""
    stage = portfolio.settings.company.stage
    for kpi in portfolio.kpis.values():
        chosen = kpi.fields.company_stage or ""
        if not stage or not chosen or is_retired(kpi, assessment.as_of):
            continue
        if chosen.casefold() != stage.casefold():
            yield Finding(
                kpi.document.place("company_stage"),
                f"the KPI is for the stage `{chosen}`, and the company is at `{stage}`",
                hint=f"retire it, or write `company_stage: {stage}` where it still tells something",
            )
