"""Plain data in, a short text out that differs whenever the data differs.

Whether a file of the site must be drawn again is decided by comparing two of these texts, so
the walk is strict: it knows plain, frozen data and refuses everything else by name. A dict, a
live object or a clock can therefore never hide in what a page shows.

>>> digest((1, "one")) == digest((1, "one"))
True
>>> digest(1) == digest(1.0), digest(1) == digest(True), digest(0.0) == digest(-0.0)
(False, False, False)
>>> digest(("rows", {"a": 1}))
Traceback (most recent call last):
    ...
TypeError: tuple[1]: dict is not plain data
"""

import dataclasses
from collections.abc import Callable
from datetime import date, datetime, timezone
from enum import Enum
from functools import cache
from hashlib import blake2b
from math import isfinite
from operator import attrgetter
from pathlib import PurePosixPath
from struct import pack
from typing import Any


def digest(value: object, name: str = "") -> str:
    """The digest of plain data: 32 hexadecimal digits, the same on every machine and every day.

    Plain are None, bool, int, float, str, bytes, date, datetime (without a zone or with a fixed
    offset), PurePosixPath, members of enums, tuples and frozen dataclasses of plain data, each
    of exactly that type. Values of different types differ, also where Python calls them equal.

    Raises TypeError for anything else and ValueError for NaN and infinity; both name the path
    to the culprit, which starts with `name` or else with the type of `value`.
    """
    return Digester().digest(value, name)


def digest_of_bytes(data: bytes) -> str:
    """The digest of raw bytes: 32 hexadecimal digits.

    >>> digest_of_bytes(b"okrsite")
    '8c3baaaf91f3dde0e0944eb010051004'
    """
    return _hash(data).hex()


class Digester:
    """Digests many values that share parts, walking each large shared part once.

    A site's navigation is part of every page; one digester for the whole plan walks it a single
    time. The digester keeps what it remembers alive, so let go of it with the plan.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def digest(self, value: object, name: str = "") -> str:
        """As the function `digest`, remembering the large parts of `value`."""
        try:
            return _hash(self._encode(value)).hex()
        except _Culprit as culprit:
            path = (name or type(value).__name__) + "".join(reversed(culprit.steps))
            raise culprit.kind(f"{path}: {culprit.reason}") from None

    def _encode(self, value: Any) -> bytes:
        """The value as bytes that say where they end and that no other value shares."""
        kind: Any = type(value)
        scalar = _SCALARS.get(kind)
        if scalar is not None:
            return scalar(value)
        if kind is tuple:
            return self._tuple(value)
        if isinstance(value, Enum):
            return _name(kind) + _text(value.name) + self._encode(value.value)
        return self._dataclass(value)

    def _tuple(self, value: tuple[object, ...]) -> bytes:
        if len(value) <= SHORT:
            return b"(%d:" % len(value) + self._items(value)
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        series = _series(value)
        return self._sealed(b"[", value, self._items(value) if series is None else series)

    def _items(self, value: tuple[object, ...]) -> bytes:
        done: list[bytes] = []
        try:
            for item in value:
                done.append(self._encode(item))
        except _Culprit as culprit:
            culprit.steps.append(f"[{len(done)}]")
            raise
        return b"".join(done)

    def _dataclass(self, value: Any) -> bytes:
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        kind: Any = type(value)
        done = [_name(kind)]
        for name, part_of in _parts(kind):
            try:
                done.append(self._encode(part_of(value)))
            except _Culprit as culprit:
                culprit.steps.append(f".{name}")
                raise
        return self._sealed(b"{", value, b"".join(done))

    def _sealed(self, tag: bytes, value: object, encoding: bytes) -> bytes:
        """The encoding as a digest of fixed length, remembered where the walk was long."""
        sealed = tag + _hash(encoding)
        if len(encoding) >= LARGE:
            self._known[id(value)] = (value, sealed)
        return sealed


class _Culprit(Exception):  # noqa: N818 - it never leaves this module
    """What is wrong with a value, gathering the steps to it on its way up."""

    def __init__(self, kind: type[Exception], reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.steps: list[str] = []


def _hash(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


@cache
def _parts(kind: type) -> tuple[tuple[str, Callable[[object], object]], ...]:
    """A frozen dataclass's fields, each with its getter; any other type is refused."""
    if "__dataclass_params__" not in vars(kind):
        raise _Culprit(TypeError, f"{kind.__name__} is not plain data")
    if not vars(kind)["__dataclass_params__"].frozen:
        raise _Culprit(TypeError, f"{kind.__name__} is not plain data: not a frozen dataclass")
    return tuple((field.name, attrgetter(field.name)) for field in dataclasses.fields(kind))


@cache
def _name(kind: type) -> bytes:
    """The type and, for a dataclass, the names of its fields."""
    names = [kind.__module__, kind.__qualname__]
    if dataclasses.is_dataclass(kind):
        names += [field.name for field in dataclasses.fields(kind)]
    return b"@%d:" % len(names) + b"".join(map(_text, names))


def _series(value: tuple[Any, ...]) -> bytes | None:
    """A long tuple of one kind of number, packed in one call; None for any other tuple.

    It opens with a sign that opens no item, so no other tuple's items can pass for it.
    """
    kinds = set(map(type, value))
    if kinds == {float} and all(map(isfinite, value)):
        return b"=d" + pack(f"<{len(value)}d", *value)
    if kinds == {int} and min(value) >= -(2**63) and max(value) < 2**63:
        return b"=q" + pack(f"<{len(value)}q", *value)
    return None


def _text(value: str) -> bytes:
    data = value.encode("utf-8", "surrogatepass")
    return b"s%d:" % len(data) + data


def _float(value: float) -> bytes:
    if not isfinite(value):
        raise _Culprit(ValueError, f"{value} is not a number that a page can show")
    return b"f" + pack("<d", value)


def _datetime(value: datetime) -> bytes:
    if value.tzinfo is not None and type(value.tzinfo) is not timezone:
        raise _Culprit(TypeError, f"{type(value.tzinfo).__name__} is not plain data")
    return b"t" + _text(f"{value.isoformat()} {value.tzname()} {value.fold}")


SHORT = 8  # a tuple of so few items costs less to walk than to hash and remember
LARGE = 256  # bytes; to walk fewer again costs less than to remember them

_SCALARS: dict[type, Callable[[Any], bytes]] = {
    type(None): lambda _: b"N",
    bool: lambda value: b"T" if value else b"F",
    int: lambda value: b"i%x;" % value,
    float: _float,
    str: _text,
    bytes: lambda value: b"b%d:" % len(value) + value,
    date: lambda value: b"d" + _text(value.isoformat()),
    datetime: _datetime,
    PurePosixPath: lambda value: b"p" + _text(str(value)),
}
