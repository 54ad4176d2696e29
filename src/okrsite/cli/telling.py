"""What happened in, what a person in a terminal reads out."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from okrsite.base.problems import Problems, Severity, describe

if TYPE_CHECKING:
    from okrsite.journey import Draft
    from okrsite.read.library import Library
    from okrsite.write.unchanged import Told

PROBLEMS = 1
USAGE = 2
FAULT = 3
INTERRUPTED = 130


def tell(problems: Problems, drafted: "Draft") -> None:
    """Say problems as people read them, in the colour of their weight."""
    tell_of(problems, drafted.library)


def tell_of(problems: Problems, library: "Library") -> None:
    """Say problems of files as they were read."""
    for problem in problems:
        tell_text(describe(problem, library.line), problem.severity)


def tell_text(description: str, severity: Severity) -> None:
    """Say a problem that is described already."""
    head, *rest = description.split("\n")
    click.echo(click.style(head, fg=_COLOURS[severity], bold=True), err=True)
    click.echo("\n".join([*rest, ""]), err=True)


def fail(message: str, hint: str) -> NoReturn:
    """Say what is wrong and what would help, and end."""
    say_error(message, hint)
    sys.exit(PROBLEMS)


def say_error(message: str, hint: str) -> None:
    """Say what is wrong and what would help."""
    click.echo(f"error: {message}" + (f"\n  hint: {hint}" if hint else ""), err=True)


def day(judged: "Draft | Told") -> str:
    """The day that the goals are judged at, and whether nobody chose it."""
    return f"as of {judged.as_of}" + ("" if judged.is_day_chosen else " (today)")


def shown(path: Path) -> str:
    """A path as seen from here."""
    return os.path.relpath(path)


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
