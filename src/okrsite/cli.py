"""The commands. Problems become exit codes: 0 fine, 1 problems, 2 wrong usage, 3 our fault."""

import os
import sys
import time
import traceback
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from okrsite import __version__, journey
from okrsite.base.problems import Problem, Severity, describe
from okrsite.new.starter import start
from okrsite.plan.answers import NoSuchThingError
from okrsite.read.library import Library
from okrsite.render.answers import text as answers_text
from okrsite.serve import Address, CannotServe
from okrsite.watch import watch as watch_project
from okrsite.write.charts import ChartStore
from okrsite.write.report import Report
from okrsite.write.target import OutputError
from okrsite.write.verify import differences

PROBLEMS = 1
FAULT = 3
INTERRUPTED = 130

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
    help="Judge the goals at the end of this day, such as 2026-11-20.",
)
BASE_URL = click.option("--base-url", metavar="URL", help="Where the site will be published.")
STRICT = click.option("--strict", is_flag=True, help="Let warnings stop the build, too.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="okrsite")
def okrsite() -> None:
    """Objectives, key results and KPIs in Markdown files become a static site.

    \b
    Try it:
      okrsite init goals     write a starter repository into goals/
      okrsite watch goals    preview it, rebuilt on every edit
      okrsite build goals    write the site into goals/output/
    """


@okrsite.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@QUIET
def init(folder: Path, quiet: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Write a starter repository: goals to edit, settings, and a workflow that publishes.

    Nothing that exists is overwritten.

    \b
    Example:
      okrsite init goals
    """
    written = start(folder, _today("UTC"))
    if isinstance(written, str):
        _fail(f"{written} exists, so nothing was written", "name an empty folder")
    if not quiet:
        for path in written:
            click.echo(f"  {path}")
        click.echo(f"{len(written)} files written. Next: okrsite watch {_shown(folder)}")


@okrsite.command()
@FOLDER
@OUTPUT
@AS_OF
@BASE_URL
@STRICT
@click.option("--verify", is_flag=True, help="Build once more from nothing, and compare.")
@QUIET
@click.option("-v", "--verbose", is_flag=True, help="Say of each file why it was drawn.")
def build(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    output: Path | None,
    as_of: datetime | None,
    base_url: str | None,
    strict: bool,  # noqa: FBT001 - click passes flags by name
    verify: bool,  # noqa: FBT001 - click passes flags by name
    quiet: bool,  # noqa: FBT001 - click passes flags by name
    verbose: bool,  # noqa: FBT001 - click passes flags by name
) -> None:
    """Write the site of FOLDER into its output folder, all at once.

    Only what changed is drawn. A reader sees the old site or the new one, never a mix.

    \b
    Examples:
      okrsite build
      okrsite build goals --as-of 2026-09-30
      okrsite build goals --output /srv/www/goals --strict
    """
    started = time.perf_counter()
    wishes = journey.Wishes(as_of.date() if as_of else None, base_url, strict)
    drafted = _draft(folder, wishes)
    if not drafted.is_sound(wishes):
        click.echo("nothing was written", err=True)
        sys.exit(PROBLEMS)
    target = output or folder / journey.OUTPUT
    report = journey.write(drafted, target, ChartStore(folder / journey.STATE))
    if verify:
        _verify(drafted, target)
    if not quiet:
        _say_report(report, drafted, target, time.perf_counter() - started, verbose=verbose)


@okrsite.command()
@FOLDER
@AS_OF
@STRICT
@QUIET
def check(
    folder: Path,
    as_of: datetime | None,
    strict: bool,  # noqa: FBT001 - click passes flags by name
    quiet: bool,  # noqa: FBT001 - click passes flags by name
) -> None:
    """Report every problem in FOLDER, and write nothing.

    \b
    Example:
      okrsite check goals --strict
    """
    wishes = journey.Wishes(as_of.date() if as_of else None, None, strict)
    drafted = _draft(folder, wishes)
    if not drafted.is_sound(wishes):
        sys.exit(PROBLEMS)
    if not quiet:
        count = _count(len(drafted.library.documents), "file")
        click.echo(f"{count} checked, as of {drafted.as_of}: nothing stops a build")


@okrsite.command()
@click.argument("name", metavar="ID")
@FOLDER
@AS_OF
def explain(name: str, folder: Path, as_of: datetime | None) -> None:
    """Say how every number of a goal came about, with the line of each input.

    ID is an objective, a key result, a KPI, a cycle or a team: `mrr`, `self-serve#sign-ups`, or
    with its kind before it, `kpi:mrr`. Of an objective its key results follow.

    \b
    Examples:
      okrsite explain self-serve goals
      okrsite explain self-serve#sign-ups goals --as-of 2026-10-31
    """
    wishes = journey.Wishes(as_of.date() if as_of else None)
    one = journey.linked(folder, wishes, _today)
    if one.problems.errors:
        _say_problems(one.problems.errors, one.library)
        sys.exit(PROBLEMS)
    try:
        answers = journey.explain(one, name)
    except NoSuchThingError as error:
        _fail(str(error), error.hint)
    click.echo(answers_text(answers))
    click.echo(f"\nas of {one.as_of}" + ("" if one.is_day_chosen else " (today)"))


@okrsite.command()
@FOLDER
@OUTPUT
@AS_OF
@BASE_URL
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="This machine's address to serve on, such as 192.168.1.5.",
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port to serve on; the next free one where it is taken.",
)
@click.option("--no-serve", is_flag=True, help="Only rebuild; serve nothing.")
@click.option("--poll", is_flag=True, help="Look for changes by polling, for network drives.")
@QUIET
def watch(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    output: Path | None,
    as_of: datetime | None,
    base_url: str | None,
    host: str,
    port: int,
    no_serve: bool,  # noqa: FBT001 - click passes flags by name
    poll: bool,  # noqa: FBT001 - click passes flags by name
    quiet: bool,  # noqa: FBT001 - click passes flags by name
) -> None:
    """Build FOLDER, serve it on this machine, and rebuild on every edit.

    Open pages reload by themselves; a problem shows over the last good page until it is mended.

    \b
    Example:
      okrsite watch goals --port 8080
    """
    watch_project(
        folder,
        output or folder / journey.OUTPUT,
        journey.Wishes(as_of.date() if as_of else None, base_url),
        None if no_serve else Address(host, port),
        _today,
        (lambda _: None) if quiet else click.echo,
        poll=poll,
    )


def run() -> int:
    """Run a command; whatever goes wrong becomes a message and an exit code."""
    colour = False if os.environ.get("NO_COLOR") else None
    try:
        code = okrsite.main(standalone_mode=False, color=colour)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OutputError as error:
        for problem in error.problems:
            click.echo(describe(problem, lambda _: None), err=True)
        return PROBLEMS
    except CannotServe as error:
        click.echo(f"error: {error}\n  hint: {error.hint}", err=True)
        return PROBLEMS
    except Exception:
        click.echo(traceback.format_exc(), err=True)
        click.echo(
            "this is a fault of okrsite, not of your files; the old site is untouched", err=True
        )
        return FAULT
    return code if isinstance(code, int) else 0


def _today(timezone: str) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(timezone)).date()


def _draft(folder: Path, wishes: journey.Wishes) -> journey.Draft:
    """A draft of the site, its problems already told."""
    drafted = journey.draft(folder, wishes, _today)
    _say_problems(drafted.problems, drafted.library)
    errors, warnings = drafted.problems.counts
    if errors or warnings:
        click.echo(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}", err=True)
    return drafted


def _say_problems(problems: Iterable[Problem], library: Library) -> None:
    for problem in problems:
        head, *rest = describe(problem, library.line).split("\n")
        is_error = problem.severity is Severity.ERROR
        click.echo(click.style(head, fg="red" if is_error else "yellow", bold=True), err=True)
        click.echo("\n".join([*rest, ""]), err=True)


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
    files = len(report.written) + len(report.unchanged)
    day = f"as of {drafted.as_of}" + ("" if drafted.is_day_chosen else " (today)")
    click.echo(
        f"{_count(files, 'file')} in {_shown(target)}, {len(report.written)} written, "
        f"{len(report.removed)} removed, {day}, in {seconds:.2f} s"
    )


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


def _fail(message: str, hint: str) -> NoReturn:
    click.echo(f"error: {message}\n  hint: {hint}", err=True)
    sys.exit(PROBLEMS)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _shown(path: Path) -> str:
    return os.path.relpath(path)
