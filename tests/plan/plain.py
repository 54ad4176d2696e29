"""What may be in the data of an output, which its digest has to tell from everything else."""

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from math import isfinite
from pathlib import PurePosixPath
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from okrsite.base.frozen import Frozen, fields

SCALARS = {NoneType, bool, int, str, bytes, date, PurePosixPath}


def not_plain(value: object, path: str) -> Iterator[str]:
    """Where something is not plain: of another type, a float that no page can show, a zone."""
    if not (_is_scalar(value) or _is_compound(type(value))):
        yield f"{path}: {value!r}"
    for step, part in _parts(value):
        yield from not_plain(part, path + step)


def classes_in(value: object) -> Iterator[type]:
    """The classes of the objects in plain data."""
    if _is_compound(type(value)) and type(value) is not tuple:
        yield type(value)
    for _, part in _parts(value):
        yield from classes_in(part)


def _is_scalar(value: object) -> bool:
    if isinstance(value, float):
        return type(value) is float and isfinite(value)
    if isinstance(value, datetime):
        return value.tzinfo is None
    return type(value) in SCALARS or isinstance(value, Enum)


def _is_compound(kind: Any) -> bool:
    is_frozen = dataclasses.is_dataclass(kind) and vars(kind)["__dataclass_params__"].frozen
    return kind is tuple or issubclass(kind, Frozen) or is_frozen


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, tuple):
        yield from ((f"[{number}]", part) for number, part in enumerate(value))
    elif isinstance(value, Frozen):
        yield from ((f".{name}", getattr(value, name)) for name in fields(type(value)))
    elif dataclasses.is_dataclass(value):
        names = (field.name for field in dataclasses.fields(value))
        yield from ((f".{name}", getattr(value, name)) for name in names)


def ambiguous(kind: type) -> Iterator[str]:
    """The fields of a class whose values may be of two types that are encoded alike."""
    for name, declared in get_type_hints(kind).items():
        for choice in _choices(declared):
            written = [_encoded(one) for one in choice]
            if len(set(written)) < len(written):
                yield f"{kind.__name__}.{name}: {declared}"


def _choices(declared: Any) -> Iterator[tuple[Any, ...]]:
    """What a value, and each part of it, may be."""
    parts = get_args(declared)
    is_union = get_origin(declared) in {Union, UnionType}
    yield parts if is_union else (declared,)
    for part in parts:
        yield from _choices(part) if part is not Ellipsis else ()


def _encoded(kind: Any) -> object:
    """What a type is encoded as: its own name, or that of the type that it looks like."""
    kind = get_origin(kind) or kind
    if kind in {str, date, PurePosixPath} or (isinstance(kind, type) and issubclass(kind, Enum)):
        return "a text"
    return kind.__name__ if isinstance(kind, type) and issubclass(kind, Frozen) else kind
