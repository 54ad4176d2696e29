"""Two ways to bring a staged site to its readers: all of it at once, or file by file.

`at_once` is for `build`: a reader who opens files by the output's path meets the old site or
the new one and never a mix. The whole folder is exchanged, so a shell that stands in the old
one has to step out and in again. `in_place` is for `watch`, whose only reader is the author.

Either way a file is never written into: a new one takes its place, because a reader, or a tree
that shares it by a hard link, may still hold the old. Of all that is written only the marker is
seen onto the disk (fsync) before it counts. A page cut short by a power failure heals at the
next build, since its bytes are held against the ledger; without its marker the whole folder
would have to be refused.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from okrsite.write import files
from okrsite.write.exchange import exchange
from okrsite.write.paths import MARKER, STAGE, aside, fold, folders, parents
from okrsite.write.stage import Stage
from okrsite.write.survey import marker, survey


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of each path; all sorted and relative to the output folder.

    `staged` files are ready on the stage, those of `new` for the first time; `kept` stay as
    they are; `stale` go; `own` are the user's; `hollow` are folders without any file.
    """

    staged: tuple[str, ...]
    new: frozenset[str]
    kept: tuple[str, ...]
    stale: tuple[str, ...]
    own: tuple[str, ...]
    hollow: tuple[str, ...]

    @property
    def planned(self) -> tuple[str, ...]:
        """Every file of the new site."""
        return (*self.staged, *self.kept)


Publish = Callable[[Stage, Change], tuple[str, ...]]
"""Brings a staged site to its readers; what to tell the author about it."""


def at_once(stage: Stage, change: Change) -> tuple[str, ...]:
    """Complete the stage with what stays, then let it and the output trade places.

    Where the output cannot be moved, as a mount point cannot, files are replaced one by one.
    """
    if not stage.is_beside:
        return (NOT_AT_ONCE, *in_place(stage, change))
    _complete(stage, change)
    try:
        exchange(stage.root, stage.output, aside(stage.output))
    except OSError as trouble:
        if trouble.errno not in IMMOVABLE:
            raise
        return (NOT_AT_ONCE, *in_place(stage, change))
    _rescue(stage, change)
    return ()


def in_place(stage: Stage, change: Change) -> tuple[str, ...]:
    """Replace file by file: new ones first, stale ones last, each at once."""
    stage.output.mkdir(exist_ok=True)
    _claim(stage, (*change.planned, *change.stale))
    for path in reversed(change.hollow):
        _remove_hollow(stage.output / path)
    first, last = _stale_by_order(change)
    _remove(stage.output, first)
    for path in sorted(change.staged, key=lambda path: path not in change.new):
        _install(stage, stage.root / path, path)
    _remove(stage.output, last)
    _claim(stage, change.planned)
    return ()


def _complete(stage: Stage, change: Change) -> None:
    """Give the stage all that stays as it is, the user's own, and the marker."""
    root, output = stage.root, stage.output
    for folder in sorted(parents(change.kept) | parents(change.own)):
        (root / folder).mkdir(exist_ok=True)
    for path in change.kept:
        files.link(f"{output}/{path}", f"{root}/{path}")
    for path in change.own:
        _carry(output / path, root / path)
    if output.exists():
        shutil.copymode(output, root)
    files.replace(root / MARKER, marker(change.planned), root / STAGE)


def _carry(source: Path, target: Path) -> None:
    """Give what is the user's own, a file or a whole folder, a second place."""
    if source.is_symlink() or not source.is_dir():
        files.link(str(source), str(target))
        return
    target.mkdir()
    for entry in sorted(source.iterdir()):
        _carry(entry, target / entry.name)
    shutil.copystat(source, target)


def _rescue(stage: Stage, change: Change) -> None:
    """Bring over what the user saved into the old tree while the new one was being made."""
    old = stage.root
    ours = frozenset((*change.planned, *change.stale))
    for path in survey(old, ours, ours).own:
        for file in _files_below(old / path):
            current = stage.output / file.relative_to(old)
            if not (os.path.lexists(current) and file.lstat().st_ino == current.lstat().st_ino):
                current.parent.mkdir(parents=True, exist_ok=True)
                file.replace(current)


def _files_below(path: Path) -> Iterator[Path]:
    if path.is_symlink() or not path.is_dir():
        yield path
        return
    for entry in sorted(path.iterdir()):
        yield from _files_below(entry)


def _claim(stage: Stage, paths: Iterable[str]) -> None:
    """Let the marker list the paths, so that a killed build leaves nothing unlisted."""
    data = marker(paths)
    if files.read(stage.output / MARKER) != data:
        ready = stage.root / STAGE
        files.create(ready, data)
        files.settle(ready)
        _install(stage, ready, MARKER)


def _install(stage: Stage, source: Path, path: str) -> None:
    target = stage.output / path
    target.parent.mkdir(parents=True, exist_ok=True)
    files.move(source, target, stage.output / STAGE / "spare")


def _stale_by_order(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Stale files in the way of planned ones, and those that can wait until the end."""
    planned = frozenset(map(fold, change.planned))
    taken = planned | parents(planned)
    in_the_way = frozenset(
        path
        for path in change.stale
        if fold(path) in taken or not planned.isdisjoint(folders(fold(path)))
    )
    last = tuple(path for path in change.stale if path not in in_the_way)
    return tuple(sorted(in_the_way)), last


def _remove(output: Path, stale: Iterable[str]) -> None:
    """Remove files, and the folders that they leave empty."""
    for path in stale:
        (output / path).unlink(missing_ok=True)
        for folder in reversed(tuple(folders(path))):
            with suppress(OSError):
                (output / folder).rmdir()


def _remove_hollow(folder: Path) -> None:
    for path, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            Path(path).rmdir()


IMMOVABLE = {errno.EBUSY, errno.EXDEV, errno.EINVAL, errno.EPERM, errno.EACCES}

NOT_AT_ONCE = (
    "the output folder cannot be exchanged as a whole, so its files were replaced one by one"
)
