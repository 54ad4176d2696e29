"""Findings as SARIF 2.1.0, the format of code scanning and of editors."""

import json
from urllib.parse import quote

from okrsite.assess.checks import RULES, Rule
from okrsite.base.problems import Place, Problem, Severity
from okrsite.render.findings.fingerprint import fingerprinted
from okrsite.render.findings.report import Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_RULES = {rule.code: rule for rule in RULES}

_Object = dict[str, object]


def sarif(report: Report) -> str:
    """One run, with the rules that found something and what they found."""
    codes = sorted({problem.code for problem in report.shown})
    driver = {
        "name": "okrsite",
        "semanticVersion": report.version,
        "rules": [_rule(code, _RULES.get(code)) for code in codes],
    }
    results = [
        _result(problem, name, codes.index(problem.code), report.prefix)
        for problem, name in fingerprinted(report.shown)
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str, rule: Rule | None) -> _Object:
    """What a reader is told of a code; only rules of quality have more than that to say."""
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem, name: str, index: int, prefix: str) -> _Object:
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    result: _Object = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [_location(problem.place, prefix)],
        "partialFingerprints": {"okrsite/v1": name},
    }
    if problem.others:
        result["relatedLocations"] = [_location(other, prefix) for other in problem.others]
    return result


def _location(place: Place, prefix: str) -> _Object:
    """A place; a whole file has no region."""
    physical: _Object = {"artifactLocation": {"uri": quote(prefix + place.path)}}
    if place.line:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.length,
        }
    return {"physicalLocation": physical}
