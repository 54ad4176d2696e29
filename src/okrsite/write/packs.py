"""Many small things in one file, a pack, in which each is found by its fingerprint.

A pack is written whole and never changed, so processes that write at the same time need not know
of each other. Its index stands at its end: the fingerprint, place, size and digest of each thing,
and how many there are. The file is named by the digest of its index. So one that was cut short
or forged clumsily is not believed, and a thing is read without the others.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from re import fullmatch
from struct import Struct
from typing import NamedTuple

from okrsite.base.digest import digest_of_bytes
from okrsite.base.frozen import Frozen
from okrsite.write import files

SUFFIX = ".pack"
END_SIZE = 8
"""The bytes at a pack's end that tell how long its index is."""


class Place(NamedTuple):
    """Where in its pack a thing stands, in bytes, and its digest."""

    start: int
    size: int
    seal: bytes


class Pack(Frozen):
    """A pack on disk, whose index was read."""

    path: Path
    places: Mapping[str, Place]

    def read(self, fingerprint: str) -> bytes | None:
        """A thing; None where the pack does not hold it, or not whole."""
        place = self.places.get(fingerprint)
        data = files.read_part(self.path, place.start, place.size) if place else None
        if place is None or data is None or digest_of_bytes(data) != place.seal.hex():
            return None
        return data


def is_pack(name: str) -> bool:
    """The name is one that packs have."""
    return fullmatch(rf"[0-9a-f]{{32}}\{SUFFIX}", name) is not None


def paths_in(folder: Path) -> list[Path]:
    """Where packs may stand in a folder, in order; none where it cannot be read."""
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if is_pack(path.name))
    return []


def write(folder: Path, things: Mapping[str, bytes]) -> Path:
    """Write things, by fingerprint, as a pack; raises OSError. The same things have one name."""
    entries, start = [], 0
    for fingerprint, data in things.items():
        seal = bytes.fromhex(digest_of_bytes(data))
        entries.append(_ENTRY.pack(bytes.fromhex(fingerprint), start, len(data), seal))
        start += len(data)
    index = b"".join((*entries, _COUNT.pack(len(things))))
    path = folder / f"{digest_of_bytes(index)}{SUFFIX}"
    keep(path, b"".join((*things.values(), index)))
    return path


def keep(path: Path, whole: bytes) -> None:
    """Put the bytes of a pack under its name at once; raises OSError."""
    files.replace(path, whole, path.with_suffix(f".{os.getpid()}"), is_settled=False)


def opened(path: Path) -> Pack | None:
    """A pack by its path; None where its index is not whole."""
    end = files.read_part(path, -END_SIZE, END_SIZE)
    if end is None:
        return None
    size = index_size(end)
    places = read_index(path.name, files.read_part(path, -size, size) or b"")
    return None if places is None else Pack(path, places)


def index_size(end: bytes) -> int:
    """How many bytes the index has, and stands before a pack's end, by the last few of them."""
    return int(_COUNT.unpack(end)[0]) * _ENTRY.size + END_SIZE


def read_index(name: str, index: bytes) -> Mapping[str, Place] | None:
    """Where in the pack of a name each thing stands; None where this is not its index."""
    if digest_of_bytes(index) + SUFFIX != name:
        return None
    entries = _ENTRY.iter_unpack(index[:-END_SIZE])
    return {entry[0].hex(): Place(*entry[1:]) for entry in entries}


def is_whole(name: str, data: bytes) -> bool:
    """The bytes are the pack of a name, and nothing in it was cut short or forged clumsily."""
    size = index_size(data[-END_SIZE:]) if len(data) >= END_SIZE else 0
    places = read_index(name, data[-size:]) if 0 < size <= len(data) else None
    if places is None or sum(place.size for place in places.values()) != len(data) - size:
        return False
    return all(
        digest_of_bytes(data[place.start : place.start + place.size]) == place.seal.hex()
        for place in places.values()
    )


_ENTRY = Struct(">16sQQ16s")
_COUNT = Struct(">Q")
