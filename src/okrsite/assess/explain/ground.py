"""What explanations stand on: the judged portfolio, and where each thing stands in its file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from okrsite.assess.assessment import Assessment, KpiAssessment
from okrsite.assess.goals import contributing
from okrsite.assess.series import Book
from okrsite.base.numbers import Unit, format_day, format_percent, format_value
from okrsite.base.problems import Place
from okrsite.base.words import say_in, says_in
from okrsite.model.calendar import Period, within
from okrsite.model.goals import KeyResult, Kpi, Update
from okrsite.model.known import in_unit
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import KeyResultFields, Was
from okrsite.model.series import Combined, Observation, Observations, Rows, SameAs

_WRITTEN = {"first_day": "from"}


class Ground:
    """A portfolio as judged on a day, and the lines of its files."""

    def __init__(self, portfolio: Portfolio, assessment: Assessment) -> None:
        self.portfolio = portfolio
        self.assessment = assessment
        self.language = portfolio.settings.language
        self._books: dict[date, Book] = {}

    def after(self, portfolio: Portfolio, assessment: Assessment) -> "Ground":
        """The same after an edit that leaves alone which goals count in which."""
        ground = Ground(portfolio, assessment)
        ground.contributing = self.contributing
        return ground

    @cached_property
    def contributing(self) -> Mapping[str, tuple[str, ...]]:
        """The children that count in each objective."""
        return contributing(self.portfolio.objectives)

    def kpi(self, id_: str, closed_on: date | None) -> KpiAssessment:
        """A KPI as it is judged today, or as it was on the day on which a cycle closed."""
        assessment = self.assessment
        return assessment.kpis_at[id_, closed_on] if closed_on else assessment.kpis[id_]

    def known(self, id_: str, closed_on: date | None) -> Kpi:
        """A KPI as its values are written today, or were on the day on which a cycle closed."""
        kpi = self.portfolio.kpis[id_]
        return in_unit(kpi, self.kpi(id_, closed_on).unit) if closed_on else kpi

    def closed_on(self, objective: str) -> date | None:
        """The day on which an objective was judged for good; nothing while it is open."""
        judged = self.assessment.objectives[objective]
        return judged.as_of if judged.is_closed else None

    def book(self, day: date) -> Book:
        """The series as they stood on a day."""
        if day not in self._books:
            self._books[day] = Book(self.portfolio.series, day)
        return self._books[day]

    def say(self, message: str, /, **values: object) -> str:
        """A message in the site's language."""
        return say_in(self.language, message, **values)

    def says(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A message about a number of things, in the site's language."""
        return says_in(self.language, one, many, number, **values)

    def day(self, day: date) -> str:
        """A day in words."""
        return format_day(day, self.language)

    def all_of(self, names: Sequence[str]) -> str:
        """Names as a list in a sentence: `a and b and c`."""
        found = names[0]
        for name in names[1:]:
            found = self.say("{others} and {last}", others=found, last=name)
        return found

    def days(self, first_day: date, last_day: date) -> str:
        """What a number of days is counted between."""
        return self.say(
            "days from {first} to {last}", first=self.day(first_day), last=self.day(last_day)
        )

    def value(self, value: float, unit: Unit) -> str:
        """A value with its unit."""
        return format_value(value, unit, self.language)

    def share(self, share: float) -> str:
        """A share as a percent."""
        return format_percent(share, self.language)

    def at(self, kr: KeyResult, *loc: str | int) -> Place:
        """Where something of a key result is written."""
        objective = self.portfolio.objectives[kr.objective]
        index = objective.key_results.index(kr)
        return objective.document.place("key_results", index, *loc)

    def promised(self, kr: KeyResult, name: str, day: date) -> tuple[Place, ...]:
        """Where a part of the promise in force on a day is written; nowhere for a default.

        What a later revision took back stands in its `was`.
        """
        written = _WRITTEN.get(name, name)
        for index, was in _later(kr.fields, day):
            if name in was.model_fields_set:
                return (self.at(kr, "revisions", index, "was", written),)
        return (self.at(kr, written),) if name in kr.fields.model_fields_set else ()

    def title(self, id_: str) -> str:
        """What a KPI or a metric is called."""
        kpi = self.portfolio.kpis.get(id_)
        return kpi.title if kpi else self.portfolio.metrics[id_].title

    def rows(self, id_: str, period: Period, day: date) -> tuple[Observation, ...]:
        """The rows of a series that a period's value was made of; none of a composite."""
        begun = min(day, self.assessment.as_of)
        return tuple(one for rows in self._tables(id_) for one in rows_in(rows, period, begun))

    def last_row(self, id_: str) -> Place | None:
        """Where the last row of a series, or of its units, stands that has begun by the day."""
        as_of = self.assessment.as_of
        places = (
            rows.places[n]
            for rows in reversed(self._tables(id_))
            for n in reversed(range(len(rows)))
            if rows.periods[n].start <= as_of
        )
        return next(places, None)

    def _tables(self, id_: str) -> tuple[Observations, ...]:
        """What is written down of a series, or of its units; nothing of a composite."""
        origin = self.portfolio.series[id_].origin
        if isinstance(origin, SameAs):
            return self._tables(origin.id)
        tables = origin.units if isinstance(origin, Combined) else (origin,)
        return tuple(rows.observations for rows in tables if isinstance(rows, Rows))


def rows_in(rows: Observations, period: Period, day: date) -> tuple[Observation, ...]:
    """The rows that belong to a period and have begun by a day."""
    periods = rows.periods
    return tuple(
        rows[n]
        for n in periods.ending(period.start, period.end)
        if periods.starts[n] <= day and _belongs(periods[n], period)
    )


def _belongs(one: Period, whole: Period) -> bool:
    return one == whole or within(one, whole.cadence) == whole


def places_of(rows: Iterable[Observation]) -> tuple[Place, ...]:
    """Where rows stand."""
    return tuple(one.place for one in rows)


def said_on(updates: Iterable[Update], day: date, name: str) -> tuple[Place, ...]:
    """Where something (`value`, `label`, `verdict`) was said on a day."""
    return tuple(u.place for u in updates if u.day == day and getattr(u, name) not in (None, ""))


def _later(fields: KeyResultFields, day: date) -> list[tuple[int, Was]]:
    """The revisions after a day, oldest first, by their position."""
    numbered = sorted(enumerate(fields.revisions), key=lambda one: (one[1].date, one[0]))
    return [(index, revision.was) for index, revision in numbered if revision.date > day]
