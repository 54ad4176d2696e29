"""Every way in which editors and tools save is seen, and reading is not taken for an edit."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from watching import sources, until, watched

GOAL = "content/objectives/growth.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    make(root, {"okrsite.toml": "", GOAL: "old", "content/kpis/churn.md": "churn"})
    make(root, {"themes/mine/assets/style.css": "a", ".git/HEAD": "main", ".okrsite/x": ""})
    return root


def make(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def write_in_place(file: Path) -> None:
    with file.open("r+") as opened:
        opened.write("new")


def truncate_and_write(file: Path) -> None:
    file.write_text("new")


def write_slowly_in_pieces(file: Path) -> None:
    with file.open("w") as opened:
        for letter in "new":
            opened.write(letter)
            opened.flush()
            os.fsync(opened.fileno())


def temporary_beside_then_rename_over(file: Path) -> None:
    beside = file.with_name(f"{file.name}.tmp")
    beside.write_text("new")
    beside.replace(file)


def hidden_temporary_then_rename_over(file: Path) -> None:
    beside = file.with_name(f".goutputstream-{file.name}")
    beside.write_text("new")
    beside.replace(file)


def backup_by_rename_then_a_new_file(file: Path) -> None:
    """Vim with `backupcopy=no`, down to its probe of the folder."""
    probe = file.with_name("4913")
    probe.write_text("")
    probe.unlink()
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_text("new")
    backup.unlink()


def backup_in_another_folder_then_a_new_file(file: Path) -> None:
    """Vim with `backupdir`."""
    elsewhere = file.parents[3] / "backup"
    file.rename(elsewhere)
    file.write_text("new")


def unlink_then_a_new_file(file: Path) -> None:
    file.unlink()
    file.write_text("new")


def rename_from_another_folder(file: Path) -> None:
    elsewhere = file.parents[3] / "elsewhere.md"
    elsewhere.write_text("new")
    elsewhere.replace(file)


def hard_link_over(file: Path) -> None:
    elsewhere = file.parents[3] / "elsewhere.md"
    elsewhere.write_text("new")
    file.unlink()
    file.hardlink_to(elsewhere)


def exchange_by_a_folder(file: Path) -> None:
    """A folder made ready elsewhere takes the place of the whole content."""
    content = file.parents[1]
    fresh = content.parents[1] / "fresh"
    shutil.copytree(content, fresh)
    (fresh / "objectives" / file.name).write_text("new")
    content.rename(content.parents[1] / "stale")
    fresh.rename(content)


SAVES = [
    write_in_place,
    truncate_and_write,
    write_slowly_in_pieces,
    temporary_beside_then_rename_over,
    hidden_temporary_then_rename_over,
    backup_by_rename_then_a_new_file,
    backup_in_another_folder_then_a_new_file,
    unlink_then_a_new_file,
    rename_from_another_folder,
    hard_link_over,
    exchange_by_a_folder,
]


@pytest.mark.promise
@pytest.mark.parametrize("save", SAVES)
def test_every_way_of_saving_is_seen(root: Path, save: Callable[[Path], None]) -> None:
    with watched(root) as reader:
        save(root / GOAL)
        until(lambda: reader.has_seen(GOAL, "new") and reader.is_current())
        (root / GOAL).write_text("and again")
        until(lambda: reader.has_seen(GOAL, "and again"))


@pytest.mark.promise
@pytest.mark.parametrize(
    "save", [truncate_and_write, temporary_beside_then_rename_over, exchange_by_a_folder]
)
def test_saves_are_seen_by_polling_too(root: Path, save: Callable[[Path], None]) -> None:
    with watched(root, poll=True) as reader:
        save(root / GOAL)
        until(lambda: reader.has_seen(GOAL, "new"))


def test_vim_saves_in_one_build_that_never_misses_the_file(root: Path) -> None:
    with watched(root) as reader:
        backup_by_rename_then_a_new_file(root / GOAL)
        until(lambda: reader.has_seen(GOAL, "new"))
        assert all(GOAL in seen for seen in reader.seen)


@pytest.mark.promise
def test_deletions_and_renames_are_seen(root: Path) -> None:
    with watched(root) as reader:
        (root / GOAL).unlink()
        until(lambda: GOAL not in reader.seen[-1])
        (root / "content/kpis/churn.md").rename(root / "content/kpis/loss.md")
        until(lambda: reader.has_seen("content/kpis/loss.md", "churn"))
        (root / "content/kpis").rename(root / "content/vitals")
        until(lambda: reader.has_seen("content/vitals/loss.md", "churn"))
        (root / "content/vitals/loss.md").write_text("in the renamed folder")
        until(lambda: reader.has_seen("content/vitals/loss.md", "in the renamed folder"))
        (root / "content/vitals/loss.md").rename(root / "out of sight.md")
        until(lambda: "content/vitals/loss.md" not in reader.seen[-1])
        shutil.rmtree(root / "content/vitals")
        until(reader.is_current)


@pytest.mark.promise
def test_a_whole_new_tree_of_folders_is_seen_and_watched(root: Path) -> None:
    deep = "content/a/b/c/d/deep.md"
    with watched(root) as reader:
        make(root, {deep: "one"})
        until(lambda: reader.has_seen(deep, "one"))
        make(root, {deep: "two"})
        until(lambda: reader.has_seen(deep, "two"))
        shutil.copytree(root / "content/a", root / "elsewhere")
        (root / "elsewhere").rename(root / "content/z")
        moved = "content/z/b/c/d/deep.md"
        until(lambda: reader.has_seen(moved, "two"))
        make(root, {moved: "three"})
        until(lambda: reader.has_seen(moved, "three"))


@pytest.mark.promise
@pytest.mark.parametrize("name", ["content/late.md", "themes/mine/a.css", "okrsite.toml"])
def test_what_is_not_there_yet_or_comes_back_is_seen(tmp_path: Path, name: str) -> None:
    with watched(tmp_path) as reader:
        for text in ("one", "two", "three"):
            make(tmp_path, {name: text})
            until(partial(reader.has_seen, name, text))
            make(tmp_path, {name: f"{text}, edited"})
            until(partial(reader.has_seen, name, f"{text}, edited"))
            remove(tmp_path / name.split("/", maxsplit=1)[0])
            until(lambda: name not in reader.seen[-1])


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@pytest.mark.promise
def test_another_branch_is_seen(root: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "gc.auto=0")
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)

    shutil.rmtree(root / ".git")
    git("init", "-q", "-b", "main")
    (root / ".gitignore").write_text("output\n.okrsite\n")
    git("add", ".")
    git("commit", "-qm", "few")
    git("checkout", "-qb", "many")
    make(root, {f"content/goals/{n % 17}/{n}.md": f"goal {n}" for n in range(400)})
    make(root, {GOAL: "many", "okrsite.toml": "title = 'Many'"})
    git("add", ".")
    git("commit", "-qm", "many")
    git("checkout", "-qb", "none")
    git("rm", "-qr", "content", "themes")
    git("commit", "-qm", "none")
    with watched(root) as reader:
        for branch, files in (("many", 404), ("main", 4), ("none", 1), ("many", 404), ("none", 1)):
            git("checkout", "-q", branch)
            until(reader.is_current)
            assert len(reader.seen[-1]) == files
        builds = len(reader.seen)
        git("checkout", "-q", "main")
        until(reader.is_current)
        make(root, {GOAL: "edited on main"})
        until(lambda: reader.has_seen(GOAL, "edited on main"))
        assert len(reader.seen) - builds < 12, "a few builds, not one a file"


@pytest.mark.promise
def test_reading_and_building_do_not_wake_the_watcher(root: Path) -> None:
    with watched(root) as reader:
        (root / GOAL).write_text("new")
        until(lambda: reader.has_seen(GOAL, "new"))
        builds = len(reader.seen)
        for number in range(50):
            sources(root)
            make(root, {f"output/{number}.html": "page", ".okrsite/ledger": str(number)})
            make(root, {f".output.okrsite-new/{number}": "", ".git/index": str(number)})
            make(root, {"content/.swap.md": str(number), "content/a.md~": "", "notes.md": ""})
        (root / GOAL).write_text("the last")
        until(lambda: reader.has_seen(GOAL, "the last"))
        assert len(reader.seen) - builds <= 2


@pytest.mark.promise
def test_no_edit_is_lost_however_they_fall(root: Path) -> None:
    with watched(root) as reader:
        for number in range(150):
            (root / GOAL).write_text(f"edit {number}")
            time.sleep(number % 7 / 1000)  # so that they fall before, in and after builds
        until(lambda: reader.has_seen(GOAL, "edit 149"))


def test_a_theme_behind_a_link_is_watched(root: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    make(shared, {"assets/style.css": "one"})
    (root / "themes" / "shared").symlink_to(shared)
    with watched(root) as reader:
        builds = len(reader.seen)
        (shared / "assets" / "style.css").write_text("two")
        until(lambda: len(reader.seen) > builds)


def test_many_folders_at_once_stay_watched(root: Path) -> None:
    with watched(root) as reader:
        make(root, {f"content/many/{n}/{n}/page.md": "one" for n in range(300)})
        until(reader.is_current)
        for number in (0, 150, 299):
            name = f"content/many/{number}/{number}/page.md"
            make(root, {name: "two"})
            until(partial(reader.has_seen, name, "two"))
