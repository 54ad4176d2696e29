"""How the progress, the score and the status of an objective came about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from okrsite.assess import pace
from okrsite.assess.assessment import Item, ObjectiveAssessment, Status
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.pace import climbed
from okrsite.assess.explain.reckoning import Explanation, Input, Judgement, Reckoning, Rung, Shape
from okrsite.assess.explain.status import verdict_rung
from okrsite.base.problems import Place
from okrsite.model.goals import Kind, Objective
from okrsite.model.organisation import BACKLOG
from okrsite.model.schema import Stage

_SCORE_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """What may count in an objective, and where it and its weight are written."""

    item: Item
    title: str
    places: tuple[Place, ...]
    weight_places: tuple[Place, ...]

    def reckoning(self, name: str) -> str:
        """The id of one of its own reckonings."""
        kind = Kind.KEY_RESULT if "#" in self.item.id else Kind.OBJECTIVE
        return f"{kind}:{self.item.id}/{name}"


def objective(one: Objective, ground: Ground) -> tuple[Explanation, ...]:
    """Progress, expected progress, score and status of an objective."""
    judged = ground.assessment.objectives[one.id]
    parts = _parts(one, ground)
    counting = tuple(part for part in parts if part.item.counts and part.item.weight > 0)
    found = (
        _progress(judged, counting),
        _expected(judged, counting),
        _behind(judged),
        _score(judged),
        _given(one, judged),
        _by_items(judged, counting),
        _status(one, judged, counting, ground),
    )
    return tuple(explanation for explanation in found if explanation is not None)


def _parts(one: Objective, ground: Ground) -> Iterator[Part]:
    """The items of an objective as they were rolled up, each with its lines."""
    for item in ground.assessment.objectives[one.id].items:
        yield (_key_result if "#" in item.id else _child)(item, ground)


def _key_result(item: Item, ground: Ground) -> Part:
    kr, day = ground.portfolio.key_results[item.id], ground.assessment.key_results[item.id].as_of
    return Part(item, kr.title, (kr.place,), ground.promised(kr, "weight", day))


def _child(item: Item, ground: Ground) -> Part:
    child = ground.portfolio.objectives[item.id]
    is_weighed = "weight" in child.fields.model_fields_set
    weighed = (child.document.place("weight"),) if is_weighed else ()
    return Part(item, child.title, (child.document.place("title"),), weighed)


def _progress(judged: ObjectiveAssessment, counting: tuple[Part, ...]) -> Reckoning | None:
    """The weighted mean of clamped progress; pending counts as 0 beside what has a number."""
    if judged.progress is None:
        return None
    return _mean(
        judged.id, "progress", "Progress", counting, lambda i: i.progress or 0.0, judged.progress
    )


def _expected(judged: ObjectiveAssessment, counting: tuple[Part, ...]) -> Reckoning | None:
    """The weighted mean of what is expected of the same items."""
    if judged.expected is None:
        return None
    known = tuple(part for part in counting if part.item.expected is not None)
    return _mean(
        judged.id,
        "expected",
        "Expected by now",
        known,
        lambda i: i.expected or 0.0,
        judged.expected,
    )


def _mean(  # noqa: PLR0913, PLR0917 - a mean, its name and what it is of
    id_: str,
    name: str,
    words: str,
    parts: tuple[Part, ...],
    share: Callable[[Item], float],
    result: float,
) -> Reckoning:
    """A weighted mean; without weights of their own all count the same."""
    is_plain = all(part.item.weight == 1 for part in parts)
    inputs: list[Input] = []
    for n, part in enumerate(parts, 1):
        item = part.item
        pending = ", pending, so 0" if name == "progress" and item.progress is None else ""
        what, reckoning = part.title + pending, part.reckoning(name)
        inputs.append(Input(f"p{n}", share(item), Shape.SHARE, what, part.places, reckoning))
        if not is_plain:
            places = part.weight_places
            inputs.append(Input(f"w{n}", item.weight, Shape.NUMBER, "its weight", places))
    numbers = range(1, len(parts) + 1)
    top = " + ".join(f"w{n} * p{n}" for n in numbers)
    bottom = " + ".join(f"w{n}" for n in numbers)
    plain = f"mean({', '.join(f'p{n}' for n in numbers)})"
    formula = plain if is_plain else f"({top}) / ({bottom})"
    return Reckoning(
        f"objective:{id_}/{name}", words, "roll-up", formula, tuple(inputs), result, Shape.SHARE
    )


def _score(judged: ObjectiveAssessment) -> Reckoning | None:
    """The progress at the close with two decimals."""
    if judged.score is None or judged.progress is None:
        return None
    id_ = f"objective:{judged.id}"
    share = Input(
        "progress", judged.progress, Shape.SHARE, "progress at the close", (), f"{id_}/progress"
    )
    return Reckoning(
        f"{id_}/score",
        "Score",
        "score",
        "progress",
        (share,),
        judged.score,
        Shape.SCORE,
        decimals=_SCORE_DECIMALS,
    )


def _behind(judged: ObjectiveAssessment) -> Reckoning | None:
    """How far it is behind plan, or ahead of it (below 0), while it runs."""
    if judged.progress is None or judged.expected is None or judged.is_closed:
        return None
    id_ = f"objective:{judged.id}"
    inputs = (
        Input("expected", judged.expected, Shape.SHARE, "expected", (), f"{id_}/expected"),
        Input("progress", judged.progress, Shape.SHARE, "progress", (), f"{id_}/progress"),
    )
    behind = judged.expected - judged.progress
    return Reckoning(
        f"{id_}/behind",
        "Behind plan",
        "roll-up",
        "expected - progress",
        inputs,
        behind,
        Shape.POINTS,
    )


def _given(one: Objective, judged: ObjectiveAssessment) -> Reckoning | None:
    """The score that people gave at the close."""
    if judged.given_score is None:
        return None
    place = one.document.place("closing", "score")
    given = Input("given", judged.given_score, Shape.SCORE, "given at the close", (place,))
    return Reckoning(
        f"objective:{one.id}/given-score",
        "Given score",
        "score",
        "given",
        (given,),
        judged.given_score,
        Shape.SCORE,
    )


def _by_items(judged: ObjectiveAssessment, counting: tuple[Part, ...]) -> Judgement | None:
    """What the status would be without the call of a person that stands in for it."""
    if judged.verdict is None or judged.by_items is Status.NONE:
        return None
    rungs = (_not_started(judged.by_items), _weakest(judged, counting), _PENDING)
    return Judgement(
        f"objective:{judged.id}/by-items",
        "Status by the numbers alone",
        "objective-status",
        (),
        climbed(rungs),
        judged.by_items,
    )


def _status(
    one: Objective, judged: ObjectiveAssessment, counting: tuple[Part, ...], ground: Ground
) -> Judgement:
    """None, not started, the cap of a guardrail, a person's call, the weakest of what counts."""
    cycle = ground.portfolio.cycles[one.cycle]
    rungs = (
        _uncounted(one, judged),
        _not_started(judged.status),
        _guarded(one, judged, ground),
        verdict_rung(judged.updates, judged.verdict, cycle, ground),
        _weakest(judged, counting),
        _PENDING,
    )
    id_ = f"objective:{one.id}/status"
    return Judgement(id_, "Status", "objective-status", (), climbed(rungs), judged.status)


def _uncounted(one: Objective, judged: ObjectiveAssessment) -> Rung:
    holds = judged.status is Status.NONE
    what = "a draft, abandoned, or in the backlog"
    places: tuple[Place, ...] = ()
    if holds and one.stage is not Stage.ACTIVE:
        what, places = f"it is {one.stage}", (one.document.place("status"),)
    elif holds and one.cycle == BACKLOG:
        what = "it is in the backlog"
    return Rung(Status.NONE, what, holds, None, places)


def _not_started(status: Status) -> Rung:
    return Rung(Status.NOT_STARTED, "nothing of it has begun", status is Status.NOT_STARTED)


def _guarded(one: Objective, judged: ObjectiveAssessment, ground: Ground) -> Rung:
    """A critical guardrail holds a better status at “at risk”."""
    natural = Status(judged.verdict) if judged.verdict else judged.by_items
    better = pace.JUDGED[pace.JUDGED.index(Status.AT_RISK) + 1 :]
    titles = " and ".join(ground.portfolio.kpis[id_].title for id_ in judged.breached)
    what = f"a critical guardrail: {titles}" if titles else "a critical guardrail"
    places = (one.document.place("guardrails"),) if judged.breached else ()
    return Rung(Status.AT_RISK, what, bool(judged.breached) and natural in better, None, places)


def _weakest(judged: ObjectiveAssessment, counting: tuple[Part, ...]) -> Rung:
    worst = [part for part in counting if part.item.id in judged.weakest]
    titles = ", ".join(part.title for part in worst)
    found = f"the weakest of what counts, {len(worst)} of {len(counting)}: {titles}"
    what = found if worst else "the weakest of what counts"
    places = tuple(place for part in worst for place in part.places)
    return Rung(judged.by_items, what, bool(worst), None, places)


_PENDING = Rung(Status.PENDING, "nothing has a value yet", holds=True)
