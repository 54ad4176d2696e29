"""What a change of each field is about: goalpost, reality, alignment, or words."""

from collections.abc import Iterable, Mapping

from okrsite.compare.difference import Nature, What
from okrsite.compare.facts.facts import Said
from okrsite.compare.facts.steps import Path
from okrsite.model.goals import Kind
from okrsite.model.schema import EventKind

_CONTRIBUTES = ("contributes",)


def nature(kind: Kind | What, path: Path, said: Iterable[Said] = ()) -> Nature:
    """What a change of a field is about, where `said` is what its thing said and says.

    The longest beginning of the path that the table has decides; parents are counted in numbers
    where the objective contributes to them.

    >>> nature(Kind.KEY_RESULT, ("target",)).value, nature(Kind.KPI, ("owner",)).value
    ('goalpost', 'alignment')
    >>> nature(Kind.KEY_RESULT, ("milestones", "steps", "beta", "done")).value
    'reality'
    """
    if path == ("parents",) and any(one.get(_CONTRIBUTES) for one in said):
        return Nature.GOALPOST
    if path[0] == "milestones" and path[-1] == "done":
        return Nature.REALITY
    if path[0] == "events" and path[1].partition("~")[0].endswith(EventKind.ACKNOWLEDGED):
        return Nature.REALITY
    if path[0] == "units" and len(path) > 2:
        return nature(kind, path[2:])
    return _NATURES.get(kind, {}).get(path[0], _OTHERS.get(kind, Nature.WORDS))


def _table(**fields: str) -> Mapping[str, Nature]:
    """The nature of each field, from lists of fields by nature."""
    return {name: Nature(kind) for kind, names in fields.items() for name in names.split()}


_MEASURED = (
    "unit cadence aggregate decimal series formula source combine definition workdays grace_days "
    "thresholds warn critical target target_by strict sudden_change better events promoted_from"
)
_NATURES: Mapping[Kind | What, Mapping[str, Nature]] = {
    Kind.OBJECTIVE: _table(
        goalpost="cycle weight contributes ambition status guardrails",
        reality="closing",
        alignment="owner contributors team parents depends_on pillar improves measured_by "
        "carried_from",
    ),
    Kind.KEY_RESULT: _table(
        goalpost="type start target change at_least at_most between strict every milestones "
        "commit stretch unit source take from due weight expected revisions dropped",
        reality="values done",
        alignment="owner drives",
    ),
    Kind.KPI: _table(
        goalpost=_MEASURED,
        reality="observations",
        alignment="owner team also_for pillar parent supports leads_to",
    ),
    Kind.METRIC: _table(goalpost=_MEASURED, reality="observations"),
    Kind.CYCLE: _table(
        goalpost="first_day last_day rhythm targets_fixed_on closed_on",
        alignment="parent",
    ),
    Kind.TEAM: _table(alignment="kind parent lead"),
    Kind.PERSON: _table(alignment="team"),
    Kind.PILLAR: _table(goalpost="kpi kind order", alignment="parent"),
    What.SETTINGS: _table(
        goalpost="calendar cycle pace checkins freshness score limits",
    ),
}
"""The nature of fields by their first step; those of no line are `_OTHERS`, else words."""

_OTHERS: Mapping[Kind | What, Nature] = {What.CHECK_IN: Nature.REALITY}
