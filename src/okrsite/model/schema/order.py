"""In which order the fields of each kind are written, where nobody had a reason for another one.

Input is a group of fields; output their names as an author writes them. The order is that of the
declaration, what every file may hold last. KPIs and metrics have an order of their own, because
the fields that they share stand among their own; an objective ends with its key results.
"""

from functools import cache

from okrsite.model.schema.goals import ObjectiveFields
from okrsite.model.schema.values import Fields, File
from okrsite.model.schema.vitals import KpiFields, MetricFields


@cache
def order_of(fields: type[Fields]) -> tuple[str, ...]:
    """The names of a group's fields, in the order in which they are written.

    >>> from okrsite.model.schema import Revision, TeamFields
    >>> order_of(Revision)
    ('date', 'was', 'reason')
    >>> order_of(TeamFields)
    ('title', 'kind', 'parent', 'lead', 'handle', 'aliases', 'audience', 'ignore')
    """
    names = [field.alias or name for name, field in fields.model_fields.items()]
    shared = set(File.model_fields) if issubclass(fields, File) else set()
    declared = sorted(names, key=shared.__contains__)
    ahead, behind = _AHEAD.get(fields, ()), _BEHIND.get(fields, ())
    between = (name for name in declared if name not in ahead and name not in behind)
    return (*ahead, *between, *behind)


_AHEAD: dict[type[Fields], tuple[str, ...]] = {
    KpiFields: (
        *("title", "owner", "team", "also_for", "activity", "definition"),
        *("unit", "decimals", "better", "indicator", "leads_to"),
        *("cadence", "aggregate", "grace", "workdays"),
        *("thresholds", "sudden_change", "target", "strict", "target_by"),
        *("units", "combine", "benchmarks"),
        *("if_it_worsens", "decision", "action", "supports", "company_stage"),
        *("pillar", "parent", "promoted_from"),
        *("series", "decimal", "source", "formula", "values", "events"),
    ),
    MetricFields: (
        *("title", "definition", "unit", "decimals", "cadence", "aggregate"),
        *("series", "decimal", "formula", "values"),
    ),
}
"""What stands first where the declaration has another order."""

_BEHIND: dict[type[Fields], tuple[str, ...]] = {ObjectiveFields: ("key_results", "closing")}
"""What stands last: the long parts, after what is said in a line."""
