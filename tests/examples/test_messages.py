"""Every message is text under test: its documents show the input, the caret and the hint."""

import re
from pathlib import Path

import pytest
from documents import EXAMPLES, Case, cases
from projects import project_of

_DOCUMENTS = sorted(path.stem for path in (EXAMPLES / "messages").glob("*.md"))
_CASES = [case for name in _DOCUMENTS for case in cases(f"messages/{name}.md")]
_ELSEWHERE = ("quality-", "policy")
_OF_PROBLEMS = [case for case in _CASES if not case.document.stem.startswith(_ELSEWHERE)]
_SRC = EXAMPLES.parents[1] / "src" / "okrsite"
_PAGES = EXAMPLES.parents[1] / "docs" / "problems.md"
_OUR_ROOMS = ("read", "model", "assess")
_SHOWN_ELSEWHERE = [
    EXAMPLES.parent / "read" / "test_sources.py",
    EXAMPLES.parent / "compare" / "test_since.py",
]


@pytest.mark.parametrize("case", _OF_PROBLEMS, ids=str)
def test_a_message_reads_as_its_document_says(case: Case) -> None:
    project = project_of(case.files)
    case.expect(project.printed(project.problems))


def _codes(text: str) -> set[str]:
    return set(re.findall(r"OKR[0-9]{3}", text))


def _codes_in(files: list[Path]) -> set[str]:
    return set().union(*(_codes(file.read_text(encoding="utf-8")) for file in files))


def _raised() -> set[str]:
    return _codes_in([file for room in _OUR_ROOMS for file in (_SRC / room).rglob("*.py")])


def test_each_code_has_a_message_under_test() -> None:
    shown = _codes("\n".join(case.blocks["expected"] for case in _CASES))
    shown |= _codes_in(_SHOWN_ELSEWHERE)
    assert _raised() - shown == set()


def test_each_code_has_a_section_in_the_docs() -> None:
    sections = set(re.findall(r"^## (OKR[0-9]{3})", _PAGES.read_text(encoding="utf-8"), re.M))
    assert _raised() - sections == set()
