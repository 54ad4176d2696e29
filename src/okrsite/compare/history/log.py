"""The log of git, as `git.log` has it, in; commits and the files of goals that they changed out."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from okrsite.base.frozen import Frozen
from okrsite.base.text import clean
from okrsite.compare.history.promised import Commit

File = tuple[str, str]
"""A path in the repository, and the blob that holds its content; empty where there is none."""

_LONGEST_NAME = 100
_REGULAR = ("100644", "100755")


class FileChange(Frozen):
    """A file before a commit, once for each of its parents, and after it."""

    was: tuple[File, ...]
    now: File


class Entry(Frozen):
    """A commit, and the files of goals that it changed."""

    commit: Commit
    changes: tuple[FileChange, ...]


def entries(log: bytes, timezone: str) -> Iterator[Entry]:
    """The commits of a log in its order; a day is one of the timezone.

    The log says for each commit its name, its second and its author, then for each file how it
    changed (it begins with a colon) and its paths; a zero byte ends each.
    """
    said, zone, i = log.split(b"\0"), ZoneInfo(timezone), 0
    while i + 2 < len(said):
        commit = Commit(said[i].decode(), _day(said[i + 1], zone), _name(said[i + 2]))
        i += 3
        changes = []
        while i < len(said) and (not said[i] or said[i].lstrip(b"\n").startswith(b":")):
            how = said[i].lstrip(b"\n").decode()
            paths = _paths(how)
            if how:
                changes.append(_change(how, [os.fsdecode(p) for p in said[i + 1 : i + 1 + paths]]))
            i += 1 + paths
        yield Entry(commit, tuple(changes))


def _paths(how: str) -> int:
    """How many paths follow: a merge names each parent's, a renamed file its old one as well."""
    parents = len(how) - len(how.lstrip(":"))
    if parents > 1:
        return parents + 1
    return parents + (how.rpartition(" ")[2][:1] in ("R", "C"))


def _change(how: str, paths: list[str]) -> FileChange:
    parents = len(how) - len(how.lstrip(":"))
    words = how[parents:].split(" ")
    modes, blobs = words[: parents + 1], words[parents + 1 : 2 * parents + 2]
    contents = [blob if mode in _REGULAR else "" for mode, blob in zip(modes, blobs, strict=True)]
    was = paths[:-1] or paths
    return FileChange(tuple(zip(was, contents[:-1], strict=True)), (paths[-1], contents[-1]))


def _day(second: bytes, zone: ZoneInfo) -> date:
    """The day of a second; one that no calendar has is so late that nobody sees it."""
    try:
        return datetime.fromtimestamp(int(second), zone).date()
    except (ValueError, OverflowError, OSError):
        return date.max


def _name(author: bytes) -> str:
    return " ".join(clean(author.decode("utf-8", "replace")).split())[:_LONGEST_NAME]
