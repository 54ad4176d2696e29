"""Which things have a page, and where it is: flat, stable addresses that live for years."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from okrsite.base.text import slug
from okrsite.model.goals import Kind, Ref, Review, WikiPage
from okrsite.model.portfolio import Portfolio

HOME = "index.html"
OBJECTIVES = "objectives.html"
ALIGNMENT = "alignment.html"
COVERAGE = "coverage.html"
CYCLES = "cycles.html"
TEAMS = "teams.html"
PEOPLE = "people.html"
VITALS = "vitals.html"
SCORECARD = "scorecard.html"
ALERTS = "alerts.html"
FUNNEL = "funnel.html"
CALIBRATION = "calibration.html"
REPORTS = "reports.html"
PAGES = "pages.html"
TAGS = "tags.html"
NOT_WRITTEN = "not-written.html"
GLOSSARY = "glossary.html"
DIGEST = "digest.html"
PLANNING = "planning.html"
HOW_COMPUTED = "how-computed.html"
HEALTH = "health.html"
INDEX = "a-z.html"
SEARCH = "search.html"
DATA = "data.html"
NOT_FOUND = "404.html"
CHANGES = "changes.html"

_MOST_OF_A_TAG = 80  # characters: a file name has room for 255 bytes

_FOLDERS = {
    Kind.OBJECTIVE: "objectives",
    Kind.KPI: "kpis",
    Kind.CYCLE: "cycles",
    Kind.TEAM: "teams",
    Kind.PERSON: "people",
    Kind.PILLAR: "pillars",
}


def pages_of_things(portfolio: Portfolio, as_of: date) -> Mapping[Ref, str]:
    """The path of each thing that has a page; a key result's is a place on its objective's."""
    named = _with_pages(portfolio, as_of)
    found = {Ref(kind, id_): f"{_FOLDERS[kind]}/{id_}.html" for kind, id_ in named}
    for key, kr in portfolio.key_results.items():
        found[Ref(Kind.KEY_RESULT, key)] = f"objectives/{kr.objective}.html#{kr.id}"
    return found


def _with_pages(portfolio: Portfolio, as_of: date) -> Iterator[tuple[Kind, str]]:
    yield from ((Kind.OBJECTIVE, id_) for id_ in portfolio.objectives)
    yield from ((Kind.KPI, id_) for id_ in portfolio.kpis)
    yield from ((Kind.PILLAR, id_) for id_ in portfolio.pillars)
    goals = Counter(objective.cycle for objective in portfolio.objectives.values())
    reviewed = {r.cycle for r in portfolio.reviews if r.is_known(as_of)}
    for id_, cycle in portfolio.cycles.items():
        if cycle.document or id_ in reviewed or (goals[id_] and len(portfolio.objectives) > 1):
            yield Kind.CYCLE, id_
    if len(portfolio.teams) > 1:
        yield from ((Kind.TEAM, id_) for id_ in portfolio.teams)
    if len(portfolio.people) > 1:
        yield from ((Kind.PERSON, id_) for id_ in portfolio.people)


def report_path(cycle: str, team: str = "") -> str:
    """The report on a cycle, or on what one team did in it.

    >>> report_path("2026-q4"), report_path("2026-q4", "growth")
    ('reports/2026-q4.html', 'reports/2026-q4/growth.html')
    """
    return f"reports/{cycle}/{team}.html" if team else f"reports/{cycle}.html"


def tag_paths(tags: Iterable[str]) -> Mapping[str, str]:
    """The page of each tag: a long one is cut, those that would share a page are numbered.

    >>> tag_paths(["C", "C 2", "C++"])
    {'C': 'tags/c.html', 'C 2': 'tags/c-2.html', 'C++': 'tags/c-3.html'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for tag in tags:
        name = free = slug(tag)[:_MOST_OF_A_TAG].rstrip("-")
        while free in taken:
            numbers[name] += 1
            free = f"{name}-{numbers[name] + 1}"
        taken.add(free)
        found[tag] = f"tags/{free}.html"
    return found


def prose_path(page: WikiPage | Review) -> str:
    """A wiki page or a review stands where its file does; the front page's text is the home's.

    The home page shows `index.md`, so links to that file lead there.
    """
    return _prose_path(page.document.inside)


@lru_cache(maxsize=50_000)
def _prose_path(inside: PurePosixPath) -> str:
    if inside == PurePosixPath("index.md"):
        return HOME
    return str(inside.with_suffix(".html"))
