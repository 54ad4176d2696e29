"""Whether all is as the last build left it: a look at the disk in, what that build told out.

A build takes a digest of how everything stands that it may read, before it reads any of it, and
another of how it leaves the output. Together they are a claim that stays true: these sources make
this site. Where the disk still shows both, there is nothing to do and nothing is read.

Whatever is unclear is a no, which costs time and nothing else. The claim is kept as JSON; one that
is damaged is none, and nobody can make one up for another machine, or for files that are yet to be
checked out, whose inodes and times of change nobody knows before.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from os.path import realpath
from pathlib import Path
from typing import Any

from okrsite.base.frozen import Frozen
from okrsite.base.package import PACKAGE, themes
from okrsite.base.project import CONTENT, FILE_NAME, STATE, THEMES
from okrsite.compare import git
from okrsite.write import files
from okrsite.write.ledger import ledger_file
from okrsite.write.listing import digest_of, listing
from okrsite.write.paths import MARKER, aside, beside
from okrsite.write.state import BUILDS, make_room, usurped

SLACK_NS = 2 * 10**9
"""No disk's clock has longer ticks, or is further behind that of the machine."""


class Order(Frozen):
    """What a person wants built: a project into a folder, as told on the command line."""

    project: Path
    output: Path
    as_of: date | None = None
    base_url: str | None = None
    is_strict: bool = False


class Told(Frozen):
    """What a build tells at its end, so that the next one can tell the same.

    `timezone` is where `as_of` was today; empty where the day was chosen. `files`, `warnings` and
    their `count` are as they were said.
    """

    as_of: date
    timezone: str
    files: str
    warnings: tuple[str, ...]
    count: str

    @property
    def is_day_chosen(self) -> bool:
        """Whether somebody chose the day."""
        return not self.timezone


class Sources(Frozen):
    """How everything that a build may read stood at a moment, in nanoseconds since 1970.

    What `is_settled` was not changed so shortly before that another change would not show.
    """

    digest: str
    moment: int
    is_settled: bool


def look(order: Order) -> Sources | None:
    """How the sources of a build stand now; None where that is unclear."""
    moment = time.time_ns()
    files_ = (order.project / FILE_NAME, order.project / CONTENT, order.project / THEMES)
    try:
        program = listing((str(PACKAGE), str(themes())), but="__pycache__")
        project = listing(map(realpath, files_))
    except OSError:
        return None
    if not PACKAGE.is_dir() or program.has_links or project.has_links:
        return None
    words = (*_asked(order), *_repository(order.project), *_libraries())
    is_settled = max(program.changed, project.changed) < moment - SLACK_NS
    digest = digest_of((*words, program.digest, project.digest))
    return Sources(digest, moment, is_settled)


def told_before(order: Order, sources: Sources) -> Told | None:
    """What the last build told, where it was of these sources and its output stands as it did."""
    try:
        document = json.loads(files.read(_file(order)) or b"null")
        if document["sources"] != sources.digest:
            return None
        told = _told(document["told"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    left = leave(order, sources)
    return told if left is not None and left == document["output"] else None


def leave(order: Order, sources: Sources) -> str | None:
    """How the output stands, once a build has made it from its sources; None where unclear.

    It is unclear where somebody else wrote into a file after it was published or, in a site that
    needed no change, after the build began. To be asked while no other build can come in between.
    """
    output, state = Path(realpath(order.output)), order.project / STATE
    ledger = ledger_file(state, output, order.project)
    try:
        found = listing(map(str, (output, beside(output), aside(output))))
        noted = listing([str(ledger)])
        published = (output / MARKER).lstat().st_mtime_ns
    except OSError:
        return None
    is_ours = not usurped(state) and found.written <= max(published, sources.moment - SLACK_NS)
    return digest_of((found.digest, noted.digest)) if is_ours else None


def remember(order: Order, sources: Sources, left: str, told: Told) -> None:
    """Keep what a build was made from, how it left the output, and what it told."""
    if not sources.is_settled:
        return
    file = _file(order)
    document = {
        "sources": sources.digest,
        "output": left,
        "told": {
            "as_of": told.as_of.isoformat(),
            "timezone": told.timezone,
            "files": told.files,
            "warnings": told.warnings,
            "count": told.count,
        },
    }
    with suppress(OSError):
        make_room(file.parent)
        data = json.dumps(document, indent=1).encode()
        files.replace(file, data, file.with_suffix(".new"), is_settled=False)


def _asked(order: Order) -> Iterator[str]:
    """What is asked of a build, and who asks whom."""
    yield from map(realpath, (order.project, order.output))
    yield repr((order.as_of, order.base_url, order.is_strict))
    yield repr((os.geteuid(), sys.version, sys.path))


def _repository(project: Path) -> Iterator[str]:
    """Where the repository of a project stands, as its history is asked for it."""
    if not git.is_in_repository(project):
        return
    try:
        head = git.head(project)
        yield repr(head)
        yield from sorted(git.clipped(project)) if head.is_shallow else ()
    except git.NoGitError:
        yield "no answer"


def _libraries() -> Iterator[str]:
    """Every library that can be imported, as it was installed."""
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if entry.name.endswith((".dist-info", ".egg-info")):
                    state = entry.stat()
                    yield repr((entry.path, state.st_ino, state.st_mtime_ns))


def _file(order: Order) -> Path:
    """Where the last build of an output folder is kept."""
    state, output = order.project / STATE, Path(realpath(order.output))
    return state / BUILDS / ledger_file(state, output, order.project).name


def _told(document: Any) -> Told:
    """What a well-formed document says; any of three errors for another."""
    told = Told(
        as_of=date.fromisoformat(document["as_of"]),
        timezone=document["timezone"],
        files=document["files"],
        warnings=tuple(document["warnings"]),
        count=document["count"],
    )
    words = (told.timezone, told.files, told.count, *told.warnings)
    if not all(type(word) is str for word in words):
        raise TypeError(document)
    return told
