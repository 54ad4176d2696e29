"""`okrsite new objective`, `kpi` and `metric`: what is to be reached and what is watched."""

from datetime import date

import click

from okrsite.base.frozen import replace
from okrsite.cli.asking import ask, title_and_folder
from okrsite.cli.desk import Desk, sit_down
from okrsite.cli.new.options import ID, OWNER, PARENT, TEAM, TITLE, WORDS
from okrsite.cli.options import AS_OF
from okrsite.cli.telling import shown
from okrsite.model.calendar import Cadence, period
from okrsite.model.goals import Kind
from okrsite.model.portfolio import current_cycle
from okrsite.model.references import NOBODY
from okrsite.model.schema import Ambition, Better, Indicator
from okrsite.new import measures, objectives
from okrsite.new.catalogue import catalogued, departments
from okrsite.new.files import FOLDERS, Scaffold, known
from okrsite.new.gaps import closing
from okrsite.new.measures import MeasureWish
from okrsite.new.objectives import ObjectiveWish

UNIT = click.option("--unit", default="", help='What is counted, such as "%" or EUR.')
CADENCE = click.option(
    "--cadence",
    type=click.Choice([one.value for one in Cadence]),
    help="How often there is a value; weekly unless given.",
)


@click.command()
@WORDS
@TITLE
@ID
@OWNER
@TEAM
@click.option("--cycle", default="", metavar="ID", help="When; the current cycle unless given.")
@PARENT
@click.option("--pillar", default="", metavar="ID", help="The theme or stage it belongs to.")
@click.option(
    "--ambition",
    type=click.Choice([one.value for one in Ambition]),
    help="Whether all of it is promised.",
)
@click.option("--improves", multiple=True, metavar="KPI", help="A KPI that it is there to move.")
@click.option("--guardrail", multiple=True, metavar="KPI", help="A KPI that it must not harm.")
@click.option(
    "--key-result",
    multiple=True,
    metavar="WORDS",
    help='A key result, such as "Sign-ups per week: 800 -> 2000 sign-ups".',
)
@click.option("--closes", default="", metavar="KPI", help="Fill it in from the gap of this KPI.")
@AS_OF
def objective(
    words: tuple[str, ...],
    title: str,
    id_: str,
    owner: str,
    team: str,
    cycle: str,
    parent: str,
    pillar: str,
    ambition: str | None,
    improves: tuple[str, ...],
    guardrail: tuple[str, ...],
    key_result: tuple[str, ...],
    closes: str,
    as_of: date | None,
) -> None:
    """Write an objective. TITLE says the aim, FOLDER is the project.

    With --closes, title, owner, team and a key result come from a KPI: from its value of now to
    its target, read from the KPI itself.

    \b
    Examples:
      okrsite new objective "Win back lapsed customers" --owner ana --team growth
      okrsite new objective "A calmer inbox" --key-result "Messages a day: 620 -> 400"
      okrsite new objective --closes first-reply-time goals
    """
    title, folder = title_and_folder(words, title, is_known=bool(closes))
    desk = sit_down(folder, as_of)
    gap = desk.goals.kpis[known(Kind.KPI, closes, desk.portfolio)] if closes else None
    owner = ask("Owner, one person's id", owner, (gap.owner if gap else "") or NOBODY)
    team = ask("Team", team, (gap.team if gap else "") or _team_of(owner, desk))
    cycle = ask("Cycle", cycle, _running_cycle(desk))
    wish = ObjectiveWish(
        title,
        id_,
        owner,
        team,
        cycle,
        parent,
        pillar,
        ambition or "",
        improves,
        guardrail,
        key_result,
    )
    if gap:
        scaffold = closing(
            wish, gap, desk.portfolio.cycles.get(cycle), desk.assessment, desk.library
        )
    else:
        scaffold = objectives.objective(wish, desk.library)
    is_measured = bool(gap or key_result)
    desk.finish(scaffold, "write why" if is_measured else "write why, and how you would know")


@click.command()
@WORDS
@TITLE
@ID
@OWNER
@TEAM
@UNIT
@CADENCE
@click.option(
    "--better", type=click.Choice([one.value for one in Better]), help="Which way is good."
)
@click.option(
    "--indicator",
    type=click.Choice([one.value for one in Indicator]),
    help="Whether it foretells or confirms.",
)
@click.option("--definition", default="", help="What is counted, over what.")
@click.option("--if-it-worsens", default="", help="What is done first when it gets worse.")
@click.option(
    "--from-key-result",
    default="",
    metavar="OBJECTIVE#KEY-RESULT",
    help="Go on from this key result, whose values open the series.",
)
@click.option(
    "--from-catalogue",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[NAME]",
    help="Begin with a KPI of the catalogue; without NAME, list them.",
)
@AS_OF
def kpi(
    words: tuple[str, ...],
    title: str,
    id_: str,
    owner: str,
    team: str,
    unit: str,
    cadence: str | None,
    better: str | None,
    indicator: str | None,
    definition: str,
    if_it_worsens: str,
    from_key_result: str,
    from_catalogue: str | None,
    as_of: date | None,
) -> None:
    """Write a KPI. TITLE names it, FOLDER is the project; a table for its values lies beside it.

    \b
    Examples:
      okrsite new kpi "Trials begun" --unit trials --owner ben
      okrsite new kpi --from-key-result berth-plans-2026-q2#plans-a-week
      okrsite new kpi --from-catalogue
      okrsite new kpi --from-catalogue win-rate goals --owner ben
    """
    if from_catalogue is not None and not from_catalogue:
        _list_catalogue()
        return
    if from_catalogue and from_key_result:
        raise click.UsageError("name either --from-key-result or --from-catalogue")
    is_known = bool(from_catalogue or from_key_result)
    title, folder = title_and_folder(words, title, is_known=is_known)
    desk = sit_down(folder, as_of)
    given = {
        "title": title,
        "id": id_,
        "owner": owner,
        "team": team,
        "unit": unit,
        "cadence": cadence or "",
        "better": better or "",
        "indicator": indicator or "",
        "definition": definition,
        "if_it_worsens": if_it_worsens,
    }
    wish = catalogued(from_catalogue) if from_catalogue else MeasureWish(title)
    wish = replace(wish, **{name: value for name, value in given.items() if value})
    if from_key_result:
        scaffold = measures.from_key_result(
            wish, from_key_result, desk.goals, desk.assessment, desk.library
        )
    else:
        owner = ask("Owner, one person's id", wish.owner)
        wish = replace(wish, owner=owner, team=ask("Team", wish.team, _team_of(owner, desk)))
        scaffold = measures.kpi(wish, desk.library, desk.as_of)
    desk.finish(scaffold, _recording(scaffold, desk))


@click.command()
@WORDS
@TITLE
@ID
@UNIT
@CADENCE
@click.option("--definition", default="", help="What is counted, over what.")
def metric(
    words: tuple[str, ...], title: str, id_: str, unit: str, cadence: str | None, definition: str
) -> None:
    """Write a metric. It is a series that KPIs and key results read, with a table of its values.

    \b
    Example:
      okrsite new metric "Accounts opened" --cadence daily
    """
    title, folder = title_and_folder(words, title, is_known=False)
    desk = sit_down(folder)
    wish = MeasureWish(title, id_, unit=unit, cadence=cadence or "", definition=definition)
    scaffold = measures.metric(wish, desk.library)
    desk.finish(scaffold, _recording(scaffold, desk))


def _recording(scaffold: Scaffold, desk: Desk) -> str:
    """How the first value gets into a new series."""
    if len(scaffold.files) == 1:
        return "say what is done if it worsens"
    place = shown(desk.root)
    at = "" if place == "." else f" {place}"
    return f"add values with okrsite record {scaffold.files[0].path.stem} VALUE{at}"


def _running_cycle(desk: Desk) -> str:
    """The current cycle; the quarter of the day where there is none yet."""
    found = current_cycle(desk.portfolio, desk.as_of)
    return found.id if found else str(period(Cadence.QUARTERLY, desk.as_of)).lower()


def _team_of(owner: str, desk: Desk) -> str:
    person = desk.portfolio.people.get(owner)
    return person.team if person else ""


def _list_catalogue() -> None:
    """The names of the catalogue, by department."""
    for department in departments():
        click.echo(department.name)
        for one in department.kpis:
            click.echo(f"  {one.id:24}{one.title}")
    click.echo(f"\nokrsite new kpi --from-catalogue NAME writes one into {FOLDERS[Kind.KPI]}/")
