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
from collections.abc import Callable, Iterator
from datetime import date, datetime, timezone
from enum import Enum
from hashlib import blake2b
from math import isfinite
from operator import attrgetter
from pathlib import PurePosixPath
from struct import pack
from typing import Any, TypeAlias

from okrsite.base.frozen import Frozen, fields


def digest(value: object, name: str = "") -> str:
    """The digest of plain data: 32 hexadecimal digits, the same on every machine and every day.

    Plain are None, bool, int, float, str, bytes, date, datetime (without a zone or with a fixed
    offset), PurePosixPath, members of enums, tuples, and `Frozen` classes or frozen
    dataclasses of plain data, each of exactly that type. Values of different types differ, also
    where Python calls them equal.

    Raises TypeError for anything else and ValueError for NaN and infinity; both name the path
    to the culprit, which starts with `name` or else with the type of `value`.
    """
    return Digester().digest(value, name)


def digest_of_bytes(data: bytes) -> str:
    """The digest of raw bytes: 32 hexadecimal digits.

    >>> digest_of_bytes(b"okrsite")
    '8c3baaaf91f3dde0e0944eb010051004'
    """
    return blake2b(data, digest_size=16).hexdigest()


class Digester:
    """Digests many values that share parts, walking each large shared part once.

    A site's navigation is part of every page; one digester for the whole plan walks it a single
    time. The digester keeps what it remembers alive, so let go of it with the plan.
    """

    def __init__(self) -> None:
        self.known: dict[int, tuple[object, str]] = {}

    def digest(self, value: object, name: str = "") -> str:
        """As the function `digest`, remembering the large parts of `value`."""
        try:
            return _hash(_WRITERS[type(value)](self, value))
        except _Culprit as culprit:
            path = (name or type(value).__name__) + "".join(_steps_to_culprit(value))
            raise culprit.kind(f"{path}: {culprit.reason}") from None

    def remembered(self, value: object, text: str) -> str:
        """What is written for a value from now on."""
        self.known[id(value)] = (value, text)
        return text


_Write: TypeAlias = Callable[[Digester, Any], str]
"""A value as a text that says where it ends and that no other value shares."""


class _Culprit(Exception):  # noqa: N818 - it never leaves this module
    """What is wrong with a value."""

    def __init__(self, kind: type[Exception], reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


def _steps_to_culprit(value: object) -> Iterator[str]:
    """The way to the first part of a refused value that is not plain: it is walked once more."""
    for step, part in _parts(value):
        try:
            _WRITERS[type(part)](Digester(), part)
        except _Culprit:
            yield step
            yield from _steps_to_culprit(part)
            return


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if type(value) is tuple:
        yield from ((f"[{index}]", one) for index, one in enumerate(value))
    elif _is_of_fields(type(value)):
        yield from ((f".{name}", getattr(value, name)) for name in _fields(type(value)))


def _hash(text: str) -> str:
    return digest_of_bytes(text.encode("utf-8", "surrogatepass"))


class _Writers(dict[type, _Write]):
    """How each type is written; enums and frozen classes are added as they come."""

    def __missing__(self, kind: type) -> _Write:
        self[kind] = _enum if issubclass(kind, Enum) else _of_fields(kind)
        return self[kind]


def _of_fields(kind: type) -> _Write:
    """How a frozen class is written: a function with a line for each of its fields.

    It is made from a text, as the methods of dataclasses themselves are. Most fields hold text,
    so that is written in place.
    """
    if not _is_of_fields(kind):
        raise _Culprit(TypeError, f"{kind.__name__} is not plain data")
    if not (issubclass(kind, Frozen) or vars(kind)["__dataclass_params__"].frozen):
        raise _Culprit(TypeError, f"{kind.__name__} is not plain data: not a frozen dataclass")
    names = _fields(kind)
    lines = (_FIELD.format(name=name) for name in names)
    name = f"@{_name(kind)}{_names(names)}"
    found: dict[str, Any] = {"NAME": name, "WRITERS": _WRITERS, "LARGE": LARGE, "seal": _seal}
    exec(_FUNCTION.format(fields="".join(lines)), found)  # noqa: S102 - made of names of fields alone
    write: _Write = found["write"]
    return write


_FUNCTION = """
def write(digester, value):
    if known := digester.known.get(id(value)):
        return known[1]
    text = "".join((
        NAME,{fields}
    ))
    return text if len(text) < LARGE else digester.remembered(value, seal(text))
"""
_FIELD = """
        f"s{{len(part)}}:{{part}}" if type(part := value.{name}) is str
        else WRITERS[type(part)](digester, part),"""


def _is_of_fields(kind: type) -> bool:
    return issubclass(kind, Frozen) or "__dataclass_params__" in vars(kind)


def _fields(kind: Any) -> tuple[str, ...]:
    if issubclass(kind, Frozen):
        return fields(kind)
    return tuple(field.name for field in dataclasses.fields(kind))


def _name(kind: type) -> str:
    return _names((kind.__module__, kind.__qualname__))


def _names(names: tuple[str, ...]) -> str:
    return f"{len(names)}:{''.join(map(_text, names))}"


def _tuple(digester: Digester, value: tuple[Any, ...]) -> str:
    if not value:
        return "()"
    if len(value) > SHORT:
        return _long(digester, value)
    return f"({len(value)}:{''.join([_WRITERS[type(one)](digester, one) for one in value])}"


def _long(digester: Digester, value: tuple[Any, ...]) -> str:
    if known := digester.known.get(id(value)):
        return known[1]
    return digester.remembered(value, _seal(f"[{len(value)}:{_items(digester, value)}"))


def _items(digester: Digester, value: tuple[Any, ...]) -> str:
    """Many values in a row; those of one kind are written together where that is faster."""
    kinds = set(map(type, value))
    kind = kinds.pop()
    if kinds:
        return "".join([_WRITERS[type(one)](digester, one) for one in value])
    if kind is float and all(map(isfinite, value)):
        return f"={pack(f'<{len(value)}d', *value).hex()}"
    if kind is date:
        return f"/{''.join(map(date.isoformat, value))}"
    if kind is bool:
        return f"?{bytes(value).hex()}"
    if issubclass(kind, Frozen) and len(names := fields(kind)) > 1:
        columns = zip(*map(attrgetter(*names), value), strict=True)
        written = "".join([_items(digester, column) for column in columns])
        return f"|{_name(kind)}{_names(names)}{written}"
    write = _WRITERS[kind]
    return "".join([write(digester, one) for one in value])


def _enum(digester: Digester, value: Enum) -> str:
    if known := digester.known.get(id(value)):
        return known[1]
    inner = _WRITERS[type(value.value)](digester, value.value)
    return digester.remembered(value, f"E{_name(type(value))}{_text(value.name)}{inner}")


def _seal(text: str) -> str:
    """What stands for a long text in the text around it."""
    return f"#{_hash(text)}"


def _text(value: str) -> str:
    return f"s{len(value)}:{value}"


def _float(value: float) -> str:
    if not isfinite(value):
        raise _Culprit(ValueError, f"{value} is not a number that a page can show")
    return f"f{value!r};"


def _datetime(value: datetime) -> str:
    if value.tzinfo is not None and type(value.tzinfo) is not timezone:
        raise _Culprit(TypeError, f"{type(value.tzinfo).__name__} is not plain data")
    return f"t{_text(f'{value.isoformat()} {value.tzname()} {value.fold}')}"


SHORT = 8  # a tuple of so few items costs less to walk than to remember
LARGE = 1024  # characters; to walk fewer again costs less than to remember them

_WRITERS = _Writers(
    {
        type(None): lambda _, value: "N",
        bool: lambda _, value: "T" if value else "F",
        int: lambda _, value: f"i{value:x};",
        float: lambda _, value: _float(value),
        str: lambda _, value: _text(value),
        bytes: lambda _, value: f"b{digest_of_bytes(value)}",
        date: lambda _, value: f"d{value.isoformat()}",
        datetime: lambda _, value: _datetime(value),
        PurePosixPath: lambda _, value: f"p{_text(str(value))}",
        tuple: _tuple,
    }
)
