"""The files of a tree of git in, the same files in a folder out, byte for byte as committed.

`git archive` leaves out and rewrites what `.gitattributes` in the tree ask for, and a checkout
starts filters: what is to be judged could so hide from those who judge it.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from okrsite.base.frozen import Frozen
from okrsite.base.project import CONTENT
from okrsite.compare.surroundings import SETTINGS, surroundings
from okrsite.read.sources import MAX_BYTES

LISTED = ("-r", "-z", "--long", "--full-tree")
"""How `git ls-tree` lists files for `unpack`."""


class UnpackError(Exception):
    """Files that cannot be written as they are."""


class _Held(Frozen):
    """A thing in a tree: `size` counts bytes, 0 where it is no file."""

    mode: str
    id: str
    size: int
    path: str


def unpack(root: Path, listed: bytes, folder: Path) -> None:
    """Write what `ls-tree` listed into a folder; links lead nowhere, and are refused when read."""
    held = [_held(line) for line in listed.split(b"\0") if line]
    for one in held:
        _check(one)
        inside = folder / one.path
        (inside if one.mode == _SUBMODULE else inside.parent).mkdir(parents=True, exist_ok=True)
    _write_files(root, [one for one in held if one.mode in _REGULAR], folder)
    for one in held:
        if one.mode == _LINK:
            (folder / one.path).symlink_to("nowhere")


def _held(line: bytes) -> _Held:
    told, _, path = line.partition(b"\t")
    mode, _, id_, size = told.decode().split()
    return _Held(mode, id_, int(size) if size.isdigit() else 0, os.fsdecode(path))


def _check(one: _Held) -> None:
    """Refuse what would be written elsewhere, or taken for an empty folder."""
    if not _LEADING_OUT.isdisjoint(one.path.split("/")):
        raise UnpackError(f"a file is called `{one.path}`")
    if one.mode == _SUBMODULE and one.path == CONTENT:
        raise UnpackError(f"`{CONTENT}` is a submodule")


def _write_files(root: Path, held: Iterable[_Held], folder: Path) -> None:
    """Write files; one that nobody will read has its size, and nothing in it."""
    asked = []
    for one in held:
        if one.size > _MOST_BYTES:
            with (folder / one.path).open("xb") as file:
                file.truncate(one.size)
        else:
            asked.append(one)
    with TemporaryFile() as ids:
        ids.write("".join(f"{one.id}\n" for one in asked).encode())
        ids.seek(0)
        with subprocess.Popen(  # noqa: S603 - no shell, and no word of anybody's
            ["git", *SETTINGS, "cat-file", "--batch"],  # noqa: S607 - the git that people use
            cwd=root,
            env=surroundings(),
            stdin=ids,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as git:
            assert git.stdout
            for one in asked:
                _write_next(git.stdout, one, folder / one.path)


def _write_next(told: IO[bytes], one: _Held, file: Path) -> None:
    """Write the next file that git tells: a line about it, its content, and a line's end."""
    if told.readline() != f"{one.id} blob {one.size}\n".encode():
        raise UnpackError(f"`{one.path}` is not in the repository")
    with file.open("xb") as written:
        left = one.size
        while left and (content := told.read(min(left, _AT_ONCE))):
            written.write(content)
            left -= len(content)
    if left or told.read(1) != b"\n":
        raise UnpackError(f"`{one.path}` is not whole in the repository")


_REGULAR = ("100644", "100755", "100664")
_LINK, _SUBMODULE = "120000", "160000"
_LEADING_OUT = {"", ".", "..", ".git"}
_MOST_BYTES = max(MAX_BYTES.values())
_AT_ONCE = 1 << 20
