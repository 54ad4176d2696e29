"""A revision is read as it was committed, whatever its files, its repository or a hook ask for."""

import hashlib
import subprocess
from datetime import date
from pathlib import Path

import pytest
from commits import write_history
from projects import write

from okrsite.compare import unpacking
from okrsite.compare.history import history
from okrsite.compare.history.promised import NO_HISTORY
from okrsite.compare.revision import NoRevisionError
from okrsite.differing import Compared, compare
from okrsite.write.charts import ChartStore

GOAL = "content/objectives/2026-q4/grow.md"
GROW = """---
title: Grow where it is easy
owner: ana
key_results:
  - {id: signups, title: Sign-ups, start: 800, target: 2000, values: {2026-09-20: 1200}}
---
"""
LOWER = GROW.replace("2000", "1600")
TODAY = date(2026, 11, 20)


def _git(root: Path, *words: str, said: bytes = b"") -> str:
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    done = subprocess.run(
        ["git", *identity, *words], cwd=root, input=said, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


def _compare(root: Path, revisions: str = "main~1..main") -> Compared:
    return compare(root, revisions, TODAY, lambda _: TODAY)


def _codes(found: Compared) -> list[str]:
    return [one.code for one in found.difference.rulings]


@pytest.mark.promise
@pytest.mark.parametrize("folder", ["", "content/", "content/objectives/"])
def test_nothing_can_be_hidden_or_rewritten_by_attributes_of_git(
    tmp_path: Path, folder: str
) -> None:
    hidden = b"* export-ignore\n"
    changed = b"* export-subst working-tree-encoding=UTF-16 eol=crlf ident\n"
    title = b"Grow $Id$ $Format:%H$"
    text = LOWER.encode().replace(b"Grow where it is easy", title)
    for number, attributes in enumerate((hidden, changed)):
        root = tmp_path / str(number)
        states = ({GOAL: GROW.encode()}, {GOAL: text, f"{folder}.gitattributes": attributes})
        write_history(root, states)
        found = _compare(root)
        assert found.after.portfolio.objectives["grow"].title == title.decode()
        assert _codes(found) == ["OKR630"]


@pytest.mark.promise
def test_git_starts_no_program_that_the_repository_names(tmp_path: Path) -> None:
    attributes = b"* filter=evil diff=evil\n"
    root = tmp_path / "r"
    states = ({GOAL: GROW.encode()}, {GOAL: LOWER.encode(), ".gitattributes": attributes})
    write_history(root, states)
    write(root, {GOAL: LOWER, ".gitattributes": attributes.decode()})
    mark = tmp_path / "was-here"
    for name in ("filter.evil.smudge", "filter.evil.process", "core.fsmonitor", "core.pager"):
        _git(root, "config", name, f"touch {mark}")
    assert _codes(_compare(root)) == _codes(_compare(root, "main~1")) == ["OKR630"]
    assert not mark.exists()


def test_a_hook_compares_the_project_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nested = f"goals/{GOAL}"
    write_history(tmp_path / "r", ({nested: GROW.encode()}, {nested: LOWER.encode()}))
    other = tmp_path / "other"
    write_history(other, ({"a": b"a"},))
    (tmp_path / "r" / "goals").mkdir()
    for name, value in (
        ("GIT_DIR", other / ".git"),
        ("GIT_INDEX_FILE", other / ".git" / "index"),
        ("GIT_PREFIX", "goals/"),
        ("GIT_WORK_TREE", other),
        ("GIT_OBJECT_DIRECTORY", other / ".git" / "objects"),
    ):
        monkeypatch.setenv(name, str(value))
    assert _codes(_compare(tmp_path / "r" / "goals")) == ["OKR630"]


def test_a_replaced_commit_is_read_as_it_was_made(tmp_path: Path) -> None:
    write_history(tmp_path, ({GOAL: GROW.encode()}, {GOAL: LOWER.encode()}))
    _git(tmp_path, "replace", "main~1", "main")
    assert _codes(_compare(tmp_path)) == ["OKR630"]


@pytest.mark.parametrize("revision", ["^main", "^main..main", "main..^main", "..^main", "main^@"])
def test_what_names_no_single_commit_is_no_revision(tmp_path: Path, revision: str) -> None:
    write_history(tmp_path, ({GOAL: GROW.encode()}, {GOAL: LOWER.encode()}))
    with pytest.raises(NoRevisionError, match="there is no revision `"):
        _compare(tmp_path, revision)


def test_content_in_a_submodule_is_said_instead_of_taken_for_nothing(tmp_path: Path) -> None:
    write_history(tmp_path, ({GOAL: GROW.encode()},))
    commit = _git(tmp_path, "rev-parse", "main")
    tree = _git(tmp_path, "mktree", said=f"160000 commit {commit}\tcontent\n".encode())
    made = _git(tmp_path, "commit-tree", tree, "-p", commit, "-m", "Submodule")
    with pytest.raises(NoRevisionError, match="`content` is a submodule"):
        _compare(tmp_path, f"{made}..main")


@pytest.mark.promise
@pytest.mark.parametrize("name", ["..", ".", ".git"])
def test_a_tree_that_leads_out_writes_nothing_outside(tmp_path: Path, name: str) -> None:
    """Git itself makes no such tree, but takes one that is made for it."""
    write_history(tmp_path, ({GOAL: GROW.encode()},))
    blob = _git(tmp_path, "hash-object", "-w", "--stdin", said=b"out")
    inner = _raw_tree(tmp_path, ("100644", "evil.md", blob))
    content = _raw_tree(tmp_path, ("40000", name, inner))
    root = _raw_tree(tmp_path, ("40000", "content", content))
    made = _git(tmp_path, "commit-tree", root, "-m", "Out")
    with pytest.raises(NoRevisionError, match="cannot be unpacked"):
        _compare(tmp_path, f"main..{made}")


def _raw_tree(root: Path, entry: tuple[str, str, str]) -> str:
    mode, name, id_ = entry
    raw = f"{mode} {name}\0".encode() + bytes.fromhex(id_)
    done = _git(root, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", said=raw)
    assert done == hashlib.sha1(b"tree %d\0" % len(raw) + raw).hexdigest()
    return done


def test_a_file_that_is_missing_in_the_repository_is_said(tmp_path: Path) -> None:
    write_history(tmp_path, ({GOAL: GROW.encode()}, {GOAL: LOWER.encode()}))
    blob = _git(tmp_path, "rev-parse", f"main:{GOAL}")
    loose = tmp_path / ".git" / "objects" / blob[:2] / blob[2:]
    loose.unlink()
    with pytest.raises(NoRevisionError, match="cannot be unpacked"):
        _compare(tmp_path)


def test_a_file_that_is_too_large_is_refused_as_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_MOST_BYTES", 1 << 20)
    large = {"content/objectives/large.md": b"0" * ((1 << 20) + 1)}
    write_history(tmp_path, ({GOAL: GROW.encode()}, {GOAL: GROW.encode(), **large}))
    assert [one.code for one in _compare(tmp_path).difference.appeared] == ["OKR003"]


def test_a_repository_with_longer_names_is_compared_too(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    for text in (GROW, LOWER):
        write(tmp_path, {GOAL: text})
        _git(tmp_path, "add", "-A")
        _git(tmp_path, "commit", "-qm", "Goals")
    found = _compare(tmp_path)
    assert (len(found.difference.before.commit), _codes(found)) == (64, ["OKR630"])
    assert (
        history(tmp_path, "content/objectives", "UTC", ChartStore(tmp_path / "kept")) != NO_HISTORY
    )
