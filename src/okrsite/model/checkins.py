"""Check-ins: who said what of which goal, and when."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place, Problems
from okrsite.model.goals import CheckIn, Kind, Ref, Update
from okrsite.model.key_results import RawUpdate
from okrsite.model.references import Directory
from okrsite.model.schema import CheckInFields, UpdateFields
from okrsite.model.written import Written
from okrsite.read.library import Spot

_GOALS = (Kind.OBJECTIVE, Kind.KEY_RESULT)
_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([a-z][a-z0-9-]*))?")


class _Head(Frozen):
    """Who checks in, and when."""

    day: date
    author: str


def checkins(
    files: Iterable[Written[CheckInFields]], directory: Directory, problems: Problems
) -> tuple[tuple[CheckIn, ...], tuple[RawUpdate, ...]]:
    """Every check-in, newest first, and what each says as its author typed it.

    Reports check-ins without a day or an author (OKR130, OKR131), values of an objective
    (OKR132) and confidences or forecasts out of range (OKR133).
    """
    found: list[CheckIn] = []
    said: list[RawUpdate] = []
    for file in files:
        head = _head(file, directory, problems)
        if head is None:
            continue
        raw = tuple(_updates(file, head, directory, problems))
        said.extend(raw)
        fields = file.fields
        updates = tuple(one.update for one in raw)
        found.append(
            CheckIn(
                head.day,
                head.author,
                updates,
                fields.wins,
                fields.setbacks,
                fields.blockers,
                file.document,
            )
        )
    found.sort(key=lambda one: (one.day, one.document.path), reverse=True)
    return tuple(found), tuple(said)


def updates_by_goal(raw: Iterable[RawUpdate]) -> Mapping[str, tuple[RawUpdate, ...]]:
    """The updates of each goal."""
    found: dict[str, list[RawUpdate]] = {}
    for one in raw:
        found.setdefault(one.update.goal, []).append(one)
    return {goal: tuple(updates) for goal, updates in found.items()}


def _head(file: Written[CheckInFields], directory: Directory, problems: Problems) -> _Head | None:
    named = _NAME.fullmatch(file.document.inside.stem)
    day = file.fields.date or (_day(named[1]) if named else None)
    author = file.fields.author or (named[2] if named else None)
    top = Place(file.document.path, 1, 1)
    if day is None:
        problems.error(
            "OKR130",
            top,
            "the check-in has no date",
            hint="name the file `2026-11-20-ana.md`, or write `date:`",
        )
    if not author:
        problems.error(
            "OKR131",
            top,
            "the check-in has no author",
            hint="name the file `2026-11-20-ana.md`, or write `author:`",
        )
    if day is None or not author:
        return None
    return _Head(day, directory.one(author, Kind.PERSON, file.at("author")) or author)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _updates(
    file: Written[CheckInFields], head: _Head, directory: Directory, problems: Problems
) -> Iterator[RawUpdate]:
    for name, fields in file.fields.updates.items():
        at = file.at("updates", name)
        goal = directory.resolve(name, _GOALS, at.name())
        if goal is None or fields is None or fields.is_silent:
            continue
        _check(goal, fields, at, problems)
        update = Update(
            goal=goal.id,
            day=head.day,
            author=head.author,
            place=at.place,
            confidence=fields.confidence,
            expect=float(fields.expect) if fields.expect is not None else None,
            verdict=fields.verdict,
            note=fields.note or "",
        )
        yield RawUpdate(update, fields.value or "", fields.done, at)


def _check(goal: Ref, fields: UpdateFields, at: Spot, problems: Problems) -> None:
    if goal.kind is Kind.OBJECTIVE and (fields.value or fields.done):
        problems.error(
            "OKR132",
            at.place,
            "an objective has no value of its own",
            hint=f"write `{goal.id}#key-result: …`",
        )
    if fields.confidence is not None and not 0 <= fields.confidence <= 10:
        problems.error(
            "OKR133",
            at.at("confidence").place,
            "`confidence`: expected a whole number from 0 to 10",
        )
    if fields.expect is not None and not 0 <= fields.expect <= 1:
        problems.error("OKR133", at.at("expect").place, "`expect`: expected a score from 0 to 1")
