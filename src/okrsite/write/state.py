"""The folder for what may be lost without loss: ledgers, drawn charts, search indexes, what git
remembers and what the last builds told."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from okrsite.write import files

LEDGERS = "ledgers"
CHARTS = "charts"
INDEXES = "search"
HISTORIES = "history"
BUILDS = "builds"


def make_room(folder: Path) -> None:
    """Make a folder of the state where it is missing, and tell git to leave the state alone."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        files.create(folder.parent / ".gitignore", b"*\n")


def usurped(state: Path) -> tuple[Path, ...]:
    """What stands in the state's place and is no real folder, say a link that leads elsewhere."""
    kept = (LEDGERS, CHARTS, INDEXES, HISTORIES, BUILDS)
    folders = (state, *(state / name for name in kept))
    return tuple(folder for folder in folders if os.path.lexists(folder) and not is_real(folder))


def is_real(folder: Path) -> bool:
    """The path is a folder itself, not a link to one.

    >>> is_real(Path("/proc/self"))
    False
    """
    with suppress(OSError):
        return stat.S_ISDIR(folder.lstat().st_mode)
    return False
