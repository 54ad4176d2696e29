"""Records in, JSON out: stable names, days as ISO 8601, numbers as numbers."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from io import BytesIO
from itertools import chain, repeat
from operator import attrgetter
from types import NoneType
from typing import Any

from okrsite.base.frozen import Frozen, fields
from okrsite.base.numbers import bare_number
from okrsite.plan.exports.records import NAMES, ValueRecord, ValueRecords
from okrsite.plan.output import Plain
from okrsite.render.sources import PAGES, sources_digest


class GoalsRenderer:
    """Writes records as JSON, a line a thing, so that a change of one is a line of a difference."""

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """The program: what it writes is in the data, how it writes it is in its sources."""
        del data
        return (("sources", sources_digest(*PAGES)),)

    def render(self, data: Plain) -> bytes:
        """The file; infinity and NaN are refused."""
        assert isinstance(data, Frozen)
        file = BytesIO()  # as a large company has a gigabyte, which is held once
        for before, name in zip(chain("{", repeat(",")), fields(type(data)), strict=False):
            file.write(f"{before}\n{_text(NAMES.get(name, name))}: ".encode())
            file.writelines(_lined(getattr(data, name)))
        file.write(b"\n}\n")
        return file.getvalue()


def _lined(value: object) -> Iterator[bytes]:
    """A value, where it is a list in a line for each of its items."""
    if not (isinstance(value, tuple) and value):
        yield _text(value).encode()
        return
    for before, one in zip(chain("[", repeat(",")), value, strict=False):
        yield f"{before}\n{_text(one)}".encode()
    yield b"\n]"


def _text(value: object) -> str:
    plain = _WAYS[type(value)](value)
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class _Ways(dict[Any, Callable[[Any], object]]):
    """How a value of each type stands in the file; enums and records are added as they come."""

    def __missing__(self, kind: Any) -> Callable[[Any], object]:
        self[kind] = attrgetter("value") if issubclass(kind, Enum) else _record(kind)
        return self[kind]


def _record(kind: type[Frozen]) -> Callable[[Frozen], object]:
    """How a record stands in the file: its fields, by what they are called there."""
    names = _names(kind)
    values = attrgetter(*fields(kind), "__class__")  # a tuple, also of one field

    def written(record: Frozen) -> object:
        held = values(record)
        return {
            name: one if (one_kind := type(one)) is str else _WAYS[one_kind](one)
            for name, one in zip(names, held, strict=False)
        }

    return written


def _names(kind: type[Frozen]) -> tuple[str, ...]:
    """What the fields of a record are called in the file."""
    return tuple(NAMES.get(name, name) for name in fields(kind))


def _listed(values: Iterable[object]) -> list[object]:
    return [_WAYS[type(one)](one) for one in values]


def _values(values: ValueRecords) -> list[object]:
    """The same of values, of which there are so many that they are not made records for this."""
    day, value = _names(ValueRecord)
    return [{day: d.isoformat(), value: bare_number(v)} for d, v in values.pairs()]


def _same(value: object) -> object:
    return value


_WAYS: _Ways = _Ways(
    {
        NoneType: _same,
        bool: _same,
        int: _same,
        str: _same,
        float: bare_number,
        date: date.isoformat,
        tuple: _listed,
        ValueRecords: _values,
    }
)
