"""Two states of a project as files in, what a comparison says of their numbers out."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from projects import Files, project_of

from okrsite.compare.difference import Alerting, Shift, Subject
from okrsite.compare.numbers.alerts import alertings
from okrsite.compare.numbers.blend import blended
from okrsite.compare.numbers.judged import judged
from okrsite.compare.numbers.shifts import shifts

AS_OF = date(2026, 11, 20)
Matched: TypeAlias = Mapping[Subject, Subject]


def moved(
    before: Files, after: Files, as_of: date = AS_OF, matched: Matched | None = None
) -> tuple[Shift, ...]:
    """The numbers that moved between two states."""
    renamed = matched or {}
    first, last = (judged(project_of(files).portfolio, as_of) for files in (before, after))
    between = judged(blended(first.portfolio, last.portfolio, renamed), as_of)
    return shifts(first, between, last, renamed)


def told(found: tuple[Shift, ...]) -> list[str]:
    """Moves as lines: level, thing, measure, the three numbers and verdicts, and why."""
    return [
        f"{one.level} {_name(one.subject)} {one.measure}: "
        f"{_state(one.before, one.status_before)} | {_state(one.between, one.status_between)} | "
        f"{_state(one.after, one.status_after)} because of {', '.join(map(_name, one.because))}"
        for one in found
    ]


def ringing(before: Files, after: Files, as_of: date = AS_OF) -> tuple[Alerting, ...]:
    """The KPIs that start or stop to ask for attention between two states."""
    first, last = (judged(project_of(files).portfolio, as_of) for files in (before, after))
    return alertings(first, last, {})


def _name(one: Subject) -> str:
    return f"{one.kind}:{one.id}"


def _state(number: float | None, word: str | None) -> str:
    shown = "none" if number is None else f"{number:.4g}"
    return f"{shown} {word}" if word else shown
