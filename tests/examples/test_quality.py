"""Every rule of quality has a case that it finds, one that it lets pass, and one with an answer."""

import re
from collections import defaultdict
from datetime import date

import pytest
from documents import EXAMPLES, Case, cases
from projects import Project, project_of

from okrsite.assess.checks import COMPARED, RULES
from okrsite.base.problems import Problems, describe

_DAY = date(2026, 11, 20)
_DOCUMENTS = sorted(path.stem for path in (EXAMPLES / "messages").glob("quality-*.md"))
_CASES = [case for name in _DOCUMENTS for case in cases(f"messages/{name}.md")]
_ANSWERED = "answered: "


def _code(case: Case) -> str:
    found = re.match(r"OKR\d{3}", case.title)
    assert found, f"{case}: a case of quality begins with the code of its rule"
    return found[0]


def _told(problems: Problems, code: str, project: Project) -> str:
    shown = [describe(p, project.library.line) for p in problems if p.code == code]
    heads = (
        describe(p, lambda _: None).split("\n")[0] for p in problems.silenced if p.code == code
    )
    return "\n".join([*shown, *(_ANSWERED + head for head in heads)])


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_a_rule_finds_what_its_document_says_and_nothing_else(case: Case) -> None:
    project = project_of(case.files)
    errors = Problems(project.problems).errors
    assert project.printed(errors) == ""
    as_of = project.library.settings.as_of or _DAY
    case.expect(_told(project.checked(as_of), _code(case), project))


def test_each_rule_has_a_case_of_each_kind() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for case in _CASES:
        told = case.blocks["expected"]
        kind = "passes" if not told else "answered" if told.startswith(_ANSWERED) else "found"
        kinds[_code(case)].add(kind)
    assert dict(kinds) == {
        rule.code: {"passes", "answered", "found"} for rule in RULES if rule not in COMPARED
    }
