"""The door of the room: a judged portfolio in, every file of the site and all it may show out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from okrsite.assess.assessment import Assessment
from okrsite.base.problems import Problems, together
from okrsite.compare.history import NO_HISTORY, History
from okrsite.model.goals import Kind, Review, WikiPage
from okrsite.model.portfolio import Portfolio
from okrsite.model.silence import without
from okrsite.plan import paths
from okrsite.plan.addresses import aliases, claim
from okrsite.plan.assets import Copy, ThemeAsset, published
from okrsite.plan.descriptions import described
from okrsite.plan.embeds.embedded import embedded
from okrsite.plan.exports.exports import Exports, exports, has_data
from okrsite.plan.exports.guides import SITEMAP, sitemap
from okrsite.plan.navigation import has_alignment, has_cycles, site
from okrsite.plan.output import Output, Plan
from okrsite.plan.pages import (
    alignment,
    calibration,
    coverage,
    cycles,
    data,
    digest,
    funnel,
    glossary,
    health,
    kpis,
    objectives,
    organisation,
    planning,
    prose,
    rules,
    tags,
    vitals,
    wanted,
)
from okrsite.plan.pages.report.page import report_page, reports_page
from okrsite.plan.pages.report.scope import scopes
from okrsite.plan.scene import Scene
from okrsite.plan.search import records, search_page
from okrsite.plan.views.pages import Page, RedirectView
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.search import Records
from okrsite.plan.ways import subjects, with_ways
from okrsite.read.library import Library

_Built = tuple[str, str, Head, object]
"""A page to be: its path, its template, what it says about itself, and what it shows."""

T = TypeVar("T")

WARNINGS = ("OKR211",)
"""The codes of what planning warns of, and authors may have answered."""


def plan(  # noqa: PLR0913, PLR0917 - all that earlier rooms yield
    library: Library,
    portfolio: Portfolio,
    assessment: Assessment,
    findings: Problems,
    theme_assets: tuple[ThemeAsset, ...],
    version: str,
    history: History = NO_HISTORY,
) -> tuple[Plan, Problems]:
    """Every file of the site, in path order; `findings` are what is known of it until now.

    Kinds are `page` (a `Page`), `copy` (a `Copy`), `sitemap` and those of `exports`. Reported
    are links that lead to no file (OKR211), files whose pages would stand where another does
    (OKR212) and aliases that cannot be addresses of this site (OKR213).
    """
    scene = Scene(library, portfolio, assessment, embedded, history)
    more = exports(scene, version)
    built, found = _built(more, scene)
    built += _health(findings, _titles(built), scene)
    titles = _titles(built)
    frame, about = site(scene, frozenset(titles), version, more.feed), subjects(scene)
    pages = []
    for path, template, head, view in built:
        told = with_ways(_head(path, head, view, titles, scene), path, about, scene)
        pages.append(Page(path, template, frame, more.head(path, told), view))
    pages += [
        Page(path, "redirect.html", frame, Head(titles[target]), RedirectView(target))
        for path, target in aliases(library.documents, scene, titles)
    ]
    outputs = [Output(PurePosixPath(page.path), "page", page) for page in pages]
    outputs += [Output(path, "copy", copy) for path, copy in published(theme_assets)]
    outputs += [*more.outputs, *_site_map(titles, scene)]
    outputs += [Output(a.inside, "copy", Copy(a.content)) for a in library.assets]
    kept = claim(outputs, scene)
    return Plan(tuple(sorted(kept, key=lambda output: output.path)), found), scene.problems


def _built(more: Exports, scene: Scene) -> tuple[list[_Built], Records]:
    """Every page but that of the findings, in the order in which they need one another.

    The branches of the alignment come first, as other pages lead to them; last come the pages
    that list what the texts of all others asked for, and the search, which finds all of them.
    """
    built = [*_aligned(scene), *_things(scene), *_lists(scene), *_data(more.paths, scene)]
    built += [*_prose(scene), *_reports(scene), _home(scene)]
    built += _always(frozenset(_titles(built)), scene)
    built += _reading(_titles(built), scene)
    found = records(built, scene)
    return [*built, (paths.SEARCH, "search.html", *search_page(found, scene))], found


def _titles(built: Sequence[_Built]) -> dict[str, str]:
    return {path: head.title for path, _, head, _ in built}


def _head(path: str, head: Head, view: object, titles: Mapping[str, str], scene: Scene) -> Head:
    """What a page says about itself, and which others speak of it."""
    return prose.with_mentions(described(head, view, scene), path, titles, scene)


def _site_map(titles: Mapping[str, str], scene: Scene) -> Iterator[Output]:
    if scene.address and scene.portfolio.settings.search_engines:
        yield Output(PurePosixPath(SITEMAP), "sitemap", sitemap(titles, scene))


def _aligned(scene: Scene) -> Iterator[_Built]:
    """The pages of what serves what, first: from then on other pages can lead to their parts."""
    if has_alignment(scene):
        yield from alignment.alignment_pages(alignment.grown(scene), scene)


def _things(scene: Scene) -> Iterator[_Built]:
    """A page for each thing that has one."""
    portfolio = scene.portfolio
    yield from _pages(Kind.OBJECTIVE, portfolio.objectives, objectives.objective_page, scene)
    yield from _pages(Kind.KPI, portfolio.kpis, kpis.kpi_page, scene)
    yield from _pages(Kind.CYCLE, portfolio.cycles, cycles.cycle_page, scene)
    yield from _pages(Kind.TEAM, portfolio.teams, organisation.team_page, scene)
    yield from _pages(Kind.PERSON, portfolio.people, organisation.person_page, scene)
    yield from _pages(Kind.PILLAR, portfolio.pillars, organisation.pillar_page, scene)


def _pages(
    kind: Kind,
    things: Mapping[str, T],
    build: Callable[[T, Scene], tuple[Head, object]],
    scene: Scene,
) -> Iterator[_Built]:
    for id_, thing in things.items():
        if path := scene.path(kind, id_):
            yield path, f"{kind.value}.html", *build(thing, scene)


def _lists(scene: Scene) -> Iterator[_Built]:
    """The pages about many things; one with nothing to say is not built."""
    for path, template, has_something, build in _LISTS:
        if has_something(scene):
            yield path, template, *build(scene)


_LISTS: tuple[
    tuple[str, str, Callable[[Scene], bool], Callable[[Scene], tuple[Head, object]]], ...
] = (
    (
        paths.OBJECTIVES,
        "objectives.html",
        lambda scene: len(scene.portfolio.objectives) > 1,
        objectives.objectives_page,
    ),
    (paths.COVERAGE, "coverage.html", coverage.has_coverage, coverage.coverage_page),
    (paths.CYCLES, "cycles.html", has_cycles, cycles.cycles_page),
    (
        paths.TEAMS,
        "teams.html",
        lambda scene: len(scene.portfolio.teams) > 1,
        organisation.teams_page,
    ),
    (
        paths.PEOPLE,
        "people.html",
        lambda scene: len(scene.portfolio.people) > 1,
        organisation.people_page,
    ),
    (paths.VITALS, "vitals.html", lambda scene: bool(scene.portfolio.kpis), vitals.vitals_page),
    (
        paths.SCORECARD,
        "scorecard.html",
        lambda scene: any(k.judged for k in scene.assessment.kpis.values()),
        vitals.scorecard_page,
    ),
    (paths.ALERTS, "alerts.html", lambda scene: bool(scene.portfolio.kpis), vitals.alerts_page),
    (
        paths.HOW_COMPUTED,
        "how-computed.html",
        lambda scene: bool(scene.portfolio.objectives or scene.portfolio.kpis),
        rules.rules_page,
    ),
    (
        paths.PLANNING,
        "planning.html",
        lambda scene: any(k.judged for k in scene.assessment.kpis.values()),
        planning.planning_page,
    ),
    (paths.DIGEST, "digest.html", digest.has_digest, digest.digest_page),
    (
        paths.GLOSSARY,
        "glossary.html",
        lambda scene: len(scene.portfolio.objectives) > 1 or bool(scene.portfolio.kpis),
        glossary.glossary_page,
    ),
    (paths.FUNNEL, "funnel.html", lambda scene: bool(scene.assessment.funnel), funnel.funnel_page),
    (
        paths.CALIBRATION,
        "calibration.html",
        lambda scene: bool(scene.assessment.projections),
        calibration.calibration_page,
    ),
)


def _data(taken: frozenset[str], scene: Scene) -> Iterator[_Built]:
    """The page about what can be taken away, where there is anything."""
    if has_data(scene):
        yield paths.DATA, "data.html", *data.data_page(taken, scene)


def _prose(scene: Scene) -> Iterator[_Built]:
    wiki = [page for page in scene.portfolio.pages if not prose.is_home(page)]
    reviews = [r for r in scene.portfolio.reviews if r.is_known(scene.as_of)]
    for page in wiki:
        yield paths.prose_path(page), "prose.html", *prose.wiki_page(page, scene)
    for review in reviews:
        yield paths.prose_path(review), "prose.html", *prose.review_page(review, scene)
    for tag in tags.tag_views(scene):
        yield tag.link.path, "tag.html", *tags.tag_page(tag, scene)


def _reading(titles: Mapping[str, str], scene: Scene) -> Iterator[_Built]:
    """What is not written yet, and the lists of what is: the texts of all pages are read by now."""
    ways = []
    if scene.tags:
        head, all_tags = tags.tags_page(scene)
        ways.append(Link(head.title, paths.TAGS))
        yield paths.TAGS, "tags.html", head, all_tags
    if scene.wanted:
        head, missing = wanted.wanted_page(titles, scene)
        ways.append(Link(head.title, paths.NOT_WRITTEN))
        yield paths.NOT_WRITTEN, "not-written.html", head, missing
    if any(scene.page_of(one.document) in titles for one in _texts(scene)):
        yield paths.PAGES, "pages.html", *prose.pages_page(ways, scene)


def _reports(scene: Scene) -> Iterator[_Built]:
    """A report on each cycle that has begun, and on each team in it; then the list of them."""
    found = list(scopes(scene))
    for scope in found:
        yield scope.path, "report.html", *report_page(scope, scene)
    if found:
        yield paths.REPORTS, "reports.html", *reports_page(scene)


def _texts(scene: Scene) -> tuple[WikiPage | Review, ...]:
    """The pages of the handbook and the reviews, but for the text of the home page."""
    pages = tuple(page for page in scene.portfolio.pages if not prose.is_home(page))
    return (*pages, *scene.portfolio.reviews)


def _home(scene: Scene) -> _Built:
    front = next((page for page in scene.portfolio.pages if prose.is_home(page)), None)
    document = front.document if front else None
    body = scene.body(document, paths.HOME, level=3, prefix="about_")
    return paths.HOME, "home.html", *cycles.home_page(scene, body, scene.edit(document))


def _always(built: frozenset[str], scene: Scene) -> Iterator[_Built]:
    yield paths.INDEX, "index.html", *prose.index_page(scene)
    ways = (
        (scene.say("Home"), paths.HOME),
        (scene.say("All objectives"), paths.OBJECTIVES),
        (scene.say("Everything from A to Z"), paths.INDEX),
    )
    links = [Link(text, path) for text, path in ways if path in built or path == paths.INDEX]
    yield paths.NOT_FOUND, "404.html", *prose.not_found_page(links, scene)


def _health(findings: Problems, titles: Mapping[str, str], scene: Scene) -> Iterator[_Built]:
    """The page about all that is found, last: the links of every other page are followed by now."""
    found = together(findings, without(scene.problems, scene.portfolio.silenced))
    if health.has_findings(found):
        yield paths.HEALTH, "health.html", *health.health_page(found, titles, scene)
