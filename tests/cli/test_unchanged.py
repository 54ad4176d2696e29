"""A build that has nothing to do looks at the disk and no further; whatever changed is seen."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import pytest
from commands import SHORTEST, Done, okrsite, write
from site_under_test import tree_of

from okrsite.cli import build, building, drafts
from okrsite.render.charts import drawings as _drawings  # noqa: F401 - a fork need not import it
from okrsite.write import indexer, unchanged

LONG = "the long way"
"""What a build says in these tests that does more than look."""

TICK_NS = 10**7
"""The disk's clock ticks every 4 ms on most machines, and every 10 ms on a few."""

FILES = {
    "okrsite.toml": 'title = "Goals"\n',
    "content/index.md": "---\ntitle: Home\n---\nWelcome.\n",
    "content/objectives/win.md": SHORTEST,
    "content/teams/growth.md": "---\ntitle: Growth\n---\n",
    "themes/default/assets/more.css": "p { margin: 0 }\n",
}


@dataclass
class Desk:
    """A project, and what stands in for the day, the program and a library."""

    root: Path
    beside: Path

    def build(self, *words: str) -> Done:
        """Build when the last edit was some ticks ago."""
        time.sleep(4 * TICK_NS / 1e9)
        return okrsite("build", *words, cwd=self.root)

    def is_clean(self, *words: str) -> bool:
        """Whether the site is the one that a build from nothing makes."""
        other = self.beside / "clean"
        kept = shutil.ignore_patterns("output", ".okrsite")
        shutil.copytree(self.root, other, ignore=kept, symlinks=True)
        assert okrsite("build", *words, cwd=other).returncode == 0
        return tree_of(self.root / "output") == tree_of(other / "output")

    @property
    def page(self) -> Path:
        return self.root / "output/objectives/win.html"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A project that was built and rests, where the long way says so."""

    def long_way(*args: object, **options: object) -> object:
        click.echo(LONG)
        return build_anew(*args, **options)  # type: ignore[arg-type]

    build_anew = building.build_anew
    monkeypatch.setattr(building, "build_anew", long_way)
    monkeypatch.setattr(unchanged, "SLACK_NS", TICK_NS)
    for module in (build, drafts):
        monkeypatch.setattr(module, "today", lambda timezone: date(2026, 11, 20))
    write(tmp_path / "beside", {"program/one.py": "1", "libraries/x-1.0.dist-info/RECORD": ""})
    monkeypatch.setattr(unchanged, "PACKAGE", tmp_path / "beside/program")
    monkeypatch.syspath_prepend(str(tmp_path / "beside/libraries"))
    desk = Desk(write(tmp_path / "project", FILES), tmp_path / "beside")
    assert desk.build().returncode == 0
    return desk


def test_a_build_without_anything_to_do_only_looks_and_says_the_same(desk: Desk) -> None:
    (desk.root / "content/index.md").touch()
    first, second = desk.build(), desk.build()
    assert LONG in first.stdout
    assert LONG not in second.stdout
    assert "warning OKR209" in second.stderr
    assert first.stderr == second.stderr
    line = first.stdout.removeprefix(f"{LONG}\n").rpartition(" in ")[0]
    assert second.stdout.rpartition(" in ")[0] == line
    assert desk.build("--quiet").stdout == ""
    assert desk.build("--verbose").stdout.rpartition(" in ")[0] == line


def _kept(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Write into a file, and have it look as if nobody had."""
    before = path.stat()
    path.write_bytes(change(path.read_bytes()))
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _next_library(desk: Desk) -> None:
    libraries = desk.beside / "libraries"
    (libraries / "x-1.0.dist-info").rename(libraries / "x-1.1.dist-info")


EDITS: dict[str, Callable[[Desk], object]] = {
    "written with the size and the time of before": lambda desk: _kept(
        desk.root / "content/objectives/win.md", lambda text: text.replace(b"800", b"900")
    ),
    "file added": lambda desk: write(desk.root, {"content/objectives/more.md": SHORTEST}),
    "file removed": lambda desk: (desk.root / "content/teams/growth.md").unlink(),
    "file renamed": lambda desk: (desk.root / "content/teams/growth.md").rename(
        desk.root / "content/teams/grow.md"
    ),
    "folder renamed": lambda desk: (desk.root / "content/teams").rename(
        desk.root / "content/handbook"
    ),
    "theme": lambda desk: write(desk.root, {"themes/default/assets/more.css": "p { }\n"}),
    "settings": lambda desk: write(desk.root, {"okrsite.toml": 'title = "Our goals"\n'}),
    "settings gone": lambda desk: (desk.root / "okrsite.toml").unlink(),
    "output written with the size and the time of before": lambda desk: _kept(
        desk.page, bytes.swapcase
    ),
    "output removed": lambda desk: desk.page.unlink(),
    "marker removed": lambda desk: (desk.root / "output/.okrsite.json").write_bytes(b"?"),
    "hollow folder": lambda desk: (desk.root / "output/stray/deep").mkdir(parents=True),
    "left by a killed build": lambda desk: (desk.root / ".output.okrsite-new").mkdir(),
    "output gone": lambda desk: shutil.rmtree(desk.root / "output"),
    "state gone": lambda desk: shutil.rmtree(desk.root / ".okrsite"),
    "ledger gone": lambda desk: shutil.rmtree(desk.root / ".okrsite/ledgers"),
    "record damaged": lambda desk: [
        file.write_bytes(file.read_bytes()[:-30])
        for file in (desk.root / ".okrsite/builds").iterdir()
    ],
    "record of another kind": lambda desk: [
        file.write_text("[]") for file in (desk.root / ".okrsite/builds").iterdir()
    ],
    "program": lambda desk: write(desk.beside / "program", {"one.py": "2"}),
    "library": _next_library,
}


@pytest.mark.promise
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_whatever_changed_is_seen(edit: Callable[[Desk], object], desk: Desk) -> None:
    edit(desk)
    done = desk.build()
    assert LONG in done.stdout, done.stderr
    assert desk.is_clean()
    assert LONG not in desk.build().stdout


def test_a_file_of_ones_own_in_the_output_is_seen_once_and_stays(desk: Desk) -> None:
    write(desk.root, {"output/CNAME": "goals.example.com\n"})
    assert LONG in desk.build().stdout
    assert LONG not in desk.build().stdout
    assert (desk.root / "output/CNAME").is_file()


def test_another_day_or_address_is_another_build(desk: Desk) -> None:
    for words in (("--as-of", "2026-11-21"), ("--base-url", "https://example.com/"), ()):
        assert LONG in desk.build(*words).stdout
        assert LONG not in desk.build(*words).stdout
    assert desk.is_clean()


def test_the_next_day_is_another_build_unless_the_day_is_chosen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = ("--as-of", "2026-11-20", "--output", "frozen")
    desk.build(*chosen)
    for module in (build, drafts):
        monkeypatch.setattr(module, "today", lambda timezone: date(2026, 11, 21))
    assert "as of 2026-11-21 (today)" in desk.build().stdout
    assert desk.is_clean()
    assert LONG not in desk.build(*chosen).stdout


def test_a_strict_build_after_a_relaxed_one_still_fails(desk: Desk) -> None:
    done = desk.build("--strict")
    assert done.returncode == 1
    assert "nothing was written" in done.stderr
    assert LONG not in desk.build().stdout


def test_what_changed_a_moment_ago_is_looked_at_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second edit within one tick of the disk's clock would not show."""
    monkeypatch.setattr(unchanged, "SLACK_NS", 2**62)
    write(desk.root, {"content/index.md": "---\ntitle: Home\n---\nHello.\n"})
    assert LONG in desk.build().stdout
    assert LONG in desk.build().stdout
    monkeypatch.setattr(unchanged, "SLACK_NS", TICK_NS)
    assert LONG in desk.build().stdout
    assert LONG not in desk.build().stdout


def test_an_edit_while_a_build_runs_is_seen_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draft_and_edit(*args: object) -> object:
        drafted = draft(*args)  # type: ignore[arg-type]
        write(desk.root, {"content/index.md": "---\ntitle: Home\n---\nNever read.\n"})
        return drafted

    draft = drafts.draft_to_build
    write(desk.root, {"content/index.md": "---\ntitle: Home\n---\nRead.\n"})
    with monkeypatch.context() as patched:
        patched.setattr(building, "draft_to_build", draft_and_edit)
        desk.build()
    assert LONG in desk.build().stdout
    assert desk.is_clean()


def test_an_edit_of_the_output_right_after_it_was_published_is_undone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit_and_leave(*args: object) -> object:
        time.sleep(2 * TICK_NS / 1e9)
        desk.page.write_bytes(b"tampered")
        return leave(*args)  # type: ignore[arg-type]

    leave = unchanged.leave
    write(desk.root, {"content/index.md": "---\ntitle: Home\n---\nHello.\n"})
    with monkeypatch.context() as patched:
        patched.setattr(building, "leave", edit_and_leave)
        desk.build()
    assert desk.page.read_bytes() == b"tampered"
    assert LONG in desk.build().stdout
    assert desk.is_clean()


@pytest.mark.parametrize("name", ["leave", "remember"])
def test_a_build_that_is_killed_before_it_is_noted_down_is_built_again(
    name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(desk.root, {"content/index.md": "---\ntitle: Home\n---\nHello.\n"})
    with monkeypatch.context() as patched:
        patched.setattr(building, name, lambda *_: os._exit(9))
        assert desk.build().returncode == 9
    assert LONG in desk.build().stdout
    assert desk.is_clean()


def test_what_a_link_of_a_theme_leads_to_is_read_each_time(desk: Desk) -> None:
    (desk.root / "themes/default/assets/linked.css").symlink_to(desk.beside / "program/one.py")
    for _ in range(2):
        assert LONG in desk.build().stdout


def test_a_build_that_could_not_do_all_tries_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_program() -> Path:
        raise indexer.IndexerError("there is none")

    write(desk.root, {"content/objectives/win.md": SHORTEST.replace("Make", "Have")})
    with monkeypatch.context() as patched:
        patched.setattr(indexer, "_packaged", no_program)
        for _ in range(2):
            done = desk.build()
            assert LONG in done.stdout
            assert "there is none" in done.stdout
    assert LONG in desk.build().stdout
    assert desk.is_clean()


def test_a_preview_and_a_verified_build_are_always_made(desk: Desk) -> None:
    _commit(desk.root, "first")
    for words in (("--since", "HEAD"), ("--verify",)):
        for _ in range(2):
            done = desk.build(*words)
            assert LONG in done.stdout, done.stderr


@pytest.mark.promise
def test_a_commit_is_seen_as_pages_tell_of_it(desk: Desk) -> None:
    _commit(desk.root, "first")
    assert LONG in desk.build().stdout
    assert LONG not in desk.build().stdout
    text = (desk.root / "content/objectives/win.md").read_text()
    write(desk.root, {"content/objectives/win.md": text.replace("2000", "3000")})
    desk.build()
    assert LONG not in desk.build().stdout
    _commit(desk.root, "second")
    assert LONG in desk.build().stdout
    assert desk.is_clean()


def _commit(root: Path, message: str) -> None:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    for words in (("init", "-q"), ("add", "content"), (*who, "commit", "-q", "-m", message)):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def test_without_an_answer_of_git_it_is_asked_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _commit(desk.root, "first")
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(desk.beside))
        for _ in range(2):
            assert LONG in desk.build().stdout
    assert LONG in desk.build().stdout
    assert LONG not in desk.build().stdout
