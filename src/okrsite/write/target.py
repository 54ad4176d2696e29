"""Where a site goes, and the errors that say why it cannot go there."""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os.path import relpath
from pathlib import Path

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place, Problem, Severity


class Target(Frozen):
    """The `output` folder, the `project` it belongs to, and what it must keep clear of.

    `sources` are the files and folders that the site is made from: the configuration, the
    content, a theme of one's own. `state` is the folder for what may be lost: ledgers, charts.
    """

    output: Path
    project: Path
    sources: tuple[Path, ...]
    state: Path

    def shown(self, path: Path) -> str:
        """A path as messages name it: relative to the project, with forward slashes."""
        return printable(Path(relpath(path, self.project)).as_posix())


class OutputError(Exception):
    """The site was not written; `problems` say why, and the old site is as it was."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class OutputRefused(OutputError):  # noqa: N818 - the first word says whose word it is
    """Refused before anything was touched."""


class OutputFailed(OutputError):  # noqa: N818 - the first word says whose word it is
    """The disk would not take the site."""


def refuse(problems: Iterable[Problem]) -> None:
    """Raise OutputRefused where there is any problem."""
    found = tuple(problems)
    if found:
        raise OutputRefused(found)


def refusal(code: str, place: str, message: str, hint: str) -> Problem:
    """A problem with a whole file or folder."""
    return Problem(code, Severity.ERROR, Place(place), message, hint)


@contextmanager
def failing(target: Target) -> Iterator[None]:
    """Turn what the disk says meanwhile into OutputFailed: OKR520."""
    try:
        yield
    except OSError as trouble:
        shown = target.shown(target.output)
        reason = (trouble.strerror or str(trouble)).lower()
        message = f"the site cannot be written to `{shown}`: {reason}"
        hint = _HINTS.get(trouble.errno or 0, "the old site is as it was; build again")
        raise OutputFailed([refusal("OKR520", shown, message, hint)]) from trouble


def printable(text: str) -> str:
    r"""Any file name as one line of text that every terminal takes.

    >>> printable("caf\udce9 au\nlait")
    'caf\\udce9 au\\nlait'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


_HINTS = {
    errno.ENOSPC: "the old site is as it was; free some space and build again",
    errno.EDQUOT: "the old site is as it was; free some space and build again",
    errno.EROFS: "set `output` to a folder that can be written to",
    errno.EACCES: "set `output` to a folder that can be written to",
    errno.EPERM: "set `output` to a folder that can be written to",
    errno.ENAMETOOLONG: "give the file a shorter name",
}
