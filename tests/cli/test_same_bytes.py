"""Same input, same bytes: whoever builds, wherever, and however often it is killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from commands import SHORTEST, okrsite, write

PROJECT = Path(__file__).parents[2]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.promise
def test_timezone_locale_hash_seed_umask_and_folder_change_no_byte(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there" / "some where"
    for place in (here, there):
        shutil.copytree(PROJECT / "content", place / "content")
        shutil.copy(PROJECT / "okrsite.toml", place)
    one = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    other = {
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "4242",
        "HOME": str(tmp_path),
        "USER": "somebody",
    }
    first = okrsite("build", cwd=here, env=one)
    assert first.returncode == 0, first.stderr
    before = os.umask(0o077)
    try:
        second = okrsite("build", there, cwd=tmp_path, env=other)
    finally:
        os.umask(before)
    assert second.returncode == 0, second.stderr
    site = tree(here / "output")
    assert len(site) > 150
    assert tree(there / "output") == site
    everything = b"".join(site.values())
    assert str(tmp_path).encode() not in everything
    assert str(PROJECT).encode() not in everything


@pytest.mark.promise
def test_a_dozen_builds_killed_at_random_leave_one_whole_site_each(tmp_path: Path) -> None:
    """A reader meets one version at any time: every page says the same token."""

    def edit(version: int) -> None:
        title = f"Version {version} of our goals"
        write(
            tmp_path,
            {
                "okrsite.toml": f'title = "{title}"\nas_of = 2026-11-20\n',
                **{f"content/objectives/goal-{i}.md": SHORTEST for i in range(8)},
            },
        )

    edit(0)
    started = time.monotonic()
    assert okrsite("build", cwd=tmp_path, env={}).returncode == 0
    long = time.monotonic() - started
    chance = random.Random(20261120)
    complaints: list[str] = []
    done = threading.Event()
    reader = threading.Thread(target=_read_until, args=(tmp_path / "output", done, complaints))
    reader.start()
    try:
        for version in range(1, 13):
            edit(version)
            _kill_a_build(tmp_path, chance.uniform(0.3 * long, 1.1 * long))
            assert len(_versions(tmp_path / "output")) == 1
    finally:
        done.set()
        reader.join()
    assert complaints == []
    assert okrsite("build", cwd=tmp_path).returncode == 0
    assert _versions(tmp_path / "output") == {b"Version 12 of our goals"}
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".okrsite",
        "content",
        "okrsite.toml",
        "output",
    ]


def _kill_a_build(project: Path, after: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "okrsite", "build", "--quiet"],
        cwd=project,
        stderr=subprocess.DEVNULL,
    ) as building:
        time.sleep(after)
        building.send_signal(signal.SIGKILL)


def _versions(site: Path) -> set[bytes]:
    """The titles that the pages of one open folder carry."""
    folder = os.open(site, os.O_RDONLY)
    try:
        return {_title(folder, name) for name in _PAGES}
    finally:
        os.close(folder)


def _title(folder: int, name: str) -> bytes:
    with open(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:  # noqa: PTH123 - by folder
        text = file.read()
    assert text.rstrip().endswith(b"</html>"), f"{name} is torn"
    start = text.index(b"Version ")
    return text[start : text.index(b" of our goals", start)] + b" of our goals"


def _read_until(site: Path, done: threading.Event, complaints: list[str]) -> None:
    while not done.is_set():
        try:
            found = _versions(site)
        except (OSError, ValueError, AssertionError) as error:
            if not _was_retired(site, error):
                complaints.append(repr(error))
            continue
        if len(found) != 1:
            complaints.append(f"a mix of {found}")


def _was_retired(site: Path, error: Exception) -> bool:
    """A folder that was opened before the exchange may be emptied after it."""
    return isinstance(error, FileNotFoundError) and site.is_dir() and len(_versions(site)) == 1


_PAGES = ("index.html", "404.html", *(f"objectives/goal-{i}.html" for i in range(8)))
