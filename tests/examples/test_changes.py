"""What changed between two states, in words: each case is a project, an edit, and what is said."""

import re
from datetime import date
from functools import cache

import pytest
from documents import Case, cases, shared
from projects import Project, project_of

from okrsite.compare.changes import applied, changed_things
from okrsite.compare.difference import ThingChange
from okrsite.compare.facts.facts import facts

_DOCUMENT = "changes.md"
_BEFORE = {name: text for name, text in shared(_DOCUMENT).items() if "/" in name}


@cache
def _before() -> Project:
    return project_of(_BEFORE)


def _edited(text: str, diff: str) -> str:
    """A text after an edit: lines with a minus go, those with a plus come in their place."""
    lines = text.split("\n")
    for hunk in re.findall(r"(?:^-.*\n?)*(?:^\+.*\n?)*", diff, re.MULTILINE):
        edits = hunk.splitlines()
        gone = [line[1:] for line in edits if line.startswith("-")]
        lines = _replaced(lines, gone, [line[1:] for line in edits if line.startswith("+")])
    return "\n".join(lines)


def _replaced(lines: list[str], gone: list[str], come: list[str]) -> list[str]:
    if not gone:
        assert not come, come
        return lines
    starts = [i for i in range(len(lines)) if lines[i : i + len(gone)] == gone]
    assert len(starts) == 1, gone
    return [*lines[: starts[0]], *come, *lines[starts[0] + len(gone) :]]


def _after(case: Case) -> dict[str, str]:
    """The files after the edit of a case; an empty edit takes the file away."""
    found = dict(_BEFORE)
    for name, diff in case.files.items():
        if diff == _BEFORE.get(name):
            continue
        if not diff:
            del found[name]
        elif name in _BEFORE:
            found[name] = _edited(found[name], diff)
        else:
            found[name] = "\n".join(line.removeprefix("+") for line in diff.split("\n"))
    return found


def _said(one: ThingChange) -> list[str]:
    renamed = f" ({one.was.id})" if one.was else ""
    head = f"{one.deed} {one.subject.kind} {one.subject.id}{renamed}: {one.title}"
    fields = [f"  {field.nature}: {field.sentence}" for field in one.fields if field.sentence]
    return [head, *([f"  {one.sentence}"] if one.sentence else []), *fields]


@pytest.mark.parametrize("case", cases(_DOCUMENT), ids=str)
def test_a_change_is_told_as_its_document_says(case: Case) -> None:
    before, after = _before(), project_of(_after(case))
    as_of = date.fromisoformat(case.blocks.get("as-of", "2026-11-20"))
    found = changed_things(before.portfolio, after.portfolio, as_of)
    case.expect("\n".join(line for one in found for line in _said(one)))
    assert applied(found, facts(before.portfolio)) == facts(after.portfolio)


def test_numbers_and_days_are_written_by_the_custom_of_a_language() -> None:
    case = next(one for one in cases(_DOCUMENT) if one.title.startswith("A target that is lowered"))
    before, after = _before(), project_of(_after(case))
    (one,) = changed_things(before.portfolio, after.portfolio, date(2026, 11, 20), "de")
    (field,) = one.fields
    assert "2.500" in field.sentence
    assert "2.000 sign-ups" in field.sentence
