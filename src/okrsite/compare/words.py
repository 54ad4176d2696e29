"""Changes of fields in, sentences for people out, by tables and by the kind of the values.

Several changes that are one for people, such as the rows of a series, share a sentence: the first
of them has it, in the order of their paths, and the others have none.
"""

from collections.abc import Iterable
from itertools import groupby

from okrsite.base.words import marked
from okrsite.compare.difference import Nature, What
from okrsite.compare.entries import WAYS
from okrsite.compare.fields import each_told
from okrsite.compare.nouns import GROUPS
from okrsite.compare.raw import Raw
from okrsite.compare.steps import Path
from okrsite.compare.told import Told, quoted
from okrsite.model.goals import Kind


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
    """What changed; of what is promised also when, and what a revision says of it."""
    field = path[0]
    if field == "revisions" and any(_accounts(raw, changes) for raw in raws):
        return ""
    way = WAYS.get(field) if told.subject.kind is not What.SETTINGS else None
    sentence = way(told, raws) if way else each_told(told, raws)
    is_promise = told.subject.kind in (Kind.OBJECTIVE, Kind.KEY_RESULT) and field != "revisions"
    if not sentence or not is_promise or raws[0].nature(told) is not Nature.GOALPOST:
        return sentence
    return f"{told.dated(sentence)}{_reason(told, raws, changes)}"


def _reason(told: Told, raws: tuple[Raw, ...], changes: tuple[Raw, ...]) -> str:
    """What a new revision says of a change, or that none does where targets were fixed."""
    for entry in sorted({raw.path[1] for raw in changes if _accounts(raw, raws)}):
        reason = told.said.get(("revisions", entry, "reason"))
        words = told.say(_REASON, reason=quoted(str(reason))) if reason else told.say(_NO_REASON)
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
_NO_REVISION = marked("no revision says why")
