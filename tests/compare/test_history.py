"""The history of promises: what git remembers of each, through every name a goal ever had."""

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repositories import Repository, begun

from okrsite.compare import git
from okrsite.compare.history import NO_HISTORY, History, PromiseStep, Terms, history
from okrsite.compare.history.log import Entry, FileChange
from okrsite.compare.history.promised import Commit
from okrsite.compare.history.versions import versions
from okrsite.compare.history.walk import followed, promises
from okrsite.write.charts import ChartStore

GOAL = "content/objectives/2026-q4/grow.md"
TEXT = """---
title: Grow where it is easy
owner: ana
key_results:
  - title: Sign-ups per week
    start: 800
    target: 2000
    unit: sign-ups
---
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return begun(tmp_path / "goals")


def steps(found: History, key: str = "grow#sign-ups-per-week") -> tuple[PromiseStep, ...]:
    """What became of the promise of a key result."""
    return next((one.steps for one in found.promised if one.key_result == key), ())


def targets(found: History, key: str = "grow#sign-ups-per-week") -> list[float | None]:
    """The targets of a key result, one step after the other."""
    return [step.now.target for step in steps(found, key)]


def aiming(target: int, text: str = TEXT) -> str:
    return text.replace("target: 2000", f"target: {target}")


def test_the_first_promise_and_each_change_have_a_day_a_person_and_a_commit(
    repository: Repository,
) -> None:
    first = repository.commit("2026-10-01", {GOAL: TEXT}, "Ana")
    second = repository.commit("2026-11-02", {GOAL: aiming(1600)}, "Ben Bär")
    made, moved = steps(repository.history())
    assert (made.was, made.now.target, made.now.cycle) == (None, 2000, "2026-q4")
    assert (made.commit.id, made.commit.author) == (first, "Ana")
    assert moved.was == made.now
    assert moved.now.target == 1600
    assert (moved.commit.id, moved.commit.author) == (second, "Ben Bär")
    assert moved.commit.day == date(2026, 11, 2)


def test_a_day_is_one_of_the_timezone(repository: Repository) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT}, hour=23)
    (made,) = steps(repository.history(timezone="Europe/Berlin"))
    assert made.commit.day == date(2026, 10, 2)


def test_values_and_words_are_no_promise(repository: Repository) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT})
    measured = TEXT.replace("sign-ups\n", "sign-ups\n    values: {2026-10-08: 900}\n")
    repository.commit("2026-10-08", {GOAL: measured + "Because.\n"})
    assert targets(repository.history()) == [2000]


def test_a_file_is_followed_through_its_names_and_folders(repository: Repository) -> None:
    repository.commit("2026-10-01", {"okrs/content/objectives/2026-q4/old.md": TEXT})
    repository.commit(
        "2026-10-02",
        {"okrs/content/objectives/2026-q4/old.md": None, GOAL: aiming(1900)},
    )
    repository.commit("2026-10-03", {GOAL: None, GOAL.replace("q4", "q3"): aiming(1900)})
    found = steps(repository.history())
    assert [step.now.target for step in found] == [2000, 1900, 1900]
    assert [step.now.cycle for step in found] == ["2026-q4", "2026-q4", "2026-q3"]


def test_a_project_in_a_folder_of_the_repository_has_its_own_history(
    repository: Repository,
) -> None:
    repository.commit("2026-10-01", {f"a/{GOAL}": TEXT, f"b/{GOAL}": aiming(5000)})
    repository.commit("2026-10-02", {f"b/{GOAL}": aiming(6000)})
    assert targets(repository.history("a")) == [2000]
    assert targets(repository.history("b")) == [5000, 6000]


def test_a_new_goal_under_a_name_that_became_free_begins_anew(repository: Repository) -> None:
    later = GOAL.replace("grow", "grow-more")
    repository.commit("2026-10-01", {GOAL: TEXT})
    repository.commit("2026-10-02", {GOAL: None, later: TEXT})
    repository.commit("2026-10-03", {GOAL: aiming(70, TEXT.replace("easy", "hard"))})
    found = repository.history()
    assert targets(found) == [70]
    assert targets(found, "grow-more#sign-ups-per-week") == [2000]


def test_a_goal_that_was_deleted_and_comes_back_is_the_same(repository: Repository) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT, "README.md": "Goals"})
    repository.commit("2026-10-02", {GOAL: None})
    repository.commit("2026-10-03", {GOAL: aiming(1800)})
    assert targets(repository.history()) == [2000, 1800]


@pytest.mark.parametrize(
    ("renamed", "id_"),
    [
        ("- id: signups\n    title: Sign-ups per week", "signups"),
        ("- title: New accounts a week", "new-accounts-a-week"),
    ],
)
def test_a_key_result_of_another_id_is_known_by_its_title_or_its_measure(
    repository: Repository, renamed: str, id_: str
) -> None:
    called = TEXT.replace("- title: Sign-ups per week", renamed)
    repository.commit("2026-10-01", {GOAL: TEXT})
    repository.commit("2026-10-02", {GOAL: called})
    repository.commit("2026-10-03", {GOAL: aiming(1500, called)})
    found = steps(repository.history(), f"grow#{id_}")
    assert found[0].was is None
    assert (found[0].now.target, found[-1].now.target) == (2000, 1500)


def test_another_key_result_under_a_freed_id_begins_anew(repository: Repository) -> None:
    called = TEXT.replace("- title: Sign-ups", "- id: signups\n    title: Sign-ups")
    second = "  - {id: sign-ups-per-week, title: Trials, start: 0, target: 30}\n---\n"
    repository.commit("2026-10-01", {GOAL: TEXT})
    repository.commit("2026-10-02", {GOAL: called})
    repository.commit("2026-10-03", {GOAL: called.removesuffix("---\n") + second})
    assert targets(repository.history()) == [30]


def test_each_side_of_a_merge_tells_of_its_change_once(repository: Repository) -> None:
    base = repository.commit("2026-10-01", {GOAL: TEXT})
    ours = repository.commit("2026-10-02", {GOAL: aiming(1600)}, "Ana")
    titled = TEXT.replace("per week", "a week").replace(
        "- title", "- id: sign-ups-per-week\n    title"
    )
    theirs = repository.commit("2026-10-03", {GOAL: titled}, "Ben", branch="b", parents=(base,))
    repository.commit("2026-10-04", {GOAL: aiming(1600, titled)}, "Cem", parents=(ours, theirs))
    found = steps(repository.history())
    told = [(step.commit.author, step.now.target, step.now.title) for step in found[1:]]
    assert sorted(told) == [("Ana", 1600, "Sign-ups per week"), ("Ben", 2000, "Sign-ups a week")]


def test_a_merge_tells_of_what_neither_side_had(repository: Repository) -> None:
    base = repository.commit("2026-10-01", {GOAL: TEXT})
    ours = repository.commit("2026-10-02", {GOAL: aiming(1600)}, "Ana")
    theirs = repository.commit(
        "2026-10-03", {GOAL: aiming(1700)}, "Ben", branch="b", parents=(base,)
    )
    repository.commit("2026-10-04", {GOAL: aiming(1650)}, "Cem", parents=(ours, theirs))
    found = steps(repository.history())
    assert found[-1].commit.author == "Cem"
    assert found[-1].was == found[1].now
    assert targets(repository.history()) == [2000, 1600, 1700, 1650]


@pytest.mark.parametrize(
    "broken",
    ["---\nkey_results: [\n---\n", "\udcff", "---\nkey_results: 7\n---\n", aiming(2000)[:60]],
)
def test_a_version_that_cannot_be_read_is_passed_over(repository: Repository, broken: str) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT})
    repository.commit(
        "2026-10-02", {GOAL: broken.encode("utf-8", "surrogateescape").decode("latin-1")}
    )
    repository.commit("2026-10-03", {GOAL: aiming(1500)})
    assert targets(repository.history()) == [2000, 1500]


def test_without_git_or_commits_or_goals_in_them_nothing_is_known(
    repository: Repository, tmp_path: Path
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    assert history(alone, "content/objectives", "UTC", ChartStore(tmp_path / "k")) == NO_HISTORY
    assert repository.history() == NO_HISTORY
    repository.commit("2026-10-01", {"README.md": "No goals yet"})
    assert repository.history() == NO_HISTORY


def test_git_is_not_started_where_no_repository_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "head", lambda *_: pytest.fail("git was started"))
    history(tmp_path, "content/objectives", "UTC", ChartStore(tmp_path / "kept"))


def test_without_the_program_nothing_is_known(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT})
    monkeypatch.setenv("PATH", "")
    assert repository.history() == NO_HISTORY


def test_a_shallow_clone_knows_where_it_begins(repository: Repository, tmp_path: Path) -> None:
    other = GOAL.replace("grow", "later")
    repository.commit("2026-10-01", {GOAL: TEXT})
    repository.commit("2026-10-20", {GOAL: aiming(1900)})
    repository.commit("2026-11-03", {GOAL: aiming(1800)})
    repository.commit("2026-11-04", {other: TEXT})
    clone = tmp_path / "clone"
    from_ = f"file://{repository.root}"
    subprocess.run(["git", "clone", "-q", "--depth", "2", from_, clone], check=True)
    found = Repository(clone).history()
    assert found.begins == date(2026, 11, 3)
    (kept,) = steps(found)
    assert (kept.was, kept.now.target, kept.is_clipped) == (None, 1800, True)
    (made,) = steps(found, "later#sign-ups-per-week")
    assert not made.is_clipped


@pytest.mark.promise
def test_no_setting_and_no_variable_changes_what_is_told(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-10-01", {"content/objectives/ä b.md": TEXT})
    repository.commit("2026-10-02", {"content/objectives/ä b.md": None, f"a/{GOAL}": aiming(1900)})
    expected = repository.history("a")
    assert targets(expected) == [2000, 1900]
    settings = """
[log]
    showRoot = false
    follow = true
    showSignature = true
    diffMerges = off
[diff]
    renames = false
    relative = true
    orderFile = nowhere
    external = false
    noprefix = true
[core]
    quotePath = true
    pager = false
[color]
    ui = always
[format]
    pretty = oneline
[mailmap]
    file = names
"""
    (repository.root / "names").write_text("Other <someone@example.com>\n", encoding="utf-8")
    with (repository.root / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write(settings)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    afresh = ChartStore(tmp_path / "afresh")
    assert history(repository.root / "a", "content/objectives", "UTC", afresh) == expected


@pytest.mark.promise
def test_hostile_names_are_text(repository: Repository) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT}, "--output=x\u202e\x1b[31m &amp; 'Bo\"b'")
    repository.commit(
        "2026-10-02", {"content/objectives/--all\\n:100644.md": TEXT, GOAL: aiming(9000)}
    )
    made, moved = steps(repository.history())
    assert made.commit.author == "--output=x[U+202E][31m &amp; 'Bo\"b'"
    assert moved.now.target == 9000


def test_the_log_is_read_again_only_where_there_are_new_commits(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT})
    found = repository.history()
    with monkeypatch.context() as patched:
        patched.setattr(git, "log", lambda *_: pytest.fail("the log was read"))
        assert repository.history() == found
    repository.commit("2026-10-02", {GOAL: aiming(1500)})
    assert targets(repository.history()) == [2000, 1500]


@dataclass
class Forged:
    """A cache in which somebody wrote."""

    data: bytes = b""
    forge: tuple[bytes, bytes] = (b"", b"")

    def get(self, _: str) -> bytes | None:
        return self.data.replace(*self.forge) or None

    def put(self, _: str, data: bytes) -> None:
        self.data = data


@pytest.mark.promise
@pytest.mark.parametrize(
    ("was", "forged"),
    [
        (b'"target":2000.0', b'"target":NaN'),
        (b'"target":2000.0', b'"target":1e999'),
        (b'"target":2000.0', b'"target":"2000"'),
        (b'"day":"2026-10-01"', b'"day":"soon"'),
        (b'"id":"', b'"id":"\\u003cscript'),
        (b'"author":"Ana"', b'"author":["Ana"]'),
        (b'"author":"Ana"', b'"author":"Ana","more":1'),
        (b"}", b""),
    ],
)
def test_a_forged_history_is_thrown_away(repository: Repository, was: bytes, forged: bytes) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT})
    cache = Forged()
    found = history(repository.root, "content/objectives", "UTC", cache)
    cache.forge = (was, forged)
    assert was in cache.data
    assert history(repository.root, "content/objectives", "UTC", cache) == found


def test_what_a_forged_history_says_is_text_at_the_worst(repository: Repository) -> None:
    repository.commit("2026-10-01", {GOAL: TEXT})
    cache = Forged()
    history(repository.root, "content/objectives", "UTC", cache)
    cache.forge = (b'"author":"Ana"', b'"author":"A\\u202en\\u0000a"')
    (made,) = steps(history(repository.root, "content/objectives", "UTC", cache))
    assert made.commit.author == "A[U+202E]na"


def test_terms_hold_every_part_of_a_promise(repository: Repository) -> None:
    text = TEXT.replace(
        "    unit: sign-ups\n",
        "    unit: sign-ups\n    from: 2026-10-15\n    due: 2026-12-15\n    weight: 2\n"
        "    expected: {2026-10-31: 900}\n    dropped: {date: 2026-11-20, reason: Superseded}\n",
    )
    repository.commit("2026-10-01", {GOAL: text})
    (made,) = steps(repository.history())
    assert made.now == Terms(
        title="Sign-ups per week",
        cycle="2026-q4",
        unit="sign-ups",
        dropped=date(2026, 11, 20),
        first_day=date(2026, 10, 15),
        due=date(2026, 12, 15),
        weight=2.0,
        start=800.0,
        target=2000.0,
        low=None,
        high=None,
        expected=((date(2026, 10, 31), 900.0),),
        steps=(),
        scores=(),
    )


@given(st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=1, max_size=12))
def test_whatever_became_of_a_file_each_step_goes_on_from_the_one_before(
    contents: list[int | None],
) -> None:
    """A version is a target, or cannot be read; the first is written, the others change it."""
    texts = ["broken" if c is None else f"t{c}" for c in contents]
    known = {f"t{c}": versions(aiming(1000 + c).encode()) for c in range(4)}
    commits = [Commit(f"{i:040x}", date(2026, 10, 1), "Ana") for i in range(len(contents))]
    log = [
        Entry(commit, (FileChange(((GOAL, was),), (GOAL, now)),))
        for commit, was, now in zip(commits, ["", *texts], texts, strict=False)
    ]
    numbers, files = followed(log, [GOAL])
    told = promises(numbers, files, known.get, frozenset())
    found = told[0].steps if told else ()
    read = [1000 + c for c in contents if c is not None]
    moves = [
        target for target, before in zip(read, [None, *read], strict=False) if target != before
    ]
    assert [step.now.target for step in found] == moves
    assert [step.was for step in found] == [None, *(step.now for step in found)][: len(found)]
