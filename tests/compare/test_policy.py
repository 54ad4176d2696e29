"""What the policy says of changes: each case is a state of the files, and what became of it."""

import re
from collections.abc import Mapping
from datetime import date

import pytest
from documents import Case, cases
from hypothesis import assume, given, settings
from portfolios import days, projects
from projects import Project, project_of

from okrsite.assess.checks import COMPARED
from okrsite.assess.checks.compared import MOVED
from okrsite.base.frozen import replace
from okrsite.base.problems import Problem, Problems, describe, together
from okrsite.compare.difference import Subject
from okrsite.compare.policy.policy import rulings
from okrsite.model.goals import Kind
from okrsite.read.config import Policy

_DAY = date(2026, 11, 20)
_AFTER = "after/"
_KEY_RESULTS = 12  # that a generated project has at the most
_CASES = cases("messages/policy.md")


def _before(case: Case) -> dict[str, str]:
    return {path: text for path, text in case.files.items() if not path.startswith(_AFTER)}


def _after(case: Case) -> dict[str, str]:
    changed = {
        path.removeprefix(_AFTER): text
        for path, text in case.files.items()
        if path.startswith(_AFTER)
    }
    gone = case.blocks.get("gone", "").split()
    return {path: text for path, text in (_before(case) | changed).items() if path not in gone}


def _ruled(before: Project, after: Project) -> Problems:
    return rulings(before.portfolio, after.portfolio, _DAY)


def _told(found: Problems, after: Project) -> str:
    told = [describe(problem, after.library.line) for problem in found]
    answered = (describe(p, lambda _: None).split("\n")[0] for p in found.silenced)
    return "\n".join([*told, *(f"answered: {head}" for head in answered)])


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_a_change_is_ruled_as_its_document_says(case: Case) -> None:
    before, after = project_of(_before(case)), project_of(_after(case))
    errors = Problems(together(before.met, after.met)).errors
    assert before.printed(errors) == ""
    case.expect(_told(_ruled(before, after), after))


def test_each_rule_about_changes_has_a_case() -> None:
    told = "\n".join(case.blocks["expected"] for case in _CASES)
    assert {rule.code for rule in COMPARED} <= set(re.findall("OKR[0-9]{3}", told))


def _case(title: str) -> Case:
    return next(case for case in _CASES if case.title == title)


def _pasted(found: Problem, files: Mapping[str, str]) -> dict[str, str]:
    """The files with the entry of a hint in the key result that it is about."""
    entry = re.search(r"\{date.*\}(?=\]?`)", found.hint)
    assert entry, found
    lines = files[found.place.path].split("\n")
    at = found.place.line - 1
    reason = entry[0].replace("…", "The launch slipped")
    if found.hint.startswith("add"):
        lines[at] = lines[at].replace("revisions: [", f"revisions: [{reason}, ")
    elif lines[at].lstrip().startswith("- {"):
        lines[at] = f"{lines[at][:-1]}, revisions: [{reason}]}}"
    else:
        lines[at] += f"\n    revisions: [{reason}]"
    return {**files, found.place.path: "\n".join(lines)}


def _to_paste(found: Problems) -> list[Problem]:
    return [one for one in found if one.code == MOVED.code and "revisions:" in one.hint]


@pytest.mark.parametrize(
    "title",
    [
        "A target that moved after it was fixed",
        "Several parts of a promise, accounted for by one entry",
    ],
)
def test_one_line_of_a_hint_is_pasted_and_all_is_accounted_for(title: str) -> None:
    case = _case(title)
    before, files = project_of(_before(case)), _after(case)
    found = _to_paste(_ruled(before, project_of(files)))
    assert found
    assert _to_paste(_ruled(before, project_of(_pasted(found[0], files)))) == []


def test_a_level_and_milestones_are_accounted_for_as_well() -> None:
    case = _case("A level that moved, and milestones")
    before, files = project_of(_before(case)), _after(case)
    for one in ("Uptime", "Launch"):
        found = _to_paste(_ruled(before, project_of(files)))
        assert f"`{one}`" in found[0].message
        files = _pasted(found[0], files)
    assert _to_paste(_ruled(before, project_of(files))) == []


@settings(max_examples=20)
@given(files=projects(), changed=projects(), day=days)
def test_whatever_changed_the_lines_of_the_hints_account_for_it(
    files: dict[str, str], changed: dict[str, str], day: date
) -> None:
    assume(not Problems(project_of(changed).met).errors)
    before = project_of(files).portfolio
    assume(not Problems(project_of(changed).met).errors)
    for _ in range(_KEY_RESULTS):
        after = project_of(changed)
        assert after.printed(Problems(after.met).errors) == ""
        found = _to_paste(rulings(before, after.portfolio, day))
        if not found:
            return
        changed = _pasted(found[0], changed)
    pytest.fail(f"still unaccounted for: {found}")


def test_what_got_another_name_is_neither_gone_nor_new() -> None:
    case = _case("Nothing changed")
    files = _before(case)
    old, new = "content/objectives/2026-q4/grow.md", "content/objectives/2026-q4/thrive.md"
    moved = {new if path == old else path: text for path, text in files.items()}
    check_in = "content/checkins/2026-11-06-ana.md"
    moved[check_in] = moved[check_in].replace("grow#", "thrive#")
    moved["content/kpis/sales.md"] = moved["content/kpis/sales.md"].replace("grow", "thrive")
    before, after = project_of(files), project_of(moved)
    assert [problem.code for problem in _ruled(before, after)] == ["OKR636"]
    renamed = {Subject(Kind.OBJECTIVE, "thrive"): Subject(Kind.OBJECTIVE, "grow")}
    assert list(rulings(before.portfolio, after.portfolio, _DAY, renamed)) == []


def test_what_cannot_be_read_is_not_taken_for_deleted() -> None:
    case = _case("Nothing changed")
    goal = "content/objectives/2026-q4/grow.md"
    before = project_of(_before(case))
    after = project_of({**_before(case), goal: "---\ntitle: [\n---\n"})
    unread = frozenset(problem.place.path for problem in after.met)
    found = rulings(before.portfolio, after.portfolio, _DAY, unread=unread)
    assert [problem.place.path for problem in found] == []


def test_a_free_change_is_not_spoken_of() -> None:
    free = dict.fromkeys(Policy.model_fields, "free")
    for case in _CASES:
        before, after = project_of(_before(case)), project_of(_after(case))
        settings = after.portfolio.settings.model_copy(
            update={"policy": Policy.model_validate(free)}
        )
        told = rulings(
            replace(before.portfolio, settings=settings),
            replace(after.portfolio, settings=settings),
            _DAY,
        )
        assert list(told) == [], case


def test_nothing_is_said_of_two_states_that_are_the_same() -> None:
    for case in _CASES:
        project = project_of(_after(case))
        assert _told(_ruled(project, project), project) == "", case
