"""What every page is built from: the judged portfolio, where things are, and how they are named."""

import posixpath
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from okrsite.assess.assessment import Assessment
from okrsite.assess.explain.ground import Ground
from okrsite.base.problems import Place, Problem, Problems, Severity, did_you_mean
from okrsite.base.words import say_as_in, say_in, says_in
from okrsite.compare.history import NO_HISTORY, History, PromiseHistory, promise_history
from okrsite.model.goals import KeyResult, Kind, Ref
from okrsite.model.portfolio import Portfolio
from okrsite.model.references import NOBODY
from okrsite.plan.belonging import LASTING, OF_EFFECTS, Belonging
from okrsite.plan.forges import Forge, forge
from okrsite.plan.paths import NOT_WRITTEN, pages_of_things, prose_path, tag_paths
from okrsite.plan.views.parts import (
    Body,
    BodyLink,
    Day,
    Embedded,
    EmbeddedTable,
    GoalRow,
    KpiRow,
    Link,
)
from okrsite.plan.words import day_view
from okrsite.read.library import Document, Library
from okrsite.read.markdown import Embed
from okrsite.read.markdown import Link as WrittenLink
from okrsite.read.markdown import links as links_in

_KINDS = tuple(Kind)
_TITLED = {
    Kind.OBJECTIVE: "objectives",
    Kind.KPI: "kpis",
    Kind.METRIC: "metrics",
    Kind.CYCLE: "cycles",
    Kind.TEAM: "teams",
    Kind.PILLAR: "pillars",
}
"""Where a portfolio has the things of a kind that have titles."""
_ALIGNMENT = "alignment:"


class Scene(Belonging):
    """A portfolio on a day, ready to be shown; problems with links and embeds are collected.

    `embed` finds what an embed of a file shows on a page; without it texts show none. `history` is
    what git remembers of promises.
    """

    def __init__(
        self,
        library: Library,
        portfolio: Portfolio,
        assessment: Assessment,
        embed: Callable[[Embed, Document, str, "Scene"], Embedded | None] = lambda *_: None,
        history: History = NO_HISTORY,
    ) -> None:
        super().__init__(portfolio, assessment)
        self._embed = embed
        self.language = portfolio.settings.language
        self.paths: Mapping[Ref, str] = pages_of_things(portfolio, self.as_of)
        self.problems = Problems()
        self.backlinks: dict[str, set[str]] = {}
        self.branches: dict[Ref, str] = {}
        self.wanted: dict[str, set[str]] = {}
        self.goal_rows: dict[str, GoalRow] = {}
        self.ground = Ground(portfolio, assessment)
        self.kpi_rows: dict[tuple[str, date | None], KpiRow] = {}
        self.checkin_files = {c.document.path: c.document for c in portfolio.checkins}
        self._steps = {one.key_result: one.steps for one in history.promised}
        self._begins = history.begins
        self._promises: dict[str, PromiseHistory] = {}
        self._links: dict[tuple[Kind, str], Link] = {}
        self._explained_at: dict[str, str] = {}
        self._assets = {str(asset.inside) for asset in library.assets}
        self._by_path = {document.path: document for document in library.documents}
        self._documents = {str(d.inside): d for d in library.documents}
        self._files = self._pages_of_files()

    def after(self, library: Library, portfolio: Portfolio, assessment: Assessment) -> "Scene":
        """The scene after an edit that leaves alone what belongs to what, and all that is named."""
        scene = copy(self)
        is_same = assessment.effects is self.assessment.effects
        lasting = LASTING | OF_EFFECTS if is_same else LASTING
        for name in [one for one in vars(scene) if one in _FOUND and one not in lasting]:
            del vars(scene)[name]
        scene.portfolio, scene.assessment = portfolio, assessment
        scene.key_results = portfolio.key_results
        scene.ground = self.ground.after(portfolio, assessment)
        scene.goal_rows, scene.kpi_rows, scene._promises, scene._links = {}, {}, {}, {}
        return scene

    @property
    def language_tag(self) -> str:
        """The language as machines are told, such as `de-AT`."""
        return self.language.replace("_", "-")

    @cached_property
    def address(self) -> str:
        """Where the site is published, with a slash at its end; empty where nobody says so."""
        base_url = self.portfolio.settings.base_url
        parts = urlsplit(base_url)
        is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
        path = quote(unquote(parts.path).rstrip("/"))
        return f"{parts.scheme}://{parts.netloc}{path}/" if is_web else ""

    @cached_property
    def forge(self) -> Forge:
        """Where the files of the project are edited and discussed."""
        return forge(self.portfolio.settings.edit)

    @cached_property
    def tags(self) -> Mapping[str, Link]:
        """Each tag of the handbook with its page, by its name without regard to case."""
        written = sorted({tag for page in self.portfolio.pages for tag in page.tags}, reverse=True)
        first = {tag.casefold(): tag for tag in written}
        found = tag_paths(sorted(first.values()))
        return {name: Link(tag, found[tag]) for name, tag in first.items()}

    def say(self, message: str, /, **values: object) -> str:
        """A message in the site's language."""
        return say_in(self.language, message, **values)

    def says(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A message about a number of things, in the site's language."""
        return says_in(self.language, one, many, number, **values)

    def say_as(self, context: str, message: str, /, **values: object) -> str:
        """A message that says different things in different places, in the site's language."""
        return say_as_in(self.language, context, message, **values)

    def day(self, day: date) -> Day:
        """A day for people and for machines."""
        return day_view(day, self.language)

    def maybe_day(self, day: date | None) -> Day | None:
        """A day, where there is one."""
        return self.day(day) if day else None

    def promises(self, kr: KeyResult) -> PromiseHistory:
        """How the promise of a key result came to be, as known on its day."""
        if kr.key not in self._promises:
            cycle = self.portfolio.cycles[self.portfolio.objectives[kr.objective].cycle]
            day = self.assessment.key_results[kr.key].as_of
            steps = self._steps.get(kr.key, ())
            self._promises[kr.key] = promise_history(kr, steps, cycle, day)
        return self._promises[kr.key]

    def clipped(self, kr: KeyResult) -> date | None:
        """The day on which a shallow clone begins, where it has a promise before its history."""
        steps = self._steps.get(kr.key, ())
        is_clipped = bool(steps) and steps[0].is_clipped
        day = self._begins if is_clipped else None
        return day if day and day <= self.as_of else None

    def name(self, ref: Ref) -> str:
        """What a thing is called."""
        portfolio = self.portfolio
        if ref.kind is Kind.KEY_RESULT:
            objective, _, id_ = ref.id.partition("#")
            found = portfolio.objectives.get(objective)
            krs = found.key_results if found else ()
            return next((kr.title for kr in krs if kr.id == id_), ref.id)
        if ref.kind is Kind.PERSON:
            person = portfolio.people.get(ref.id)
            return (
                person.name
                if person
                else (self.say("owner sought") if ref.id == NOBODY else ref.id)
            )
        things = getattr(portfolio, _TITLED[ref.kind])
        return str(getattr(things.get(ref.id), "title", ref.id))

    def link(self, kind: Kind, id_: str, text: str = "") -> Link:
        """A thing by its name, leading to its page where it has one; the same object each time."""
        if not id_:
            return Link("")
        found = self._links.get((kind, id_))
        if found is None:
            ref = Ref(kind, id_)
            found = self._links[kind, id_] = Link(self.name(ref), self.paths.get(ref, ""))
        return Link(text, found.path) if text else found

    def link_to(self, ref: Ref) -> Link:
        """As `link`, by reference."""
        return self.link(ref.kind, ref.id)

    def person(self, id_: str) -> Link:
        """A person."""
        return self.link(Kind.PERSON, id_)

    def team(self, id_: str) -> Link:
        """A team."""
        return self.link(Kind.TEAM, id_)

    def cycle(self, id_: str) -> Link:
        """A cycle."""
        return self.link(Kind.CYCLE, id_)

    def path(self, kind: Kind, id_: str) -> str:
        """Where a thing's page is; empty where it has none."""
        return self.paths.get(Ref(kind, id_), "")

    def edit(self, document: Document | None) -> str:
        """The address where a file can be edited; empty where none is configured."""
        return self.edit_path(document.path) if document else ""

    def edit_path(self, path: str) -> str:
        """The address where any file of the project can be edited; empty where none is known."""
        return self.forge.edit_url(path)

    def new_url(self, path: str, content: str) -> str:
        """The address where a file can be created; empty where none is configured."""
        return self.forge.new_url(path, content)

    def new_objective(self, id_: str, fields: str, cycle: str | None = None) -> tuple[str, str]:
        """The file of an objective to be, in a cycle; in the current one unless told."""
        current = self.assessment.current_cycle
        parts = "content/objectives", current if cycle is None else cycle, f"{id_}.md"
        return "/".join(filter(None, parts)), f"---\n{fields}\n---\n"

    def number_path(self, number: str) -> str:
        """Where a number is explained: the page of the thing that it belongs to."""
        thing = number.rpartition("/")[0]
        if thing.startswith(_ALIGNMENT):
            return _place_of(thing.removeprefix(_ALIGNMENT), self.branches)
        if thing not in self._explained_at:
            self._explained_at[thing] = _place_of(thing, self.paths)
        return self._explained_at[thing]

    def body(
        self, document: Document | None, page: str, *, level: int = 2, prefix: str = ""
    ) -> Body | None:
        """The Markdown of a file with its links and embeds resolved; nothing where it is empty."""
        if document is None or not document.body.text.strip():
            return None
        found = [
            self._resolved(link, document, partial(document.place_of_link, number), page)
            for number, link in enumerate(document.body.links)
        ]
        shown = [self._embed(embed, document, page, self) for embed in document.body.embeds]
        embeds = tuple(dict.fromkeys(one for one in shown if one))
        for one in embeds:
            for mentioned in mentioned_in(one):
                self._mention(mentioned.path, page)
        links = tuple(dict.fromkeys(found))
        return Body(document.body.text, links, level, prefix, embeds=embeds)

    def prose(self, text: str, document: Document, place: Place) -> Body:
        """A line or two of Markdown out of the front matter."""
        found = [self._resolved(link, document, lambda: place, "") for link in _links_in(text)]
        return Body(text, tuple(dict.fromkeys(found)), level=5, is_inline="\n" not in text.strip())

    def maybe_prose(self, text: str | None, document: Document, *loc: str | int) -> Body | None:
        """As `prose`, for a field that may be absent."""
        return self.prose(text, document, document.place(*loc)) if text else None

    def _pages_of_files(self) -> Mapping[str, str]:
        """The page of each file of the content folder; empty where it has none."""
        portfolio = self.portfolio
        found: dict[str, str] = {}
        for kind, things in (
            (Kind.OBJECTIVE, portfolio.objectives),
            (Kind.KPI, portfolio.kpis),
            (Kind.METRIC, portfolio.metrics),
            (Kind.CYCLE, portfolio.cycles),
            (Kind.TEAM, portfolio.teams),
            (Kind.PERSON, portfolio.people),
            (Kind.PILLAR, portfolio.pillars),
        ):
            for id_, thing in things.items():
                document: Document | None = getattr(thing, "document", None)
                if document:
                    found[str(document.inside)] = self.path(kind, id_)
        for page in portfolio.pages:
            found[str(page.document.inside)] = prose_path(page)
        for review in portfolio.reviews:
            if review.is_known(self.as_of):
                found[str(review.document.inside)] = prose_path(review)
        return found

    def document(self, path: str) -> Document | None:
        """The file of a path as shown to its author, where it is one of the content folder's."""
        return self._by_path.get(path)

    def page_of(self, document: Document) -> str:
        """Where a file's page is; empty where it has none."""
        return self._files.get(str(document.inside), "")

    def document_of(self, page: str) -> Document | None:
        """The file of a page, where it has one."""
        return self.documents_by_page.get(page)

    @cached_property
    def documents_by_page(self) -> Mapping[str, Document]:
        """The files that have a page, by its path."""
        return {page: self._documents[inside] for inside, page in self._files.items() if page}

    def _resolved(
        self, link: WrittenLink, document: Document, place: Callable[[], Place], page: str
    ) -> BodyLink:
        found = (
            self._wiki(link.target)
            if link.is_wiki
            else self._relative(link.target, document, place)
        )
        if not found.is_known:
            self.wanted.setdefault(link.target, set()).add(document.path)
        else:
            self._mention(found.path, page)
        return found

    def _mention(self, path: str, page: str) -> None:
        """Note that a page speaks of another."""
        target = path.partition("#")[0]
        if page and target and target != page:
            self.backlinks.setdefault(target, set()).add(page)

    def _wiki(self, target: str) -> BodyLink:
        ref = self.portfolio.directory.peek(target, _KINDS)
        if ref is None:
            path = f"{NOT_WRITTEN}#{wanted_anchor(target)}"
            return BodyLink(target, path, target, is_wiki=True, is_known=False)
        return BodyLink(target, self.paths.get(ref, ""), self.name(ref), is_wiki=True)

    def _relative(self, target: str, document: Document, place: Callable[[], Place]) -> BodyLink:
        led = _led(posixpath.dirname(str(document.inside)), target)
        if led is None:
            return BodyLink(target, "")
        inside, fragment = led
        if inside in self._assets:
            return BodyLink(target, inside)
        if inside in self._files:
            found = self._files[inside]
            return BodyLink(target, f"{found}#{fragment}" if fragment and found else found)
        self._report(target, inside, place)
        return BodyLink(target, "")

    def _report(self, target: str, inside: str, place: Callable[[], Place]) -> None:
        if inside in self._documents:
            return
        known = [*self._files, *self._assets]
        near = did_you_mean(PurePosixPath(inside).name, [PurePosixPath(k).name for k in known])
        self.problems.add_once(
            Problem(
                "OKR211",
                Severity.WARNING,
                place(),
                f"`{target}` leads to no file of the content folder",
                near or "the path is relative to this file, such as `../kpis/mrr.md`",
            )
        )


_FOUND = frozenset(
    name
    for kind in (Belonging, Scene)
    for name, value in vars(kind).items()
    if isinstance(value, cached_property)
)
"""What a scene finds out once, when it is asked for it."""


def wanted_anchor(target: str) -> str:
    """The place of something that is not written yet, on the page of all that is not.

    >>> wanted_anchor("Winter fair")
    'wanted_Winter_fair'
    """
    return f"wanted_{'_'.join(target.split())}"


def _place_of(thing: str, places: Mapping[Ref, str]) -> str:
    """Where a thing is that is named as in the ids of numbers, such as `kpi:mrr`."""
    kind, _, id_ = thing.partition(":")
    return places.get(Ref(Kind(kind), id_), "") if kind in _KINDS else ""


def mentioned_in(one: Embedded) -> tuple[Link, ...]:
    """What an embed speaks of by name; the rows of a table are there by chance."""
    return () if one.shows is None or isinstance(one.shows, EmbeddedTable) else (one.shows.link,)


@lru_cache(maxsize=50_000)
def _links_in(text: str) -> tuple[WrittenLink, ...]:
    return links_in(text)


@lru_cache(maxsize=50_000)
def _led(folder: str, target: str) -> tuple[str, str] | None:
    """The file that a relative address leads to from a folder, and its fragment; None of others.

    >>> _led("objectives/2026-q4", "../../kpis/mrr%20net.md#sources")
    ('kpis/mrr net.md', 'sources')
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    return posixpath.normpath(posixpath.join("/", folder, unquote(parts.path)))[1:], parts.fragment
