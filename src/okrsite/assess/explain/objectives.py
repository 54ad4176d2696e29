"""How the progress, the score and the status of an objective came about."""

from collections.abc import Callable, Container, Iterator

from okrsite.assess import pace
from okrsite.assess.assessment import Item, ObjectiveAssessment, Status
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.pace import climbed
from okrsite.assess.explain.reckoning import Explanation, Input, Judgement, Reckoning, Rung, Shape
from okrsite.assess.explain.status import verdict_rung
from okrsite.assess.words import STAGES
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place
from okrsite.base.words import marked
from okrsite.model.goals import Kind, Objective
from okrsite.model.organisation import BACKLOG
from okrsite.model.schema import Stage

_SCORE_DECIMALS = 2


class Part(Frozen):
    """What may count in an objective, and where it and its weight are written."""

    item: Item
    title: str
    places: tuple[Place, ...]
    weight_places: tuple[Place, ...]

    def reckoning(self, name: str) -> str:
        """The id of one of its own reckonings."""
        kind = Kind.KEY_RESULT if "#" in self.item.id else Kind.OBJECTIVE
        return f"{kind}:{self.item.id}/{name}"


def objective(
    one: Objective, ground: Ground, rules: Container[str] | None = None
) -> tuple[Explanation, ...]:
    """Progress, expected progress, score and status of an objective.

    With `rules` only what follows one of them.
    """
    judged = ground.assessment.objectives[one.id]
    items = _parts(one, ground)
    counting = tuple(part for part in items if part.item.counts and part.item.weight > 0)
    parts: tuple[tuple[str, Callable[[], Explanation | None]], ...] = (
        ("roll-up", lambda: _progress(judged, counting, ground)),
        ("roll-up", lambda: _expected(judged, counting, ground)),
        ("roll-up", lambda: _behind(judged, ground)),
        ("score", lambda: _score(judged, ground)),
        ("score", lambda: _given(one, judged, ground)),
        ("objective-status", lambda: _by_items(judged, counting, ground)),
        ("objective-status", lambda: _status(one, judged, counting, ground)),
    )
    asked = (explain() for rule, explain in parts if rules is None or rule in rules)
    return tuple(explanation for explanation in asked if explanation is not None)


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


def _progress(
    judged: ObjectiveAssessment, counting: tuple[Part, ...], ground: Ground
) -> Reckoning | None:
    """The weighted mean of clamped progress; pending counts as 0 beside what has a number."""
    if judged.progress is None:
        return None
    return _mean(
        judged.id, "progress", counting, lambda i: i.progress or 0.0, judged.progress, ground
    )


def _expected(
    judged: ObjectiveAssessment, counting: tuple[Part, ...], ground: Ground
) -> Reckoning | None:
    """The weighted mean of what is expected of the same items."""
    if judged.expected is None:
        return None
    known = tuple(part for part in counting if part.item.expected is not None)
    return _mean(judged.id, "expected", known, lambda i: i.expected or 0.0, judged.expected, ground)


def _mean(  # noqa: PLR0913, PLR0917 - a mean, its name and what it is of
    id_: str,
    name: str,
    parts: tuple[Part, ...],
    share: Callable[[Item], float],
    result: float,
    ground: Ground,
) -> Reckoning:
    """A weighted mean; without weights of their own all count the same."""
    is_plain = all(part.item.weight == 1 for part in parts)
    inputs: list[Input] = []
    for n, part in enumerate(parts, 1):
        item = part.item
        what, reckoning = part.title, part.reckoning(name)
        if name == "progress" and item.progress is None:
            what = ground.say("{title}, pending, so 0", title=what)
        inputs.append(Input(f"p{n}", share(item), Shape.SHARE, what, part.places, reckoning))
        if not is_plain:
            places = part.weight_places
            inputs.append(
                Input(f"w{n}", item.weight, Shape.NUMBER, ground.say("its weight"), places)
            )
    numbers = range(1, len(parts) + 1)
    top = " + ".join(f"w{n} * p{n}" for n in numbers)
    bottom = " + ".join(f"w{n}" for n in numbers)
    plain = f"mean({', '.join(f'p{n}' for n in numbers)})"
    formula = plain if is_plain else f"({top}) / ({bottom})"
    words = ground.say(_MEANS[name])
    return Reckoning(
        f"objective:{id_}/{name}", words, "roll-up", formula, tuple(inputs), result, Shape.SHARE
    )


_MEANS = {"progress": marked("Progress"), "expected": marked("Expected by now")}


def _score(judged: ObjectiveAssessment, ground: Ground) -> Reckoning | None:
    """The progress at the close with two decimals."""
    if judged.score is None or judged.progress is None:
        return None
    id_ = f"objective:{judged.id}"
    what = ground.say("progress at the close")
    share = Input("progress", judged.progress, Shape.SHARE, what, (), f"{id_}/progress")
    return Reckoning(
        f"{id_}/score",
        ground.say("Score"),
        "score",
        "progress",
        (share,),
        judged.score,
        Shape.SCORE,
        decimals=_SCORE_DECIMALS,
    )


def _behind(judged: ObjectiveAssessment, ground: Ground) -> Reckoning | None:
    """How far it is behind plan, or ahead of it (below 0), while it runs."""
    if judged.progress is None or judged.expected is None or judged.is_closed:
        return None
    id_ = f"objective:{judged.id}"
    said = ground.say("expected"), ground.say("progress")
    inputs = (
        Input("expected", judged.expected, Shape.SHARE, said[0], (), f"{id_}/expected"),
        Input("progress", judged.progress, Shape.SHARE, said[1], (), f"{id_}/progress"),
    )
    behind = judged.expected - judged.progress
    return Reckoning(
        f"{id_}/behind",
        ground.say("Behind plan"),
        "roll-up",
        "expected - progress",
        inputs,
        behind,
        Shape.POINTS,
    )


def _given(one: Objective, judged: ObjectiveAssessment, ground: Ground) -> Reckoning | None:
    """The score that people gave at the close."""
    if judged.given_score is None:
        return None
    place = one.document.place("closing", "score")
    what = ground.say("given at the close")
    given = Input("given", judged.given_score, Shape.SCORE, what, (place,))
    return Reckoning(
        f"objective:{one.id}/given-score",
        ground.say("Given score"),
        "score",
        "given",
        (given,),
        judged.given_score,
        Shape.SCORE,
    )


def _by_items(
    judged: ObjectiveAssessment, counting: tuple[Part, ...], ground: Ground
) -> Judgement | None:
    """What the status would be without the call of a person that stands in for it."""
    if judged.verdict is None or judged.by_items is Status.NONE:
        return None
    rungs = (
        _not_started(judged.by_items, ground),
        _weakest(judged, counting, ground),
        _pending(ground),
    )
    return Judgement(
        f"objective:{judged.id}/by-items",
        ground.say("Status by the numbers alone"),
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
        _uncounted(one, judged, ground),
        _not_started(judged.status, ground),
        _guarded(one, judged, ground),
        verdict_rung(judged.updates, judged.verdict, cycle, ground),
        _weakest(judged, counting, ground),
        _pending(ground),
    )
    id_, name = f"objective:{one.id}/status", ground.say("Status")
    return Judgement(id_, name, "objective-status", (), climbed(rungs), judged.status)


def _uncounted(one: Objective, judged: ObjectiveAssessment, ground: Ground) -> Rung:
    holds = judged.status is Status.NONE
    what = ground.say("a draft, abandoned, or in the backlog")
    places: tuple[Place, ...] = ()
    if holds and one.stage is not Stage.ACTIVE:
        what = ground.say("it is {stage}", stage=ground.say(STAGES[one.stage]))
        places = (one.document.place("status"),)
    elif holds and one.cycle == BACKLOG:
        what = ground.say("it is in the backlog")
    return Rung(Status.NONE, what, holds, None, places)


def _not_started(status: Status, ground: Ground) -> Rung:
    what = ground.say("nothing of it has begun")
    return Rung(Status.NOT_STARTED, what, status is Status.NOT_STARTED)


def _guarded(one: Objective, judged: ObjectiveAssessment, ground: Ground) -> Rung:
    """A critical guardrail holds a better status at “at risk”."""
    natural = Status(judged.verdict) if judged.verdict else judged.by_items
    better = pace.JUDGED[pace.JUDGED.index(Status.AT_RISK) + 1 :]
    what = ground.say("a critical guardrail")
    if judged.breached:
        titles = [ground.portfolio.kpis[id_].title for id_ in judged.breached]
        what = ground.say("a critical guardrail: {kpis}", kpis=ground.all_of(titles))
    places = (one.document.place("guardrails"),) if judged.breached else ()
    return Rung(Status.AT_RISK, what, bool(judged.breached) and natural in better, None, places)


def _weakest(judged: ObjectiveAssessment, counting: tuple[Part, ...], ground: Ground) -> Rung:
    worst = [part for part in counting if part.item.id in judged.weakest]
    what = ground.say("the weakest of what counts")
    if worst:
        what = ground.say(
            "the weakest of what counts, {n} of {all}: {titles}",
            n=len(worst),
            all=len(counting),
            titles=", ".join(part.title for part in worst),
        )
    places = tuple(place for part in worst for place in part.places)
    return Rung(judged.by_items, what, bool(worst), None, places)


def _pending(ground: Ground) -> Rung:
    return Rung(Status.PENDING, ground.say("nothing has a value yet"), holds=True)
