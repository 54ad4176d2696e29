"""`okrsite init`: an empty folder in, a starter repository out."""

from pathlib import Path

import click

from okrsite.cli.days import today
from okrsite.cli.options import QUIET
from okrsite.cli.telling import fail, shown
from okrsite.new.starter import start


@click.command(short_help="Write a starter repository, with goals to edit.")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@QUIET
def init(folder: Path, quiet: bool) -> None:
    """Write a starter repository: goals to edit, settings, and a workflow that publishes.

    Nothing that exists is overwritten.

    \b
    Example:
      okrsite init goals
    """
    written = start(folder, today("UTC"))
    if isinstance(written, str):
        fail(f"{written} exists, so nothing was written", "name an empty folder")
    if not quiet:
        for path in written:
            click.echo(f"  {path}")
        if _is_below_a_repository(folder.resolve()):
            click.echo(f"{shown(folder)} lies inside a repository: {_BELOW}")
        click.echo(f"{len(written)} files written. Next: okrsite watch {shown(folder)}")


def _is_below_a_repository(folder: Path) -> bool:
    if (folder / ".git").exists():
        return False
    return any((above / ".git").exists() for above in folder.parents)


_BELOW = "its workflows run only where it is one of its own"
