"""Key results: their type, their promise and its past, checked where they were written."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from okrsite.base.numbers import Unit, decimals_of
from okrsite.base.problems import Place, Problems
from okrsite.base.text import slug
from okrsite.model.calendar import CADENCE_OF, Cadence, whole_periods
from okrsite.model.goals import Cycle, KeyResult, Kind, PastPromise, Promise, Step, Update
from okrsite.model.references import Directory
from okrsite.model.schema import (
    KeyResultFields,
    KeyResultType,
    Milestone,
    Revision,
    read_amount,
)
from okrsite.model.series import Series, check_percent, read_value
from okrsite.read.library import Document

_T = KeyResultType
_FIELDS_OF: dict[KeyResultType, tuple[str, ...]] = {
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
_MEASURES = tuple(dict.fromkeys(name for names in _FIELDS_OF.values() for name in names))
NUMERIC = (_T.INCREASE, _T.DECREASE, _T.RELATIVE, _T.REACH)
"""The types whose progress is a share of the way from start to target."""

_CHANGE = re.compile(r"([+-])\s*(\d+(?:\.\d+)?)\s*%")


def local_id(fields: KeyResultFields) -> str:
    """A key result's id within its objective: as written, else the slug of its title."""
    return fields.id or slug(fields.title)


class KeyResultBuilder:
    """Builds the key results of one objective's file."""

    def __init__(  # noqa: PLR0913 - the objective's frame
        self,
        document: Document,
        objective: str,
        owner: str,
        cycle: Cycle,
        series: dict[str, Series],
        directory: Directory,
        problems: Problems,
    ) -> None:
        self._document = document
        self._objective = objective
        self._owner = owner
        self._cycle = cycle
        self._series = series
        self._directory = directory
        self._problems = problems

    def build(self, index: int, fields: KeyResultFields, updates: tuple["RawUpdate", ...]) -> KeyResult:
        """One key result, linked; what is wrong with it is reported."""
        loc = ("key_results", index)
        type_ = self._type(fields, loc)
        unit = self._unit(fields, updates)
        source = self._source(fields, loc)
        promise = self._promise(fields, type_, loc)
        every = self._every(fields, type_, source)
        self._check(fields, type_, unit, promise, every, loc)
        id_ = local_id(fields)
        key = f"{self._objective}#{id_}"
        own = self._own_values(key, fields, loc)
        said = self._updates(key, (*own, *updates), type_, unit, promise, bool(source))
        return KeyResult(
            id=id_,
            objective=self._objective,
            owner=self._person(fields.owner, (*loc, "owner")) if fields.owner else self._owner,
            type=type_,
            unit=unit,
            promise=promise,
            past=self._past(fields.revisions, promise, type_, loc),
            source=source,
            every=every,
            done_on=fields.done if isinstance(fields.done, date) else None,
            is_done=fields.done is not None,
            dropped_on=fields.dropped.date if fields.dropped else None,
            updates=said,
            drives=self._drives(fields, loc),
            fields=fields,
            place=self._document.place(*loc),
        )

    def _place(self, *loc: str | int) -> Place:
        return self._document.place(*loc)

    def _type(self, fields: KeyResultFields, loc: tuple[str | int, ...]) -> KeyResultType:
        written = fields.model_fields_set
        type_ = fields.type or _inferred(fields, written)
        stray = [n for n in _MEASURES if n in written and n not in _FIELDS_OF[type_]]
        if type_ is _T.REACH and fields.start == 0:
            stray = [name for name in stray if name != "start"]
        for name in stray:
            self._problems.error(
                "OKR105", self._document.key_place(*loc, name),
                f"`{name}` does not belong to a key result of type `{type_}`",
                hint=f"{type_} takes {', '.join(f'`{n}`' for n in _FIELDS_OF[type_]) or 'no measure'}")
        missing = [n for n in _REQUIRED.get(type_, ()) if getattr(fields, n) is None]
        for name in missing:
            self._problems.error("OKR101", self._place(*loc), f"`{name}` is missing",
                                 hint=f"a key result of type `{type_}` needs `{name}: …`")
        if type_ is _T.MAINTAIN and not ({"at_least", "at_most", "between"} & written):
            self._problems.error("OKR101", self._place(*loc), "`at_least` is missing",
                                 hint="maintain needs `at_least:`, `at_most:` or `between:`")
        return type_

    def _unit(self, fields: KeyResultFields, updates: tuple["RawUpdate", ...]) -> Unit:
        typed = [*fields.values.values(), *(u.value for u in updates if u.value)]
        written = [fields.start, fields.target, fields.commit, fields.stretch,
                   fields.at_least, fields.at_most, *(fields.between or ())]
        decimals = fields.decimals
        if decimals is None:
            decimals = decimals_of(*written, *(_decimal(text) for text in typed))
        unit = Unit(fields.unit or "", max(0, min(2, decimals)))
        source = self._series.get(fields.source.rpartition(":")[2]) if fields.source else None
        if source and fields.unit is None:
            return Unit(source.unit.name, max(unit.decimals, source.unit.decimals))
        return unit

    def _source(self, fields: KeyResultFields, loc: tuple[str | int, ...]) -> str:
        if not fields.source:
            return ""
        place = self._place(*loc, "source")
        found = self._directory.resolve(fields.source, (Kind.KPI, Kind.METRIC), place)
        if fields.values:
            self._problems.error("OKR114", self._document.key_place(*loc, "values"),
                                 "values beside a `source` would count twice",
                                 hint="keep `source`, or keep `values`")
        return found.id if found else ""

    def _promise(
        self, fields: KeyResultFields, type_: KeyResultType, loc: tuple[str | int, ...]
    ) -> Promise:
        between = fields.between or ()
        if between and len(between) != 2:
            self._problems.error("OKR103", self._place(*loc, "between"),
                                 "`between`: expected two numbers, low first")
            between = ()
        low = fields.at_least if not between else between[0]
        high = fields.at_most if not between else between[1]
        start, target = _number(fields.start), _number(fields.target)
        if type_ is _T.REACH:
            start = 0.0
        if type_ is _T.RELATIVE:
            target = self._relative_target(fields, loc)
        milestones = fields.milestones
        steps = self._steps(milestones.steps, (*loc, "milestones")) if milestones else ()
        return Promise(
            first_day=fields.first_day or self._cycle.first_day,
            due=fields.due or self._cycle.last_day,
            weight=float(fields.weight),
            start=start,
            target=target,
            low=_number(low),
            high=_number(high),
            expected=tuple(sorted((day, float(v)) for day, v in fields.expected.items())),
            steps=steps,
            scores=tuple((k, float(v)) for k, v in milestones.scores.items()) if milestones else (),
        )

    def _relative_target(
        self, fields: KeyResultFields, loc: tuple[str | int, ...]
    ) -> float | None:
        found = _CHANGE.fullmatch(fields.change or "")
        if fields.change and (not found or float(found[2]) == 0):
            self._problems.error("OKR103", self._place(*loc, "change"),
                                 "`change`: expected a share such as `+25%` or `-50%`")
            return None
        if fields.start is None or not found:
            return None
        if fields.start <= 0:
            self._problems.error("OKR104", self._place(*loc, "start"),
                                 "`start` must be above 0, so that a share of it can be meant")
            return None
        share = float(found[2]) / 100
        return float(fields.start) * (1 + share if found[1] == "+" else 1 - share)

    def _steps(
        self, milestones: tuple[Milestone, ...], loc: tuple[str | int, ...]
    ) -> tuple[Step, ...]:
        steps: dict[str, Step] = {}
        for i, written in enumerate(milestones):
            id_ = written.id or slug(written.title)
            if id_ in steps:
                self._problems.error("OKR111", self._place(*loc, i),
                                     f"the milestone `{id_}` is given twice", hint="give it an `id:`")
            if written.weight < 0:
                self._problems.error("OKR108", self._place(*loc, i, "weight"),
                                     "`weight` is below 0")
            steps[id_] = Step(id_, written.title, float(written.weight), written.due, written.done)
        if steps and not sum(step.weight for step in steps.values()):
            self._problems.error("OKR108", self._place(*loc), "all weights are 0",
                                 hint="at least one milestone must count")
        return tuple(steps.values())

    def _every(
        self, fields: KeyResultFields, type_: KeyResultType, source: str
    ) -> Cadence | None:
        if type_ not in (_T.MAINTAIN, _T.RECURRING):
            return None
        if fields.every:
            return CADENCE_OF[fields.every]
        if source in self._series and self._series[source].cadence is not Cadence.IRREGULAR:
            return self._series[source].cadence
        return CADENCE_OF[self._cycle.rhythm]

    def _check(  # noqa: PLR0913 - what a promise is checked against
        self,
        fields: KeyResultFields,
        type_: KeyResultType,
        unit: Unit,
        promise: Promise,
        every: Cadence | None,
        loc: tuple[str | int, ...],
    ) -> None:
        self._check_percents(fields, unit, loc)
        self._check_marks(fields, type_, promise, loc)
        self._check_days(fields, promise, loc)
        if fields.weight < 0:
            self._problems.error("OKR108", self._place(*loc, "weight"), "`weight` is below 0")
        for name, score in promise.scores:
            if not 0 <= score <= 1:
                self._problems.error("OKR103", self._place(*loc, "milestones", name),
                                     f"`{name}`: expected a score from 0 to 1")
        if every and promise.first_day and promise.due and every is not Cadence.HOURLY and (
            not whole_periods(every, promise.first_day, promise.due)
        ):
            self._problems.error("OKR110", self._place(*loc),
                                 f"no whole {every} period lies within the key result's days",
                                 hint="choose a shorter `every:`, or more days")

    def _check_percents(
        self, fields: KeyResultFields, unit: Unit, loc: tuple[str | int, ...]
    ) -> None:
        for name in ("start", "target", "commit", "stretch", "at_least", "at_most"):
            value = getattr(fields, name)
            if value is not None:
                check_percent(value, unit, self._place(*loc, name), self._problems)
        for day, value in fields.expected.items():
            check_percent(value, unit, self._place(*loc, "expected", str(day)), self._problems)

    def _check_marks(
        self,
        fields: KeyResultFields,
        type_: KeyResultType,
        promise: Promise,
        loc: tuple[str | int, ...],
    ) -> None:
        if promise.low is not None and promise.high is not None and promise.low > promise.high:
            name = "between" if fields.between else "at_least"
            self._problems.error("OKR107", self._place(*loc, name),
                                 "the lower bound lies above the upper one",
                                 hint="write the lower bound first")
        if type_ is _T.RECURRING and fields.target is not None and fields.target <= 0:
            self._problems.error("OKR104", self._place(*loc, "target"), "`target` must be above 0")
        if type_ not in NUMERIC or promise.start is None or promise.target is None:
            return
        if promise.start == promise.target:
            self._problems.error(
                "OKR104", self._place(*loc, "target" if fields.target is not None else "change"),
                "`target` equals `start`, so progress cannot be measured",
                mark="same as the start",
                hint="to hold a level, write `at_least:` or `at_most:`")
            return
        self._check_direction(type_, promise, loc)
        marks = [("start", promise.start), ("commit", _number(fields.commit)),
                 ("target", promise.target), ("stretch", _number(fields.stretch))]
        known = [(name, value) for name, value in marks if value is not None]
        upwards = promise.target > promise.start
        for (one, low), (other, high) in zip(known, known[1:], strict=False):
            if (low > high) if upwards else (low < high):
                self._problems.error("OKR107", self._place(*loc, other),
                                     f"`{other}` lies before `{one}` on the way to the target",
                                     hint="the order is start, commit, target, stretch")

    def _check_direction(
        self, type_: KeyResultType, promise: Promise, loc: tuple[str | int, ...]
    ) -> None:
        assert promise.start is not None
        assert promise.target is not None
        upwards = promise.target > promise.start
        if (type_ is _T.INCREASE and not upwards) or (type_ is _T.DECREASE and upwards):
            self._problems.error("OKR107", self._place(*loc, "type"),
                                 f"the type is `{type_}`, but the target lies the other way",
                                 hint="leave `type` out: it follows from start and target")

    def _check_days(
        self, fields: KeyResultFields, promise: Promise, loc: tuple[str | int, ...]
    ) -> None:
        first_day, due = promise.first_day, promise.due
        cycle = self._cycle
        for name, day in (("from", fields.first_day), ("due", fields.due)):
            if day and cycle.first_day and not cycle.contains(day):
                self._problems.error(
                    "OKR109", self._place(*loc, name),
                    f"`{name}` is {day}, outside the cycle ({cycle.first_day} to {cycle.last_day})",
                    hint="choose a day within the cycle, or another cycle")
        if first_day and due and due < first_day:
            self._problems.error("OKR109", self._place(*loc, "due"),
                                 "the key result is due before its first day")
        for day in fields.expected:
            if first_day and due and not first_day <= day <= due:
                self._problems.error("OKR109", self._document.key_place(*loc, "expected", str(day)),
                                     f"{day} is outside the key result's days ({first_day} to {due})")
        for i, step in enumerate(promise.steps):
            if step.due and first_day and due and not first_day <= step.due <= due:
                self._problems.error("OKR109", self._place(*loc, "milestones", i, "due"),
                                     f"{step.due} is outside the key result's days "
                                     f"({first_day} to {due})")

    def _past(
        self,
        revisions: tuple[Revision, ...],
        promise: Promise,
        type_: KeyResultType,
        loc: tuple[str | int, ...],
    ) -> tuple[PastPromise, ...]:
        """The promises before each revision, newest revision first undone; oldest first."""
        past: list[PastPromise] = []
        indexed = sorted(enumerate(revisions), key=lambda pair: pair[1].date, reverse=True)
        for i, revision in indexed:
            promise = self._undone(revision, promise, type_, (*loc, "revisions", i, "was"))
            place = self._place(*loc, "revisions", i)
            past.append(PastPromise(revision.date, promise, revision.reason or "", place))
        return tuple(reversed(past))

    def _undone(
        self,
        revision: Revision,
        promise: Promise,
        type_: KeyResultType,
        loc: tuple[str | int, ...],
    ) -> Promise:
        was = revision.was
        low, high = (was.between or (was.at_least, was.at_most))[:2]
        steps = self._steps(was.milestones, (*loc, "milestones")) if was.milestones else promise.steps
        before = replace(
            promise,
            first_day=was.first_day or promise.first_day,
            due=was.due or promise.due,
            weight=float(was.weight) if was.weight is not None else promise.weight,
            start=_number(was.start) if was.start is not None else promise.start,
            target=_number(was.target) if was.target is not None else promise.target,
            low=_number(low) if low is not None else promise.low,
            high=_number(high) if high is not None else promise.high,
            expected=promise.expected if was.expected is None
            else tuple(sorted((day, float(v)) for day, v in was.expected.items())),
            steps=steps,
        )
        if was.change is not None and (found := _CHANGE.fullmatch(was.change)) and before.start:
            share = float(found[2]) / 100 * (1 if found[1] == "+" else -1)
            before = replace(before, target=before.start * (1 + share))
        if type_ in NUMERIC and before.start == before.target:
            self._problems.error("OKR104", self._place(*loc),
                                 "`target` equals `start` before this revision")
        return before

    def _own_values(
        self, key: str, fields: KeyResultFields, loc: tuple[str | int, ...]
    ) -> tuple["RawUpdate", ...]:
        return tuple(
            RawUpdate(Update(key, day, "", self._place(*loc, "values", str(day))), text, None)
            for day, text in sorted(fields.values.items())
        )

    def _updates(  # noqa: PLR0913 - how an update is read
        self,
        key: str,
        updates: Iterable["RawUpdate"],
        type_: KeyResultType,
        unit: Unit,
        promise: Promise,
        has_source: bool,  # noqa: FBT001 - how an update is read
    ) -> tuple[Update, ...]:
        read = [self._update(raw, type_, unit, promise, has_source) for raw in updates]
        ordered = sorted(read, key=lambda u: (u.day, u.place))
        self._refuse_two_values(key, ordered)
        return tuple(ordered)

    def _update(
        self,
        raw: "RawUpdate",
        type_: KeyResultType,
        unit: Unit,
        promise: Promise,
        has_source: bool,  # noqa: FBT001 - how an update is read
    ) -> Update:
        update = self._with_done(raw, type_, promise)
        if not raw.value:
            return update
        if has_source:
            self._problems.error("OKR114", update.place,
                                 "the key result reads its values from a `source`",
                                 hint="give a verdict, a confidence or a note, and no value")
            return update
        if type_ is _T.MILESTONES:
            return self._with_label(update, raw.value, promise)
        if type_ is _T.BINARY:
            self._problems.error("OKR115", update.place, "a binary key result takes no value",
                                 hint="write `done: yes`")
            return update
        number = read_value(raw.value, unit, update.place, self._problems)
        return replace(update, value=float(number)) if number is not None else update

    def _with_label(self, update: Update, label: str, promise: Promise) -> Update:
        labels = [name for name, _ in promise.scores]
        if label in labels:
            return replace(update, label=label)
        hint = f"the labels are {', '.join(labels)}" if labels else "write `done: [milestone]`"
        self._problems.error("OKR115", update.place, f"`{label}` is not a label of its milestones",
                             hint=hint)
        return update

    def _with_done(self, raw: "RawUpdate", type_: KeyResultType, promise: Promise) -> Update:
        update = raw.update
        if raw.done is None:
            return update
        if type_ is _T.BINARY and isinstance(raw.done, str):
            return self._reached(update, raw.done)
        names = [raw.done] if isinstance(raw.done, str) else [str(name) for name in raw.done]
        known = [step.id for step in promise.steps]
        for name in names:
            if name not in known:
                self._problems.error("OKR115", update.place,
                                     f"there is no milestone `{name}`",
                                     hint=f"the milestones are {', '.join(known)}" if known
                                     else f"the key result is of type `{type_}`")
        return replace(update, done=tuple(name for name in names if name in known))

    def _reached(self, update: Update, text: str) -> Update:
        if text.lower() in ("yes", "true"):
            return replace(update, done_on=update.day)
        if text.lower() in ("no", "false"):
            return update
        try:
            return replace(update, done_on=date.fromisoformat(text))
        except ValueError:
            self._problems.error("OKR103", update.place,
                                 f"`{text}`: expected `yes` or a day such as `2026-11-20`")
            return update

    def _refuse_two_values(self, key: str, updates: list[Update]) -> None:
        for name in ("value", "verdict", "label"):
            seen: dict[date, Update] = {}
            for update in updates:
                said = getattr(update, name)
                if said in (None, ""):
                    continue
                first = seen.setdefault(update.day, update)
                if getattr(first, name) != said:
                    self._problems.error(
                        "OKR113", update.place,
                        f"two different {name}s for `{key}` on {update.day}",
                        hint="keep one of the two", others=(first.place,))

    def _drives(
        self, fields: KeyResultFields, loc: tuple[str | int, ...]
    ) -> tuple[str, ...]:
        names = [name if "#" in name else f"{self._objective}#{name}" for name in fields.drives]
        places = [self._place(*loc, "drives", i) for i in range(len(names))]
        return tuple(r.id for r in self._directory.many(names, (Kind.KEY_RESULT,), places))

    def _person(self, name: str, loc: tuple[str | int, ...]) -> str:
        return self._directory.one(name, Kind.PERSON, self._place(*loc))


class RawUpdate:
    """An update whose value is still text: only its key result knows what it means."""

    __slots__ = ("done", "update", "value")

    def __init__(self, update: Update, value: str | None, done: object) -> None:
        self.update = update
        self.value = value
        self.done: str | list[object] | None = done if isinstance(done, (str, list)) else None


_REQUIRED: dict[KeyResultType, tuple[str, ...]] = {
    _T.INCREASE: ("start", "target"),
    _T.DECREASE: ("start", "target"),
    _T.RELATIVE: ("start", "change"),
    _T.REACH: ("target",),
    _T.RECURRING: ("target", "every"),
    _T.MILESTONES: ("milestones",),
}


def _inferred(fields: KeyResultFields, written: set[str]) -> KeyResultType:
    if "milestones" in written:
        return _T.MILESTONES
    if "change" in written:
        return _T.RELATIVE
    if {"every", "target"} <= written:
        return _T.RECURRING
    if written & {"at_least", "at_most", "between"}:
        return _T.MAINTAIN
    if {"start", "target"} <= written and fields.start is not None and fields.target is not None:
        return _T.INCREASE if fields.target >= fields.start else _T.DECREASE
    return _T.REACH if "target" in written else _T.BINARY


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _decimal(text: str) -> Decimal | None:
    try:
        return read_amount(text)
    except ValueError:
        return None
