"""One build at a time: whoever comes second waits, and a killed build holds nobody up."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the lock of an output folder, whose parent is made where it is missing.

    The lock is on the parent folder itself, so nothing is left lying about; on file systems
    that lock no folders (NFS) it is on a file beside the output, which stays.
    """
    made = _make(output.parent)
    try:
        with _held(output):
            yield
    except BaseException:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def _held(output: Path) -> Iterator[None]:
    file = os.open(output.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
    except OSError:
        os.close(file)
        beside = output.with_name(f".{output.name}.okrsite-lock")
        file = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        fcntl.flock(file, fcntl.LOCK_EX)
    _HELD.add(file)
    try:
        yield
    finally:
        _HELD.discard(file)
        os.close(file)


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; what was made, deepest first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _let_go() -> None:
    """A worker that outlives a killed build must not hold the build's lock."""
    for file in _HELD:
        os.close(file)
    _HELD.clear()


_HELD: set[int] = set()
os.register_at_fork(after_in_child=_let_go)
