"""Findings as JSON, for programs of one's own."""

import json

from okrsite.base.problems import Place, Problem, Severity
from okrsite.render.findings.fingerprint import fingerprinted
from okrsite.render.findings.report import Report

VERSION = 1


def as_json(report: Report) -> str:
    """All of a report: counts, reasons to fail, and each finding with its place and hint."""
    counts = {severity.value: len(report.shown.of(severity)) for severity in Severity}
    document = {
        "version": VERSION,
        "as_of": report.as_of.isoformat(),
        "files": report.files,
        "counts": {
            **counts,
            "silenced": len(report.shown.silenced),
            "baseline": len(report.known),
        },
        "fails": list(report.reasons),
        "findings": [_finding(*pair) for pair in fingerprinted(report.shown)],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(problem: Problem, name: str) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        **_place(problem.place),
        "message": problem.message,
        "hint": problem.hint,
        "others": [_place(other) for other in problem.others],
        "fingerprint": name,
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "length": place.length,
    }
