"""Findings as a Code Quality report, which GitLab shows in a merge request."""

import json

from okrsite.base.problems import Problem, Severity
from okrsite.render.findings.fingerprint import fingerprinted
from okrsite.render.findings.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def gitlab(report: Report) -> str:
    """A list of issues; empty where nothing was found."""
    issues = [_issue(problem, name, report.prefix) for problem, name in fingerprinted(report.shown)]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _issue(problem: Problem, name: str, prefix: str) -> dict[str, object]:
    return {
        "description": problem.message,
        "check_name": problem.code,
        "fingerprint": name,
        "severity": _SEVERITIES[problem.severity],
        "location": {
            "path": prefix + problem.place.path,
            "lines": {"begin": max(1, problem.place.line)},
        },
    }
