"""A change of one field in words, by what kind of values it has: amounts, days, things, texts."""

from collections.abc import Mapping
from datetime import date

from okrsite.base.words import marked
from okrsite.compare.difference import Plain, Subject, What
from okrsite.compare.facts.steps import as_written
from okrsite.compare.words.choices import is_choice
from okrsite.compare.words.nouns import noun
from okrsite.compare.words.quotes import quoted_pair
from okrsite.compare.words.raw import Raw
from okrsite.compare.words.told import Told
from okrsite.model.goals import Cycle, Kind, Promise, Ref
from okrsite.model.portfolio import Portfolio


def each_told(told: Told, raws: tuple[Raw, ...]) -> str:
    """Changes of several fields, one after the other."""
    return "; ".join(one_told(told, raw) for raw in raws)


def one_told(told: Told, raw: Raw) -> str:
    """A change of one field, by what kind of values it has."""
    what, raw = noun(told, raw.path), _as_read(told, raw)
    if _is_list(raw):
        return _things(told, what, raw)
    if raw.was is None or raw.is_ is None:
        return _came_or_went(told, what, raw)
    was, is_ = told.value(raw.was, raw.path), told.value(raw.is_, raw.path)
    if _is_number(raw.was) and _is_number(raw.is_):
        return _moved(told, what, raw)
    if isinstance(raw.was, date) and isinstance(raw.is_, date):
        return told.say(_DAY_MOVED, what=what, was=was, now=is_)
    if _is_prose(told, raw):
        old, new = quoted_pair(was, is_, told.language)
        return told.say(_REWRITTEN, what=what, was=old, now=new)
    if isinstance(raw.is_, (Ref, bool)):
        return told.swap(what, was, is_)
    return told.say(_FROM_TO, what=what, was=was, now=is_)


def _as_read(told: Told, raw: Raw) -> Raw:
    """A change as people see it: texts in one piece, and the days that hold without being written.

    Such a day is that of the cycle, or the one that follows from the cycle's days.
    """
    if raw.path == ("text",):
        was, is_ = (as_written(one) or None for one in (raw.was, raw.is_))
        return Raw(raw.path, was, is_)
    part = _DAYS.get((told.subject.kind, raw.path[0]))
    if part is None or not (told.was and told.is_):
        return raw
    before, after = _dated(told.before, told.was), _dated(told.after, told.is_)
    return Raw(raw.path, getattr(before, part), getattr(after, part))


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
    has_gone = raw.is_ is None
    value = told.earlier.value(raw.was, raw.path) if has_gone else told.value(raw.is_, raw.path)
    words = told.quoted(value) if _is_prose(told, raw) else value
    return told.say(_TAKEN if has_gone else _SET, what=what, value=words)


def _things(told: Told, what: str, raw: Raw) -> str:
    """A list of things: what came to it, and what went."""
    was, is_ = (one if isinstance(one, tuple) else () for one in (raw.was, raw.is_))
    new, gone = [one for one in is_ if one not in was], [one for one in was if one not in is_]
    if len(was) == len(is_) == len(new) == 1:
        return told.swap(what, told.names(gone), told.names(new))
    parts = ((_JOINED, new), (_LEFT, gone))
    return "; ".join(
        told.say(message, what=what, who=told.names(who)) for message, who in parts if who
    )


def _is_number(value: Plain) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_prose(told: Told, raw: Raw) -> bool:
    """Whether a value is a text that somebody wrote, and no choice of a few words."""
    values = [one for one in (raw.was, raw.is_) if one is not None]
    is_setting = told.subject.kind is What.SETTINGS
    is_short = is_setting or is_choice(raw.path) or raw.path[-1] in _SHORT
    return not is_short and all(isinstance(one, str) for one in values)


def _is_list(raw: Raw) -> bool:
    """Whether values are lists of things or of texts, of which some may come and some go."""
    lists = [one for one in (raw.was, raw.is_) if isinstance(one, tuple) and one]
    return raw.path[-1] != "formula" and any(isinstance(one[0], (Ref, str)) for one in lists)


_DAYS: Mapping[tuple[Kind | What, str], str] = {
    (Kind.KEY_RESULT, "from"): "first_day",
    (Kind.KEY_RESULT, "due"): "due",
    (Kind.CYCLE, "targets_fixed_on"): "targets_fixed_on",
    (Kind.CYCLE, "closed_on"): "closed_on",
}
"""Days that hold although nobody wrote them, by where they are found."""

_SHORT = frozenset(("change", "unit", "series", "than", "preset", "stage"))
"""Texts that are names or amounts, and no prose."""

_RAISED = marked("{what} raised from {was} to {now}")
_LOWERED = marked("{what} lowered from {was} to {now}")
_DAY_MOVED = marked("{what} moved from {was} to {now}")
_FROM_TO = marked("{what} from {was} to {now}")
_REWRITTEN = marked("{what} rewritten: was {was}, is {now}")
_SET = marked("{what} set to {value}")
_TAKEN = marked("{what} taken out, was {value}")
_JOINED = marked("{what} added: {who}")
_LEFT = marked("{what} taken out: {who}")
