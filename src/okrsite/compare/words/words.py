"""Changes of fields in, sentences for people out, by tables and by the kind of the values.

Several changes that are one for people, such as the rows of a series, share a sentence: the first
of them has it, in the order of their paths, and the others have none.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from okrsite.base.words import marked
from okrsite.compare.difference import Nature, What
from okrsite.compare.facts.steps import Path
from okrsite.compare.words.entries import WAYS
from okrsite.compare.words.fields import each_told
from okrsite.compare.words.nouns import GROUPS
from okrsite.compare.words.raw import Raw
from okrsite.compare.words.told import Told
from okrsite.model.goals import Kind
from okrsite.model.schema import EventKind


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
    """What changed; of goalposts also when, and what a revision or an event says of it."""
    field = path[0]
    if field in _ACCOUNTS and _is_quoted(told, raws, changes):
        return ""
    way = WAYS.get(field) if told.subject.kind is not What.SETTINGS else None
    sentence = way(told, raws) if way else each_told(told, raws)
    if not sentence or field in _ACCOUNTS or raws[0].nature(told) is not Nature.GOALPOST:
        return sentence
    why = _redefined if told.subject.kind in (Kind.KPI, Kind.METRIC) else _reason
    return f"{told.dated(sentence)}{why(told, raws, changes)}"


def _is_quoted(told: Told, raws: tuple[Raw, ...], changes: tuple[Raw, ...]) -> bool:
    """Whether a revision or an event is told with the change that it accounts for."""
    if raws[0].path[0] == "revisions":
        return any(_accounts(raw, changes) for raw in raws)
    is_new = all(raw.was is None for raw in raws)
    is_redefined = told.said.get((*raws[0].path[:2], "kind")) == EventKind.REDEFINED
    return is_new and is_redefined and any(map(_is_redefinition, changes))


def _redefined(told: Told, raws: tuple[Raw, ...], changes: tuple[Raw, ...]) -> str:
    """What a new event says of a KPI that means something else, or that none does."""
    if told.subject.kind is not Kind.KPI or not any(map(_is_redefinition, raws)):
        return ""
    new = {one.path[:2] for one in changes if one.path[0] == "events" and one.was is None}
    for entry in sorted(new):
        if told.said.get((*entry, "kind")) == EventKind.REDEFINED:
            note = told.said.get((*entry, "note"))
            words = told.say(_REASON, reason=told.quoted(str(note))) if note else told.say(_NO_NOTE)
            return f"; {words}"
    return f"; {told.say(_NO_EVENT)}"


def _is_redefinition(raw: Raw) -> bool:
    """Whether a change says anew what a KPI is; case and punctuation are no meaning."""
    if raw.path[0] not in _DEFINING:
        return False
    was, is_ = (re.findall(r"\w+", str(one or "").casefold()) for one in (raw.was, raw.is_))
    return raw.path[0] != "definition" or was != is_


def _reason(told: Told, raws: tuple[Raw, ...], changes: tuple[Raw, ...]) -> str:
    """What a new revision says of a change, or that none does where targets were fixed."""
    for entry in sorted({raw.path[1] for raw in changes if _accounts(raw, raws)}):
        reason = told.said.get(("revisions", entry, "reason"))
        words = (
            told.say(_REASON, reason=told.quoted(str(reason))) if reason else told.say(_NO_REASON)
        )
        return f"; {words}"
    is_held = raws[0].path[0] in _HELD and told.subject.kind is Kind.KEY_RESULT
    return f"; {told.say(_NO_REVISION)}" if is_held and told.is_fixed else ""


def _accounts(revised: Raw, changes: Iterable[Raw]) -> bool:
    """Whether a fact is what a new revision says of one of the changes: its value before.

    Of what nobody wrote before, and of what has parts, the field alone has to be the same.
    """
    if revised.path[0] != "revisions" or revised.was is not None or len(revised.path) < 4:
        return False
    before = [one.was for one in changes if one.path[0] == revised.path[3]]
    return bool(before) and (len(revised.path) > 4 or None in before or revised.is_ in before)


_ACCOUNTS = ("revisions", "events")
_DEFINING = frozenset(
    ("definition", "unit", "better", "formula", "series", "source", "aggregate", "combine")
)
"""What says what a KPI is, as OKR631 has it."""

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

_REASON = marked("reason: {reason}")
_NO_REASON = marked("a revision says so, without a reason")
_NO_NOTE = marked("an event says so, without a note")
_NO_EVENT = marked("no event says so")
_NO_REVISION = marked("no revision says why")
