"""Objectives of a cycle that ends in, their files in the next one out, each with its reason."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from okrsite.assess.assessment import Assessment
from okrsite.base.frozen import Frozen
from okrsite.model.goals import Cycle, Kind, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Decision, ObjectiveFields, Stage
from okrsite.new.carried import Kept, kept_of, rank
from okrsite.new.fields import Group, Value, from_node, page
from okrsite.new.files import CannotWriteError, NewFile, Scaffold, known, new_id
from okrsite.new.objectives import folder_of
from okrsite.read.library import Library

_LEFT = ("closing", "carried_from", "aliases", "ignore", "status", "key_results", "cycle")
_LINKS = ("parent", "parents", "depends_on")


class _Carried(Frozen):
    """An objective that goes on: under which id, why, and what of it."""

    objective: Objective
    id: str
    reason: str
    kept: Kept


def carry(  # noqa: PLR0913, PLR0917 - from where to where, and what is known
    ending: Cycle,
    cycle: str,
    named: Sequence[str],
    portfolio: Portfolio,
    assessment: Assessment,
    library: Library,
) -> Scaffold:
    """The files of the objectives that go on in a cycle: those named, else those decided so.

    Every objective of the ending cycle is spoken of, carried or not. Raises CannotWriteError.
    """
    wanted = [known(Kind.OBJECTIVE, name, portfolio) for name in named]
    said: list[str] = []
    found: list[_Carried] = []
    for objective in _candidates(ending, wanted, portfolio):
        refused, reason = _judged(objective, cycle, wanted, portfolio, assessment)
        if refused:
            said.append(f"not carried: {objective.id} ({refused})")
            continue
        id_ = new_id(Kind.OBJECTIVE, "", _next_id(objective, cycle), library)
        _check_twins(objective, id_, found)
        found.append(_Carried(objective, id_, reason, kept_of(objective, assessment)))
    moved = {one.objective.id: one for one in found}
    files = tuple(_file(one, cycle, moved) for one in found)
    return Scaffold(files, (*map(_sentence, found), *said))


def _candidates(ending: Cycle, wanted: Sequence[str], portfolio: Portfolio) -> list[Objective]:
    """Those of the ending cycle, and those named from anywhere, by their ids."""
    ids = {one.id for one in portfolio.objectives.values() if one.cycle == ending.id}
    return [portfolio.objectives[id_] for id_ in sorted(ids | set(wanted))]


def _judged(
    objective: Objective,
    cycle: str,
    wanted: Sequence[str],
    portfolio: Portfolio,
    assessment: Assessment,
) -> tuple[str, str]:
    """Why an objective is not carried, or why it is: one of the two is empty."""
    heirs = [
        one.id
        for one in portfolio.objectives.values()
        if (one.fields.carried_from or "").rpartition(":")[2] == objective.id
        and (one.cycle == cycle or not wanted)
    ]
    if heirs:
        return f"it goes on as {heirs[0]} already", ""
    if wanted:
        return ("", "named") if objective.id in wanted else ("not among those named", "")
    if objective.stage is not Stage.ACTIVE:
        return f"its status is {objective.stage}", ""
    closing = objective.closing(assessment.as_of)
    decision = closing.decision if closing else None
    if decision is None:
        return "no decision in its `closing:`", ""
    if decision is Decision.ABANDON:
        return "decided: abandon", ""
    return "", f"decided: {decision}"


def _check_twins(objective: Objective, id_: str, found: Sequence[_Carried]) -> None:
    """Refuse two objectives that would go on under one id, such as one and its own heir."""
    twin = next((one.objective.id for one in found if one.id == id_), None)
    if twin:
        raise CannotWriteError(
            f"{twin} and {objective.id} would both go on as {id_}", "carry one of them"
        )


def _next_id(objective: Objective, cycle: str) -> str:
    """The id in the next cycle: without the old cycle at its end, with the new one."""
    return f"{objective.id.removesuffix(f'-{objective.cycle}')}-{cycle}"


def _sentence(one: _Carried) -> str:
    left = f"; without {'; '.join(one.kept.left)}" if one.kept.left else ""
    return f"carried: {one.objective.id} as {one.id} ({one.reason}){left}"


def _file(one: _Carried, cycle: str, moved: Mapping[str, _Carried]) -> NewFile:
    fields = one.objective.document.fields
    entries: list[tuple[str, Value]] = [
        (name.text, _moved(from_node(node), moved) if name.text in _LINKS else from_node(node))
        for name, node in fields.items
        if name.text not in _LEFT
    ]
    entries += [("cycle", cycle), ("carried_from", one.objective.id)]
    if one.kept.key_results:
        entries.append(("key_results", one.kept.key_results))
    entries.sort(key=lambda entry: rank(ObjectiveFields, entry[0]))
    body = one.objective.document.body.text
    return NewFile(
        _folder(one.objective, cycle) / f"{one.id}.md", page(Group(tuple(entries)), body)
    )


def _folder(objective: Objective, cycle: str) -> PurePosixPath:
    """Beside the old file in the folder of the new cycle, so that its links still lead there."""
    folder = objective.document.inside.parent
    if objective.cycle not in folder.parts:
        return folder_of(cycle)
    return PurePosixPath(*(cycle if part == objective.cycle else part for part in folder.parts))


def _moved(value: Value, moved: Mapping[str, _Carried]) -> Value:
    """References to what is carried as well lead to where it goes on."""
    if isinstance(value, tuple):
        return tuple(_moved(one, moved) for one in value)
    if not isinstance(value, str):
        return value
    head, colon, bare = value.rpartition(":")
    id_, sign, key_result = bare.partition("#")
    heir = moved.get(id_)
    if heir is None or (sign and key_result not in heir.kept.ids):
        return value
    return f"{head}{colon}{heir.id}{sign}{key_result}"
