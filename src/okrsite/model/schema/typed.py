"""What an editor may take for each kind of value, in the words of JSON Schema.

A scalar is typed without thinking of types: `cycle: 2026` is a number to YAML and a name to its
field, so a text may also come as a number or as yes or no. Only words that draft 7 knows, too.
"""

from typing import Any

from pydantic import WithJsonSchema

SOMETHING = r"\S"
"""A text that is not empty."""

_NUMBER = r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_YES_OR_NO = "([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])"


def _whole(pattern: str) -> str:
    return rf"^\s*({pattern})\s*$"


def _text(pattern: str = SOMETHING) -> dict[str, Any]:
    return {"type": ["string", "number", "boolean"], "pattern": pattern}


_AMOUNT = {"type": ["number", "string"], "pattern": _whole(rf"{_NUMBER}\s*%?")}

TEXT = WithJsonSchema(_text())
NUMBER = WithJsonSchema({"type": ["number", "string"], "pattern": _whole(_NUMBER)})
AMOUNT = WithJsonSchema(_AMOUNT)
AMOUNT_OR_PAIR = WithJsonSchema(
    {"anyOf": [_AMOUNT, {"type": "array", "items": _AMOUNT, "minItems": 2, "maxItems": 2}]}
)
WHOLE = WithJsonSchema({"type": ["integer", "string"], "pattern": _whole("[-+]?[0-9]{1,9}")})
DAY = WithJsonSchema({"type": "string", "pattern": _whole(_DAY)})
YES_OR_NO = WithJsonSchema({"type": ["boolean", "string"], "pattern": _whole(_YES_OR_NO)})
DONE = WithJsonSchema({"type": ["boolean", "string"], "pattern": _whole(f"{_DAY}|{_YES_OR_NO}")})
REFERENCE = WithJsonSchema(_text(r"^\s*(?![^/]*\.md)[^/\s][^/]*$"))
ADDRESS = WithJsonSchema(
    {
        "type": "string",
        "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)\S+\s*$",
    }
)
SITE_PATH = WithJsonSchema({"type": "string", "pattern": r"^\s*/([^/\s]+/?)*\s*$"})
HANDLE = WithJsonSchema(
    {
        "type": ["string", "integer"],
        "pattern": r"^\s*(@?\w[\w.-]*(/\w[\w.-]*)*|[\w.+-]+@[\w-]+(\.[\w-]+)+)\s*$",
    }
)
NAMES = WithJsonSchema({"anyOf": [_text(), {"type": "array", "items": _text()}]})


def decimals(most: int) -> WithJsonSchema:
    """A whole number from 0."""
    digits = "".join(map(str, range(most + 1)))
    return WithJsonSchema(
        {
            "type": ["integer", "string"],
            "minimum": 0,
            "maximum": most,
            "pattern": _whole(f"[{digits}]"),
        }
    )


def id_like(pattern: str) -> WithJsonSchema:
    """An id of its own."""
    return WithJsonSchema({"type": ["string", "boolean"], "pattern": _whole(pattern)})
