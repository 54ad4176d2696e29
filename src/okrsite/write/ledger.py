"""What was built last time and from what, kept between builds and never trusted alone.

The ledger is JSON. One that is lost, damaged, forged or of another branch costs time and
nothing else: every entry is held against the plan and against the file on disk, and the paths
in it are only ever looked up, never followed.
"""

import json
from collections.abc import Mapping
from os.path import relpath
from pathlib import Path
from typing import Any

from okrsite.base.digest import digest
from okrsite.base.frozen import Frozen
from okrsite.write import files
from okrsite.write.paths import fault
from okrsite.write.state import LEDGERS, make_room

Stamp = tuple[tuple[str, str], ...]
"""What a renderer is made of: named parts, each with its digest or version."""


class Fingerprint(Frozen):
    """All that may influence an output's bytes, in parts, so that a difference has a name."""

    kind: str
    data: str
    stamp: Stamp

    def differing(self, other: "Fingerprint") -> tuple[str, ...]:
        """The names of the parts that differ: kind, data, and those of the stamp.

        >>> then = Fingerprint("page", "1a", (("okrsite", "1.0"), ("template page.html", "5b")))
        >>> now = Fingerprint("page", "1b", (("okrsite", "1.0"), ("template page.html", "5c")))
        >>> now.differing(then)
        ('data', 'template page.html')
        """
        mine, theirs = dict(self._parts()), dict(other._parts())
        names = dict.fromkeys((*mine, *theirs))
        return tuple(name for name in names if mine.get(name) != theirs.get(name))

    def _parts(self) -> Stamp:
        return (("kind", self.kind), ("data", self.data), *self.stamp)


class Entry(Frozen):
    """One file of the last build: what it was made from, the digest of its bytes, and why."""

    fingerprint: Fingerprint
    seal: str
    reason: str


Ledger = Mapping[str, Entry]
"""The entries by path."""


def ledger_file(state: Path, output: Path, project: Path) -> Path:
    """Where the ledger of an output folder is kept: one for each folder of a project.

    >>> ledger_file(Path("/p/.okrsite"), Path("/p/site"), Path("/p")).as_posix()
    '/p/.okrsite/ledgers/42339435caefd616b1e910bdd0ac1aa9.json'
    """
    return state / LEDGERS / f"{digest(Path(relpath(output, project)).as_posix())}.json"


def load(file: Path) -> Ledger:
    """The ledger in the file; an empty one where it cannot be read or is not sound."""
    try:
        return _entries(json.loads(files.read(file) or b"null"))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return {}


def save(file: Path, ledger: Ledger) -> None:
    """Put the ledger in the file's place at once."""
    stamps = sorted({entry.fingerprint.stamp for entry in ledger.values()})
    number = {stamp: index for index, stamp in enumerate(stamps)}
    rows = [
        [path, made.kind, made.data, number[made.stamp], entry.seal, entry.reason]
        for path, entry in sorted(ledger.items())
        for made in (entry.fingerprint,)
    ]
    document = {"okrsite": FORMAT, "stamps": stamps, "outputs": rows}
    data = json.dumps(document, separators=(",", ":")).encode()
    make_room(file.parent)
    files.replace(file, data, file.with_suffix(".new"))


def _entries(document: Any) -> Ledger:
    """The entries of a well-formed document; any of half a dozen errors for another."""
    if document["okrsite"] != FORMAT:
        return {}
    stamps = [tuple((_str(name), _str(part)) for name, part in s) for s in document["stamps"]]
    return {
        _sound(path): Entry(
            Fingerprint(_str(kind), _str(data), stamps[number]), _str(seal), _str(reason)
        )
        for path, kind, data, number, seal, reason in document["outputs"]
    }


def _sound(path: Any) -> str:
    if fault(_str(path)):
        raise ValueError(path)
    return _str(path)


def _str(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(value)
    return value


FORMAT = 1
