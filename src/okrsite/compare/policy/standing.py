"""Goals that came, went, or passed to another owner or cycle after they were promised."""

from collections.abc import Iterator

from okrsite.assess.checks.scope import is_retired, spot
from okrsite.base.problems import Place
from okrsite.compare.policy.sides import Moved, Sides
from okrsite.model.goals import KeyResult, Kind, Kpi, Objective
from okrsite.model.schema import Stage
from okrsite.read.library import Spot


def key_results_that_came_or_went(sides: Sides) -> Iterator[Moved]:
    """Each key result that was added or removed once the targets were fixed.

    One that says itself that it is promised from a later day on is accounted for.
    """
    gone = set(sides.gone(Kind.KEY_RESULT))
    for earlier, now in sides.objectives():
        fixed_on = sides.fixed_on(earlier, now)
        if fixed_on is None or sides.closed_on(earlier):
            continue
        when = f"after targets were fixed on {sides.day(fixed_on)}"
        for kr in now.key_results:
            if sides.earlier(Kind.KEY_RESULT, kr.key) not in sides.before.key_results:
                first_day = kr.fields.first_day
                yield Moved(
                    "key_results_added",
                    spot(now, kr).at("title").place,
                    f"`{kr.title}` was added {when}",
                    f"`from: {sides.as_of}` says since when it is promised",
                    back="leave it for the next cycle",
                    is_accounted=first_day is not None and first_day > fixed_on,
                )
        for kr in earlier.key_results:
            if kr.key in gone and now.document.path not in sides.unread:
                yield Moved(
                    "key_results_removed",
                    now.document.key_place("key_results"),
                    f"`{kr.title}` was removed {when}",
                    f'put it back with `dropped: {{date: {sides.as_of}, reason: "…"}}`',
                )


def reassigned(sides: Sides) -> Iterator[Moved]:
    """Each goal that went to another owner, and each objective to another cycle, once fixed."""
    for earlier, now in sides.objectives():
        fixed_on = sides.fixed_on(earlier, now)
        if fixed_on is None or sides.closed_on(earlier):
            continue
        when = f"though targets were fixed on {sides.day(fixed_on)}"
        yield from _owners(earlier, now, now.document.at("owner"), when, sides)
        for kr in now.key_results:
            was = sides.before.key_results.get(sides.earlier(Kind.KEY_RESULT, kr.key))
            if was and was.fields.owner != kr.fields.owner:
                yield from _owners(was, kr, spot(now, kr).at("owner"), when, sides)
        if earlier.cycle != sides.named_before(Kind.CYCLE, now.cycle):
            yield Moved(
                "cycle",
                now.document.place("cycle"),
                f"the cycle of `{now.title}` was `{earlier.cycle}` and is `{now.cycle}`, {when}",
                f"close it in `{earlier.cycle}`, and carry it on in a new file with "
                f"`carried_from: {earlier.id}`",
                back=f"put back `cycle: {earlier.cycle}`",
            )


def _owners(
    earlier: Objective | KeyResult,
    now: Objective | KeyResult,
    at: Spot,
    when: str,
    sides: Sides,
) -> Iterator[Moved]:
    if earlier.owner != sides.named_before(Kind.PERSON, now.owner):
        yield Moved(
            "owner",
            at.place,
            f"the owner of `{now.title}` was `{earlier.owner}` and is `{now.owner}`, {when}",
            f"put back `owner: {earlier.owner}`",
        )


def deleted(sides: Sides) -> Iterator[Moved]:
    """Each objective that was promised, and each KPI with values, whose file is gone.

    What was abandoned or retired before may go, and a KPI may become a metric.
    """
    for id_ in sides.gone(Kind.OBJECTIVE):
        one = sides.before.objectives[id_]
        if (
            sides.fixed_on(one)
            and one.stage is Stage.ACTIVE
            and one.document.path not in sides.unread
        ):
            yield _deleted_objective(one, sides)
    for id_ in sides.gone(Kind.KPI):
        kpi = sides.before.kpis[id_]
        is_kept = id_ in sides.after.metrics or is_retired(kpi, sides.as_of)
        if not is_kept and kpi.document.path not in sides.unread:
            yield _deleted_kpi(kpi, sides)


def _deleted_objective(one: Objective, sides: Sides) -> Moved:
    fixed_on, closed_on = sides.fixed_on(one), sides.closed_on(one)
    assert fixed_on
    when = (
        f"its cycle closed on {sides.day(closed_on)}"
        if closed_on
        else f"targets were fixed on {sides.day(fixed_on)}"
    )
    return Moved(
        "deleted",
        Place(one.document.path),
        f"the objective `{one.title}` was deleted, though {when}",
        "put the file back" if closed_on else "put the file back, with `status: abandoned`",
    )


def _deleted_kpi(kpi: Kpi, sides: Sides) -> Moved:
    return Moved(
        "deleted",
        Place(kpi.document.path),
        f"the KPI `{kpi.title}` was deleted, and its history with it",
        f"put the file back, with `events: [{{date: {sides.as_of}, kind: retired}}]`",
    )
