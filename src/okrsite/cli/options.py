"""The argument and the options that several commands share, and what they take."""

from datetime import date, datetime
from pathlib import Path

import click

from okrsite.read.config import FIRST_DAY, LAST_DAY


def _countable(
    context: click.Context, option: click.Parameter, given: datetime | None
) -> date | None:
    """A day that goals can be judged on."""
    day = given.date() if given else None
    if day and not FIRST_DAY <= day <= LAST_DAY:
        expected = f"expected a day from {FIRST_DAY} to {LAST_DAY}"
        raise click.BadParameter(f"{day}: {expected}", context, option)
    return day


FOLDER = click.argument(
    "folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site goes; `output` in the folder unless given.",
)
AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    callback=_countable,
    help="Judge the goals at the end of this day, such as 2026-11-20.",
)
BASE_URL = click.option("--base-url", metavar="URL", help="Where the site will be published.")
STRICT = click.option("--strict", is_flag=True, help="Let warnings stop the build, too.")
SINCE = click.option(
    "--since",
    metavar="REV",
    help="Mark what changed since a git revision, and list it on a page of its own.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")
