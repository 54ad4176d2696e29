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
    if not can_hang(portfolio):
        return
    for objective in open_objectives(portfolio, assessment.as_of):
        if not objective.parents and not objective.pillar and not is_top(objective, portfolio):
            yield Finding(
                objective.document.key_place("title"),
                "the objective serves no other goal and no pillar",
                hint="write `parent:` with the goal that it serves, or `pillar:`",
            )


def can_hang(portfolio: Portfolio) -> bool:
    """Whether there is anything to align with: pillars, or goals that align."""
    return bool(portfolio.pillars) or any(o.parents for o in portfolio.objectives.values())


def is_top(objective: Objective, portfolio: Portfolio) -> bool:
    """Whether a tree may begin with an objective: of the longest of several cycles, or a root."""
    lengths = {days(portfolio.cycles[o.cycle]) for o in portfolio.objectives.values()} - {0}
    is_longest = len(lengths) > 1 and days(portfolio.cycles[objective.cycle]) == max(lengths)
    return is_longest or any(
        ref.kind is not Kind.PILLAR and ref.id.partition("#")[0] == objective.id
        for other in portfolio.objectives.values()
        for ref in other.parents
    )


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
