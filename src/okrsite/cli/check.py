"""`okrsite check`: a folder in, its findings out, and whether they are a failure."""

import sys
from datetime import date
from pathlib import Path, PurePath

import click

from okrsite import checking, journey
from okrsite.cli.days import today
from okrsite.cli.drafts import draft
from okrsite.cli.options import AS_OF, FOLDER, QUIET, STRICT
from okrsite.cli.saving import save
from okrsite.cli.telling import PROBLEMS, fail, shown, tell
from okrsite.render.findings import FORMATS
from okrsite.render.findings.baseline import Entry, read_baseline, written
from okrsite.render.findings.baseline import baseline as baseline_of
from okrsite.render.findings.summary import summary


@click.command(short_help="Report every problem, and how well the goals are set.")
@FOLDER
@AS_OF
@STRICT
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="How findings are told; all but text go to standard output as one document.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Compare with a git revision: what the policy says of the changes.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["alert", "gap"]),
    multiple=True,
    help="Fail where a KPI alerts, or where nobody works on one that is missed.",
)
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Leave out the findings that this file knows; never errors.",
)
@click.option("--write-baseline", is_flag=True, help="Write the findings of now to --baseline.")
@QUIET
def check(
    folder: Path,
    as_of: date | None,
    strict: bool,
    format_: str,
    since: str | None,
    fail_on: tuple[str, ...],
    baseline: Path | None,
    write_baseline: bool,
    quiet: bool,
) -> None:
    """Report every problem in FOLDER and how well its goals are set, and write no site.

    \b
    Examples:
      okrsite check goals --strict
      okrsite check --format sarif > goals.sarif
      okrsite check --since origin/main --format github
      okrsite check --fail-on alert --fail-on gap
      okrsite check --baseline known.json --write-baseline
    """
    drafted = draft(folder, journey.Wishes(as_of, wants_history=False))
    if since:
        now = None if as_of else today(drafted.library.settings.timezone)
        drafted = checking.since(drafted, since, now)
    if write_baseline:
        _write_baseline(baseline, drafted)
    entries = _baseline(baseline) if baseline else ()
    asked = checking.Asked(strict, fail_on, entries, _prefix(folder))
    found = checking.report(drafted, asked)
    if format_ == "text":
        tell(found.shown, drafted)
        if not quiet:
            click.echo(summary(found))
    else:
        click.echo(FORMATS[format_](found), nl=False)
        for reason in found.reasons:
            click.echo(f"fails for {reason}", err=True)
    if found.reasons:
        sys.exit(PROBLEMS)


def _write_baseline(file: Path | None, drafted: journey.Draft) -> None:
    """Keep the findings of now, so that only new ones are told from here on."""
    if file is None:
        raise click.UsageError("--write-baseline needs --baseline FILE to write to")
    save(file, written(baseline_of(drafted.problems)).encode(), "--baseline")


def _baseline(file: Path) -> tuple[Entry, ...]:
    """What a baseline's file holds."""
    if not file.is_file():
        raise click.BadParameter(
            f"there is no file '{file}'; --write-baseline writes one", param_hint="'--baseline'"
        )
    try:
        return read_baseline(file.read_text(encoding="utf-8"))
    except ValueError as error:
        fail(f"{shown(file)}: {error}", "write it anew with --write-baseline")


def _prefix(folder: Path) -> str:
    """The way from here to the project, as machines write it; empty where it leads up."""
    way = PurePath(shown(folder)).as_posix()
    return "" if way == "." or way.startswith("..") else f"{way}/"
