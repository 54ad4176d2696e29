"""New bytes for a file in, the file replaced at once, with its mode, out."""

import stat
from pathlib import Path

from okrsite.write.files import create, settle


class ChangedMeanwhileError(OSError):
    """Somebody wrote the file since it was looked at."""


def put(file: Path, before: bytes, after: bytes) -> None:
    """Replace a file that still holds what it held; a link is never followed.

    The bytes are written beside it and seen onto the disk first, so that whatever happens
    leaves the one or the other.
    """
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode) or file.read_bytes() != before:
        raise ChangedMeanwhileError(0, "it was changed meanwhile")
    spare = file.with_name(f".{file.name}~")
    spare.unlink(missing_ok=True)
    try:
        create(spare, after)
        spare.chmod(stat.S_IMODE(found.st_mode))
        settle(spare)
        spare.replace(file)
    except OSError:
        spare.unlink(missing_ok=True)
        raise
