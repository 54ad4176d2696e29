"""Check-ins: who said what of which goal, and when."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from okrsite.base.problems import Place, Problems
from okrsite.model.goals import CheckIn, Kind, Update
from okrsite.model.key_results import RawUpdate
from okrsite.model.references import Directory
from okrsite.model.schema import CheckInFields, UpdateFields
from okrsite.model.written import Written

_GOALS = (Kind.OBJECTIVE, Kind.KEY_RESULT)


@dataclass(frozen=True, slots=True)
class _Head:
    """Who checks in, and when."""

    day: date
    author: str


def checkins(
    files: Iterable[Written[CheckInFields]], directory: Directory, problems: Problems
) -> tuple[tuple[CheckIn, ...], tuple[RawUpdate, ...]]:
    """Every check-in, newest first, and what each says as its author typed it."""
    found: list[CheckIn] = []
    said: list[RawUpdate] = []
    for file in files:
        head = _head(file, directory, problems)
        if head is None:
            continue
        raw = tuple(_updates(file, head, directory, problems))
        said.extend(raw)
        fields = file.fields
        found.append(CheckIn(head.day, head.author, tuple(one.update for one in raw),
                             fields.wins, fields.setbacks, fields.blockers, file.document))
    found.sort(key=lambda one: (one.day, one.document.path), reverse=True)
    return tuple(found), tuple(said)


def updates_by_goal(raw: Iterable[RawUpdate]) -> Mapping[str, tuple[RawUpdate, ...]]:
    """The updates of each goal."""
    found: dict[str, list[RawUpdate]] = {}
    for one in raw:
        found.setdefault(one.update.goal, []).append(one)
    return {goal: tuple(updates) for goal, updates in found.items()}


def _head(
    file: Written[CheckInFields], directory: Directory, problems: Problems
) -> _Head | None:
    named = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:-([a-z][a-z0-9-]*))?", file.document.inside.stem)
    day = file.fields.date or (_day(named[1]) if named else None)
    author = file.fields.author or (named[2] if named else None)
    place = Place(file.document.path, 1, 1)
    if day is None:
        problems.error("OKR130", place, "the check-in has no date",
                       hint="name the file `2026-11-20-ana.md`, or write `date:`")
    if not author:
        problems.error("OKR131", place, "the check-in has no author",
                       hint="name the file `2026-11-20-ana.md`, or write `author:`")
    if day is None or not author:
        return None
    at = file.document.place("author") if file.fields.author else place
    return _Head(day, directory.one(author, Kind.PERSON, at) or author)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _updates(
    file: Written[CheckInFields], head: _Head, directory: Directory, problems: Problems
) -> Iterable[RawUpdate]:
    for name, fields in file.fields.updates.items():
        goal = directory.resolve(name, _GOALS, file.document.key_place("updates", name))
        if goal is None or fields is None:
            continue
        place = file.document.place("updates", name)
        _check(fields, file, name, problems)
        if goal.kind is Kind.OBJECTIVE and (fields.value or fields.done is not None):
            problems.error("OKR132", place, "an objective has no value of its own",
                           hint=f"write `{goal.id}#key-result: …`")
        yield RawUpdate(
            Update(
                goal=goal.id,
                day=head.day,
                author=head.author,
                place=place,
                confidence=fields.confidence,
                expect=float(fields.expect) if fields.expect is not None else None,
                verdict=fields.verdict,
                note=fields.note or "",
            ),
            fields.value,
            fields.done,
        )


def _check(
    fields: UpdateFields, file: Written[CheckInFields], name: str, problems: Problems
) -> None:
    if fields.confidence is not None and not 0 <= fields.confidence <= 10:
        problems.error("OKR133", file.document.place("updates", name, "confidence"),
                       "`confidence`: expected a whole number from 0 to 10")
    if fields.expect is not None and not 0 <= fields.expect <= 1:
        problems.error("OKR133", file.document.place("updates", name, "expect"),
                       "`expect`: expected a score from 0 to 1")
