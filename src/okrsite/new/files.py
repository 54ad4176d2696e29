"""Files to be written: where they go by kind, what is in their way, and whether they would read."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.base.problems import CannotError, Problem, Problems, did_you_mean
from okrsite.base.project import CONTENT
from okrsite.base.text import slug
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.model.references import NOBODY
from okrsite.model.schema import CYCLE_ID, ID
from okrsite.read.library import Library, with_texts


class CannotWriteError(CannotError):
    """What was asked for cannot be written; `hint` says what to do about it."""


class NewFile(Frozen):
    """A file that does not exist yet; `path` is relative to the content folder."""

    path: PurePosixPath
    text: str


class Scaffold(Frozen):
    """New files, and what a person should know of how they came about, a sentence each."""

    files: tuple[NewFile, ...]
    said: tuple[str, ...] = ()


class Tried(Frozen):
    """What would be read once some files are written: the library, and what is new in it."""

    library: Library
    portfolio: Portfolio
    problems: Problems


FOLDERS = {
    Kind.OBJECTIVE: "objectives",
    Kind.KPI: "kpis",
    Kind.METRIC: "metrics",
    Kind.CYCLE: "cycles",
    Kind.TEAM: "teams",
    Kind.PERSON: "people",
    Kind.PILLAR: "pillars",
}
"""The folder of each kind of thing with an id."""

_SHARED = {Kind.KPI: (Kind.KPI, Kind.METRIC), Kind.METRIC: (Kind.KPI, Kind.METRIC)}
"""Kinds whose ids must differ from those of another kind too."""


def new_id(kind: Kind, title: str, chosen: str, library: Library) -> str:
    """The id of a new thing: as chosen, else the slug of its title; taken by nothing so far.

    Raises CannotWriteError where it cannot be an id, or with the place of the file that has it.
    """
    id_ = formed_id(title, chosen, CYCLE_ID if kind is Kind.CYCLE else ID)
    if kind is Kind.PERSON and id_ == NOBODY:
        raise CannotWriteError(f"`{id_}` is kept for an owner who is still sought", _ANOTHER)
    folders = {FOLDERS[one] for one in _SHARED.get(kind, (kind,))}
    for document in library.documents:
        inside = document.inside
        if inside.stem == id_ and len(inside.parts) > 1 and inside.parts[0] in folders:
            raise CannotWriteError(f"the id `{id_}` is taken by {document.path}", _ANOTHER)
    return id_


def formed_id(title: str, chosen: str, pattern: str = ID) -> str:
    """An id as chosen, else the slug of a title; raises CannotWriteError where it can be none."""
    if not chosen and not title.strip():
        raise CannotWriteError("it has no title", "say it in a few words")
    id_ = chosen or slug(title)
    if not re.fullmatch(pattern, id_):
        raise CannotWriteError(
            f"`{id_}` cannot be an id: expected lower-case words joined by hyphens",
            f"write `{slug(id_)}`",
        )
    if not chosen and id_ == "goal" and title.casefold().strip() != id_:
        raise CannotWriteError(f"`{title}` has no letters for an id", "name one with --id")
    if len(id_) > _LONGEST:
        raise CannotWriteError(f"the id `{id_[:40]}…` is too long", "name one with --id")
    return id_


_LONGEST = 120
_ANOTHER = "choose another title, or name another id with --id"


def known(kind: Kind, text: str, portfolio: Portfolio) -> str:
    """The id of a thing that must exist; raises CannotWriteError with what was probably meant."""
    directory = portfolio.directory
    found = directory.peek(text, (kind,))
    if found:
        return found.id
    word = {Kind.KPI: "KPI", Kind.KEY_RESULT: "key result"}.get(kind, kind.value)
    near = did_you_mean(text, directory.ids(kind)) or f"okrsite new {kind.value} writes one"
    raise CannotWriteError(f"there is no {word} `{text}`", near)


def tried(library: Library, met: Iterable[Problem], files: Iterable[NewFile]) -> Tried:
    """Read the library as it would be with the files, and tell what was not met before.

    A problem that only moved to another line is not new.
    """
    changed, unread = with_texts(library, {file.path: file.text for file in files})
    portfolio, unlinked = assemble(changed)
    before = Counter(_identity(one) for one in met)
    new = []
    for problem in (*unread, *unlinked):
        identity = _identity(problem)
        if before[identity]:
            before[identity] -= 1
        else:
            new.append(problem)
    return Tried(changed, portfolio, Problems(new))


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.place.path, problem.message


def shown(path: PurePosixPath) -> str:
    """A path of the content folder as its author sees it."""
    return f"{CONTENT}/{path}"


def number(value: float, decimals: int) -> str:
    """A number as front matter takes it, with so many decimals at most.

    >>> number(1450.0, 0), number(9.599999, 1), number(1e15, 0)
    ('1450', '9.6', '1000000000000000')
    """
    rounded = round(Decimal(repr(value)), decimals)
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
