"""Changes of fields in, sentences for people out, by tables and by the kind of the values.

Several changes that are one for people, such as the rows of a series, share a sentence: the first
of them has it, in the order of their paths, and the others have none.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import TypeAlias

from okrsite.base.words import marked
from okrsite.compare.difference import Nature, Plain, Subject
from okrsite.compare.facts import Said
from okrsite.compare.nouns import GROUPS, ITEMS, noun
from okrsite.compare.raw import Raw
from okrsite.compare.rows import rows_told
from okrsite.compare.steps import Path, named_by
from okrsite.compare.told import CHOICES, Told, quoted
from okrsite.model.goals import Cycle, Kind, Promise, Ref
from okrsite.model.portfolio import Portfolio

Way: TypeAlias = Callable[[Told, tuple[Raw, ...]], str]


def sentences(told: Told, changes: tuple[Raw, ...]) -> dict[Path, str]:
    """The sentence of each change of one thing, by its path; empty where another says it."""
    found = {one.path: "" for one in changes}
    ordered = sorted(changes, key=lambda one: (_group(told, one), one.path))
    for (_, path), group in groupby(ordered, key=lambda one: _group(told, one)):
        raws = tuple(group)
        found[raws[0].path] = _told(told, path, raws, changes)
    return found


def _group(told: Told, one: Raw) -> tuple[Nature, Path]:
    """What is told together: what is of one nature and one entry."""
    return one.nature(told), one.path[: GROUPS.get(one.path[0], len(one.path))]


def _told(told: Told, path: Path, raws: tuple[Raw, ...], changes: tuple[Raw, ...]) -> str:
    way = _WAYS.get(path[0])
    if path[0] == "revisions" and _is_quoted(raws, changes):
        return ""
    sentence = way(told, raws) if way else _each(told, raws)
    is_promise = told.subject.kind in (Kind.OBJECTIVE, Kind.KEY_RESULT)
    if not sentence or not is_promise or raws[0].nature(told) is not Nature.GOALPOST:
        return sentence
    when = told.when() if path[0] != "revisions" else ""
    return f"{sentence}{f', {when}' if when else ''}{_reason(told, path[0], changes)}"


def _each(told: Told, raws: tuple[Raw, ...]) -> str:
    return "; ".join(one_told(told, raw) for raw in raws)


def one_told(told: Told, raw: Raw) -> str:
    """A change of one field, by what kind of values it has."""
    what, raw = noun(told, raw.path), _with_days(told, raw)
    if _is_list_of_things(raw):
        return _things(told, what, raw)
    if raw.was is None or raw.is_ is None:
        return _came_or_went(told, what, raw)
    was, is_ = told.value(raw.was, raw.path), told.value(raw.is_, raw.path)
    if _is_number(raw.was) and _is_number(raw.is_):
        return _moved(told, what, raw)
    if isinstance(raw.was, date) and isinstance(raw.is_, date):
        return told.say(_DAY_MOVED, what=what, was=was, now=is_)
    if _is_prose(raw):
        return told.say(_REWRITTEN, what=what, was=quoted(was), now=quoted(is_))
    return told.say(_FROM_TO, what=what, was=was, now=is_)


def _with_days(told: Told, raw: Raw) -> Raw:
    """A day that nobody wrote is that of the cycle, or the one that follows from its days."""
    part = _DAYS.get((told.subject.kind, raw.path[0]))
    if part is None or not (told.was and told.is_):
        return raw
    was, is_ = _dated(told.before, told.was), _dated(told.after, told.is_)
    return Raw(raw.path, getattr(was, part), getattr(is_, part))


def _dated(portfolio: Portfolio, subject: Subject) -> Promise | Cycle:
    if subject.kind is Kind.CYCLE:
        return portfolio.cycles[subject.id]
    return portfolio.key_results[subject.id].promise


def _moved(told: Told, what: str, raw: Raw) -> str:
    was, is_ = raw.was, raw.is_
    assert isinstance(was, (int, float))
    assert isinstance(is_, (int, float))
    first, second = told.span(was, is_, raw.path)
    return told.say(_RAISED if is_ > was else _LOWERED, what=what, was=first, now=second)


def _came_or_went(told: Told, what: str, raw: Raw) -> str:
    value = told.value(raw.was if raw.is_ is None else raw.is_, raw.path)
    words = quoted(value) if _is_prose(raw) else value
    return told.say(_TAKEN if raw.is_ is None else _SET, what=what, value=words)


def _things(told: Told, what: str, raw: Raw) -> str:
    """A list of things: what came to it, and what went."""
    was, is_ = (one if isinstance(one, tuple) else () for one in (raw.was, raw.is_))
    new, gone = [one for one in is_ if one not in was], [one for one in was if one not in is_]
    if len(was) == len(is_) == len(new) == 1:
        return told.say(_FROM_TO, what=what, was=told.names(gone), now=told.names(new))
    parts = ((_JOINED, new), (_LEFT, gone))
    return "; ".join(
        told.say(message, what=what, who=told.names(who)) for message, who in parts if who
    )


def _cycle(told: Told, raws: tuple[Raw, ...]) -> str:
    raw = raws[0]
    return told.say(_CYCLE_MOVED, was=told.value(raw.was), now=told.value(raw.is_))


def _unit(told: Told, raws: tuple[Raw, ...]) -> str:
    """What changed of a KPI for one team, person or label."""
    inner = tuple(Raw(raw.path[2:], raw.was, raw.is_) for raw in raws)
    words = rows_told(told, raws) if inner[0].path[0] == "observations" else _each(told, inner)
    return f"{raws[0].path[1]}: {words}"


def _item(told: Told, raws: tuple[Raw, ...]) -> str:
    """An entry of a list: it came, it went, or some of it changed."""
    path = raws[0].path
    name, depth = ITEMS[path[0]], GROUPS[path[0]]
    what = told.say(name, name=_label(told, path[:depth]))
    if not _has(told.said_before, path[:depth]):
        return told.say(_ADDED, what=what)
    if not _has(told.said, path[:depth]):
        return told.say(_REMOVED, what=what)
    parts = (one_told(told, Raw(raw.path[depth:] or raw.path, raw.was, raw.is_)) for raw in raws)
    return f"{what}: {'; '.join(parts)}"


def _has(said: Said, entry: Path) -> bool:
    """Whether a thing has an entry of a list."""
    return any(path[: len(entry)] == entry for path in said)


def _label(told: Told, entry: Path) -> str:
    """What an entry is called: its title where it has one, else what it goes by."""
    for said in (told.said, told.said_before):
        if title := said.get((*entry, "title")):
            return quoted(str(title))
    ref = named_by(entry[-1])
    return told.name(ref) if ref else entry[-1].removeprefix("@").partition("~")[0]


def _done(told: Told, raws: tuple[Raw, ...]) -> str:
    """A binary key result that is reached, or no longer."""
    value = raws[0].is_
    if value is None:
        return told.say(_NOT_DONE)
    return told.say(_DONE_ON, day=told.value(value)) if isinstance(value, date) else told.say(_DONE)


def _milestone(told: Told, raws: tuple[Raw, ...]) -> str:
    """A milestone that is done or no longer, or as any other entry."""
    raw = raws[0]
    if raw.path[-1] != "done":
        return _item(told, raws)
    what = told.say(ITEMS["milestones"], name=_label(told, raw.path[:3]))
    if raw.is_ is None:
        return told.say(_STEP_NOT_DONE, what=what) if _has(told.said, raw.path[:3]) else ""
    return told.say(_STEP_DONE, what=what, day=told.value(raw.is_))


def _reason(told: Told, field: str, changes: Iterable[Raw]) -> str:
    """What a new revision says of a change, or that none does where targets were fixed."""
    revised = {raw.path[1] for raw in changes if _is_revision_of(field, raw)}
    for entry in sorted(revised):
        reason = told.said.get(("revisions", entry, "reason"))
        words = told.say(_REASON, reason=quoted(str(reason))) if reason else told.say(_NO_REASON)
        return f"; {words}"
    is_held = field in _HELD and told.subject.kind is Kind.KEY_RESULT
    return f"; {told.say(_NO_REVISION)}" if is_held and told.is_fixed else ""


def _is_revision_of(field: str, raw: Raw) -> bool:
    is_new = raw.path[0] == "revisions" and raw.was is None
    return is_new and raw.path[2:4] == ("was", field)


def _is_quoted(raws: tuple[Raw, ...], changes: tuple[Raw, ...]) -> bool:
    """Whether a revision is told with the change that it accounts for."""
    fields = {raw.path[3] for raw in raws if raw.path[2:3] == ("was",) and len(raw.path) > 3}
    return any(raw.path[0] in fields for raw in changes)


def _is_number(value: Plain) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_prose(raw: Raw) -> bool:
    """Whether a value is a text that somebody wrote, and no choice of a few words."""
    is_text = isinstance(raw.is_ if raw.is_ is not None else raw.was, str)
    return is_text and raw.path[-1] not in CHOICES | _SHORT


def _is_list_of_things(raw: Raw) -> bool:
    values = (raw.was, raw.is_)
    return any(isinstance(one, tuple) and one and isinstance(one[0], Ref) for one in values) and (
        raw.path[-1] != "formula"
    )


_WAYS: Mapping[str, Way] = {
    "cycle": _cycle,
    "done": _done,
    "milestones": _milestone,
    "observations": rows_told,
    "values": rows_told,
    "units": _unit,
    **dict.fromkeys(
        ("events", "initiatives", "benchmarks", "revisions", "updates", "ignore"), _item
    ),
}
"""How changes are told that have a way of their own; all others by what their values are."""

_DAYS = {
    (Kind.KEY_RESULT, "from"): "first_day",
    (Kind.KEY_RESULT, "due"): "due",
    (Kind.CYCLE, "targets_fixed_on"): "targets_fixed_on",
    (Kind.CYCLE, "closed_on"): "closed_on",
}
"""Days that hold although nobody wrote them, by where they are found."""

_SHORT = frozenset(("change", "unit", "series", "than", "preset", "stage"))
"""Texts that are names or amounts, and no prose."""

_HELD = frozenset(
    (
        "start",
        "target",
        "change",
        "from",
        "due",
        "weight",
        "at_least",
        "at_most",
        "between",
        "expected",
        "milestones",
    )
)
"""What a revision can account for."""

_RAISED = marked("{what} raised from {was} to {now}")
_LOWERED = marked("{what} lowered from {was} to {now}")
_DAY_MOVED = marked("{what} moved from {was} to {now}")
_CYCLE_MOVED = marked("moved from {was} to {now}")
_FROM_TO = marked("{what} from {was} to {now}")
_REWRITTEN = marked("{what} rewritten: was {was}, is {now}")
_SET = marked("{what} set to {value}")
_TAKEN = marked("{what} taken out, was {value}")
_JOINED = marked("{what} added: {who}")
_LEFT = marked("{what} taken out: {who}")
_ADDED = marked("{what} added")
_REMOVED = marked("{what} removed")
_DONE = marked("done")
_DONE_ON = marked("done on {day}")
_NOT_DONE = marked("no longer done")
_STEP_DONE = marked("{what} done on {day}")
_STEP_NOT_DONE = marked("{what} no longer done")
_REASON = marked("reason: {reason}")
_NO_REASON = marked("a revision says so, without a reason")
_NO_REVISION = marked("no revision says why")
