"""`okrsite record`: a KPI and a value in, its series with the value out."""

import re
from pathlib import Path

import click

from okrsite.base.project import CONTENT
from okrsite.cli.desk import sit_down
from okrsite.cli.options import FOLDER, QUIET
from okrsite.cli.telling import shown, tell_of
from okrsite.new.files import CannotWriteError
from okrsite.new.saving import change
from okrsite.new.series import Entry, has, shelf_of
from okrsite.new.series import record as recorded
from okrsite.write.files import read

_NEGATIVE = re.compile(r"-[0-9.]+%?")
_NUMBER = re.compile(r"-?[0-9.]+%?")
_ID = re.compile(r"[a-z][a-z0-9-]*")


class _OfNumbers(click.Command):
    """A command for which `-120` is a number and no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let unknown options be arguments where a negative number is among them."""
        ctx.ignore_unknown_options = any(_NEGATIVE.fullmatch(word) for word in args)
        return super().parse_args(ctx, args)


@click.command(short_help="Add a value to the series of a KPI or a metric.", cls=_OfNumbers)
@click.argument("kpi", metavar="KPI")
@click.argument("value", metavar="VALUE")
@FOLDER
@click.option(
    "--date",
    "label",
    default="",
    metavar="DAY|LABEL",
    help="The day or period that the value is of; the one of today unless given.",
)
@click.option("--note", default="", metavar="TEXT", help="A note beside it; needs a column `note`.")
@click.option("--unit", default="", metavar="LABEL", help="The unit of the KPI that it is of.")
@click.option("--replace", is_flag=True, help="Correct the value that this period has.")
@QUIET
def record(
    kpi: str,
    value: str,
    folder: Path,
    label: str,
    note: str,
    unit: str,
    replace: bool,
    quiet: bool,
) -> None:
    """Add VALUE to the series of a KPI or a metric, in the file that holds it.

    A table gets a row, or a cell where the row is there; `values:` in front matter get an entry.
    The separator, the decimal mark, the labels and every other byte stay as they are. VALUE has a
    point for its decimals, whatever sign the table has.

    \b
    Examples:
      okrsite record weekly-signups 1450
      okrsite record weekly-signups 1450 goals --date 2026-W47 --note "the fair in Hamburg"
      okrsite record weekly-signups 1440 --date 2026-W47 --replace
      okrsite record activation-rate 38% --unit emea
      okrsite record balance -120
    """
    if _NUMBER.fullmatch(kpi) and _ID.fullmatch(value):
        raise click.UsageError(f"the KPI goes before the value: okrsite record {value} {kpi}")
    desk = sit_down(folder)
    shelf = shelf_of(kpi, unit, desk.portfolio, desk.library)
    before = read(folder / CONTENT / shelf.path)
    if before is None:
        raise CannotWriteError(f"{shown(folder / CONTENT / shelf.path)} cannot be read")
    entry = Entry(value, label, note, replace)
    found = recorded(entry, shelf, before.decode("utf-8"), desk.library, desk.as_of)
    tried = desk.try_on((found.file,))
    if not has(tried.portfolio, shelf, found):
        raise CannotWriteError("the value would not be read back", "write it by hand")
    change(folder, found.file, before)
    tell_of(tried.problems.pressing, tried.library)
    if not quiet:
        click.echo(f"{shown(folder / CONTENT / shelf.path)}: {found.label} is {found.value}")
