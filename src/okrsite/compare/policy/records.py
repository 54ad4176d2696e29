"""What was said and measured on earlier days, and is not what stands there now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from okrsite.base.frozen import Frozen, replace
from okrsite.base.numbers import format_value
from okrsite.base.problems import Place
from okrsite.compare.policy.definitions import is_redefined
from okrsite.compare.policy.sides import Moved, Sides
from okrsite.model.calendar import Cadence
from okrsite.model.goals import Kind, Update
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Combined, Observation, Rows, Series


class Correction(Frozen):
    """A value of a series that was another, or is not there any more."""

    was: Observation
    is_: Observation | None


def rewritten_check_ins(sides: Sides) -> Iterator[Moved]:
    """Each check-in that says something else of its day, or nothing, after the days of grace.

    Notes may be written better. What is said of a closed cycle is another matter.
    """
    kept = {one.document.path for one in sides.after.checkins}
    gone: dict[str, list[Update]] = defaultdict(list)
    for was, now in rewritten(sides):
        is_file = now is None and was.author and was.place.path not in kept
        if is_file and was.place.path not in sides.unread:
            gone[was.place.path].append(was)
        elif now is not None or was.place.path not in sides.unread:
            yield _rewritten(was, now, sides)
    for path, updates in sorted(gone.items()):
        first = updates[0]
        yield Moved(
            "checkins",
            Place(path),
            f"the check-in of `{first.author}` on {sides.day(first.day)} was deleted",
            "put the file back",
        )


def rewritten(sides: Sides) -> Iterator[tuple[Update, Update | None]]:
    """Each update of a running goal that differs from what it was, or is gone."""
    until = sides.as_of - timedelta(days=sides.after.settings.checkins.grace_days)
    for earlier, now in sides.objectives():
        if not sides.closed_on(earlier):
            yield from _differing(earlier.updates, now.updates, until, sides)
    for was, is_ in sides.key_results():
        if not sides.closed_on(sides.before.objectives[was.objective]):
            yield from _differing(was.updates, is_.updates, until, sides)


def _differing(
    before: tuple[Update, ...], after: tuple[Update, ...], until: date, sides: Sides
) -> Iterator[tuple[Update, Update | None]]:
    known = {(one.day, sides.named_before(Kind.PERSON, one.author)): one for one in after}
    for was in before:
        now = known.get((was.day, was.author))
        if was.day <= until and (now is None or said(was) != said(now)):
            yield was, now


def said(update: Update) -> tuple[object, ...]:
    """What counts of an update: not its words, and not where it is written."""
    one = update
    return (one.value, one.label, one.done, one.done_on, one.confidence, one.expect, one.verdict)


def _rewritten(was: Update, now: Update | None, sides: Sides) -> Moved:
    return Moved(
        "checkins",
        now.place if now else Place(was.place.path),
        update_words(was, now, sides),
        "put it back, and say in a new check-in what is known now",
    )


def update_words(was: Update | None, now: Update | None, sides: Sides) -> str:
    """What became of something that was said of a goal on a day; one of the two is there."""
    one = was or now
    assert one
    deed = "changed" if was and now else "was taken out" if was else "is new"
    by = f" of `{one.author}`" if one.author else ""
    portfolio = sides.before if was else sides.after
    goal = portfolio.key_results.get(one.goal) or portfolio.objectives.get(one.goal)
    said = f"what the check-in{by} on {sides.day(one.day)} says"
    return f"{said} of `{goal.title if goal else one.goal}` {deed}{_values(was, now, sides)}"


def _values(was: Update | None, now: Update | None, sides: Sides) -> str:
    """The two values, where the value is what differs."""
    kr = sides.before.key_results.get(was.goal) if was else None
    old, new = (one.value if one else None for one in (was, now))
    if kr is None or old is None or new is None or old == new:
        return ""
    language = sides.after.settings.language
    return ": {} became {}".format(*(format_value(x, kr.unit, language) for x in (old, new)))


def corrected_histories(sides: Sides) -> Iterator[Moved]:
    """Each series whose earlier values changed or went, once their time for that was over.

    A new note beside every changed value accounts for it, and so does an event `redefined` of
    its KPI.
    """
    redefined = {now.id for was, now in sides.kpis() if is_redefined(was, now)}
    for id_, found in corrections(sides).items():
        settled = tuple(one for one in found if _is_settled(one, sides.after.series[id_], sides))
        if settled and settled[0].was.place.path not in sides.unread:
            moved = _corrected(id_, settled, sides)
            yield replace(moved, is_accounted=id_ in redefined or all(map(_is_noted, settled)))


def corrections(sides: Sides) -> Mapping[str, tuple[Correction, ...]]:
    """The values that differ from what they were, by the series that holds them."""
    found = {}
    for id_, now in sides.after.series.items():
        earlier = sides.before.series.get(_earlier(id_, sides))
        if earlier is not None and (differing := tuple(_corrections(earlier, now))):
            found[id_] = differing
    return found


def _earlier(id_: str, sides: Sides) -> str:
    return sides.earlier(Kind.KPI if id_ in sides.after.kpis else Kind.METRIC, id_)


def _corrections(earlier: Series, now: Series) -> Iterator[Correction]:
    if earlier.origin == now.origin:
        return
    tables = zip(_tables(earlier), _tables(now), strict=False)
    for before, after in tables:
        known = {one.period: one for one in after.observations}
        for was in before.observations:
            is_ = known.get(was.period)
            if is_ is None or is_.value != was.value:
                yield Correction(was, is_)


def _tables(one: Series) -> tuple[Rows, ...]:
    if isinstance(one.origin, Combined):
        return one.origin.units
    return (one.origin,) if isinstance(one.origin, Rows) else ()


def _is_settled(one: Correction, series: Series, sides: Sides) -> bool:
    """Whether the time is over in which a value is still written down."""
    freshness = sides.after.settings.freshness
    grace = 0 if series.cadence is Cadence.IRREGULAR else getattr(freshness, series.cadence.value)
    return one.was.period.end + timedelta(days=int(grace)) < sides.as_of


def _is_noted(one: Correction) -> bool:
    return one.is_ is not None and bool(one.is_.note.strip()) and one.is_.note != one.was.note


def _corrected(id_: str, found: tuple[Correction, ...], sides: Sides) -> Moved:
    first, more = found[0], found[1:]
    others = f", and {len(more)} more" if more else ""
    place = first.is_.place if first.is_ else Place(first.was.place.path)
    is_table = place.path.endswith(".csv")
    return Moved(
        "history",
        place,
        f"an earlier value of `{_title(id_, sides.after)}` {_became(first, id_, sides)}{others}",
        "write why in the `note` of the row" if is_table else _EVENT.format(day=sides.as_of),
        lacks="no note says why",
        back="put it back",
        others=tuple(one.is_.place for one in more if one.is_)[:_MANY],
    )


def _became(one: Correction, id_: str, sides: Sides) -> str:
    unit, language = sides.after.series[id_].unit, sides.after.settings.language
    was = format_value(one.was.value, unit, language)
    when = f"of {one.was.period}"
    if one.is_ is None:
        return f"is gone: {was} {when}"
    return f"changed: {was} {when} became {format_value(one.is_.value, unit, language)}"


def _title(id_: str, portfolio: Portfolio) -> str:
    thing = portfolio.kpis.get(id_) or portfolio.metrics.get(id_)
    return thing.title if thing else id_


_MANY = 3
_EVENT = 'write `events: [{{date: {day}, kind: redefined, note: "…"}}]`, with what changed and why'
