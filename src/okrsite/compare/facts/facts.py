"""A portfolio in, all that it says of its goals out: the same for the same goals, however written.

Facts have no places, no order and no formatting. What follows from other facts is not said twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from okrsite.base.project import FILE_NAME
from okrsite.compare.difference import Plain, Subject, What
from okrsite.compare.facts.steps import Path, renamed_path, renamed_value
from okrsite.compare.facts.walk import Walk
from okrsite.model.goals import (
    CheckIn,
    Cycle,
    KeyResult,
    Kind,
    Kpi,
    Metric,
    Objective,
    Person,
    Pillar,
    Ref,
    Review,
    Team,
)
from okrsite.model.portfolio import Portfolio
from okrsite.read.config import Settings

Said: TypeAlias = Mapping[Path, Plain]
Thing: TypeAlias = (
    Objective
    | KeyResult
    | Kpi
    | Metric
    | Cycle
    | Team
    | Person
    | Pillar
    | CheckIn
    | Review
    | Settings
)
SETTINGS = Subject(What.SETTINGS, FILE_NAME)


@dataclass(frozen=True, slots=True)
class Facts(Mapping[Subject, Said]):
    """What is said of each thing, by the path of the field that says it."""

    of: Mapping[Subject, Said]
    _titles: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for one, said in self.of.items():
            if one.kind is Kind.KEY_RESULT:
                titles = self._titles.setdefault(one.id.partition("#")[0], [])
                titles.append(str(said.get(("title",), "")))

    def __getitem__(self, subject: Subject) -> Said:
        return self.of[subject]

    def __iter__(self) -> Iterator[Subject]:
        return iter(self.of)

    def __len__(self) -> int:
        return len(self.of)

    def titles_below(self, objective: str) -> tuple[str, ...]:
        """The titles of an objective's key results, sorted."""
        return tuple(sorted(self._titles.get(objective, ())))

    def renamed(self, names: Mapping[Subject, Subject]) -> "Facts":
        """The facts with things called by their new names, wherever they are spoken of."""
        if not names:
            return self
        to = refs_of(names)
        return Facts(
            MappingProxyType(
                {names.get(one, one): renamed_said(said, to) for one, said in self.of.items()}
            )
        )


def facts(portfolio: Portfolio) -> Facts:
    """Everything a portfolio says of its goals and of what they stand in."""
    walk = Walk(portfolio)
    found = {subject: walk.said(thing) for subject, thing in things(portfolio)}
    return Facts(MappingProxyType(found))


def things(portfolio: Portfolio) -> Iterator[tuple[Subject, Thing]]:
    """The things of a portfolio that somebody wrote; what is only named is in who names it."""
    for objective in portfolio.objectives.values():
        yield Subject(Kind.OBJECTIVE, objective.id), objective
        for key_result in objective.key_results:
            yield Subject(Kind.KEY_RESULT, key_result.key), key_result
    for kpi in portfolio.kpis.values():
        yield Subject(Kind.KPI, kpi.id), kpi
    for metric in portfolio.metrics.values():
        yield Subject(Kind.METRIC, metric.id), metric
    for checkin in portfolio.checkins:
        yield Subject(What.CHECK_IN, checkin.document.path), checkin
    for review in portfolio.reviews:
        yield Subject(What.REVIEW, review.document.path), review
    yield from _frame(portfolio)
    yield SETTINGS, portfolio.settings


def _frame(portfolio: Portfolio) -> Iterator[tuple[Subject, Thing]]:
    """What goals stand in, as far as it has files."""
    for cycle in portfolio.cycles.values():
        if cycle.document:
            yield Subject(Kind.CYCLE, cycle.id), cycle
    for team in portfolio.teams.values():
        if team.document:
            yield Subject(Kind.TEAM, team.id), team
    for person in portfolio.people.values():
        if person.document:
            yield Subject(Kind.PERSON, person.id), person
    for pillar in portfolio.pillars.values():
        yield Subject(Kind.PILLAR, pillar.id), pillar


def renamed_said(said: Said, to: Mapping[Ref, Ref]) -> Said:
    """What is said of a thing, with other things called by their new names."""
    return {renamed_path(path, to): renamed_value(value, to) for path, value in said.items()}


def refs_of(names: Mapping[Subject, Subject]) -> dict[Ref, Ref]:
    """The names of subjects as those of references to them."""
    return {
        Ref(was.kind, was.id): Ref(is_.kind, is_.id)
        for was, is_ in names.items()
        if isinstance(was.kind, Kind) and isinstance(is_.kind, Kind)
    }
