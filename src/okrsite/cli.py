"""The commands. Problems become exit codes: 0 fine, 1 problems, 2 wrong usage, 3 our fault."""

import os
import sys
import time
import traceback
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from okrsite import __version__, checking, journey
from okrsite.base.problems import Problems, Severity, describe
from okrsite.compare.revision import NoRevisionError
from okrsite.exporting import data, reports
from okrsite.new.starter import start
from okrsite.plan.answers import NoSuchThingError
from okrsite.read.config import FIRST_DAY, LAST_DAY
from okrsite.render.answers import text as answers_text
from okrsite.render.findings import FORMATS
from okrsite.render.findings.baseline import Entry, read_baseline, written
from okrsite.render.findings.baseline import baseline as baseline_of
from okrsite.render.findings.summary import counted, summary
from okrsite.serve import Address, CannotServe
from okrsite.watch import watch as watch_project
from okrsite.write.charts import ChartStore
from okrsite.write.report import Report
from okrsite.write.target import OutputError
from okrsite.write.verify import differences

PROBLEMS = 1
USAGE = 2
FAULT = 3
INTERRUPTED = 130

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}

FOLDER = click.argument(
    "folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site goes; `output` in the folder unless given.",
)


def _countable(
    context: click.Context, option: click.Parameter, day: datetime | None
) -> datetime | None:
    """A day that goals can be judged on."""
    if day and not FIRST_DAY <= day.date() <= LAST_DAY:
        expected = f"expected a day from {FIRST_DAY} to {LAST_DAY}"
        raise click.BadParameter(f"{day.date()}: {expected}", context, option)
    return day


AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    callback=_countable,
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
    help="Compare with a git revision: promises that moved and KPIs redefined without a word.",
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
def check(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    as_of: datetime | None,
    strict: bool,  # noqa: FBT001 - click passes flags by name
    format_: str,
    since: str | None,
    fail_on: tuple[str, ...],
    baseline: Path | None,
    write_baseline: bool,  # noqa: FBT001 - click passes flags by name
    quiet: bool,  # noqa: FBT001 - click passes flags by name
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
    drafted = journey.draft(folder, journey.Wishes(as_of.date() if as_of else None), _today)
    if since:
        drafted = checking.since(drafted, since)
    if write_baseline:
        _write_baseline(baseline, drafted)
    entries = _baseline(baseline) if baseline else ()
    asked = checking.Asked(strict, fail_on, entries, _prefix(folder))
    found = checking.report(drafted, asked)
    if format_ == "text":
        _tell(found.shown, drafted)
        if not quiet:
            click.echo(summary(found))
    else:
        click.echo(FORMATS[format_](found), nl=False)
        for reason in found.reasons:
            click.echo(f"fails for {reason}", err=True)
    if found.reasons:
        sys.exit(PROBLEMS)


@okrsite.command()
@click.argument("name", metavar="ID")
@FOLDER
@AS_OF
def explain(name: str, folder: Path, as_of: datetime | None) -> None:
    """Say how every number of a goal came about, with the line of each input.

    ID is an objective, a key result, a KPI, a cycle or a team: `mrr`, `self-serve#sign-ups`, or
    with its kind before it, `kpi:mrr`. Of an objective its key results follow. Of a rule of
    `okrsite check`, such as `OKR602`, it says what it is for.

    \b
    Examples:
      okrsite explain self-serve goals
      okrsite explain self-serve#sign-ups goals --as-of 2026-10-31
    """
    if rule := checking.rule_words(name):
        click.echo(rule)
        return
    wishes = journey.Wishes(as_of.date() if as_of else None)
    drafted = journey.draft(folder, wishes, _today)
    if drafted.assessment is None:
        _tell(drafted.problems.pressing, drafted)
        sys.exit(PROBLEMS)
    try:
        answers = journey.explain(drafted, name)
    except NoSuchThingError as error:
        _fail(str(error), error.hint)
    click.echo(answers_text(answers))
    click.echo(f"\n{_day(drafted)}")


@okrsite.group()
def export() -> None:
    """Write what the site shows into files: data for other programs, reports to send away.

    \b
    Examples:
      okrsite export json goals > goals.json
      okrsite export csv goals --output tables
      okrsite export html goals --cycle 2026-q3 -o q3.html
      okrsite export pdf goals --team growth
    """


FILE = click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write; standard output unless given.",
)


@export.command("json")
@FOLDER
@FILE
@AS_OF
@BASE_URL
def export_json(folder: Path, output: Path, as_of: datetime | None, base_url: str | None) -> None:
    """Write everything that the site of FOLDER shows as JSON, as in its goals.json.

    \b
    Example:
      okrsite export json goals --output goals.json
    """
    _put(output, data.goals_file(_sound(folder, as_of, base_url)))


@export.command("ics")
@FOLDER
@FILE
@AS_OF
@BASE_URL
def export_ics(folder: Path, output: Path, as_of: datetime | None, base_url: str | None) -> None:
    """Write the calendar of FOLDER: what is due, cycles, check-ins, reviews.

    \b
    Example:
      okrsite export ics goals --output goals.ics
    """
    _put(output, data.calendar_file(_sound(folder, as_of, base_url)))


@export.command("zip")
@FOLDER
@FILE
@AS_OF
@BASE_URL
def export_zip(folder: Path, output: Path, as_of: datetime | None, base_url: str | None) -> None:
    """Write all data of FOLDER into one file: JSON with its schema, tables, calendars.

    \b
    Example:
      okrsite export zip goals --output goals.zip
    """
    _put(output, data.archive(_sound(folder, as_of, base_url)))


@export.command("csv")
@FOLDER
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into; files of the same names are replaced.",
)
@AS_OF
def export_csv(folder: Path, output: Path, as_of: datetime | None) -> None:
    """Write what the site of FOLDER shows as tables: goals, KPIs, check-ins, each KPI's series.

    \b
    Example:
      okrsite export csv goals --output tables
    """
    files = data.table_files(_sound(folder, as_of, None))
    for path, table in files:
        _put(output / path, table)
    if not files:
        _put(output, None)


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


CYCLE = click.option(
    "--cycle", metavar="ID", default="", help="The cycle; the current one unless given."
)
TEAM = click.option("--team", metavar="ID", default="", help="Only what this team does in it.")
REPORT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; named after cycle and team unless given.",
)


@export.command()
@FOLDER
@CYCLE
@TEAM
@REPORT
@AS_OF
@BASE_URL
@QUIET
def html(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    cycle: str,
    team: str,
    output: Path | None,
    as_of: datetime | None,
    base_url: str | None,
    quiet: bool,  # noqa: FBT001 - click passes flags by name
) -> None:
    """Write the report on a cycle, or on a team in it, as one HTML file for a mail.

    The file needs nothing else and asks for nothing when it is opened. Its links lead to the
    published site where `base_url` says where that is.

    \b
    Examples:
      okrsite export html
      okrsite export html goals --cycle 2026-q3 --team growth -o growth.html
    """
    drafted, text = _report(folder, cycle, team, as_of, base_url)
    target = output or Path(f"{_name(drafted, cycle, team)}.html")
    _put(target, text.encode())
    _say_written(target, drafted, quiet=quiet)


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
def pdf(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    cycle: str,
    team: str,
    output: Path | None,
    paper: str,
    browser: str,
    as_of: datetime | None,
    base_url: str | None,
    quiet: bool,  # noqa: FBT001 - click passes flags by name
) -> None:
    """Write the report on a cycle, or on a team in it, as a PDF.

    It is set by a Chromium, Chrome or Edge of this machine, and needs the extra `okrsite[pdf]`.

    \b
    Examples:
      okrsite export pdf
      okrsite export pdf goals --cycle 2026-q3 --paper letter -o q3.pdf
    """
    drafted, text = _report(folder, cycle, team, as_of, base_url)
    target = output or Path(f"{_name(drafted, cycle, team)}.pdf")
    _put(target, reports.printed(text, paper, drafted.as_of, browser))
    _say_written(target, drafted, quiet=quiet)


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
    except reports.CannotExportError as error:
        click.echo(f"error: {error}\n  hint: {error.hint}", err=True)
        return USAGE
    except (CannotServe, NoRevisionError) as error:
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
    """A draft of the site, its errors and warnings already told."""
    drafted = journey.draft(folder, wishes, _today)
    _tell(drafted.problems.pressing, drafted)
    if len(drafted.problems.pressing):
        click.echo(counted(drafted.problems.pressing), err=True)
    return drafted


def _report(
    folder: Path, cycle: str, team: str, as_of: datetime | None, base_url: str | None
) -> tuple[journey.Draft, str]:
    """A report as one HTML file, and the draft that it is of."""
    drafted = _sound(folder, as_of, base_url)
    return drafted, reports.report_html(drafted, cycle, team)


def _sound(folder: Path, as_of: datetime | None, base_url: str | None) -> journey.Draft:
    """A draft without errors, or the end."""
    wishes = journey.Wishes(as_of.date() if as_of else None, base_url)
    drafted = journey.draft(folder, wishes, _today)
    if not drafted.is_sound(wishes):
        _tell(drafted.problems.pressing, drafted)
        _fail("nothing was written", "okrsite check says the same again")
    return drafted


def _name(drafted: journey.Draft, cycle: str, team: str) -> str:
    """What a report's file is called, such as `2026-q4-growth`."""
    current = drafted.assessment.current_cycle if drafted.assessment else ""
    return "-".join(filter(None, (cycle or current, team)))


def _say_written(target: Path, drafted: journey.Draft, *, quiet: bool) -> None:
    if not quiet:
        click.echo(f"{_shown(target)}, {target.stat().st_size / 1000:.0f} kB, {_day(drafted)}")


def _put(output: Path, content: bytes | None) -> None:
    """Write a file, or to standard output; nothing to write is said."""
    if content is None:
        _fail("there is nothing to export", "write a goal first: okrsite init writes an example")
    if str(output) == "-":
        click.echo(content, nl=False)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        _fail(f"{_shown(output)} cannot be written: {reason}", "name another place with --output")


def _tell(problems: Problems, drafted: journey.Draft) -> None:
    """Problems as people read them, in the colour of their weight."""
    for problem, text in zip(problems, drafted.described(problems), strict=True):
        head, *rest = text.split("\n")
        colour = _COLOURS[problem.severity]
        click.echo(click.style(head, fg=colour, bold=True), err=True)
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
    click.echo(
        f"{_count(files, 'file')} in {_shown(target)}, {len(report.written)} written, "
        f"{len(report.removed)} removed, {_day(drafted)}, in {seconds:.2f} s"
    )


def _day(drafted: journey.Draft) -> str:
    return f"as of {drafted.as_of}" + ("" if drafted.is_day_chosen else " (today)")


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


def _write_baseline(file: Path | None, drafted: journey.Draft) -> None:
    """Keep the findings of now, so that only new ones are told from here on."""
    if file is None:
        raise click.UsageError("--write-baseline needs --baseline FILE to write to")
    file.write_text(written(baseline_of(drafted.problems)), encoding="utf-8", newline="\n")


def _baseline(file: Path) -> tuple[Entry, ...]:
    """What a baseline's file holds."""
    if not file.is_file():
        raise click.BadParameter(
            f"there is no file '{file}'; --write-baseline writes one", param_hint="'--baseline'"
        )
    try:
        return read_baseline(file.read_text(encoding="utf-8"))
    except ValueError as error:
        _fail(f"{_shown(file)}: {error}", "write it anew with --write-baseline")


def _prefix(folder: Path) -> str:
    """The way from here to the project, as machines write it; empty where it leads up."""
    way = PurePath(_shown(folder)).as_posix()
    return "" if way == "." or way.startswith("..") else f"{way}/"


def _fail(message: str, hint: str) -> NoReturn:
    click.echo(f"error: {message}\n  hint: {hint}", err=True)
    sys.exit(PROBLEMS)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _shown(path: Path) -> str:
    return os.path.relpath(path)
