"""The example as a repository: promises that moved over the quarter, and a proposal on top.

What was committed is `main`, which has the files of the example; what the proposal changes is
left in the folder. Days and authors are fixed, so that the commits have the same names always.
"""

import os
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree

from example import PROJECT, no_clock, write_site

from okrsite import differing, journey
from okrsite.exporting.differences import difference_html

_Q4 = "content/objectives/2026-q4"
DAY = date(2026, 11, 20)
"""The day of the example, on which its policy is asked."""
_CLAIMED = f"{_Q4}/growth-pages-that-take-bookings.md"
_SEASON = f"{_Q4}/season-2027-ready.md"
_GUESTS = f"{_Q4}/guest-favourite-harbours.md"
_SWEDEN = f"{_Q4}/payments-sweden.md"
_RECORD = f"{_Q4}/product-one-berth-one-record.md"
_MONTH_END = f"{_Q4}/finance-month-end-in-four-days.md"
_WAITING = "desk-waiting-lists-off-paper"


@dataclass(frozen=True, slots=True)
class _Edit:
    file: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class _Commit:
    day: str
    author: str
    subject: str
    edits: tuple[_Edit, ...]


_PLANS = "plan for the 2027 season\n    start: 310\n    target: {}\n    commit: {}\n"
_FIRST = "title: Pages with a first booking in the month\n    start: 88\n    target: {}\n"
_PAST = (
    _Commit("2026-10-05", "Henrike Albers", "Ask for more plans", (
        _Edit(_SEASON, _PLANS.format(540, 440), _PLANS.format(580, 480)),
    )),
    _Commit("2026-10-13", "Tamsin Doyle", "Agree the season with the board", (
        _Edit(_SEASON, _PLANS.format(580, 480), _PLANS.format(700, 520)),
        _Edit(_SEASON, "due: 2026-11-27", "due: 2026-12-11"),
    )),
    _Commit("2026-10-21", "Nadia Haddad", "Meet what October can bring", (
        _Edit(_CLAIMED, _FIRST.format(150), _FIRST.format(130)),
    )),
    _Commit("2026-10-27", "Tamsin Doyle", "Leave out harbours without water", (
        _Edit(_SEASON, _PLANS.format(700, 520), _PLANS.format(660, 520)),
        _Edit(_SEASON, "2026-11-30: 85", "2026-11-30: 80"),
    )),
    _Commit("2026-11-03", "Mirko Jansen", "Count signed plans only", (
        _Edit(_SEASON, _PLANS.format(660, 520), _PLANS.format(640, 520)),
        _Edit(_SEASON, "at_least: 95", "at_least: 90"),
    )),
    _Commit("2026-11-06", "Joris de Wit", "Give the pilot two more weeks", (
        _Edit(_GUESTS, "weight: 2, due: 2026-11-20}", "weight: 2, due: 2026-12-04}"),
        _Edit(_GUESTS, "title: Open to all, weight: 1", "title: Open to every harbour, weight: 1"),
    )),
    _Commit("2026-11-10", "Henrike Albers", "Take the plans we can draw", (
        _Edit(_SEASON, _PLANS.format(640, 520), _PLANS.format(620, 520)),
    )),
    _Commit("2026-11-12", "Freja Lund", "Meet what November can bring", (
        _Edit(_CLAIMED, _FIRST.format(130), _FIRST.format(118)),
    )),
    _Commit("2026-11-13", "Tobias Brandt", "Take the price that is left in the talks", (
        _Edit(
            _SWEDEN,
            'target: 1.4\n    unit: "%"\n    owner: tobias\n',
            'target: 1.6\n    unit: "%"\n    owner: tobias\n    revisions:\n'
            "      - date: 2026-11-13\n        was: {target: 1.4}\n"
            "        reason: Both acquirers left in the talks start at 1.5 for our volume\n",
        ),
    )),
)  # fmt: skip

_PROPOSED = (
    _Edit(_CLAIMED, _FIRST.format(118), _FIRST.format(100)),
    _Edit(_CLAIMED, "    target: 400\n", "    target: 440\n    revisions:\n"
          "      - date: 2026-11-20\n        was: {target: 400}\n"
          "        reason: The winter switch is live, and every talk brings a dozen harbours\n"),
    _Edit(_SWEDEN, "due: 2026-11-27", "due: 2026-12-18"),
    _Edit(_RECORD, "title: Guest reads it, weight: 2, due: 2026-11-06",
          "title: Guest reads it, weight: 2, due: 2026-11-06, done: 2026-11-18"),
    _Edit(_RECORD, "title: Desk reads it, weight: 2, due: 2026-11-13",
          "title: Desk reads it, weight: 2, due: 2026-11-13, done: 2026-11-20"),
    _Edit(_MONTH_END, "    done: 2026-11-06\n---", "    done: 2026-11-06\nclosing:\n"
          "  date: 2026-11-20\n  decision: keep\n"
          "  reason: Six days instead of seven; the rest waits for the new ledger in January\n---"),
    _Edit("content/kpis/calls-answered.md", "within sixty seconds", "within ninety seconds"),
    _Edit("content/kpis/booking-success.md", "{warn: 96, critical: 92}",
          "{warn: 95, critical: 90}"),
    _Edit("content/kpis/harbours-third-month.csv", "2026-10,71", "2026-10,44"),
    _Edit("content/kpis/trial-requests.csv", "2026-10,14", "2026-10,17"),
)  # fmt: skip

_WRITTEN = {
    f"{_Q4}/care-first-week-of-winter.md": """\
---
title: Nobody waits for an answer in the first week of winter
owner: yusuf
team: care
cycle: 2026-q4
parent: commercial-renewals-before-christmas
ambition: committed
intent: fix
priority: 2
guardrails: [calls-answered]
key_results:
  - id: waiting
    title: Messages that wait longer than a day
    start: 140
    target: 30
    unit: messages
  - id: rota
    title: A rota for the week, agreed with Desk
    due: 2026-12-04
---
The week in which every harbour turns off its water is the week in which every harbour writes.
""",
    "content/objectives/2027-q1/finance-month-end-2027-q1.md": """\
---
title: Close the month in four days with the new ledger
owner: tomasz
team: finance
cycle: 2027-q1
ambition: committed
intent: improve
priority: 2
status: draft
carried_from: finance-month-end-in-four-days
key_results:
  - id: days
    title: Working days to close the month
    start: 6
    target: 4
    unit: days
---
What is left of the last quarter, with a ledger that can do it.
""",
    "content/checkins/2026-q4/2026-11-20-nadia.md": """\
---
updates:
  growth-pages-that-take-bookings#complete:
    value: 63
    confidence: 6
    note: The checklist is in Desk since Monday. Half of the pages that were open are complete now.
  growth-pages-that-take-bookings#days:
    value: 13
    confidence: 5
---
""",
    "content/checkins/2026-q4/2026-11-20-henrike.md": """\
---
updates:
  season-2027-ready#season-plans:
    value: 498
    confidence: 6
    note: The Danish harbours sign in the first week of December.
---
""",
    "content/checkins/2026-q4/2026-11-20-ines.md": """\
---
updates:
  payments-sweden#harbours:
    value: 9
    confidence: 4
---
""",
}  # fmt: skip


def preview(folder: Path, theme: str = "default") -> tuple[Path, Path]:
    """The site of the proposal as a preview, and what it changes in one file; both below a folder.

    Returns the folder of the site and the file.
    """
    project = proposal(folder / "proposed", theme)
    wishes = journey.Wishes(since="main")
    site = write_site(journey.draft(project, wishes, no_clock), folder / "preview")
    told = folder / "what-changes.html"
    compared = differing.compare(project, "main", None, lambda _: DAY)
    told.write_text(difference_html(compared), encoding="utf-8")
    return site, told


def proposal(project: Path, theme: str = "default") -> Path:
    """The repository in a folder that is not there yet, with its proposal in the files."""
    repository(project, theme)
    for edit in _PROPOSED:
        _apply(project, edit)
    (project / "content/objectives/guest-harbour-colours.md").unlink()
    for name, text in _WRITTEN.items():
        (project / name).write_text(text, encoding="utf-8")
    _rename(project, _WAITING, "desk-waiting-lists-in-one-place")
    return project


def repository(project: Path, theme: str = "default") -> Path:
    """The example in a folder that is not there yet, with commits of the quarter."""
    copytree(PROJECT / "content", project / "content")
    settings = (PROJECT / "okrsite.toml").read_text(encoding="utf-8")
    (project / "okrsite.toml").write_text(f'theme = "{theme}"\n{settings}', encoding="utf-8")
    for edit in (edit for commit in reversed(_PAST) for edit in reversed(commit.edits)):
        _apply(project, _Edit(edit.file, edit.now, edit.was))
    _git(project, "init", "--quiet", "--initial-branch=main")
    _commit(project, _Commit("2026-09-28", "Henrike Albers", "Set the goals of the quarter", ()))
    for commit in _PAST:
        for edit in commit.edits:
            _apply(project, edit)
        _commit(project, commit)
    return project


def _apply(project: Path, edit: _Edit) -> None:
    file = project / edit.file
    text = file.read_text(encoding="utf-8")
    assert text.count(edit.was) == 1, f"{edit.file} has {edit.was!r} {text.count(edit.was)} times"
    file.write_text(text.replace(edit.was, edit.now), encoding="utf-8")


def _rename(project: Path, was: str, now: str) -> None:
    """Another name for a goal, in its file and wherever it is named."""
    for file in sorted((project / "content").rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        if was in text:
            file.write_text(text.replace(was, now), encoding="utf-8")
    (project / _Q4 / f"{was}.md").rename(project / _Q4 / f"{now}.md")


def _commit(project: Path, commit: _Commit) -> None:
    _git(project, "add", "--all")
    _git(project, "commit", "--quiet", "--message", commit.subject, commit=commit)


def _git(project: Path, *words: str, commit: _Commit | None = None) -> None:
    """Git without the settings of whoever runs this, on the day and in the name of a commit."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(project), "GIT_CONFIG_NOSYSTEM": "1"}
    if commit:
        for who in ("AUTHOR", "COMMITTER"):
            environment[f"GIT_{who}_NAME"] = commit.author
            environment[f"GIT_{who}_EMAIL"] = (
                f"{commit.author.split()[0].lower()}@slackwater.example"
            )
            environment[f"GIT_{who}_DATE"] = f"{commit.day}T10:00:00+01:00"
    subprocess.run(["git", *words], cwd=project, env=environment, check=True)
