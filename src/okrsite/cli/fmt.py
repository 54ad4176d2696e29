"""`okrsite fmt`: files in, the same files in their canonical order out."""

import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click

from okrsite.base.problems import describe
from okrsite.base.text import clean
from okrsite.cli.options import QUIET
from okrsite.cli.telling import PROBLEMS, fail, say_error, shown
from okrsite.tidy.project import SUFFIXES, Found, Looked, look
from okrsite.tidy.writing import put


@click.command(short_help="Put fields and rows in their canonical order.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; fail where a file would change.")
@click.option("--diff", is_flag=True, help="Like --check, and show what would change.")
@QUIET
def fmt(paths: tuple[Path, ...], check: bool, diff: bool, quiet: bool) -> None:
    """Put the fields and rows of PATHS in their canonical order, so that changes stay small.

    A path is a folder with goals, or a file or folder in its content; `.` unless given. Whole
    lines are moved, so comments and texts stay as they are typed. A file that cannot be read is
    left as it is and named, and the command fails.

    \b
    Examples:
      okrsite fmt goals
      okrsite fmt content/kpis content/objectives/2026-q4/self-serve.md
      okrsite fmt --check
      okrsite fmt --diff
    """
    found = look(paths or (Path(),))
    if found.unknown:
        fail(
            f"{shown(found.unknown[0])} is neither a folder with goals nor a "
            f"{' or '.join(SUFFIXES)} file in one",
            "name a folder that holds `content/`, or a file in it",
        )
    changed = tuple(one for one in found.looked if one.is_changed)
    is_left = _tell_left(found)
    if diff:
        for one in changed:
            click.echo("".join(_difference(one)), nl=False)
    is_only_asked = check or diff
    done = changed if is_only_asked else tuple(one for one in changed if _is_written(one))
    read = sum(not one.is_left for one in found.looked)
    if read and not quiet:
        _tell(done, read, is_only_asked=is_only_asked, is_listed=not diff)
    if is_left or len(done) < len(changed) or (is_only_asked and changed):
        sys.exit(PROBLEMS)


def _tell_left(found: Found) -> bool:
    """Say what is left as it is, and why; whether anything is."""
    for problem in found.problems:
        click.echo(describe(problem, lambda _: None), err=True)
    left = [one for one in found.looked if one.is_left]
    for one in left:
        for problem in one.tidied.problems:
            click.echo(describe(problem, one.line), err=True)
        why = f": {one.tidied.reason}" if one.tidied.reason else ""
        click.echo(f"{one.path} was left as it is{why}", err=True)
    return bool(left or found.problems)


def _is_written(one: Looked) -> bool:
    """Write a file anew; say where that cannot be done."""
    try:
        put(one.file, one.content, one.tidied.text.encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        say_error(f"{shown(one.file)} was left as it is: {reason}", "run the command again")
        return False
    return True


def _tell(done: tuple[Looked, ...], looked: int, *, is_only_asked: bool, is_listed: bool) -> None:
    """Say which files changed, or would."""
    for one in done if is_listed else ():
        click.echo(f"  {shown(one.file)}")
    verb = "would be put in order" if is_only_asked else "put in order"
    files = "file" if looked == 1 else "files"
    click.echo(f"{len(done)} of {looked} {files} {verb}" if done else f"{looked} {files} in order")


def _difference(one: Looked) -> Iterator[str]:
    """What would change in a file, as `diff -u` shows it, without signs that a terminal obeys."""
    before = clean(one.before).splitlines(keepends=True)
    after = clean(one.tidied.text).splitlines(keepends=True)
    yield from unified_diff(_ended(before), after, one.path, one.path)


def _ended(lines: list[str]) -> list[str]:
    return [line if line.endswith("\n") else f"{line}\n" for line in lines]
