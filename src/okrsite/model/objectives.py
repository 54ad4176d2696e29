"""Objectives: their place among cycles, teams and parents, and their key results."""

from collections.abc import Iterable, Mapping

from okrsite.base.problems import Place, Problems
from okrsite.model.calendar import named_cycle
from okrsite.model.goals import Cycle, KeyResult, Kind, Objective, Ref, Team
from okrsite.model.key_results import KeyResultBuilder, RawUpdate, local_id
from okrsite.model.organisation import BACKLOG
from okrsite.model.references import NOBODY, Directory
from okrsite.model.schema import ObjectiveFields
from okrsite.model.series import Series
from okrsite.model.written import Written

_PARENTS = (Kind.OBJECTIVE, Kind.KEY_RESULT, Kind.PILLAR)
_GOALS = (Kind.OBJECTIVE, Kind.KEY_RESULT)


def cycle_name(file: Written[ObjectiveFields], directory: Directory) -> str:
    """The cycle an objective names, else the nearest folder named like one, else nothing."""
    if file.fields.cycle:
        return file.fields.cycle
    folders = reversed(file.document.inside.parts[1:-1])
    return next((f for f in folders if named_cycle(f) or directory.has(Kind.CYCLE, f)), "")


class ObjectiveBuilder:
    """Builds objectives from their files."""

    def __init__(
        self,
        cycles: Mapping[str, Cycle],
        series: dict[str, Series],
        updates: Mapping[str, tuple[RawUpdate, ...]],
        directory: Directory,
        problems: Problems,
    ) -> None:
        self._cycles = cycles
        self._series = series
        self._updates = updates
        self._directory = directory
        self._problems = problems

    def build(self, file: Written[ObjectiveFields]) -> Objective:
        """One objective, linked; what is wrong with it is reported."""
        fields, document = file.fields, file.document
        cycle = self._cycle(file)
        owner = self._owner(file)
        self._check_names(file)
        raw = self._updates.get(file.id, ())
        return Objective(
            id=file.id,
            owner=owner,
            team=self._directory.maybe(fields.team, Kind.TEAM, document.place("team")),
            cycle=cycle.id,
            pillar=self._directory.maybe(fields.pillar, Kind.PILLAR, document.place("pillar")),
            parents=self._parents(file),
            depends_on=self._many(file, "depends_on", _GOALS),
            key_results=self._key_results(file, owner, cycle),
            updates=tuple(sorted((one.update for one in raw), key=lambda u: (u.day, u.place))),
            fields=fields,
            document=document,
        )

    def _cycle(self, file: Written[ObjectiveFields]) -> Cycle:
        name = cycle_name(file, self._directory)
        place = file.document.place("cycle")
        if not name:
            self._problems.warning(
                "OKR209", file.document.key_place("title"),
                "the objective has no cycle, so it is kept in the backlog",
                hint="write `cycle: 2026-q4`, or `cycle: backlog` to say so")
            return self._cycles[BACKLOG]
        found = self._directory.one(name, Kind.CYCLE, place)
        return self._cycles.get(found, self._cycles[BACKLOG])

    def _owner(self, file: Written[ObjectiveFields]) -> str:
        owner, place = file.fields.owner, file.document.place("owner")
        if owner == NOBODY:
            self._problems.warning("OKR210", place, "an owner is still sought",
                                   hint="name one person when there is one")
            return owner
        is_team = self._directory.has(Kind.TEAM, owner)
        if is_team and not self._directory.has(Kind.PERSON, owner):
            self._problems.error("OKR206", place, f"`{owner}` is a team: expected one person",
                                 hint=f"write `team: {owner}`, and name the person who answers for it")
            return owner
        return self._directory.one(owner, Kind.PERSON, place) or owner

    def _parents(self, file: Written[ObjectiveFields]) -> tuple[Ref, ...]:
        fields, document = file.fields, file.document
        if fields.parent and fields.parents:
            self._problems.error("OKR105", document.key_place("parents"),
                                 "`parents` beside `parent`", hint="list them all under `parents`")
        if not fields.parent:
            return self._many(file, "parents", _PARENTS)
        found = self._directory.resolve(fields.parent, _PARENTS, document.place("parent"))
        return (found,) if found else ()

    def _many(
        self, file: Written[ObjectiveFields], name: str, kinds: tuple[Kind, ...]
    ) -> tuple[Ref, ...]:
        texts = getattr(file.fields, name)
        places = [file.document.place(name, i) for i in range(len(texts))]
        return self._directory.many(texts, kinds, places)

    def _check_names(self, file: Written[ObjectiveFields]) -> None:
        fields, document = file.fields, file.document
        self._many(file, "contributors", (Kind.PERSON,))
        for name in ("improves", "measured_by", "guardrails"):
            self._many(file, name, (Kind.KPI,))
        if fields.carried_from:
            self._directory.one(fields.carried_from, Kind.OBJECTIVE, document.place("carried_from"))
        if fields.weight < 0:
            self._problems.error("OKR108", document.place("weight"), "`weight` is below 0")
        if fields.closing and fields.closing.score is not None and not 0 <= fields.closing.score <= 1:
            self._problems.error("OKR103", document.place("closing", "score"),
                                 "`score`: expected a number from 0 to 1")

    def _key_results(
        self, file: Written[ObjectiveFields], owner: str, cycle: Cycle
    ) -> tuple[KeyResult, ...]:
        builder = KeyResultBuilder(file.document, file.id, owner, cycle, self._series,
                                   self._directory, self._problems)
        found: dict[str, KeyResult] = {}
        for i, fields in enumerate(file.fields.key_results):
            id_ = local_id(fields)
            if id_ in found:
                self._problems.error("OKR111", file.document.place("key_results", i),
                                     f"the key result `{id_}` is given twice",
                                     hint="give one of them another `id:`",
                                     others=(found[id_].place,))
            updates = self._updates.get(f"{file.id}#{id_}", ())
            found[id_] = builder.build(i, fields, updates)
        if found and not any(kr.promise.weight for kr in found.values()):
            self._problems.error("OKR108", file.document.key_place("key_results"),
                                 "all weights are 0, so the objective has no progress",
                                 hint="at least one key result must count")
        return tuple(found.values())


def check_parents(
    objectives: Mapping[str, Objective],
    cycles: Mapping[str, Cycle],
    teams: Mapping[str, Team],
    problems: Problems,
) -> None:
    """Report goals, cycles and teams that are their own ancestors, and counting twice."""
    _check_loops({o.id: tuple(_objective(r) for r in o.parents if r.kind is not Kind.PILLAR)
                  for o in objectives.values()},
                 {o.id: _parent_place(o) for o in objectives.values()}, problems)
    _check_loops({c.id: (c.parent,) for c in cycles.values()},
                 {c.id: c.document.place("parent") if c.document else Place("content/cycles")
                  for c in cycles.values()}, problems)
    _check_loops({t.id: (t.parent,) for t in teams.values()},
                 {t.id: t.document.place("parent") if t.document else Place("content/teams")
                  for t in teams.values()}, problems)
    for objective in objectives.values():
        if objective.fields.contributes and any(r.kind is Kind.KEY_RESULT for r in objective.parents):
            problems.error("OKR205", objective.document.place("contributes"),
                           "a key result has values of its own, so a child would count twice",
                           hint="name the objective as `parent`, or leave `contributes` out")


def _objective(ref: Ref) -> str:
    return ref.id.partition("#")[0]


def _parent_place(objective: Objective) -> Place:
    name = "parent" if objective.fields.parent else "parents"
    return objective.document.place(name)


def _check_loops(
    parents: Mapping[str, tuple[str, ...]], places: Mapping[str, Place], problems: Problems
) -> None:
    """Report each loop once, at its first thing by name."""
    reported: set[str] = set()
    for id_ in sorted(parents):
        path = _way_back(id_, parents)
        if path and not reported & set(path):
            reported |= set(path)
            problems.error("OKR204", places[id_],
                           f"`{id_}` is its own ancestor: {' → '.join((*path, id_))}",
                           hint="take one of the parents out",
                           others=tuple(places[p] for p in path[1:]))


def _way_back(start: str, parents: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        for parent in parents.get(path[-1], ()):
            if parent == start:
                return path
            if parent and parent not in seen:
                seen.add(parent)
                waiting.append((*path, parent))
    return ()
