"""A project out of texts, walked as far as its plan."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from okrsite.assess.assessment import Assessment
from okrsite.assess.checks import check
from okrsite.assess.judge import assess
from okrsite.base.problems import Problems, describe
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.plan.assets import ThemeAsset
from okrsite.plan.output import Plan
from okrsite.plan.plan import plan
from okrsite.plan.views.pages import Page
from okrsite.read.library import Library, read

AS_OF = date(2026, 11, 20)
V = TypeVar("V")


@dataclass(frozen=True)
class Planned:
    """What a project's files came to."""

    library: Library
    portfolio: Portfolio
    assessment: Assessment
    plan: Plan
    problems: Problems

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The planned pages by path."""
        found = (one.data for one in self.plan.outputs if one.kind == "page")
        return {page.path: page for page in found if isinstance(page, Page)}

    @property
    def paths(self) -> list[str]:
        """The paths of all outputs."""
        return [str(output.path) for output in self.plan.outputs]

    def view(self, path: str, kind: type[V]) -> V:
        """What a page shows."""
        view = self.pages[path].view
        assert isinstance(view, kind)
        return view

    def described(self) -> list[str]:
        """What the plan reports, as people read it."""
        return [describe(problem, self.library.line) for problem in self.problems]

    def menu(self) -> list[str]:
        """The paths that the navigation names."""
        page = next(iter(self.pages.values()))
        return [link.path for group in page.site.navigation for link in group.links]


def planned(
    root: Path,
    files: dict[str, str],
    as_of: date = AS_OF,
    assets: tuple[ThemeAsset, ...] = (),
) -> Planned:
    """Write the files below `root` and walk to the plan of their site."""
    for name, text in files.items():
        path = root / name if name == "okrsite.toml" else root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    library, unread = read(root)
    portfolio, unlinked = assemble(library)
    found = [*unread.errors, *unlinked.errors]
    assert not found, [describe(problem, library.line) for problem in found]
    assessment = assess(portfolio, as_of)
    findings = check(portfolio, assessment)
    drafted, problems = plan(library, portfolio, assessment, findings, assets, "1.0")
    return Planned(library, portfolio, assessment, drafted, problems)


LONE = """\
---
title: Make self-serve the way most customers start
owner: ana
key_results:
  - {title: Sign-ups per week, start: 800, target: 2000}
---
"""

TEAMS = {
    "teams/product.md": "---\ntitle: Product\nkind: department\n---\n",
    "teams/growth.md": "---\ntitle: Growth\nparent: product\nlead: ana\n---\nHarbours.\n",
    "people/ana.md": "---\nname: Ana Ruiz\nteam: growth\n---\n",
    "people/ben.md": "---\nname: Ben Ode\nteam: product\n---\n",
}

GROWTH = """\
---
title: Make self-serve the way most customers start
owner: ana
team: growth
cycle: 2026-q4
parent: win-small-business
priority: 1
improves: [activation]
guardrails: [tickets]
depends_on: [platform]
aliases: [/goals/old-name/]
x-sponsor: Chloe
key_results:
  - id: signups
    title: Sign-ups per week
    start: 800
    target: 2000
    stretch: 2500
    unit: sign-ups
    owner: ben
    values: {2026-10-16: 950, 2026-11-20: 1450, 2026-12-01: 1900}
    revisions:
      - {date: 2026-11-02, was: {target: 2500}, reason: "The launch slipped, see [[platform]]"}
  - id: launch
    title: Launch
    milestones:
      - {id: beta, title: Beta, done: 2026-11-03}
      - {id: open, title: Open to all, due: 2026-12-10}
  - id: calls
    title: Answer calls
    every: week
    target: 5
    unit: calls
    values: {2026-10-09: 5, 2026-10-16: 4}
  - id: partners
    title: Partners signed
    target: 10
    values: {2026-10-16: 1}
    dropped: {date: 2026-11-10, reason: Superseded}
---
Because visits cost more than they bring: [the KPI](../kpis/activation.md), [[nobody-wrote-this]].
"""

SITE = {
    **TEAMS,
    "okrsite.toml": 'title = "Small"\n[edit]\nurl = "https://example.com/edit/{path}"\n',
    "index.md": "---\ntitle: Small\n---\nHello, see [[growth]].\n",
    "pillars/win-small-business.md": "---\ntitle: Win small business\nkind: vision\n---\n",
    "objectives/self-serve.md": GROWTH,
    "objectives/platform.md": (
        "---\ntitle: A platform that holds\nowner: ben\nteam: product\ncycle: 2026-q4\n"
        "priority: 2\nkey_results:\n  - {title: Nights without calls, target: 30}\n---\n"
    ),
    "objectives/later.md": (
        "---\ntitle: Later\nowner: ben\nteam: product\ncycle: 2027-q1\nparent: platform\n"
        "status: draft\n---\n"
    ),
    "objectives/past.md": (
        "---\ntitle: The past\nowner: ana\nteam: growth\ncycle: 2026-q2\n"
        "closing: {date: 2026-07-10, score: 0.5, decision: keep, reason: It *worked*}\n"
        "key_results:\n  - {title: Pages, target: 10, values: {2026-06-20: 6}}\n---\n"
    ),
    "kpis/activation.md": (
        "---\ntitle: Activation\nowner: ben\nteam: growth\nunit: '%'\ncadence: monthly\n"
        "thresholds: {warn: 30, critical: 25}\ntarget: 40\naction: Standup the *same day*\n"
        "values: {2026-08: 33, 2026-09: 29, 2026-10: 24, 2026-12: 77}\n"
        "units:\n  emea: {target: 35, values: {2026-10: 20}, owner: ana}\n"
        "events:\n  - {date: 2026-09-01, kind: redefined, note: Trials count}\n"
        "  - {date: 2026-10-12, kind: correction, note: Hired two}\n"
        "  - {date: 2026-12-12, kind: correction, note: Not known yet}\n---\nAbout it.\n"
    ),
    "kpis/tickets.md": (
        "---\ntitle: Tickets\nowner: ana\nteam: product\nalso_for: [growth]\nbetter: lower\n"
        "unit: tickets\ncadence: monthly\nthresholds: {warn: 100}\n"
        "values: {2026-09: 80, 2026-10: 70}\n---\n"
    ),
    "checkins/2026-11-19-ana.md": (
        "---\nupdates:\n  self-serve:\n    verdict: at-risk\n    note: Beta is *late*.\n"
        "  self-serve#signups: {confidence: 6, note: Slowly.}\n"
        "wins: [First trial]\nsetbacks: [Hiring]\nblockers: [Legal]\n---\n"
    ),
    "checkins/2026-11-12-ana.md": "---\nupdates:\n  self-serve#signups: {confidence: 4}\n---\n",
    "checkins/2026-11-25-ana.md": (
        "---\nupdates:\n  self-serve: {note: Nobody knows this yet.}\n"
        "wins: [A win of Tomorrow]\n---\n"
    ),
    "checkins/2026-05-04-ana.md": "---\nupdates:\n  past#pages: {expect: 0.8}\n---\n",
    "pillars/arrival.md": "---\ntitle: Arrival\nkind: stage\norder: 1\nkpi: tickets\n---\n",
    "pillars/stay.md": "---\ntitle: Stay\nkind: stage\norder: 2\nkpi: activation\n---\n",
    "reviews/2026-q2/growth.md": (
        "---\ncycle: 2026-q2\nteam: growth\ndate: 2026-07-09\nauthor: ana\n---\n"
        "## Wins\n\n- Some.\n"
    ),
    "reviews/2026-q4.md": "---\ncycle: 2026-q4\ndate: 2027-01-09\n---\nNot yet.\n",
    "handbook/how to.md": "---\ntitle: How to\ntags: [a, b]\n---\n"
    "# How to\n\nSee [home](../index.md).\n",
}
"""A site that has a page of every kind."""
