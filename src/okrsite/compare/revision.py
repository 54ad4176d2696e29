"""A git revision in, what the files of a project held then out; nothing else starts git."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import CannotError, Problems
from okrsite.base.project import CONTENT, FILE_NAME
from okrsite.compare.surroundings import SETTINGS, surroundings
from okrsite.compare.unpacking import LISTED, UnpackError, unpack
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.read.library import Library, read


class NoRevisionError(CannotError):
    """A revision that cannot be read; `hint` says what to do about it."""


class _Where(Frozen):
    """What git says of the folder: its top, what leads from there, and whether all is there."""

    top: Path
    prefix: str
    is_shallow: bool


class Repository:
    """The repository that a project lies in; `instead` is what to do where there is none.

    Raises NoRevisionError where there is no git, no repository, or no such revision.
    """

    def __init__(self, root: Path, instead: str) -> None:
        self._root = root
        self._instead = instead

    def commit(self, revision: str) -> str:
        """The commit that a revision names."""
        is_shallow = self._where.is_shallow
        name = f"{revision}^{{commit}}"
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        id_ = done.stdout.decode().strip()
        if done.returncode or not id_.isalnum():
            hint = (
                _FETCH if is_shallow else "name a commit, a branch or a tag, such as `origin/main`"
            )
            raise NoRevisionError(f"there is no revision `{revision}` here", hint)
        return id_

    def merge_base(self, one: str, other: str) -> str:
        """The commit that two commits have both grown from."""
        done = self._run("merge-base", one, other)
        if done.returncode:
            hint = _FETCH if self._where.is_shallow else "compare them as they are: `..` for `...`"
            raise NoRevisionError("the two revisions have no common ancestor here", hint)
        return done.stdout.decode().strip()

    def committed_at(self, commit: str) -> int:
        """When a commit was made, in seconds since 1970."""
        told = self._git("rev-list", "--max-count=1", "--timestamp", commit)
        return int(told.split()[0])

    def library(self, commit: str) -> tuple[Library, Problems]:
        """The files of the project as a commit holds them, none where it was not there yet."""
        with self._unpacked(commit) as folder:
            library, problems = read(folder)
        return replace(library, root=self._root), problems

    @contextmanager
    def _unpacked(self, commit: str) -> Iterator[Path]:
        with TemporaryDirectory(prefix="okrsite-") as temporary:
            folder = Path(temporary)
            try:
                unpack(self._root, self._held(commit), folder)
            except (UnpackError, OSError) as error:
                message = f"the files of {commit[:12]} cannot be unpacked: {error}"
                raise NoRevisionError(message, self._elsewhere) from error
            if not os.path.lexists(folder / CONTENT):
                (folder / CONTENT).mkdir()
            yield folder

    def _held(self, commit: str) -> bytes:
        """What git lists of the content and the settings of the project; nothing where none."""
        tree = f"{commit}:{self._where.prefix.rstrip('/')}"
        if self._run("rev-parse", "--verify", "--quiet", "--end-of-options", tree).returncode:
            return b""
        return self._git("ls-tree", *LISTED, tree, "--", CONTENT, FILE_NAME)

    @cached_property
    def _where(self) -> _Where:
        asked = ("--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
        told = self._git("rev-parse", *asked, "--show-toplevel").decode(errors="surrogateescape")
        inside, shallow, prefix, top = told.removesuffix("\n").split("\n", 3)
        if inside != "true":
            raise NoRevisionError(f"{self._root} is no working tree of git", self._elsewhere)
        return _Where(Path(top), prefix, shallow == "true")

    @property
    def _elsewhere(self) -> str:
        return f"run it in a clone of the repository, or {self._instead}"

    def _git(self, *words: str) -> bytes:
        """What git prints, or the end."""
        done = self._run(*words)
        if done.returncode and b"dubious ownership" in done.stderr:
            hint = "run `git config --global --add safe.directory` with the folder's path"
            raise NoRevisionError(f"git does not trust {self._root}: it is another owner's", hint)
        if done.returncode and words[0] == "rev-parse":
            raise NoRevisionError(f"{self._root} is not in a git repository", self._elsewhere)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            raise NoRevisionError(f"git {words[0]} failed: {said}", self._elsewhere)
        return done.stdout

    def _run(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        """Git with words of its own, and a revision that it is told to take as one."""
        try:
            return subprocess.run(  # noqa: S603 - no shell, and no word that could be an option
                ["git", *SETTINGS, *words],  # noqa: S607 - whichever git the person uses
                cwd=self._root,
                env=surroundings(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            hint = f"install it, or {self._instead}"
            raise NoRevisionError("git is not installed", hint) from error


def portfolio_at(root: Path, revision: str) -> Portfolio:
    """The goals of a project as a revision of its repository held them.

    What was wrong with them then is left out and not told. Raises NoRevisionError where there is
    no git, no repository, or no such revision.
    """
    repository = Repository(root, "leave out --since")
    library, _ = repository.library(repository.commit(revision))
    return assemble(library)[0]


_FETCH = (
    "this clone is shallow: run `git fetch --unshallow`, or fetch more of it (`fetch-depth: 0`)"
)
