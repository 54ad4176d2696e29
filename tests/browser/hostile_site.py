"""A project whose every text field is an attack on the reader's browser."""

OWNED = "window.owned=1"
ATTACK = (
    f"<script>{OWNED}</script><img src=https://evil.example/x onerror={OWNED}>"
    f"<svg onload={OWNED}><style>body{{display:none}}</style><base href=//evil.example/>"
    f'</title></main></body></script>"\' onfocus="{OWNED}" autofocus " --> ]]> '
    "{{ 7 * 7 }} {% include 'base.html' %} ${x} $y^2$ \\input{x} &#60;b&#62; \u202egnp"
)
CELL = '"' + ATTACK.replace('"', '""') + '"'
LINKS = f"""
[a](javascript:{OWNED}) [b](JaVaScRiPt&colon;{OWNED}) [c](data:text/html,<script>{OWNED}</script>)
[d](blob:https://evil.example/x) [e](vbscript:x) [f](//evil.example/x) <javascript:{OWNED}>
[g](<java script:{OWNED}>) [h]( javascript:{OWNED} "title\\" onclick={OWNED}") [i][ref]
[[<b>|{ATTACK}]] [[spring-fair|<b onclick={OWNED}>]] ![j](https://evil.example/p.png)
![k](data:image/svg+xml,<svg/onload={OWNED}>) ![l](//evil.example/p)

[ref]: javascript:{OWNED} "x"

<iframe src="https://evil.example/"></iframe> <form action="https://evil.example/"><input></form>
<a href="javascript:{OWNED}">m</a> <meta http-equiv="refresh" content="0; url=https://evil.example/">

```html
{ATTACK}
```

# {ATTACK}

| {ATTACK} |
|:-:|
| {ATTACK} |
"""
"""Markdown that tries every way out."""


def block(name: str, indent: int = 0) -> str:
    """A field whose value is the attack, as a block of text."""
    space = " " * indent
    return f"{space}{name}: >-\n{space}  {ATTACK}\n"


def listed(name: str, indent: int = 0) -> str:
    """A field whose value is a list of one attack."""
    space = " " * indent
    return f"{space}{name}:\n{space}  - >-\n{space}    {ATTACK}\n"


FILES = {
    "okrsite.toml": "as_of = 2026-11-20\ntitle = '''" + ATTACK.replace("'", "") + "'''\n"
    "[company]\nname = '''" + ATTACK.replace("'", "") + "'''\n"
    "[edit]\nforge = 'github'\nrepository = 'https://example.com/goals'\n",
    "teams/growth.md": f"---\n{block('title')}lead: ana\n---\n{LINKS}",
    "teams/other.md": "---\ntitle: Other\nparent: growth\n---\n",
    "people/ana.md": f"---\n{block('name')}team: growth\n---\n{LINKS}",
    "people/ben.md": "---\nname: Ben\n---\n",
    "pillars/vision.md": f"---\n{block('title')}kind: vision\n---\n{LINKS}",
    "pillars/stage.md": f"---\n{block('title')}kind: stage\nkpi: k\n---\n",
    "cycles/2026-q4.md": (
        f"---\n{block('title')}start: 2026-10-01\nend: 2026-12-31\n"
        f"{listed('not_doing')}---\n{LINKS}"
    ),
    "objectives/a.md": (
        f"---\n{block('title')}owner: ana\nteam: growth\ncycle: 2026-q4\nparent: vision\n"
        f"pillar: stage\nguardrails: [k]\nimproves: [k]\nmeasured_by: [k]\n{block('effort')}"
        f"initiatives:\n  -{block('title', 4)[3:]}{block('status', 4)}"
        f"    url: https://example.com/%22onclick=x\n"
        f"{block('x-own')}"
        f"key_results:\n  - id: a\n{block('title', 4)}    start: 0\n    target: 5\n"
        f"{block('unit', 4)}"
        f"    values: {{2026-11-01: 2, 2026-11-15: 3}}\n"
        f"    revisions:\n      - date: 2026-11-02\n        was: {{target: 6}}\n"
        f"{block('reason', 8)}"
        f"  - id: b\n    title: B\n    target: 5\n    dropped:\n      date: 2026-11-10\n"
        f"{block('reason', 6)}"
        f"  - id: c\n    title: C\n    milestones:\n"
        f"      -{block('title', 8)[7:]}        weight: 1\n"
        f"---\n{LINKS}"
    ),
    "objectives/closed.md": (
        "---\ntitle: Closed\nowner: ana\nteam: growth\ncycle: 2026-q2\n"
        "key_results:\n  - {id: a, title: A, start: 0, target: 5, values: {2026-06-01: 2}}\n"
        f"closing:\n  date: 2026-07-01\n  score: 0.9\n{block('reason', 2)}---\n"
    ),
    "objectives/below.md": (
        "---\ntitle: Below\nowner: ben\nteam: other\ncycle: 2026-q4\nparent: a\n"
        "key_results:\n  - {title: X, target: 5}\n---\n"
    ),
    "kpis/k.md": (
        f"---\n{block('title')}owner: ana\nteam: growth\ncadence: monthly\npillar: stage\n"
        "thresholds: {critical: 5}\nvalues: {2026-08: 6, 2026-09: 7, 2026-10: 3}\n"
        f"{block('action')}{block('definition')}{block('unit')}{block('activity')}"
        f"{block('if_it_worsens')}{block('decision')}"
        f"benchmarks:\n  -{block('label', 4)[3:]}    value: 4\n"
        f"events:\n  - date: 2026-09-01\n    kind: correction\n{block('note', 4)}"
        f"  - date: 2026-09-15\n    kind: redefined\n{block('note', 4)}"
        "units:\n  '<b onclick=x>': {values: {2026-10: 2}}\n---\n" + LINKS
    ),
    "kpis/l.md": (
        f"---\n{block('title')}{block('unit')}owner: ana\nteam: growth\ncadence: monthly\n"
        "leads_to: [{kpi: s, lag: 1 month}]\nindicator: leading\n"
        'series: "it\'s {{ odd }} & onload=x.csv"\n---\n'
    ),
    "kpis/it's {{ odd }} & onload=x.csv": "date,value,note\n"
    + "".join(f"2025-{month:02d},{month},{CELL}\n" for month in range(1, 13)),
    "kpis/s.md": (
        f"---\n{block('title')}{block('unit')}owner: ana\nteam: growth\ncadence: monthly\n"
        "formula: l + m\n---\n"
    ),
    "pillars/next.md": f"---\n{block('title')}kind: stage\nkpi: s\norder: 2\n---\n",
    "metrics/m.md": (
        f"---\n{block('title')}{block('unit')}{block('definition')}cadence: monthly\nvalues:\n"
        + "".join(f"  2025-{month:02d}: {month % 3}\n" for month in range(1, 13))
        + "---\n"
    ),
    "checkins/2026-11-19-ana.md": (
        f"---\nupdates:\n  a:\n{block('note', 4)}  a#a:\n    value: 3\n{block('note', 4)}"
        f"{listed('wins')}{listed('setbacks')}{listed('blockers')}---\n{LINKS}"
    ),
    "checkins/2026-05-04-ana.md": "---\nupdates:\n  closed#a: {expect: 0.8}\n---\n",
    "reviews/2026-q2.md": (
        f"---\n{block('title')}cycle: 2026-q2\ndate: 2026-07-02\n---\n"
        f"# Wins\n\n{ATTACK}\n\n# Setbacks\n\n{LINKS}\n\n# Adjustments\n\n- {ATTACK}\n"
    ),
    "wiki/embeds.md": (
        f"---\n{block('title')}---\n{{number}}`k` {{status}}`a` {{number}}`a#a`\n\n"
        "```{chart} k\n```\n\n```{chart} a\n```\n\n```{table} objectives team=growth\n```\n\n"
        "```{table} kpis owner=ana\n```\n\n```{table} key-results objective=a\n```\n"
    ),
    "wiki/a.md": f"---\n{block('title')}tags:\n  - >-\n    {ATTACK[:80]}\n---\n{LINKS}",
    "wiki/it's {{ odd }} & onload=x.md": "---\ntitle: Odd\n---\ntext\n",
    "index.md": LINKS,
}
"""The files of the project, by path below `content`, but for the settings."""
