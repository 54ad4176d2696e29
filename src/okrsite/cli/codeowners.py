"""`okrsite codeowners`: a folder in, whose review a change of a goal needs out."""

import sys
from pathlib import Path

import click

from okrsite.cli.drafts import draft_to_export
from okrsite.cli.options import FOLDER, QUIET
from okrsite.cli.saving import save
from okrsite.cli.telling import PROBLEMS, fail, say_error, shown
from okrsite.exporting.codeowners import CodeOwners
from okrsite.exporting.codeowners import codeowners as written
from okrsite.journey import Wishes
from okrsite.model.portfolio import assemble

STANDARD_OUTPUT = Path("-")
PLACE = Path(".github/CODEOWNERS")
_MOST = 5


@click.command(short_help="Write who reviews which goal, for GitHub and GitLab.")
@FOLDER
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write, such as .github/CODEOWNERS; standard output unless given.",
)
@click.option(
    "--check",
    "is_check",
    is_flag=True,
    help="Write nothing; fail where the file (.github/CODEOWNERS unless --output) is not current.",
)
@QUIET
def codeowners(folder: Path, output: Path | None, is_check: bool, quiet: bool) -> None:
    """Write who reviews which goal, from its owner and team, as GitHub and GitLab read it.

    It goes by the `handle` of people and teams; who has none is named, and left out.

    \b
    Examples:
      okrsite codeowners
      okrsite codeowners goals -o goals/.github/CODEOWNERS
      okrsite codeowners goals --check
    """
    # What is owned does not depend on the day, so it is taken from before the day is looked at.
    portfolio, _ = assemble(draft_to_export(folder, Wishes()).library)
    found = written(portfolio)
    if found.is_empty:
        fail("nobody who answers for a goal has a handle", _HANDLE)
    if not quiet:
        _tell_missing(found)
    if is_check:
        _check(output or folder / PLACE, found)
    elif output is None or output == STANDARD_OUTPUT:
        click.echo(found.text, nl=False)
    else:
        save(output, found.text.encode(), "--output")
        if not quiet:
            click.echo(f"{shown(output)} written")


def _tell_missing(found: CodeOwners) -> None:
    """Name those who answer for something, and whom no forge would find."""
    names = ", ".join(found.missing[:_MOST])
    more = len(found.missing) - _MOST
    if names:
        some = f"{names} and {more} more" if more > 0 else names
        click.echo(f"without a handle, and so left out: {some}\n  hint: {_HANDLE}", err=True)


def _check(file: Path, found: CodeOwners) -> None:
    """End with a failure where a file says something else."""
    try:
        is_current = file.read_bytes() == found.text.encode()
    except OSError:
        is_current = False
    if not is_current:
        say_error(f"{shown(file)} is not up to date", f"okrsite codeowners -o {shown(file)}")
        sys.exit(PROBLEMS)


_HANDLE = "write `handle: ana-ruiz` into the file of the person or the team"
