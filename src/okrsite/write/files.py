"""Single files on disk: read without following links, written whole or not at all."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EINVAL, EXDEV
from pathlib import Path


def read(path: Path | str) -> bytes | None:
    """The bytes of a regular file; None where there is none, or none that may be read.

    Links are not followed, and a pipe or a device is not waited for.
    """
    try:
        with _opened(path) as file:
            return b"".join(_chunks(file))
    except (OSError, ValueError):
        return None


def read_part(path: Path | str, start: int, size: int) -> bytes | None:
    """So many bytes of a regular file from a start, which counts from the end where it is negative.

    None where there are not so many, and wherever `read` gives none.
    """
    try:
        with _opened(path) as file:
            whole = os.fstat(file).st_size
            first = start if start >= 0 else whole + start
            return os.pread(file, size, first) if 0 <= first <= whole - size else None
    except (OSError, ValueError):
        return None


def create(path: Path | str, data: bytes) -> None:
    """Write a file that must not exist yet, with the mode that the umask leaves."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with open(file, "wb") as opened:  # noqa: PTH123 - it is open already
        opened.write(data)


def replace(path: Path, data: bytes, spare: Path, *, is_settled: bool = True) -> None:
    """Put new bytes in a file's place at once, by way of a spare name.

    They are seen onto the disk first, unless what a power failure leaves of them heals itself.
    """
    spare.unlink(missing_ok=True)
    try:
        create(spare, data)
        if is_settled:
            settle(spare)
        spare.replace(path)
    except OSError:
        spare.unlink(missing_ok=True)
        raise


def move(source: Path, target: Path, spare: Path) -> None:
    """Put a file in another's place at once; across file systems by way of a spare name."""
    try:
        source.replace(target)
    except OSError as trouble:
        if trouble.errno != EXDEV:
            raise
        spare.parent.mkdir(exist_ok=True)
        replace(target, source.read_bytes(), spare)
        source.unlink()


def settle(path: Path) -> None:
    """See a file's bytes onto the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def link(source: str, target: str) -> None:
    """Give a file a second name, or a copy where the file system or its owner forbids that.

    A link, a pipe or a device is taken as it is and never followed.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def remove_tree(folder: Path, last: str) -> None:
    """Remove a folder and all in it without following links, the entry named `last` last.

    What cannot be removed is left.
    """
    with suppress(OSError):
        _unlock(folder)
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name == last):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, onerror=_retry)
            else:
                Path(entry.path).unlink()
        folder.rmdir()


@contextmanager
def _opened(path: Path | str) -> Iterator[int]:
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(EINVAL, "no regular file")
        yield file
    finally:
        os.close(file)


def _chunks(file: int) -> Iterator[bytes]:
    while chunk := os.read(file, 1 << 20):
        yield chunk


def _unlock(folder: Path) -> None:
    """Let a folder of ours be emptied; an error where it is a link or no folder."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        os.fchmod(opened, 0o700)
    finally:
        os.close(opened)


def _retry(remove: Callable[[str], object], path: str, _: object) -> None:
    """Try once more after unlocking the folder around, which may be a user's own."""
    with suppress(OSError):
        _unlock(Path(path).parent)
        if remove in {os.unlink, os.rmdir}:
            remove(path)
