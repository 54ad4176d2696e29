"""A folder and a person's wishes in, a draft of the site out."""

import sys
from pathlib import Path

import click

from okrsite import journey
from okrsite.cli.days import today
from okrsite.cli.telling import PROBLEMS, fail, tell
from okrsite.render.findings.summary import counted
from okrsite.write.update import Reached


def draft(folder: Path, wishes: journey.Wishes, reached: Reached = lambda _: None) -> journey.Draft:
    """A draft as it is, sound or not; nothing is said. `reached` is told how far it is."""
    return journey.draft(folder, wishes, today, reached)


def draft_to_build(
    folder: Path, wishes: journey.Wishes, reached: Reached = lambda _: None
) -> journey.Draft:
    """A draft that may be written, its warnings told; or the end."""
    drafted = draft(folder, wishes, reached)
    tell(drafted.problems.pressing, drafted)
    if len(drafted.problems.pressing):
        click.echo(counted(drafted.problems.pressing), err=True)
    if not drafted.is_sound(wishes):
        click.echo("nothing was written", err=True)
        sys.exit(PROBLEMS)
    return drafted


def draft_to_export(folder: Path, wishes: journey.Wishes) -> journey.Draft:
    """A draft without errors, its warnings left to a build; or the end."""
    drafted = draft(folder, wishes)
    if not drafted.is_sound(wishes):
        tell(drafted.problems.pressing, drafted)
        fail("nothing was written", "okrsite check says the same again")
    return drafted
