"""Two states of a file in; whether nothing but the file's own things can differ for it out.

Local is what nobody else refers to: words and numbers. Who owns a thing, what it counts in, which
cycle it is of, and all that it names are no such matter, and neither is a field not listed here.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from okrsite.model.key_results import local_id
from okrsite.model.schema import KeyResultFields
from okrsite.model.written import Written
from okrsite.read.library import Document


def is_local(old: Written[Any], new: Written[Any]) -> bool:
    """Whether an edit of a file leaves alone whatever others may rest on."""
    kind = old.document.inside.parts[0] if len(old.document.inside.parts) > 1 else _PAGES
    names = _LOCAL.get(kind, _OF_PAGES)
    is_same = _leads_to(old.document) == _leads_to(new.document)
    return is_same and _is_same_but(old.fields, new.fields, names) and _names_the_same(old, new)


def _leads_to(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a text links to, and what it shows of others."""
    links = tuple(one.target for one in document.body.links)
    return links, tuple(one.text for one in document.body.embeds)


def _is_same_but(old: BaseModel, new: BaseModel, names: frozenset[str]) -> bool:
    fixed = type(old).model_fields.keys() - names
    return all(getattr(old, name) == getattr(new, name) for name in fixed)


def _names_the_same(old: Written[Any], new: Written[Any]) -> bool:
    """Whether an objective has the same key results as before, by name and place."""
    before: tuple[KeyResultFields, ...] = getattr(old.fields, "key_results", ())
    after: tuple[KeyResultFields, ...] = getattr(new.fields, "key_results", ())
    return len(before) == len(after) and all(
        local_id(one) == local_id(other) and _is_same_but(one, other, _OF_KEY_RESULTS)
        for one, other in zip(before, after, strict=True)
    )


_PAGES = "pages"
_OF_PAGES = frozenset({"title"})
_OF_KEY_RESULTS = frozenset(
    {
        "title",
        "type",
        "start",
        "target",
        "change",
        "at_least",
        "at_most",
        "between",
        "strict",
        "every",
        "milestones",
        "done",
        "commit",
        "stretch",
        "unit",
        "decimals",
        "take",
        "values",
        "first_day",
        "due",
        "expected",
        "initiatives",
        "revisions",
        "dropped",
    }
)
_LOCAL: Mapping[str, frozenset[str]] = {
    "objectives": frozenset(
        {"title", "intent", "priority", "effort", "initiatives", "closing", "key_results"}
    ),
    "kpis": frozenset(
        {
            "title",
            "activity",
            "definition",
            "better",
            "indicator",
            "thresholds",
            "sudden_change",
            "target",
            "strict",
            "target_by",
            "values",
            "benchmarks",
            "if_it_worsens",
            "decision",
            "action",
            "company_stage",
        }
    ),
    "metrics": frozenset({"title", "definition", "values"}),
    "checkins": frozenset({"updates", "wins", "setbacks", "blockers"}),
}
