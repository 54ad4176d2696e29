"""Drawn charts, kept by fingerprint between builds, branches and audiences; search indexes too.

What is lost, cut short or forged clumsily is made again. A fingerprint names everything that a
chart is made from, so nothing in here ever goes out of date; it only goes unused.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.util import Finalize
from pathlib import Path
from re import fullmatch

from okrsite.write import packs
from okrsite.write.packs import Pack
from okrsite.write.state import CHARTS, make_room, usurped

MOST_UNSAVED = 8 << 20
SMALL = 1 << 20
MOST_SMALL = 16


class ChartStore:
    """A cache of bytes, in packs in a folder of the state.

    What is put is held until it is saved: whenever there is enough of it, by `save`, and at the
    end of a process that was forked by `multiprocessing`. Where the folder cannot be written to,
    nothing is kept for longer than that.
    """

    def __init__(self, state: Path, most_bytes: int = 1 << 29, folder: str = CHARTS) -> None:
        self._folder = state / folder
        self._most_bytes = most_bytes
        self._is_safe = not usurped(state)
        self._process = os.getpid()
        self._unsaved: dict[str, bytes] = {}
        self._unsaved_bytes = 0
        self._packs: dict[Path, Pack | None] = {}
        self._used: set[Path] = set()
        self._has_looked = False

    @property
    def is_empty(self) -> bool:
        """Nothing is kept that could be used."""
        return not self._unsaved and not any(self._found())

    def get(self, fingerprint: str) -> bytes | None:
        """The chart, or None where it is not kept whole."""
        _expect_fingerprint(fingerprint)
        if fingerprint in self._unsaved:
            return self._unsaved[fingerprint]
        for pack in self._found():
            data = pack.read(fingerprint)
            if data is not None:
                self._use(pack.path)
                return data
        return None

    def put(self, fingerprint: str, data: bytes) -> None:
        """Keep a chart."""
        _expect_fingerprint(fingerprint)
        if self._process != os.getpid():
            self._part_ways()
        self._unsaved[fingerprint] = data
        self._unsaved_bytes += len(data)
        if self._unsaved_bytes > MOST_UNSAVED:
            self.save()

    def save(self) -> None:
        """Write what was put onto the disk, and hold it no longer."""
        if self._unsaved and self._is_safe:
            with suppress(OSError):
                make_room(self._folder)
                path = packs.write(self._folder, self._unsaved)
                self._packs[path] = packs.opened(path)
        self._unsaved = {}
        self._unsaved_bytes = 0

    def sweep(self) -> None:
        """Save, let go of what was unused for longest until the rest is small enough, and put the
        smallest packs together where there are many.
        """
        self.save()
        self._used.clear()
        self._has_looked = False
        if not (self._is_safe and self._folder.is_dir()):
            return
        with os.scandir(self._folder) as entries:
            found = [(entry.stat(follow_symlinks=False), entry.name) for entry in entries]
        size, small = 0, []
        for state, name in sorted(found, key=lambda f: (-f[0].st_mtime_ns, f[1])):
            size += state.st_size if packs.is_pack(name) else 0
            if size > self._most_bytes or not packs.is_pack(name):
                _remove([self._folder / name])
            elif state.st_size < SMALL:
                small.append(self._folder / name)
        if len(small) > MOST_SMALL:
            self._put_together(small)

    def _part_ways(self) -> None:
        """Leave what the process before the fork held to that, and save one's own at one's end."""
        self._process = os.getpid()
        self._unsaved, self._unsaved_bytes = {}, 0
        Finalize(None, self.save, exitpriority=0)

    def _found(self) -> Iterable[Pack]:
        """Every sound pack; the folder is looked into once from sweep to sweep."""
        if not self._has_looked:
            self._has_looked = True
            paths = packs.paths_in(self._folder) if self._is_safe else []
            self._packs = {
                path: self._packs[path] if path in self._packs else packs.opened(path)
                for path in paths
            }
        return filter(None, self._packs.values())

    def _use(self, path: Path) -> None:
        """Note that a pack was of use, once from sweep to sweep."""
        if path not in self._used:
            self._used.add(path)
            with suppress(OSError):
                os.utime(path, follow_symlinks=False)

    def _put_together(self, small: Iterable[Path]) -> None:
        """Make one pack of many; each is gone only once what it held is written."""
        things: dict[str, bytes] = {}
        for pack in filter(None, map(packs.opened, small)):
            read = ((fingerprint, pack.read(fingerprint)) for fingerprint in pack.places)
            things |= {fingerprint: data for fingerprint, data in read if data is not None}
        with suppress(OSError):
            whole = packs.write(self._folder, things)
            _remove(path for path in small if path != whole)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()


def _expect_fingerprint(fingerprint: str) -> None:
    if fullmatch("[0-9a-f]{32}", fingerprint) is None:
        raise ValueError(f"{fingerprint!r} is not a fingerprint")
