"""How the numbers of a report came about that no other page has: what moved, and since when."""

from collections.abc import Iterable, Sequence

from okrsite.assess.assessment import Course, Status
from okrsite.assess.cycles import mean_of
from okrsite.assess.explain.evidence import reading, score
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.base.frozen import replace
from okrsite.base.words import say_in
from okrsite.model.goals import Cycle, Objective


def course(one: Course, cycle: Cycle, ground: Ground) -> tuple[Reckoning, ...]:
    """How much a KPI moved over a cycle, or the one value that is known of it."""
    ends = (
        ("after", ground.say("last by the end"), one.after),
        ("before", ground.say("last by the first day"), one.before),
    )
    inputs = tuple(
        reading(name, what, one.kpi, found, ground) for name, what, found in ends if found
    )
    if not inputs:
        return ()
    change = one.change
    return (
        Reckoning(
            id=f"kpi:{one.kpi}/over-{cycle.id}",
            name=ground.say("Change over {cycle}", cycle=cycle.title),
            rule="comparison",
            formula=inputs[0].name if change is None else "after - before",
            inputs=inputs,
            result=inputs[0].value if change is None else change,
            shape=Shape.VALUE if change is None else Shape.DIFFERENCE,
            unit=one.now.unit,
        ),
    )


def mean_score(scope: str, scores: Sequence[tuple[str, float]], ground: Ground) -> Reckoning:
    """The mean score of some objectives, each by its id; there is at least one."""
    objectives = ground.portfolio.objectives
    inputs = tuple(
        score(number, objectives[id_], value, ground)
        for number, (id_, value) in enumerate(scores, 1)
    )
    return Reckoning(
        id=f"{scope}/mean-score",
        name=ground.say("Mean score"),
        rule="cycle-scores",
        formula=f"mean({', '.join(one.name for one in inputs)})",
        inputs=inputs,
        result=mean_of(scores),
        shape=Shape.SCORE,
    )


def achieved(scope: str, objectives: Iterable[Objective], ground: Ground) -> Reckoning | None:
    """The share of key results that are achieved, of those that count; nothing without any."""
    judged = ground.assessment.key_results
    counting = [kr for o in objectives for kr in o.key_results if judged[kr.key].counts]
    if not counting:
        return None
    done = sum(judged[kr.key].status is Status.ACHIEVED for kr in counting)
    inputs = (
        Input("achieved", done, Shape.NUMBER, ground.say("key results that are achieved")),
        Input("all", len(counting), Shape.NUMBER, ground.say("key results that count")),
    )
    return Reckoning(
        id=f"{scope}/key-results-achieved",
        name=ground.say("Key results achieved"),
        rule="comparison",
        formula="achieved / all",
        inputs=inputs,
        result=done / len(counting),
        shape=Shape.SHARE,
    )


def moved(scope: str, now: Reckoning, before: Reckoning, cycle: str, language: str) -> Reckoning:
    """How far a number of a report lies from that of the cycle before, which is named."""
    return Reckoning(
        id=f"{scope}/{now.id.rpartition('/')[2]}-change",
        name=say_in(language, "{name}: change", name=now.name),
        rule="comparison",
        formula="now - before",
        inputs=(
            Input("now", now.result, now.shape, now.name, (), now.id),
            Input("before", before.result, before.shape, cycle, (), before.id),
        ),
        result=now.result - before.result,
        shape=Shape.POINTS if now.shape is Shape.SHARE else now.shape,
    )


def remembered(scope: str, before: Reckoning, cycle: str, language: str) -> Reckoning:
    """A number of the cycle before, which is named, as a report on another one tells it."""
    name = before.id.rpartition("/")[2]
    words = say_in(language, "{name} in {cycle}", name=before.name, cycle=cycle)
    return replace(before, id=f"{scope}/{name}-before", name=words)
