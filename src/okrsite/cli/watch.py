"""`okrsite watch`: a folder in, a preview that follows its edits out, until it is stopped."""

from datetime import date
from pathlib import Path

import click

from okrsite import journey
from okrsite.base import project
from okrsite.cli.days import today
from okrsite.cli.options import AS_OF, BASE_URL, FOLDER, OUTPUT, QUIET, SINCE
from okrsite.serve import Address
from okrsite.watch import watch as watch_project


@click.command(short_help="Build, serve, and rebuild on every edit.")
@FOLDER
@OUTPUT
@AS_OF
@BASE_URL
@SINCE
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
def watch(
    folder: Path,
    output: Path | None,
    as_of: date | None,
    base_url: str | None,
    since: str | None,
    host: str,
    port: int,
    no_serve: bool,
    poll: bool,
    quiet: bool,
) -> None:
    """Build FOLDER, serve it on this machine, and rebuild on every edit.

    Open pages reload by themselves; a problem shows over the last good page until it is mended.

    \b
    Examples:
      okrsite watch goals --port 8080
      okrsite watch --since main
    """
    watch_project(
        folder,
        output or folder / project.OUTPUT,
        journey.Wishes(as_of, base_url, since=since or ""),
        None if no_serve else Address(host, port),
        today,
        (lambda _: None) if quiet else click.echo,
        poll=poll,
    )
