"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from okrsite.base.problems import Problem, Severity
from okrsite.render.findings.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_SIGNS = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_MESSAGE = str.maketrans(_SIGNS)
_IN_PROPERTY = str.maketrans(_SIGNS | {":": "%3A", ",": "%2C"})


def github(report: Report) -> str:
    """A line for each finding; nothing where there is none."""
    return "".join(f"{_command(problem, report.prefix)}\n" for problem in report.shown)


def _command(problem: Problem, prefix: str) -> str:
    place = problem.place
    properties = {"file": prefix + place.path}
    if place.line:
        properties |= {
            "line": str(place.line),
            "col": str(place.column),
            "endColumn": str(place.column + place.length),
        }
    properties["title"] = problem.code
    listed = ",".join(f"{name}={v.translate(_IN_PROPERTY)}" for name, v in properties.items())
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{_COMMANDS[problem.severity]} {listed}::{message.translate(_IN_MESSAGE)}"
