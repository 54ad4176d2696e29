"""Changes of what has several fields of its own, in words: entries of lists, closings."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from okrsite.base.words import marked
from okrsite.compare.facts.facts import Said
from okrsite.compare.facts.steps import Path
from okrsite.compare.words.checkins import goal_told
from okrsite.compare.words.fields import each_told, one_told
from okrsite.compare.words.nouns import GROUPS, ITEMS, NOUNS
from okrsite.compare.words.raw import Raw
from okrsite.compare.words.rows import rows_told
from okrsite.compare.words.told import Told

Way: TypeAlias = Callable[[Told, tuple[Raw, ...]], str]


def _cycle(told: Told, raws: tuple[Raw, ...]) -> str:
    raw = raws[0]
    return told.say(_CYCLE_MOVED, was=told.value(raw.was), now=told.value(raw.is_))


def _unit(told: Told, raws: tuple[Raw, ...]) -> str:
    """What changed of a KPI for one team, person or label."""
    inner = tuple(Raw(raw.path[2:], raw.was, raw.is_) for raw in raws)
    words = rows_told(told, raws) if inner[0].path[0] == "observations" else each_told(told, inner)
    return f"{raws[0].path[1]}: {words}"


def _item(told: Told, raws: tuple[Raw, ...]) -> str:
    """An entry of a list: it came, it went, or some of it changed."""
    path = raws[0].path
    name, depth = ITEMS[path[0]], GROUPS[path[0]]
    what = told.say(name, name=_label(told, path[:depth]))
    if not _has(told.said_before, path[:depth]):
        texts = (told.said.get((*path[:depth], *more)) for more in _WHY)
        text = next((one for one in texts if isinstance(one, str)), "")
        return told.say(_ADDED, what=what) + (f": {told.quoted(text)}" if text else "")
    if not _has(told.said, path[:depth]):
        return told.say(_REMOVED, what=what)
    words = each_told(told, raws)
    return words if len(path) == depth else f"{what}: {words}"


def _update(told: Told, raws: tuple[Raw, ...]) -> str:
    """What a check-in says of one more goal; or as any other entry."""
    entry = raws[0].path[:2]
    return _item(told, raws) if _has(told.said_before, entry) else goal_told(told, entry)


def _end(told: Told, raws: tuple[Raw, ...]) -> str:
    """A closing or a drop that is taken back, or of which something changed."""
    field = raws[0].path[:1]
    return each_told(told, raws) if _has(told.said, field) else told.say(_TAKEN_BACK[field[0]])


def _has(said: Said, entry: Path) -> bool:
    """Whether a thing has an entry of a list."""
    return any(path[: len(entry)] == entry for path in said)


def _label(told: Told, entry: Path) -> str:
    """What an entry is called: its title where it has one, else what it goes by."""
    for said in (told.said, told.said_before):
        if title := said.get((*entry, "title")):
            return told.quoted(str(title))
    return told.key(entry[-1])


def _done(told: Told, raws: tuple[Raw, ...]) -> str:
    """A binary key result that is reached, or no longer."""
    value = raws[0].is_
    if value is None:
        return told.say(_NOT_DONE)
    return told.say(_DONE_ON, day=told.value(value)) if isinstance(value, date) else told.say(_DONE)


def _milestone(told: Told, raws: tuple[Raw, ...]) -> str:
    """A milestone that is done or no longer, or as any other entry."""
    raw = raws[0]
    if raw.path[1] == "scores":
        return one_told(told, Raw(raw.path[1:], raw.was, raw.is_))
    if raw.path[-1] != "done":
        return _item(told, raws)
    what = told.say(ITEMS["milestones"], name=_label(told, raw.path[:3]))
    if raw.is_ is None:
        return told.say(_STEP_NOT_DONE, what=what) if _has(told.said, raw.path[:3]) else ""
    return told.say(_STEP_DONE, what=what, day=told.value(raw.is_))


def _sudden(told: Told, raws: tuple[Raw, ...]) -> str:
    """When a change is sudden, as a whole."""
    del raws
    was, is_ = (_suddenly(told, said) for said in (told.said_before, told.said))
    what = told.field(NOUNS["sudden_change"])
    if not was or not is_:
        return told.say(_SET if is_ else _TAKEN, what=what, value=is_ or was)
    return told.swap(what, was, is_)


def _suddenly(told: Told, said: Said) -> str:
    size, base = said.get(("sudden_change", "worse_by")), said.get(("sudden_change", "base"))
    if not isinstance(size, float) or not isinstance(base, int):
        return ""
    is_share = said.get(("sudden_change", "is_share"))
    amount = told.percent(size) if is_share else told.value(size, ("observations",))
    if base > 1:
        return told.say(_WORSE_THAN_MEAN, amount=amount, number=base)
    return told.say(_WORSE if base else _WORSE_THAN_YEAR, amount=amount)


WAYS: Mapping[str, Way] = {
    "cycle": _cycle,
    "done": _done,
    "milestones": _milestone,
    "observations": rows_told,
    "values": rows_told,
    "sudden_change": _sudden,
    "units": _unit,
    "updates": _update,
    **dict.fromkeys(("closing", "dropped"), _end),
    **dict.fromkeys(("events", "initiatives", "benchmarks", "revisions", "ignore"), _item),
}
"""How changes are told that have a way of their own; all others by what their values are."""

_WHY: tuple[Path, ...] = ((), ("note",), ("reason",))
"""Where an entry says why it is there."""

_TAKEN_BACK: Mapping[str, str] = {
    "closing": marked("no longer closed"),
    "dropped": marked("no longer dropped"),
}
_CYCLE_MOVED = marked("moved from {was} to {now}")
_ADDED = marked("{what} added")
_REMOVED = marked("{what} removed")
_DONE = marked("done")
_DONE_ON = marked("done on {day}")
_NOT_DONE = marked("no longer done")
_STEP_DONE = marked("{what} done on {day}")
_STEP_NOT_DONE = marked("{what} no longer done")
_WORSE = marked("{amount} worse than the period before")
_WORSE_THAN_MEAN = marked("{amount} worse than the mean of {number} periods")
_WORSE_THAN_YEAR = marked("{amount} worse than a year before")
_SET = marked("{what} set to {value}")
_TAKEN = marked("{what} taken out, was {value}")
