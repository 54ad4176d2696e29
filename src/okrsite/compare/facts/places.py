"""Where a fact is written: a portfolio, a subject and a path in, a place in a file out."""

from collections.abc import Mapping
from functools import cached_property

from pydantic import BaseModel

from okrsite.base.problems import Place
from okrsite.base.project import FILE_NAME
from okrsite.compare.difference import Subject, What
from okrsite.compare.facts.facts import Thing, things
from okrsite.compare.facts.naming import keyed
from okrsite.compare.facts.steps import Path
from okrsite.model.goals import CheckIn, Cycle, KeyResult, Kpi, Metric, Objective, Review
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Rows
from okrsite.read.library import Document

_WRITTEN: Mapping[type, Mapping[str, tuple[str, ...]]] = {
    Cycle: {"first_day": ("start",), "last_day": ("end",), "rhythm": ("checkin_every",)},
    CheckIn: {"day": ("date",)},
    Review: {"day": ("date",)},
    Kpi: {
        "warn": ("thresholds", "warn"),
        "critical": ("thresholds", "critical"),
        "grace_days": ("grace",),
    },
}
"""The fields of facts that an author knows by another name."""


class Places:
    """The places of one portfolio, found when they are asked for."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio

    @cached_property
    def _things(self) -> Mapping[Subject, Thing]:
        return dict(things(self._portfolio))

    def of(self, subject: Subject | None, path: Path = ()) -> Place | None:
        """Where a fact is written, or the nearest around it; None where there is no such thing."""
        thing = self._things.get(subject) if subject else None
        if subject is None or thing is None:
            return None
        document = self._document(thing)
        if subject.kind is What.SETTINGS or document is None:
            return Place(FILE_NAME)
        if isinstance(thing, (Kpi, Metric)) and path[:1] in _ROWS and (row := _row(thing, path)):
            return row
        if path == ("text",):
            return Place(document.path, document.body.line, 1)
        start = self._start(thing)
        return document.place(*start, *_loc(thing, path))

    def _document(self, thing: Thing) -> Document | None:
        if isinstance(thing, KeyResult):
            return self._portfolio.objectives[thing.objective].document
        document = getattr(thing, "document", None)
        return document if isinstance(document, Document) else None

    def _start(self, thing: Thing) -> tuple[str | int, ...]:
        """Where the fields of a thing begin in its document."""
        if not isinstance(thing, KeyResult):
            return ()
        listed = self._portfolio.objectives[thing.objective].fields.key_results
        return "key_results", next(i for i, one in enumerate(listed) if one is thing.fields)


def _row(thing: Kpi | Metric, path: Path) -> Place | None:
    """Where a value of a series is written."""
    parts = thing.units if isinstance(thing, Kpi) and path[0] == "units" else (thing,)
    label = path[-2] if path[-1] == "note" else path[-1]
    for part in parts:
        is_meant = path[0] == "observations" or getattr(part, "label", "") == path[1]
        origin = part.series.origin
        for row in origin.observations if is_meant and isinstance(origin, Rows) else ():
            if str(row.period) == label:
                return row.place
    return None


def _loc(thing: Thing, path: Path) -> tuple[str | int, ...]:
    """A path of facts as a path of what was typed: names, and positions in lists."""
    if isinstance(thing, CheckIn) and path[:1] == ("updates",):
        return _update(thing, path)
    names = _WRITTEN.get(type(thing), {}).get(path[0], path[:1]) if path else ()
    if names == ("parents",) and isinstance(thing, Objective) and thing.fields.parent:
        names = ("parent",)
    loc: list[str | int] = []
    owner: object = getattr(thing, "fields", None)
    for step in (*names, *path[1:]):
        owner, found = _typed(owner, step)
        loc.extend(found)
    return tuple(loc)


def _typed(owner: object, step: str) -> tuple[object, tuple[str | int, ...]]:
    """What a step leads to, and the step as typed; a list of milestones is typed in their place."""
    if isinstance(owner, tuple):
        steps = [one for one, _ in keyed(owner)] if owner else []
        position = steps.index(step) if step in steps else len(owner)
        return (owner[position] if position < len(owner) else None), (position,)
    inner = getattr(owner, step, None) if isinstance(owner, BaseModel) else None
    return inner, () if step in ("steps", "scores") else (step,)


def _update(checkin: CheckIn, path: Path) -> tuple[str | int, ...]:
    """An update by the name that its author gave the goal."""
    updates = checkin.document.fields.get("updates")
    named = [name.text for name, _ in getattr(updates, "items", ())]
    id_ = path[1].partition(":")[2]
    name = next((one for one in named if one.rpartition(":")[2] == id_), id_)
    return "updates", name, *path[2:]


_ROWS = (("observations",), ("units",))
