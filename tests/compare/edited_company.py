"""A small company as data, written to files in one of many ways, and edited at random.

A file is a mapping of its fields, with its body under `""`; a table is a list of rows. The same
data are the same goals, in whatever style they are written.
"""

import json
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random
from typing import Any, TypeAlias

from hypothesis import strategies as st

Company: TypeAlias = dict[str, Any]

GROW = "content/objectives/2026-q4/grow.md"
SELL = "content/objectives/sell.md"
SALES, SHARE = "content/kpis/sales.md", "content/kpis/share.md"
CHECKIN = "content/checkins/2026-11-06-ana.md"

COMPANY: Company = {
    GROW: {
        "title": "Grow where it is easy",
        "owner": "ana",
        "team": "growth",
        "parent": "reach",
        "contributors": ["ben", "cleo"],
        "improves": ["sales"],
        "initiatives": [{"title": "Partner fair", "status": "planned"}],
        "key_results": [
            {"id": "signups", "title": "Sign-ups per week", "start": 800, "target": 2500},
            {"title": "Partners signed", "target": 10, "values": {"2026-10-30": 3}},
            {"id": "beta", "title": "Beta", "milestones": [{"title": "Plan"}, {"title": "Build"}]},
        ],
        "": "Growth has stalled at the level of the spring; see [[sales]] and [[share|the rest]].",
    },
    SELL: {
        "title": "Sell to those who come",
        "owner": "ben",
        "cycle": "winter",
        "parents": ["grow", "reach"],
        "contributes": "yes",
        "depends_on": ["grow#signups"],
        "key_results": [
            {
                "id": "won",
                "title": "Deals won",
                "source": "sales",
                "target": 40,
                "drives": ["lost"],
            },
            {"id": "lost", "title": "Deals lost", "at_most": 5, "every": "month"},
        ],
    },
    SALES: {
        "title": "Sales",
        "owner": "ben",
        "unit": "€",
        "definition": "Signed contracts of the week.",
        "series": "sales.csv",
        "thresholds": {"warn": 20, "critical": 10},
        "events": [{"date": "2026-10-01", "kind": "defined", "by": "ana"}],
    },
    "content/kpis/sales.csv": [["2026-W43", 30], ["2026-W44", 31], ["2026-W45", 33.5]],
    SHARE: {
        "title": "Share of visits that buy",
        "formula": "100 * sales / (visits - 3)",
        "leads_to": [{"kpi": "sales", "lag": "1 week"}],
        "supports": ["grow", "sell#won"],
        "units": {"north": {"target": 5, "values": {"2026-W41": 3}}},
    },
    "content/metrics/visits.md": {"title": "Visits", "values": {"2026-W43": 900, "2026-W44": 950}},
    "content/pillars/reach.md": {"title": "Reach", "kind": "theme", "kpi": "sales"},
    "content/cycles/winter.md": {"title": "Winter", "start": "2026-12-01", "end": "2027-02-14"},
    "content/teams/growth.md": {"title": "Growth", "lead": "ana"},
    "content/people/ana.md": {"name": "Ana Ruiz", "team": "growth"},
    "content/people/ben.md": {"name": "Ben Okafor"},
    "content/people/cleo.md": {"name": "Cleo Marsh"},
    CHECKIN: {
        "author": "ana",
        "updates": {
            "grow#signups": {"value": 1310, "confidence": 6},
            "grow": {"expect": 0.7, "note": "Slow"},
        },
        "wins": ["Two fairs"],
    },
    "content/reviews/2026-q4.md": {"title": "Review", "cycle": "2026-q4", "author": "ana"},
}


def written(company: Company, style: int = 0) -> dict[str, str]:
    """The files of a company; another style is another order, other quotes, comments and blanks."""
    random = Random(style)
    return {path: _file(content, random, style) for path, content in company.items()}


def _file(content: Any, random: Random, style: int) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        rows = _shuffled([f"{label},{value}" for label, value in content], random, style)
        return "\n".join(["date,value", *rows, *[""] * (1 + style % 2)])
    lines = [f"{key}: {_flow(content[key], random, style)}" for key in content if key]
    for _ in range(style % 3):
        lines.append(random.choice(["# Nobody reads this.", "", f"x-seen: {style}"]))
    lines = _shuffled(list(dict.fromkeys(lines)), random, style)
    return "\n".join(["---", *lines, "---", *[""] * (style % 2), content.get("", ""), ""])


def _flow(value: Any, random: Random, style: int) -> str:
    if isinstance(value, Mapping):
        pairs = [
            f"{_word(key, random, style)}: {_flow(value[key], random, style)}" for key in value
        ]
        return f"{{{', '.join(_shuffled(pairs, random, style))}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(one, random, style) for one in value)}]"
    return _word(value, random, style)


def _word(value: Any, random: Random, style: int) -> str:
    text = str(value)
    is_plain = re.fullmatch(r"[\w.][\w.-]*", text) and not (style and random.random() < 0.5)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _shuffled(lines: list[str], random: Random, style: int) -> list[str]:
    return random.sample(lines, len(lines)) if style else lines


Edit: TypeAlias = Callable[[Company], None]


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """A random edit of whatever is there."""
    edit: Edit = draw(st.one_of(_set_fields(), _set_parts(), _rows(), _files(), _renames()))
    return edit


def edited(company: Company, changes: list[Edit]) -> Company:
    """A company after some edits."""
    found = deepcopy(company)
    for change in changes:
        change(found)
    return found


@st.composite
def _set_fields(draw: st.DrawFn) -> Edit:
    """A field of a file is set, or goes where the value is None."""
    folder = draw(st.sampled_from(sorted(_FIELDS)))
    field = draw(st.sampled_from(sorted(_FIELDS[folder])))
    value = draw(st.sampled_from(_FIELDS[folder][field]))
    number = draw(st.integers(0, 3))

    def change(company: Company) -> None:
        files = [path for path in sorted(company) if path.startswith(f"content/{folder}/")]
        files = [path for path in files if path.endswith(".md")]
        if files:
            _put(company[files[number % len(files)]], field, value)

    return change


@st.composite
def _set_parts(draw: st.DrawFn) -> Edit:
    """A field of a key result is set; or one comes, goes, or changes places with another."""
    field = draw(st.sampled_from(sorted(_OF_KEY_RESULTS)))
    value = draw(st.sampled_from(_OF_KEY_RESULTS[field]))
    number, what = (
        draw(st.integers(0, 3)),
        draw(st.sampled_from(["set", "set", "pop", "add", "swap"])),
    )

    def change(company: Company) -> None:
        goals = [one for path, one in sorted(company.items()) if "/objectives/" in path]
        listed = [one["key_results"] for one in goals if one.get("key_results")]
        if not listed:
            return
        key_results = listed[number % len(listed)]
        if what == "set":
            _put(key_results[number % len(key_results)], field, value)
        elif what == "pop":
            key_results.pop(number % len(key_results))
        elif what == "swap":
            key_results.append(key_results.pop(0))
        else:
            key_results.append({"id": f"new{number}", "title": "New", "target": 5})

    return change


@st.composite
def _rows(draw: st.DrawFn) -> Edit:
    """A row of the table is added, corrected or removed."""
    label = draw(st.sampled_from([f"2026-W{week}" for week in range(42, 49)]))
    value = draw(st.sampled_from([None, 12, 30, 31.5]))

    def change(company: Company) -> None:
        kept = [row for row in company.get("content/kpis/sales.csv", []) if row[0] != label]
        added = [] if value is None else [[label, value]]
        company["content/kpis/sales.csv"] = sorted([*kept, *added])

    return change


@st.composite
def _files(draw: st.DrawFn) -> Edit:
    """A file comes or goes."""
    added = draw(st.sampled_from(sorted(_NEW_FILES)))
    removed = draw(st.none() | st.sampled_from(sorted(COMPANY)))

    def change(company: Company) -> None:
        if removed:
            company.pop(removed, None)
        else:
            company[added] = deepcopy(_NEW_FILES[added])

    return change


@st.composite
def _renames(draw: st.DrawFn) -> Edit:
    """A file goes by another name, wherever it is spoken of."""
    path = draw(st.sampled_from(sorted(RENAMED)))
    return lambda company: rename(company, path)


def rename(company: Company, path: str) -> None:
    """Rename a file, and what names it."""
    if path not in company:
        return
    was = path.rpartition("/")[2].removesuffix(".md")
    around = (('"', r'[#"]'), (r"\* ", " /"), (r"\(", " -"), (r"\[\[", r"[]|]"))
    word = re.compile("|".join(f"(?<={before}){was}(?={after})" for before, after in around))
    found = json.dumps(company)
    again = json.loads(word.sub(RENAMED[path], found))
    company.clear()
    new = f"{path.rpartition('/')[0]}/{RENAMED[path]}.md"
    company.update({new if one == path else one: content for one, content in again.items()})


def _put(fields: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        fields.pop(name, None)
    else:
        fields[name] = deepcopy(value)


RENAMED = {
    GROW: "grow-fast",
    SELL: "win-deals",
    SALES: "revenue",
    SHARE: "buying-share",
    "content/metrics/visits.md": "sessions",
    "content/pillars/reach.md": "be-found",
    "content/cycles/winter.md": "cold-season",
    "content/teams/growth.md": "demand",
    "content/people/ana.md": "ana-ruiz",
    "content/people/ben.md": "ben-okafor",
}
"""Files, and what else they may be called."""

_NEW_FILES: Company = {
    "okrsite.toml": '[pace]\npreset = "viva"\n[calendar]\nfiscal_year_starts = 4\n',
    "content/handbook/tone.md": "# Tone\n\nPlain words.\n",
    "content/objectives/2027-q1/grow-again.md": {
        **COMPANY[GROW],
        "carried_from": "grow",
        "key_results": COMPANY[GROW]["key_results"][:2],
    },
    "content/checkins/2026-11-13-ana.md": {
        "updates": {"grow#signups": 1400, "grow#beta": {"done": "plan", "verdict": "at-risk"}}
    },
    "content/checkins/2026-11-13-ben.md": {"updates": {"sell#lost": {"value": 3}}},
    "content/cycles/2026-q4.md": {"closed_on": "2026-11-18", "not_doing": ["Fairs"]},
    "content/people/dan.md": {"name": "Dan Field"},
    "content/kpis/calls.md": {"title": "Calls", "values": {"2026-11": 40}, "owner": "cleo"},
}
_FIELDS: Mapping[str, Mapping[str, list[Any]]] = {
    "objectives": {
        "title": ["Grow where it is easy", "Grow, and grow more"],
        "owner": ["ana", "ben", "open", "nobody"],
        "cycle": [None, "2026-q4", "2027-q1", "winter", "backlog"],
        "weight": [None, 0, 2],
        "ambition": [None, "committed"],
        "status": [None, "draft", "abandoned"],
        "parents": [None, ["reach"], ["grow"], ["sell"]],
        "contributors": [None, ["cleo"], ["cleo", "ben"]],
        "guardrails": [None, ["sales"]],
        "initiatives": [None, [{"title": "Partner fair", "status": "done"}, {"title": "Ads"}]],
        "closing": [None, {"date": "2027-01-08", "score": 0.7, "decision": "keep", "reason": "So"}],
        "ignore": [None, {"OKR210": "We know"}],
        "": ["", "Another text\n\nof two paragraphs."],
    },
    "kpis": {
        "title": ["Sales", "Sales per week"],
        "owner": [None, "ana"],
        "definition": [None, "All contracts of the week."],
        "unit": [None, "€", "%"],
        "better": [None, "lower", "within"],
        "thresholds": [None, {"warn": 25}, {"warn": [1, 5], "for": 2}],
        "target": [None, 50, [1, 2]],
        "sudden_change": [None, {"worse_by": "15%", "than": "mean of 4"}, {"worse_by": 3}],
        "grace": [None, "3 days"],
        "events": [None, [{"date": "2026-11-01", "kind": "acknowledged", "note": "Seen"}]],
        "benchmarks": [None, [{"label": "Best", "value": 90}]],
        "formula": [None, "visits * 2", "sales + visits"],
        "units": [None, {"north": {"values": {"2026-W41": 4}}, "a#b": {"values": {"2026-W41": 4}}}],
        "promoted_from": [None, "grow#signups", "sell#lost"],
        "parent": [None, "sales"],
        "values": [None, {"2026-10": 3, "2026-11": 4}],
    },
    "checkins": {
        "date": [None, "2026-11-07"],
        "author": [None, "ben"],
        "wins": [None, ["One"], ["One", "Two"]],
        "updates": [None, {"grow#signups": 1200}, {"key-result:grow#signups": 1200, "grow": None}],
        "": ["", "All is calm."],
    },
    "pillars": {"kind": ["stage", "vision"], "order": [None, 2], "kpi": [None, "share"]},
    "cycles": {"end": ["2027-02-21"], "closed_on": [None, "2027-02-20"], "title": ["Cold"]},
    "teams": {"lead": [None, "ben"], "kind": [None, "project"]},
    "people": {"name": ["Ana", "Ana Ruiz"], "team": [None, "growth"]},
    "reviews": {"date": [None, "2027-01-10"], "team": [None, "growth"], "": ["", "## Wins"]},
    "metrics": {"unit": [None, "visits"], "values": [{"2026-W43": 901}]},
}
_OF_KEY_RESULTS: Mapping[str, list[Any]] = {
    "id": [None, "again"],
    "title": ["Sign-ups", "Partners who signed"],
    "target": [None, 2000, 12.5],
    "start": [None, 900],
    "change": [None, "+25%"],
    "unit": [None, "%"],
    "weight": [None, 2],
    "due": [None, "2026-12-15"],
    "owner": [None, "cleo"],
    "source": [None, "share", "visits"],
    "values": [None, {"2026-10-30": 4, "2026-11-06": 5}],
    "expected": [None, {"2026-11-15": 1500}],
    "dropped": [None, {"date": "2026-11-18", "reason": "Enough"}],
    "done": [None, "yes", "2026-11-02"],
    "milestones": [
        None,
        [{"title": "Plan", "done": "2026-11-01"}, {"title": "Ship"}],
        {"low": 0.2},
    ],
    "revisions": [None, [{"date": "2026-11-02", "was": {"target": 2500}, "reason": "Less"}]],
}
