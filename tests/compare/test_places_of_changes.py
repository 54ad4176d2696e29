"""A change points at the line that somebody has to look at."""

from datetime import date
from functools import cache

import pytest
from projects import project_of

from okrsite.compare.changes import changed_things
from okrsite.compare.difference import Subject, ThingChange, What
from okrsite.compare.facts.places import Places
from okrsite.compare.facts.steps import Path
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio

GOAL = "content/objectives/grow.md"
FILES = {
    GOAL: """---
title: Grow
owner: ana
cycle: 2026-q4
parent: care
key_results:
  - id: signups
    title: Sign-ups
    start: 800
    target: 2500
    values: {2026-10-09: 900}
    revisions:
      - {date: 2026-10-20, was: {target: 3000}, reason: Less}
  - id: beta
    title: Beta
    milestones:
      - {title: Plan}
      - {title: Build, done: 2026-11-02}
  - id: low
    title: Low
    milestones: {low: 0.2, high: 1}
---
The text.
""",
    "content/objectives/care.md": "---\ntitle: Care\nowner: ana\ncycle: 2026-q4\n---\n",
    "content/kpis/sales.md": """---
title: Sales
series: sales.csv
thresholds:
  warn: 20
units:
  north:
    target: 5
    values: {2026-W45: 3}
---
""",
    "content/kpis/sales.csv": "date,value,note\n2026-W44,30,\n2026-W45,31,Late\n",
    "content/cycles/spring.md": "---\nstart: 2027-03-01\nend: 2027-06-30\n---\n",
    "content/checkins/2026-11-13-ana.md": """---
updates:
  key-result:grow#signups: {value: 1310, confidence: 6}
---
""",
}
_SIGNUPS = Subject(Kind.KEY_RESULT, "grow#signups")
_BETA = Subject(Kind.KEY_RESULT, "grow#beta")
_LOW = Subject(Kind.KEY_RESULT, "grow#low")
_SALES = Subject(Kind.KPI, "sales")
_CHECK_IN = Subject(What.CHECK_IN, "content/checkins/2026-11-13-ana.md")
_UPDATE = "@key-result:grow#signups"


@pytest.mark.parametrize(
    ("subject", "path", "place"),
    [
        (Subject(Kind.OBJECTIVE, "grow"), ("owner",), f"{GOAL}:3:8"),
        (Subject(Kind.OBJECTIVE, "grow"), ("parents",), f"{GOAL}:5:9"),
        (Subject(Kind.OBJECTIVE, "grow"), ("weight",), f"{GOAL}:2:1"),
        (Subject(Kind.OBJECTIVE, "grow"), ("text",), f"{GOAL}:23:1"),
        (_SIGNUPS, ("target",), f"{GOAL}:10:13"),
        (_SIGNUPS, ("values", "2026-10-09"), f"{GOAL}:11:26"),
        (_SIGNUPS, ("revisions", "2026-10-20", "was", "target"), f"{GOAL}:13:42"),
        (_BETA, ("milestones", "steps", "build", "done"), f"{GOAL}:18:30"),
        (_BETA, ("milestones", "steps", "ship", "title"), f"{GOAL}:17:7"),
        (_LOW, ("milestones", "scores", "high"), f"{GOAL}:21:34"),
        (_SALES, ("warn", "low"), "content/kpis/sales.md:5:9"),
        (_SALES, ("observations", "2026-W45"), "content/kpis/sales.csv:3:1"),
        (_SALES, ("observations", "2026-W45", "note"), "content/kpis/sales.csv:3:1"),
        (_SALES, ("units", "north", "target", "low"), "content/kpis/sales.md:8:13"),
        (_SALES, ("units", "north", "observations", "2026-W45"), "content/kpis/sales.md:9:14"),
        (Subject(Kind.CYCLE, "spring"), ("last_day",), "content/cycles/spring.md:3:6"),
        (_CHECK_IN, ("updates", _UPDATE, "confidence"), f"{_CHECK_IN.id}:3:54"),
        (Subject(What.SETTINGS, "okrsite.toml"), ("pace", "preset"), "okrsite.toml"),
        (Subject(Kind.KPI, "nowhere"), ("target",), "None"),
    ],
)
def test_a_fact_is_found_where_it_was_typed(subject: Subject, path: Path, place: str) -> None:
    assert str(Places(_portfolio()).of(subject, path)) == place


def test_what_is_gone_is_shown_where_it_was() -> None:
    before = _portfolio()
    files = {name: text for name, text in FILES.items() if name != GOAL}
    gone = _by_id(changed_things(before, project_of(files).portfolio, date(2026, 11, 20)))
    assert str(gone["grow"].place) == f"{GOAL}:2:1"
    fields = {one.field: one.place for one in gone["grow#signups"].fields}
    assert str(fields["target",]) == f"{GOAL}:10:13"


@cache
def _portfolio() -> Portfolio:
    return project_of(FILES).portfolio


def _by_id(found: tuple[ThingChange, ...]) -> dict[str, ThingChange]:
    return {one.subject.id: one for one in found}
