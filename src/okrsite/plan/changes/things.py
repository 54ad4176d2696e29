"""Changes of things in, lines about them out: each with its sentences, parts with their whole."""

from collections.abc import Iterable, Mapping

from okrsite.base.frozen import replace
from okrsite.base.problems import Severity
from okrsite.base.words import marked, say_in
from okrsite.compare.difference import Deed, Difference, FieldChange, Nature, ThingChange, What
from okrsite.model.goals import Kind
from okrsite.plan.changes.lines import Line, Sign
from okrsite.plan.words import listed

_REDEFINING = frozenset(
    ("definition", "unit", "better", "formula", "series", "source", "aggregate", "combine")
)
"""The fields that say what a KPI is; its thresholds and targets say what is good."""

_DEEDS = {
    Deed.ADDED: marked("new"),
    Deed.CARRIED: marked("carried forward"),
    Deed.CLOSED: marked("closed"),
    Deed.CHANGED: marked("changed"),
    Deed.REMOVED: marked("removed"),
}
_WHOLE = (Deed.ADDED, Deed.CARRIED, Deed.REMOVED)
"""What happens to an objective with all it holds; what is carried forward is promised anew."""

_GOALS = (Kind.OBJECTIVE, Kind.KEY_RESULT, Kind.KPI)
_ORDER = (Deed.REMOVED, Deed.CLOSED, Deed.CARRIED, Deed.ADDED, Deed.CHANGED)


def goalposts(change: ThingChange) -> tuple[FieldChange, ...]:
    """What moved of the goalposts of a thing that was there and still is the same promise."""
    if change.deed in _WHOLE:
        return ()
    return tuple(one for one in change.fields if one.nature is Nature.GOALPOST)


def goalpost_sentences(change: ThingChange) -> tuple[str, ...]:
    """What is said of its goalposts; of a thing that is closed, the close is one of them."""
    is_closed = change.deed is Deed.CLOSED and bool(goalposts(change))
    said = (one.sentence for one in goalposts(change))
    return tuple(filter(None, (change.sentence if is_closed else "", *said)))


def is_redefined(change: ThingChange) -> bool:
    """Whether a KPI means something else than before."""
    fields = {one.field[0] for one in goalposts(change) if one.field}
    return change.subject.kind is Kind.KPI and bool(fields & _REDEFINING)


def wholes(things: tuple[ThingChange, ...]) -> Mapping[ThingChange, tuple[ThingChange, ...]]:
    """Each thing that is told by itself, with the key results that came or went with it."""
    ends = {
        (one.subject.id, one.deed): one
        for one in things
        if one.subject.kind is Kind.OBJECTIVE and one.deed in _WHOLE
    }
    parts: dict[ThingChange, list[ThingChange]] = {}
    for one in things:
        whole = ends.get((one.subject.id.partition("#")[0], one.deed), one)
        is_part = one.subject.kind is Kind.KEY_RESULT and whole is not one
        parts.setdefault(whole if is_part else one, [])
        if is_part:
            parts[whole].append(one)
    return {one: tuple(found) for one, found in parts.items()}


def goal_lines(difference: Difference) -> tuple[Line, ...]:
    """The goals that went, then those that came, but for what is to be decided of already."""
    told = wholes(difference.things)
    return _lines((one for one in told if _came_or_went(one, difference)), difference)


def thing_lines(difference: Difference) -> tuple[Line, ...]:
    """Every other thing but check-ins: what went first, then what came, then what changed."""
    told = (one for one in wholes(difference.things) if one.subject.kind is not What.CHECK_IN)
    return _lines((one for one in told if not _came_or_went(one, difference)), difference)


def _came_or_went(change: ThingChange, difference: Difference) -> bool:
    """Whether a goal is new, goes on elsewhere, or is no more, and no decision says so."""
    if change.subject.kind not in _GOALS or change.deed is Deed.CHANGED or goalposts(change):
        return False
    ruled = (one.place for one in difference.rulings if one.severity is not Severity.ADVICE)
    if change.deed is Deed.REMOVED:
        return change.place.path not in {place.path for place in ruled}
    return (change.place.path, change.place.line) not in {(at.path, at.line) for at in ruled}


def _lines(changes: Iterable[ThingChange], difference: Difference) -> tuple[Line, ...]:
    """Lines of things, with the parts that came or went with them."""
    parts = wholes(difference.things)
    found = sorted(
        changes, key=lambda one: (_ORDER.index(one.deed), one.title.casefold(), one.subject)
    )
    return tuple(_line(one, parts[one], difference.language) for one in found)


def check_in_lines(difference: Difference) -> tuple[Line, ...]:
    """The check-ins that came, changed or went; a sentence names who said it and when."""
    said = (one for one in difference.things if one.subject.kind is What.CHECK_IN)
    lines = ((one, _line(one, (), difference.language)) for one in said)
    return tuple(
        replace(line, title="") if one.sentence and one.deed is not Deed.REMOVED else line
        for one, line in lines
    )


def _line(change: ThingChange, parts: tuple[ThingChange, ...], language: str) -> Line:
    """What became of a thing; its deed where no sentence says so."""
    sentences = [change.sentence, *(one.sentence for one in change.fields)]
    if parts:
        titles = listed((one.title for one in parts), language)
        sentences.append(say_in(language, "key results: {titles}", titles=titles))
    said = tuple(filter(None, sentences)) or (say_in(language, _DEEDS[change.deed]),)
    return Line(Sign.NEWS, change.title, said, str(change.place))
