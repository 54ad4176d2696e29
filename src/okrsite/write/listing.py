"""Files and folders in, how they stand on disk out; no byte of them is read."""

import marshal
import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from stat import S_ISDIR, S_ISLNK

from okrsite.base.frozen import Frozen


class Listing(Frozen):
    """How files stand: a digest of all paths with what the disk says of each.

    No file can be made, removed, renamed or written to, and no folder made or removed, without
    another digest, unless within one tick of the disk's clock: the time of a file's last change
    (ctime) cannot be set. `changed` is the latest of those, `written` the latest time that a file
    says its bytes are from (mtime); both in nanoseconds since 1970. What `has_links` was not
    looked at behind them.
    """

    digest: str
    changed: int
    written: int
    has_links: bool


def listing(paths: Iterable[str], but: str = "") -> Listing:
    """How some files and folders stand, and all below them but what is named `but`.

    It goes by the order in which the system lists a folder. Raises OSError where that may not
    be looked at, or changes meanwhile.
    """
    names: list[str] = []
    numbers: list[int] = []  # five for each name
    for name, now in _states(paths, but):
        names.append(name)
        if S_ISDIR(now.st_mode):
            numbers += (now.st_ino, now.st_mode, 0, 0, 0)
        else:
            numbers += (now.st_ino, now.st_mode, now.st_size, now.st_mtime_ns, now.st_ctime_ns)
    return Listing(
        digest=blake2b(marshal.dumps((names, numbers), BY_VALUE), digest_size=16).hexdigest(),
        changed=max(numbers[4::5], default=0),
        written=max(numbers[3::5], default=0),
        has_links=any(map(S_ISLNK, numbers[1::5])),
    )


def digest_of(words: Iterable[str]) -> str:
    """The digest of words without a NUL character, or of pairs of them with one between."""
    return blake2b("\0".join(words).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _states(paths: Iterable[str], but: str) -> Iterator[tuple[str, os.stat_result]]:
    """Each file and folder by its name, the paths themselves and each folder again by theirs."""
    folders = []
    for path in paths:
        try:
            state = os.lstat(path)
        except FileNotFoundError:
            continue
        yield path, state
        if S_ISDIR(state.st_mode):
            folders.append(path)
    while folders:
        folder = folders.pop()
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            yield folder, os.fstat(opened)
            with os.scandir(opened) as entries:
                for entry in entries:
                    if entry.name != but:
                        yield entry.name, entry.stat(follow_symlinks=False)
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(f"{folder}/{entry.name}")
        finally:
            os.close(opened)


BY_VALUE = 2
"""The form of `marshal` that tells what values are, and not which of them are one object."""
