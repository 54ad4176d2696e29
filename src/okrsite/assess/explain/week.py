"""How far a key result moved in a week: what it was then, what it is now."""

from collections.abc import Iterator

from okrsite.assess.assessment import KeyResultAssessment
from okrsite.assess.explain.ground import Ground, said_on
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape
from okrsite.assess.week import Moved
from okrsite.base.numbers import Unit
from okrsite.base.problems import Place
from okrsite.model.goals import KeyResult


def week_of(key: str) -> str:
    """How the numbers of a key result's week are named.

    >>> week_of("self-serve#signups")
    'week:self-serve#signups'
    """
    return f"week:{key}"


def moved(one: Moved, ground: Ground) -> Iterator[Reckoning]:
    """The way that progress and value went in a week; of a first value only what it is."""
    kr = ground.portfolio.key_results[one.key]
    of = week_of(one.key)
    if one.now.progress is not None:
        explained = f"key-result:{one.key}/progress"
        now = Input("now", one.now.progress, Shape.SHARE, ground.day(one.now.as_of), (), explained)
        before = _before(one, one.before.progress, Shape.SHARE, ground)
        progress = ground.say("{key_result}, progress", key_result=kr.title)
        yield _way(f"{of}/progress", progress, (now, *before), kr.unit)
    if one.now.value is not None:
        places = _said(one.now, kr)
        now = Input("now", one.now.value, Shape.VALUE, ground.day(one.now.as_of), places)
        before = _before(one, one.before.value, Shape.VALUE, ground)
        yield _way(f"{of}/value", kr.title, (now, *before), kr.unit)


def _before(one: Moved, value: float | None, shape: Shape, ground: Ground) -> tuple[Input, ...]:
    """What was known a week ago, where anything was."""
    if value is None:
        return ()
    places = _said(one.before, ground.portfolio.key_results[one.key])
    return (Input("before", value, shape, ground.day(one.before.as_of), places),)


def _said(judged: KeyResultAssessment, kr: KeyResult) -> tuple[Place, ...]:
    """The lines of the last value; none where a source tells it."""
    if kr.source or not judged.measured:
        return ()
    return said_on(judged.updates, judged.measured[-1].day, "value")


def _way(id_: str, name: str, ends: tuple[Input, ...], unit: Unit) -> Reckoning:
    """What is now less what was before; what is now where nothing was."""
    now, *before = ends
    return Reckoning(
        id=id_,
        name=name,
        rule="week",
        formula=" - ".join(one.name for one in ends),
        inputs=ends,
        result=now.value - sum(one.value for one in before),
        shape=_DIFFERENCES[now.shape] if before else now.shape,
        unit=unit,
    )


_DIFFERENCES = {Shape.SHARE: Shape.POINTS, Shape.VALUE: Shape.DIFFERENCE}
"""What the difference of two numbers of a shape is."""
