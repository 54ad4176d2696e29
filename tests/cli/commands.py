"""Running okrsite as a person does, in a process of its own."""

import os
import subprocess
import sys
import warnings
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NoReturn

from okrsite.__main__ import main
from okrsite.cli.main import COMMANDS

for _name in COMMANDS:
    import_module(f"okrsite.cli.{_name}")  # which a fork need not do

Done = subprocess.CompletedProcess[str]


def okrsite(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Done:
    """Run a command to its end; in an environment of its own it is started anew.

    Without one it is a fork of this process, which has imported already what takes a second.
    """
    words = ["okrsite", *map(str, arguments)]
    if env is not None:
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=cwd,
            env={**os.environ, **env},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    with TemporaryFile() as said, TemporaryFile() as complained:
        child = os.fork()
        if not child:
            _become(words, cwd, said, complained)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return Done(words, code, _text(said), _text(complained))


def _become(words: list[str], cwd: Path | None, said: IO[bytes], complained: IO[bytes]) -> NoReturn:
    """Be the command, with nothing to read and two files to write to."""
    code: object = _NO_END
    try:
        os.chdir(cwd or Path.cwd())
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(said.fileno(), 1)
        os.dup2(complained.fileno(), 2)
        sys.stdin = os.fdopen(0, encoding="utf-8")
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")
        sys.argv = words
        warnings.resetwarnings()
        main()
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")


_NO_END = 99
"""How a fork ends that met something else than the end of a command."""


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
