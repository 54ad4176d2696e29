"""A path that was asked for in, a file of the site out; never one from anywhere else."""

import os
from enum import Enum
from pathlib import Path, PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.write import files
from okrsite.write.survey import is_claimed

INDEX = "index.html"


class Found(Frozen):
    """A file of the site; `path` is relative to its folder."""

    path: str
    data: bytes


class Missed(Enum):
    """Why there is no file: nothing is there, or a folder is, whose name ends in a slash."""

    NOTHING = "nothing"
    FOLDER = "folder"


def find(site: Path, asked: str) -> Found | Missed:
    """The file for a path, decoded and without its first slash; a folder's is its index.

    Resolved first, then compared: a link leads to a file of the site or nowhere. No part may
    start with a dot. A folder that okrsite has not written is not served at all.
    """
    if not is_plain(asked) or not is_claimed(site):
        return Missed.NOTHING
    path = f"{asked}{INDEX}" if asked.endswith("/") or not asked else asked
    real = _resolved(site, path)
    if real is None:
        return Missed.NOTHING
    if os.path.isdir(real):  # noqa: PTH112 - Path.is_dir raises on long names
        has_index = _resolved(site, f"{path}/{INDEX}") is not None
        return Missed.FOLDER if has_index and (real / INDEX).is_file() else Missed.NOTHING
    data = files.read(real)
    return Missed.NOTHING if data is None else Found(path, data)


def is_plain(asked: str) -> bool:
    """Whether a path names nothing but what it says.

    >>> [is_plain(path) for path in ("", "a/b.html", "a/", "a/../b", "/a", "a//b", ".git/HEAD")]
    [True, True, True, False, False, False, False]
    """
    parts = asked.removesuffix("/").split("/") if asked else []
    return all(part and _is_open(part) for part in parts)


def _is_open(part: str) -> bool:
    return not part.startswith(".") and "\\" not in part and "\0" not in part


def _resolved(site: Path, path: str) -> Path | None:
    """Where a path leads, if that is inside the site and not hidden."""
    try:
        real = Path(os.path.realpath(site / path))
        inside = PurePosixPath(real.relative_to(os.path.realpath(site)))
    except (OSError, ValueError):
        return None
    return real if all(_is_open(part) for part in inside.parts) else None
