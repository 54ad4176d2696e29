"""A planned state of a project: which pages it has, and which files each of them is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from re import compile as pattern

from okrsite.base.frozen import Frozen, fields
from okrsite.model.goals import Kind, Kpi, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Combined, Rows
from okrsite.plan.output import Plan
from okrsite.plan.paths import pages_of_things, prose_path
from okrsite.plan.views.pages import Page, RedirectView
from okrsite.read.library import Document, Library


@dataclass(frozen=True)
class Planned:
    """A project as it was read, linked and planned on a day."""

    library: Library
    portfolio: Portfolio
    plan: Plan
    as_of: date

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages of the site by their paths, but those that only lead on."""
        found = self.all_pages.items()
        return {p: page for p, page in found if not isinstance(page.view, RedirectView)}

    @cached_property
    def all_pages(self) -> Mapping[str, Page]:
        """Every page by its path."""
        found = (one.data for one in self.plan.outputs if one.kind == "page")
        return {page.path: page for page in found if isinstance(page, Page)}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The file that a page is of, by the path of the page."""
        return dict(self._documents())

    @cached_property
    def _sources(self) -> Mapping[str, frozenset[str]]:
        """The files that the goals on a page are written in, by the path of the page."""
        found = {path: {one.path} for path, one in self.documents.items()}
        for path, thing in self._measured():
            found.setdefault(path, set()).update(_written_in(thing))
        return {path: frozenset(files) for path, files in found.items()}

    def texts(self, path: str) -> Mapping[str, str]:
        """The texts of the files that a page is made of."""
        files = self._sources.get(path, frozenset())
        return {file: self.library.texts.get(file, "") for file in files}

    def _documents(self) -> Iterator[tuple[str, Document]]:
        portfolio = self.portfolio
        things: dict[Kind, Mapping[str, object]] = {
            Kind.OBJECTIVE: portfolio.objectives,
            Kind.KPI: portfolio.kpis,
            Kind.CYCLE: portfolio.cycles,
            Kind.TEAM: portfolio.teams,
            Kind.PERSON: portfolio.people,
            Kind.PILLAR: portfolio.pillars,
        }
        for ref, path in pages_of_things(portfolio, self.as_of).items():
            document = getattr(things.get(ref.kind, {}).get(ref.id), "document", None)
            if isinstance(document, Document):
                yield path, document
        yield from ((prose_path(page), page.document) for page in portfolio.pages)
        yield from ((prose_path(review), review.document) for review in portfolio.reviews)

    def _measured(self) -> Iterator[tuple[str, Objective | Kpi]]:
        for ref, path in pages_of_things(self.portfolio, self.as_of).items():
            if ref.kind is Kind.OBJECTIVE:
                yield path, self.portfolio.objectives[ref.id]
            elif ref.kind is Kind.KPI:
                yield path, self.portfolio.kpis[ref.id]


def is_alike(one: object, other: object) -> bool:
    """Whether two pages show the same; that a line moved within its file is no difference.

    >>> is_alike(("a.md:8:3", 1), ("a.md:9:3", 1)), is_alike(("a.md:8", 1), ("b.md:8", 1))
    (True, False)
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, str) and isinstance(other, str):
        return one == other or _LINE.sub(r"\1", one) == _LINE.sub(r"\1", other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(is_alike, one, other))
    if isinstance(one, Frozen):
        names = fields(type(one))
        return all(is_alike(getattr(one, name), getattr(other, name)) for name in names)
    return one == other


def _written_in(thing: Objective | Kpi) -> Iterator[str]:
    """The files of check-ins on a goal, or of the values of a KPI."""
    if isinstance(thing, Objective):
        updates = (*thing.updates, *(one for kr in thing.key_results for one in kr.updates))
        yield from (update.place.path for update in updates)
        return
    origin = thing.series.origin
    tables = origin.units if isinstance(origin, Combined) else (origin,)
    for table in tables:
        if isinstance(table, Rows):
            yield from {one.place.path for one in table.observations}


_LINE = pattern(r"(\.(?:md|csv|toml)):\d+(?::\d+)?")
