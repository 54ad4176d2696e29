"""Which type a key result is, and which fields each type takes."""

from okrsite.base.problems import Problems
from okrsite.model.schema import KeyResultFields, KeyResultType
from okrsite.read.library import Spot

_T = KeyResultType
NUMERIC = (_T.INCREASE, _T.DECREASE, _T.RELATIVE, _T.REACH)
"""The types whose progress is a share of the way from start to target."""

PERIODIC = (_T.MAINTAIN, _T.RECURRING)
"""The types whose progress is counted over periods."""

_BAND = ("at_least", "at_most", "between")


def read_type(fields: KeyResultFields, at: Spot, problems: Problems) -> KeyResultType:
    """The type as written, else as the fields show it.

    Reports fields of two types (OKR105) and fields that the type needs (OKR101).
    """
    written = fields.model_fields_set
    type_ = type_of(fields)
    stray = [name for name in _MEASURES if name in written and name not in FIELDS_OF[type_]]
    if type_ is _T.REACH and fields.start == 0:
        stray = [name for name in stray if name != "start"]
    for name in stray:
        _report_stray(name, type_, at, problems)
    if "between" in written and written & {"at_least", "at_most"}:
        problems.error(
            "OKR105",
            at.at("between").key,
            "`between` beside `at_least` or `at_most`",
            hint="`between: [low, high]` says both",
        )
    for name in _REQUIRED.get(type_, ()):
        if getattr(fields, name) is None:
            _report_missing(name, type_, at, problems)
    if type_ is _T.MAINTAIN and not written.intersection(_BAND):
        _report_missing("at_least", type_, at, problems)
    return type_


def type_of(fields: KeyResultFields) -> KeyResultType:
    """The type as written, else as the fields show it; nothing is reported."""
    return fields.type or _inferred(fields, fields.model_fields_set)


def _inferred(fields: KeyResultFields, written: set[str]) -> KeyResultType:
    if "milestones" in written:
        return _T.MILESTONES
    if "change" in written:
        return _T.RELATIVE
    if written.intersection(_BAND):
        return _T.MAINTAIN
    if "every" in written:
        return _T.RECURRING
    if "start" in written:
        falls = fields.target is not None and (fields.start or 0) > fields.target
        return _T.DECREASE if falls else _T.INCREASE
    return _T.REACH if "target" in written else _T.BINARY


def _report_stray(name: str, type_: KeyResultType, at: Spot, problems: Problems) -> None:
    taken = ", ".join(f"`{field}`" for field in FIELDS_OF[type_])
    problems.error(
        "OKR105",
        at.at(name).key,
        f"`{name}` does not belong to a key result of type `{type_}`",
        hint=f"{type_} takes {taken or 'no measure'}",
    )


def _report_missing(name: str, type_: KeyResultType, at: Spot, problems: Problems) -> None:
    problems.error(
        "OKR101",
        at.place,
        f"`{name}` is missing",
        hint=f"a key result of type `{type_}` needs `{name}: …`",
    )


FIELDS_OF: dict[KeyResultType, tuple[str, ...]] = {
    _T.INCREASE: ("start", "target", "commit", "stretch", "expected"),
    _T.DECREASE: ("start", "target", "commit", "stretch", "expected"),
    _T.RELATIVE: ("start", "change", "commit", "stretch", "expected"),
    _T.REACH: ("target", "commit", "stretch", "expected"),
    _T.MAINTAIN: ("at_least", "at_most", "between", "every", "strict"),
    _T.RECURRING: ("target", "every"),
    _T.MILESTONES: ("milestones",),
    _T.BINARY: ("done",),
    _T.BASELINE: (),
}
_MEASURES = tuple(dict.fromkeys(name for names in FIELDS_OF.values() for name in names))
_REQUIRED: dict[KeyResultType, tuple[str, ...]] = {
    _T.INCREASE: ("start", "target"),
    _T.DECREASE: ("start", "target"),
    _T.RELATIVE: ("start", "change"),
    _T.REACH: ("target",),
    _T.RECURRING: ("target", "every"),
    _T.MILESTONES: ("milestones",),
}
