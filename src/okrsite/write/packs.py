"""Many small things in one file, a pack, in which each is found by its fingerprint.

A pack is written whole and never changed, so processes that write at the same time need not know
of each other. Its index stands at its end: the fingerprint, place, size and digest of each thing,
and how many there are. The file is named by the digest of its index. So one that was cut short
or forged clumsily is not believed, and a thing is read without the others.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from re import fullmatch
from struct import Struct
from typing import NamedTuple

from okrsite.base.digest import digest_of_bytes
from okrsite.write import files

SUFFIX = ".pack"


class Place(NamedTuple):
    """Where in its pack a thing stands, in bytes, and its digest."""

    start: int
    size: int
    seal: bytes


@dataclass(frozen=True, slots=True)
class Pack:
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


def write(folder: Path, things: Mapping[str, bytes]) -> Path:
    """Write things, by fingerprint, as a pack; raises OSError. The same things have one name."""
    entries, start = [], 0
    for fingerprint, data in things.items():
        seal = bytes.fromhex(digest_of_bytes(data))
        entries.append(_ENTRY.pack(bytes.fromhex(fingerprint), start, len(data), seal))
        start += len(data)
    index = b"".join((*entries, _COUNT.pack(len(things))))
    name = digest_of_bytes(index)
    path = folder / f"{name}{SUFFIX}"
    whole = b"".join((*things.values(), index))
    files.replace(path, whole, folder / f"{name}.{os.getpid()}", is_settled=False)
    return path


def opened(path: Path) -> Pack | None:
    """A pack by its path; None where its index is not whole."""
    counted = files.read_part(path, -_COUNT.size, _COUNT.size)
    if counted is None:
        return None
    size = _COUNT.unpack(counted)[0] * _ENTRY.size + _COUNT.size
    index = files.read_part(path, -size, size)
    if index is None or digest_of_bytes(index) + SUFFIX != path.name:
        return None
    entries = _ENTRY.iter_unpack(index[: -_COUNT.size])
    return Pack(path, {entry[0].hex(): Place(*entry[1:]) for entry in entries})


_ENTRY = Struct(">16sQQ16s")
_COUNT = Struct(">Q")
