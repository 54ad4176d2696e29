"""The catalogue is a good beginning: of every department, complete, and without an error."""

from datetime import date
from pathlib import Path

import pytest
from projects import open_project, write
from typing_commands import typed

from okrsite.new.catalogue import departments
from okrsite.new.measures import MeasureWish

KPIS = [kpi for department in departments() for kpi in department.kpis]


def test_every_department_has_some_and_no_name_is_given_twice() -> None:
    assert all(len(department.kpis) >= 3 for department in departments())
    assert len({kpi.id for kpi in KPIS}) == len(KPIS) >= 25
    assert len({kpi.title for kpi in KPIS}) == len(KPIS)


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_every_entry_says_what_a_good_kpi_says(kpi: MeasureWish) -> None:
    said = (kpi.activity, kpi.definition, kpi.unit, kpi.indicator, kpi.cadence, kpi.if_it_worsens)
    assert all(said)
    assert not kpi.owner
    assert not kpi.team


def test_all_of_it_is_a_project_that_lacks_only_values_and_is_new(tmp_path: Path) -> None:
    write(tmp_path, {"okrsite.toml": "as_of = 2026-11-20\n"})
    for kpi in KPIS:
        done = typed(tmp_path, f"okrsite new kpi --from-catalogue {kpi.id} --owner ana")
        assert done.code == 0, done.said
    found = open_project(tmp_path).checked(date(2026, 11, 20))
    assert {problem.code for problem in found.pressing} == {"OKR603", "OKR608"}


def test_the_list_names_every_entry(tmp_path: Path) -> None:
    said = typed(tmp_path, "okrsite new kpi --from-catalogue").said
    assert all(f"  {kpi.id}" in said and kpi.title in said for kpi in KPIS)
