"""What is left empty in a check-in says nothing."""

from collections.abc import Callable
from datetime import date

from projects import Files, Project

GOAL = """---
title: Grow
owner: ana
cycle: 2026-q4
key_results:
  - {id: signups, title: Sign-ups, start: 800, target: 2000}
---
"""
SAID = "---\nupdates:\n  grow#signups: 1100\n---\n"
EMPTY = """---
updates:
  grow#signups:  # last 1100 on 6 Nov 2026
  grow:
    verdict:
    note:
wins:  # what went well
---
"""


def test_an_empty_line_and_fields_without_values_are_no_update(
    project: Callable[[Files], Project],
) -> None:
    files = {
        "content/objectives/grow.md": GOAL,
        "content/checkins/2026-11-06-ana.md": SAID,
        "content/checkins/2026-11-20-ana.md": EMPTY,
    }
    found = project(files)
    assert found.problems == ()
    key_result = found.assess(date(2026, 11, 20)).key_results["grow#signups"]
    assert key_result.value == 1100
    assert key_result.last_update == date(2026, 11, 6)
    assert key_result.is_outdated
    assert found.portfolio.objectives["grow"].updates == ()
