"""A group of fields or of settings in, its JSON Schema out, as an editor takes it.

The schema is that of the pydantic model, so it takes and refuses what the reader does as far as
JSON Schema can say it: misspelt names, unknown words, wrong shapes. What a field needs of other
fields, files and days is for `okrsite check`. It is of draft 2020-12 and keeps to words that
editors with draft 7 understand.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel

from okrsite.model import schema
from okrsite.model.schema.meanings import MEANINGS
from okrsite.model.schema.order import order_of
from okrsite.model.schema.typed import SOMETHING
from okrsite.model.schema.values import Fields

Json: TypeAlias = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OWN: Json = {"^x-": {}}
"""Fields of an author's own are taken everywhere, in any shape."""


def described(kind: type[BaseModel], title: str) -> Json:
    """The schema of a kind of front matter, or of the settings.

    >>> team = described(schema.TeamFields, "A team")
    >>> team["properties"]["kind"]["enum"]
    ['company', 'department', 'team', 'project', None]
    >>> team["properties"]["lead"]["description"], team["additionalProperties"]
    ('who leads it', False)
    """
    drawn = kind.model_json_schema()
    parts = drawn.pop("$defs", {})
    words = {name: part["enum"] for name, part in parts.items() if "enum" in part}
    whole = _group(drawn, kind, words)
    groups = {
        name: _group(part, getattr(schema, name, BaseModel), words)
        for name, part in sorted(parts.items())
        if name not in words
    }
    return {"$schema": DRAFT, **whole, "title": title} | ({"$defs": groups} if groups else {})


def _group(drawn: Json, kind: type[BaseModel], words: Mapping[str, list[str]]) -> Json:
    """A group of fields: each with its meaning, those that may be absent also without a value."""
    required = drawn.get("required", [])
    is_written = issubclass(kind, Fields)
    meanings = dict(_meanings(kind))
    fields: Json = {}
    for name in order_of(kind) if issubclass(kind, Fields) else drawn["properties"]:
        taken = _value(drawn["properties"][name], words)
        if is_written and name not in required:
            taken = _or_nothing(taken)
        said = meanings.get(name, "")
        fields[name] = {"description": said, **taken} if said else taken
    own = {"patternProperties": _OWN} if is_written else {}
    needed = {"required": required} if required else {}
    return {
        "description": drawn.get("description", ""),
        "type": "object",
        "properties": fields,
        **own,
        **needed,
        "additionalProperties": False,
    }


def _meanings(kind: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for base in reversed(kind.__mro__):
        yield from MEANINGS.get(base.__name__, {}).items()


def _value(drawn: Json, words: Mapping[str, list[str]]) -> Json:
    """What a field takes, without what pydantic notes for itself."""
    if "$ref" in drawn:
        name = drawn["$ref"].rpartition("/")[2]
        return {"enum": list(words[name])} if name in words else {"$ref": drawn["$ref"]}
    kept = {name: part for name, part in drawn.items() if name not in _NOTES}
    if isinstance(drawn.get("default"), (str, bool)) and drawn["default"]:
        kept["default"] = drawn["default"]
    if "anyOf" in kept:
        return _any_of([_value(part, words) for part in kept.pop("anyOf")], kept)
    if "patternProperties" in kept:
        ((pattern, value),) = kept.pop("patternProperties").items()
        return {**kept, **_named_freely(pattern, _value(value, words))}
    if "prefixItems" in kept:
        kept["items"] = kept.pop("prefixItems")[0]
    if isinstance(kept.get("items"), dict):
        kept["items"] = _value(kept["items"], words)
    return kept


def _any_of(parts: list[Json], beside: Json) -> Json:
    """A choice of shapes, as short as it can be said."""
    if len(parts) == 2 and parts[1] == _NOTHING:
        return {**_or_nothing(parts[0]), **beside}
    return {"anyOf": parts, **beside}


def _named_freely(pattern: str, value: Json) -> Json:
    """Values under names that the author chooses, which may have to follow a pattern."""
    named = {"propertyNames": {"anyOf": [{"pattern": "^x-"}, {"pattern": pattern}]}}
    names = {} if pattern == SOMETHING else named
    return {"patternProperties": _OWN, **names, "additionalProperties": value}


def _or_nothing(taken: Json) -> Json:
    """The same, or no value, which is as if the field were not there."""
    if "anyOf" in taken:
        parts = taken["anyOf"]
        return taken if _NOTHING in parts else {**taken, "anyOf": [*parts, _NOTHING]}
    if "enum" in taken:
        words = taken["enum"]
        return taken if None in words else {**taken, "enum": [*words, None]}
    if "$ref" in taken:
        return {"anyOf": [taken, _NOTHING]}
    types = taken["type"] if isinstance(taken["type"], list) else [taken["type"]]
    return taken if "null" in types else {**taken, "type": [*types, "null"]}


_NOTHING = {"type": "null"}
_NOTES = ("title", "default")
