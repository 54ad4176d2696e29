"""Wins, setbacks, blockers and adjustments of a cycle, as people told them."""

from collections.abc import Iterator

from okrsite.model.goals import CheckIn, Review
from okrsite.plan import updates
from okrsite.plan.pages.cycles import review_title
from okrsite.plan.pages.report.scope import Scope
from okrsite.plan.paths import prose_path
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Body, Link, Said
from okrsite.plan.views.report import Told, Voice
from okrsite.read.markdown import sections

_MOST_SAID = 6
_IN_CHECKINS = ("wins", "setbacks", "blockers")


def told(scope: Scope, scene: Scene) -> tuple[Told, ...]:
    """What went well and what did not; a heading under which nobody said anything is left out."""
    reviews, checkins = reviews_of(scope, scene), list(_checkins(scope, scene))
    titles = {
        "wins": scene.say("Wins"),
        "setbacks": scene.say("Setbacks"),
        "blockers": scene.say("Blockers"),
        "adjustments": scene.say("Adjustments"),
    }
    found = []
    for name, title in titles.items():
        said = _said(checkins, name, scene) if name in _IN_CHECKINS else []
        voices = tuple(v for review in reviews for v in _voices(review, name, scene))
        is_cut = len(said) > _MOST_SAID
        found.append(Told(title, name, voices, tuple(said[:_MOST_SAID]), is_cut))
    return tuple(one for one in found if one.voices or one.said)


def reviews_of(scope: Scope, scene: Scene) -> list[Review]:
    """The reviews that speak for the scope: those of the whole cycle, or of the team."""
    found = [
        one
        for one in scene.portfolio.reviews
        if one.cycle == scope.cycle.id
        and (one.team == scope.team or _is_of_all(one, scope, scene))
        and one.is_known(scope.day)
    ]
    return sorted(found, key=lambda one: one.document.path)


def _is_of_all(review: Review, scope: Scope, scene: Scene) -> bool:
    """Whether a review of a team speaks for the company, because no team is above it."""
    team = scene.portfolio.teams.get(review.team)
    is_top = team is not None and not team.parent
    return not scope.team and is_top


def _voices(review: Review, name: str, scene: Scene) -> Iterator[Voice]:
    """What a review says under the heading of that name."""
    body = scene.body(review.document, prose_path(review))
    for heading, text in sections(body.text) if body else ():
        if body and name in heading.casefold() and text:
            link = Link(review_title(review, scene), prose_path(review))
            yield Voice(link, Body(text, body.links, level=4, prefix=f"{name}_"))


def _checkins(scope: Scope, scene: Scene) -> Iterator[CheckIn]:
    """The check-ins that speak of the scope's objectives, newest first, or of none in its days."""
    everything, on = scene.portfolio.checkins, scene.checkins_on
    places = {place for id_ in scope.ids for place in on.get(id_, ())}
    places |= {n for n in on.get("", ()) if _is_by_the_way(everything[n], scope, scene)}
    for place in sorted(places):
        if everything[place].day <= scope.day:
            yield everything[place]


def _is_by_the_way(one: CheckIn, scope: Scope, scene: Scene) -> bool:
    """Whether a check-in on no goal belongs to the scope by its day and its author."""
    author = scene.portfolio.people.get(one.author)
    is_theirs = not scope.team or (author is not None and author.team == scope.team)
    return is_theirs and scope.cycle.contains(one.day)


def _said(checkins: list[CheckIn], name: str, scene: Scene) -> list[Said]:
    return [said for one in checkins for said in updates.told(one, name, scene)]
