"""The key results of an objective that goes on: from where they are, with what to decide."""

from collections.abc import Iterator

from okrsite.assess.assessment import Assessment, KeyResultAssessment
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import format_value
from okrsite.model.goals import KeyResult, Objective
from okrsite.model.schema import Fields, KeyResultFields, KeyResultType, Reduce
from okrsite.model.schema.order import order_of
from okrsite.new.fields import Comment, Group, Value, from_node
from okrsite.new.files import number
from okrsite.read.tree import Mapping, Sequence

_T = KeyResultType
_LEFT = ("done", "values", "revisions", "dropped", "from", "due", "expected")
_FROM_START = (_T.INCREASE, _T.DECREASE, _T.RELATIVE)
_WITH_AN_END = (*_FROM_START, _T.REACH, _T.MILESTONES, _T.BINARY)
_EXACT = 12


class Kept(Frozen):
    """The key results that go on, their ids, and those that do not, each with its reason."""

    key_results: tuple[Group, ...]
    ids: frozenset[str]
    left: tuple[str, ...]


def kept_of(objective: Objective, assessment: Assessment) -> Kept:
    """What goes on of an objective: neither what was dropped nor what was reached."""
    left, kept = [], []
    for i, kr in enumerate(objective.key_results):
        judged = assessment.key_results[kr.key]
        reason = _ended(kr, judged)
        if reason:
            left.append(f"`{kr.id}`, which {reason}")
        else:
            kept.append((i, kr, judged))
    ids = frozenset(kr.id for _, kr, _ in kept)
    groups = []
    for i, kr, judged in kept:
        node = objective.document.node("key_results", i)
        assert isinstance(node, Mapping), "a key result that was read is a mapping"
        groups.append(Group(tuple(_entries(node, kr, judged, ids, objective.cycle))))
    return Kept(tuple(groups), ids, tuple(left))


def rank(fields: type[Fields], name: str) -> int:
    """Where a field stands among those of its group; fields of one's own stand last."""
    order = order_of(fields)
    return order.index(name) if name in order else len(order)


def _ended(kr: KeyResult, judged: KeyResultAssessment) -> str:
    """Why a key result does not go on; empty where it does."""
    if kr.is_dropped(judged.as_of):
        return "was dropped"
    if kr.type is _T.BASELINE and judged.value is not None:
        return f"has its first value, {number(judged.value, kr.unit.decimals)}"
    is_reached = judged.progress is not None and judged.progress >= 1
    return "was reached" if is_reached and kr.type in _WITH_AN_END else ""


def _entries(
    node: Mapping, kr: KeyResult, judged: KeyResultAssessment, ids: frozenset[str], cycle: str
) -> Iterator[tuple[str, Value] | Comment]:
    start = _start(kr, judged)
    for name, value in sorted(node.items, key=lambda one: rank(KeyResultFields, one[0].text)):
        field = name.text
        if field in _LEFT:
            continue
        if field == "commit" and _is_passed(kr, start):
            yield Comment(f"`commit` is passed: it was {kr.fields.commit}")
            continue
        if field == "start" and start:
            yield "start", start
        elif field == "milestones" and isinstance(value, Sequence):
            yield field, tuple(_steps(value, kr, judged))
        elif field == "drives":
            yield field, _drives(from_node(value), ids)
        else:
            yield field, from_node(value)
        if field in _PROMISES:
            yield Comment(f"decide: `{field}` is that of {cycle}{_ended_at(kr, judged)}")


def _start(kr: KeyResult, judged: KeyResultAssessment) -> str:
    """The last value as the new start; empty where the old start stays."""
    value = judged.value
    if value is None or kr.type not in _FROM_START or kr.fields.take is Reduce.SUM:
        return ""
    if kr.type is _T.RELATIVE and value <= 0:
        return ""
    rounded = number(value, kr.unit.decimals)
    is_target = float(rounded) == kr.promise.target
    return number(value, _EXACT) if is_target else rounded


def _is_passed(kr: KeyResult, start: str) -> bool:
    """Whether a new start lies beyond the mark that was promised on the way."""
    commit, target = kr.fields.commit, kr.promise.target
    if not start or commit is None or target is None:
        return False
    return abs(target - float(start)) <= abs(target - float(commit))


def _steps(value: Sequence, kr: KeyResult, judged: KeyResultAssessment) -> Iterator[Group]:
    """The milestones that are not done, without their old days."""
    for step, item in zip(kr.promise.steps, value.items, strict=True):
        if step.id in judged.steps_done or not isinstance(item, Mapping):
            continue
        fields = ((name.text, from_node(node)) for name, node in item.items)
        yield Group(tuple(one for one in fields if one[0] not in ("due", "done")), in_flow=True)


def _drives(value: Value, ids: frozenset[str]) -> Value:
    names = value if isinstance(value, tuple) else ()
    return tuple(one for one in names if isinstance(one, str) and ("#" in one or one in ids))


def _ended_at(kr: KeyResult, judged: KeyResultAssessment) -> str:
    if judged.value is None:
        return ""
    return f", which ended at {format_value(judged.value, kr.unit, 'en')}"


_PROMISES = ("target", "change", "at_least", "at_most", "between")
"""The fields that are left as they are, for people to decide anew."""
