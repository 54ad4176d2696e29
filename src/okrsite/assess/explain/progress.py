"""How the value, the target and the progress of a key result came about, by its type."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from okrsite.assess.assessment import KeyResultAssessment, Measured, PeriodResult
from okrsite.assess.evidence import evidence_on
from okrsite.assess.explain.ground import Ground, places_of, said_on
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape, counted
from okrsite.assess.series import reduce
from okrsite.base.problems import Place
from okrsite.model.calendar import Period
from okrsite.model.goals import KeyResult, Promise
from okrsite.model.key_results import as_float
from okrsite.model.schema import KeyResultType, Reduce

_MOST_ROWS = 13
_MOST_PERIODS = 54
_T = KeyResultType


@dataclass(frozen=True, slots=True)
class Case:
    """A key result as it is explained: by which promise, of which day, and what counts by it."""

    kr: KeyResult
    judged: KeyResultAssessment
    promise: Promise
    promised_on: date
    measured: tuple[Measured, ...]
    periods: tuple[PeriodResult, ...]
    steps_done: Collection[str]
    ground: Ground

    @property
    def day(self) -> date:
        """The day it is judged on."""
        return self.judged.as_of

    def id(self, name: str) -> str:
        """The id of one of its reckonings."""
        return f"key-result:{self.kr.key}/{name}"

    def amount(self, name: str, value: float, what: str) -> Input:
        """A part of the promise in the unit of the key result."""
        places = self.ground.promised(self.kr, name, self.promised_on)
        return Input(name.replace("_", "-"), value, Shape.VALUE, what, places)


def case_of(kr: KeyResult, ground: Ground) -> Case:
    """A key result by the promise in force."""
    judged = ground.assessment.key_results[kr.key]
    return Case(
        kr=kr,
        judged=judged,
        promise=judged.promise,
        promised_on=judged.as_of,
        measured=judged.measured,
        periods=judged.periods,
        steps_done=frozenset(judged.steps_done),
        ground=ground,
    )


def first_case(kr: KeyResult, ground: Ground) -> Case:
    """A key result by its first promise."""
    judged, promise = ground.assessment.key_results[kr.key], kr.past[0].promise
    book = ground.book(judged.as_of)
    evidence = evidence_on(kr, promise, judged.as_of, ground.portfolio, book)
    return Case(
        kr=kr,
        judged=judged,
        promise=promise,
        promised_on=date.min,
        measured=evidence.measured,
        periods=evidence.results,
        steps_done=frozenset(evidence.steps_done or ()),
        ground=ground,
    )


def value(case: Case) -> Reckoning | None:
    """The current value: the last that was said, or the observations of the source taken."""
    judged, kr = case.judged, case.kr
    if judged.value is None:
        return None
    last = judged.measured[-1]
    inputs, formula = (_taken if kr.source else _said)(last, case)
    return Reckoning(
        case.id("value"), "Now", "value", formula, inputs, judged.value, Shape.VALUE, kr.unit
    )


def target(case: Case) -> Reckoning | None:
    """The target of a relative key result: its start and the change from there."""
    promise, kr = case.promise, case.kr
    if kr.type is not _T.RELATIVE or promise.start is None or promise.target is None:
        return None
    change = promise.target / promise.start - 1
    inputs = (
        case.amount("start", promise.start, "where it began"),
        Input("change", change, Shape.SHARE, "how far it is to change", _change_places(case)),
    )
    return Reckoning(
        case.id("target"),
        "Target",
        "target",
        "start * (1 + change)",
        inputs,
        promise.target,
        Shape.VALUE,
        kr.unit,
    )


def progress(case: Case, result: float, name: str = "progress") -> Reckoning:
    """The raw progress, 0 at the start and 1 at the target."""
    formula, inputs = _PROGRESS[case.kr.type](case)
    words = "Progress" if name == "progress" else "Progress against the first promise"
    unit = case.kr.unit
    return Reckoning(case.id(name), words, "progress", formula, inputs, result, Shape.SHARE, unit)


def promised(case: Case) -> tuple[Reckoning, ...]:
    """What is promised and takes no part in the progress as it is reckoned: each as written."""
    promise, fields = case.promise, case.kr.fields
    known = case.judged.progress is not None
    is_written = not known and case.kr.type is not _T.RELATIVE
    marks = (
        ("start", "Start", None if known else promise.start),
        ("target", "Target", promise.target if is_written else None),
        ("at_least", "At least", promise.low),
        ("at_most", "At most", promise.high),
        ("commit", "Commit", as_float(fields.commit)),
        ("stretch", "Stretch", as_float(fields.stretch)),
    )
    amounts = tuple(_written(*mark, case) for mark in marks if mark[2] is not None)
    return (*amounts, *_weight(case))


def _weight(case: Case) -> tuple[Reckoning, ...]:
    """How much it counts, where that is not once."""
    weight = case.promise.weight
    if weight == 1:
        return ()
    places = case.ground.promised(case.kr, "weight", case.promised_on)
    written = (Input("written", weight, Shape.NUMBER, "as it is written", places),)
    name = case.id("weight")
    return (Reckoning(name, "Weight", "promise", "written", written, weight, Shape.NUMBER),)


def _written(name: str, words: str, value: float | None, case: Case) -> Reckoning:
    assert value is not None
    at = case.ground.promised
    places = at(case.kr, name, case.promised_on) or at(case.kr, "between", case.promised_on)
    written = Input("written", value, Shape.VALUE, "as it is written", places)
    return Reckoning(
        case.id(name.replace("_", "-")),
        words,
        "promise",
        "written",
        (written,),
        value,
        Shape.VALUE,
        case.kr.unit,
    )


def kept(case: Case) -> Reckoning | None:
    """How many of the due periods were kept in full."""
    if not case.periods:
        return None
    count = float(sum(one.share >= 1 for one in case.periods))
    what = f"of {len(case.periods)} due periods that were kept in full"
    found = (Input("kept", count, Shape.NUMBER, what),)
    return Reckoning(case.id("kept"), "Kept", "value", "kept", found, count, Shape.NUMBER)


def done(case: Case) -> Reckoning | None:
    """How many milestones are done, and which."""
    steps = [step for step in case.promise.steps if step.id in case.steps_done]
    if steps:
        return counted(case.id("done"), "Done", [(step.title, "") for step in steps])
    if not case.promise.steps:
        return None
    none = (Input("done", 0.0, Shape.NUMBER, "no milestone is done yet"),)
    return Reckoning(case.id("done"), "Done", "value", "done", none, 0.0, Shape.NUMBER)


def _said(last: Measured, case: Case) -> tuple[tuple[Input, ...], str]:
    places = said_on(case.judged.updates, last.day, "value")
    what = f"said on {case.ground.day(last.day)}"
    return (Input("said", last.value, Shape.VALUE, what, places),), "said"


def _taken(last: Measured, case: Case) -> tuple[tuple[Input, ...], str]:
    """The observations of a source within the days of the key result, reduced by `take`."""
    how, source = case.kr.fields.take, case.kr.source
    book = case.ground.book(case.day)
    inside = book.observed(source).inside(case.promise.first_day, case.promise.due)
    used = inside[-1:] if how is Reduce.LAST else inside
    if len(used) > _MOST_ROWS:
        return _many([one.value for one in used], how, case), _MANY[how]
    names = [f"v{n}" for n in range(1, len(used) + 1)] if len(used) > 1 else ["observed"]
    inputs = tuple(
        Input(
            name,
            one.value,
            Shape.VALUE,
            f"{source}, {one.period}",
            places_of(case.ground.rows(source, one.period, case.day)),
            f"kpi:{source}/value" if _is_judged(source, one.period, case) else "",
        )
        for name, one in zip(names, used, strict=True)
    )
    return inputs, names[0] if len(names) == 1 else f"{how.value}({', '.join(names)})"


def _many(values: list[float], how: Reduce, case: Case) -> tuple[Input, ...]:
    """Too many observations to name each: how many they are, and what they come to."""
    reduced = reduce(values, Reduce.SUM if how in _ADDED else how)
    what = f"{len(values)} values of {case.kr.source}, {'added up' if how in _ADDED else how.value}"
    taken = Input(
        "taken", reduced, Shape.VALUE, what, case.ground.promised(case.kr, "source", case.day)
    )
    if how is Reduce.MEAN:
        return taken, Input("count", len(values), Shape.NUMBER, "how many they are")
    return (taken,)


_ADDED = (Reduce.SUM, Reduce.MEAN)
_MANY = {
    Reduce.SUM: "taken",
    Reduce.MEAN: "taken / count",
    Reduce.MAX: "taken",
    Reduce.MIN: "taken",
}


def _is_judged(source: str, period: Period, case: Case) -> bool:
    """Whether a KPI's own page explains this very value."""
    assessment = case.ground.assessment
    is_closed = assessment.objectives[case.kr.objective].is_closed
    kpi = None if is_closed else assessment.kpis.get(source)
    return bool(kpi and kpi.judged and kpi.judged.period == period)


def _change_places(case: Case) -> tuple[Place, ...]:
    return case.ground.promised(case.kr, "change", case.promised_on)


def _way(case: Case) -> tuple[str, tuple[Input, ...]]:
    """`(value - start) / (target - start)`."""
    promise, last = case.promise, case.measured[-1]
    assert promise.start is not None
    assert promise.target is not None
    named = "change" if case.kr.type is _T.RELATIVE else "target"
    places = case.ground.promised(case.kr, named, case.promised_on)
    is_reckoned = case.kr.type is _T.RELATIVE and case.promise == case.judged.promise
    reckoned = case.id("target") if is_reckoned else ""
    is_now = case.judged.measured[-1:] == (last,)
    what = f"where it stands since {case.ground.day(last.day)}"
    now = Input(
        "value",
        last.value,
        Shape.VALUE,
        what,
        _value_places(last, case),
        case.id("value") if is_now else "",
    )
    aim = Input("target", promise.target, Shape.VALUE, "where it is to go", places, reckoned)
    start = case.amount("start", promise.start, "where it began")
    return "(value - start) / (target - start)", (now, start, aim)


def _value_places(last: Measured, case: Case) -> tuple[Place, ...]:
    return () if case.kr.source else said_on(case.judged.updates, last.day, "value")


def _kept(case: Case) -> tuple[str, tuple[Input, ...]]:
    """The mean of what each due period adds."""
    due = case.periods
    if len(due) > _MOST_PERIODS:
        total = sum(one.share for one in due)
        return "kept / due", (
            Input("kept", total, Shape.NUMBER, "what the due periods add, at most 1 each"),
            Input("due", len(due), Shape.NUMBER, "periods that are due"),
        )
    if case.kr.type is _T.RECURRING:
        return _recurring(case)
    inputs = tuple(
        Input(f"p{n}", one.share, Shape.NUMBER, _inside_words(one, case), _period_places(one, case))
        for n, one in enumerate(due, 1)
    )
    return f"mean({', '.join(one.name for one in inputs)})", inputs


def _recurring(case: Case) -> tuple[str, tuple[Input, ...]]:
    """The mean over elapsed periods of `min(1, actual / target)`."""
    assert case.promise.target is not None
    aim = case.amount("target", case.promise.target, "what each period is to bring")
    inputs = tuple(
        Input(f"p{n}", one.value or 0.0, Shape.VALUE, _actual_words(one), _period_places(one, case))
        for n, one in enumerate(case.periods, 1)
    )
    terms = ", ".join(f"min(1, {one.name} / target)" for one in inputs)
    return f"mean({terms})", (*inputs, aim)


def _actual_words(one: PeriodResult) -> str:
    return f"{one.period}" if one.value is not None else f"{one.period}: no value counts 0"


def _inside_words(one: PeriodResult, case: Case) -> str:
    if one.value is None:
        return f"{one.period}: no value counts as outside"
    side = "kept" if one.share >= 1 else "not kept"
    return f"{one.period}: {case.ground.value(one.value, case.kr.unit)}, {side}"


def _period_places(one: PeriodResult, case: Case) -> tuple[Place, ...]:
    if case.kr.source:
        return places_of(case.ground.rows(case.kr.source, one.period, case.day))[:_MOST_ROWS]
    days = [m.day for m in case.judged.measured if one.period.start <= m.day <= one.period.end]
    return said_on(case.judged.updates, days[-1], "value") if days else ()


def _milestones(case: Case) -> tuple[str, tuple[Input, ...]]:
    """The weights of the milestones that are done over all weights, or the score chosen."""
    if case.promise.scores:
        return _chosen(case)
    done = case.steps_done
    inputs = tuple(
        Input(
            f"m{n}",
            step.weight,
            Shape.NUMBER,
            f"{step.title}, {'done' if step.id in done else 'open'}",
            _step_places(step.id, n - 1, case),
        )
        for n, step in enumerate(case.promise.steps, 1)
    )
    reached = [
        i.name for i, step in zip(inputs, case.promise.steps, strict=True) if step.id in done
    ]
    top = f"({' + '.join(reached)})" if reached else "0"
    return f"{top} / ({' + '.join(one.name for one in inputs)})", inputs


def _step_places(id_: str, index: int, case: Case) -> tuple[Place, ...]:
    said = [u.place for u in case.judged.updates if id_ in u.done]
    if said:
        return (said[0],)
    if case.promise is not case.kr.promise:
        return ()
    return (case.ground.at(case.kr, "milestones", index),)


def _chosen(case: Case) -> tuple[str, tuple[Input, ...]]:
    label = case.judged.label
    score = dict(case.promise.scores).get(label, 0.0)
    said = [u.place for u in case.judged.updates if u.label == label] if label else []
    what = f"the score of “{label}”" if label else "nothing is chosen yet"
    return "score", (Input("score", score, Shape.NUMBER, what, tuple(said[-1:])),)


def _binary(case: Case) -> tuple[str, tuple[Input, ...]]:
    reached = case.judged.progress == 1
    said = tuple(u.place for u in case.judged.updates if u.done_on)[:1]
    places = said or ((case.ground.at(case.kr, "done"),) if reached else ())
    what = "it is done" if reached else "it is not done"
    return "done", (Input("done", float(reached), Shape.NUMBER, what, places),)


def _baseline(case: Case) -> tuple[str, tuple[Input, ...]]:
    measured = case.measured
    places = _value_places(measured[0], case) if measured else ()
    what = f"first measured on {case.ground.day(measured[0].day)}" if measured else "no value yet"
    return "measured", (Input("measured", float(bool(measured)), Shape.NUMBER, what, places),)


_PROGRESS: dict[KeyResultType, Callable[[Case], tuple[str, tuple[Input, ...]]]] = {
    _T.INCREASE: _way,
    _T.DECREASE: _way,
    _T.RELATIVE: _way,
    _T.REACH: _way,
    _T.MAINTAIN: _kept,
    _T.RECURRING: _kept,
    _T.MILESTONES: _milestones,
    _T.BINARY: _binary,
    _T.BASELINE: _baseline,
}
