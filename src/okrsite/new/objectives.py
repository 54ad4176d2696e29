"""An objective wished for in, its file out: from a few words, or from the gap of a KPI."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from okrsite.assess.assessment import Assessment
from okrsite.base.numbers import format_value
from okrsite.model.goals import Bounds, Kind, Kpi
from okrsite.model.organisation import BACKLOG
from okrsite.model.references import NOBODY
from okrsite.model.schema import Better
from okrsite.new.fields import Comment, Group, Value, page
from okrsite.new.files import CannotWriteError, NewFile, Scaffold, new_id, number
from okrsite.new.key_results import key_result
from okrsite.read.library import Library


@dataclass(frozen=True, slots=True)
class ObjectiveWish:
    """What is known of an objective to be; what is empty is left to be written."""

    title: str
    id: str = ""
    owner: str = ""
    team: str = ""
    cycle: str = ""
    parent: str = ""
    pillar: str = ""
    ambition: str = ""
    improves: tuple[str, ...] = ()
    guardrails: tuple[str, ...] = ()
    key_results: tuple[str, ...] = ()


def objective(wish: ObjectiveWish, library: Library) -> Scaffold:
    """The file of an objective; raises CannotWriteError."""
    key_results = tuple(key_result(words) for words in wish.key_results)
    return Scaffold((_file(wish, key_results, "", library),))


def closing(wish: ObjectiveWish, kpi: Kpi, assessment: Assessment, library: Library) -> Scaffold:
    """The file of an objective that brings a KPI to where it should be.

    Its key result leads from the value of now to the target, or to the threshold of warning where
    there is none. Raises CannotWriteError where the KPI has no value, no aim, or no gap.
    """
    judged = assessment.kpis[kpi.id].judged
    if judged is None or judged.value is None:
        raise CannotWriteError(f"`{kpi.id}` has no value by {assessment.as_of}", _RECORD)
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
    of_gap = _key_result(kpi, judged.value, aim)
    key_results = (of_gap, *(key_result(words) for words in wish.key_results))
    was = f"By {judged.period} [[kpi:{kpi.id}]] was at {_said(judged.value, kpi)}"
    why = f"{was}; it should be {_should(aim, kpi)}."
    return Scaffold((_file(filled, key_results, why, library),), tuple(_others(kpi, assessment)))


def folder_of(cycle: str) -> PurePosixPath:
    """Where the objectives of a cycle lie."""
    return PurePosixPath("objectives", cycle)


def _file(
    wish: ObjectiveWish, key_results: tuple[Group, ...], body: str, library: Library
) -> NewFile:
    id_ = new_id(Kind.OBJECTIVE, wish.title, wish.id, library)
    cycle = wish.cycle or BACKLOG
    fields: list[tuple[str, Value] | Comment] = [
        ("title", wish.title),
        ("owner", wish.owner or NOBODY),
        _or_hint("team", wish.team, "growth"),
        ("cycle", cycle),
        _or_hint("parent", wish.parent, "the objective, key result or pillar that this serves"),
        *([("pillar", wish.pillar)] if wish.pillar else []),
        _or_hint("ambition", wish.ambition, "committed, where all of it is promised"),
        _or_hint("improves", wish.improves, "[the KPIs that this is there to move]"),
        _or_hint("guardrails", wish.guardrails, "[the KPIs that this must not harm]"),
        ("key_results", key_results) if key_results else Comment(_KEY_RESULTS),
    ]
    if not body:
        fields.append(Comment("Why this, and why now: write it below the line that follows."))
    return NewFile(folder_of(cycle) / f"{id_}.md", page(Group(tuple(fields)), body))


def _or_hint(name: str, value: Value, hint: str) -> tuple[str, Value] | Comment:
    return (name, value) if value else Comment(f"{name}: {hint}")


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


def _key_result(kpi: Kpi, value: float, aim: Bounds) -> Group:
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
    return Group((("title", kpi.title), ("start", start), ("target", _exact(to)), source))


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


_RECORD = "okrsite record adds one"
_KEY_RESULTS = """How would we know? Each key result from where it is to where it should be:
key_results:
  - title: Sign-ups per week
    start: 800
    target: 2000
    unit: sign-ups"""
