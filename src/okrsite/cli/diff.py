"""`okrsite diff`: two states of a project in, what changed for its goals out."""

import sys
from datetime import date
from pathlib import Path

import click

from okrsite import differing
from okrsite.base.problems import Problem, Problems, Severity
from okrsite.base.words import say_in
from okrsite.cli.days import today
from okrsite.cli.folders import with_goals
from okrsite.cli.options import AS_OF, QUIET
from okrsite.cli.saving import save
from okrsite.cli.telling import PROBLEMS, fail, shown
from okrsite.differing import Compared
from okrsite.exporting.differences import difference_html
from okrsite.plan.changes.lines import SIGNS, Sign
from okrsite.render.changes import FORMATS
from okrsite.render.findings.summary import counted

HTML = "html"
_BY_SUFFIX = {".md": "markdown", ".json": "json", ".html": HTML}
STANDARD_OUTPUT = Path("-")


@click.command(short_help="Say what changed for the goals, and what moved each number.")
@click.argument("states", metavar="A..B")
@click.argument("folder", default="", metavar="[FOLDER]")
@click.option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS, HTML]),
    help="For a terminal, a comment on a pull request, a program, or a browser; as FILE is called "
    "unless given.",
)
@click.option(
    "-o",
    "--output",
    default=STANDARD_OUTPUT,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write; standard output unless given.",
)
@AS_OF
@click.option("--strict", is_flag=True, help="Fail for warnings of the policy, too.")
@QUIET
def diff(
    states: str,
    folder: str,
    format_: str | None,
    output: Path,
    as_of: date | None,
    strict: bool,
    quiet: bool,
) -> None:
    """Say what changed for the goals of FOLDER between two git revisions, A and B.

    What needs a decision comes first: goalposts that moved and what that did to the progress,
    KPIs that were redefined, what the policy forbids. Without B it is the files as they are now;
    `A...B` is what B did since it grew from A. Two folders are compared without git. Whatever
    the day, both are judged on the same one. Exit code 1 where the policy forbids a
    change, or where an error appears, as what cannot be read is held to nothing.

    \b
    Examples:
      okrsite diff main
      okrsite diff main..HEAD goals --format markdown -o comment.md
      okrsite diff v1..v2 -o changes.html
      okrsite diff goals-before goals-after
    """
    compared = _compared(states, folder, as_of)
    difference = compared.difference
    format_ = format_ or _BY_SUFFIX.get(output.suffix, "text")
    text = _told(compared, format_)
    if output == STANDARD_OUTPUT:
        click.echo(_coloured(text, difference.language) if format_ == "text" else text, nl=False)
    else:
        save(output, text.encode(), "--output")
        if not quiet:
            size = f"{len(text.encode()) / 1000:.0f} kB"
            click.echo(f"{shown(output)}, {size}, as of {difference.as_of}")
    found = (*difference.rulings, *Problems(difference.appeared).errors)
    reasons = _reasons(found, is_strict=strict)
    if reasons:
        click.echo(f"fails for {' and '.join(reasons)}", err=True)
        sys.exit(PROBLEMS)


def _compared(states: str, folder: str, as_of: date | None) -> Compared:
    """Two folders where the first names one and there is a second, else two revisions.

    What names both is refused: a pull request could bring a folder with the name of a branch.
    """
    if folder and Path(states).is_dir():
        if differing.are_revisions(_folder(folder), states):
            fail(
                f"`{states}` is a folder here and a revision",
                f"write `./{states}` for the folder; for the revision, run it in another folder",
            )
        return differing.compare_folders(_folder(states), _folder(folder), as_of, today)
    return differing.compare(_folder(folder or "."), states, as_of, today)


def _folder(name: str) -> Path:
    """A folder that is there."""
    if not Path(name).is_dir():
        raise click.UsageError(f"there is no folder `{name}`; {_REVISIONS}")
    return with_goals(Path(name))


_REVISIONS = "two revisions are written main..HEAD"


def _told(compared: Compared, format_: str) -> str:
    if format_ == HTML:
        return difference_html(compared)
    return FORMATS[format_](compared.difference)


def _reasons(problems: tuple[Problem, ...], *, is_strict: bool) -> list[str]:
    """Why the comparison fails: errors always, warnings of the policy where asked for."""
    found = Problems(problems)
    errors, warnings = Problems(found.errors), Problems(found.of(Severity.WARNING))
    reasons = []
    if len(errors):
        reasons.append(counted(errors))
    if len(warnings) and is_strict:
        reasons.append(f"{counted(warnings)} under --strict")
    return reasons


def _coloured(text: str, language: str) -> str:
    """The first line of each part bold, and the heaviest signs in the colours of findings."""
    parts = text.split("\n\n")
    return "\n\n".join(_headed(part, language) for part in parts)


def _headed(part: str, language: str) -> str:
    head, *lines = part.split("\n")
    return "\n".join((click.style(head, bold=True), *(_signed(line, language) for line in lines)))


def _signed(line: str, language: str) -> str:
    for sign, colour in _COLOURS.items():
        word = f"  {say_in(language, SIGNS[sign])} "
        if line.startswith(word):
            return click.style(word, fg=colour, bold=True) + line.removeprefix(word)
    return line


_COLOURS = {
    Sign.ERROR: "red",
    Sign.WARNING: "yellow",
    Sign.ANSWERED: "yellow",
    Sign.GOALPOST: "cyan",
}
