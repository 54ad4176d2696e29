"""What becomes of a draft's findings: those of a baseline are left out, and some end in failure."""

from collections.abc import Iterable
from datetime import date

from okrsite import __version__
from okrsite.assess.assessment import Assessment
from okrsite.assess.checks import RULES
from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Problems, Severity, together
from okrsite.compare.facts.renames import matched
from okrsite.compare.policy.policy import rulings
from okrsite.compare.policy.strictness import held_on
from okrsite.compare.revision import portfolio_at
from okrsite.journey import Draft
from okrsite.render.findings import Report
from okrsite.render.findings.baseline import Entry, sort
from okrsite.render.findings.summary import count_of, counted


class Asked(Frozen):
    """What a person asks of a check.

    `fail_on` names states of the business that are failures, too: `alert`, `gap`. `prefix` leads
    from where the check runs to the project.
    """

    is_strict: bool = False
    fail_on: tuple[str, ...] = ()
    baseline: tuple[Entry, ...] = ()
    prefix: str = ""


def rule_words(code: str) -> str:
    """A rule of quality for people, by its code; nothing where there is none of that code.

    >>> rule_words("OKR401").splitlines()[0]
    'OKR401: A given score without a reason (warning)'
    """
    for rule in RULES:
        if rule.code == code.upper():
            return f"{rule.code}: {rule.title} ({rule.severity})\n  {rule.why}\n  {rule.remedy}"
    return ""


def since(drafted: Draft, revision: str, now: date | None = None) -> Draft:
    """The draft with what the policy says of the changes since a revision.

    They are held on its day, or on that of `now` where it is the changes that bring another one.
    Raises NoRevisionError where there is no such revision to compare with.
    """
    before = portfolio_at(drafted.library.root, revision)
    unread = frozenset(problem.place.path for problem in drafted.problems.errors)
    after = drafted.portfolio
    day = drafted.as_of
    if now:
        day = held_on(before.settings, after.settings, day, now)
    found = rulings(before, after, day, matched(before, after), unread)
    return replace(drafted, problems=together(drafted.problems, found))


def report(drafted: Draft, asked: Asked) -> Report:
    """The findings to show, and whether the check fails."""
    found = sort(drafted.problems, asked.baseline)
    shown = Problems(found.new, drafted.problems.silenced)
    return Report(
        shown=shown,
        known=found.known,
        gone=found.gone,
        reasons=(*_of_the_files(shown, asked), *_of_the_business(drafted.assessment, asked)),
        as_of=drafted.as_of,
        files=len(drafted.library.documents),
        prefix=asked.prefix,
        version=__version__,
    )


def _of_the_files(shown: Problems, asked: Asked) -> Iterable[str]:
    """Errors always stop a check, warnings a strict one, advice never."""
    if shown.errors:
        yield counted(Problems(shown.errors))
    warnings = shown.of(Severity.WARNING)
    if warnings and asked.is_strict:
        yield f"{counted(Problems(warnings))} under --strict"


def _of_the_business(judged: Assessment | None, asked: Asked) -> Iterable[str]:
    """Alerts and gaps, where the check is to fail on them."""
    if judged is None:
        return
    gaps = [gap.kpi for gap in judged.gaps if not gap.objectives]
    for word, ids in (("alert", judged.alerts), ("gap", gaps)):
        if ids and word in asked.fail_on:
            yield f"{count_of(len(ids), word, f'{word}s')} ({', '.join(ids)})"
