"""What a check came to, in words."""

from collections import Counter

from okrsite.assess.checks import RULES
from okrsite.base.problems import Problems, Severity
from okrsite.render.findings.report import Report

_TITLES = {rule.code: rule.title for rule in RULES}
_NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


def counted(problems: Problems) -> str:
    """How many problems there are of each weight; nothing where there are none."""
    return ", ".join(count_of(count, *_NOUNS[severity]) for severity, count in problems.counts)


def count_of(number: int, one: str, many: str) -> str:
    """A count with its noun.

    >>> count_of(1, "file", "files"), count_of(0, "file", "files")
    ('1 file', '0 files')
    """
    return f"{number} {one if number == 1 else many}"


def summary(report: Report) -> str:
    """How the check ends and why, counts by weight and by rule, and what was left out."""
    files = count_of(report.files, "file", "files")
    reasons = " and ".join(report.reasons)
    ending = f"fails for {reasons}" if reasons else "nothing stops a build"
    lines = [
        f"{files} checked, as of {report.as_of}: {ending}",
        *filter(None, [counted(report.shown)]),
        *_by_rule(report),
        *_left_out(report),
    ]
    for entry in report.gone:
        lines.append(f"no longer found, so take it out of the baseline: {entry.path}: {entry.code}")
    return "\n".join(lines)


def _left_out(report: Report) -> list[str]:
    counts = (
        (len(report.shown.silenced), "answered in its file"),
        (len(report.known), "known to the baseline"),
    )
    found = [f"{count} {words}" for count, words in counts if count]
    return [f"not shown: {', '.join(found)}"] if found else []


def _by_rule(report: Report) -> list[str]:
    counts = Counter((problem.severity, problem.code) for problem in report.shown)
    weights = list(Severity)
    ordered = sorted(counts, key=lambda pair: (weights.index(pair[0]), pair[1]))
    return [
        f"{counts[pair]:>5}  {pair[0]:<7}  {pair[1]}  {_TITLES.get(pair[1], '')}".rstrip()
        for pair in ordered
    ]
