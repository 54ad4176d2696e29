"""What belongs to a closed cycle, and is not what it was at the close."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from okrsite.assess.checks.scope import spot
from okrsite.base.problems import Place
from okrsite.compare.policy.promises import field_of, moved_parts, moved_words
from okrsite.compare.policy.records import Correction, corrections, said, update_words
from okrsite.compare.policy.sides import Moved, Sides
from okrsite.model.goals import KeyResult, Kind, Objective, Update
from okrsite.model.series import Series, reads


def changes_of_what_is_closed(sides: Sides) -> Iterator[Moved]:
    """Each field of a goal in a closed cycle that counts and changed, and each value of it.

    A closing that was not there yet is no change. Words may be written better.
    """
    corrected = corrections(sides)
    for earlier, now in sides.objectives():
        closed_on = sides.closed_on(earlier)
        if closed_on:
            when = f"though its cycle closed on {sides.day(closed_on)}"
            yield from _of_objective(earlier, now, when, sides)
            yield from _membership(earlier, now, when, sides)
    for was, is_ in sides.key_results():
        closed_on = sides.closed_on(sides.before.objectives[was.objective])
        if closed_on:
            when = f"though its cycle closed on {sides.day(closed_on)}"
            yield from _of_key_result(was, is_, when, sides)
            yield from _of_values(was, is_, closed_on, corrected, sides)


def _of_objective(earlier: Objective, now: Objective, when: str, sides: Sides) -> Iterator[Moved]:
    for name, of in _OBJECTIVE.items():
        was, is_ = of(earlier, _as_named), of(now, sides.named_before)
        if was != is_ and not (name == "closing" and was is None):
            yield Moved(
                "closed",
                now.document.place(name),
                f"`{name}` of `{now.title}` changed, {when}",
                f"put `{name}` back as it was",
            )


def _membership(earlier: Objective, now: Objective, when: str, sides: Sides) -> Iterator[Moved]:
    """Key results that came or went."""
    was, is_ = ({kr.id for kr in one.key_results} for one in (earlier, now))
    if len(was) == len(is_) or now.document.path in sides.unread:
        return
    yield Moved(
        "closed",
        now.document.key_place("key_results"),
        f"`{now.title}` had {len(was)} key results and has {len(is_)}, {when}",
        "leave its key results as they were",
    )


def _of_key_result(earlier: KeyResult, now: KeyResult, when: str, sides: Sides) -> Iterator[Moved]:
    objective = sides.after.objectives[now.objective]
    at = spot(objective, now)
    for part in moved_parts(earlier, now):
        yield Moved(
            "closed",
            at.at(field_of(part, objective, now)).place,
            f"{moved_words(part, earlier, now, sides)}, {when}",
            "put it back as it was",
        )
    for name, of in _KEY_RESULT.items():
        if of(earlier, _as_named) != of(now, sides.named_before):
            yield Moved(
                "closed",
                at.at(name).place,
                f"`{name}` of `{now.title}` changed, {when}",
                f"put `{name}` back as it was",
            )


def _of_values(
    earlier: KeyResult,
    now: KeyResult,
    closed_on: date,
    corrected: Mapping[str, tuple[Correction, ...]],
    sides: Sides,
) -> Iterator[Moved]:
    """What was said or measured until the close, and is not what counted then."""
    when = f"though its cycle closed on {sides.day(closed_on)}"
    if differing := _said_otherwise(earlier, now, closed_on, sides):
        old, new = differing
        yield Moved(
            "closed",
            new.place if new else Place(old.place.path if old else ""),
            f"{update_words(old, new, sides)}, {when}",
            "put it back; a review says what is known since",
        )
    for id_ in _sources(now.source, sides.after.series):
        for one in corrected.get(id_, ()):
            if _counted(one, now, closed_on):
                yield Moved(
                    "closed",
                    one.is_.place if one.is_ else Place(one.was.place.path),
                    f"a value that `{now.title}` is measured by changed, {when}",
                    "put it back; a review says what is known since",
                )
                break


def _said_otherwise(
    earlier: KeyResult, now: KeyResult, closed_on: date, sides: Sides
) -> tuple[Update | None, Update | None] | None:
    """The first update until the close that differs: as it was and as it is."""
    was, is_ = (
        {
            (one.day, name(Kind.PERSON, one.author)): one
            for one in kr.updates
            if one.day <= closed_on
        }
        for kr, name in ((earlier, _as_named), (now, sides.named_before))
    )
    both = ((was.get(key), is_.get(key)) for key in sorted({*was, *is_}))
    return next((pair for pair in both if _said(pair[0]) != _said(pair[1])), None)


def _said(update: Update | None) -> tuple[object, ...]:
    return said(update) if update else ()


def _counted(one: Correction, key_result: KeyResult, closed_on: date) -> bool:
    promise = key_result.promise
    first_day, due = promise.first_day or date.min, promise.due or date.max
    return first_day <= one.was.period.end <= min(due, closed_on)


def _sources(source: str, series: Mapping[str, Series]) -> Iterator[str]:
    """A series and those that it is made of, each once."""
    found = [source] if source in series else []
    for id_ in found:
        found += [part for part in reads(series[id_]) if part in series and part not in found]
    yield from found


def _as_named(kind: Kind, id_: str) -> str:
    """The id of a thing of the earlier state, which calls everything by its earlier name."""
    del kind
    return id_


_Name: TypeAlias = Callable[[Kind, str], str]
_OBJECTIVE: dict[str, Callable[[Objective, _Name], object]] = {
    "owner": lambda one, name: name(Kind.PERSON, one.owner),
    "cycle": lambda one, name: name(Kind.CYCLE, one.cycle),
    "ambition": lambda one, _: one.ambition,
    "status": lambda one, _: one.stage,
    "weight": lambda one, _: one.weight,
    "closing": lambda one, _: one.fields.closing,
}
_KEY_RESULT: dict[str, Callable[[KeyResult, _Name], object]] = {
    "done": lambda one, _: (one.is_done, one.done_on),
    "dropped": lambda one, _: one.dropped_on,
    "source": lambda one, name: name(Kind.KPI, one.source),
}
"""What counts of a goal, told by the names that things had."""
