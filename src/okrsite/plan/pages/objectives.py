"""An objective's page, and the list of all objectives."""

from collections.abc import Iterable

from okrsite.assess.assessment import ObjectiveAssessment, Status, Word
from okrsite.base.numbers import format_number, format_percent
from okrsite.model.goals import Kind, Objective, Ref
from okrsite.model.organisation import BACKLOG
from okrsite.model.schema import Ambition
from okrsite.plan.drawn.small import progress_chart
from okrsite.plan.extras import extras
from okrsite.plan.navigation import newest_first
from okrsite.plan.pages.key_results import initiatives, key_result_view
from okrsite.plan.paths import OBJECTIVES
from okrsite.plan.rows import (
    goal_row,
    goal_rows,
    kpi_badge,
    kpi_rows,
    objective_badge,
    objective_bar,
    status_badge,
    tally_view,
)
from okrsite.plan.scene import Scene
from okrsite.plan.updates import update_view
from okrsite.plan.views.goals import ObjectiveView, Reason
from okrsite.plan.views.organisation import GoalsListView
from okrsite.plan.views.parts import Body, Fact, Group, Head, Link
from okrsite.plan.words import DASH, count_words

_WELL = (Status.ON_TRACK, Status.ACHIEVED)


def objective_page(objective: Objective, scene: Scene) -> tuple[Head, ObjectiveView]:
    """Whose it is, until when, whether it is well, and why we say so."""
    judged = scene.assessment.objectives[objective.id]
    path = scene.path(Kind.OBJECTIVE, objective.id)
    document = objective.document
    results = [(kr, scene.assessment.key_results[kr.key]) for kr in objective.key_results]
    sentence = _sentence(judged, scene)
    view = ObjectiveView(
        title=objective.title,
        badge=objective_badge(objective, judged),
        to_meet=_kpi_links(objective.fields.improves, scene),
        bar=objective_bar(judged, scene.language),
        sentence=sentence,
        verdict=_verdict(judged),
        reasons=tuple(_reasons(judged, scene)),
        facts=tuple(_facts(objective, scene)),
        body=scene.body(document, path, level=3, prefix="why_"),
        overview=progress_chart(results, sentence, scene.language),
        key_results=tuple(key_result_view(kr, objective, scene) for kr in objective.key_results),
        above=tuple(scene.link_to(ref) for ref in _above(objective)),
        below=goal_rows(scene.children.get(objective.id, ()), scene),
        needs=tuple(scene.link_to(ref) for ref in objective.depends_on),
        needed_by=tuple(
            scene.link(Kind.OBJECTIVE, id_) for id_ in scene.dependants.get(objective.id, ())
        ),
        guardrails=kpi_rows(_known_kpis(objective.fields.guardrails, scene), scene),
        measures=kpi_rows(_known_kpis(_measures(objective), scene), scene),
        initiatives=initiatives(objective.fields.initiatives),
        updates=tuple(update_view(u, scene, names_goal=False) for u in reversed(judged.updates)),
        closing=tuple(_closing(objective, judged, scene)),
        closing_reason=_closing_reason(objective, judged, scene),
        extras=extras(document),
    )
    head = Head(
        title=objective.title,
        kind="Objective",
        description=f"{objective.title}: {sentence}",
        section=OBJECTIVES,
        crumbs=tuple(
            link for link in (scene.cycle(objective.cycle), scene.team(objective.team)) if link.text
        ),
        edit=scene.edit(document),
    )
    return head, view


def objectives_page(scene: Scene) -> tuple[Head, GoalsListView]:
    """All objectives, the current cycle's first."""
    current = scene.assessment.current_cycle
    cycles = newest_first(scene)
    cycles.sort(key=lambda id_: (id_ != current, id_ == BACKLOG))
    groups = []
    for id_ in cycles:
        ids = [o.id for o in scene.portfolio.objectives.values() if o.cycle == id_]
        if ids:
            note = tally_view(ids, scene).sentence
            groups.append(Group(scene.cycle(id_), goals=goal_rows(ids, scene), note=note))
    total = count_words(len(scene.portfolio.objectives), "objective")
    sentence = f"{total} in {count_words(len(groups), 'cycle')}, the current one first."
    return Head("Objectives", section=OBJECTIVES), GoalsListView(
        "Objectives", sentence, tuple(groups)
    )


def _above(objective: Objective) -> list[Ref]:
    above = list(objective.parents)
    pillar = Ref(Kind.PILLAR, objective.pillar)
    if objective.pillar and pillar not in above:
        above.append(pillar)
    return above


def _measures(objective: Objective) -> list[str]:
    named = (*objective.fields.improves, *objective.fields.measured_by)
    return list(dict.fromkeys(name.rpartition(":")[2] for name in named))


def _known_kpis(names: Iterable[str], scene: Scene) -> list[str]:
    ids = dict.fromkeys(name.rpartition(":")[2] for name in names)
    return [id_ for id_ in ids if id_ in scene.portfolio.kpis]


def _kpi_links(names: Iterable[str], scene: Scene) -> tuple[Link, ...]:
    return tuple(scene.link(Kind.KPI, id_) for id_ in _known_kpis(names, scene))


def _sentence(judged: ObjectiveAssessment, scene: Scene) -> str:
    language = scene.language
    if judged.progress is None:
        return "No key result has a value yet"
    progress = f"{format_percent(judged.progress, language)} of the way"
    if judged.is_closed or judged.expected is None or not judged.counts:
        return f"{progress} at the close" if judged.is_closed else progress
    points = round(100 * (judged.expected - judged.progress))
    if points > 0:
        return f"{progress}, {count_words(points, 'point')} behind plan"
    if points < 0:
        return f"{progress}, {count_words(-points, 'point')} ahead of plan"
    return f"{progress}, on plan"


def _verdict(judged: ObjectiveAssessment) -> str:
    if judged.is_closed:
        return ""
    if judged.verdict is None:
        is_well = judged.status in _WELL and judged.weakest
        return "Everything that counts is on track or achieved." if is_well else ""
    word = judged.verdict.value.replace("-", " ")
    if judged.breached:
        return f"The owner says {word}; a critical guardrail caps the status."
    return f"The owner says {word}."


def _reasons(judged: ObjectiveAssessment, scene: Scene) -> Iterable[Reason]:
    """The breached guardrails and the items that decide the status."""
    for id_ in judged.breached if judged.counts else ():
        kpi = scene.assessment.kpis[id_]
        text = kpi.reasons[0] if kpi.reasons and kpi.word is Word.CRITICAL else "critical"
        yield Reason(kpi_badge(kpi), scene.link(Kind.KPI, id_), f"guardrail: {text}")
    if judged.is_closed or judged.status in (Status.NONE, Status.NOT_STARTED):
        return
    for id_ in judged.weakest:
        if _status(id_, scene) in _WELL:
            continue
        if "#" in id_:
            kr = scene.assessment.key_results[id_]
            words = f"{_percent(kr.progress, scene)} of {_percent(kr.expected, scene)} expected"
            badge = status_badge(kr.status, is_outdated=kr.is_outdated)
            yield Reason(badge, scene.link(Kind.KEY_RESULT, id_), words)
        else:
            child = goal_row(id_, scene)
            yield Reason(child.badge, child.link, "an objective that contributes")


def _status(id_: str, scene: Scene) -> Status:
    """The status of a key result or an objective."""
    assessment = scene.assessment
    found = assessment.key_results if "#" in id_ else assessment.objectives
    return found[id_].status


def _percent(share: float | None, scene: Scene) -> str:
    return DASH if share is None else format_percent(share, scene.language)


def _facts(objective: Objective, scene: Scene) -> Iterable[Fact]:
    fields = objective.fields
    yield Fact("Owner", links=(scene.person(objective.owner),))
    if fields.contributors:
        ids = [name.rpartition(":")[2] for name in fields.contributors]
        yield Fact("With", links=tuple(scene.person(id_) for id_ in ids))
    if objective.team:
        yield Fact("Team", links=(scene.team(objective.team),))
    yield Fact("Cycle", links=(scene.cycle(objective.cycle),))
    cycle = scene.portfolio.cycles[objective.cycle]
    if cycle.last_day:
        yield Fact("Until", day=scene.day(cycle.last_day))
    committed = objective.ambition is Ambition.COMMITTED
    yield Fact("Ambition", "committed" if committed else "aspirational")
    if fields.intent:
        yield Fact("Intent", fields.intent.value)
    if fields.priority is not None:
        yield Fact("Priority", str(fields.priority))
    if fields.effort:
        yield Fact("Effort", body=scene.maybe_prose(fields.effort, objective.document, "effort"))
    yield from _lineage(objective, scene)


def _lineage(objective: Objective, scene: Scene) -> Iterable[Fact]:
    before = (objective.fields.carried_from or "").rpartition(":")[2]
    if before in scene.portfolio.objectives:
        yield Fact("Carried from", links=(_with_cycle(before, scene),))
    after = scene.successors.get(objective.id, ())
    if after:
        yield Fact("Carried on in", links=tuple(_with_cycle(id_, scene) for id_ in after))


def _with_cycle(id_: str, scene: Scene) -> Link:
    objective = scene.portfolio.objectives[id_]
    return scene.link(
        Kind.OBJECTIVE, id_, f"{objective.title} ({scene.cycle(objective.cycle).text})"
    )


def _closing(objective: Objective, judged: ObjectiveAssessment, scene: Scene) -> Iterable[Fact]:
    if not judged.is_closed:
        return
    language = scene.language
    if judged.word:
        yield Fact("Result", judged.word)
    if judged.score is not None:
        yield Fact("Computed score", format_number(judged.score, 2, language))
    if judged.given_score is not None:
        yield Fact("Given score", format_number(judged.given_score, 2, language))
    closing = objective.fields.closing
    if closing and (closing.date is None or closing.date <= judged.as_of):
        if closing.decision:
            yield Fact("Decision", closing.decision.value)
        if closing.date:
            yield Fact("Decided", day=scene.day(closing.date))


def _closing_reason(objective: Objective, judged: ObjectiveAssessment, scene: Scene) -> Body | None:
    closing = objective.fields.closing
    if not closing or not closing.reason or (closing.date and closing.date > judged.as_of):
        return None
    return scene.maybe_prose(closing.reason, objective.document, "closing", "reason")
