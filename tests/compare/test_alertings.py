"""KPIs that start or stop to ask for attention between two states."""

import pytest
from two_states import ringing

KPI = "content/kpis/sales.md"
SALES = """---
title: Sales
thresholds: {warn: 5, critical: 3}
values: {2026-09: 7, 2026-10: 6}
---
"""


def _in_october(value: int, *, noted: bool = False) -> dict[str, str]:
    text = SALES.replace("2026-10: 6", f"2026-10: {value}")
    events = "events: [{date: 2026-11-10, kind: acknowledged}]\nvalues"
    return {KPI: text.replace("values", events) if noted else text}


@pytest.mark.parametrize(
    ("before", "after", "starts"),
    [
        (_in_october(6), _in_october(4), True),
        (_in_october(4), _in_october(2), True),
        (_in_october(2), _in_october(4), False),
        (_in_october(2), _in_october(6), False),
        (_in_october(6), _in_october(2, noted=True), True),
        (_in_october(2), _in_october(2, noted=True), False),
        (_in_october(6), {}, None),
        (_in_october(2), {}, False),
        ({}, _in_october(2), True),
        (_in_october(2), _in_october(1), None),
    ],
)
def test_it_starts_where_it_gets_louder_and_stops_where_it_gets_quieter(
    before: dict[str, str], after: dict[str, str], starts: object
) -> None:
    assert [one.starts for one in ringing(before, after)] == ([] if starts is None else [starts])


def test_it_says_why_and_why_it_is_quiet() -> None:
    (starts,) = ringing(_in_october(6), _in_october(2))
    assert (starts.was, starts.is_) == ("healthy", "critical")
    assert starts.reasons == ("2 is below the critical threshold of 3",)
    (stops,) = ringing(_in_october(2), _in_october(2, noted=True))
    assert stops.reasons == ("2 is below the critical threshold of 3", "acknowledged")


def test_what_starts_comes_first_and_the_worst_first() -> None:
    def three(one: int, two: int, other: int) -> dict[str, str]:
        found = {"b": one, "a": two, "c": other}
        return {f"content/kpis/{id_}.md": _in_october(value)[KPI] for id_, value in found.items()}

    found = ringing(three(6, 6, 2), three(2, 4, 6))
    assert [(one.subject.id, one.starts) for one in found] == [
        ("b", True),
        ("a", True),
        ("c", False),
    ]
