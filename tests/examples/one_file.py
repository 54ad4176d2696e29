"""A small company of which one file is edited, read both ways: that file alone, and everything."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from edited_company import CHECKIN, COMPANY, GROW, SALES, SELL, Company, edited, edits, written
from hypothesis import strategies as st
from projects import Project, open_project, write

from okrsite.base.problems import Severity
from okrsite.model.known import as_known
from okrsite.model.portfolio import Portfolio
from okrsite.model.substitution import Substitution, substituted
from okrsite.read.library import Library, reread

DAY = date(2026, 11, 20)
days = st.sampled_from([date(2026, 10, 20), DAY, date(2027, 1, 20), date(2027, 4, 1)])

LEAD = "content/objectives/2026-q4/lead.md"
HANDBOOK = "content/handbook/tone.md"
VISITS = "content/metrics/visits.md"
TABLE = "content/kpis/sales.csv"
CALLS = "content/kpis/calls.md"
STUDIO: Company = {
    **COMPANY,
    LEAD: {
        "title": "Lead the market",
        "owner": "ana",
        "key_results": [
            {"id": "share", "title": "Share", "source": "share", "at_least": 2, "every": "week"}
        ],
    },
    "content/objectives/2026-q4/keep.md": {
        "title": "Keep who is here",
        "owner": "ben",
        "guardrails": ["sales"],
        "key_results": [{"title": "Kept", "target": 10, "values": {"2026-11-01": 8}}],
    },
    GROW: {**COMPANY[GROW], "parents": ["lead"], "contributes": "yes", "parent": None},
    SELL: {**COMPANY[SELL], "cycle": "2026-q4"},
    "content/pillars/come.md": {"title": "Come", "kind": "stage", "order": 1, "kpi": "calls"},
    "content/pillars/buy.md": {"title": "Buy", "kind": "stage", "order": 2, "kpi": "sales"},
    TABLE: [["2026-W38", 12], *COMPANY[TABLE]],
    CALLS: {
        "title": "Calls",
        "cadence": "weekly",
        "target": 60,
        "values": {"2026-W43": 40, "2026-W44": 42, "2026-W46": 51},
        "leads_to": ["sales"],
        "parent": "share",
    },
    HANDBOOK: {"tags": ["style"], "": "# Tone\n\nPlain words.\n"},
}
del STUDIO[GROW]["parent"]
"""The company with goals that count in others, and KPIs that are compared with others."""


@dataclass(frozen=True)
class Found:
    """A project before and after an edit of one file, and what reading only that file gave."""

    before: Project
    after: Project
    inside: PurePosixPath
    reread: Library | None

    def known(self, day: date = DAY) -> Portfolio:
        """The portfolio before the edit, as known on a day."""
        return as_known(self.before.portfolio, day)

    def substituted(self, day: date = DAY) -> Substitution | None:
        """What the edited file alone comes to."""
        if self.reread is None:
            return None
        return substituted(self.known(day), self.before.library, self.reread, self.inside, day)

    @property
    def was_sound(self) -> bool:
        """Whether there was no error before the edit."""
        return all(one.severity is not Severity.ERROR for one in self.before.problems)

    @property
    def is_sound(self) -> bool:
        """Whether there is no error after the edit."""
        return all(one.severity is not Severity.ERROR for one in self.after.problems)


class Desk:
    """A folder in which a company is written, and then one of its files anew."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def edit(self, company: Company, path: str, content: Any) -> Found:
        """A company, in which a file comes to hold something else."""
        for file in self._root.glob("content/**/*.*"):
            file.unlink()
        write(self._root, written(company))
        before = open_project(self._root)
        write(self._root, written({path: content}))
        inside = PurePosixPath(path).relative_to("content")
        return Found(before, open_project(self._root), inside, reread(before.library, inside))

    def put(self, path: str, **fields: Any) -> Found:
        """The studio, in which a file comes to have some fields; None takes one out."""
        return self.edit(STUDIO, path, _with(STUDIO[path], fields))


def _with(content: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**content, **fields}.items() if value is not None}


@st.composite
def any_edits(draw: st.DrawFn) -> tuple[Company, str, Any]:
    """A company, one of its files, and what that may come to hold, whatever it is."""
    company = edited(STUDIO, draw(st.lists(edits(), max_size=3)))
    more = edited(company, [draw(edits())])
    changed = [path for path in company if path in more and company[path] != more[path]]
    path = draw(st.sampled_from(changed or [HANDBOOK]))
    return company, path, more.get(path, "Gone")


@st.composite
def local_edits(draw: st.DrawFn) -> tuple[Company, str, Any]:
    """A company, one of its files, and what that comes to hold: other words, or other numbers."""
    path = draw(
        st.sampled_from([GROW, GROW, SELL, LEAD, CHECKIN, TABLE, SALES, CALLS, VISITS, HANDBOOK])
    )
    content = deepcopy(STUDIO[path])
    value = draw(st.integers(1, 3_000))
    words = draw(st.sampled_from(["Other words", "", "One\n\nand two paragraphs"]))
    if path == TABLE:
        row = draw(st.sampled_from(content))
        row[1] = value + 0.5 if isinstance(row[1], float) else value
    elif path in {VISITS, CALLS}:
        content["values"]["2026-W44"] = value
    elif path == SALES:
        content |= draw(st.sampled_from([{"target": value}, {"definition": words or None}]))
        content["thresholds"] = {"warn": value, "critical": value / 2}
    elif path == CHECKIN:
        content["updates"]["grow#signups"] = {"value": value, "note": words}
        content["updates"][draw(st.sampled_from(["sell", "sell#lost", "grow#beta"]))] = {
            "confidence": value % 11
        }
    elif path != HANDBOOK:
        content["title"] += f" {value}"
        content["priority"] = value
        if path != LEAD:
            content["key_results"][1]["values"] = {"2026-10-30": value, "2026-11-13": value // 2}
        if path == GROW:
            content["key_results"][0]["target"] = value + 801
    content = content if path == TABLE else {**content, "x-note": words}
    return STUDIO, path, content
