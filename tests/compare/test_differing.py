"""Two states of a project, found by revisions or folders, and judged on one day."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from commits import LINK, write_history
from projects import write

from okrsite.base.frozen import replace
from okrsite.base.problems import Place, Problem, Severity
from okrsite.compare.difference import Subject
from okrsite.compare.revision import NoRevisionError
from okrsite.differing import Compared, compare, compare_folders
from okrsite.exporting.differences import difference_html
from okrsite.model.goals import Kind
from okrsite.render.changes import FORMATS
from okrsite.render.changes.as_json import as_json
from okrsite.render.changes.markdown import markdown
from okrsite.render.findings.apart import apart

GOAL = "content/objectives/2026-q4/grow.md"
GROW = """---
title: Grow where it is easy
owner: ana
key_results:
  - {id: signups, title: Sign-ups, start: 800, target: 2000, values: {2026-09-20: 1200}}
---
"""
LOWER = GROW.replace("2000", "1600")
FURTHER = LOWER.replace("1200", "1400")
TODAY = date(2026, 11, 20)
KEY_RESULT = "grow#signups"


def _today(_: str) -> date:
    return TODAY


def _repository(root: Path, *texts: str, more: dict[str, bytes] | None = None) -> Path:
    """A repository with a commit for each text of the goal, the last one as the files stand."""
    write_history(root, ({GOAL: text.encode(), **(more or {})} for text in texts))
    write(root, {GOAL: texts[-1]})
    return root


def _compare(root: Path, revisions: str, as_of: date | None = TODAY) -> Compared:
    return compare(root, revisions, as_of, _today)


def _values(found: Compared) -> tuple[float | None, ...]:
    """The progress of the key result: before, by reality alone, and after."""
    moved = {one.subject.id: one for one in found.difference.shifts}
    one = moved.get(KEY_RESULT)
    return (one.before, one.between, one.after) if one else ()


def test_two_revisions_or_one_and_the_files_as_they_stand(tmp_path: Path) -> None:
    root = _repository(tmp_path, GROW, LOWER, FURTHER)
    write(root, {GOAL: FURTHER.replace("1400", "1600")})
    assert _values(_compare(root, "main~2..main~1")) == (1 / 3, 1 / 3, 0.5)
    assert _values(_compare(root, "main~2..main")) == (1 / 3, 0.5, 0.75)
    assert _values(_compare(root, "main..")) == _values(_compare(root, "main")) == (0.75, 1, 1)
    assert _compare(root, "main..main").difference.is_empty
    found = _compare(root, "main~1").difference
    assert (found.before.name, len(found.before.commit)) == ("main~1", 40)
    assert (found.after.name, found.after.commit) == ("", "")


def test_three_dots_leave_out_what_the_other_branch_did(tmp_path: Path) -> None:
    root = _repository(tmp_path, GROW, LOWER)
    _git(root, "branch", "theirs", "main")
    _git(root, "update-ref", "refs/heads/mine", "main~1")
    assert _values(_compare(root, "theirs..mine")) == (0.5, 0.5, 1 / 3)
    assert _compare(root, "theirs...mine").difference.is_empty
    _git(root, "symbolic-ref", "HEAD", "refs/heads/mine")
    assert _values(_compare(root, "theirs...")) == (1 / 3, 1 / 3, 0.5)


def test_two_folders_are_compared_without_git(tmp_path: Path) -> None:
    for name, text in (("old", GROW), ("new", FURTHER)):
        write(tmp_path / name, {GOAL: text})
    found = compare_folders(tmp_path / "old", tmp_path / "new", TODAY, _today)
    assert _values(found) == (1 / 3, 0.5, 0.75)
    assert found.after.portfolio.key_results[KEY_RESULT].promise.target == 1600
    assert found.before.assessment.key_results[KEY_RESULT].progress == 1 / 3


def test_both_states_are_judged_on_one_day_that_of_the_later_one(tmp_path: Path) -> None:
    settings = {"okrsite.toml": b'timezone = "Pacific/Kiritimati"\n'}
    root = _repository(tmp_path / "a", GROW, FURTHER, more=settings)
    write(root, {"okrsite.toml": settings["okrsite.toml"]})
    days = [_compare(root, name, None).difference.as_of for name in ("main~1..main", "main")]
    assert days == [date(2026, 9, 22), TODAY]
    fixed = {"okrsite.toml": b"as_of = 2026-10-31\n"}
    root = _repository(tmp_path / "b", GROW, FURTHER, more=fixed)
    found = _compare(root, "main~1..main", None)
    assert found.difference.as_of == found.before.assessment.as_of == date(2026, 10, 31)
    assert _compare(root, "main~1..main").difference.as_of == TODAY


def test_findings_appear_and_vanish_and_stay_where_only_their_numbers_differ(
    tmp_path: Path,
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, {GOAL: GROW})
    write(new, {GOAL: GROW.replace("09-20", "10-20"), "content/a.txt": "No page"})
    found = compare_folders(old, new, TODAY, _today).difference
    assert ([one.code for one in found.appeared], found.vanished) == (["OKR007"], ())
    back = compare_folders(new, old, TODAY, _today).difference
    assert ([one.code for one in back.vanished], back.appeared) == (["OKR007"], ())


def test_a_goal_under_another_name_has_moved_no_number_and_found_nothing_new(
    tmp_path: Path,
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    checkin = "content/checkins/2026-09-22-ana.md"
    said = "---\nupdates:\n  grow#signups: {value: 1300, confidence: 6}\n---\n"
    write(old, {GOAL: GROW, checkin: said})
    write(new, {GOAL.replace("grow", "thrive"): GROW, checkin: said.replace("grow", "thrive")})
    found = compare_folders(old, new, TODAY, _today).difference
    assert [one.was for one in found.things if one.was] == [Subject(Kind.OBJECTIVE, "grow")]
    assert (found.shifts, found.appeared, found.vanished) == ((), (), ())


def test_a_finding_keeps_its_name_when_its_thing_gets_another() -> None:
    was = Problem("OKR602", Severity.WARNING, Place("a.md", 3, 1), "`a#x` is silent for 3 days")
    is_ = Problem("OKR602", Severity.WARNING, Place("b.md", 9, 1), "`b#x` is silent for 9 days")
    assert apart([was], [is_], {"b.md": "a.md", "b#x": "a#x"}) == ((), ())
    assert apart([was], [is_], {}) == ((is_,), (was,))
    error = replace(is_, severity=Severity.ERROR)
    assert apart([replace(error, message="3 is wrong")], [error], {})[0] == (error,)


def test_what_is_wrong_is_left_out_and_found(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, {GOAL: GROW})
    write(new, {GOAL: GROW.replace("target: 2000", "target: many"), "content/a.md": "---\nx: {\n"})
    found = compare_folders(old, new, TODAY, _today).difference
    assert [str(one.place.path) for one in found.appeared] == ["content/a.md", GOAL]
    assert found.vanished == ()
    gone = next(one for one in found.shifts if one.subject.id == "grow")
    assert gone.after is None


def test_a_project_below_the_top_that_was_not_there_yet_is_new(tmp_path: Path) -> None:
    nested = f"goals of us/{GOAL}"
    write_history(tmp_path, ({"README": b"Hello"}, {nested: GROW.encode()}))
    (tmp_path / "goals of us").mkdir()
    found = _compare(tmp_path / "goals of us", "main~1..main")
    assert _values(found) == (None, None, 1 / 3)
    assert {one.code for one in found.difference.appeared} == {"OKR602"}
    assert found.before.library.root == tmp_path / "goals of us"


def test_links_and_odd_names_of_a_revision_are_refused_as_those_of_a_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(GROW)
    more = {
        "content/objectives/out.md": LINK + str(secret).encode(),
        "content/objectives/up.md": LINK + b"../../../secret.md",
        "content/objectives/a\nb.md": GROW.encode(),
        "okrsite.toml": LINK + b"/etc/passwd",
    }
    root = _repository(tmp_path / "r", GROW, FURTHER)
    write_history(tmp_path / "s", ({GOAL: GROW.encode()}, {GOAL: GROW.encode(), **more}))
    found = _compare(tmp_path / "s", "main~1..main").difference
    assert sorted(one.code for one in found.appeared) == ["OKR004", "OKR005", "OKR005"]
    assert found.shifts == ()
    assert _values(_compare(root, "main~1..main"))


@pytest.mark.parametrize(
    ("content", "code"), [(LINK + b"/tmp", "OKR005"), (b"No folder", "OKR008")]
)
def test_content_that_is_no_folder_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    write_history(tmp_path, ({GOAL: GROW.encode()}, {"content": content}))
    found = _compare(tmp_path, "main~1..main").difference
    assert [one.code for one in found.appeared] == [code]


@pytest.mark.parametrize(
    "revisions", ["nowhere..main", "main..nowhere", "--output=x", "main..a..b"]
)
def test_a_revision_that_is_not_there_is_named(tmp_path: Path, revisions: str) -> None:
    root = _repository(tmp_path, GROW)
    with pytest.raises(NoRevisionError, match="there is no revision `") as found:
        _compare(root, revisions)
    assert found.value.hint == "name a commit, a branch or a tag, such as `origin/main`"


def test_without_a_repository_two_folders_are_proposed(tmp_path: Path) -> None:
    write(tmp_path, {GOAL: GROW})
    with pytest.raises(NoRevisionError, match="is not in a git repository") as found:
        _compare(tmp_path, "main")
    assert found.value.hint.endswith("or name two folders to compare")


def test_a_shallow_clone_and_strangers_are_told_apart(tmp_path: Path) -> None:
    root = _repository(tmp_path / "whole", GROW, LOWER)
    _git(tmp_path, "clone", "-q", "--depth", "1", "-b", "main", root.as_uri(), "shallow")
    with pytest.raises(NoRevisionError) as found:
        _compare(tmp_path / "shallow", "main~1..main")
    assert "git fetch --unshallow" in found.value.hint
    _git(root, "fast-import", "--quiet", told=_STRANGER)
    with pytest.raises(NoRevisionError, match="no common ancestor"):
        _compare(root, "main...stranger")


def _git(root: Path, *words: str, told: bytes = b"") -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, input=told)


_STRANGER = b"commit refs/heads/stranger\ncommitter Ben <b@example.com> 1 +0000\ndata 0\n\n"


@pytest.mark.parametrize("day", ["2026-10-01", "2027-02-01"])
def test_a_day_that_the_changes_bring_themselves_sets_nothing_free(
    tmp_path: Path, day: str
) -> None:
    """On the first the targets are not fixed yet, on the second the cycle is over."""
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, {GOAL: GROW})
    write(new, {GOAL: LOWER, "okrsite.toml": f"as_of = {day}\n"})
    found = compare_folders(old, new, None, _today).difference
    assert (str(found.as_of), [one.code for one in found.rulings]) == (day, ["OKR630"])


def test_a_commit_is_not_of_a_day_before_the_other(tmp_path: Path) -> None:
    root = _repository(tmp_path, GROW)
    head = "commit refs/heads/back\ncommitter Ana <ana@example.com> 1000000000 +0000\ndata 0\n"
    stream = f"{head}from main^0\nM 644 inline {GOAL}\ndata {len(LOWER)}\n{LOWER}\n".encode()
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=stream, check=True)
    assert _compare(root, "main..back", None).difference.as_of == date(2026, 9, 21)


def test_what_a_file_answers_itself_fails_nothing_and_is_seen(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, {GOAL: GROW})
    answered = LOWER.replace("owner: ana", "owner: ana\nignore: {OKR630: The board <b> agreed}")
    write(new, {GOAL: answered})
    found = compare_folders(old, new, TODAY, _today).difference
    assert found.rulings == ()
    assert [(one.code, one.hint) for one in found.answered] == [("OKR630", "The board <b> agreed")]
    assert not replace(found, things=(), shifts=(), alerts=(), appeared=()).is_empty
    comment = markdown(found)
    assert comment.startswith("<!-- okrsite diff -->\n### Goals: 1 finding answered, 1 goalpost")
    line = next(one for one in comment.split("\n") if one.startswith("- ⚠️ answered: "))
    assert "no revision says so; answered in the file: The board &lt;b&gt; agreed." in line
    assert '"reason":"The board <b> agreed"' in as_json(found)


@pytest.mark.promise
def test_no_path_of_a_machine_is_told(tmp_path: Path) -> None:
    root = _repository(tmp_path / "r", GROW, LOWER)
    write(tmp_path / "old", {GOAL: GROW})
    in_git = compare(root.absolute(), "main~1", TODAY, _today)
    folders = compare_folders(tmp_path / "old", root, TODAY, _today)
    for found in (in_git, folders):
        told = (
            markdown(found.difference),
            as_json(found.difference),
            FORMATS["text"](found.difference),
        )
        assert not [one for one in (*told, difference_html(found)) if str(tmp_path) in one]
    assert folders.difference.before.name == "old"


def test_what_cannot_be_read_is_to_be_decided_since_no_policy_holds_it(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, {GOAL: GROW})
    write(new, {GOAL: LOWER.replace("owner:", "nonsense: 1\nowner:")})
    found = compare_folders(old, new, TODAY, _today).difference
    assert found.rulings == ()
    comment = markdown(found)
    assert comment.split("\n")[1].startswith("### Goals: 1 error")
    assert "\n- ❌ error: <code>nonsense</code> is not a field here" in comment
    assert "Findings that appear" not in comment


def test_a_key_result_that_is_measured_by_something_else_is_told(tmp_path: Path) -> None:
    """The name of the source alone is no matter."""
    measured = GROW.replace("start: 800", "source: hits, start: 800").replace(
        ", values: {2026-09-20: 1200}", ""
    )
    kpi = "---\ntitle: {}\nunit: people\nbetter: higher\nvalues: {{2026-09: {}}}\n---\n"
    kpis = {
        "content/kpis/hits.md": kpi.format("Hits of the page", 900),
        "content/kpis/clicks.md": kpi.format("Clicks on anything", 1900),
    }
    renamed = {
        GOAL: measured.replace("hits", "views"),
        "content/kpis/views.md": kpis["content/kpis/hits.md"],
        "content/kpis/clicks.md": kpis["content/kpis/clicks.md"],
    }
    old, swapped, called = (tmp_path / name for name in ("old", "swapped", "called"))
    write(old, {GOAL: measured, **kpis})
    write(swapped, {GOAL: measured.replace("hits", "clicks"), **kpis})
    write(called, renamed)
    found = compare_folders(old, swapped, TODAY, _today).difference
    assert [(one.code, one.severity, one.hint) for one in found.rulings] == [
        ("OKR630", Severity.WARNING, "put back `source: hits`")
    ]
    assert compare_folders(old, called, TODAY, _today).difference.rulings == ()
