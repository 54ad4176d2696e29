"""Changes of things in, what each page says of them out."""

from collections.abc import Iterable, Iterator, Mapping

from okrsite.base.problems import Problems, Severity
from okrsite.base.words import marked, say_in
from okrsite.compare.difference import Deed, Subject, ThingChange, What
from okrsite.model.goals import Kind, Ref
from okrsite.model.portfolio import Portfolio
from okrsite.plan.changes.things import wholes
from okrsite.plan.paths import pages_of_things
from okrsite.plan.preview.state import Planned
from okrsite.plan.views.parts import Badge, Body, Link
from okrsite.plan.views.previews import ChangedThing, Ruling, Said


def changed_things(
    things: Iterable[ThingChange], after: Planned, language: str
) -> tuple[ChangedThing, ...]:
    """Each thing that changed with what is to be said of it, in the order in which they come.

    Key results that came or went with their objective are told with it.
    """
    paths = pages_of_things(after.portfolio, after.as_of)
    return tuple(
        ChangedThing(_link(one, paths), say_in(language, _KINDS[one.subject.kind]), said)
        for one, parts in wholes(tuple(things)).items()
        if (said := (*_said(one), *_of_parts(parts)))
    )


def _link(one: ThingChange, paths: Mapping[Ref, str]) -> Link:
    """Where a thing is shown, by its name; what a check-in says names who said it."""
    is_said = one.subject.kind is What.CHECK_IN and one.sentence and one.deed is not Deed.REMOVED
    return Link("", "") if is_said else Link(one.title, _path(one.subject, paths))


def _of_parts(parts: Iterable[ThingChange]) -> Iterator[Said]:
    yield from (_named(one, said) for one in parts for said in _said(one))


def ruled(rulings: Problems, language: str) -> tuple[Ruling, ...]:
    """What the policy says, what is heaviest first."""
    return tuple(
        Ruling(
            badge=Badge(_STATUSES[severity], say_in(language, words)),
            message=_words(one.message),
            hint=_words(one.hint) if one.hint else None,
            place=str(one.place),
        )
        for severity, words in _WEIGHTS.items()
        for one in rulings.of(severity)
    )


def said_on_pages(things: Iterable[ThingChange], after: Planned) -> Mapping[str, tuple[Said, ...]]:
    """What is said of changes on the pages of goals and of what they are about, by their paths."""
    paths = pages_of_things(after.portfolio, after.as_of)
    found: dict[str, list[Said]] = {}
    for one in things:
        is_part = one.subject.kind is Kind.KEY_RESULT
        said = [_named(one, words) if is_part else words for words in _said(one)]
        for path in _pages(one, paths, after.portfolio):
            found.setdefault(path, []).extend(said)
    return {path: tuple(said) for path, said in found.items()}


def moved_pages(
    things: Iterable[ThingChange], before: Planned, after: Planned
) -> Mapping[str, str]:
    """Where the pages of what got another name were before, by where they are."""
    old, new = (pages_of_things(one.portfolio, one.as_of) for one in (before, after))
    found = {
        _path(one.subject, new): _path(one.was, old)
        for one in things
        if one.was and one.was != one.subject and one.subject.kind is not Kind.KEY_RESULT
    }
    return {path: was for path, was in found.items() if path and was}


def _said(one: ThingChange) -> Iterator[Said]:
    """What became of a thing, and of those of its fields that have words."""
    if one.sentence:
        yield Said(one.sentence, str(one.place))
    if one.deed not in (Deed.ADDED, Deed.REMOVED):
        yield from (
            Said(field.sentence, str(field.place)) for field in one.fields if field.sentence
        )


def _words(text: str) -> Body:
    return Body(text, level=4, is_inline=True)


def _named(one: ThingChange, said: Said) -> Said:
    return Said(f"{one.title}: {said.text}", said.place)


def _path(subject: Subject, paths: Mapping[Ref, str]) -> str:
    kind = subject.kind
    return paths.get(Ref(kind, subject.id), "") if isinstance(kind, Kind) else ""


def _pages(one: ThingChange, paths: Mapping[Ref, str], portfolio: Portfolio) -> tuple[str, ...]:
    """Where a change is spoken of: a check-in on the pages of its goals."""
    if one.subject.kind is not What.CHECK_IN:
        path = _path(one.subject, paths).partition("#")[0]
        return (path,) if path else ()
    goals = {goal.partition("#")[0] for goal in _goals(one.subject, portfolio)}
    return tuple(sorted(paths[ref] for id_ in goals if (ref := Ref(Kind.OBJECTIVE, id_)) in paths))


def _goals(subject: Subject, portfolio: Portfolio) -> Iterator[str]:
    for one in portfolio.checkins:
        if one.document.path == subject.id:
            yield from (update.goal for update in one.updates)


_WEIGHTS = {
    Severity.ERROR: marked("error"),
    Severity.WARNING: marked("warning"),
    Severity.ADVICE: marked("advice"),
}
_STATUSES = {
    Severity.ERROR: "off-track",
    Severity.WARNING: "at-risk",
    Severity.ADVICE: "pending",
}
"""The status whose mark and colour a weight has."""

_KINDS: Mapping[Kind | What, str] = {
    Kind.OBJECTIVE: marked("Objective"),
    Kind.KEY_RESULT: marked("Key result"),
    Kind.KPI: marked("KPI"),
    Kind.METRIC: marked("Metric"),
    Kind.CYCLE: marked("Cycle"),
    Kind.TEAM: marked("Team"),
    Kind.PERSON: marked("Person"),
    Kind.PILLAR: marked("Pillar"),
    What.CHECK_IN: marked("Check-in"),
    What.REVIEW: marked("Review"),
    What.SETTINGS: marked("Settings"),
}
