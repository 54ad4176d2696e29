"""Drawn charts, kept by fingerprint between builds, branches and audiences; search indexes too.

What is lost, cut short or forged clumsily is made again. A fingerprint names everything that a
chart is made from, so nothing in here ever goes out of date; it only goes unused.
"""

import os
from contextlib import suppress
from pathlib import Path
from re import fullmatch

from okrsite.base.digest import digest_of_bytes
from okrsite.write import files
from okrsite.write.state import CHARTS, make_room, usurped


class ChartStore:
    """A cache of bytes in a folder of the state, with a layer in memory for watching.

    Each file opens with the digest of what follows. Where the folder cannot be written to, the
    layer in memory does.
    """

    def __init__(self, state: Path, most_bytes: int = 1 << 29, folder: str = CHARTS) -> None:
        self._folder = state / folder
        self._most_bytes = most_bytes
        self._held: dict[str, bytes] = {}
        self._is_safe = not usurped(state)

    def get(self, fingerprint: str) -> bytes | None:
        """The chart, or None where it is not kept whole."""
        _expect_fingerprint(fingerprint)
        if fingerprint not in self._held:
            data = self._read(fingerprint)
            if data is None:
                return None
            self._held[fingerprint] = data
        return self._held[fingerprint]

    def put(self, fingerprint: str, data: bytes) -> None:
        """Keep a chart."""
        _expect_fingerprint(fingerprint)
        self._held[fingerprint] = data
        if self._is_safe:
            spare = self._folder / f"{fingerprint}.{os.getpid()}"
            with suppress(OSError):
                make_room(self._folder)
                sealed = digest_of_bytes(data).encode() + b"\n" + data
                files.replace(self._folder / fingerprint, sealed, spare, is_settled=False)

    def sweep(self) -> None:
        """Let go of what was unused for longest, until the rest is small enough."""
        if sum(map(len, self._held.values())) > self._most_bytes:
            self._held.clear()
        if not (self._is_safe and self._folder.is_dir()):
            return
        with os.scandir(self._folder) as entries:
            found = [(entry.stat(follow_symlinks=False), entry.name) for entry in entries]
        size = 0
        for state, name in sorted(found, key=lambda f: (-f[0].st_mtime_ns, f[1])):
            size += state.st_size
            if size > self._most_bytes or not _is_fingerprint(name):
                with suppress(OSError):
                    (self._folder / name).unlink()

    def _read(self, fingerprint: str) -> bytes | None:
        if not self._is_safe:
            return None
        file = self._folder / fingerprint
        seal, _, data = (files.read(file) or b"").partition(b"\n")
        if seal.decode("latin-1") != digest_of_bytes(data):
            return None
        with suppress(OSError):
            os.utime(file, follow_symlinks=False)
        return data


def _expect_fingerprint(fingerprint: str) -> None:
    if not _is_fingerprint(fingerprint):
        raise ValueError(f"{fingerprint!r} is not a fingerprint")


def _is_fingerprint(name: str) -> bool:
    return fullmatch("[0-9a-f]{32}", name) is not None
