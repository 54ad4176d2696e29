"""`okrsite explain`: the id of a goal or of a rule in, how it comes about out."""

import sys
from datetime import date
from pathlib import Path

import click

from okrsite import checking, journey
from okrsite.cli.drafts import draft
from okrsite.cli.options import AS_OF, FOLDER
from okrsite.cli.telling import PROBLEMS, day, fail, tell
from okrsite.plan.answers import NoSuchThingError
from okrsite.render.answers import text


@click.command(short_help="Say how every number of a goal came about.")
@click.argument("name", metavar="ID")
@FOLDER
@AS_OF
def explain(name: str, folder: Path, as_of: date | None) -> None:
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
    drafted = draft(folder, journey.Wishes(as_of, wants_history=False))
    if drafted.assessment is None:
        tell(drafted.problems.pressing, drafted)
        sys.exit(PROBLEMS)
    try:
        answers = journey.explain(drafted, name)
    except NoSuchThingError as error:
        fail(str(error), error.hint)
    click.echo(text(answers))
    click.echo(f"\n{day(drafted)}")
