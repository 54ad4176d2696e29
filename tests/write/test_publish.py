"""A site reaches its folder whole, touches nothing of the user's, and refuses unfit places."""

import ctypes
import errno
import fcntl
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from small_site import Project

from okrsite.write import exchange, files, lock, stage
from okrsite.write import publish as publishing
from okrsite.write.publish import Publish, at_once, in_place
from okrsite.write.target import OutputFailed, OutputRefused

WAYS = pytest.mark.parametrize("way", [at_once, in_place])
SITE = {"goals/growth.html": "growth", "index.html": "home"}
PROJECT = [".okrsite", "content", "okrsite.toml", "site"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "project").mkdir()
    return Project(tmp_path / "project")


@pytest.mark.parametrize("path", ["a b.html", "naïve'\".html", "a\nb.html", "🎯.html", "x" * 240])
@WAYS
def test_odd_names_build(project: Project, path: str, way: Publish) -> None:
    project.build({f"odd/{path}": "text"}, way)
    assert project.files() == {f"odd/{path}": "text"}


@WAYS
@pytest.mark.promise
def test_files_of_the_users_own_survive_with_their_folders(project: Project, way: Publish) -> None:
    project.build(SITE, way)
    (project.site / "CNAME").write_text("goals.example.org")
    (project.site / "goals" / "notes.txt").write_text("mine")
    (project.site / ".git" / "refs" / "tags").mkdir(parents=True)
    (project.site / ".git" / "HEAD").write_text("ref: refs/heads/main")
    (project.site / ".git" / "HEAD").chmod(0o444)
    (project.site / ".git" / "link").symlink_to("HEAD")
    os.mkfifo(project.site / "pipe")
    (project.site / ".git").chmod(0o700)
    before = (project.site / "CNAME").stat()
    project.build({"index.html": "changed"}, way)
    after = (project.site / "CNAME").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (
        before.st_ino,
        before.st_mtime_ns,
        1,
    )
    assert project.files() == {
        ".git/HEAD": "ref: refs/heads/main",
        ".git/link": "ref: refs/heads/main",
        "CNAME": "goals.example.org",
        "goals/notes.txt": "mine",
        "index.html": "changed",
    }
    assert (project.site / ".git" / "refs" / "tags").is_dir()
    assert (project.site / ".git" / "link").is_symlink()
    assert stat.S_ISFIFO((project.site / "pipe").stat().st_mode)
    assert stat.S_IMODE((project.site / ".git").stat().st_mode) == 0o700


@WAYS
@pytest.mark.promise
def test_nothing_is_written_through_a_link_out_of_the_output(
    project: Project, way: Publish
) -> None:
    project.build(SITE, way)
    elsewhere = project.root / "elsewhere"
    shutil.move(project.site / "goals", elsewhere)
    (project.site / "goals").symlink_to(elsewhere)
    with pytest.raises(OutputRefused, match="`site/goals` is your own"):
        project.build({"goals/growth.html": "changed"}, way)
    project.build({"index.html": "home"}, way)
    assert (elsewhere / "growth.html").read_text() == "growth"
    assert (project.site / "goals").is_symlink()


@WAYS
def test_an_output_replaced_by_a_link_becomes_a_file_again(project: Project, way: Publish) -> None:
    project.build(SITE, way)
    (project.site / "index.html").unlink()
    (project.site / "index.html").symlink_to(project.root / "content" / "vision.md")
    project.build(SITE, way)
    assert not (project.site / "index.html").is_symlink()
    assert project.files() == SITE
    assert (project.root / "content" / "vision.md").read_text() == "# Vision"


@WAYS
def test_a_linked_output_folder_stays_a_link(project: Project, way: Publish) -> None:
    real = project.root / "public"
    real.mkdir()
    project.site.symlink_to(real)
    project.build(SITE, way)
    project.build({"index.html": "changed"}, way)
    assert project.site.is_symlink()
    assert project.files("public") == {"index.html": "changed"}


@WAYS
def test_a_file_becomes_a_folder_and_a_folder_a_file(project: Project, way: Publish) -> None:
    project.build({"goals": "one file", "team/a.html": "a", "team/deep/b.html": "b"}, way)
    project.build({"goals/growth.html": "growth", "team": "one file"}, way)
    assert project.files() == {"goals/growth.html": "growth", "team": "one file"}


@WAYS
def test_stray_empty_folders_go_and_the_users_empty_folders_stay(
    project: Project, way: Publish
) -> None:
    project.build(SITE, way)
    (project.site / "stray" / "deep").mkdir(parents=True)
    (project.site / "mine" / "empty").mkdir(parents=True)
    (project.site / "mine" / "file").write_text("mine")
    project.build(SITE, way)
    assert not (project.site / "stray").exists()
    assert (project.site / "mine" / "empty").is_dir()


def test_a_reader_who_holds_the_old_file_keeps_the_old_bytes(project: Project) -> None:
    project.build(SITE)
    for way in (at_once, in_place):
        with (project.site / "index.html").open() as reader:
            before = reader.read()
            reader.seek(0)
            project.build({**SITE, "index.html": f"home {way.__name__}"}, way)
            assert reader.read() == before


def test_unchanged_files_are_shared_with_the_old_tree_and_not_copied(project: Project) -> None:
    project.build(SITE)
    before = (project.site / "goals" / "growth.html").stat()
    project.build({**SITE, "index.html": "changed"})
    after = (project.site / "goals" / "growth.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_where_links_are_forbidden_unchanged_files_are_copied(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build(SITE)
    (project.site / "CNAME").write_text("goals.example.org")
    monkeypatch.setattr(os, "link", failing_with(errno.EPERM))
    project.build({**SITE, "index.html": "changed"})
    assert project.files() == {**SITE, "index.html": "changed", "CNAME": "goals.example.org"}


@WAYS
def test_modes_follow_the_umask_and_the_folders_own_mode(project: Project, way: Publish) -> None:
    mask = os.umask(0o027)
    try:
        project.build(SITE, way)
        assert stat.S_IMODE(project.site.stat().st_mode) == 0o750
        assert stat.S_IMODE((project.site / "goals").stat().st_mode) == 0o750
        assert stat.S_IMODE((project.site / "index.html").stat().st_mode) == 0o640
        project.site.chmod(0o2775)
        project.build({"index.html": "changed"}, way)
        assert stat.S_IMODE(project.site.stat().st_mode) == 0o2775
    finally:
        os.umask(mask)


def test_what_the_user_saves_while_the_site_is_made_is_not_lost(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build(SITE)
    (project.site / "CNAME").write_text("old")
    (project.site / "mine").mkdir()
    (project.site / "mine" / "kept.txt").write_text("kept")
    whole = exchange.exchange

    def save_meanwhile(*arguments: Any) -> None:
        files.replace(project.site / "CNAME", b"new", project.site / "CNAME~")
        (project.site / "mine" / "added.txt").write_text("added")
        whole(*arguments)

    monkeypatch.setattr(publishing, "exchange", save_meanwhile)
    project.build({"index.html": "changed"})
    assert project.files() == {
        "CNAME": "new",
        "index.html": "changed",
        "mine/added.txt": "added",
        "mine/kept.txt": "kept",
    }
    assert project.names() == PROJECT


def test_without_the_system_call_two_renames_do(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_renameat2", lambda one, other: errno.ENOSYS)
    project.build(SITE)
    report = project.build({"index.html": "changed"})
    assert project.files() == {"index.html": "changed"}
    assert report.notes == ()
    assert project.names() == PROJECT


def test_a_c_library_without_the_system_call_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *arguments, **options: object())
    assert exchange._renameat2(tmp_path, tmp_path) == errno.ENOSYS


def test_a_site_killed_between_two_renames_is_put_back(project: Project) -> None:
    project.build(SITE)
    project.site.rename(project.root / ".site.okrsite-old")
    report = project.build(SITE)
    assert report.rendered == ()
    assert project.files() == SITE
    assert project.names() == PROJECT


def test_a_second_rename_that_fails_puts_the_old_site_back(
    project: Project, tmp_path: Path
) -> None:
    project.build(SITE)
    with pytest.raises(FileNotFoundError):
        exchange._rename_twice(tmp_path / "missing", project.site, tmp_path / "aside")
    assert project.files() == SITE


@pytest.mark.parametrize("trouble", [errno.EBUSY, errno.EXDEV, errno.EPERM])
def test_where_the_output_cannot_be_moved_files_are_replaced_one_by_one(
    project: Project, trouble: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build(SITE)
    (project.site / "CNAME").write_text("goals.example.org")
    monkeypatch.setattr(exchange, "_renameat2", lambda one, other: trouble)
    report = project.build({"index.html": "changed", "new/a.html": "a"})
    assert report.notes == (
        "the output folder cannot be exchanged as a whole, so its files were replaced one by one",
    )
    assert project.files() == {
        "CNAME": "goals.example.org",
        "index.html": "changed",
        "new/a.html": "a",
    }
    assert project.names() == PROJECT


def test_any_other_trouble_with_the_exchange_is_an_error_and_leaves_the_old_site(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build(SITE)
    monkeypatch.setattr(exchange, "_renameat2", lambda one, other: errno.EIO)
    with pytest.raises(OutputFailed, match="input/output error"):
        project.build({"index.html": "changed"})
    assert project.files() == SITE
    assert project.names() == PROJECT


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """A mount on the folder, where we are allowed one."""
    folder.mkdir(exist_ok=True)
    if os.geteuid() or subprocess.run(["mount", *options, folder], check=False).returncode:
        pytest.skip("mounting needs root")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.promise
@pytest.mark.parametrize("options", [["-t", "tmpfs", "none"], ["--bind", "/"]])
def test_a_mount_point_as_output_is_filled_file_by_file(
    project: Project, options: list[str], tmp_path: Path
) -> None:
    if options[0] == "--bind":
        (tmp_path / "volume").mkdir()
        options = ["--bind", str(tmp_path / "volume")]
    with mounted(project.site, *options):
        for files_of_site in (SITE, {"index.html": "changed", "goals": "file"}, SITE):
            report = project.build(files_of_site)
            assert len(report.notes) == 1
            assert project.files() == files_of_site
            assert project.names() == PROJECT
            assert sorted(path.name for path in project.site.iterdir())[0] == ".okrsite.json"
        assert project.build(SITE).rendered == ()


def test_where_the_parent_folder_takes_nothing_files_are_replaced_one_by_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build(SITE)
    monkeypatch.setattr(stage, "beside", lambda output: project.root / "locked" / "new")
    report = project.build({"index.html": "changed"})
    assert len(report.notes) == 1
    assert project.files() == {"index.html": "changed"}
    assert project.names() == PROJECT


@WAYS
@pytest.mark.promise
def test_a_full_disk_is_one_clear_error_and_leaves_the_old_site_without_litter(
    project: Project, way: Publish
) -> None:
    public = project.root / "public"
    with mounted(public, "-t", "tmpfs", "-o", "size=256k", "none"):
        project.build(SITE, way, "public/site")
        with pytest.raises(OutputFailed) as caught:
            project.build({f"{n}.html": str(n) * 40_000 for n in range(10)}, way, "public/site")
        (problem,) = caught.value.problems
        assert problem.code == "OKR520"
        assert problem.message == (
            "the site cannot be written to `public/site`: no space left on device"
        )
        assert problem.hint == "the old site is as it was; free some space and build again"
        assert project.files("public/site") == SITE
        assert [path.name for path in public.iterdir()] == ["site"]


@WAYS
@pytest.mark.parametrize("step", range(1, 6))
def test_a_disk_that_is_full_at_any_step_leaves_the_old_site_without_litter(
    project: Project, way: Publish, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build(SITE, way)
    fail_at_call(monkeypatch, files, "create", step)
    wanted = {**SITE, "index.html": "changed", "a/b.html": "b", "c.html": "c"}
    try:
        report = project.build(wanted, way)
    except OutputFailed:
        assert project.files() == SITE
    else:
        assert project.files() == wanted
        assert report.notes or step == 5
    assert project.names() == PROJECT


@pytest.mark.promise
def test_a_read_only_disk_is_one_clear_error(project: Project) -> None:
    public = project.root / "public"
    with mounted(public, "-t", "tmpfs", "none"):
        project.build(SITE, output="public/site")
        subprocess.run(["mount", "-o", "remount,ro", public], check=True)
        assert project.build(SITE, output="public/site").rendered == ()
        with pytest.raises(OutputFailed) as caught:
            project.build({"index.html": "changed"}, output="public/site")
        (problem,) = caught.value.problems
        assert problem.message == (
            "the site cannot be written to `public/site`: read-only file system"
        )
        assert problem.hint == "set `output` to a folder that can be written to"
        assert project.files("public/site") == SITE


@pytest.mark.promise
@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
@WAYS
def test_a_read_only_output_folder_is_one_clear_error(project: Project, way: Publish) -> None:
    project.build(SITE, way)
    project.site.chmod(0o555)
    with pytest.raises(OutputFailed, match="cannot be written to `site`: permission denied"):
        project.build({"index.html": "changed"}, way)
    project.site.chmod(0o755)
    assert project.files() == SITE
    assert project.names() == PROJECT


@WAYS
def test_locked_folders_of_the_users_own_are_carried_and_leave_no_litter(
    project: Project, way: Publish
) -> None:
    project.build(SITE, way)
    (project.site / "mine").mkdir()
    (project.site / "mine" / "file").write_text("mine")
    (project.site / "mine").chmod(0o555)
    project.build({"index.html": "changed"}, way)
    assert project.files() == {"index.html": "changed", "mine/file": "mine"}
    assert stat.S_IMODE((project.site / "mine").stat().st_mode) == 0o555
    assert project.names() == PROJECT


def test_a_failed_first_build_leaves_no_folders(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at_call(monkeypatch, files, "create", 2)
    with pytest.raises(OutputFailed):
        project.build(SITE, output="a/b/site")
    assert project.names() == ["content", "okrsite.toml"]


def test_a_link_in_the_place_of_leftovers_is_not_followed(project: Project) -> None:
    project.build(SITE)
    (project.site / ".okrsite-new").symlink_to(project.root / "content")
    project.build({"index.html": "changed"})
    assert (project.root / "content" / "vision.md").exists()


def test_a_lock_on_a_file_does_where_folders_cannot_be_locked(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fcntl.flock

    def as_on_nfs(file: int, operation: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(errno.EBADF, "Bad file descriptor")
        whole(file, operation)

    monkeypatch.setattr(fcntl, "flock", as_on_nfs)
    project.build(SITE)
    assert project.files() == SITE
    assert ".site.okrsite-lock" in project.names()


def test_a_worker_that_outlives_a_killed_build_does_not_hold_its_lock(tmp_path: Path) -> None:
    with lock.locked(tmp_path / "site"):
        worker = os.fork()
        if not worker:
            fcntl.flock(os.open(tmp_path, os.O_RDONLY), fcntl.LOCK_EX)
            os._exit(0)
        held = tuple(lock._HELD)
        assert len(held) == 1
    assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == 0


def failing_with(number: int) -> Callable[..., Any]:
    def fail(*arguments: object, **options: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def fail_at_call(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, step: int) -> None:
    """Let the disk be full from the n-th call on, the bytes half-written."""
    whole = getattr(module, name)
    left = step

    def fail(path: Path, data: bytes) -> None:
        nonlocal left
        left -= 1
        if left > 0:
            whole(path, data)
            return
        whole(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module, name, fail)
