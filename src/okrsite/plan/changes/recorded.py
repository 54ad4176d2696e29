"""A difference in, the records of its JSON out."""

from okrsite.base.frozen import replace
from okrsite.base.problems import Place, Problem
from okrsite.compare.difference import (
    Alerting,
    Difference,
    FieldChange,
    Measure,
    Plain,
    Shift,
    Side,
    Subject,
    ThingChange,
)
from okrsite.model.goals import Ref
from okrsite.plan.changes.records import (
    VERSION,
    AlertRecord,
    AnsweredRecord,
    DifferenceRecord,
    FieldChangeRecord,
    FindingRecord,
    PlaceRecord,
    ShiftRecord,
    SideRecord,
    SubjectRecord,
    ThingRecord,
)
from okrsite.plan.exports.records import Exact


def recorded(difference: Difference) -> DifferenceRecord:
    """All that a difference holds, in machine words and exact numbers."""
    return DifferenceRecord(
        version=VERSION,
        before=_side(difference.before),
        after=_side(difference.after),
        as_of=difference.as_of,
        language=difference.language,
        rulings=tuple(map(_finding, difference.rulings)),
        answered=tuple(map(_answered, difference.answered)),
        things=tuple(map(_thing, difference.things)),
        shifts=tuple(map(_shift, difference.shifts)),
        alerts=tuple(map(_alert, difference.alerts)),
        appeared=tuple(map(_finding, difference.appeared)),
        vanished=tuple(map(_finding, difference.vanished)),
    )


def _answered(problem: Problem) -> AnsweredRecord:
    return AnsweredRecord(_finding(replace(problem, hint="")), problem.hint)


def _side(side: Side) -> SideRecord:
    return SideRecord(side.name, side.commit or None)


def _subject(subject: Subject) -> SubjectRecord:
    return SubjectRecord(subject.kind, subject.id)


def _place(place: Place) -> PlaceRecord:
    return PlaceRecord(place.path, place.line, place.column)


def _thing(change: ThingChange) -> ThingRecord:
    return ThingRecord(
        subject=_subject(change.subject),
        was=_subject(change.was) if change.was else None,
        title=change.title,
        deed=change.deed,
        sentence=change.sentence,
        fields=tuple(map(_field, change.fields)),
        place=_place(change.place),
    )


def _field(change: FieldChange) -> FieldChangeRecord:
    return FieldChangeRecord(
        field=change.field,
        was=_exact(change.was),
        is_=_exact(change.is_),
        nature=change.nature,
        sentence=change.sentence,
        place=_place(change.place),
    )


def _exact(value: Plain) -> Exact:
    """A value for machines: a reference is written as in front matter, `kpi:mrr`."""
    if isinstance(value, Ref):
        return f"{value.kind}:{value.id}"
    if isinstance(value, tuple):
        return tuple(map(_exact, value))
    return value


def _shift(shift: Shift) -> ShiftRecord:
    is_value = shift.measure is Measure.VALUE
    return ShiftRecord(
        subject=_subject(shift.subject),
        title=shift.title,
        measure=shift.measure,
        unit=(shift.unit.name or None) if is_value else None,
        before=shift.before,
        between=shift.between,
        after=shift.after,
        by_reality=shift.by_reality,
        by_goalpost=shift.by_goalpost,
        status_before=shift.status_before,
        status_between=shift.status_between,
        status_after=shift.status_after,
        because=tuple(map(_subject, shift.because)),
        level=shift.level,
    )


def _alert(alert: Alerting) -> AlertRecord:
    return AlertRecord(
        subject=_subject(alert.subject),
        title=alert.title,
        starts=alert.starts,
        was=alert.was,
        is_=alert.is_,
        reasons=alert.reasons,
    )


def _finding(problem: Problem) -> FindingRecord:
    return FindingRecord(
        code=problem.code,
        severity=problem.severity,
        message=problem.message,
        hint=problem.hint,
        place=_place(problem.place),
    )
