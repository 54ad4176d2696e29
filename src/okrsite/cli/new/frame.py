"""`okrsite new cycle`, `review`, `team`, `person`, `pillar` and `page`: what goals stand in."""

from datetime import date
from pathlib import Path

import click

from okrsite.cli.asking import ask, title_and_folder
from okrsite.cli.desk import Desk, sit_down
from okrsite.cli.new.options import ID, PARENT, TEAM, TITLE, WORDS
from okrsite.cli.options import AS_OF, FOLDER, Day
from okrsite.model.goals import Cycle, Kind
from okrsite.model.schema import PillarKind, TeamKind
from okrsite.new import frame, reviews
from okrsite.new.carrying import carry
from okrsite.new.cycles import CycleWish, before, days_of
from okrsite.new.cycles import cycle as cycle_file
from okrsite.new.files import CannotWriteError, Scaffold, known


@click.command()
@click.argument("name", metavar="ID")
@FOLDER
@TITLE
@click.option("--start", type=Day(), metavar="DAY", help="Its first day, where ID does not tell.")
@click.option("--end", type=Day(), metavar="DAY", help="Its last day, where ID does not tell.")
@PARENT
@click.option(
    "--carry-forward", is_flag=True, help="Carry what was decided to be kept or modified."
)
@click.option(
    "--carry", multiple=True, metavar="OBJECTIVE", help="Carry this one, whatever was decided."
)
@click.option(
    "--from",
    "from_",
    default="",
    metavar="CYCLE",
    help="The cycle to carry from; the one that ends before unless given.",
)
@AS_OF
def cycle(
    name: str,
    folder: Path,
    title: str,
    start: date | None,
    end: date | None,
    parent: str,
    carry_forward: bool,
    carry: tuple[str, ...],
    from_: str,
    as_of: date | None,
) -> None:
    """Write a cycle. ID is a quarter, a half, a year, or a name of your own with its days.

    With --carry-forward, each objective of the cycle before that was decided to be kept or
    modified goes on in a file of its own: from the last values, with the old targets to be decided
    anew, without its check-ins. What is not carried is named, with the reason. A cycle that has a
    file keeps it.

    \b
    Examples:
      okrsite new cycle 2027-q1
      okrsite new cycle 2027-q1 goals --carry-forward
      okrsite new cycle 2027-q1 --carry self-serve --carry faster-onboarding
      okrsite new cycle spring --start 2027-02-01 --end 2027-05-31
    """
    desk = sit_down(folder, as_of)
    wish = CycleWish(name, title, start, end, parent)
    is_carrying = carry_forward or bool(carry)
    scaffold = _carried(desk, wish, from_, carry) if is_carrying else Scaffold(())
    there = desk.portfolio.cycles.get(name)
    if is_carrying and there and there.document:
        kept = f"{there.document.path} is there and stays as it is"
        files, said = scaffold.files, (kept, *scaffold.said)
    else:
        files = (cycle_file(wish, desk.portfolio, desk.library), *scaffold.files)
        said = scaffold.said
    desk.finish(Scaffold(files, said), "decide the targets" if scaffold.files else "set its goals")


def _carried(desk: Desk, wish: CycleWish, from_: str, named: tuple[str, ...]) -> Scaffold:
    there = desk.portfolio.cycles.get(wish.id)
    if there and there.first_day and there.last_day:
        days = there.first_day, there.last_day
    else:
        days = days_of(wish)
    ending = _ending(desk, days, from_)
    return carry(ending, wish.id, named, desk.goals, desk.assessment, desk.library)


def _ending(desk: Desk, days: tuple[date, date], from_: str) -> Cycle:
    cycles = desk.portfolio.cycles
    found = cycles[known(Kind.CYCLE, from_, desk.portfolio)] if from_ else None
    found = found or before(*days, cycles.values())
    if found is None:
        raise CannotWriteError(f"no cycle ends before {days[0]}", "name one with --from")
    return found


@click.command()
@click.argument("cycle", metavar="CYCLE")
@FOLDER
@TEAM
@click.option(
    "--author", default="", metavar="PERSON", help="Who writes it; the lead unless given."
)
@AS_OF
def review(cycle: str, folder: Path, team: str, author: str, as_of: date | None) -> None:
    """Write the review of a cycle. It is filled with scores and what check-ins told of.

    \b
    Examples:
      okrsite new review 2026-q4
      okrsite new review 2026-q4 goals --team growth --author nadia
    """
    desk = sit_down(folder, as_of)
    found = desk.portfolio.cycles[known(Kind.CYCLE, cycle, desk.portfolio)]
    of = known(Kind.TEAM, team, desk.portfolio) if team else ""
    lead = desk.portfolio.teams[of].lead if of else ""
    author = ask("Author, one person's id", author, lead)
    scaffold = reviews.review(found, of, author, desk.goals, desk.assessment)
    desk.finish(scaffold, "strike what does not matter, and write the adjustments")


@click.command()
@WORDS
@TITLE
@ID
@click.option(
    "--kind",
    type=click.Choice([one.value for one in TeamKind]),
    default=TeamKind.TEAM.value,
    show_default=True,
    help="What sort of unit it is.",
)
@PARENT
@click.option("--lead", default="", metavar="PERSON", help="Who leads it.")
def team(words: tuple[str, ...], title: str, id_: str, kind: str, parent: str, lead: str) -> None:
    """Write a team. The first one brings a file for each that goals name so far.

    \b
    Example:
      okrsite new team "Customer care" --lead maud --parent commercial
    """
    title, folder = title_and_folder(words, title, is_known=False)
    desk = sit_down(folder)
    scaffold = frame.team(title, id_, kind, parent, lead, desk.portfolio, desk.library)
    desk.finish(scaffold, "say below its fields what it is for")


@click.command()
@click.argument("words", nargs=-1, metavar="[NAME] [FOLDER]")
@ID
@TEAM
def person(words: tuple[str, ...], id_: str, team: str) -> None:
    """Write a person. The first one brings a file for everybody who is named so far.

    \b
    Example:
      okrsite new person "Ana Ruiz" --id ana --team growth
    """
    name, folder = title_and_folder(words, "", is_known=False)
    desk = sit_down(folder)
    scaffold = frame.person(name, id_, team, desk.portfolio, desk.library)
    desk.finish(scaffold, "say below the fields what they do")


@click.command()
@WORDS
@TITLE
@ID
@click.option(
    "--kind",
    type=click.Choice([one.value for one in PillarKind]),
    default=PillarKind.THEME.value,
    show_default=True,
    help="What sort of root it is.",
)
@PARENT
def pillar(words: tuple[str, ...], title: str, id_: str, kind: str, parent: str) -> None:
    """Write a vision, a theme or a funnel stage. Objectives hang on it.

    \b
    Example:
      okrsite new pillar Activation --kind stage --parent self-serve
    """
    title, folder = title_and_folder(words, title, is_known=False)
    desk = sit_down(folder)
    scaffold = frame.pillar(title, id_, kind, parent, desk.library)
    desk.finish(scaffold, "say below its fields what it means")


@click.command()
@WORDS
@TITLE
@ID
@click.option(
    "--under", default="handbook", show_default=True, metavar="FOLDER", help="Its folder."
)
@click.option("--tag", multiple=True, help="A tag; pages with the same tag belong together.")
def page(words: tuple[str, ...], title: str, id_: str, under: str, tag: tuple[str, ...]) -> None:
    """Write a page of the wiki.

    \b
    Example:
      okrsite new page "How we plan" --under handbook --tag rhythm
    """
    title, folder = title_and_folder(words, title, is_known=False)
    desk = sit_down(folder)
    desk.finish(frame.wiki_page(title, id_, under, tag), "write the page")
