"""A project on disk in; files written into it out, or the end with what speaks against it."""

import sys
from datetime import date
from pathlib import Path

import click

from okrsite.assess.assessment import Assessment
from okrsite.assess.judge import assess
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Problems, together
from okrsite.base.project import CONTENT
from okrsite.cli.days import today
from okrsite.cli.folders import with_goals
from okrsite.cli.telling import PROBLEMS, shown, tell_of
from okrsite.model.known import as_known
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.new.files import CannotWriteError, NewFile, Scaffold, Tried, tried
from okrsite.new.saving import add
from okrsite.read.library import Library, read


class Desk(Frozen):
    """A project that somebody writes into: its files, its goals, what was wrong before, the day."""

    root: Path
    library: Library
    portfolio: Portfolio
    met: Problems
    as_of: date

    @property
    def goals(self) -> Portfolio:
        """The goals as they were known on the day."""
        return as_known(self.portfolio, self.as_of)

    @property
    def assessment(self) -> Assessment:
        """The goals, judged on the day; the end where what is wrong with them forbids that."""
        if self.met.errors:
            tell_of(Problems(self.met.errors), self.library)
            raise CannotWriteError("the goals cannot be judged", "mend these first")
        return assess(self.goals, self.as_of)

    def try_on(self, files: tuple[NewFile, ...]) -> Tried:
        """Read the project as it would be; the end where that would bring an error."""
        found = tried(self.library, self.met, files)
        if found.problems.errors:
            tell_of(found.problems, found.library)
            click.echo("nothing was written", err=True)
            sys.exit(PROBLEMS)
        return found

    def finish(self, scaffold: Scaffold, then: str) -> None:
        """Add files that read without an error; say which, how they came about, and what next."""
        found = self.try_on(scaffold.files)
        add(self.root, scaffold.files)
        tell_of(found.problems.pressing, found.library)
        for file in scaffold.files:
            click.echo(shown(self.root / CONTENT / file.path))
        for sentence in scaffold.said:
            click.echo(sentence)
        if scaffold.files:
            place = shown(self.root)
            watch = "okrsite watch" if place == "." else f"okrsite watch {place}"
            click.echo(f"Next: {then}; {watch} shows it")


def sit_down(folder: Path, as_of: date | None = None) -> Desk:
    """The project in a folder, read on a day: the one given, its own, or today."""
    library, unread = read(with_goals(folder))
    portfolio, unlinked = assemble(library)
    settings = library.settings
    day = as_of or settings.as_of or today(settings.timezone)
    return Desk(folder, library, portfolio, together(unread, unlinked), day)
