"""Starter KPIs by department, to begin with and to change; each file here is a department."""

import tomllib
from importlib.resources import files

from okrsite.base.frozen import Frozen
from okrsite.base.problems import did_you_mean
from okrsite.new.files import CannotWriteError
from okrsite.new.measures import MeasureWish


class Department(Frozen):
    """A department and the KPIs to begin with there."""

    name: str
    kpis: tuple[MeasureWish, ...]


def departments() -> tuple[Department, ...]:
    """The catalogue, by the names of the departments."""
    found = []
    for file in files("okrsite.new.catalogue").iterdir():
        if file.name.endswith(".toml"):
            held = tomllib.loads(file.read_text(encoding="utf-8"))
            kpis = tuple(MeasureWish(**entry) for entry in held["kpis"])
            found.append(Department(held["department"], kpis))
    return tuple(sorted(found, key=lambda one: one.name))


def catalogued(name: str) -> MeasureWish:
    """The KPI of a name; raises CannotWriteError."""
    known = {kpi.id: kpi for department in departments() for kpi in department.kpis}
    if name not in known:
        hint = did_you_mean(name, known) or "okrsite new kpi --from-catalogue lists them"
        raise CannotWriteError(f"the catalogue has no KPI `{name}`", hint)
    return known[name]
