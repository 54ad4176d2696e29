"""What an update did, and why, as values."""

from enum import StrEnum
from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen


class Why(StrEnum):
    """Why an output was drawn."""

    NEW = "new"
    CHANGED = "changed"
    MISSING = "output missing"
    EDITED = "output edited by hand"
    NO_LEDGER = "no ledger"


class Reason(Frozen):
    """Why an output was drawn; for a change, which parts of its fingerprint: data, kind, stamp.

    >>> str(Reason(Why.CHANGED, ("data", "template page.html")))
    'data, template page.html changed'
    """

    why: Why
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{', '.join(self.parts)} {self.why}".strip()


class Rendered(Frozen):
    """An output that was drawn, and why."""

    path: PurePosixPath
    reason: Reason


class Report(Frozen):
    """What an update did; paths in order, below the output folder.

    An output that was drawn and came out as it was counts as rendered and as unchanged.
    """

    rendered: tuple[Rendered, ...]
    written: tuple[PurePosixPath, ...]
    unchanged: tuple[PurePosixPath, ...]
    removed: tuple[PurePosixPath, ...]
    notes: tuple[str, ...]
