"""From a key result's fields to the key result: linked, checked, with all that was said of it."""

from collections.abc import Mapping
from datetime import date
from sys import intern

from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Problems
from okrsite.base.text import slug
from okrsite.model.calendar import CADENCE_OF, Cadence, is_finer
from okrsite.model.goals import Cycle, KeyResult, Kind, Update
from okrsite.model.key_results.checks import Draft, check
from okrsite.model.key_results.promise import past_promises, promise_of, undone
from okrsite.model.key_results.types import FIELDS_OF, PERIODIC, read_type
from okrsite.model.key_results.units import unit_of
from okrsite.model.key_results.updates import RawUpdate, Said
from okrsite.model.references import Directory
from okrsite.model.schema import KeyResultFields, KeyResultType
from okrsite.model.series import Series
from okrsite.read.library import Document, Spot

_MEASURED_BY = (Kind.KPI, Kind.METRIC)


def local_id(fields: KeyResultFields) -> str:
    """A key result's id within its objective: as written, else the slug of its title."""
    return fields.id or slug(fields.title)


class KeyResultBuilder(Frozen):
    """Builds the key results of one objective's file."""

    document: Document
    objective: str
    owner: str
    cycle: Cycle
    series: Mapping[str, Series]
    directory: Directory
    problems: Problems

    def build(self, index: int, fields: KeyResultFields, raw: tuple[RawUpdate, ...]) -> KeyResult:
        """One key result, linked; what is wrong with it is reported."""
        at = self.document.at("key_results", index)
        type_ = read_type(fields, at, self.problems)
        source = self._source(fields, at)
        source_unit = self.series[source].unit if source in self.series else None
        unit = unit_of(fields, (), source_unit, date.max)
        promise = promise_of(fields, type_, self.cycle)
        every = self._every(fields, type_, source, at)
        draft = Draft(fields, type_, unit, promise, self.cycle, every, at)
        self._check(draft)
        id_ = local_id(fields)
        key = intern(f"{self.objective}#{id_}")
        past = past_promises(fields, type_, self.cycle, at) if fields.revisions else ()
        promises = (promise, *(one.promise for one in past))
        said = Said(key, type_, unit, promises, bool(fields.source), self.problems)
        updates = said.updates((*self._own_values(key, fields, at), *raw))
        return KeyResult(
            id=id_,
            objective=self.objective,
            key=key,
            owner=self._owner(fields, at),
            type=type_,
            unit=unit_of(fields, updates, source_unit, date.max),
            promise=promise,
            past=past,
            source=source,
            every=every,
            done_on=fields.done if isinstance(fields.done, date) else None,
            is_done=fields.done is not None,
            dropped_on=fields.dropped.date if fields.dropped else None,
            updates=updates,
            drives=self._drives(fields, at),
            fields=fields,
            place=at.place,
        )

    def _source(self, fields: KeyResultFields, at: Spot) -> str:
        if not fields.source:
            return ""
        found = self.directory.resolve(fields.source, _MEASURED_BY, at.at("source"))
        return found.id if found else ""

    def _every(
        self, fields: KeyResultFields, type_: KeyResultType, source: str, at: Spot
    ) -> Cadence | None:
        """The period of a maintained or recurring key result: its own, its source's, the rhythm."""
        if type_ not in PERIODIC:
            return None
        series = self.series.get(source)
        if fields.every:
            every = CADENCE_OF[fields.every]
            if series and is_finer(every, series.cadence):
                self._refuse_finer(every, series.cadence, at)
            return every
        if series and series.cadence is not Cadence.IRREGULAR:
            return series.cadence
        return CADENCE_OF[self.cycle.rhythm]

    def _refuse_finer(self, every: Cadence, cadence: Cadence, at: Spot) -> None:
        self.problems.error(
            "OKR110",
            at.at("every").place,
            f"the periods are {every}, and the source has {cadence} values, which are never spread",
            hint="count by periods that are at least as long as those of the source",
        )

    def _check(self, draft: Draft) -> None:
        """The promise of today; where it is sound, those of the past as well."""
        reported = len(self.problems)
        check(draft, self.problems)
        if len(self.problems) == reported:
            self._check_past(draft)

    def _check_past(self, draft: Draft) -> None:
        allowed = {*FIELDS_OF[draft.type], "first_day", "due", "weight"}
        for i, revision in enumerate(draft.fields.revisions):
            for name in sorted(revision.was.model_fields_set - allowed):
                self.problems.error(
                    "OKR105",
                    draft.at.at("revisions", i, "was", name).key,
                    f"`{name}` does not belong to a key result of type `{draft.type}`",
                    hint="a revision tells of a field that the key result has",
                )
        for i, before in undone(draft.fields):
            promise = promise_of(before, draft.type, self.cycle)
            at = draft.at.at("revisions", i, "was")
            check(replace(draft, fields=before, promise=promise, at=at), self.problems)

    def _own_values(self, key: str, fields: KeyResultFields, at: Spot) -> tuple[RawUpdate, ...]:
        if fields.source:
            return ()
        found = []
        for day, text in sorted(fields.values.items()):
            spot = at.at("values", str(day))
            found.append(RawUpdate(Update(key, day, "", spot.place), text, (), spot))
        return tuple(found)

    def _drives(self, fields: KeyResultFields, at: Spot) -> tuple[str, ...]:
        names = [name if "#" in name else f"{self.objective}#{name}" for name in fields.drives]
        found = self.directory.many(names, (Kind.KEY_RESULT,), at.at("drives"))
        return tuple(ref.id for ref in found)

    def _owner(self, fields: KeyResultFields, at: Spot) -> str:
        return self.directory.owner(fields.owner, at.at("owner")) if fields.owner else self.owner
