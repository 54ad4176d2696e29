"""Findings that a project has decided to live with for now: text in, what is new out.

The file holds each finding by its fingerprint, so that moved lines change nothing, and says in
words what it is, so that a reader of the file knows what is tolerated.
"""

import json
from collections import Counter
from collections.abc import Iterable

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Problem, Severity
from okrsite.render.findings.fingerprint import fingerprint

VERSION = 1


class UnreadableBaselineError(ValueError):
    """A file that is no baseline of ours; the message says why."""


class Entry(Frozen):
    """A finding that is tolerated, `count` times in one file."""

    fingerprint: str
    code: str
    path: str
    message: str
    count: int


class Sorted(Frozen):
    """Findings by a baseline: those that are new, those it knows, and entries without any."""

    new: tuple[Problem, ...]
    known: tuple[Problem, ...]
    gone: tuple[Entry, ...]


def baseline(problems: Iterable[Problem]) -> tuple[Entry, ...]:
    """What there is to tolerate: every problem but errors."""
    found = [p for p in problems if p.severity is not Severity.ERROR]
    counts = Counter(map(fingerprint, found))
    firsts = {fingerprint(problem): problem for problem in reversed(found)}
    entries = (
        Entry(name, one.code, one.place.path, one.message, counts[name])
        for name, one in firsts.items()
    )
    return tuple(sorted(entries, key=lambda e: (e.path, e.code, e.message)))


def written(entries: Iterable[Entry]) -> str:
    """A baseline as the text of its file."""
    findings = [
        {
            "fingerprint": entry.fingerprint,
            "code": entry.code,
            "path": entry.path,
            "message": entry.message,
            "count": entry.count,
        }
        for entry in entries
    ]
    return (
        json.dumps({"version": VERSION, "findings": findings}, indent=2, ensure_ascii=False) + "\n"
    )


def read_baseline(text: str) -> tuple[Entry, ...]:
    """The entries of a baseline's file; raises UnreadableBaselineError."""
    try:
        found = json.loads(text)
        version, findings = found["version"], found["findings"]
        entries = tuple(
            Entry(
                str(one["fingerprint"]),
                str(one["code"]),
                str(one["path"]),
                str(one["message"]),
                int(one["count"]),
            )
            for one in findings
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableBaselineError("this is not a baseline of okrsite") from error
    if version != VERSION:
        raise UnreadableBaselineError(f"a baseline of version {version}, expected {VERSION}")
    return entries


def sort(problems: Iterable[Problem], entries: Iterable[Entry]) -> Sorted:
    """Tell what is new from what is known; an error is always new."""
    entries = tuple(entries)
    left = Counter({entry.fingerprint: entry.count for entry in entries})
    new, known = [], []
    for problem in problems:
        name = fingerprint(problem)
        if problem.severity is not Severity.ERROR and left[name] > 0:
            left[name] -= 1
            known.append(problem)
        else:
            new.append(problem)
    gone = tuple(entry for entry in entries if left[entry.fingerprint] > 0)
    return Sorted(tuple(new), tuple(known), gone)
