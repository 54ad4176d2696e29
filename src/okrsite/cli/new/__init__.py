"""`okrsite new`: what is known of a thing in, the file that it begins with out."""

import click

from okrsite.cli.new.frame import cycle, page, person, pillar, review, team
from okrsite.cli.new.goals import kpi, metric, objective


@click.group()
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
