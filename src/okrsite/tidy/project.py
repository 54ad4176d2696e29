"""Files and folders that a person names in, what belongs in their place out."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place, Problem, Problems
from okrsite.base.project import CONTENT
from okrsite.read import sources
from okrsite.read.config import config
from okrsite.read.library import sources_in
from okrsite.read.sources import Source
from okrsite.tidy.documents import document
from okrsite.tidy.shapes import shape_at
from okrsite.tidy.tables import rows
from okrsite.tidy.tidied import Tidied, even

SUFFIXES = (".md", ".csv")


class Looked(Frozen):
    """A file that was looked at: its bytes, and its text as it is and as it should be."""

    file: Path
    path: str
    content: bytes
    before: str
    tidied: Tidied

    @property
    def is_changed(self) -> bool:
        """Whether other bytes belong in its place."""
        return not self.is_left and self.content != self.tidied.text.encode()

    @property
    def is_left(self) -> bool:
        """Whether something stands in the way of putting it in order."""
        return bool(self.tidied.problems or self.tidied.reason)

    def line(self, place: Place) -> str | None:
        """The line of a place, as its author wrote it."""
        lines = even(self.before).split("\n")
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None


class Found(Frozen):
    """Everything below the named paths: what was looked at, and what could not be."""

    looked: tuple[Looked, ...]
    problems: tuple[Problem, ...]
    unknown: tuple[Path, ...]


def look(paths: Iterable[Path]) -> Found:
    """Every Markdown file and table that the paths name, in the order of their paths.

    A path is a project, or a file or a folder in the content of one; `unknown` are the others.
    """
    asked: dict[Path, list[PurePosixPath]] = {}
    unknown: list[Path] = []
    for path in paths:
        if home := _home(path):
            asked.setdefault(home[0], []).append(home[1])
        else:
            unknown.append(path)
    problems = Problems()
    looked: list[Looked] = []
    for root, below in sorted(asked.items()):
        here = tuple(_look(root, below, problems))
        looked += here
        met = {one.path for one in here} | {problem.place.path for problem in problems}
        files = (one for one in below if not (root / CONTENT / one).is_dir())
        unknown += [root / CONTENT / one for one in files if f"{CONTENT}/{one}" not in met]
    return Found(tuple(looked), tuple(problems), tuple(unknown))


def _home(path: Path) -> tuple[Path, PurePosixPath] | None:
    """The project of a path, and the path below its content folder."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - links are not followed
    if (whole / CONTENT).is_dir():
        return whole, PurePosixPath()
    for folder in (whole, *whole.parents):
        if folder.name == CONTENT and folder.is_dir():
            return folder.parent, PurePosixPath(whole.relative_to(folder))
    return None


def _look(root: Path, below: list[PurePosixPath], problems: Problems) -> Iterator[Looked]:
    """The files of a project that are at or below one of some paths."""
    met = Problems()
    year = config(root, Problems()).calendar.fiscal_year_starts
    for source in sources_in(root, met):
        if source.path.suffix.lower() not in SUFFIXES or not _is_asked(source.path, below):
            continue
        if looked := _tidied(source, year, met):
            yield looked
    for problem in met:
        path = PurePosixPath(problem.place.path).relative_to(CONTENT)
        if path == PurePosixPath() or _is_asked(path, below):
            problems.add(problem)


def _is_asked(path: PurePosixPath, below: list[PurePosixPath]) -> bool:
    return any(path.is_relative_to(one) for one in below)


def _tidied(source: Source, year: int | None, problems: Problems) -> Looked | None:
    path = f"{CONTENT}/{source.path}"
    content = sources.content_bytes(source, CONTENT, problems)
    if content is None or sources.text(source, CONTENT, problems) is None:
        return None
    before = content.decode("utf-8-sig")
    if source.path.suffix.lower() == ".csv":
        return Looked(source.file, path, content, before, rows(before, path, year))
    tidied = document(before, path, shape_at(source.path), year)
    return Looked(source.file, path, content, before, tidied)
