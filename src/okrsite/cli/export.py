"""`okrsite export`: a folder in, its data and its reports as files out, without the site."""

from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from okrsite.cli.drafts import draft_to_export
from okrsite.cli.options import AS_OF, BASE_URL, FOLDER, QUIET
from okrsite.cli.saving import save
from okrsite.cli.telling import day, fail, shown
from okrsite.exporting import data, reports
from okrsite.journey import Draft, Wishes
from okrsite.render.findings.summary import count_of

STANDARD_OUTPUT = Path("-")
FILE = click.option(
    "-o",
    "--output",
    default=STANDARD_OUTPUT,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write; standard output unless given.",
)
CYCLE = click.option(
    "--cycle", metavar="ID", default="", help="The cycle; the current one unless given."
)
TEAM = click.option("--team", metavar="ID", default="", help="Only what this team does in it.")
REPORT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write, or - for standard output; named after cycle and team unless given.",
)


@click.group(short_help="Write the data and the reports, without the site.")
def export() -> None:
    """Write what the site shows into files: data for other programs, reports to send away.

    \b
    Examples:
      okrsite export json goals > goals.json
      okrsite export csv goals --output tables
      okrsite export html goals --cycle 2026-q3 -o q3.html
      okrsite export pdf goals --team growth
    """


@export.command()
@FOLDER
@FILE
@AS_OF
@BASE_URL
@QUIET
def json(folder: Path, output: Path, as_of: date | None, base_url: str | None, quiet: bool) -> None:
    """Write everything that the site of FOLDER shows as JSON, as in its goals.json.

    \b
    Example:
      okrsite export json goals --output goals.json
    """
    drafted = draft_to_export(folder, Wishes(as_of, base_url))
    _put(output, data.goals_file(drafted), drafted, quiet=quiet)


@export.command()
@FOLDER
@FILE
@AS_OF
@BASE_URL
@QUIET
def ics(folder: Path, output: Path, as_of: date | None, base_url: str | None, quiet: bool) -> None:
    """Write the calendar of FOLDER: what is due, cycles, check-ins, reviews.

    \b
    Example:
      okrsite export ics goals --output goals.ics
    """
    drafted = draft_to_export(folder, Wishes(as_of, base_url))
    _put(output, data.calendar_file(drafted), drafted, quiet=quiet)


@export.command("zip")
@FOLDER
@FILE
@AS_OF
@BASE_URL
@QUIET
def zip_(folder: Path, output: Path, as_of: date | None, base_url: str | None, quiet: bool) -> None:
    """Write all data of FOLDER into one file: JSON with its schema, tables, calendars.

    \b
    Example:
      okrsite export zip goals --output goals.zip
    """
    drafted = draft_to_export(folder, Wishes(as_of, base_url))
    _put(output, data.archive(drafted), drafted, quiet=quiet)


@export.command()
@FOLDER
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into; files of the same names are replaced.",
)
@AS_OF
@QUIET
def csv(folder: Path, output: Path, as_of: date | None, quiet: bool) -> None:
    """Write what the site of FOLDER shows as tables: goals, KPIs, check-ins, each KPI's series.

    \b
    Example:
      okrsite export csv goals --output tables
    """
    if output == STANDARD_OUTPUT:
        raise click.UsageError("tables are several files, so --output is a folder")
    drafted = draft_to_export(folder, Wishes(as_of))
    tables = data.table_files(drafted)
    if not tables:
        _fail_for_nothing()
    for path, table in tables:
        save(output / path, table, "--output")
    if not quiet:
        click.echo(f"{count_of(len(tables), 'file', 'files')} in {shown(output)}, {day(drafted)}")


@export.command()
@FOLDER
@CYCLE
@TEAM
@REPORT
@AS_OF
@BASE_URL
@QUIET
def html(
    folder: Path,
    cycle: str,
    team: str,
    output: Path | None,
    as_of: date | None,
    base_url: str | None,
    quiet: bool,
) -> None:
    """Write the report on a cycle, or on a team in it, as one HTML file for a mail.

    The file needs nothing else and asks for nothing when it is opened. Its links lead to the
    published site where `base_url` says where that is.

    \b
    Examples:
      okrsite export html
      okrsite export html goals --cycle 2026-q3 --team growth -o growth.html
    """
    drafted = draft_to_export(folder, Wishes(as_of, base_url))
    text = reports.report_html(drafted, cycle, team)
    target = output or Path(f"{_name(drafted, cycle, team)}.html")
    _put(target, text.encode(), drafted, quiet=quiet)


@export.command()
@FOLDER
@CYCLE
@TEAM
@REPORT
@click.option(
    "--paper",
    type=click.Choice(reports.PAPERS, case_sensitive=False),
    default="A4",
    show_default=True,
    help="The size of a page.",
)
@click.option(
    "--browser", metavar="PROGRAM", default="", help="The Chromium, Chrome or Edge to use."
)
@AS_OF
@BASE_URL
@QUIET
def pdf(
    folder: Path,
    cycle: str,
    team: str,
    output: Path | None,
    paper: str,
    browser: str,
    as_of: date | None,
    base_url: str | None,
    quiet: bool,
) -> None:
    """Write the report on a cycle, or on a team in it, as a PDF.

    It is set by a Chromium, Chrome or Edge of this machine, and needs the extra `okrsite[pdf]`.

    \b
    Examples:
      okrsite export pdf
      okrsite export pdf goals --cycle 2026-q3 --paper letter -o q3.pdf
    """
    drafted = draft_to_export(folder, Wishes(as_of, base_url))
    text = reports.report_html(drafted, cycle, team)
    target = output or Path(f"{_name(drafted, cycle, team)}.pdf")
    _put(target, reports.printed(text, paper, drafted.as_of, browser), drafted, quiet=quiet)


def _name(drafted: Draft, cycle: str, team: str) -> str:
    """What a report's file is called, such as `2026-q4-growth`."""
    current = drafted.assessment.current_cycle if drafted.assessment else ""
    return "-".join(filter(None, (cycle or current, team)))


def _put(output: Path, content: bytes | None, drafted: Draft, *, quiet: bool) -> None:
    """Write a file and say so, or write to standard output and say nothing else."""
    if content is None:
        _fail_for_nothing()
    if output == STANDARD_OUTPUT:
        click.echo(content, nl=False)
        return
    save(output, content, "--output")
    if not quiet:
        click.echo(f"{shown(output)}, {len(content) / 1000:.0f} kB, {day(drafted)}")


def _fail_for_nothing() -> NoReturn:
    fail("there is nothing to export", "write a goal first: okrsite init writes an example")
