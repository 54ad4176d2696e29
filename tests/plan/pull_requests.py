"""A project in a git repository, to be compared with an earlier state of itself."""

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

from okrsite import journey

AS_OF = date(2026, 11, 20)


def git(root: Path, *words: str) -> None:
    """Run git in a repository, as Ana."""
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


def committed(root: Path, files: Mapping[str, str]) -> Path:
    """A repository whose last commit, `main`, holds these files."""
    put(root, files)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Goals")
    return root


def put(root: Path, files: Mapping[str, str]) -> None:
    """Write files into a project; one without text is taken away."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if text:
            file.write_text(text, encoding="utf-8")
        else:
            file.unlink()


def drafted(root: Path, since: str = "", as_of: date | None = AS_OF) -> journey.Draft:
    """The draft of the site of a project, as a preview where a revision is given."""
    return journey.draft(root, journey.Wishes(as_of, since=since), _no_clock)


def _no_clock(timezone: str) -> NoReturn:
    raise AssertionError(f"the day is fixed, and {timezone} was asked for today")


PULL_REQUEST_BEFORE = {
    "okrsite.toml": 'title = "Goals"\n',
    "content/objectives/2026-q4/grow.md": """---
title: Grow where it is easy
owner: ana
improves: [sales]
key_results:
  - {id: signups, title: Sign-ups per week, start: 800, target: 2000, unit: sign-ups}
---
Because it is easy.
""",
    "content/objectives/2026-q4/calm.md": """---
title: Keep nights calm
owner: ben
key_results:
  - {id: calls, title: Calls at night, start: 9, target: 2}
---
""",
    "content/kpis/sales.md": """---
title: Sales
series: sales.csv
if_it_worsens: We call
supports: [grow]
---
""",
    "content/kpis/sales.csv": "date,value\n2026-09,4\n2026-10,5\n",
    "content/people/ana.md": "---\nname: Ana Ruiz\n---\n",
    "content/people/ben.md": "---\nname: Ben Ode\n---\n",
    "content/handbook/rhythm.md": "---\ntitle: Our rhythm\n---\nMondays.\n",
    "content/handbook/old.md": "---\ntitle: An old page\n---\nGone soon.\n",
}
PULL_REQUEST = {
    "content/objectives/2026-q4/grow.md": PULL_REQUEST_BEFORE[
        "content/objectives/2026-q4/grow.md"
    ].replace("target: 2000", "target: 1600"),
    "content/objectives/2026-q4/hire.md": """---
title: Hire two people
owner: ana
key_results:
  - {id: hired, title: People hired, target: 2}
---
""",
    "content/checkins/2026-11-19-ben.md": "---\nupdates: {calm#calls: 5}\n---\n",
    "content/handbook/old.md": "",
}
"""A lowered target, a new objective, a check-in, and a page that goes; after the files before."""
