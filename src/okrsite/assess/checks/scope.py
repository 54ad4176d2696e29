"""What rules look at: only what can still be changed, so that the past does not nag for ever."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from okrsite.base.numbers import format_day, format_value
from okrsite.model.goals import Cycle, KeyResult, Kpi, Objective
from okrsite.model.organisation import BACKLOG
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import EventKind, Stage
from okrsite.read.library import Spot

DAYS_OF_INTEREST = 100
"""How long after the close of a cycle its closing is still worth a word."""


def open_objectives(portfolio: Portfolio, as_of: date) -> Iterator[Objective]:
    """The active objectives whose cycle is not closed yet, those of coming cycles included.

    What is parked in the backlog on purpose is not among them.
    """
    for objective in portfolio.objectives.values():
        is_over = portfolio.cycles[objective.cycle].is_closed(as_of)
        if objective.stage is Stage.ACTIVE and not is_over and not is_parked(objective):
            yield objective


def is_parked(objective: Objective) -> bool:
    """Whether somebody put an objective into the backlog on purpose."""
    is_said = objective.fields.cycle == BACKLOG or BACKLOG in objective.document.inside.parts
    return objective.cycle == BACKLOG and is_said


def is_of_interest(cycle: Cycle, as_of: date) -> bool:
    """Whether a cycle has closed, and not long ago."""
    if cycle.closed_on is None:
        return False
    return timedelta(0) <= as_of - cycle.closed_on <= timedelta(days=DAYS_OF_INTEREST)


def recently_closed(portfolio: Portfolio, as_of: date) -> Iterator[Objective]:
    """The active objectives of cycles that have closed not long ago."""
    for objective in portfolio.objectives.values():
        is_active = objective.stage is Stage.ACTIVE and objective.cycle != BACKLOG
        if is_active and is_of_interest(portfolio.cycles[objective.cycle], as_of):
            yield objective


def kept(objective: Objective, as_of: date) -> tuple[KeyResult, ...]:
    """The key results of an objective that are not given up by a day."""
    return tuple(
        kr for kr in objective.key_results if kr.dropped_on is None or kr.dropped_on > as_of
    )


def spot(objective: Objective, key_result: KeyResult) -> Spot:
    """Where a key result is written."""
    written = (id(fields) for fields in objective.fields.key_results)
    return objective.document.at("key_results", list(written).index(id(key_result.fields)))


def is_retired(kpi: Kpi, as_of: date) -> bool:
    """Whether a KPI is no longer watched on a day."""
    return any(e.kind is EventKind.RETIRED and e.date <= as_of for e in kpi.fields.events)


def kpis_by_team(portfolio: Portfolio, as_of: date) -> dict[str, tuple[Kpi, ...]]:
    """The KPIs on each team's page, by its id; all under `""` where there are no teams."""
    watched = [kpi for kpi in portfolio.kpis.values() if not is_retired(kpi, as_of)]
    if not portfolio.teams:
        return {"": tuple(watched)}
    found: dict[str, list[Kpi]] = {}
    for kpi in watched:
        for team in dict.fromkeys(kpi.teams):
            found.setdefault(team, []).append(kpi)
    return {team: tuple(found[team]) for team in portfolio.teams if team in found}


def also_for(kpi: Kpi) -> tuple[str, ...]:
    """The teams on whose pages a KPI stands besides its own."""
    return bare(kpi.fields.also_for)


def bare(names: Iterable[str]) -> tuple[str, ...]:
    """References without their kind.

    >>> bare(["kpi:mrr", "churn"])
    ('mrr', 'churn')
    """
    return tuple(name.rpartition(":")[2] for name in names)


def team_words(team: str) -> str:
    """A scope in words."""
    return f"team `{team}`" if team else "no team"


def days(cycle: Cycle) -> int:
    """How long a cycle lasts, in days; the backlog does not."""
    return (cycle.last_day - cycle.first_day).days + 1 if cycle.first_day and cycle.last_day else 0


def by_priority(objectives: Iterable[Objective]) -> list[Objective]:
    """The objectives in the order in which they matter."""
    return sorted(
        objectives, key=lambda o: (o.fields.priority is None, o.fields.priority or 0, o.id)
    )


def day_words(day: date, portfolio: Portfolio) -> str:
    """A day by the site's language."""
    return format_day(day, portfolio.settings.language)


def value_words(value: float, key_result: KeyResult, portfolio: Portfolio) -> str:
    """A value of a key result with its unit."""
    return format_value(value, key_result.unit, portfolio.settings.language)


def names(ids: Iterable[str]) -> str:
    """Ids as a list in a sentence.

    >>> names(["a", "b", "c"])
    '`a`, `b` and `c`'
    """
    quoted = [f"`{id_}`" for id_ in ids]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))
