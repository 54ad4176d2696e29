"""A KPI or a metric wished for in, its file and the table beside it out."""

from datetime import date
from pathlib import PurePosixPath

from okrsite.assess.assessment import Assessment
from okrsite.base.frozen import Frozen, replace
from okrsite.model.calendar import CADENCE_OF, Cadence
from okrsite.model.goals import KeyResult, Kind
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import KeyResultType
from okrsite.new.fields import Comment, Group, Value, page
from okrsite.new.files import FOLDERS, CannotWriteError, NewFile, Scaffold, known, new_id
from okrsite.read.library import Library

_T = KeyResultType
_WITHOUT_NUMBERS = (_T.BINARY, _T.MILESTONES)
_EMPTY_TABLE = "date,value,note\n"
_Entry = tuple[str, Value] | Comment


class MeasureWish(Frozen):
    """What is known of a KPI or metric to be; what is empty is left to be written."""

    title: str
    id: str = ""
    owner: str = ""
    team: str = ""
    activity: str = ""
    definition: str = ""
    unit: str = ""
    better: str = ""
    indicator: str = ""
    cadence: str = ""
    aggregate: str = ""
    if_it_worsens: str = ""
    promoted_from: str = ""
    source: str = ""


def kpi(wish: MeasureWish, library: Library, day: date) -> Scaffold:
    """The file of a KPI, and the table that its values go into unless it reads others'."""
    id_ = new_id(Kind.KPI, wish.title, wish.id, library)
    numbers: list[_Entry] = [("source", wish.source)] if wish.source else [("series", f"{id_}.csv")]
    defined = Group((("date", str(day)), ("kind", "defined")), in_flow=True)
    fields: list[_Entry] = [
        ("title", wish.title),
        *_given(("owner", wish.owner), ("team", wish.team), ("activity", wish.activity)),
        _or_hint("definition", wish.definition, "what is counted, over what, and who counts it"),
        _or_hint("unit", wish.unit, '"%"'),
        _or_hint("better", wish.better, "lower, or within"),
        _or_hint(
            "indicator", wish.indicator, "leading, where it foretells; lagging, where it confirms"
        ),
        *([] if wish.source else _rhythm(wish)),
        Comment("thresholds: {warn: 30, critical: 25}\ntarget: 40\ntarget_by: 2026-12-31"),
        _or_hint("if_it_worsens", wish.if_it_worsens, "what is done first, or else it is a metric"),
        *_given(("promoted_from", wish.promoted_from)),
        *numbers,
        ("events", (defined,)),
    ]
    return _scaffold(Kind.KPI, id_, Group(tuple(fields)), has_table=not wish.source)


def metric(wish: MeasureWish, library: Library) -> Scaffold:
    """The file of a metric, and the table that its values go into."""
    id_ = new_id(Kind.METRIC, wish.title, wish.id, library)
    fields: list[_Entry] = [
        ("title", wish.title),
        _or_hint("definition", wish.definition, "what is counted, over what, and who counts it"),
        _or_hint("unit", wish.unit, '"%"'),
        *_rhythm(wish),
        ("series", f"{id_}.csv"),
    ]
    return _scaffold(Kind.METRIC, id_, Group(tuple(fields)), has_table=True)


def from_key_result(
    wish: MeasureWish, name: str, portfolio: Portfolio, assessment: Assessment, library: Library
) -> Scaffold:
    """The file of a KPI that goes on from a key result, whose values open its series.

    Raises CannotWriteError for an objective, a key result without numbers, and one that reads a
    KPI already.
    """
    found = _measured(name, portfolio)
    filled = replace(
        wish,
        title=wish.title or found.title,
        owner=wish.owner or found.owner,
        team=wish.team or portfolio.objectives[found.objective].team,
        unit=wish.unit or found.unit.name,
        better=wish.better or _better(found),
        cadence=wish.cadence or _cadence(found, portfolio),
        aggregate=wish.aggregate or "last",
        promoted_from=found.key,
        source=f"metric:{found.source}" if found.source else "",
    )
    scaffold = kpi(filled, library, assessment.as_of)
    if found.source:
        said = f"it reads metric:{found.source}, as {found.key} does"
    else:
        said = f"what was said of {found.key} opens its series; new values go into its table"
    return replace(scaffold, said=(said,))


def _measured(name: str, portfolio: Portfolio) -> KeyResult:
    if portfolio.directory.peek(name, (Kind.OBJECTIVE,)):
        numbered = [
            kr.key
            for kr in portfolio.objectives[name.rpartition(":")[2]].key_results
            if kr.type not in _WITHOUT_NUMBERS
        ]
        raise CannotWriteError(
            f"`{name}` is an objective, which has no number of its own",
            f"a KPI grows from a key result with numbers, such as {numbered[0]}"
            if numbered
            else "",
        )
    found = portfolio.key_results[known(Kind.KEY_RESULT, name, portfolio)]
    if found.type in _WITHOUT_NUMBERS:
        raise CannotWriteError(
            f"`{found.key}` is a key result of type `{found.type}`, without numbers",
            "a KPI grows from a key result with numbers",
        )
    if found.source in portfolio.kpis:
        raise CannotWriteError(
            f"`{found.key}` reads the KPI `{found.source}` already",
            f"it is in {portfolio.kpis[found.source].document.path}",
        )
    return found


def _better(kr: KeyResult) -> str:
    """Which way is good, as the promise shows; empty for up, which needs no word."""
    promise = kr.promise
    if kr.type is _T.MAINTAIN:
        if promise.low is not None and promise.high is not None:
            return "within"
        return "lower" if promise.low is None else ""
    falls = promise.start is not None and promise.target is not None
    return "lower" if falls and (promise.start or 0) > (promise.target or 0) else ""


def _cadence(kr: KeyResult, portfolio: Portfolio) -> str:
    if kr.every and kr.every is not Cadence.IRREGULAR:
        return kr.every.value
    return CADENCE_OF[portfolio.cycles[portfolio.objectives[kr.objective].cycle].rhythm].value


def _rhythm(wish: MeasureWish) -> list[_Entry]:
    return _given(("cadence", wish.cadence or Cadence.WEEKLY.value), ("aggregate", wish.aggregate))


def _scaffold(kind: Kind, id_: str, fields: Group, *, has_table: bool) -> Scaffold:
    folder = PurePosixPath(FOLDERS[kind])
    files = [NewFile(folder / f"{id_}.md", page(fields))]
    if has_table:
        files.append(NewFile(folder / f"{id_}.csv", _EMPTY_TABLE))
    return Scaffold(tuple(files))


def _given(*pairs: tuple[str, str]) -> list[_Entry]:
    return [(name, value) for name, value in pairs if value]


def _or_hint(name: str, value: str, hint: str) -> _Entry:
    return (name, value) if value else Comment(f"{name}: {hint}")
