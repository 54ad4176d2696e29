"""Packs in a place that several machines share: fetched before a build, sent after it.

A pack is named by what is in it and never changed, so machines that fetch and send at the same
time need not know of each other. Of each pack there the index is read first: what holds nothing
new here is not fetched, and what holds nothing new there is not sent, however things were put
together here meanwhile.

A pack from there is believed as little as one on disk. But whoever may write to the place can make
one up whole, so it is as trusted as they are. Whatever goes wrong is a note; nothing there is ever
removed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from secrets import token_hex
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from okrsite.write import files, packs
from okrsite.write.packs import END_SIZE, Pack, Place
from okrsite.write.state import CHARTS, INDEXES, make_room, usurped

MOST_BYTES = {CHARTS: 256 << 20, INDEXES: 32 << 20}
"""The folders of the state that are shared, and how much of each a build fetches and sends."""

MOST_PACKS = 5000
MOST_INDEXES = AT_ONCE = 64 << 20
SECONDS = 60.0
_T = TypeVar("_T")


class SharedCache:
    """What machines share at a location, which is a folder or a URL that fsspec knows.

    `notes` are what to tell the author about it.
    """

    def __init__(self, location: str, state: Path) -> None:
        self._location = location
        self._state = state
        self._there: dict[str, set[str]] = {name: set() for name in MOST_BYTES}
        self._place: _SharedPlace | None = None
        self.notes: tuple[str, ...] = ()

    def fetch(self) -> None:
        """Bring here what is there only; where there is too much, what came there last."""
        if usurped(self._state):
            return
        with self._noting():
            place = _SharedPlace(self._location)
            broken = _within(SECONDS, lambda: sum(self._fetch(place, name) for name in MOST_BYTES))
            self._place = place
            if broken:
                self._note(f"{broken} of its packs cannot be used")

    def send(self) -> None:
        """Bring there what is here only, if it could be fetched from."""
        place = self._place
        if place:
            with self._noting():
                _within(SECONDS, lambda: self._send(place))

    def _fetch(self, place: "_SharedPlace", name: str) -> int:
        """Fetch the packs of a folder; how many of them are broken."""
        folder, there, left = self._state / name, self._there[name], MOST_BYTES[name]
        here = {fingerprint for pack in _packs_in(folder) for fingerprint in pack.places}
        wanted: dict[_Item, Mapping[str, Place]] = {}
        broken = 0
        for item, index in place.indexes(name):
            if index is None:
                broken += 1
            elif index.keys() <= here or item.size > left:
                there.update(index)
            else:
                wanted[item] = index
                here.update(index)
                left -= item.size
        if wanted:
            make_room(folder)
        for item, data in place.contents(wanted):
            if packs.is_whole(item.name, data):
                packs.keep(folder / item.name, data)
                there.update(wanted[item])
            else:
                broken += 1
        return broken

    def _send(self, place: "_SharedPlace") -> None:
        for name, left in MOST_BYTES.items():
            self._send_some(place, name, left)

    def _send_some(self, place: "_SharedPlace", name: str, left: int) -> None:
        """Send the packs of a folder that hold anything new, and not more than so many bytes."""
        there = self._there[name]
        for pack in _packs_in(self._state / name):
            data = None if pack.places.keys() <= there else files.read(pack.path)
            if data is not None and len(data) <= left and packs.is_whole(pack.path.name, data):
                place.put(name, pack.path.name, data)
                there.update(pack.places)
                left -= len(data)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Make a note of whatever goes wrong, which libraries of many kinds may say in any way."""
        try:
            yield
        except Exception as trouble:
            self._note(" ".join(str(trouble).split())[:200] or type(trouble).__name__)

    def _note(self, reason: str) -> None:
        """Say something of the place, but no password that may stand in its address."""
        note = f"the shared cache `{self._location}` is not of full use: {reason}"
        self.notes += (re.sub(r"(?<=://)[^/\s]*@", "", note),)


class _Item(NamedTuple):
    """A pack in a shared place."""

    name: str
    path: str
    size: int


class _SharedPlace:
    """A place by way of fsspec; raises anything."""

    def __init__(self, location: str) -> None:
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
        except ImportError:
            raise LookupError("it needs `pip install 'okrsite[shared-cache]'`") from None
        self._files, self._root = url_to_fs(location)

    def indexes(self, folder: str) -> Iterator[tuple[_Item, Mapping[str, Place] | None]]:
        """The packs of a folder, those that came there last first; no index where it is broken."""
        items = self._packs(folder)
        ends = self._parts([(item, item.size - END_SIZE) for item in items])
        indexes = self._parts(list(_starts(items, ends)))
        for item, index in zip(items, indexes, strict=True):
            yield item, packs.read_index(item.name, index)

    def contents(self, items: Iterable[_Item]) -> Iterator[tuple[_Item, bytes]]:
        """Whole packs; not many are held at once."""
        for batch in _batches(items):
            yield from zip(batch, self._parts([(item, 0) for item in batch]), strict=True)

    def put(self, folder: str, name: str, data: bytes) -> None:
        """Put a pack there at once."""
        path = f"{self._root}/{folder}/{name}"
        if self._puts_whole():
            self._files.pipe_file(path, data)
            return
        spare = f"{self._root}/{folder}/{token_hex(16)}.new"
        self._files.makedirs(f"{self._root}/{folder}", exist_ok=True)
        self._files.pipe_file(spare, data)
        self._files.mv(spare, path)

    def _packs(self, folder: str) -> list[_Item]:
        self._files.invalidate_cache()
        try:
            found = self._files.ls(f"{self._root}/{folder}", detail=True)
        except FileNotFoundError:
            return []
        found = sorted((one for one in found if one["type"] == "file"), key=_came, reverse=True)
        items = (
            _Item(one["name"].rsplit("/", 1)[-1], one["name"], one["size"] or 0) for one in found
        )
        sound = (item for item in items if packs.is_pack(item.name) and item.size >= END_SIZE)
        return list(islice(sound, MOST_PACKS))

    def _parts(self, starts: list[tuple[_Item, int]]) -> list[bytes]:
        """What stands in packs from a start to the end; nothing where one is gone by now."""
        asked = [(item.path, start, item.size) for item, start in starts if start < item.size]
        read = iter(self._files.cat_ranges(*map(list, zip(*asked, strict=True))) if asked else ())
        parts = [next(read) if start < item.size else b"" for item, start in starts]
        for part in parts:
            if isinstance(part, Exception) and not isinstance(part, FileNotFoundError):
                raise part
        return [part if isinstance(part, bytes) else b"" for part in parts]

    def _puts_whole(self) -> bool:
        """No half of a file is ever seen there."""
        protocol = self._files.protocol
        names = {protocol} if isinstance(protocol, str) else set(protocol)
        return not names.isdisjoint(OBJECT_STORES)


def _packs_in(folder: Path) -> Iterator[Pack]:
    """The packs of a folder of the state whose index is sound."""
    return filter(None, map(packs.opened, packs.paths_in(folder)))


def _starts(items: Iterable[_Item], ends: Iterable[bytes]) -> Iterator[tuple[_Item, int]]:
    """Where the index of each pack begins by its last bytes: at its end where that cannot be, and
    where the indexes before have been too much.
    """
    left = MOST_INDEXES
    for item, end in zip(items, ends, strict=True):
        size = packs.index_size(end) if len(end) == END_SIZE else 0
        size = size if size <= min(item.size, left) else 0
        left -= size
        yield item, item.size - size


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    batch: list[_Item] = []
    size = 0
    for item in items:
        if batch and size + item.size > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += item.size
    if batch:
        yield batch


def _came(found: Mapping[str, Any]) -> str:
    """When a file came to a place, in the words of that place, which sort as the moments do."""
    return next((str(found[key]) for key in _MOMENTS if key in found), "")


def _within(seconds: float, act: Callable[[], _T]) -> _T:
    """What comes of something that may wait for long; TimeoutError where it does for too long."""
    outcome: Future[_T] = Future()

    def run() -> None:
        try:
            outcome.set_result(act())
        except Exception as trouble:
            outcome.set_exception(trouble)

    Thread(target=run, daemon=True).start()
    try:
        return outcome.result(seconds)
    except TimeoutError:
        raise TimeoutError(f"no answer within {seconds:.0f} seconds") from None


OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "memory"})
_MOMENTS = ("LastModified", "last_modified", "updated", "mtime", "created")
