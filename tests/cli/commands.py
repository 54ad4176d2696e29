"""Running okrsite as a person does, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

Done = subprocess.CompletedProcess[str]


def okrsite(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Done:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "okrsite", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def write(root: Path, files: Mapping[str, str]) -> Path:
    """A project of these files below `root`."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


SHORTEST = """---
title: Make self-serve the way most customers start
owner: ana
key_results:
  - {title: Sign-ups per week, start: 800, target: 2000}
---
"""
"""The shortest objective that says something."""
