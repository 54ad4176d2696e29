"""Wiki pages, reviews, and the lists of what can be read."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from okrsite.base.frozen import replace
from okrsite.base.words import marked
from okrsite.model.goals import Kind, Review, WikiPage
from okrsite.plan.belonging import order
from okrsite.plan.pages.cycles import review_links, review_title
from okrsite.plan.pages.tags import tagged, tagged_pages
from okrsite.plan.paths import INDEX, NOT_FOUND, PAGES, prose_path
from okrsite.plan.rows import goal_row, goal_rows, kpi_badge
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import tally_view
from okrsite.plan.views.organisation import (
    IndexEntry,
    IndexLetter,
    IndexView,
    PagesListView,
    ProseView,
)
from okrsite.plan.views.pages import NotFoundView
from okrsite.plan.views.parts import Body, Fact, Head, Link
from okrsite.plan.words import PILLAR_KINDS, TEAM_KINDS, pillar_order


def wiki_page(page: WikiPage, scene: Scene) -> tuple[Head, ProseView]:
    """A page of the wiki; a heading that only repeats its title is left out."""
    facts = (Fact(scene.say("Tags"), links=tagged(page, scene).tags),) if page.tags else ()
    body = scene.body(page.document, prose_path(page)) or Body("")
    view = ProseView(page.title, facts, without_title(body, page.title))
    return Head(page.title, scene.say("Page"), section=PAGES, edit=scene.edit(page.document)), view


def review_page(review: Review, scene: Scene) -> tuple[Head, ProseView]:
    """The review of a cycle, optionally of one team, with the scores it is about."""
    title = review_title(review, scene)
    facts = [Fact(scene.say("Cycle"), links=(scene.cycle(review.cycle),))]
    if review.team:
        facts.append(Fact(scene.say("Team"), links=(scene.team(review.team),)))
    if review.author:
        facts.append(Fact(scene.say("By"), links=(scene.person(review.author),)))
    if review.day:
        facts.append(Fact(scene.say_as("day", "On"), day=scene.day(review.day)))
    in_cycle = scene.goals_of.get(review.cycle, {})
    ids = in_cycle.get(review.team, ()) if review.team else scene.goals_in(review.cycle)
    of = f"heat:{review.cycle}.{review.team}" if review.team else f"cycle:{review.cycle}"
    body = scene.body(review.document, prose_path(review)) or Body("")
    view = ProseView(
        title=title,
        facts=tuple(facts),
        body=without_title(body, title),
        tally=tally_view(ids, scene, of) if ids else None,
        goals=goal_rows(ids, scene),
    )
    return Head(title, scene.say("Review"), section=PAGES, edit=scene.edit(review.document)), view


def without_title(body: Body, title: str) -> Body:
    """A body without the heading that only says the page's title again."""
    found = re.match(r"\s*#\s+(.+?)\s*#*\s*(?:\n|$)", body.text)
    if found and re.sub(r"[*_`]", "", found[1]) == title:
        return replace(body, text=body.text[found.end() :])
    return body


def with_mentions(head: Head, path: str, titles: Mapping[str, str], scene: Scene) -> Head:
    """A page with those that speak of it; `titles` are those of the pages of files."""
    named = [Link(titles[one], one) for one in scene.backlinks.get(path, ()) if one in titles]
    named.sort(key=lambda link: (link.text.casefold(), link.path))
    return replace(head, mentions=tuple(named)) if named else head


def pages_page(ways: Sequence[Link], scene: Scene) -> tuple[Head, PagesListView]:
    """Everything written that is not a goal, and ways on from there."""
    days = {prose_path(r): scene.day(r.day).words if r.day else "" for r in scene.portfolio.reviews}
    reviews = tuple((link, days[link.path]) for link in review_links(scene))
    pillars = tuple(
        (scene.link(Kind.PILLAR, p.id), scene.say(PILLAR_KINDS[p.kind]))
        for p in sorted(scene.portfolio.pillars.values(), key=pillar_order)
    )
    return Head(scene.say("Pages and reviews"), section=PAGES), PagesListView(
        tuple(tagged_pages(scene)), reviews, pillars, tuple(ways)
    )


def is_home(page: WikiPage) -> bool:
    """Whether a page's text is that of the front page."""
    return str(page.document.inside) == "index.md"


def index_page(scene: Scene) -> tuple[Head, IndexView]:
    """All things from A to Z."""
    entries = sorted(_entries(scene), key=lambda e: (_bare(e.link.text), e.kind, e.link.path))
    letters: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        letters.setdefault(_letter(entry.link.text), []).append(entry)
    ordered = sorted(letters, key=lambda letter: (letter == "#", letter))
    view = IndexView(tuple(IndexLetter(letter, tuple(letters[letter])) for letter in ordered))
    return Head(scene.say("A to Z"), section=INDEX), view


def not_found_page(links: Sequence[Link], scene: Scene) -> tuple[Head, NotFoundView]:
    """What to offer somebody who is lost."""
    return Head(scene.say("This page does not exist"), section=NOT_FOUND), NotFoundView(
        tuple(links)
    )


def _letter(text: str) -> str:
    """The letter that a name stands under.

    >>> _letter("Ähnlich"), _letter("öffnen"), _letter("90% of visits"), _letter("ßa")
    ('A', 'O', '#', 'S')
    """
    first = _bare(text)[:1].upper()
    return first if first.isalpha() else "#"


def _bare(text: str) -> str:
    """A text for sorting: without accents, and small."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _entries(scene: Scene) -> list[IndexEntry]:
    portfolio = scene.portfolio
    found = []
    for objective in sorted(portfolio.objectives.values(), key=order):
        row = goal_row(objective.id, scene)
        found.append(IndexEntry(row.link, scene.say("Objective"), row.badge, row.cycle.text))
    for kpi in portfolio.kpis.values():
        badge = kpi_badge(scene.assessment.kpis[kpi.id], scene.language)
        found.append(
            IndexEntry(
                scene.link(Kind.KPI, kpi.id), scene.say("KPI"), badge, scene.team(kpi.team).text
            )
        )
    others: list[tuple[Kind, str, str]] = [
        *((Kind.CYCLE, id_, marked("Cycle")) for id_ in portfolio.cycles),
        *((Kind.TEAM, id_, TEAM_KINDS[team.kind]) for id_, team in portfolio.teams.items()),
        *((Kind.PERSON, id_, marked("Person")) for id_ in portfolio.people),
        *((Kind.PILLAR, id_, PILLAR_KINDS[p.kind]) for id_, p in portfolio.pillars.items()),
    ]
    found += [_entry(scene.link(kind, id_), scene.say(word)) for kind, id_, word in others]
    found += [
        _entry(Link(p.title, prose_path(p)), scene.say("Page"))
        for p in portfolio.pages
        if not is_home(p)
    ]
    found += [_entry(link, scene.say("Review")) for link in review_links(scene)]
    return [entry for entry in found if entry.link.path]


def _entry(link: Link, kind: str) -> IndexEntry:
    return IndexEntry(link, kind, None, "")
