"""Put one folder in another's place at once."""

import ctypes
import errno
import os
from pathlib import Path


def exchange(new: Path, output: Path, aside: Path) -> None:
    """Let the new folder and the output trade places; the old output ends up at `new`.

    One system call where Linux has it, else two renames by way of `aside`. Raises OSError with
    nothing changed where the output cannot be moved.
    """
    if not output.exists():
        new.rename(output)
        return
    trouble = _renameat2(new, output)
    if trouble in {errno.ENOSYS, errno.EINVAL}:
        _rename_twice(new, output, aside)
    elif trouble:
        raise OSError(trouble, os.strerror(trouble), str(output))


def _renameat2(one: Path, other: Path) -> int:
    """Exchange two folders; the error number, or 0."""
    system = ctypes.CDLL(None, use_errno=True)
    if not hasattr(system, "renameat2"):
        return errno.ENOSYS
    names = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other))
    return ctypes.get_errno() if system.renameat2(*names, RENAME_EXCHANGE) else 0


def _rename_twice(new: Path, output: Path, aside: Path) -> None:
    output.rename(aside)
    try:
        new.rename(output)
    except OSError:
        aside.rename(output)
        raise
    aside.rename(new)


AT_FDCWD = -100
RENAME_EXCHANGE = 2
