"""A git revision in, the portfolio that its files held out."""

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from okrsite.model.portfolio import Portfolio, assemble
from okrsite.read.config import FILE_NAME
from okrsite.read.library import CONTENT, read


class NoRevisionError(Exception):
    """A revision that cannot be read; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def portfolio_at(root: Path, revision: str) -> Portfolio:
    """The goals of a project as a revision of its repository held them.

    What was wrong with them then is left out and not told. Raises NoRevisionError where there is
    no git, no repository, or no such revision.
    """
    commit = _commit(root, revision)
    folder = _git(root, "rev-parse", "--show-prefix").decode().removesuffix("\n")
    tree = f"{commit}:{folder.rstrip('/')}"
    top = Path(_git(root, "rev-parse", "--show-toplevel").decode().removesuffix("\n"))
    names = _git(top, "ls-tree", "--name-only", tree).decode().splitlines()
    wanted = [name for name in (CONTENT, FILE_NAME) if name in names]
    with TemporaryDirectory(prefix="okrsite-") as temporary:
        if wanted:
            archive = _git(top, "archive", "--format=tar", tree, *wanted)
            with tarfile.open(fileobj=BytesIO(archive)) as packed:
                packed.extractall(temporary, filter="data")
        library, _ = read(Path(temporary))
        portfolio, _ = assemble(library)
    return portfolio


def _commit(root: Path, revision: str) -> str:
    """The commit that a revision names."""
    if _git(root, "rev-parse", "--is-inside-work-tree").strip() != b"true":
        raise NoRevisionError(f"{root} is no working tree of git", _CLONE)
    try:
        name = f"{revision}^{{commit}}"
        return (
            _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
            .decode()
            .strip()
        )
    except NoRevisionError as error:
        is_shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = _FETCH if is_shallow else "name a commit, a branch or a tag, such as `origin/main`"
        raise NoRevisionError(f"there is no revision `{revision}` here", hint) from error


def _git(root: Path, *words: str) -> bytes:
    """What git prints; the words are its own and a revision that it is told to take as one."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no word that could be an option
            ["git", *words],  # noqa: S607 - whichever git the person uses
            cwd=root,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise NoRevisionError("git is not installed", "install it, or leave out --since") from error
    if done.returncode:
        raise NoRevisionError(f"{root} is not in a git repository", _CLONE)
    return done.stdout


_CLONE = "run it in a clone of the repository, or leave out --since"
_FETCH = (
    "this clone is shallow: run `git fetch --unshallow`, or fetch more of it (`fetch-depth: 0`)"
)
