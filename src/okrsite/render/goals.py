"""Records in, JSON out: stable names, days as ISO 8601, numbers as numbers."""

import json
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from okrsite.base.numbers import bare_number
from okrsite.plan.exports.records import NAMES, ValueRecords
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
        kind: Any = type(data)
        fields_ = (f"{_text(name)}: {_lined(getattr(data, field))}" for field, name in _names(kind))
        return ("{\n" + ",\n".join(fields_) + "\n}\n").encode()


def _lined(value: object) -> str:
    if not (isinstance(value, tuple) and value):
        return _text(value)
    return "[\n" + ",\n".join(map(_text, value)) + "\n]"


def _text(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _plain(value: Any) -> object:
    if isinstance(value, float):
        return bare_number(value)
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, ValueRecords)):
        return [_plain(one) for one in value]
    kind: Any = type(value)
    return {name: _plain(getattr(value, field)) for field, name in _names(kind)}


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    """The fields of a record, and what they are called in the file."""
    found: Any = fields(kind)
    return tuple((one.name, NAMES.get(one.name, one.name)) for one in found)
