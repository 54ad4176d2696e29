"""What `okrsite init` writes for forges, taken apart, and run here in place of there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from commands import okrsite

SOURCES = Path(__file__).parents[2] / "src"
REVIEW, COMMENT, GITLAB, DEPENDABOT = (
    ".github/workflows/goals.yml",
    ".github/workflows/goals-comment.yml",
    ".gitlab-ci.yml",
    ".github/dependabot.yml",
)


@dataclass(frozen=True)
class Machine:
    """A runner: a folder of commands that stand before all others, and what it keeps."""

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def command(self, name: str, *words: str | Path) -> None:
        """Have a name run these words, and what is written after it."""
        file = self.folder / "bin" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\nexec {" ".join(map(str, words))} "$@"\n', "utf-8")
        file.chmod(0o755)

    def run(self, script: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a script as a runner does, and keep what it says."""
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(SOURCES), "PATH": path, **self.env, **env},
            capture_output=True,
            text=True,
            check=False,
        )


def machine(folder: Path) -> Machine:
    """A runner on which okrsite is installed already: `pip` only notes what it is asked for."""
    runner = Machine(folder)
    runner.command("okrsite", sys.executable, "-m", "okrsite")
    runner.command("pip", "echo", f">>{folder / 'installed'}")
    return runner


def workflow(root: Path, path: str) -> dict[str, Any]:
    """A file of a forge as it reads it; YAML takes the name `on` for true."""
    found: dict[str | bool, Any] = yaml.safe_load((root / path).read_text("utf-8"))
    return {name if isinstance(name, str) else "on": value for name, value in found.items()}


def steps(job: Mapping[str, Any]) -> dict[str, str]:
    """The scripts of a job of GitHub by their names."""
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


def proposal(root: Path) -> Path:
    """A fresh starter repository at the merge of a branch that lowers a target.

    It is as runners check it out: at no branch, with main still where it was.
    """
    okrsite("init", root)
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Begin")
    git(root, "switch", "--quiet", "--create", "lower")
    goal = root / "content/objectives/first-steps.md"
    text = goal.read_text("utf-8")
    assert "target: 1200" in text
    goal.write_text(text.replace("target: 1200", "target: 1000"), "utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Lower the target")
    git(root, "switch", "--quiet", "--detach", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Merge", "lower")
    return root


def git(root: Path, *words: str) -> None:
    """A command of git by somebody who is nobody in particular."""
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


def lacking(*names: str) -> list[str]:
    """Those of these programs that are not here."""
    return [name for name in names if not shutil.which(name)]
