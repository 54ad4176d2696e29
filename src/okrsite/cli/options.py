"""The argument and the options that several commands share, and what they take."""

import os
import re
from datetime import date
from pathlib import Path

import click

from okrsite.base.project import FIRST_DAY, LAST_DAY


class Day(click.ParamType[date]):
    """A day that goals can be judged on, such as 2026-11-20."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day as it stands in the files."""
        if isinstance(value, date):
            return value
        text = str(value)
        try:
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            self.fail(f"`{text}` is no day: write it as 2026-11-20", param, ctx)
        if not FIRST_DAY <= day <= LAST_DAY:
            self.fail(f"{day}: expected a day from {FIRST_DAY} to {LAST_DAY}", param, ctx)
        return day


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Folder(click.Path):
    """A folder that is there; where it is not, `hint` says what was probably meant."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(exists=True, file_okay=False, path_type=Path)
        self._hint = hint

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Read a folder, and say with the hint that there is none."""
        if not Path(value).exists():
            hint = f"; {self._hint}" if self._hint else ""
            raise click.UsageError(f"there is no folder `{os.fspath(value)}`{hint}", ctx)
        return super().convert(value, param, ctx)


FOLDER = click.argument("folder", default=".", type=Folder())
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site goes; `output` in the folder unless given.",
)
AS_OF = click.option(
    "--as-of",
    type=Day(),
    metavar="DAY",
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
