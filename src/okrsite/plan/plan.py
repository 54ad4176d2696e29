"""The door of the room: a judged portfolio in, every file of the site and all it may show out.

Which pages there are is known at once; what each of them shows is found out when it is its turn.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from okrsite.assess.assessment import Assessment
from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Problems, together
from okrsite.compare.history import NO_HISTORY, History
from okrsite.model.goals import Kind, Ref, Review, WikiPage
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
from okrsite.plan.output import AnyOutput, Later, Output, Plain, Plan
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
from okrsite.plan.search import records_on, search_language, search_page
from okrsite.plan.texts import follow
from okrsite.plan.titles import titles_of_files
from okrsite.plan.views.pages import Page, RedirectView, Site
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.search import Record
from okrsite.plan.ways import subjects, with_ways
from okrsite.read.library import Library

_Built: TypeAlias = tuple[Head, object]
"""What a page says about itself, and what it shows."""
_Sheet: TypeAlias = tuple[str, str, Callable[[], _Built]]
"""A page to be: its path, its template, and what builds it when it is its turn."""

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
    sheets = list(_aligned(scene))
    follow(scene)
    titles = titles_of_files(scene)
    sheets += [*_things(scene), *_lists(scene), *_data(more.paths, scene), *_prose(scene)]
    sheets += [*_reports(scene), *_home(scene)]
    sheets += _reading(_paths(sheets), titles, scene)
    sheets += _always(_paths(sheets), scene)
    sheets += _health(findings, titles, scene)
    built = _paths(sheets)
    frame = site(scene, built, version, more.feed)
    setting = _Setting(scene, frame, titles, subjects(scene), more)
    outputs: list[AnyOutput] = [setting.page(sheet) for sheet in sheets]
    outputs += [
        Output(PurePosixPath(path), "page", _leading_on(path, target, frame, titles))
        for path, target in aliases(library.documents, scene, built)
    ]
    outputs += [Output(path, "copy", copy) for path, copy in published(theme_assets)]
    outputs += [*more.outputs, *_site_map(built, scene)]
    outputs += [Output(a.inside, "copy", Copy(a.content)) for a in library.assets]
    kept = sorted(claim(outputs, scene), key=lambda output: output.path)
    found_on, language = partial(_found_on, scene=scene), search_language(scene)
    return Plan(tuple(kept), found_on, language, setting.again), scene.problems


class _Setting(Frozen):
    """What makes a page of this site out of what is shown."""

    scene: Scene
    frame: Site
    titles: Mapping[str, str]
    about: Mapping[str, Ref]
    more: Exports

    def page(self, sheet: _Sheet) -> Later:
        """A page to be, as an output."""
        return Later(PurePosixPath(sheet[0]), "page", partial(self._set, *sheet))

    def again(
        self,
        library: Library,
        portfolio: Portfolio,
        assessment: Assessment,
        things: tuple[Ref | WikiPage, ...],
    ) -> Plan:
        """The pages of some things, of a portfolio that differs in nothing but their content."""
        scene = self.scene.after(library, portfolio, assessment)
        setting = replace(self, scene=scene)
        sheets = (
            _wiki(one, scene) if isinstance(one, WikiPage) else _thing(one, scene) for one in things
        )
        return Plan(tuple(map(setting.page, sheets)), again=setting.again)

    def _set(self, path: str, template: str, build: Callable[[], _Built]) -> Page:
        head, view = build()
        found = described(head, view, self.scene)
        named = prose.with_mentions(found, path, self.titles, self.scene)
        told = with_ways(named, path, self.about, self.scene)
        return Page(path, template, self.frame, self.more.head(path, told), view)


def _leading_on(path: str, target: str, frame: Site, titles: Mapping[str, str]) -> Page:
    """What stands at an old address."""
    return Page(path, "redirect.html", frame, Head(titles[target]), RedirectView(target))


def _found_on(data: Plain, scene: Scene) -> tuple[Record, ...]:
    return records_on(data, scene) if isinstance(data, Page) else ()


def _paths(sheets: Iterable[_Sheet]) -> frozenset[str]:
    return frozenset(path for path, _, _ in sheets)


def _site_map(built: frozenset[str], scene: Scene) -> Iterator[Output]:
    if scene.address and scene.portfolio.settings.search_engines:
        yield Output(PurePosixPath(SITEMAP), "sitemap", sitemap(built, scene))


def _aligned(scene: Scene) -> Iterator[_Sheet]:
    """The pages of what serves what, first: from then on other pages can lead to their parts."""
    if has_alignment(scene):
        for path, build in alignment.alignment_pages(alignment.grown(scene), scene):
            yield path, "alignment.html", build


def _things(scene: Scene) -> Iterator[_Sheet]:
    """A page for each thing that has one."""
    for ref in scene.paths:
        if ref.kind in _THINGS:
            yield _thing(ref, scene)


def _thing(ref: Ref, scene: Scene) -> _Sheet:
    things, build = _THINGS[ref.kind]
    thing = things(scene.portfolio)[ref.id]
    return scene.paths[ref], f"{ref.kind.value}.html", partial(build, thing, scene)


_THINGS: Mapping[
    Kind, tuple[Callable[[Portfolio], Mapping[str, Any]], Callable[[Any, Scene], _Built]]
] = {
    Kind.OBJECTIVE: (attrgetter("objectives"), objectives.objective_page),
    Kind.KPI: (attrgetter("kpis"), kpis.kpi_page),
    Kind.CYCLE: (attrgetter("cycles"), cycles.cycle_page),
    Kind.TEAM: (attrgetter("teams"), organisation.team_page),
    Kind.PERSON: (attrgetter("people"), organisation.person_page),
    Kind.PILLAR: (attrgetter("pillars"), organisation.pillar_page),
}
"""Where the things of a kind are that have pages, and what builds one."""


def _lists(scene: Scene) -> Iterator[_Sheet]:
    """The pages about many things; one with nothing to say is not built."""
    for path, template, has_something, build in _LISTS:
        if has_something(scene):
            yield path, template, partial(build, scene)


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


def _data(taken: frozenset[str], scene: Scene) -> Iterator[_Sheet]:
    """The page about what can be taken away, where there is anything."""
    if has_data(scene):
        yield paths.DATA, "data.html", partial(data.data_page, taken, scene)


def _prose(scene: Scene) -> Iterator[_Sheet]:
    wiki = [page for page in scene.portfolio.pages if not prose.is_home(page)]
    reviews = [r for r in scene.portfolio.reviews if r.is_known(scene.as_of)]
    for page in wiki:
        yield _wiki(page, scene)
    for review in reviews:
        yield paths.prose_path(review), "prose.html", partial(prose.review_page, review, scene)
    for tag in tags.tag_views(scene):
        yield tag.link.path, "tag.html", partial(tags.tag_page, tag, scene)


def _wiki(page: WikiPage, scene: Scene) -> _Sheet:
    return paths.prose_path(page), "prose.html", partial(prose.wiki_page, page, scene)


def _reading(built: frozenset[str], titles: Mapping[str, str], scene: Scene) -> Iterator[_Sheet]:
    """What is not written yet, and the lists of what is."""
    ways = []
    if scene.tags:
        ways.append(Link(tags.title(scene), paths.TAGS))
        yield paths.TAGS, "tags.html", partial(tags.tags_page, scene)
    if scene.wanted:
        ways.append(Link(wanted.title(scene), paths.NOT_WRITTEN))
        yield paths.NOT_WRITTEN, "not-written.html", partial(wanted.wanted_page, titles, scene)
    if any(scene.page_of(one.document) in built for one in _texts(scene)):
        yield paths.PAGES, "pages.html", partial(prose.pages_page, ways, scene)


def _reports(scene: Scene) -> Iterator[_Sheet]:
    """A report on each cycle that has begun, and on each team in it; then the list of them."""
    found = list(scopes(scene))
    for scope in found:
        yield scope.path, "report.html", partial(report_page, scope, scene)
    if found:
        yield paths.REPORTS, "reports.html", partial(reports_page, scene)


def _texts(scene: Scene) -> tuple[WikiPage | Review, ...]:
    """The pages of the handbook and the reviews, but for the text of the home page."""
    pages = tuple(page for page in scene.portfolio.pages if not prose.is_home(page))
    return (*pages, *scene.portfolio.reviews)


def _home(scene: Scene) -> Iterator[_Sheet]:
    """The front page, with the text of the wiki page that stands for it."""
    front = next((page for page in scene.portfolio.pages if prose.is_home(page)), None)
    document = front.document if front else None
    yield paths.HOME, "home.html", partial(cycles.home_page, document, scene)


def _always(built: frozenset[str], scene: Scene) -> Iterator[_Sheet]:
    yield paths.INDEX, "index.html", partial(prose.index_page, scene)
    yield paths.SEARCH, "search.html", partial(search_page, scene)
    ways = (
        (scene.say("Home"), paths.HOME),
        (scene.say("All objectives"), paths.OBJECTIVES),
        (scene.say("Everything from A to Z"), paths.INDEX),
    )
    links = [Link(text, path) for text, path in ways if path in built or path == paths.INDEX]
    yield paths.NOT_FOUND, "404.html", partial(prose.not_found_page, links, scene)


def _health(findings: Problems, titles: Mapping[str, str], scene: Scene) -> Iterator[_Sheet]:
    """The page about all that is found."""
    found = together(findings, without(scene.problems, scene.portfolio.silenced))
    if health.has_findings(found):
        yield paths.HEALTH, "health.html", partial(health.health_page, found, titles, scene)
