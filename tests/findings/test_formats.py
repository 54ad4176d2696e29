"""Findings as machines read them: each format is a whole document, and says the same things."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from projects import project_of

from okrsite.base.frozen import replace
from okrsite.base.problems import Place, Problem, Problems, Severity
from okrsite.render.findings import FORMATS, Report
from okrsite.render.findings.fingerprint import fingerprinted

DAY = date(2026, 11, 20)
GOAL = "content/objectives/2026-q4/grow.md"
FILES = {
    GOAL: "---\ntitle: NPS 50\nowner: open\n---\n",
    "content/kpis/50% of sales, more.md": "---\ntitle: Sales\nvalues: {2026-10: 4}\n---\n",
}
NOTHING = Report(Problems(), (), (), (), DAY, 0, "", "1.0")


@pytest.fixture(scope="module")
def report() -> Report:
    """An error of a whole file, warnings and advice with a line each."""
    project = project_of(FILES)
    found = project.checked(DAY)
    return replace(NOTHING, shown=found, files=2, prefix="goals/", reasons=("1 error",))


def _document(name: str, report: Report) -> Any:
    return json.loads(FORMATS[name](report))


def test_json_says_everything(report: Report) -> None:
    told = _document("json", report)
    assert told["version"] == 1
    assert (told["as_of"], told["files"], told["fails"]) == ("2026-11-20", 2, ["1 error"])
    assert told["counts"] == {"error": 1, "warning": 2, "advice": 1, "silenced": 0, "baseline": 0}
    assert told["findings"][-1] == {
        "code": "OKR210",
        "severity": "warning",
        "path": GOAL,
        "line": 3,
        "column": 8,
        "length": 4,
        "message": "an owner is still sought",
        "hint": "name one person when there is one",
        "others": [],
        "fingerprint": told["findings"][-1]["fingerprint"],
    }


def test_github_reads_a_command_a_line(report: Report) -> None:
    lines = FORMATS["github"](report).splitlines()
    head = "::error file=goals/content/kpis/50%25 of sales%2C more.md,title=OKR100::"
    assert lines[0].startswith(f"{head}`50%25 of sales, more` cannot be an id")
    assert (
        f"::warning file=goals/{GOAL},line=3,col=8,endColumn=12,title=OKR210::"
        "an owner is still sought%0Aname one person when there is one" in lines
    )
    assert sum(line.startswith("::notice ") for line in lines) == 1


def test_gitlab_reads_a_list_of_issues(report: Report) -> None:
    issues = _document("gitlab", report)
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info", "minor"]
    assert issues[-1]["location"] == {"path": f"goals/{GOAL}", "lines": {"begin": 3}}
    assert len({issue["fingerprint"] for issue in issues}) == 4


def test_sarif_names_rules_and_regions(report: Report) -> None:
    (run,) = _document("sarif", report)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["OKR100", "OKR210", "OKR601", "OKR610"]
    assert rules[3]["shortDescription"] == {"text": "A title that is only a number"}
    assert rules[3]["defaultConfiguration"] == {"level": "note"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    physical = run["results"][-1]["locations"][0]["physicalLocation"]
    assert physical == {
        "artifactLocation": {"uri": f"goals/{GOAL}"},
        "region": {"startLine": 3, "startColumn": 8, "endColumn": 12},
    }
    (whole,) = (r for r in run["results"] if r["ruleId"] == "OKR100")
    assert whole["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "goals/content/kpis/50%25%20of%20sales%2C%20more.md"}
    }


def test_no_format_names_a_folder_of_this_machine(report: Report) -> None:
    for tell in FORMATS.values():
        assert str(Path.cwd()) not in tell(report)
        assert "/tmp/" not in tell(report)


def test_nothing_found_is_a_whole_document_too() -> None:
    assert FORMATS["github"](NOTHING) == ""
    assert _document("gitlab", NOTHING) == []
    assert _document("sarif", NOTHING)["runs"][0]["results"] == []
    assert _document("json", NOTHING)["findings"] == []


def _fingerprints(files: Mapping[str, str]) -> list[str]:
    return [name for _, name in fingerprinted(project_of(files).checked(DAY))]


def test_fingerprints_stay_when_lines_move(report: Report) -> None:
    moved = {**FILES, GOAL: FILES[GOAL].replace("title", "priority: 1\n# why not\ntitle")}
    assert _fingerprints(moved) == _fingerprints(FILES)


def test_two_findings_that_read_the_same_have_two_fingerprints() -> None:
    twins = [Problem("OKR601", Severity.WARNING, Place("a.md", n, 1), "so") for n in (1, 2)]
    assert len({name for _, name in fingerprinted(twins)}) == 2
