"""Objectives: their place among cycles, teams and parents, and their key results."""

from collections.abc import Mapping

from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Problems
from okrsite.model.ancestors import report_loops
from okrsite.model.calendar import named_cycle
from okrsite.model.goals import Cycle, KeyResult, Kind, Objective, Ref
from okrsite.model.key_results import KeyResultBuilder, RawUpdate, local_id, refuse_two
from okrsite.model.organisation import BACKLOG
from okrsite.model.references import Directory
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


class ObjectiveBuilder(Frozen):
    """Builds objectives from their files."""

    cycles: Mapping[str, Cycle]
    series: Mapping[str, Series]
    updates: Mapping[str, tuple[RawUpdate, ...]]
    directory: Directory
    problems: Problems

    def build(self, file: Written[ObjectiveFields]) -> Objective:
        """One objective, linked; what is wrong with it is reported."""
        fields, directory = file.fields, self.directory
        cycle = self._cycle(file)
        owner = directory.owner(fields.owner, file.at("owner"))
        self._check_names(file)
        self._check_numbers(file)
        raw = self.updates.get(file.id, ())
        updates = tuple(sorted((one.update for one in raw), key=lambda u: (u.day, u.place)))
        refuse_two(file.id, updates, ("verdict",), self.problems)
        return Objective(
            id=file.id,
            owner=owner,
            team=directory.maybe(fields.team, Kind.TEAM, file.at("team")),
            cycle=cycle.id,
            pillar=directory.maybe(fields.pillar, Kind.PILLAR, file.at("pillar")),
            parents=self._parents(file),
            depends_on=directory.many(fields.depends_on, _GOALS, file.at("depends_on")),
            key_results=self._key_results(file, owner, cycle),
            updates=updates,
            fields=fields,
            document=file.document,
        )

    def _cycle(self, file: Written[ObjectiveFields]) -> Cycle:
        name = cycle_name(file, self.directory)
        if not name:
            self.problems.warning(
                "OKR209",
                file.at("title").key,
                "the objective has no cycle, so it is kept in the backlog",
                hint="write `cycle: 2026-q4`, or `cycle: backlog` to say so",
            )
            return self.cycles[BACKLOG]
        found = self.directory.one(name, Kind.CYCLE, file.at("cycle"))
        return self.cycles.get(found, self.cycles[BACKLOG])

    def _parents(self, file: Written[ObjectiveFields]) -> tuple[Ref, ...]:
        fields = file.fields
        if fields.parent and fields.parents:
            self.problems.error(
                "OKR105",
                file.at("parents").key,
                "`parents` beside `parent`",
                hint="list them all under `parents`",
                others=(file.at("parent").key,),
            )
        if not fields.parent:
            return self.directory.many(fields.parents, _PARENTS, file.at("parents"))
        found = self.directory.resolve(fields.parent, _PARENTS, file.at("parent"))
        return (found,) if found else ()

    def _check_names(self, file: Written[ObjectiveFields]) -> None:
        fields, directory = file.fields, self.directory
        directory.many(fields.contributors, (Kind.PERSON,), file.at("contributors"))
        for name in ("improves", "measured_by", "guardrails"):
            directory.many(getattr(fields, name), (Kind.KPI,), file.at(name))
        directory.maybe(fields.carried_from, Kind.OBJECTIVE, file.at("carried_from"))

    def _check_numbers(self, file: Written[ObjectiveFields]) -> None:
        fields = file.fields
        if fields.weight < 0:
            self.problems.error("OKR108", file.at("weight").place, "`weight` is below 0")
        closing = fields.closing
        if closing and closing.score is not None and not 0 <= closing.score <= 1:
            self.problems.error(
                "OKR103",
                file.at("closing", "score").place,
                "`score`: expected a number from 0 to 1",
            )

    def _key_results(
        self, file: Written[ObjectiveFields], owner: str, cycle: Cycle
    ) -> tuple[KeyResult, ...]:
        builder = KeyResultBuilder(
            document=file.document,
            objective=file.id,
            owner=owner,
            cycle=cycle,
            series=self.series,
            directory=self.directory,
            problems=self.problems,
        )
        found: dict[str, KeyResult] = {}
        for i, fields in enumerate(file.fields.key_results):
            id_ = local_id(fields)
            if id_ in found:
                self.problems.error(
                    "OKR111",
                    file.at("key_results", i).place,
                    f"the key result `{id_}` is given twice",
                    hint="give one of them another `id:`",
                    others=(found[id_].place,),
                )
                continue
            found[id_] = builder.build(i, fields, self.updates.get(f"{file.id}#{id_}", ()))
        return tuple(found.values())


def check_objectives(
    objectives: Mapping[str, Objective], problems: Problems
) -> dict[str, Objective]:
    """The objectives without parents in a loop.

    Reports loops (OKR204), children that would count twice (OKR205) and objectives in which
    nothing counts (OKR108).
    """
    helped = {
        ref.id
        for child in objectives.values()
        if child.fields.contributes and child.weight
        for ref in child.parents
    }
    for objective in objectives.values():
        if objective.fields.contributes:
            _check_contributes(objective, problems)
        if objective.id not in helped:
            _check_weights(objective, problems)
    looped = _report_loops(objectives, problems)
    return {
        id_: replace(one, parents=()) if id_ in looped else one for id_, one in objectives.items()
    }


def _check_contributes(objective: Objective, problems: Problems) -> None:
    if any(ref.kind is Kind.KEY_RESULT for ref in objective.parents):
        problems.error(
            "OKR205",
            objective.document.place("contributes"),
            "a key result has values of its own, so a child would count twice",
            hint="name the objective as `parent`, or leave `contributes` out",
        )


def _check_weights(objective: Objective, problems: Problems) -> None:
    if objective.key_results and not any(kr.promise.weight for kr in objective.key_results):
        problems.error(
            "OKR108",
            objective.document.key_place("key_results"),
            "all weights are 0, so the objective has no progress",
            hint="at least one key result must count",
        )


def _report_loops(objectives: Mapping[str, Objective], problems: Problems) -> set[str]:
    links = {
        one.id: tuple(
            ref.id.partition("#")[0] for ref in one.parents if ref.kind is not Kind.PILLAR
        )
        for one in objectives.values()
    }
    spots = {
        id_: one.document.at("parent" if one.fields.parent else "parents")
        for id_, one in objectives.items()
    }
    return report_loops(links, spots, problems)
