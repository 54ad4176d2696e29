"""Files onto the disk: each whole or not at all, inside the content folder, through no link."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from okrsite.base.project import CONTENT
from okrsite.base.text import clean
from okrsite.new.files import CannotWriteError, NewFile, shown
from okrsite.read.sources import odd_name
from okrsite.write.files import create, read


def add(root: Path, files: Iterable[NewFile]) -> None:
    """Write new files; none of them where one is in the way. Nothing is ever overwritten.

    Raises CannotWriteError, with nothing left behind.
    """
    wanted = tuple(files)
    for file in wanted:
        _check(root, file)
        if os.path.lexists(_at(root, file)):
            raise CannotWriteError(f"{shown(file.path)} exists, and nothing is overwritten")
    written: list[Path] = []
    try:
        for file in wanted:
            _add(_at(root, file), file)
            written.append(_at(root, file))
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def change(root: Path, file: NewFile, before: bytes) -> None:
    """Put a new text in a file's place at once, where it is still as it was read.

    The file keeps its mode. Raises CannotWriteError.
    """
    _check(root, file)
    target = _at(root, file)
    spare = _spare(target)
    if read(target) != before:
        raise CannotWriteError(f"{shown(file.path)} was changed meanwhile", "try again")
    try:
        mode = target.stat().st_mode & 0o7777
        _write(spare, file.text)
        spare.chmod(mode)
        spare.replace(target)
    except OSError as error:
        spare.unlink(missing_ok=True)
        raise _refused(file, error) from error


def _at(root: Path, file: NewFile) -> Path:
    return root / CONTENT / file.path


def _spare(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.new")


def _check(root: Path, file: NewFile) -> None:
    """Refuse a path that leaves the content folder, by its words or through a link."""
    if file.path.is_absolute() or ".." in file.path.parts:
        raise CannotWriteError(f"{shown(file.path)} lies outside the content folder")
    for part in file.path.parts:
        if reason := odd_name(part) or ("begins with a dot" if part.startswith(".") else ""):
            raise CannotWriteError(f"`{clean(part)}` cannot be a name: it {reason}")
    way = root
    for part in (CONTENT, *file.path.parts):
        way /= part
        if way.is_symlink():
            raise CannotWriteError(
                f"{way.relative_to(root)} is a symbolic link, which is not followed",
                "copy what it leads to into the content folder",
            )


def _add(target: Path, file: NewFile) -> None:
    spare = _spare(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(spare, file.text)
        if not _place(spare, target):
            raise CannotWriteError(f"{shown(file.path)} exists, and nothing is overwritten")
    except OSError as error:
        raise _refused(file, error) from error
    finally:
        with suppress(OSError):
            spare.unlink(missing_ok=True)


def _place(spare: Path, target: Path) -> bool:
    """Give a whole file its name, unless something has it; a copy where links are unknown."""
    try:
        os.link(spare, target)
    except FileExistsError:
        return False
    except OSError:
        create(target, spare.read_bytes())
    return True


def _write(spare: Path, text: str) -> None:
    spare.unlink(missing_ok=True)
    with spare.open("x", encoding="utf-8", newline="") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())


def _refused(file: NewFile, error: OSError) -> CannotWriteError:
    reason = (error.strerror or str(error)).lower()
    return CannotWriteError(f"{shown(file.path)} cannot be written: {reason}")
