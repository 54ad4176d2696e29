"""`okrsite checkin`: who says what of which goal in, the file of a check-in out."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from okrsite.base.problems import did_you_mean
from okrsite.base.project import CONTENT
from okrsite.cli.asking import ask
from okrsite.cli.desk import Desk, sit_down
from okrsite.cli.options import Day, Folder
from okrsite.model.goals import KeyResult, Kind
from okrsite.model.portfolio import Portfolio
from okrsite.new.checkins import News, Said, goal_of, running, scaffold
from okrsite.new.checkins import checkin as said_checkin
from okrsite.new.files import CannotWriteError, Scaffold, known

_GOAL = re.compile(r"([a-z][a-z0-9-]*(?:#[a-z0-9-]+)?)=(.*)", re.DOTALL)
_FIELDS = ("value", "done", "confidence", "expect", "verdict", "note")


@click.command(short_help="Write a check-in, to be filled in or with all it has to say.")
@click.argument("folder", default=".", type=Folder("--owner says who checks in"))
@click.option("--owner", default="", metavar="PERSON", help="Who checks in.")
@click.option("--team", default="", metavar="ID", help="All of a team's; its lead unless --owner.")
@click.option(
    "--date",
    "day",
    type=Day(),
    metavar="DAY",
    help="The day it is of; that of the goals unless given.",
)
@click.option("--set", "value", multiple=True, metavar="GOAL=VALUE", help="A key result's value.")
@click.option("--done", multiple=True, metavar="[GOAL=]NAME", help="A milestone, or yes.")
@click.option("--confidence", multiple=True, metavar="[GOAL=]0..10", help="How sure you are.")
@click.option("--expect", multiple=True, metavar="[GOAL=]0..1", help="The final score you foresee.")
@click.option(
    "--verdict", multiple=True, metavar="[GOAL=]WORD", help="on-track, at-risk or off-track."
)
@click.option("--note", multiple=True, metavar="[GOAL=]TEXT", help="What happened, and why.")
@click.option("--win", multiple=True, metavar="TEXT", help="What went well.")
@click.option("--setback", multiple=True, metavar="TEXT", help="What did not.")
@click.option("--blocker", multiple=True, metavar="TEXT", help="What stands in the way.")
@click.option("--edit", is_flag=True, help="Open the file in $EDITOR.")
def checkin(
    folder: Path,
    owner: str,
    team: str,
    day: date | None,
    win: tuple[str, ...],
    setback: tuple[str, ...],
    blocker: tuple[str, ...],
    edit: bool,
    **fields: tuple[str, ...],
) -> None:
    """Write a check-in of the goals in FOLDER: to be filled in, or with all it has to say.

    Without --set and the like it has an empty line for each running key result, with the last
    value beside it; what is left empty is no update. GOAL is an objective or a key result; behind
    another option it may be left out where only one is spoken of. Nothing is ever overwritten.

    \b
    Examples:
      okrsite checkin --owner ana --edit
      okrsite checkin goals --team growth --date 2026-11-20
      okrsite checkin --owner ana --set self-serve#sign-ups=1450 --confidence 7
      okrsite checkin --owner ana --done self-serve#launch=beta --win "Beta is out"
    """
    desk = sit_down(folder, day)
    news = News(win, setback, blocker)
    said = _said(fields, desk.portfolio)
    is_saying = bool(said or win or setback or blocker)
    author, key_results = _who(desk, owner, team, is_saying=is_saying)
    goals, assessment = desk.goals, desk.assessment
    if is_saying:
        file = said_checkin(author, said, news, goals, assessment)
        then = "commit it"
    else:
        file = scaffold(author, key_results, goals, assessment)
        then = "fill in what you know and leave the rest empty"
    desk.finish(Scaffold((file,)), then)
    if edit:
        click.edit(filename=str(folder / CONTENT / file.path))


def _who(
    desk: Desk, owner: str, team: str, *, is_saying: bool
) -> tuple[str, tuple[KeyResult, ...]]:
    """Who checks in, and the key results that are asked about."""
    of = known(Kind.TEAM, team, desk.portfolio) if team else ""
    author = owner or (desk.portfolio.teams[of].lead if of else ask("Who checks in", ""))
    if not author:
        hint = f"nobody leads `{of}`: name --owner" if of else "name --owner or --team"
        raise click.UsageError(hint)
    asked = running(desk.goals, desk.assessment, owner="" if of else author, team=of)
    if not asked and not is_saying:
        known(Kind.PERSON, author, desk.portfolio)
        owners = {kr.owner for kr in desk.portfolio.key_results.values()}
        raise CannotWriteError(
            f"{of or author} has no key result that runs on {desk.as_of}",
            did_you_mean(author, owners - {author}),
        )
    return author, asked


def _said(fields: Mapping[str, tuple[str, ...]], portfolio: Portfolio) -> tuple[Said, ...]:
    """What is said of each goal, in the order in which the goals are first named."""
    parts = [(name, *_split(name, text, portfolio)) for name in _FIELDS for text in fields[name]]
    named = list(dict.fromkeys(goal for _, goal, _ in parts if goal))
    said: dict[str, dict[str, list[str]]] = {goal: {} for goal in named}
    for name, of, text in parts:
        if not of and len(named) != 1:
            wanted = "say of which goal" if named else "name a goal"
            raise click.UsageError(f"{wanted}: --{name} GOAL={text}")
        said[of or named[0]].setdefault(name, []).append(text)
    return tuple(Said(goal, tuple(_given(goal, found))) for goal, found in said.items())


def _given(
    goal: str, found: Mapping[str, list[str]]
) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """The fields of one goal; `done` alone may be said several times."""
    for name, texts in found.items():
        if name != "done" and len(texts) > 1:
            option = "set" if name == "value" else name
            raise click.UsageError(f"--{option} is given twice for {goal}")
        yield name, (tuple(texts) if name == "done" else texts[0])


def _split(name: str, text: str, portfolio: Portfolio) -> tuple[str, str]:
    """The goal that a text begins with, and the rest of it."""
    found = _GOAL.fullmatch(text)
    if found and goal_of(found[1], portfolio):
        return found[1], found[2]
    if name == "value" or (found and "#" in found[1]):
        goal = found[1] if found else text.partition("=")[0]
        near = _meant(goal, portfolio)
        raise CannotWriteError(f"there is no goal `{goal}`", near or "write GOAL=VALUE")
    return "", text


def _meant(goal: str, portfolio: Portfolio) -> str:
    """A key result that is called so within its objective, else what is near."""
    called = [key for key in portfolio.key_results if key.partition("#")[2] == goal]
    if len(called) == 1:
        return f"did you mean `{called[0]}`?"
    return did_you_mean(goal, (*portfolio.key_results, *portfolio.objectives))
