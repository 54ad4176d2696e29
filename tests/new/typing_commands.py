"""Commands as people type them, run in this process: what they say, and how they end."""

import contextlib
import io
import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from okrsite.cli import run


@dataclass(frozen=True)
class Typed:
    """What a command said on both streams, in the order it was said, and its exit code."""

    said: str
    code: int


def typed(root: Path, line: str) -> Typed:
    """Run `okrsite …` in a folder to its end."""
    program, *arguments = shlex.split(line)
    assert program == "okrsite"
    said, before = io.StringIO(), Path.cwd()
    os.chdir(root)
    try:
        with (
            patch.object(sys, "argv", ["okrsite", *arguments]),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            code = _ended()
    finally:
        os.chdir(before)
    return Typed(said.getvalue(), code)


def _ended() -> int:
    try:
        return run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0


def contents(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(file.relative_to(root)): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }
