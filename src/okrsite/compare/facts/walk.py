"""A thing of a portfolio in, what it says out, field by field, with references linked.

The walk takes every field of the model that `leaving.LEFT_OUT` does not name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

from pydantic import BaseModel

from okrsite.base.frozen import Frozen, fields
from okrsite.compare.difference import Plain
from okrsite.compare.facts.leaving import LEFT_OUT, follows
from okrsite.compare.facts.naming import KEYS, MEASURED, NAMES, keyed
from okrsite.compare.facts.steps import Path, listed, step_of
from okrsite.model.formula import components
from okrsite.model.goals import (
    CheckIn,
    KeyResult,
    Kind,
    Kpi,
    Lead,
    Metric,
    Ref,
    UnitSeries,
    Update,
)
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import (
    KINDS,
    Fields,
    KeyResultFields,
)
from okrsite.model.series import Formula, Observation, Rows
from okrsite.read.library import Document

Found: TypeAlias = Iterator[tuple[Path, Plain]]


class Walk:
    """Walks through the things of one portfolio."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._updates = {
            (update.place, update.goal): update
            for key_result in portfolio.key_results.values()
            for update in key_result.updates
        }

    def said(self, thing: object) -> dict[Path, Plain]:
        """All that a thing says."""
        return dict(self._value(thing, ()))

    def _value(self, value: object, path: Path) -> Found:
        """What a value says, in its place below a thing."""
        if value is None or value in ("", ()):
            return
        if isinstance(value, Mapping):
            for key, one in value.items():
                yield from self._value(one, (*path, step_of(str(key))))
        elif isinstance(value, tuple) and type(value[0]) in KEYS:
            yield from self._keyed(value, path)
        elif isinstance(value, BaseModel) or _is_group(value):
            yield from self._group(value, path)
        else:
            yield path, plain(value)

    def _group(self, group: object, path: Path) -> Found:
        """What a group of fields says; that it is there, where it says nothing."""
        way = _WAYS.get(type(group))
        found = dict(way(self, group, path) if way else self._fields(group, path))
        yield from found.items()
        if not found and isinstance(group, Fields):
            yield path, True

    def _fields(self, group: object, path: Path) -> Found:
        kind: type[Any] = type(group)
        left_out = {*LEFT_OUT.get(kind, {}), *follows(group, self._portfolio)}
        names = NAMES.get(kind, {})
        for attribute, name in attributes(kind):  # type: ignore[arg-type]  # a class has a hash
            if attribute not in left_out:
                value = getattr(group, attribute)
                inside = path if attribute in _INLINE else (*path, name)
                kinds = names.get(attribute)
                yield from self._value(self._linked(value, kinds) if kinds else value, inside)

    def _keyed(self, items: tuple[object, ...], path: Path) -> Found:
        """What a list says whose items have a name of their own."""
        for step, item in keyed(items):
            yield from self._value(item, (*path, step))

    def _linked(self, value: object, kinds: tuple[Kind, ...]) -> object:
        """What a text names, or each of a list; the text where it names nothing."""
        if isinstance(value, tuple):
            return tuple(self._linked(one, kinds) for one in value)
        if not isinstance(value, str) or not value:
            return value
        return self._portfolio.directory.peek(value, kinds) or value

    def _key_result(self, key_result: KeyResult, path: Path) -> Found:
        yield from self._fields(key_result, path)
        for update in key_result.updates:
            if not update.author:
                value = update.label if update.value is None else update.value
                yield (*path, "values", update.day.isoformat()), value

    def _measured(self, one: Kpi | Metric | UnitSeries, path: Path) -> Found:
        """What has values or a formula; how they come about else is said by its fields."""
        yield from self._fields(one, path)
        origin = one.series.origin
        if isinstance(origin, Formula):
            yield (*path, "formula"), tuple(self._formula(origin))
        elif isinstance(origin, Rows):
            for row in own_rows(one, origin):
                label = str(row.period)
                yield (*path, "observations", label), row.value
                if row.note:
                    yield (*path, "observations", label, "note"), row.note

    def _formula(self, formula: Formula) -> Iterator[Plain]:
        """A formula as the signs and the series that it is made of."""
        at = 0
        for one in (*components(formula.expression), None):
            end = one.offset if one else len(formula.text)
            if signs := "".join(formula.text[at:end].split()):
                yield signs
            if one:
                at = end + len(one.id)
                yield self._portfolio.directory.peek(one.id, MEASURED) or one.id

    def _checkin(self, checkin: CheckIn, path: Path) -> Found:
        """A check-in, whose values only their key results could read."""
        yield from self._fields(checkin, path)
        full = (self._updates.get((one.place, one.goal), one) for one in checkin.updates)
        for update in full:
            step = step_of(_goal(update))
            yield (*path, "updates", step), True
            yield from self._fields(update, (*path, "updates", step))

    def _document(self, document: Document, path: Path) -> Found:
        """The text of a file; where it links to `[[things]]`, its parts and the things."""
        if text := document.body.text.strip():
            parts = tuple(self._part(part) for part in _LINK.split(text) if part)
            is_linked = any(isinstance(part, Ref) for part in parts)
            yield (*path, "text"), parts if is_linked else text

    def _part(self, part: str) -> Plain:
        """A stretch of a text, or the thing that a link in it names."""
        if not part.startswith("[["):
            return part
        kinds = tuple(kind for kind in Kind if self._portfolio.directory.has(kind, part[2:]))
        return Ref(kinds[0], part[2:]) if len(kinds) == 1 else part


def plain(value: object) -> Plain:
    """A value as a fact; raises TypeError for what nobody thought of."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Lead):
        return (Ref(Kind.KPI, value.kpi), value.lag)
    if isinstance(value, tuple):
        return listed(plain(one) for one in value)
    if isinstance(value, (bool, int, float, str, date, Ref)):
        return value
    raise TypeError(f"no way to say a {type(value).__name__}")


def _is_group(value: object) -> bool:
    return isinstance(value, Frozen) and not isinstance(value, (Ref, Lead))


def is_default(path: Path, value: Plain) -> bool:
    """Whether a fact is what holds where nobody writes the field.

    >>> is_default(("weight",), 1.0), is_default(("weight",), 2.0)
    (True, False)
    """
    return len(path) == 1 and (path[0], value) in _defaults()


@cache
def _defaults() -> frozenset[tuple[str, Plain]]:
    groups: tuple[type[Fields], ...] = (*KINDS.values(), KeyResultFields)
    named = ((name, one) for group in groups for name, one in group.model_fields.items())
    simple = (bool, int, float, str, Decimal)
    return frozenset(
        (name, plain(one.default)) for name, one in named if isinstance(one.default, simple)
    )


def own_rows(one: Kpi | Metric | UnitSeries, rows: Rows) -> Iterator[Observation]:
    """The values of a series, without those of the key result that its KPI grew from."""
    home = one.document.path if isinstance(one, Kpi) else ""
    for row in rows.observations:
        is_grown = home and row.place.path != home and row.place.path.endswith(".md")
        if not is_grown:
            yield row


def _goal(update: Update) -> Ref:
    return Ref(Kind.KEY_RESULT if "#" in update.goal else Kind.OBJECTIVE, update.goal)


@cache
def attributes(group: type[Any]) -> tuple[tuple[str, str], ...]:
    """The attributes of a type, and the names that an author knows them by."""
    if issubclass(group, BaseModel):
        return tuple((name, field.alias or name) for name, field in group.model_fields.items())
    return tuple((name, name) for name in fields(group))


_INLINE = ("fields", "document")
_LINK = re.compile(r"(\[\[[^\[\]|\n]+)")
"""The beginning of a `[[link]]`, up to what may stand behind the name of a thing."""

_WAYS: Mapping[type, Callable[..., Iterable[tuple[Path, Plain]]]] = {
    CheckIn: Walk._checkin,
    Document: Walk._document,
    KeyResult: Walk._key_result,
    Kpi: Walk._measured,
    Metric: Walk._measured,
    UnitSeries: Walk._measured,
}
"""The types that say things in a way of their own."""
