"""Two portfolios in, what changed between them out, thing by thing; nothing is lost on the way.

Applied to what the earlier one says, the changes give what the later one says.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from okrsite.base.frozen import replace
from okrsite.base.problems import Place
from okrsite.base.project import FILE_NAME
from okrsite.compare.difference import Deed, FieldChange, Plain, Subject, ThingChange, What
from okrsite.compare.facts.facts import Facts, Said, facts, refs_of
from okrsite.compare.facts.places import Places
from okrsite.compare.facts.renames import renames
from okrsite.compare.facts.steps import Path
from okrsite.compare.facts.walk import Walk
from okrsite.compare.words.deeds import closing_fields, deed
from okrsite.compare.words.headlines import headline, title
from okrsite.compare.words.raw import Raw
from okrsite.compare.words.told import Told
from okrsite.compare.words.words import sentences
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio

Renamed: TypeAlias = Mapping[Subject, Subject]
"""What things are called now, to what they were called."""


def changed_things(
    before: Portfolio,
    after: Portfolio,
    as_of: date,
    language: str = "",
    renamed: Renamed | None = None,
) -> tuple[ThingChange, ...]:
    """Each thing that came, changed or went, by its kind and its title.

    Sentences are in the language of the later portfolio, unless another is given; `renamed` is
    what `matched` found, where that is known. What a thing said of others is told by the names
    that they have now.
    """
    spoken = language or after.settings.language
    return tuple(_Comparison(before, after, as_of, spoken, renamed).things())


def applied(changes: Iterable[ThingChange], before: Facts) -> Facts:
    """What is said once the changes are made: the facts of the later portfolio."""
    told = tuple(changes)
    renamed = before.renamed(
        _with_key_results({one.was: one.subject for one in told if one.was}, before)
    )
    found: dict[Subject, Said] = dict(renamed.of)
    for one in told:
        if one.deed is Deed.REMOVED:
            del found[one.subject]
        else:
            found[one.subject] = _edited(found.get(one.subject, {}), one.fields)
    return Facts(found)


def _with_key_results(
    names: Mapping[Subject, Subject], before: Iterable[Subject]
) -> dict[Subject, Subject]:
    """New names by the old ones; key results follow their objective, unless they left it."""
    found = dict(names)
    objectives = {was.id: is_.id for was, is_ in names.items() if was.kind is Kind.OBJECTIVE}
    for one in before:
        whole, _, local = one.id.partition("#")
        if one.kind is Kind.KEY_RESULT and whole in objectives:
            found.setdefault(one, Subject(one.kind, f"{objectives[whole]}#{local}"))
    return found


def _edited(said: Said, fields: Iterable[FieldChange]) -> Said:
    edited: dict[Path, Plain] = dict(said)
    for one in fields:
        if one.is_ is None:
            del edited[one.field]
        else:
            edited[one.field] = one.is_
    return edited


class _Comparison:
    """Two portfolios side by side; what the earlier one says is told by the newest names."""

    def __init__(
        self,
        before: Portfolio,
        after: Portfolio,
        as_of: date,
        language: str,
        renamed: Renamed | None,
    ) -> None:
        self._before, self._after = before, after
        self._as_of, self._language = as_of, language
        self._old_places, self._places = Places(before), Places(after)
        said_before, self._said = facts(before), facts(after)
        found = renames(said_before, self._said) if renamed is None else renamed
        names = {was: now for now, was in found.items()}
        names = _with_key_results(names, said_before)
        self._was = {now: was for was, now in names.items()}
        self._old_names = refs_of(self._was)
        self._said_before = said_before.renamed(names)

    def things(self) -> list[ThingChange]:
        """What changed, in order."""
        subjects = {**dict.fromkeys(self._said_before), **dict.fromkeys(self._said)}
        found = [self._change(one, self._told(one)) for one in subjects if self._differs(one)]
        return sorted(found, key=lambda one: (_RANKS[one.subject.kind], one.title, one.subject.id))

    def _differs(self, subject: Subject) -> bool:
        is_renamed = subject in self._was and not self._follows(subject)
        return is_renamed or self._said_before.get(subject) != self._said.get(subject)

    def _follows(self, subject: Subject) -> bool:
        """Whether a key result went with its objective: to another name, or altogether."""
        if subject.kind is not Kind.KEY_RESULT:
            return False
        whole, _, local = subject.id.partition("#")
        now = Subject(Kind.OBJECTIVE, whole)
        if subject not in self._said:
            return now not in self._said
        return self._was.get(subject) == Subject(
            Kind.KEY_RESULT, f"{self._was.get(now, now).id}#{local}"
        )

    def _told(self, subject: Subject) -> Told:
        is_old, is_new = subject in self._said_before, subject in self._said
        return Told(
            before=self._before,
            after=self._after,
            as_of=self._as_of,
            language=self._language,
            was=self._was.get(subject, subject) if is_old else None,
            is_=subject if is_new else None,
            follows=self._follows(subject),
            said_before=self._said_before.get(subject, {}),
            said=self._said.get(subject, {}),
            old_names=self._old_names,
        )

    def _change(self, subject: Subject, told: Told) -> ThingChange:
        what = deed(told)
        return ThingChange(
            subject=subject,
            was=told.was if told.is_ and told.was != told.is_ else None,
            title=title(told),
            deed=what,
            sentence=headline(told, what),
            fields=tuple(self._fields(told, what)),
            place=self._place(told, ()),
        )

    def _fields(self, told: Told, what: Deed) -> Iterator[FieldChange]:
        """Every fact that differs, in the order of paths; those of new and old things are bare."""
        raws = tuple(_raws(told))
        words = self._words(told, raws)
        silent = closing_fields(told) if what is Deed.CLOSED else ()
        for raw in raws:
            yield FieldChange(
                field=raw.path,
                was=raw.was,
                is_=raw.is_,
                nature=raw.nature(told),
                sentence="" if raw.path in silent else words.get(raw.path, ""),
                place=self._place(told, raw.path),
            )

    def _words(self, told: Told, raws: tuple[Raw, ...]) -> Mapping[Path, str]:
        """The sentences of what changed; of a cycle that got or lost its file, what that did."""
        if told.was and told.is_:
            return sentences(told, raws)
        id_ = told.subject.id
        cycles = self._before.cycles.get(id_), self._after.cycles.get(id_)
        if told.subject.kind is not Kind.CYCLE or None in cycles:
            return {}
        before, after = Walk(self._before).said(cycles[0]), Walk(self._after).said(cycles[1])
        both = replace(told, was=told.subject, is_=told.subject, said_before=before, said=after)
        return sentences(both, tuple(_raws(both)))

    def _place(self, told: Told, path: Path) -> Place:
        """Where a fact is written now; where it was, for a thing that is gone."""
        found = self._places.of(told.is_, path) or self._old_places.of(told.was, path)
        return found or Place(FILE_NAME)


def _raws(told: Told) -> Iterator[Raw]:
    for path in sorted({*told.said_before, *told.said}):
        was, is_ = told.said_before.get(path), told.said.get(path)
        if was != is_ or type(was) is not type(is_):
            yield Raw(path, was, is_)


_ORDER = (
    Kind.OBJECTIVE,
    Kind.KEY_RESULT,
    Kind.KPI,
    Kind.METRIC,
    What.CHECK_IN,
    What.REVIEW,
    Kind.CYCLE,
    Kind.TEAM,
    Kind.PERSON,
    Kind.PILLAR,
    What.SETTINGS,
)
_RANKS = {kind: rank for rank, kind in enumerate(_ORDER)}
