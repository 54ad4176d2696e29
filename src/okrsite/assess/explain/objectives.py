"""How the progress, the score and the status of an objective came about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from okrsite.assess import pace
from okrsite.assess.assessment import ObjectiveAssessment, Status
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.pace import climbed
from okrsite.assess.explain.reckoning import Explanation, Input, Judgement, Reckoning, Rung, Shape
from okrsite.assess.explain.status import verdict_rung
from okrsite.base.problems import Place
from okrsite.model.goals import Objective
from okrsite.model.organisation import BACKLOG
from okrsite.model.schema import Stage

_SCORE_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Item:
    """What may count in an objective: a key result, or a child that contributes."""

    id: str
    kind: str
    title: str
    weight: float
    progress: float | None
    expected: float | None
    status: Status
    counts: bool
    weight_places: tuple[Place, ...]
    places: tuple[Place, ...]

    def reckoning(self, name: str) -> str:
        """The id of one of its own reckonings."""
        return f"{self.kind}:{self.id}/{name}"


def objective(one: Objective, ground: Ground) -> tuple[Explanation, ...]:
    """Progress, expected progress, score and status of an objective."""
    judged = ground.assessment.objectives[one.id]
    items = tuple(items_of(one, ground))
    counting = tuple(item for item in items if item.counts and item.weight > 0)
    found = (
        _progress(judged, counting),
        _expected(judged, counting),
        _behind(judged),
        _score(judged),
        _given(one, judged),
        _status(one, judged, items, ground),
    )
    return tuple(explanation for explanation in found if explanation is not None)


def items_of(one: Objective, ground: Ground) -> Iterator[Item]:
    """The key results of an objective, then the children that contribute."""
    assessment = ground.assessment
    for kr in one.key_results:
        judged = assessment.key_results[kr.key]
        yield Item(
            kr.key,
            "key-result",
            kr.title,
            judged.promise.weight,
            judged.clamped,
            judged.expected,
            judged.status,
            judged.counts,
            ground.promised(kr, "weight", judged.as_of),
            (kr.place,),
        )
    for id_ in ground.contributing[one.id]:
        child, found = ground.portfolio.objectives[id_], assessment.objectives[id_]
        weighed = "weight" in child.fields.model_fields_set
        yield Item(
            id_,
            "objective",
            child.title,
            child.weight,
            found.progress,
            found.expected,
            found.status,
            found.counts,
            (child.document.place("weight"),) if weighed else (),
            (child.document.place("title"),),
        )


def _progress(judged: ObjectiveAssessment, counting: tuple[Item, ...]) -> Reckoning | None:
    """The weighted mean of clamped progress; pending counts as 0 beside what has a number."""
    if judged.progress is None:
        return None
    return _mean(
        judged.id, "progress", "Progress", counting, lambda i: i.progress or 0.0, judged.progress
    )


def _expected(judged: ObjectiveAssessment, counting: tuple[Item, ...]) -> Reckoning | None:
    """The weighted mean of what is expected of the same items."""
    if judged.expected is None:
        return None
    known = tuple(item for item in counting if item.expected is not None)
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
    items: tuple[Item, ...],
    share: Callable[[Item], float],
    result: float,
) -> Reckoning:
    """A weighted mean; without weights of their own all count the same."""
    is_plain = all(item.weight == 1 for item in items)
    inputs: list[Input] = []
    for n, item in enumerate(items, 1):
        pending = ", pending, so 0" if name == "progress" and item.progress is None else ""
        value = Input(
            f"p{n}",
            share(item),
            Shape.SHARE,
            item.title + pending,
            item.places,
            item.reckoning(name),
        )
        inputs.append(value)
        if not is_plain:
            what = f"weight of {item.title}"
            inputs.append(Input(f"w{n}", item.weight, Shape.NUMBER, what, item.weight_places))
    numbers = range(1, len(items) + 1)
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


def _status(
    one: Objective, judged: ObjectiveAssessment, items: tuple[Item, ...], ground: Ground
) -> Judgement:
    """None, not started, the cap of a guardrail, a person's call, the weakest of what counts."""
    counting = [item for item in items if item.counts and item.weight > 0]
    cycle = ground.portfolio.cycles[one.cycle]
    rungs = (
        _uncounted(one, judged),
        Rung(Status.NOT_STARTED, "nothing of it has begun", judged.status is Status.NOT_STARTED),
        _guarded(one, judged, counting, ground),
        verdict_rung(judged.updates, judged.verdict, cycle, ground),
        _weakest(judged, counting),
        Rung(Status.PENDING, "nothing has a value yet", holds=True),
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


def _guarded(
    one: Objective, judged: ObjectiveAssessment, counting: list[Item], ground: Ground
) -> Rung:
    """A critical guardrail holds a better status at “at risk”."""
    natural = Status(judged.verdict) if judged.verdict else pace.weakest(i.status for i in counting)
    better = pace.JUDGED[pace.JUDGED.index(Status.AT_RISK) + 1 :]
    titles = " and ".join(ground.portfolio.kpis[id_].title for id_ in judged.breached)
    what = f"a critical guardrail: {titles}" if titles else "a critical guardrail"
    places = (one.document.place("guardrails"),) if judged.breached else ()
    return Rung(Status.AT_RISK, what, bool(judged.breached) and natural in better, None, places)


def _weakest(judged: ObjectiveAssessment, counting: list[Item]) -> Rung:
    worst = [item for item in counting if item.id in judged.weakest]
    titles = ", ".join(item.title for item in worst)
    found = f"the weakest of what counts, {len(worst)} of {len(counting)}: {titles}"
    what = found if worst else "the weakest of what counts"
    return Rung(judged.status, what, bool(worst), None, tuple(p for i in worst for p in i.places))
