"""What an update did, and why, as values."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath


class Why(StrEnum):
    """Why an output was drawn."""

    NEW = "new"
    CHANGED = "changed"
    MISSING = "output missing"
    EDITED = "output edited by hand"
    NO_LEDGER = "no ledger"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an output was drawn; for a change, which parts of its fingerprint: data, kind, stamp.

    >>> str(Reason(Why.CHANGED, ("data", "template page.html")))
    'data, template page.html changed'
    """

    why: Why
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{', '.join(self.parts)} {self.why}".strip()


@dataclass(frozen=True, slots=True)
class Rendered:
    """An output that was drawn, and why."""

    path: PurePosixPath
    reason: Reason


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did; paths in order, below the output folder.

    An output that was drawn and came out as it was counts as rendered and as unchanged.
    """

    rendered: tuple[Rendered, ...]
    written: tuple[PurePosixPath, ...]
    unchanged: tuple[PurePosixPath, ...]
    removed: tuple[PurePosixPath, ...]
    notes: tuple[str, ...]
