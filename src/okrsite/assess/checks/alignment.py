"""How goals hang together: what serves what, and whether the steps between are taken."""

from collections.abc import Iterator

from okrsite.assess.assessment import Assessment
from okrsite.assess.checks.rule import Finding
from okrsite.assess.checks.scope import bare, days, is_retired, open_objectives, team_words
from okrsite.model.goals import Kind, Kpi, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Stage

_FAR = 2


def unaligned_objectives(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """An objective that serves no other goal and no pillar, where there are some to serve.

    The goals of the longest cycle, and those that others hang on, are where a tree begins.
    """
    may_stand_alone = free(portfolio)
    for objective in open_objectives(portfolio, assessment.as_of):
        is_free = objective.parents or objective.pillar or objective.id in may_stand_alone
        if not is_free:
            yield Finding(
                objective.document.key_place("title"),
                "the objective serves no other goal and no pillar",
                hint="write `parent:` with the goal that it serves, or `pillar:`",
            )


def free(portfolio: Portfolio) -> frozenset[str]:
    """The objectives that need not serve any other goal.

    A tree begins with those that others hang on, and with those of the longest of several cycles;
    where there are neither pillars nor goals with parents, nothing needs to hang on anything.
    """
    objectives = portfolio.objectives
    roots = {
        ref.id.partition("#")[0]
        for objective in objectives.values()
        for ref in objective.parents
        if ref.kind is not Kind.PILLAR
    }
    if not portfolio.pillars and not any(o.parents for o in objectives.values()):
        return frozenset(objectives)
    lengths = {id_: days(portfolio.cycles[one.cycle]) for id_, one in objectives.items()}
    longest = max(lengths.values(), default=0)
    if len(set(lengths.values()) - {0}) > 1:
        roots |= {id_ for id_, length in lengths.items() if length == longest}
    return frozenset(roots)


def untied_kpis(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A KPI that no goal needs; one that drives another which is needed is needed, too."""
    tied = _tied(portfolio)
    for kpi in portfolio.kpis.values():
        if kpi.id not in tied and not is_retired(kpi, assessment.as_of):
            yield Finding(
                kpi.document.key_place("title"),
                f"no goal needs the KPI `{kpi.title}`, and it supports none",
                hint="write `supports: [goal]`, or name it under an objective's `improves:`, "
                "`measured_by:` or `guardrails:`",
            )


def _tied(portfolio: Portfolio) -> frozenset[str]:
    """The KPIs that a goal or a pillar names or that name one, and what drives them."""
    tied = {pillar.kpi for pillar in portfolio.pillars.values()}
    tied |= {kpi.id for kpi in portfolio.kpis.values() if kpi.supports or kpi.pillar}
    for objective in portfolio.objectives.values():
        fields = objective.fields
        if objective.stage is not Stage.ABANDONED:
            tied.update(bare((*fields.improves, *fields.measured_by, *fields.guardrails)))
            tied.update(kr.source for kr in objective.key_results)
    return frozenset(
        kpi.id
        for kpi in portfolio.kpis.values()
        if tied.intersection((kpi.id, *_driven(kpi, portfolio)))
    )


def _driven(kpi: Kpi, portfolio: Portfolio) -> Iterator[str]:
    """The KPIs above one in the tree of drivers."""
    above = portfolio.kpis.get(kpi.parent)
    while above:
        yield above.id
        above = portfolio.kpis.get(above.parent)


def steps_left_out(portfolio: Portfolio, assessment: Assessment) -> Iterator[Finding]:
    """A parent two levels up the organisation, or below its child: by teams, then by cycles."""
    for objective in open_objectives(portfolio, assessment.as_of):
        fields = objective.document
        for index, ref in enumerate(objective.parents):
            parent = portfolio.objectives.get(ref.id.partition("#")[0])
            if ref.kind is Kind.PILLAR or parent is None:
                continue
            said = _wrong_step(objective, parent, portfolio)
            if said:
                is_one = bool(objective.fields.parent)
                place = fields.place("parent") if is_one else fields.place("parents", index)
                yield Finding(place, *said)


def _wrong_step(
    child: Objective, parent: Objective, portfolio: Portfolio
) -> tuple[str, str] | None:
    """What is wrong with a step from child to parent, and a hint; None where it is a step."""
    up, down = _above(child.team, portfolio), _above(parent.team, portfolio)
    if child.team and child.team in down:
        return (
            f"the parent is a goal of {team_words(parent.team)}, which is below "
            f"{team_words(child.team)}",
            f"let `{parent.id}` name this goal as its `parent:`, or use `depends_on:`",
        )
    if parent.team in up and up.index(parent.team) + 1 >= _FAR:
        between = up[up.index(parent.team) - 1]
        return (
            f"the parent is a goal of {team_words(parent.team)}, "
            f"{up.index(parent.team) + 1} levels above {team_words(child.team)}",
            f"name a goal of {team_words(between)} as `parent:` that serves `{parent.id}`",
        )
    length, above = days(portfolio.cycles[child.cycle]), days(portfolio.cycles[parent.cycle])
    if length > above > 0:
        return (
            f"the objective is of `{child.cycle}` ({length} days), and its parent of the shorter "
            f"`{parent.cycle}` ({above} days)",
            f"let `{parent.id}` name this goal as its `parent:`",
        )
    return None


def _above(team: str, portfolio: Portfolio) -> tuple[str, ...]:
    """The teams above one, nearest first."""
    found = []
    one = portfolio.teams.get(team)
    while one and one.parent:
        found.append(one.parent)
        one = portfolio.teams.get(one.parent)
    return tuple(found)
