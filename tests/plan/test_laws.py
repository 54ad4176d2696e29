"""Laws of the plan: what holds of every page of any portfolio on every day."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolios import CLOSED, checkins, companies
from projects import Files, Project, project_of

from okrsite.assess.checks import check
from okrsite.base.digest import Digester
from okrsite.plan.output import Plain
from okrsite.plan.plan import plan
from okrsite.plan.views.pages import Page

Build = Callable[[Files], Project]
DAYS = st.dates(date(2026, 8, 1), date(2027, 2, 28))
SELL = "content/objectives/sell.md"
a_few = settings(max_examples=40)


def outputs(project: Project, day: date) -> dict[str, Plain]:
    """What each file of the site is drawn from, as of a day."""
    judged = project.assess(day)
    found = check(project.portfolio, judged)
    drafted, _ = plan(project.library, project.portfolio, judged, found, (), "1.0")
    return {str(output.path): output.data for output in drafted.outputs}


def shown(project: Project, day: date) -> dict[str, Plain]:
    """What each page says of itself and shows, as of a day; the frame around it is not its own."""
    found = outputs(project, day).items()
    return {path: (data.head, data.view) for path, data in found if isinstance(data, Page)}


@pytest.mark.promise
@a_few
@given(files=companies(), day=DAYS)
def test_every_page_is_drawn_from_plain_finite_data(files: dict[str, str], day: date) -> None:
    digester = Digester()
    for path, data in outputs(project_of(files), day).items():
        assert digester.digest(data, path)


@pytest.mark.promise
@a_few
@given(files=companies(), day=DAYS, data=st.data())
def test_what_is_dated_later_changes_no_page_of_a_day(
    files: dict[str, str], day: date, data: st.DataObject
) -> None:
    more = files | data.draw(checkins(after=day)) | _news(files, day)
    assert outputs(project_of(more), day) == outputs(project_of(files), day)


def _news(files: Files, day: date) -> dict[str, str]:
    """The files as they go on after a day: a check-in, rows of a table, events of a KPI."""
    table, kpi, later = "content/kpis/sales.csv", "content/kpis/share.md", day + timedelta(days=1)
    weeks = [
        "{0[0]}-W{0[1]:02d}".format((day + timedelta(20 + 7 * n)).isocalendar()) for n in (0, 1)
    ]
    rows = [f"{week},7\n" for week in weeks if week not in str(files[table])]
    kinds = ("acknowledged", "redefined", "retired")
    events = "".join(f"  - {{date: {later}, kind: {kind}}}\n" for kind in kinds)
    return {
        table: str(files[table]) + "".join(rows),
        kpi: str(files[kpi]).removesuffix("---\n") + f"events:\n{events}---\n",
        f"content/checkins/{later}-ben.md": "---\nupdates:\n  sell: {verdict: off-track}\n"
        "  sell#a: {confidence: 3, note: Late}\n  last#done: {done: yes}\n---\n",
    }


@pytest.mark.promise
@a_few
@given(files=companies(), days=st.tuples(*[st.dates(CLOSED, date(2028, 1, 1))] * 2))
def test_the_pages_of_a_closed_cycle_are_frozen(
    files: dict[str, str], days: tuple[date, date]
) -> None:
    project, gone_on = project_of(files), project_of(files | _news(files, CLOSED))
    at_first, later = shown(project, days[0]), shown(gone_on, days[1])
    inside = [o.id for o in project.portfolio.objectives.values() if o.cycle == "2026-q4"]
    for path in ("cycles/2026-q4.html", *(f"objectives/{id_}.html" for id_ in inside)):
        assert later[path] == at_first[path]


@a_few
@given(files=companies(), day=DAYS)
def test_no_number_asks_for_the_folder_of_a_file(files: dict[str, str], day: date) -> None:
    moved = {_elsewhere(path): text for path, text in files.items()}
    one, other = (project_of(each).assess(day) for each in (files, moved))
    assert {id_: o.progress for id_, o in one.objectives.items()} == {
        id_: o.progress for id_, o in other.objectives.items()
    }
    assert {id_: (o.status, o.score) for id_, o in one.objectives.items()} == {
        id_: (o.status, o.score) for id_, o in other.objectives.items()
    }


def _elsewhere(path: str) -> str:
    """A check-in or an objective that names its cycle, in another folder of its kind."""
    inside = PurePosixPath(path)
    is_free = inside.parts[1] == "checkins" or path == SELL
    return str(inside.parent / "zz" / "a" / inside.name) if is_free else path


def test_a_late_value_gives_a_closed_page_no_decimals(project: Build) -> None:
    goal = "---\ntitle: Grow\nowner: ana\nkey_results: [{id: a, title: A, target: 9}]\n---\n"
    told = {
        f"content/checkins/{day}-ana.md": f"---\nupdates: {{grow#a: {value}}}\n---\n"
        for day, value in (("2026-12-01", "4"), ("2027-01-20", "4.25"))
    }
    found = project({"content/objectives/2026-q4/grow.md": goal, **told})
    judged = found.assess(CLOSED).key_results["grow#a"]
    assert judged.value == 4.0
    assert found.portfolio.key_results["grow#a"].unit.decimals == 0
