"""Laws of the plan: what holds of every page of any portfolio on every day."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain import not_plain
from portfolios import CLOSED, checkins, companies
from projects import Files, Project, project_of

from okrsite.assess.checks import check
from okrsite.assess.judge import assess
from okrsite.base.digest import digest
from okrsite.model.known import as_known
from okrsite.plan.output import Plain
from okrsite.plan.plan import plan
from okrsite.plan.views.pages import Page

Build = Callable[[Files], Project]
DAYS = st.dates(date(2026, 8, 1), date(2027, 2, 28))
SELL = "content/objectives/sell.md"
a_few = settings(max_examples=40)


def outputs(project: Project, day: date) -> dict[str, Plain]:
    """What each file of the site is drawn from, and what search finds, as of a day."""
    portfolio = as_known(project.portfolio, day)
    judged = assess(portfolio, day)
    found = check(portfolio, judged)
    drafted, _ = plan(project.library, portfolio, judged, found, (), "1.0")
    data: dict[str, Plain] = {str(output.path): output.data for output in drafted.outputs}
    data["search"] = drafted.records
    return data


def shown(project: Project, day: date) -> dict[str, Plain]:
    """What each page says of itself and shows, as of a day; the frame around it is not its own."""
    found = outputs(project, day).items()
    return {path: (data.head, data.view) for path, data in found if isinstance(data, Page)}


@pytest.mark.promise
@a_few
@given(files=companies(), day=DAYS)
def test_every_page_is_drawn_from_plain_finite_data(files: dict[str, str], day: date) -> None:
    for path, data in outputs(project_of(files), day).items():
        assert [*not_plain(data, path)] == []
        assert digest(data, path)


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


GROW = """---
title: Grow
owner: ana
cycle: 2026-q4
improves: [sales]
guardrails: [share]
key_results:
  - {id: a, title: A, target: 9}
  - {id: b, title: B, start: 1, target: 9, source: sales}
---
"""
WHOLE = {
    "content/objectives/grow.md": GROW,
    "content/kpis/sales.md": "---\ntitle: Sales\ncadence: monthly\nseries: sales.csv\n---\n",
    "content/kpis/sales.csv": "date,value\n2026-10,4\n2026-11,5\n",
    "content/kpis/share.md": "---\ntitle: Share\nformula: 10 * sales\n---\n",
    "content/checkins/2026-11-20-ana.md": "---\nupdates: {grow#a: 4}\n---\n",
}


def test_later_values_with_decimals_and_new_people_change_no_page_of_a_day(project: Build) -> None:
    after = project({**WHOLE, **_with_decimals("zoe")})
    for day in (date(2026, 12, 1), CLOSED, date(2027, 1, 31)):
        assert outputs(after, day) == outputs(project_of(WHOLE), day)


def test_later_values_with_decimals_change_no_closed_page(project: Build) -> None:
    found = project({**WHOLE, **_with_decimals("ana")})
    then, now = shown(found, CLOSED), shown(found, date(2027, 3, 1))
    assert now["objectives/grow.html"] == then["objectives/grow.html"]


def _with_decimals(author: str) -> dict[str, str]:
    """Values of February, with decimals that none before had."""
    return {
        "content/kpis/sales.csv": WHOLE["content/kpis/sales.csv"] + "2027-02,4.25\n",
        f"content/checkins/2027-02-20-{author}.md": "---\nupdates: {grow#a: 4.25}\n---\n",
    }
