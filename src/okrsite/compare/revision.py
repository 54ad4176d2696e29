"""A git revision in, what the files of a project held then out; nothing else starts git."""

import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from okrsite.base.problems import Problems
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.read.config import FILE_NAME
from okrsite.read.library import CONTENT, Library, read


class NoRevisionError(Exception):
    """A revision that cannot be read; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a project lies in; `instead` is what to do where there is none.

    Raises NoRevisionError where there is no git, no repository, or no such revision.
    """

    root: Path
    instead: str

    def commit(self, revision: str) -> str:
        """The commit that a revision names."""
        if self._told("rev-parse", "--is-inside-work-tree") != "true":
            raise NoRevisionError(f"{self.root} is no working tree of git", self._elsewhere)
        name = f"{revision}^{{commit}}"
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        done = self._run(self.root, *words)
        if done.returncode:
            hint = self._whole or "name a commit, a branch or a tag, such as `origin/main`"
            raise NoRevisionError(f"there is no revision `{revision}` here", hint)
        return done.stdout.decode().strip()

    def merge_base(self, one: str, other: str) -> str:
        """The commit that two commits have both grown from."""
        done = self._run(self.root, "merge-base", one, other)
        if done.returncode:
            hint = self._whole or "compare them as they are: write `..` for `...`"
            raise NoRevisionError("the two revisions have no common ancestor here", hint)
        return done.stdout.decode().strip()

    def committed_at(self, commit: str) -> int:
        """When a commit was made, in seconds since 1970."""
        head = self._git(self.root, "cat-file", "commit", commit).partition(b"\n\n")[0]
        line = next(line for line in head.splitlines() if line.startswith(b"committer "))
        return int(line.rsplit(b" ", 2)[1])

    def library(self, commit: str) -> tuple[Library, Problems]:
        """The files of the project as a commit holds them, none where it was not there yet."""
        with self._unpacked(commit) as folder:
            library, problems = read(folder)
        return replace(library, root=self.root), problems

    @contextmanager
    def _unpacked(self, commit: str) -> Iterator[Path]:
        with TemporaryDirectory(prefix="okrsite-") as temporary:
            folder = Path(temporary)
            (folder / CONTENT).mkdir()
            archive = self._archive(commit)
            try:
                _unpack(archive, folder)
            except (tarfile.TarError, OSError) as error:
                message = f"the files of {commit[:12]} cannot be unpacked: {error}"
                raise NoRevisionError(message, self._elsewhere) from error
            yield folder

    def _archive(self, commit: str) -> bytes:
        """The content and the settings of the project, packed; nothing where there are none."""
        tree = f"{commit}:{self._told('rev-parse', '--show-prefix').rstrip('/')}"
        if self._run(self.root, "rev-parse", "--verify", "--quiet", tree).returncode:
            return b""
        top = Path(self._told("rev-parse", "--show-toplevel"))
        names = self._git(top, "ls-tree", "-z", "--name-only", tree).decode(errors="replace")
        wanted = [name for name in (CONTENT, FILE_NAME) if name in names.split("\0")]
        return self._git(top, "archive", "--format=tar", tree, *wanted) if wanted else b""

    @property
    def _whole(self) -> str:
        """How to get the rest of a clone that is not whole; empty where it is."""
        return _FETCH if self._told("rev-parse", "--is-shallow-repository") == "true" else ""

    @property
    def _elsewhere(self) -> str:
        return f"run it in a clone of the repository, or {self.instead}"

    def _told(self, *words: str) -> str:
        return self._git(self.root, *words).decode().removesuffix("\n")

    def _git(self, folder: Path, *words: str) -> bytes:
        """What git prints, or the end."""
        done = self._run(folder, *words)
        if done.returncode and b"dubious ownership" in done.stderr:
            hint = f"run `git config --global --add safe.directory {folder.resolve()}`"
            raise NoRevisionError(f"git does not trust {self.root}: somebody else owns it", hint)
        if done.returncode and words[0] == "rev-parse":
            raise NoRevisionError(f"{self.root} is not in a git repository", self._elsewhere)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            raise NoRevisionError(f"git {words[0]} failed: {said}", self._whole or self._elsewhere)
        return done.stdout

    def _run(self, folder: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
        """Git with words of its own, and a revision that it is told to take as one."""
        try:
            return subprocess.run(  # noqa: S603 - no shell, and no word that could be an option
                ["git", *words],  # noqa: S607 - whichever git the person uses
                cwd=folder,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            hint = f"install it, or {self.instead}"
            raise NoRevisionError("git is not installed", hint) from error


def portfolio_at(root: Path, revision: str) -> Portfolio:
    """The goals of a project as a revision of its repository held them.

    What was wrong with them then is left out and not told. Raises NoRevisionError where there is
    no git, no repository, or no such revision.
    """
    repository = Repository(root, "leave out --since")
    library, _ = repository.library(repository.commit(revision))
    return assemble(library)[0]


def _unpack(archive: bytes, folder: Path) -> None:
    """Unpack files, and links as links to nowhere: they are refused where they are read."""
    if not archive:
        return
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        members = packed.getmembers()
        for member in sorted(members, key=lambda one: one.issym()):
            safe = member.replace(linkname="nowhere", deep=False) if member.issym() else member
            packed.extract(safe, folder, filter="data")


_FETCH = (
    "this clone is shallow: run `git fetch --unshallow`, or fetch more of it (`fetch-depth: 0`)"
)
