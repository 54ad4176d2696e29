"""The records of a document in, its JSON Schema out: draft 2020-12, strict, every field said."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import EnumMeta
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, get_args, get_origin, get_type_hints

from okrsite.base.frozen import Frozen, fields
from okrsite.plan.exports.records import NAMES, GoalsRecord, Says, ValueRecord, ValueRecords

Schema: TypeAlias = Mapping[str, object]


@cache
def schema_text() -> str:
    """The schema of `goals.json`, as it is published beside it.

    >>> json.loads(schema_text())["$defs"]["value"]["required"]
    ['date', 'value']
    """
    return schema_of(GoalsRecord, "Goals of a site made by okrsite")


def schema_of(kind: type, title: str) -> str:
    """The schema of a document that is a record with others in it."""
    found: dict[str, Schema] = {}
    root = _record(kind, found)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        "$defs": dict(sorted(found.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _record(kind: type[Frozen], found: dict[str, Schema]) -> Schema:
    """A record as an object that has each of its fields and no other."""
    hints = get_type_hints(kind, include_extras=True)
    properties = {NAMES.get(name, name): _field(hints[name], found) for name in fields(kind)}
    return {
        "description": kind.__doc__,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _field(hint: Any, found: dict[str, Schema]) -> Schema:
    """An annotated field: what it holds, what that means, and its bounds."""
    kind, *notes = get_args(hint)
    says = notes[-1]
    assert get_origin(hint) is Annotated
    assert isinstance(says, Says)
    bounds = {"minimum": says.least, "maximum": says.most}
    kept = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"description": says.text, **_value(kind, found), **kept}


def _value(kind: Any, found: dict[str, Schema]) -> Schema:
    """What may stand for a type; a union is one of several words, or null."""
    if get_origin(kind) is UnionType:
        parts = [part for part in get_args(kind) if part is not NoneType]
        one = _value(parts[0], found) if len(parts) == 1 else _words(parts)
        return _or_null(one) if NoneType in get_args(kind) else one
    if kind is ValueRecords:
        return _value(tuple[ValueRecord, ...], found)
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _value(get_args(kind)[0], found)}
    if isinstance(kind, type) and issubclass(kind, Frozen):
        return _named(kind, found)
    if isinstance(kind, EnumMeta):
        return _words([kind])
    return _SCALARS[kind]


def _words(kinds: Iterable[Any]) -> Schema:
    """The words of one or of several scales, each once."""
    words = dict.fromkeys(member.value for kind in kinds for member in kind)
    return {"type": "string", "enum": list(words)}


def _named(kind: Any, found: dict[str, Schema]) -> Schema:
    name = kind.__name__.removesuffix("Record")
    key = name[:1].lower() + name[1:]
    if key not in found:
        found[key] = {}
        found[key] = _record(kind, found)
    return {"$ref": f"#/$defs/{key}"}


def _or_null(one: Schema) -> Schema:
    if "$ref" in one:
        return {"anyOf": [one, {"type": "null"}]}
    allowed = {"enum": [*one["enum"], None]} if isinstance(one.get("enum"), list) else {}  # type: ignore[misc]
    return {**one, "type": [one["type"], "null"], **allowed}


_SCALARS: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    object: {"type": ["string", "number", "boolean", "array", "null"]},
}
