"""The few questions that the history asks of git, each in fixed words.

What a person or a repository has configured changes no answer, nothing is written, no other
program is started by git, and nothing is fetched.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from okrsite.base.frozen import Frozen
from okrsite.compare.surroundings import SETTINGS, surroundings

MOST_BYTES = 1 << 20
"""Files that are larger than this are no goals, and are passed over."""


class NoGitError(Exception):
    """There is no answer: no git, no repository, no commit, or git refuses."""


class Head(Frozen):
    """Where a repository stands: its commit, and the project's folder in it (`a/b/`, or empty)."""

    commit: str
    prefix: str
    is_shallow: bool


def is_in_repository(root: Path) -> bool:
    """Whether any folder from here upwards could be a working tree; git is not asked."""
    here = root.resolve()
    return any((folder / ".git").exists() for folder in (here, *here.parents))


def head(root: Path, commit: str = "") -> Head:
    """Where the repository of a project stands, or stood with a commit of this id."""
    found = _git(root, "rev-parse", "--is-shallow-repository", commit or "HEAD", "--show-prefix")
    is_shallow, id_, prefix = found.split(b"\n", 2)
    return Head(id_.decode(), os.fsdecode(prefix.removesuffix(b"\n")), is_shallow == b"true")


def clipped(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone begins."""
    file = os.fsdecode(_git(root, "rev-parse", "--git-path", "shallow").removesuffix(b"\n"))
    try:
        return frozenset((root / file).read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError) as error:
        raise NoGitError from error


def files(root: Path, head: Head, folder: str) -> tuple[str, ...]:
    """The Markdown files in a folder of the project as they are committed, from the top."""
    tree = f"{head.commit}:{head.prefix}{folder}"
    names = _git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", tree).split(b"\0")
    found = (os.fsdecode(name) for name in names)
    return tuple(f"{head.prefix}{folder}/{name}" for name in found if name.lower().endswith(".md"))


def log(root: Path, commit: str) -> bytes:
    """Who changed which goal's file when, the oldest first, in the form that `log.py` reads."""
    return _git(root, "log", *_LOG, commit, "--", ":(top,glob)**/objectives/**/*.md")


def blobs(root: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The contents of files by their ids; what is missing or too large is left out."""
    from tempfile import TemporaryFile  # noqa: PLC0415 - costs every build that has nothing to do

    with TemporaryFile() as asked:
        asked.write("".join(f"{id_}\n" for id_ in ids).encode())
        asked.seek(0)
        with _started(root, "cat-file", "--batch", stdin=asked) as git:
            assert git.stdout
            yield from _read_batch(git.stdout)


def _read_batch(stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    while header := stream.readline().split():
        if header[-1] == b"missing":
            continue
        id_, _, size = header
        left = int(size) + 1
        if left <= MOST_BYTES:
            yield id_.decode(), stream.read(left)[:-1]
            continue
        while left > 0 and (read := stream.read(min(left, MOST_BYTES))):
            left -= len(read)


def _git(root: Path, *words: str) -> bytes:
    with _started(root, *words) as git:
        said, _ = git.communicate()
    if git.returncode:
        raise NoGitError
    return said


def _started(
    root: Path, *words: str, stdin: IO[bytes] | int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - no shell; the words are ours, and ids of commits
            ["git", "--no-pager", *SETTINGS, *_OFFLINE, *words],  # noqa: S607 - the git that people use
            cwd=root,
            env=surroundings() | {"GIT_NO_LAZY_FETCH": "1"},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise NoGitError from error


_OFFLINE = ("-c", "protocol.allow=never")
_LOG = (
    *("--topo-order", "--reverse", "--root", "--no-color", "--encoding=UTF-8"),
    *("--raw", "-z", "--no-abbrev", "--no-relative", "-M50%", "-l1000"),
    *("-c", "--combined-all-paths", "--no-ext-diff", "--no-textconv", "--no-show-signature"),
    f"-O{os.devnull}",
    "--format=tformat:%H%x00%at%x00%aN",
)
