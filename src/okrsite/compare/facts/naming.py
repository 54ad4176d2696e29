"""Which fields of the model name other things, and what the items of its lists go by."""

from collections.abc import Callable, Iterator, Mapping

from okrsite.compare.facts.steps import step_of
from okrsite.model.goals import (
    CheckIn,
    Cycle,
    KeyResult,
    Kind,
    Kpi,
    Objective,
    Person,
    Pillar,
    Review,
    Team,
    UnitSeries,
)
from okrsite.model.key_results.promise import step_id
from okrsite.model.schema import (
    Benchmark,
    Event,
    Initiative,
    KeyResultFields,
    KpiFields,
    Milestone,
    ObjectiveFields,
    Revision,
)
from okrsite.read.config import CycleSettings

MEASURED = (Kind.KPI, Kind.METRIC)


def keyed(items: tuple[object, ...]) -> Iterator[tuple[str, object]]:
    """The items of a list by the step that each goes by; a second of a name is `name~2`."""
    seen: dict[str, int] = {}
    for item in items:
        step = step_of(KEYS[type(item)](item))
        seen[step] = count = seen.get(step, 0) + 1
        yield (f"{step}~{count}" if count > 1 else step), item


KEYS: Mapping[type, Callable[..., str]] = {
    Benchmark: lambda one: one.label,
    Event: lambda one: f"{one.date} {one.kind}",
    Initiative: lambda one: one.title,
    Milestone: step_id,
    Revision: lambda one: one.date.isoformat(),
    UnitSeries: lambda one: one.label,
}
"""What the items of a list go by."""

NAMES: Mapping[type, Mapping[str, tuple[Kind, ...]]] = {
    Objective: {
        "owner": (Kind.PERSON,),
        "team": (Kind.TEAM,),
        "cycle": (Kind.CYCLE,),
        "pillar": (Kind.PILLAR,),
    },
    ObjectiveFields: {
        "contributors": (Kind.PERSON,),
        "improves": (Kind.KPI,),
        "measured_by": (Kind.KPI,),
        "guardrails": (Kind.KPI,),
        "carried_from": (Kind.OBJECTIVE,),
    },
    KeyResult: {"drives": (Kind.KEY_RESULT,)},
    KeyResultFields: {"owner": (Kind.PERSON,), "source": MEASURED},
    Kpi: {
        "owner": (Kind.PERSON,),
        "team": (Kind.TEAM,),
        "pillar": (Kind.PILLAR,),
        "parent": (Kind.KPI,),
    },
    KpiFields: {
        "also_for": (Kind.TEAM,),
        "source": MEASURED,
        "promoted_from": (Kind.KEY_RESULT, Kind.OBJECTIVE),
    },
    UnitSeries: {"owner": (Kind.PERSON,)},
    Event: {"by": (Kind.PERSON,)},
    Cycle: {"parent": (Kind.CYCLE,)},
    Team: {"parent": (Kind.TEAM,), "lead": (Kind.PERSON,)},
    Person: {"team": (Kind.TEAM,)},
    Pillar: {"kpi": (Kind.KPI,), "parent": (Kind.PILLAR,)},
    CheckIn: {"author": (Kind.PERSON,)},
    Review: {"cycle": (Kind.CYCLE,), "team": (Kind.TEAM,), "author": (Kind.PERSON,)},
    CycleSettings: {"current": (Kind.CYCLE,)},
}
"""The fields that name other things, and of which kinds."""
