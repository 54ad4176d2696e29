"""A new check-in in one sentence: who said what of which goals, and what the values were before."""

from collections.abc import Iterator
from datetime import date

from okrsite.base.words import marked, marked_many, says_in
from okrsite.compare.difference import Plain
from okrsite.compare.facts.steps import Path, named_by
from okrsite.compare.words.told import Told, named
from okrsite.model.goals import KeyResult, Kind, Ref

_MOST_NAMED = 3


def checked_in(told: Told) -> str:
    """Who checked in, when, and what of: the first goals in full, the others by their number."""
    author, day = told.value(told.said.get(("author",))), told.said.get(("day",))
    head = told.say(_CHECKED_IN, author=author, day=told.value(day))
    entries = [path for path in told.said if path[0] == "updates" and len(path) == 2]
    goals = [goal_told(told, path) for path in entries[:_MOST_NAMED]]
    if (more := len(entries) - _MOST_NAMED) > 0:
        goals.append(says_in(told.language, *_MORE, more))
    return f"{head}: {'; '.join(goals)}" if goals else head


def goal_told(told: Told, path: Path) -> str:
    """What a check-in says of one goal, by the path of its entry."""
    ref = named_by(path[1])
    assert ref
    parts = ", ".join(_parts(told, ref, path))
    mark = "" if (*path, "value") in told.said else ":"
    title = named(told.after, ref)
    return f"{title}{mark} {parts}" if parts else title


def _parts(told: Told, ref: Ref, path: Path) -> Iterator[str]:
    said = {field: told.said.get((*path, field)) for field in _FIELDS}
    key_result = told.after.key_results.get(ref.id) if ref.kind is Kind.KEY_RESULT else None
    value = said["value"]
    if isinstance(value, float) and key_result:
        goal = told.about(ref)
        was = _value_before(told, key_result)
        if was is None:
            yield goal.value(value, _VALUE)
        else:
            first, second = goal.span(was, value, _VALUE)
            yield told.say(_AS_BEFORE if was == value else _WAS, value=second, was=first)
    if said["done"]:
        yield told.say(_DONE, value=", ".join(_steps(key_result, said["done"])))
    for field, message in _FIELDS.items():
        if message and said[field] not in (None, ""):
            yield told.say(message, value=told.value(said[field], (field,)))


def _steps(key_result: KeyResult | None, done: Plain) -> Iterator[str]:
    """The titles of milestones."""
    titles = {step.id: step.title for step in key_result.promise.steps} if key_result else {}
    yield from (titles.get(str(id_), str(id_)) for id_ in (done if isinstance(done, tuple) else ()))


def _value_before(told: Told, key_result: KeyResult) -> float | None:
    """The value that was known of a key result before the day of the check-in."""
    day = told.said.get(("day",))
    assert isinstance(day, date)
    earlier = [one.value for one in key_result.updates if one.day < day and one.value is not None]
    return earlier[-1] if earlier else None


_VALUE: Path = ("values",)
_FIELDS = {
    "value": "",
    "done": "",
    "label": "{value}",
    "done_on": marked("done on {value}"),
    "confidence": marked("confidence {value}"),
    "expect": marked("forecast {value}"),
    "verdict": marked("verdict {value}"),
}
"""What is said of a goal, in order; the first two have ways of their own."""

_DONE = marked("{value} done")
_CHECKED_IN = marked("{author} checked in on {day}")
_WAS = marked("{value} (was {was})")
_AS_BEFORE = marked("still {value}")
_MORE = marked_many("{n} more goal", "{n} more goals")
