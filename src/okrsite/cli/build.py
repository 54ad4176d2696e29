"""`okrsite build`: a folder in, its site on disk out, and a line on what was written."""

import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from okrsite import journey
from okrsite.base import project
from okrsite.cli.drafts import draft_to_build
from okrsite.cli.options import AS_OF, BASE_URL, FOLDER, OUTPUT, QUIET, SINCE, STRICT
from okrsite.cli.telling import day, shown
from okrsite.render.findings.summary import count_of
from okrsite.write.charts import ChartStore
from okrsite.write.drawing import cores, processes
from okrsite.write.report import Report
from okrsite.write.verify import differences


@click.command(short_help="Write the site of FOLDER into its output folder, all at once.")
@FOLDER
@OUTPUT
@AS_OF
@BASE_URL
@STRICT
@SINCE
@click.option("--verify", is_flag=True, help="Build once more from nothing, and compare.")
@QUIET
@click.option("-v", "--verbose", is_flag=True, help="Say of each file why it was drawn.")
def build(
    folder: Path,
    output: Path | None,
    as_of: date | None,
    base_url: str | None,
    strict: bool,
    since: str | None,
    verify: bool,
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
    drafted = draft_to_build(folder, journey.Wishes(as_of, base_url, strict, since or ""))
    target = output or folder / project.OUTPUT
    store = ChartStore(folder / project.STATE)
    report = journey.write(drafted, target, store, hands=processes(cores()))
    if verify:
        _verify(drafted, target)
    if not quiet:
        _say_report(report, drafted, target, time.perf_counter() - started, verbose=verbose)


def _verify(drafted: journey.Draft, target: Path) -> None:
    """Build from nothing beside, and end with a fault where the two sites differ."""
    with TemporaryDirectory(prefix="okrsite-") as temporary:
        clean = Path(temporary) / "output"
        state = Path(temporary) / "state"
        journey.write(drafted, clean, ChartStore(state), state=state)
        found = differences(target, clean)
    if found:
        raise RuntimeError(f"the build differs from a clean one in {', '.join(found)}")
    click.echo("verified: the same as a build from nothing")


def _say_report(
    report: Report, drafted: journey.Draft, target: Path, seconds: float, *, verbose: bool
) -> None:
    if verbose:
        for drawn in report.rendered:
            click.echo(f"  {drawn.path}: {drawn.reason}")
        for path in report.removed:
            click.echo(f"  {path}: removed")
    for note in report.notes:
        click.echo(note)
    files = count_of(len(report.written) + len(report.unchanged), "file", "files")
    click.echo(
        f"{files} in {shown(target)}, {len(report.written)} written, "
        f"{len(report.removed)} removed, {day(drafted)}, in {seconds:.2f} s"
    )
