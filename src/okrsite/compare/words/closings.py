"""How a thing was closed, in words: by its closing, its drop, its retirement or a cycle's end."""

from collections.abc import Callable, Mapping

from okrsite.base.numbers import format_score
from okrsite.base.words import marked
from okrsite.compare.difference import Plain, What
from okrsite.compare.words.deeds import closing_fields
from okrsite.compare.words.told import Told
from okrsite.model.goals import Kind


def closed(told: Told) -> str:
    """What closed a thing, and what was said of it."""
    return _ENDS[told.subject.kind](told)


def _objective_closed(told: Told) -> str:
    """The score, the decision and the reason of a closing, as far as there are any."""
    if closing_fields(told) == (("status",),):
        return told.say(_ABANDONED)
    score, decision, reason = (
        told.said.get(("closing", name)) for name in ("score", "decision", "reason")
    )
    given = format_score(score, told.language) if isinstance(score, float) else ""
    parts = [
        told.say(_SCORE, score=given) if given else "",
        told.say(_DECISION, decision=told.value(decision, ("closing", "decision")))
        if decision
        else "",
    ]
    said = ", ".join(filter(None, parts))
    words = told.say(_CLOSED_WITH, what=said) if said else told.say(_CLOSED)
    return f"{words}{_why(told, reason)}"


def _dropped(told: Told) -> str:
    words = told.say(_DROPPED, day=told.value(told.said.get(("dropped", "date"))))
    return f"{told.dated(words)}{_why(told, told.said.get(('dropped', 'reason')))}"


def _retired(told: Told) -> str:
    """When a KPI was retired, and the note on it."""
    said = {path[-1]: told.said[path] for path in closing_fields(told)}
    return f"{told.say(_RETIRED, day=told.value(said.get('date')))}{_why(told, said.get('note'))}"


def _cycle_closed(told: Told) -> str:
    return told.say(_CLOSED_ON, day=told.value(told.said[("closed_on",)]))


def _why(told: Told, reason: Plain) -> str:
    return f"; {told.say(_REASON, reason=told.quoted(reason))}" if isinstance(reason, str) else ""


_ENDS: Mapping[Kind | What, Callable[[Told], str]] = {
    Kind.OBJECTIVE: _objective_closed,
    Kind.KEY_RESULT: _dropped,
    Kind.KPI: _retired,
    Kind.CYCLE: _cycle_closed,
}
_ABANDONED = marked("abandoned")
_CLOSED = marked("closed")
_CLOSED_WITH = marked("closed: {what}")
_CLOSED_ON = marked("closed on {day}")
_SCORE = marked("score {score}")
_DECISION = marked("decision {decision}")
_DROPPED = marked("dropped on {day}")
_RETIRED = marked("retired on {day}")
_REASON = marked("reason: {reason}")
