"""`okrsite build`: a folder in, its site on disk out, and a line on what was written.

Nothing is imported here that a build which has nothing to do can do without.
"""

import time
from datetime import date
from pathlib import Path

import click

from okrsite.base import project
from okrsite.base.problems import Severity
from okrsite.cli.days import today
from okrsite.cli.options import AS_OF, BASE_URL, FOLDER, OUTPUT, QUIET, SINCE, STRICT
from okrsite.cli.stages import Stages
from okrsite.cli.telling import day, shown, tell_text
from okrsite.write.report import Report
from okrsite.write.unchanged import Order, Sources, Told, look, told_before


@click.command(short_help="Write the site of FOLDER into its output folder, all at once.")
@FOLDER
@OUTPUT
@AS_OF
@BASE_URL
@STRICT
@SINCE
@click.option(
    "--cache",
    envvar="OKRSITE_CACHE",
    show_envvar=True,
    metavar="URL",
    help="Share drawn charts with other machines there, such as s3://bucket/okrsite.",
)
@click.option(
    "--scheduler", metavar="URL", help="Draw the pages on the Dask cluster of this scheduler."
)
@click.option("--verify", is_flag=True, help="Build once more from nothing, and compare.")
@click.option("--profile", is_flag=True, help="Say where the time went, stage by stage.")
@QUIET
@click.option("-v", "--verbose", is_flag=True, help="Say of each file why it was drawn.")
def build(
    folder: Path,
    output: Path | None,
    as_of: date | None,
    base_url: str | None,
    strict: bool,
    since: str | None,
    cache: str | None,
    scheduler: str | None,
    verify: bool,
    profile: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write the site of FOLDER into its output folder, all at once.

    Only what changed is drawn. A reader sees the old site or the new one, never a mix.

    \b
    Examples:
      okrsite build
      okrsite build goals --as-of 2026-09-30
      okrsite build goals --output /srv/www/goals --strict
      okrsite build --since origin/main --output preview
    """
    started = time.perf_counter()
    stages = Stages(started)
    order = Order(folder, output or folder / project.OUTPUT, as_of, base_url, strict)
    sources = None if since else look(order)
    stages.reached("look whether anything changed")
    told = _told_again(order, sources) if sources and not verify else None
    report = NOTHING_DONE
    if told is None:
        from okrsite.cli.building import Beyond, build_anew  # noqa: PLC0415 - imports most of the program

        stages.reached("import")
        report, told = build_anew(
            order,
            sources,
            since or "",
            Beyond(scheduler, cache),
            stages.reached,
            is_verified=verify,
        )
    if profile:
        click.echo(stages.table(), err=True)
    if not quiet:
        _say_report(report, told, order.output, time.perf_counter() - started, verbose=verbose)


def _told_again(order: Order, sources: Sources) -> Told | None:
    """What the last build told, its warnings told again; None where there is something to do."""
    told = told_before(order, sources)
    if told is None or (not told.is_day_chosen and today(told.timezone) != told.as_of):
        return None
    for warning in told.warnings:
        tell_text(warning, Severity.WARNING)
    if told.count:
        click.echo(told.count, err=True)
    return told


def _say_report(report: Report, told: Told, target: Path, seconds: float, *, verbose: bool) -> None:
    if verbose:
        for drawn in report.rendered:
            click.echo(f"  {drawn.path}: {drawn.reason}")
        for path in report.removed:
            click.echo(f"  {path}: removed")
    for note in report.notes:
        click.echo(note)
    click.echo(
        f"{told.files} in {shown(target)}, {len(report.written)} written, "
        f"{len(report.removed)} removed, {day(told)}, in {seconds:.2f} s"
    )


NOTHING_DONE = Report((), (), (), (), ())
