"""What an editor may take for each kind of value, in the words of JSON Schema.

A scalar is typed without thinking of types: `cycle: 2026` is a number to YAML and a name to its
field, so a text may also come as a number or as yes or no. Only words that draft 7 knows, too, and
`patternErrorMessage`, by which the language server of YAML says what was expected.
"""

from typing import Any

from pydantic import WithJsonSchema

SOMETHING = r"\S"
"""A text that is not empty."""

_NUMBER = r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_YES_OR_NO = "([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])"
_WEB = r"([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)\S+"


def _like(pattern: str, expected: str, *types: str) -> dict[str, Any]:
    """Any of some types; where it is a text, one that follows a pattern."""
    kinds = list(types) if len(types) > 1 else types[0]
    return {"type": kinds, "pattern": pattern, "patternErrorMessage": f"expected {expected}"}


def _whole(pattern: str) -> str:
    return rf"^\s*({pattern})\s*$"


_ANY = ("string", "number", "boolean")
_TEXT = _like(SOMETHING, "a text", *_ANY)
_AMOUNT = _like(_whole(rf"{_NUMBER}\s*%?"), "a number such as 40 or 40%", "number", "string")
_PAIR = {"type": "array", "items": _AMOUNT, "minItems": 2, "maxItems": 2}

TEXT = WithJsonSchema(_TEXT)
NUMBER = WithJsonSchema(_like(_whole(_NUMBER), "a number", "number", "string"))
AMOUNT = WithJsonSchema(_AMOUNT)
AMOUNT_OR_PAIR = WithJsonSchema({"anyOf": [_AMOUNT, _PAIR]})
WHOLE = WithJsonSchema(_like(_whole("[-+]?[0-9]{1,9}"), "a whole number", "integer", "string"))
DAY = WithJsonSchema(_like(_whole(_DAY), "a day such as 2026-11-20", "string"))
YES_OR_NO = WithJsonSchema(_like(_whole(_YES_OR_NO), "yes or no", "boolean", "string"))
DONE = WithJsonSchema(
    _like(_whole(f"{_DAY}|{_YES_OR_NO}"), "a day such as 2026-11-20, or yes", "boolean", "string")
)
REFERENCE = WithJsonSchema(
    _like(r"^\s*(?![^/]*\.md)[^/\s][^/]*$", "an id such as weekly-signups, not a path", *_ANY)
)
ADDRESS = WithJsonSchema(_like(_whole(_WEB), "an address that begins with https://", "string"))
SITE_PATH = WithJsonSchema(
    _like(r"^\s*/([^/\s]+/?)*\s*$", "a path of the site such as /goals/old-name/", "string")
)
_NAME = r"@?\w[\w.-]*(/\w[\w.-]*)*"
_MAIL = r"[\w.+-]+@[\w-]+(\.[\w-]+)+"
HANDLE = WithJsonSchema(
    _like(_whole(f"{_NAME}|{_MAIL}"), "a name on the forge, such as ana-ruiz", "string", "integer")
)
NAMES = WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]})


def decimals(most: int) -> WithJsonSchema:
    """A whole number from 0."""
    digits = "".join(map(str, range(most + 1)))
    expected = f"a whole number from 0 to {most}"
    taken = _like(_whole(f"[{digits}]"), expected, "integer", "string")
    return WithJsonSchema({**taken, "minimum": 0, "maximum": most})


def id_like(pattern: str) -> WithJsonSchema:
    """An id of its own."""
    expected = "an id: lower-case words joined by hyphens"
    return WithJsonSchema(_like(_whole(pattern), expected, "string", "boolean"))
