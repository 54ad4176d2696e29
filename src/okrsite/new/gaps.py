"""A KPI that is not where it should be in, the file of an objective that brings it there out."""

from datetime import date, timedelta

from okrsite.assess.assessment import Assessment
from okrsite.base.frozen import replace
from okrsite.base.numbers import format_value
from okrsite.model.goals import Bounds, Cycle, Kpi
from okrsite.model.schema import Better
from okrsite.new.fields import Group, Value
from okrsite.new.files import CannotWriteError, Scaffold, number
from okrsite.new.key_results import key_result
from okrsite.new.objectives import ObjectiveWish, file_of
from okrsite.read.library import Library


def closing(
    wish: ObjectiveWish, kpi: Kpi, cycle: Cycle | None, assessment: Assessment, library: Library
) -> Scaffold:
    """The file of an objective that brings a KPI to where it should be.

    Its key result leads from the value of now to the target, or to the threshold of warning where
    there is none; in the midst of a cycle it begins on the day after that value, so that what
    came before is nobody's delay.
    Raises CannotWriteError where the KPI has no value, no aim, or no gap.
    """
    judged = assessment.kpis[kpi.id].judged
    if judged is None or judged.value is None:
        raise CannotWriteError(
            f"`{kpi.id}` has no value by {assessment.as_of}", "okrsite record adds one"
        )
    aim = _aim(kpi)
    if _is_within(judged.value, aim):
        at = _said(judged.value, kpi)
        raise CannotWriteError(
            f"`{kpi.id}` has no gap: it is at {at}, which is {_should(aim, kpi)}",
            f"for an objective that moves it further: okrsite new objective --improves {kpi.id}",
        )
    named = dict.fromkeys((kpi.id, *wish.improves))
    filled = replace(
        wish,
        title=wish.title or f"Close the gap in {_lowered(kpi.title)}",
        owner=wish.owner or kpi.owner,
        team=wish.team or kpi.team,
        improves=tuple(named),
    )
    of_gap = _key_result(kpi, judged.value, aim, _first_day(cycle, judged.period.end))
    key_results = (of_gap, *(key_result(words) for words in wish.key_results))
    was = f"By {judged.period} [[kpi:{kpi.id}]] was at {_said(judged.value, kpi)}"
    why = f"{was}; it should be {_should(aim, kpi)}."
    return Scaffold((file_of(filled, key_results, why, library),), tuple(_others(kpi, assessment)))


def _aim(kpi: Kpi) -> Bounds:
    """Where a KPI should be: its target, else the first of its thresholds."""
    found = next((one for one in (kpi.target, kpi.warn, kpi.critical) if not one.is_empty), None)
    if found is None:
        raise CannotWriteError(
            f"`{kpi.id}` has neither a target nor thresholds, so it has no gap",
            f"write `target:` in {kpi.document.path}",
        )
    return found


def _is_within(value: float, aim: Bounds) -> bool:
    return (aim.low is None or value >= aim.low) and (aim.high is None or value <= aim.high)


def _key_result(kpi: Kpi, value: float, aim: Bounds, first_day: str) -> Group:
    source = ("source", f"kpi:{kpi.id}")
    places = kpi.series.unit.decimals
    if kpi.better is Better.WITHIN:
        bounds = [("at_least", aim.low), ("at_most", aim.high)]
        held = tuple((name, _exact(bound)) for name, bound in bounds if bound is not None)
        return Group((("title", kpi.title), *held, source))
    to = aim.low if aim.low is not None else aim.high
    assert to is not None, "a gap has a bound"
    start = number(value, places)
    start = _exact(value) if float(start) == to else start
    way: list[tuple[str, Value]] = [("start", start), ("target", _exact(to)), source]
    if first_day:
        way.append(("from", first_day))
    return Group((("title", kpi.title), *way))


def _first_day(cycle: Cycle | None, measured: date) -> str:
    """The day after a value, where that lies in the midst of the cycle; empty elsewhere."""
    day = measured + timedelta(days=1)
    if cycle is None or not cycle.contains(day) or cycle.first_day == day:
        return ""
    return str(day)


def _exact(value: float) -> str:
    return number(value, 12)


def _said(value: float, kpi: Kpi) -> str:
    return format_value(value, kpi.series.unit, "en")


def _should(aim: Bounds, kpi: Kpi) -> str:
    words = [
        f"{word} {_said(bound, kpi)}"
        for word, bound in (("at least", aim.low), ("at most", aim.high))
        if bound is not None
    ]
    return " and ".join(words)


def _others(kpi: Kpi, assessment: Assessment) -> list[str]:
    """Who works on the gap already."""
    on_it = [id_ for gap in assessment.gaps if gap.kpi == kpi.id for id_ in gap.objectives]
    return [f"{id_} is on {kpi.id} already" for id_ in on_it]


def _lowered(title: str) -> str:
    """A title in the middle of a sentence; abbreviations stay."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
