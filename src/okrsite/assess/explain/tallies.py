"""How the counts and means of a team, a cycle or the whole company came about."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import fsum

from okrsite.assess.assessment import ObjectiveAssessment, Status, Tally
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.reckoning import MOST_NAMED, Input, Reckoning, Shape
from okrsite.assess.judge import tally
from okrsite.model.goals import Cycle, KeyResult, Objective


def tallied(scope: str, objectives: Iterable[Objective], ground: Ground) -> tuple[Reckoning, ...]:
    """Mean progress, mean of what is expected, and net confidence of some objectives.

    `scope` names them in the ids, such as `cycle:2026-q4`.
    """
    ordered = sorted(objectives, key=lambda one: one.id)
    found = tally(ground.assessment, ordered)
    means = (
        _mean(scope, "progress", ordered, lambda j: j.progress, found.progress, ground),
        _mean(scope, "expected", ordered, lambda j: j.expected, found.expected, ground),
    )
    confidence = _net_confidence(scope, ordered, found, ground)
    return tuple(one for one in (*means, confidence) if one is not None)


def days_of(cycle: Cycle, ground: Ground) -> tuple[Reckoning, ...]:
    """Which day of a running cycle it is, and how many it has."""
    as_of, first_day, last_day = ground.assessment.as_of, cycle.first_day, cycle.last_day
    if first_day is None or last_day is None or not first_day <= as_of <= last_day:
        return ()
    ends = (
        ("day", ground.say("Day"), as_of),
        ("days", ground.say("Days in all"), last_day),
    )
    return tuple(
        Reckoning(
            f"cycle:{cycle.id}/{name}",
            words,
            "calendar",
            "passed + 1",
            (_passed(first_day, end, cycle, ground),),
            (end - first_day).days + 1.0,
            Shape.NUMBER,
        )
        for name, words, end in ends
    )


def _passed(first_day: date, end: date, cycle: Cycle, ground: Ground) -> Input:
    what = ground.days(first_day, end)
    places = (cycle.document.place("start"),) if cycle.document else ()
    return Input("passed", (end - first_day).days, Shape.NUMBER, what, places)


def _mean(  # noqa: PLR0913, PLR0917 - a mean, its name and what it is of
    scope: str,
    name: str,
    objectives: Sequence[Objective],
    share: Callable[[ObjectiveAssessment], float | None],
    result: float | None,
    ground: Ground,
) -> Reckoning | None:
    """The plain mean over the objectives that count and have a number."""
    if result is None:
        return None
    inputs: list[Input] = []
    for one in objectives:
        judged = ground.assessment.objectives[one.id]
        amount = share(judged)
        if judged.counts and judged.progress is not None and amount is not None:
            id_, key = f"objective:{one.id}/{name}", f"o{len(inputs) + 1}"
            inputs.append(Input(key, amount, Shape.SHARE, one.title, (), id_))
    formula, shown = _mean_of(inputs, ground)
    words = ground.say("Mean progress") if name == "progress" else ground.say("Expected by now")
    return Reckoning(f"{scope}/{name}", words, "tally", formula, shown, result, Shape.SHARE)


def _mean_of(inputs: Sequence[Input], ground: Ground) -> tuple[str, tuple[Input, ...]]:
    """A mean of all that is named, or of a sum where that would be too much to read."""
    if len(inputs) <= MOST_NAMED:
        return f"mean({', '.join(one.name for one in inputs)})", tuple(inputs)
    total = fsum(one.value for one in inputs)
    return "total / count", (
        Input("total", total, Shape.NUMBER, ground.say("the sum over the objectives that count")),
        Input("count", float(len(inputs)), Shape.NUMBER, ground.say("how many they are")),
    )


def _net_confidence(
    scope: str, objectives: Sequence[Objective], found: Tally, ground: Ground
) -> Reckoning | None:
    """The share of key results on track less the share of those off track."""
    if found.net_confidence is None:
        return None
    counted = [kr for o in objectives for kr in o.key_results if _counts(kr, ground)]
    inputs = (
        _number("on-track", Status.ON_TRACK, counted, ground),
        _number("off-track", Status.OFF_TRACK, counted, ground),
        Input("all", len(counted), Shape.NUMBER, ground.say("key results that count")),
    )
    return Reckoning(
        f"{scope}/net-confidence",
        ground.say("Net confidence"),
        "net-confidence",
        "(on-track - off-track) / all",
        inputs,
        found.net_confidence,
        Shape.SHARE,
    )


def _counts(kr: KeyResult, ground: Ground) -> bool:
    return ground.assessment.key_results[kr.key].counts


def _number(name: str, status: Status, counted: Sequence[KeyResult], ground: Ground) -> Input:
    judged = ground.assessment.key_results
    titles = [kr.title for kr in counted if judged[kr.key].status is status]
    if len(titles) > MOST_NAMED:
        titles = [*titles[:MOST_NAMED], "…"]
    shown = "; ".join(titles) or ground.say("no key result")
    return Input(name, len(titles), Shape.NUMBER, shown)
