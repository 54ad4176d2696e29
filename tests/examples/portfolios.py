"""Projects that nobody wrote: goals of every type, measured and told of on random days."""

from datetime import date, timedelta

from hypothesis import strategies as st

FIRST, DUE, CLOSED = date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 14)
GOAL = "content/objectives/2026-q4/grow.md"
WEEKS = [FIRST + timedelta(days=4 + 7 * week) for week in range(15)]

amounts = st.decimals(-10_000, 10_000, places=2).map(str)
days = st.dates(date(2026, 9, 1), date(2027, 2, 28))
weights = st.integers(0, 5)


@st.composite
def _ways(draw: st.DrawFn) -> str:
    start, target = draw(st.lists(amounts, min_size=2, max_size=2, unique_by=float))
    planned = draw(st.none() | amounts)
    path = f", expected: {{2026-11-10: {planned}}}" if planned else ""
    return f"start: {start}, target: {target}{path}"


_MEASURES = st.one_of(
    _ways(),
    st.sampled_from(["start: 40, change: +25%", "start: 40, change: -50%", "target: 20"]),
    st.sampled_from(["at_least: 5", "at_most: 5, every: month", "between: [2, 8]"]),
    st.just("target: 4, every: week"),
    st.just("type: baseline"),
)
_PROMISES = [
    "",
    ", from: 2026-10-12, due: 2026-12-20",
    ", dropped: {date: 2026-11-16}",
    ", dropped: {date: 2026-10-01}",
    ", revisions: [{date: 2026-11-02, was: {weight: 0, due: 2026-12-01}}]",
    ", revisions: [{date: 2026-11-02, was: {weight: 3}}, {date: 2026-11-02, was: {weight: 1}}]",
]
"""What else a key result may promise, whatever its type."""


@st.composite
def key_results(draw: st.DrawFn, number: int) -> str:
    """A key result on one line, with values of its own or a source."""
    measure = draw(_MEASURES)
    if draw(st.booleans()):
        told = f"source: {draw(st.sampled_from(['sales', 'visits']))}"
    else:
        values = draw(st.dictionaries(days, amounts, max_size=4))
        told = f"values: {{{', '.join(f'{day}: {value}' for day, value in values.items())}}}"
    promise = draw(st.sampled_from(_PROMISES))
    return f"{{id: k{number}, title: K, weight: {draw(weights)}, {measure}, {told}{promise}}}"


@st.composite
def goals(draw: st.DrawFn) -> str:
    """An objective with a few key results, of which the last one always counts."""
    count = draw(st.integers(0, 3))
    lines = [f"  - {draw(key_results(number))}" for number in range(count)]
    lines += [f"  - {one}" for one in draw(st.lists(st.sampled_from(_OTHERS), unique=True))]
    lines.append("  - {id: last, title: Last, milestones: [{title: Beta, done: 2026-11-03}]}")
    head = f"title: Grow\nowner: ana\nambition: {draw(st.sampled_from(_AMBITIONS))}\n"
    return (
        f"---\n{head}guardrails: [sales]\nimproves: [sales]\nkey_results:\n"
        + "\n".join(lines)
        + "\n---\n"
    )


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table of weeks, some of them missing."""
    found = draw(st.lists(st.none() | amounts, min_size=len(WEEKS), max_size=len(WEEKS)))
    rows = [
        "{0[0]}-W{0[1]:02d},{1}\n".format(week.isocalendar(), value)
        for week, value in zip(WEEKS, found, strict=True)
        if value is not None
    ]
    return "date,value\n" + "".join(rows)


@st.composite
def kpis(draw: st.DrawFn) -> str:
    """A KPI of the table `sales.csv` with some rules; its cadence and decimals are declared."""
    head = "title: Sales\ncadence: weekly\ndecimals: 2\nseries: sales.csv\n"
    rules = draw(st.lists(st.sampled_from(_RULES), unique=True, max_size=4))
    return f"---\n{head}{''.join(sorted(rules))}---\n"


@st.composite
def checkins(draw: st.DrawFn, after: date | None = None) -> dict[str, str]:
    """A few check-ins on the goal, each by an author of its own."""
    found = {}
    for author in draw(st.sets(st.sampled_from(["ana", "ben", "cleo"]), max_size=3)):
        day = draw(st.dates(after + timedelta(days=1), date(2027, 3, 31)) if after else days)
        verdict = draw(st.sampled_from(["on-track", "at-risk", "off-track"]))
        confidence = draw(st.integers(0, 10))
        text = (
            f"---\nupdates:\n  grow: {{expect: 0.{confidence}}}\n"
            f"  grow#last: {{confidence: {confidence}, verdict: {verdict}, expect: 1}}\n---\n"
        )
        found[f"content/checkins/{day}-{author}.md"] = text
    return found


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str]:
    """A whole project by path and text."""
    return {
        GOAL: draw(goals()),
        "content/kpis/sales.md": draw(kpis()),
        "content/kpis/sales.csv": draw(tables()),
        "content/metrics/visits.md": _VISITS,
        "content/kpis/share.md": _SHARE,
        "content/pillars/visit.md": "---\ntitle: Visit\nkind: stage\norder: 1\nkpi: sales\n---\n",
        "content/pillars/buy.md": "---\ntitle: Buy\nkind: stage\norder: 2\nkpi: share\n---\n",
        **draw(checkins()),
    }


@st.composite
def _told(draw: st.DrawFn) -> str:
    """A key result of a cycle of its own, with or without a source."""
    values = draw(st.dictionaries(days, amounts, max_size=4))
    told = f"values: {{{', '.join(f'{day}: {value}' for day, value in values.items())}}}"
    source = draw(st.sampled_from([told, "source: sales", "source: share, take: max"]))
    return f"{{id: a, title: A, decimals: 2, target: 100, {source}}}"


@st.composite
def companies(draw: st.DrawFn) -> dict[str, str]:
    """A project with more around its goal: cycles, parents, children, a team, a review, news."""
    child = f"title: Sell\nowner: ben\ncycle: {draw(st.sampled_from(_CYCLES))}\n"
    child += f"contributes: {draw(st.sampled_from(['yes', 'no']))}\nweight: {draw(weights)}\n"
    child += f"parents: {draw(st.sampled_from(['[grow]', '[grow, last]', '[buy]']))}\n"
    child += f"status: {draw(st.sampled_from(['active', 'draft', 'abandoned']))}\n"
    return {
        **draw(projects()),
        "content/objectives/sell.md": f"---\n{child}key_results:\n  - {draw(_told())}\n---\n",
        "content/objectives/last.md": _LAST,
        "content/cycles/winter.md": _WINTER,
        "content/reviews/2026-q4.md": _REVIEW,
    }


_CYCLES = ["2026-q4", "2027-q1", "2026-q3", "2026", "winter", "backlog"]
_LAST = """---
title: Last
owner: cleo
team: care
cycle: "2026"
key_results:
  - {id: done, title: Done, done: 2026-11-20, drives: ["grow#last"]}
  - {id: level, title: Level, source: sales, at_least: 3, strict: yes}
closing: {date: 2027-01-10, score: 0.5, reason: Why}
carried_from: grow
---
"""
_WINTER = "---\ntitle: Winter\nstart: 2026-12-01\nend: 2027-02-14\nclosed_on: 2027-02-14\n---\n"
_REVIEW = "---\ntitle: Review\ncycle: 2026-q4\ndate: 2027-01-10\n---\n# Wins\n"
_OTHERS = [
    "{id: steps, title: S, milestones: [{title: A, weight: 2, due: 2026-11-10}, {title: B}],"
    " revisions: [{date: 2026-11-02, was: {milestones: [{title: A}, {title: C}]}}]}",
    "{id: label, title: L, milestones: {low: 0.2, high: 1}, weight: 0.5}",
    "{id: done, title: D, done: 2026-12-05, due: 2026-12-10}",
    "{id: undated, title: U, done: yes, from: 2026-11-01}",
    "{id: moved, title: M, target: 100, expected: {2026-11-20: 120}, values: {2026-10-09: 30.5},"
    " revisions: [{date: 2026-12-01, was: {from: 2026-10-10}},"
    " {date: 2026-11-02, was: {target: 60, expected: {2026-11-01: 20}}}]}",
    "{id: part, title: P, start: 3.3, change: -12.5%, source: sales, take: mean,"
    " revisions: [{date: 2026-11-02, was: {change: +10%, due: 2026-11-15}}]}",
]
"""Key results that are written out: what is done, and promises that moved."""
_AMBITIONS = ["committed", "aspirational"]
_RULES = [
    "target: 100\ntarget_by: 2026-11-15\n",
    "thresholds: {warn: 10, critical: -10}\n",
    "sudden_change: {worse_by: 15%, than: mean of 4}\n",
    "events: [{date: 2026-11-01, kind: redefined}]\n",
]
_SHARE = """---
title: Share
formula: 100 * sales / (visits - 3)
parent: sales
leads_to: [{kpi: sales, lag: 1 week}]
units:
  north: {target: 5, values: {2026-W41: 3, 2026-W43: 7}}
  south: {target: 5, values: {2026-W42: 3}}
---
"""
_VISITS = """---
title: Visits
cadence: weekly
decimals: 0
values: {2026-W41: 3, 2026-W42: 0, 2026-W43: 7, 2026-W44: 1000000, 2026-W46: 4}
---
"""
