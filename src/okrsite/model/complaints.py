"""Pydantic's errors as problems an author can act on: located, in words, with a hint."""

from typing import Any

from pydantic import BaseModel, ValidationError

from okrsite.base.problems import Problems, did_you_mean
from okrsite.model import schema
from okrsite.read.frontmatter import COMMA_HINT
from okrsite.read.library import Document, Spot

Loc = tuple[int | str, ...]


def complain(
    error: ValidationError, document: Document, fields: type[BaseModel], problems: Problems
) -> None:
    """Report each error of a file's fields: what is missing, unknown or unreadable."""
    for found in error.errors(include_url=False):
        loc = found["loc"]
        spot = document.at(*_tree_loc(loc))
        if found["type"] == "missing":
            _report_missing(spot, problems)
        elif found["type"] == "extra_forbidden":
            _report_unknown(spot, fields, problems)
        else:
            _report_value(spot, found, problems, is_name=loc[-1:] == ("[key]",))


def _report_missing(spot: Spot, problems: Problems) -> None:
    name = spot.loc[-1]
    around = spot.document.place(*spot.loc[:-1])
    problems.error("OKR101", around, f"`{name}` is missing", f"add a line `{name}: …`")


def _report_unknown(spot: Spot, fields: type[BaseModel], problems: Problems) -> None:
    name = str(spot.loc[-1])
    known = _known_fields(fields, spot.loc)
    hint = did_you_mean(name, known)
    if not hint:
        hint = COMMA_HINT if " " in name else f"known here: {', '.join(known)}"
    problems.error("OKR102", spot.key, f"`{name}` is not a field here", hint)


def _report_value(spot: Spot, found: Any, problems: Problems, *, is_name: bool) -> None:
    context = found.get("ctx", {})
    message = context.get("message") or _EXPECTED.get(found["type"], "expected another value")
    label = next((part for part in reversed(spot.loc) if isinstance(part, str)), "")
    problems.error(
        "OKR103",
        spot.key if is_name else spot.place,
        f"`{label}`: {message}" if label else message,
        context.get("hint", ""),
    )


def _tree_loc(loc: Loc) -> Loc:
    """Pydantic's path without the parts that stand for choices and wrappers of ours."""
    return tuple(part for part in loc if part not in ("[key]", "steps", "scores"))


def _known_fields(fields: type[BaseModel], loc: Loc) -> list[str]:
    """The fields that may stand where an unknown one was found."""
    here = fields
    for part in loc[:-1]:
        field = next((f for n, f in here.model_fields.items() if (f.alias or n) == part), None)
        here = (_group_in(field.annotation) if field else None) or here
    return [field.alias or name for name, field in here.model_fields.items()]


def _group_in(annotation: Any) -> type[BaseModel] | None:
    """The group of fields inside a list, a table or a choice."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return schema.Milestone if annotation is schema.Milestones else annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _group_in(inner):
            return found
    return None


_EXPECTED = {
    "dict_type": "expected fields with a value each, such as `2026-11-20: 1450`",
    "tuple_type": "expected a list",
}
