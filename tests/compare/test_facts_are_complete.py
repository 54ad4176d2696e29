"""Everything that a portfolio says is a fact, or stands with its reason among what is left out."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from projects import project_of
from pydantic import BaseModel

from okrsite.base.frozen import Frozen
from okrsite.compare.difference import Nature, Plain, Subject, What
from okrsite.compare.facts.facts import Facts, facts
from okrsite.compare.facts.leaving import LEFT_OUT
from okrsite.compare.facts.walk import attributes, plain
from okrsite.compare.words.natures import nature
from okrsite.compare.words.nouns import ITEMS, NOUNS
from okrsite.model import goals
from okrsite.model.goals import Kind, Lead, Ref
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Combined, Formula, Observation, Origin, Rows, SameAs, Series
from okrsite.read.config import Settings
from okrsite.read.library import Document

FULL = {
    "okrsite.toml": """
[calendar]
fiscal_year_starts = 4
[cycle]
current = "spring"
[pace]
bounds = [0.8, 0.4]
[company]
name = "Harbour"
stage = "growth"
[check.severity]
OKR210 = "error"
""",
    "content/objectives/grow.md": """---
title: Grow
owner: ana
contributors: [ben]
team: growth
cycle: spring
parents: [reach, care]
depends_on: [care]
pillar: reach
intent: improve
priority: 1
effort: A month
improves: [sales]
measured_by: [sales]
guardrails: [sales]
carried_from: care
audience: all
ignore: {OKR210: We know}
initiatives: [{title: Fair, url: "https://example.com", status: planned}]
closing: {date: 2026-06-30, score: 0.7, decision: keep, reason: Enough}
key_results:
  - id: signups
    title: Sign-ups
    start: 40
    commit: 50
    target: 60
    stretch: 70
    unit: sign-ups
    decimals: 1
    from: 2026-03-02
    due: 2026-06-20
    owner: ben
    expected: {2026-05-01: 45}
    drives: [level]
    audience: all
    values: {2026-04-01: 44}
    initiatives: [{title: Ads, url: "https://example.com", status: planned}]
    dropped: {date: 2026-06-01, reason: Enough}
    revisions:
      - date: 2026-04-01
        reason: Too much
        was: {target: 70, start: 30, from: 2026-03-01, due: 2026-06-30, weight: 2,
              expected: {2026-05-02: 50}}
  - {id: part, title: Part, start: 40, change: +25%, source: sales,
     revisions: [{date: 2026-04-01, was: {change: +30%}}]}
  - {id: level, title: Level, at_least: 4, at_most: 6, every: month,
     revisions: [{date: 2026-04-01, was: {at_least: 3, at_most: 7}}]}
  - {id: within, title: Within, between: [4, 6],
     revisions: [{date: 2026-04-01, was: {between: [3, 7]}}]}
  - {id: said, title: Said, done: yes}
  - {id: low, title: Low, milestones: {low: 0.2, high: 1}}
  - id: steps
    title: Steps
    milestones: [{title: Plan, weight: 2, due: 2026-05-01, done: 2026-04-20}, {title: Build}]
    revisions: [{date: 2026-04-01, was: {milestones: [{title: Plan, weight: 1, due: 2026-05-02,
                 done: 2026-04-20}]}},
                {date: 2026-03-20, was: {milestones: {low: 0.1}}}]
---
All of it.
""",
    "content/objectives/care.md": "---\ntitle: Care\nowner: ana\ncycle: spring\n---\n",
    "content/kpis/sales.md": """---
title: Sales
owner: ana
team: growth
also_for: [all]
activity: Selling
unit: "%"
decimals: 1
cadence: weekly
aggregate: sum
decimal: point
series: sales.csv
definition: All of them
better: within
indicator: leading
leads_to: [{kpi: rate, lag: 1 week}]
grace: 3 days
workdays: yes
thresholds: {warn: [2, 5], critical: [1, 6], for: 2}
target: [3, 4]
strict: yes
target_by: 2026-06-30
units: {south: {target: [3, 4], values: {2026-W14: 3}}}
sudden_change: {worse_by: 15%, than: mean of 4}
benchmarks: [{label: Best, value: 90, from: 2026-01-01, to: 2026-12-31}]
if_it_worsens: We call
decision: How many fairs
action: Call
supports: [grow]
company_stage: growth
pillar: reach
parent: rate
promoted_from: care
audience: all
ignore: {OKR210: We know}
events: [{date: 2026-04-01, kind: acknowledged, note: Seen, by: ana}]
---
All of it.
""",
    "content/kpis/sales.csv": "date,value,note\n2026-W14,30,Late\n",
    "content/kpis/rate.md": """---
title: Rate
combine: mean
units: {north: {target: 5, owner: ana, values: {2026-W14: 3}}}
---
""",
    "content/kpis/both.md": "---\ntitle: Both\nformula: sales + rate\n---\n",
    "content/kpis/same.md": "---\ntitle: Same\nsource: sales\n---\n",
    "content/metrics/visits.md": """---
title: Visits
unit: visits
decimals: 1
cadence: weekly
aggregate: sum
decimal: point
definition: All of them
audience: all
ignore: {OKR210: We know}
series: visits.csv
---
All of it.
""",
    "content/metrics/visits.csv": "date,value\n2026-W14,30\n",
    "content/cycles/spring.md": """---
title: Spring
start: 2026-03-01
end: 2026-06-30
parent: "2026"
checkin_every: month
targets_fixed_on: 2026-03-10
closed_on: 2026-07-01
not_doing: [Fairs]
---
All of it.
""",
    "content/teams/all.md": "---\ntitle: All\nkind: company\n---\n",
    "content/teams/growth.md": """---
title: Growth
parent: all
lead: ana
handle: "@acme/growth"
---
All of it.
""",
    "content/people/ana.md": '---\nname: Ana\nteam: growth\nhandle: "@ana"\n---\nAll of it.\n',
    "content/people/ben.md": "---\nname: Ben\n---\n",
    "content/pillars/all.md": "---\ntitle: All\nkind: vision\n---\n",
    "content/pillars/reach.md": """---
title: Reach
order: 1
kpi: sales
parent: all
---
All of it.
""",
    "content/checkins/2026-04-03-ana.md": """---
wins: [One]
setbacks: [Two]
blockers: [Three]
updates:
  grow#signups: {value: 45, confidence: 6, expect: 0.7, verdict: at-risk, note: Slow}
  grow#low: low
  grow#steps: {done: plan}
  grow#said: {done: yes}
---
All of it.
""",
    "content/reviews/spring.md": """---
title: Review
cycle: spring
team: growth
date: 2026-07-02
author: ana
---
All of it.
""",
}
_ROOTS: dict[Kind | What, type[Any]] = {
    Kind.OBJECTIVE: goals.Objective,
    Kind.KEY_RESULT: goals.KeyResult,
    Kind.KPI: goals.Kpi,
    Kind.METRIC: goals.Metric,
    Kind.CYCLE: goals.Cycle,
    Kind.TEAM: goals.Team,
    Kind.PERSON: goals.Person,
    Kind.PILLAR: goals.Pillar,
    What.CHECK_IN: goals.CheckIn,
    What.REVIEW: goals.Review,
    What.SETTINGS: Settings,
}
_ANY = "*"
_EVERYWHERE = {"title", "text", "audience", "ignore"}
_WORDS_ONLY: dict[Kind | What, set[str]] = {
    Kind.OBJECTIVE: _EVERYWHERE | {"intent", "priority", "effort", "initiatives"},
    Kind.KEY_RESULT: {"title", "audience", "initiatives", "decimals"},
    Kind.KPI: _EVERYWHERE
    | {"activity", "decimals", "indicator", "benchmarks", "if_it_worsens", "decision", "action"}
    | {"company_stage"},
    Kind.METRIC: _EVERYWHERE | {"decimals"},
    Kind.CYCLE: {"title", "text", "not_doing"},
    What.SETTINGS: {"company", "check", "policy"},
}
"""What changes no number and no alignment."""


@cache
def _facts() -> Facts:
    return facts(project_of(FULL).portfolio)


def _paths(group: type[Any], prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every field below a type that is not left out, `*` for an entry of a list."""
    hints = get_type_hints(group)
    for attribute, name in attributes(group):  # type: ignore[arg-type]  # a class has a hash
        if attribute in LEFT_OUT.get(group, {}):
            continue
        path = prefix if attribute in ("fields", "document") else (*prefix, name)
        inner = list(_groups(hints[attribute]))
        if not inner:
            yield path
        for one, is_many in inner:
            below = (*path, _ANY) if is_many else path
            yield from [(*path, "text")] if one is Document else _paths(one, below)


def _groups(hint: Any, *, is_many: bool = False) -> Iterator[tuple[type[Any], bool]]:
    """The groups of fields that a field may hold, and whether it is a list of them."""
    if isinstance(hint, type) and hint not in (Ref, Lead):
        if issubclass(hint, BaseModel) or issubclass(hint, Frozen):
            yield hint, is_many
        return
    is_list = get_origin(hint) in (tuple, dict)
    for inner in get_args(hint):
        yield from _groups(inner, is_many=is_many or is_list)


def _is_said(kind: Kind | What, pattern: tuple[str, ...]) -> bool:
    return any(
        len(path) >= len(pattern)
        and all(one in (_ANY, step) for one, step in zip(pattern, path, strict=False))
        for subject, said in _facts().items()
        if subject.kind is kind
        for path in said
    )


@pytest.mark.parametrize("kind", list(_ROOTS), ids=str)
def test_every_field_of_the_model_is_a_fact_or_left_out_with_a_reason(kind: Kind | What) -> None:
    missing = [path for path in _paths(_ROOTS[kind]) if not _is_said(kind, path)]
    assert missing == []


def test_every_thing_of_a_portfolio_is_walked_or_left_out() -> None:
    walked = {"settings", "objectives", "kpis", "metrics", "cycles", "teams", "people", "pillars"}
    walked |= {"checkins", "reviews"}
    left_out = set(LEFT_OUT[Portfolio])
    assert walked | left_out == {name for name, _ in attributes(Portfolio)}
    assert {subject.kind for subject in _facts()} == set(_ROOTS)


def test_of_check_ins_and_values_everything_is_said_as_well() -> None:
    assert _said_of(goals.Update) == {step[2] for step in _steps("updates") if len(step) > 2}
    assert _said_of(Observation) == {"value", "note"}
    assert _said_of(Series) == {"origin"}
    assert set(get_args(Origin)) == {Rows, Formula, SameAs, Combined}
    assert _value("sales", "observations", "2026-W14") == 30.0
    assert _value("sales", "observations", "2026-W14", "note") == "Late"
    assert _value("both", "formula") == (Ref(Kind.KPI, "sales"), "+", Ref(Kind.KPI, "rate"))
    assert _value("same", "source") == Ref(Kind.KPI, "sales")
    assert _value("rate", "units", "north", "observations", "2026-W14") == 3.0
    signups = Subject(Kind.KEY_RESULT, "grow#signups")
    assert _facts()[signups]["values", "2026-04-01"] == 44.0


def test_what_is_left_out_exists_and_has_a_reason() -> None:
    for group, fields in LEFT_OUT.items():
        names = {name for name, _ in attributes(group)}
        assert set(fields) <= names, group
        assert all(fields.values()), group


def test_what_nobody_thought_of_is_no_fact() -> None:
    with pytest.raises(TypeError, match="no way to say a set"):
        plain({"a"})


@pytest.mark.parametrize("kind", sorted(_WORDS_ONLY), ids=str)
def test_which_fields_are_mere_words_was_thought_about(kind: Kind | What) -> None:
    firsts = {
        path[0] for subject, said in _facts().items() if subject.kind is kind for path in said
    }
    firsts -= {"units"}
    words = {first for first in firsts if nature(kind, (first, "-", "-")) is Nature.WORDS}
    assert words == _WORDS_ONLY[kind]


def test_every_field_has_a_name_in_sentences() -> None:
    paths = {
        path
        for subject, said in _facts().items()
        if subject.kind is not What.SETTINGS
        for path in said
        if path[0] not in (*ITEMS, "units", "observations", "values", "sudden_change")
    }
    nameless = {path for path in paths if path[-1] not in NOUNS and path[0] not in NOUNS}
    assert nameless - {("cycle",), ("done",), ("dropped", "date"), ("closing", "date")} == set()


def _said_of(group: type[Any]) -> set[str]:
    return {name for name, _ in attributes(group)} - set(LEFT_OUT[group])  # type: ignore[arg-type]


def _steps(first: str) -> list[tuple[str, ...]]:
    return [path for said in _facts().values() for path in said if path[0] == first]


def _value(kpi: str, *path: str) -> Plain:
    return _facts()[Subject(Kind.KPI, kpi)][path]
