"""What fields are called in sentences, and which of them are told together."""

from collections.abc import Mapping

from okrsite.base.words import marked
from okrsite.compare.difference import What
from okrsite.compare.facts.steps import Path
from okrsite.compare.words.told import Told
from okrsite.model.schema import Better


def noun(told: Told, path: Path) -> str:
    """What a field is called; the path where nobody has named it.

    A KPI that is kept within two values has a lower and an upper one of each.
    """
    if path[-1] in _SIDES and path[-2:-1] in _SIDED:
        name = told.say(NOUNS[path[-2]])
        is_pair = Better.WITHIN in (told.said.get(("better",)), told.said_before.get(("better",)))
        return told.say(_SIDES[path[-1]], what=name) if is_pair else name
    if told.subject.kind is What.SETTINGS:
        return " ".join(path).replace("_", " ")
    last, first = NOUNS.get(path[-1], ""), NOUNS.get(path[0], "")
    if last and (len(path) == 1 or path[-1] not in GROUPS):
        return told.say(last)
    if len(path) > 1 and first:
        return told.say(_OF, what=told.say(first), key=" ".join(map(told.key, path[1:])))
    return " ".join(path).replace("_", " ")


NOUNS: Mapping[str, str] = {
    "action": marked("action"),
    "activity": marked("activity"),
    "aggregate": marked("aggregate"),
    "also_for": marked("teams besides"),
    "ambition": marked("ambition"),
    "at_least": marked("lower bound"),
    "at_most": marked("upper bound"),
    "audience": marked("audience"),
    "author": marked("author"),
    "benchmarks": marked("benchmark"),
    "better": marked("better"),
    "between": marked("bounds"),
    "blockers": marked("blockers"),
    "cadence": marked("cadence"),
    "carried_from": marked("carried from"),
    "change": marked("change"),
    "closed_on": marked("close"),
    "closing": marked("closing"),
    "combine": marked("combination of units"),
    "commit": marked("committed value"),
    "company_stage": marked("company stage"),
    "confidence": marked("confidence"),
    "contributes": marked("contributes to its parents"),
    "contributors": marked("contributors"),
    "critical": marked("critical threshold"),
    "day": marked("day"),
    "decimal": marked("decimal mark"),
    "decimals": marked("decimals"),
    "decision": marked("decision"),
    "definition": marked("definition"),
    "depends_on": marked("depends on"),
    "drives": marked("drives"),
    "dropped": marked("dropped"),
    "due": marked("due day"),
    "effort": marked("effort"),
    "every": marked("rhythm"),
    "expect": marked("forecast"),
    "expected": marked("value expected by"),
    "first_day": marked("first day"),
    "for": marked("periods before an alert"),
    "formula": marked("formula"),
    "from": marked("first day"),
    "grace_days": marked("days of grace"),
    "guardrails": marked("guardrails"),
    "handle": marked("name on the forge"),
    "ignore": marked("answer to finding"),
    "if_it_worsens": marked("what happens if it worsens"),
    "improves": marked("improves"),
    "indicator": marked("indicator"),
    "intent": marked("intent"),
    "kind": marked("kind"),
    "kpi": marked("KPI"),
    "last_day": marked("last day"),
    "lead": marked("lead"),
    "leads_to": marked("leads to"),
    "measured_by": marked("measured by"),
    "name": marked("name"),
    "not_doing": marked("what is not done"),
    "note": marked("note"),
    "order": marked("order"),
    "owner": marked("owner"),
    "parent": marked("parent"),
    "parents": marked("parent"),
    "pillar": marked("pillar"),
    "priority": marked("priority"),
    "promoted_from": marked("grown from"),
    "reason": marked("reason"),
    "rhythm": marked("rhythm"),
    "score": marked("score"),
    "scores": marked("score"),
    "series": marked("table of values"),
    "setbacks": marked("setbacks"),
    "source": marked("source"),
    "start": marked("start"),
    "status": marked("status"),
    "stretch": marked("stretch value"),
    "strict": marked("strict"),
    "sudden_change": marked("sudden change"),
    "supports": marked("supports"),
    "take": marked("how values become one"),
    "target": marked("target"),
    "target_by": marked("target day"),
    "targets_fixed_on": marked("day on which targets are fixed"),
    "team": marked("team"),
    "text": marked("text"),
    "title": marked("title"),
    "type": marked("type"),
    "unit": marked("unit"),
    "url": marked("address"),
    "value": marked("value"),
    "verdict": marked("verdict"),
    "warn": marked("warning threshold"),
    "weight": marked("weight"),
    "wins": marked("wins"),
    "workdays": marked("workdays only"),
}

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

_SIDED = (("warn",), ("critical",), ("target",))
_SIDES = {"low": marked("lower {what}"), "high": marked("upper {what}")}
_OF = marked("{what} {key}")
