"""What of the model is no fact, each field with its reason; a test holds that all else is one."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from okrsite.model.goals import (
    CheckIn,
    Cycle,
    KeyResult,
    Kpi,
    Lead,
    Metric,
    Objective,
    Person,
    Pillar,
    Review,
    Team,
    UnitSeries,
    Update,
    WikiPage,
)
from okrsite.model.organisation import DAYS_TO_CLOSE, DAYS_TO_FIX_TARGETS
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import (
    KeyResultFields,
    KpiFields,
    MetricFields,
    Milestone,
    ObjectiveFields,
    Thresholds,
)
from okrsite.model.series import Observation, Series
from okrsite.read.config import Settings

_SUBJECT = "what the thing goes by"
_LINKED = "said once it is linked"
_VALUES = "said by its values or its formula"
_FOLLOWS = "follows from what is written and from others"
_PLACE = "where it is written"
_SITE = "how the site is made, which says nothing of goals"
_ADDRESS = "old addresses of its page"

LEFT_OUT: Mapping[type, Mapping[str, str]] = {
    Objective: {
        "id": _SUBJECT,
        "key_results": "things of their own",
        "updates": "said by check-ins",
    },
    ObjectiveFields: {
        **dict.fromkeys(
            ("owner", "team", "cycle", "pillar", "parent", "parents", "depends_on"), _LINKED
        ),
        "key_results": "things of their own",
        "aliases": _ADDRESS,
    },
    KeyResult: {
        "id": _SUBJECT,
        "objective": _SUBJECT,
        "key": _SUBJECT,
        "place": _PLACE,
        "updates": "said by check-ins, or among `values`",
        **dict.fromkeys(
            ("owner", "unit", "promise", "past", "source", "every"),
            "follows from its fields, its cycle and its source",
        ),
        **dict.fromkeys(("done_on", "is_done", "dropped_on"), "said by its fields"),
    },
    KeyResultFields: {
        "id": _SUBJECT,
        "type": "said as it was understood",
        "values": "said as they were read",
        "drives": _LINKED,
    },
    Milestone: {"id": _SUBJECT},
    Kpi: {"id": _SUBJECT, "series": _VALUES},
    KpiFields: {
        **dict.fromkeys(("owner", "team", "pillar", "parent", "supports", "leads_to"), _LINKED),
        **dict.fromkeys(
            ("values", "formula", "units", "target", "sudden_change", "grace"),
            "said as it was read",
        ),
        "aliases": _ADDRESS,
    },
    Thresholds: dict.fromkeys(("warn", "critical"), "said as they were read"),
    UnitSeries: {"label": _SUBJECT, "series": _VALUES},
    Metric: {"id": _SUBJECT, "series": _VALUES},
    MetricFields: {
        **dict.fromkeys(("values", "formula"), "said as it was read"),
        "aliases": _ADDRESS,
    },
    Series: dict.fromkeys(("id", "unit", "cadence", "aggregate", "decimals"), _FOLLOWS),
    Observation: {
        "period": _SUBJECT,
        "place": _PLACE,
        "decimals": "how a value is written, not what it is",
    },
    Lead: {"lag_days": _FOLLOWS},
    Cycle: {"id": _SUBJECT},
    Team: {"id": _SUBJECT},
    Person: {"id": _SUBJECT},
    Pillar: {"id": _SUBJECT},
    CheckIn: {"updates": "said once their key results have read them"},
    Update: {
        "goal": _SUBJECT,
        "day": "said by the check-in",
        "author": "said by the check-in",
        "place": _PLACE,
        "decimals": "how a value is written, not what it is",
    },
    Review: {},
    WikiPage: dict.fromkeys(("title", "tags", "document"), "wiki pages are no goals"),
    Portfolio: {
        "pages": "wiki pages are no goals",
        "directory": "the names of all that is said",
        "key_results": "said below their objectives",
        "series": "said by KPIs and metrics",
        "silenced": "said by `ignore` of each file",
    },
    Settings: {
        **dict.fromkeys(
            (
                "title",
                "language",
                "base_url",
                "search_engines",
                "theme",
                "keep",
                "history",
                "edit",
                "pull",
                "audience",
            ),
            _SITE,
        ),
        "timezone": "tells what day it is, and both states are judged on one day",
        "as_of": "the day both states are judged on",
    },
}


def follows(group: object, portfolio: Portfolio) -> Iterator[str]:
    """The fields of a cycle that are as they would be if nobody had written them."""
    if not isinstance(group, Cycle):
        return
    if group.rhythm == portfolio.settings.checkins.every:
        yield "rhythm"
    if group.first_day:
        later = group.first_day + timedelta(days=DAYS_TO_FIX_TARGETS)
        if group.targets_fixed_on == later:
            yield "targets_fixed_on"
    if group.last_day and group.closed_on == group.last_day + timedelta(days=DAYS_TO_CLOSE):
        yield "closed_on"
