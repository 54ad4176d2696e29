"""The door of the rules: a judged portfolio in, its findings out, weighed and answered."""

from collections.abc import Iterable, Mapping

from okrsite.assess.assessment import Assessment
from okrsite.assess.checks.compared import COMPARED
from okrsite.assess.checks.rule import Finding, Rule
from okrsite.assess.checks.table import CHECKS, RULES, UNANSWERING
from okrsite.base.problems import Place, Problem, Problems, Severity, did_you_mean
from okrsite.base.project import FILE_NAME
from okrsite.model.portfolio import Portfolio
from okrsite.model.silence import ignored_codes, without
from okrsite.read.config import Settings, setting_place
from okrsite.read.library import Library

_BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
_FAMILIES = ("OKR4", "OKR6")
_NEVER_UNANSWERED = (UNANSWERING, *COMPARED)


def check(portfolio: Portfolio, assessment: Assessment) -> Problems:
    """The findings on a judged portfolio; those that authors have answered are silenced.

    Unlike an error of the model, a finding can be answered whatever it weighs.
    """
    return weigh(((rule, find(portfolio, assessment)) for rule, find in CHECKS), portfolio)


def weigh(found: Iterable[tuple[Rule, Iterable[Finding]]], portfolio: Portfolio) -> Problems:
    """What rules found as problems, by the weights that the settings give them."""
    kept: list[Problem] = []
    answered: list[Problem] = []
    for rule, findings in found:
        severity = weight(rule, portfolio.settings)
        if severity is None:
            continue
        for finding in findings:
            is_answered = (finding.place.path, rule.code) in portfolio.silenced
            (answered if is_answered else kept).append(rule.problem(finding, severity))
    return Problems(kept, answered)


def unanswering(
    library: Library,
    portfolio: Portfolio,
    silenced: Iterable[Problem],
    found_later: tuple[str, ...] = (),
) -> Problems:
    """Each `ignore` that silences nothing (OKR620); `silenced` is what the others silence.

    Answers to a rule that is switched off, to one that compares revisions, and to codes that are
    `found_later` are let pass.
    """
    severity = weight(UNANSWERING, portfolio.settings)
    if severity is None:
        return Problems()
    used = {(problem.place.path, problem.code) for problem in silenced}
    found = Problems(
        UNANSWERING.problem(finding, severity)
        for document in library.documents
        for code in ignored_codes(document)
        if (document.path, code) not in used
        and code not in found_later
        and (finding := _unused(code, document.key_place("ignore", code), portfolio.settings))
    )
    return without(found, portfolio.silenced)


def check_settings(library: Library) -> Problems:
    """Report each code under `check.severity` that is not a rule's (OKR044)."""
    problems = Problems()
    for code in library.settings.check.severity:
        if code not in _BY_CODE:
            names = ["check", "severity", code]
            problems.error(
                "OKR044",
                setting_place(names, library.texts.get(FILE_NAME, "")),
                f"`{code}` is not the code of a rule of quality, and only theirs have a severity "
                "to set",
                hint=did_you_mean(code, _BY_CODE),
            )
    return problems


def weight(rule: Rule, settings: Settings) -> Severity | None:
    """What a rule's findings weigh by the settings; nothing where it is switched off."""
    chosen = settings.check.severity.get(rule.code, rule.severity)
    return None if chosen == "off" else Severity(chosen)


def _unused(code: str, place: Place, settings: Settings) -> Finding | None:
    """What to say of an answer that answers nothing; None where that may not be said."""
    rule = _BY_CODE.get(code)
    if rule is None and code.startswith(_FAMILIES):
        hint = did_you_mean(code, _BY_CODE)
        return Finding(place, f"there is no rule `{code}`, so nothing is silenced", hint)
    if rule in _NEVER_UNANSWERED or (rule and weight(rule, settings) is None):
        return None
    return Finding(
        place, f"there is nothing in this file for `{code}` to silence", "take the line out"
    )
