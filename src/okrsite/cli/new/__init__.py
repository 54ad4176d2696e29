"""`okrsite new`: what is known of a thing in, the file that it begins with out."""

import click

from okrsite.cli.new.frame import cycle, page, person, pillar, review, team
from okrsite.cli.new.goals import kpi, metric, objective


class _Kinds(click.Group):
    """Kinds of files by their names here, and the way to what is called otherwise."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or say which one was meant."""
        if meant := _MEANT.get(args[0]):
            raise click.UsageError(f"there is no `okrsite new {args[0]}`: try {meant}", ctx)
        return super().resolve_command(ctx, args)


_MEANT = {
    "checkin": "okrsite checkin",
    "check-in": "okrsite checkin",
    "goal": "okrsite new objective",
    "okr": "okrsite new objective",
    "key-result": "okrsite new objective TITLE --key-result WORDS, or write it into the file",
    "value": "okrsite record",
    "vision": "okrsite new pillar --kind vision",
    "theme": "okrsite new pillar --kind theme",
    "stage": "okrsite new pillar --kind stage",
}
"""What people look for here, and where it is."""


@click.group(short_help="Begin the file of a goal, a KPI, a cycle or a page.", cls=_Kinds)
def new() -> None:
    """Write the file that a goal, a KPI or a page begins with; nothing is ever overwritten.

    What is not said by an option is asked for on a terminal, and left as a comment elsewhere. The
    file is named after the title and goes into the folder of its kind.

    \b
    Examples:
      okrsite new objective "Win back lapsed customers"
      okrsite new objective --closes first-reply-time
      okrsite new kpi --from-catalogue
      okrsite new cycle 2027-q1 --carry-forward
      okrsite new review 2026-q4 --team growth
    """


for _command in (objective, kpi, metric, cycle, review, team, person, pillar, page):
    new.add_command(_command)
