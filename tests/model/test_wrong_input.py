"""The mistakes that authors make: each is one error, at the line where it was made."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import Files, Project, project_of

from okrsite.base.problems import Severity

Build = Callable[[Files], Project]

GOAL = "content/objectives/2026-q4/grow.md"
KPI = "content/kpis/sales.md"
CSV = "content/kpis/sales.csv"
HEAD = "---\ntitle: Grow\nowner: ana\n"
TABLE = "---\ntitle: Sales\nseries: sales.csv\n---\n"


def _goal(*lines: str) -> str:
    return HEAD + "\n".join(lines) + "\n---\n"


def _key_result(*lines: str) -> str:
    return _goal("key_results:", "  - title: Sign-ups", *(f"    {line}" for line in lines))


@pytest.mark.promise
@pytest.mark.parametrize(
    ("files", "found"),
    [
        pytest.param({GOAL: _goal("team: a", "team: b")}, "5:1 OKR020", id="duplicate key"),
        pytest.param({GOAL: _goal("key_results:", "\t- title: A")}, "5:1 OKR021", id="tab indent"),
        pytest.param({GOAL: _goal("prioritty: 1")}, "4:1 OKR102", id="unknown field"),
        pytest.param(
            {GOAL: _goal("team: grwth"), "content/teams/growth.md": "---\ntitle: G\n---\n"},
            "4:7 OKR201",
            id="unknown team",
        ),
        pytest.param(
            {GOAL: _key_result("start: 8", "target: 8")}, "7:13 OKR104", id="target equals start"
        ),
        pytest.param(
            {GOAL: _key_result("target: 8", "weight: 0")}, "4:1 OKR108", id="weights all zero"
        ),
        pytest.param({GOAL: _goal("parent: grow")}, "4:9 OKR204", id="own parent"),
        pytest.param(
            {KPI: "---\ntitle: S\nformula: sales + 1\n---\n"}, "3:10 OKR331", id="own formula"
        ),
        pytest.param(
            {GOAL: "---\ntitle: Grow\nowner: [a, b]\n---\n"}, "3:8 OKR103", id="two owners"
        ),
        pytest.param({KPI: TABLE}, "3:9 OKR320", id="missing table"),
        pytest.param(
            {GOAL: _goal("key_results:", "  - {title: One, two, target: 8}")},
            "5:18 OKR018",
            id="comma in flow text",
        ),
        pytest.param(
            {KPI: TABLE, CSV: "date,value\n2026-10,4\n2026-11,many\n"},
            "3:9 OKR316",
            id="text value",
        ),
        pytest.param(
            {KPI: TABLE, CSV: "date,value\n2026-10,4\n2026-10,5\n"}, "3:1 OKR317", id="date twice"
        ),
        pytest.param(
            {GOAL: _key_result("target: 8", "due: 2027-03-01")}, "7:10 OKR109", id="out of cycle"
        ),
        pytest.param(
            {GOAL: _goal(), "content/objectives/x/grow.md": _goal("cycle: 2026-q4")},
            "1:1 OKR203",
            id="duplicate id",
        ),
        pytest.param({GOAL: _goal("team: ../../etc")}, "4:7 OKR103", id="path as reference"),
        pytest.param({GOAL: _goal("team: '..'")}, "4:7 OKR201", id="dots as a team"),
        pytest.param({KPI: TABLE.replace("sales", "../../x")}, "3:9 OKR320", id="way out"),
        pytest.param({GOAL: _goal("aliases: [/../x/]")}, "4:11 OKR103", id="alias outside"),
        pytest.param(
            {GOAL: _goal("initiatives: [{title: A, url: 'javascript:x'}]")},
            "4:31 OKR103",
            id="script as address",
        ),
        pytest.param({GOAL: _key_result("target: 1e999")}, "6:13 OKR103", id="endless number"),
        pytest.param({GOAL: _key_result("target: .nan")}, "6:13 OKR103", id="not a number"),
        pytest.param({GOAL: _goal("contributors: [open]")}, "4:16 OKR201", id="nobody contributes"),
        pytest.param({GOAL: _goal("owner_: x")}, "4:1 OKR102", id="near miss"),
        pytest.param({GOAL: _goal("ignore: {all: yes}")}, "4:10 OKR103", id="ignore everything"),
    ],
)
def test_a_mistake_is_one_located_error(files: dict[str, str], found: str) -> None:
    project = project_of(files)
    told = [f"{p.place.line}:{p.place.column} {p.code}" for p in project.problems]
    assert told == [found], project.printed(project.problems)
    assert project.problems[0].severity is Severity.ERROR


def _loop(folder: str, fields: str) -> dict[str, str]:
    return {
        f"content/{folder}/one.md": f"---\ntitle: A\n{fields}parent: two\n---\n",
        f"content/{folder}/two.md": f"---\ntitle: B\n{fields}parent: one\n---\n",
    }


@pytest.mark.parametrize(
    ("folder", "fields"),
    [
        ("teams", ""),
        ("pillars", ""),
        ("kpis", "values: {2026: 1}\n"),
        ("objectives", "owner: ana\ncycle: 2026\n"),
        ("cycles", "start: 2026-01-01\nend: 2026-02-01\n"),
    ],
)
def test_a_loop_of_parents_is_told_once_and_cut(folder: str, fields: str, project: Build) -> None:
    found = project(_loop(folder, fields))
    assert found.codes == ["OKR204"]


_LINES = st.lists(
    st.sampled_from(
        [
            "title: A",
            "owner: ana",
            "owner: [a]",
            "key_results:",
            "  - title: B",
            "    start: 1",
            "    target: 1",
            "    target: 2",
            "    change: +5%",
            "    at_least: 1",
            "    weight: -1",
            "    milestones: [{title: M}]",
            "    every: week",
            "    between: [1]",
            "    done: yes",
            "    source: sales",
            "    values: {2026-10-10: x}",
            "    due: 2030-01-01",
            "team: ana",
            "    revisions: [{date: 2026-11-01, was: {between: [1], target: 9}}]",
            "parent: grow",
            "contributes: yes",
            "guardrails: [sales]",
            "closing: {score: 0.5}",
            "weight: 0",
            "cycle: backlog",
            "cycle: 9999",
            "x-own: {a: [1, {b: 2}]}",
            "    expected: {2026-10-10: 1}",
        ]
    ),
    max_size=14,
)
_KPI_LINES = st.lists(
    st.sampled_from(
        [
            "title: A",
            "values: {2026-10: 4, 2026: 5}",
            "formula: sales / sales",
            "target: [1, 2]",
            "thresholds: {warn: x}",
            "better: within",
            "cadence: weekly",
            "source: sales",
            "sudden_change: {worse_by: 0}",
            "units: {a: {values: {2026: 1}}}",
            "combine: sum",
            "promoted_from: grow#b",
            "grace: soon",
            "leads_to: [sales]",
            "parent: sales",
            "series: sales.csv",
            "decimals: 9",
            "target_by: 2026-11-31",
            "cadence: hourly",
        ]
    ),
    max_size=8,
)


_SAID = "---\nupdates: {grow#b: 5, grow: {verdict: at-risk}}\n---\n"


@pytest.mark.promise
@given(goal=_LINES, kpi=_KPI_LINES, table=st.text(st.sampled_from('2026-W1Q,;\n"x.'), max_size=60))
def test_any_fields_are_read_linked_and_judged_without_a_crash(
    goal: list[str], kpi: list[str], table: str
) -> None:
    files = {
        GOAL: "---\n" + "\n".join(goal) + "\n---\n",
        KPI: "---\n" + "\n".join(kpi) + "\n---\n",
        CSV: "date,value\n" + table,
        "content/checkins/2026-11-06-ana.md": _SAID,
    }
    project_of(files).assess(date(2026, 11, 20))
