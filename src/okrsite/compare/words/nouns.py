"""What fields are called in sentences, and which of them are told together."""

from collections.abc import Mapping

from okrsite.base.words import marked, marked_as
from okrsite.compare.difference import What
from okrsite.compare.facts.steps import Path
from okrsite.compare.words.told import Told
from okrsite.model.schema import Better


def noun(told: Told, path: Path) -> str:
    """What a field is called; the path where nobody has named it.

    A KPI that is kept within two values has a lower and an upper one of each.
    """
    if path[-2:] in _SIDES:
        is_pair = Better.WITHIN in (told.said.get(("better",)), told.said_before.get(("better",)))
        return told.field(_SIDES[path[-2:]] if is_pair else NOUNS[path[-2]])
    if told.subject.kind is What.SETTINGS:
        return " ".join(path).replace("_", " ")
    last, first = NOUNS.get(".".join(path)) or NOUNS.get(path[-1], ""), NOUNS.get(path[0], "")
    if last and (len(path) == 1 or path[-1] not in GROUPS):
        return told.field(last)
    if len(path) > 1 and first:
        return told.say(_OF, what=told.field(first), key=" ".join(map(told.key, path[1:])))
    return " ".join(path).replace("_", " ")


NOUNS: Mapping[str, str] = {
    "action": marked_as("field", "action"),
    "activity": marked_as("field", "activity"),
    "aggregate": marked_as("field", "aggregate"),
    "also_for": marked_as("field", "teams besides"),
    "ambition": marked_as("field", "ambition"),
    "at_least": marked_as("field", "lower bound"),
    "at_most": marked_as("field", "upper bound"),
    "audience": marked_as("field", "audience"),
    "author": marked_as("field", "author"),
    "benchmarks": marked_as("field", "benchmark"),
    "better": marked_as("field", "better"),
    "between": marked_as("field", "bounds"),
    "blockers": marked_as("field", "blockers"),
    "by": marked_as("field", "person"),
    "cadence": marked_as("field", "cadence"),
    "carried_from": marked_as("field", "carried from"),
    "change": marked_as("field", "change"),
    "closed_on": marked_as("field", "close"),
    "closing": marked_as("field", "closing"),
    "closing.date": marked_as("field", "day of the close"),
    "combine": marked_as("field", "combination of units"),
    "commit": marked_as("field", "committed value"),
    "company_stage": marked_as("field", "company stage"),
    "confidence": marked_as("field", "confidence"),
    "contributes": marked_as("field", "contributes to its parents"),
    "contributors": marked_as("field", "contributors"),
    "critical": marked_as("field", "critical threshold"),
    "day": marked_as("field", "day"),
    "decimal": marked_as("field", "decimal mark"),
    "decimals": marked_as("field", "decimals"),
    "decision": marked_as("field", "decision"),
    "definition": marked_as("field", "definition"),
    "depends_on": marked_as("field", "depends on"),
    "done": marked_as("field", "what is done"),
    "done_on": marked_as("field", "day it was done"),
    "drives": marked_as("field", "drives"),
    "dropped": marked_as("field", "dropped"),
    "dropped.date": marked_as("field", "day it was dropped"),
    "due": marked_as("field", "due day"),
    "effort": marked_as("field", "effort"),
    "every": marked_as("field", "rhythm"),
    "expect": marked_as("field", "forecast"),
    "expected": marked_as("field", "value expected by"),
    "first_day": marked_as("field", "first day"),
    "for": marked_as("field", "periods before an alert"),
    "formula": marked_as("field", "formula"),
    "from": marked_as("field", "first day"),
    "grace_days": marked_as("field", "days of grace"),
    "guardrails": marked_as("field", "guardrails"),
    "handle": marked_as("field", "name on the forge"),
    "ignore": marked_as("field", "answer to finding"),
    "if_it_worsens": marked_as("field", "what happens if it worsens"),
    "improves": marked_as("field", "improves"),
    "indicator": marked_as("field", "indicator"),
    "intent": marked_as("field", "intent"),
    "kind": marked_as("field", "kind"),
    "kpi": marked_as("field", "KPI"),
    "label": marked_as("field", "label"),
    "last_day": marked_as("field", "last day"),
    "lead": marked_as("field", "lead"),
    "leads_to": marked_as("field", "leads to"),
    "measured_by": marked_as("field", "measured by"),
    "name": marked_as("field", "name"),
    "not_doing": marked_as("field", "what is not done"),
    "note": marked_as("field", "note"),
    "order": marked_as("field", "order"),
    "owner": marked_as("field", "owner"),
    "parent": marked_as("field", "parent"),
    "parents": marked_as("field", "parent"),
    "pillar": marked_as("field", "pillar"),
    "priority": marked_as("field", "priority"),
    "promoted_from": marked_as("field", "grown from"),
    "reason": marked_as("field", "reason"),
    "rhythm": marked_as("field", "rhythm"),
    "score": marked_as("field", "score"),
    "scores": marked_as("field", "score of"),
    "series": marked_as("field", "table of values"),
    "setbacks": marked_as("field", "setbacks"),
    "source": marked_as("field", "source"),
    "start": marked_as("field", "start"),
    "status": marked_as("field", "status"),
    "stretch": marked_as("field", "stretch value"),
    "strict": marked_as("field", "strict"),
    "sudden_change": marked_as("field", "sudden change"),
    "supports": marked_as("field", "supports"),
    "take": marked_as("field", "how values become one"),
    "target": marked_as("field", "target"),
    "target_by": marked_as("field", "target day"),
    "targets_fixed_on": marked_as("field", "day on which targets are fixed"),
    "team": marked_as("field", "team"),
    "text": marked_as("field", "text"),
    "title": marked_as("field", "title"),
    "type": marked_as("field", "type"),
    "unit": marked_as("field", "unit"),
    "url": marked_as("field", "address"),
    "value": marked_as("field", "value"),
    "verdict": marked_as("field", "verdict"),
    "warn": marked_as("field", "warning threshold"),
    "weight": marked_as("field", "weight"),
    "wins": marked_as("field", "wins"),
    "workdays": marked_as("field", "workdays only"),
}
"""What the field of a name is called, by its last step or by its whole path."""

ITEMS: Mapping[str, str] = {
    "benchmarks": marked("benchmark {name}"),
    "events": marked("event {name}"),
    "ignore": marked("answer to finding {name}"),
    "initiatives": marked("initiative {name}"),
    "milestones": marked("milestone {name}"),
    "revisions": marked("revision of {name}"),
    "updates": marked("update of {name}"),
}
"""Entries of lists, by what they are called."""

GROUPS: Mapping[str, int] = {
    "observations": 1,
    "values": 1,
    "milestones": 3,
    "units": 3,
    "revisions": 2,
    "updates": 2,
    "events": 2,
    "initiatives": 2,
    "benchmarks": 2,
    "ignore": 2,
    "closing": 1,
    "dropped": 1,
    "sudden_change": 1,
}
"""How many steps of a path name what is told in one sentence; all others tell of each path."""

_SIDES: Mapping[Path, str] = {
    ("warn", "low"): marked_as("field", "lower warning threshold"),
    ("warn", "high"): marked_as("field", "upper warning threshold"),
    ("critical", "low"): marked_as("field", "lower critical threshold"),
    ("critical", "high"): marked_as("field", "upper critical threshold"),
    ("target", "low"): marked_as("field", "lower target"),
    ("target", "high"): marked_as("field", "upper target"),
}
_OF = marked("{what} {key}")
