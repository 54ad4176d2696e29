"""A history of random edits, plausible and broken, compared commit by commit."""

import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from commits import histories, write_history
from small_project import SITE

from okrsite import differing

COMMITS = 220
EVERY = 8
"""Every so many commits one is compared with the next; 1 replays all, in some 20 seconds."""
SEED = 5


@pytest.mark.promise
def test_no_edit_of_a_long_history_stops_a_comparison(tmp_path: Path) -> None:
    files = {
        name if name == "okrsite.toml" else f"content/{name}": text.encode()
        for name, text in SITE.items()
    }
    write_history(tmp_path, histories(files, COMMITS, SEED))
    listed = subprocess.run(
        ["git", "rev-list", "--reverse", "main"], cwd=tmp_path, capture_output=True, check=True
    )
    commits = listed.stdout.decode().split()
    assert len(commits) == COMMITS
    moved = told = 0
    pairs = tuple(pairwise(commits))[::EVERY]
    for one, other in pairs:
        found = differing.compare(tmp_path, f"{one}..{other}", None, _never).difference
        assert all(shift.because for shift in found.shifts)
        moved += bool(found.shifts)
        told += bool(found.appeared or found.vanished)
    assert moved > len(pairs) / 5
    assert told > len(pairs) / 3


def _never(_: str) -> date:
    raise AssertionError("the day of a commit is its own")
