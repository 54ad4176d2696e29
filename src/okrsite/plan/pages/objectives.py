"""An objective's page, and the list of all objectives."""

from collections.abc import Iterable

from okrsite.assess.assessment import ObjectiveAssessment, Status, Word
from okrsite.assess.explain.kpis import kpi as explain_kpi
from okrsite.assess.explain.remedies import for_objective
from okrsite.assess.scoring import final_score
from okrsite.base.numbers import format_percent, format_score
from okrsite.base.words import marked, marked_many
from okrsite.model.goals import Kind, Objective, Ref
from okrsite.model.organisation import BACKLOG
from okrsite.model.schema import Ambition
from okrsite.plan.drawn.small import progress_chart
from okrsite.plan.effects import moved
from okrsite.plan.explained import explained, help_view
from okrsite.plan.explanations import objective_explained
from okrsite.plan.extras import extras
from okrsite.plan.navigation import newest_first
from okrsite.plan.pages.key_results import initiatives, key_result_view
from okrsite.plan.paths import OBJECTIVES
from okrsite.plan.rows import (
    goal_row,
    goal_rows,
    judged_badge,
    kpi_badge,
    kpi_rows,
    objective_badge,
    objective_bar,
    share_words,
)
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import tally_view
from okrsite.plan.updates import update_view
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.goals import KeyResultView, ObjectiveView, Reason
from okrsite.plan.views.organisation import GoalsListView
from okrsite.plan.views.parts import Body, Fact, Group, Head, Link
from okrsite.plan.words import (
    DECISION_WORDS,
    INTENT_WORDS,
    KPI_WORDS,
    RESULT_WORDS,
    STATUS_WORDS,
)

_WELL = (Status.ON_TRACK, Status.ACHIEVED)


def objective_page(objective: Objective, scene: Scene) -> tuple[Head, ObjectiveView]:
    """Whose it is, until when, whether it is well, and why we say so."""
    judged = scene.assessment.objectives[objective.id]
    path = scene.path(Kind.OBJECTIVE, objective.id)
    document = objective.document
    results = [(kr, scene.assessment.key_results[kr.key]) for kr in objective.key_results]
    sentence = objective_sentence(judged, scene)
    remedy = for_objective(objective, scene.ground)
    below, later = _children(objective, judged, scene)
    closed_on = scene.ground.closed_on(objective.id)
    key_results = tuple(key_result_view(kr, objective, scene) for kr in objective.key_results)
    view = ObjectiveView(
        title=objective.title,
        badge=objective_badge(objective, judged, scene.language),
        to_meet=_kpi_links(objective.fields.improves, scene),
        bar=objective_bar(judged, scene.language),
        sentence=sentence,
        verdict=_verdict(judged, scene),
        reasons=tuple(_reasons(judged, key_results, scene)),
        facts=tuple(_facts(objective, scene)),
        body=scene.body(document, path, level=3, prefix="why_"),
        overview=progress_chart(results, sentence, scene.language),
        key_results=key_results,
        above=tuple(scene.link_to(ref) for ref in _above(objective)),
        below=goal_rows(below, scene),
        below_later=tuple(scene.link(Kind.OBJECTIVE, id_) for id_ in later),
        needs=tuple(scene.link_to(ref) for ref in objective.depends_on),
        needed_by=tuple(
            scene.link(Kind.OBJECTIVE, id_) for id_ in scene.dependants.get(objective.id, ())
        ),
        guardrails=kpi_rows(_known_kpis(objective.fields.guardrails, scene), scene, closed_on),
        measures=kpi_rows(_known_kpis(_measures(objective), scene), scene, closed_on),
        kpis_explained=_kpis_explained(objective, judged, scene),
        moved=moved(objective.id, _known_kpis(objective.fields.improves, scene), scene),
        is_closed=judged.is_closed,
        initiatives=initiatives(objective.fields.initiatives),
        updates=tuple(update_view(u, scene, names_goal=False) for u in reversed(judged.updates)),
        closing=tuple(_closing(objective, judged, scene)),
        closing_reason=closing_reason(objective, judged, scene),
        extras=extras(document),
        id=objective.id,
        file=document.path,
        explained=objective_explained(objective, scene),
        help=help_view(remedy, f"objective:{objective.id}", scene),
        branch="" if judged.is_closed else _branch(objective, scene),
    )
    head = Head(
        title=objective.title,
        kind=scene.say("Objective"),
        description=f"{objective.title}: {sentence}",
        section=OBJECTIVES,
        crumbs=tuple(
            link for link in (scene.cycle(objective.cycle), scene.team(objective.team)) if link.text
        ),
        edit=scene.edit(document),
    )
    return head, view


def _branch(objective: Objective, scene: Scene) -> str:
    """The picture of what hangs on an objective, or else of what it hangs on."""
    refs = (Ref(Kind.OBJECTIVE, objective.id), *_above(objective))
    bare = (Ref(ref.kind, ref.id.partition("#")[0]) for ref in refs)
    kinds = {Kind.KEY_RESULT: Kind.OBJECTIVE}
    found = (scene.branches.get(Ref(kinds.get(ref.kind, ref.kind), ref.id)) for ref in bare)
    return next(filter(None, found), "")


def objectives_page(scene: Scene) -> tuple[Head, GoalsListView]:
    """All objectives, the current cycle's first."""
    current = scene.assessment.current_cycle
    cycles = newest_first(scene)
    cycles.sort(key=lambda id_: (id_ != current, id_ == BACKLOG))
    groups = []
    for id_ in cycles:
        ids = scene.goals_in(id_)
        if ids:
            note = tally_view(ids, scene, f"cycle:{id_}").sentence
            rows = goal_rows(ids, scene)
            groups.append(Group(scene.cycle(id_), goals=rows, note=note, of=f"cycle:{id_}"))
    total = len(scene.portfolio.objectives)
    sentence = scene.say(
        "{objectives} in {cycles}, the current one first.",
        objectives=scene.says("{n} objective", "{n} objectives", total),
        cycles=scene.says("{n} cycle", "{n} cycles", len(groups)),
    )
    title = scene.say("Objectives")
    return Head(title, section=OBJECTIVES), GoalsListView(title, sentence, tuple(groups))


def _children(
    objective: Objective, judged: ObjectiveAssessment, scene: Scene
) -> tuple[list[str], list[str]]:
    """The objectives below one: those whose standing can be shown, and those that go on later.

    Of a closed objective nothing may change any more, so what closes after it is only named.
    """
    cycles, objectives = scene.portfolio.cycles, scene.portfolio.objectives
    known: list[str] = []
    later: list[str] = []
    for id_ in scene.children.get(objective.id, ()):
        goes_on = judged.is_closed and not cycles[objectives[id_].cycle].is_closed(judged.as_of)
        (later if goes_on else known).append(id_)
    return known, later


def _kpis_explained(
    objective: Objective, judged: ObjectiveAssessment, scene: Scene
) -> tuple[Explained, ...]:
    """The KPIs of a closed objective as they stood then; today's are explained on their pages."""
    closed_on = scene.ground.closed_on(judged.id)
    if closed_on is None:
        return ()
    kpis = [
        scene.portfolio.kpis[id_]
        for id_ in _known_kpis((*objective.kpis, *objective.embedded), scene)
    ]
    found = (explain_kpi(kpi, scene.ground, closed_on) for kpi in kpis)
    return tuple(one for each in found for one in explained(each, scene))


def _above(objective: Objective) -> list[Ref]:
    above = list(objective.parents)
    pillar = Ref(Kind.PILLAR, objective.pillar)
    if objective.pillar and pillar not in above:
        above.append(pillar)
    return above


def _measures(objective: Objective) -> tuple[str, ...]:
    return (*objective.fields.improves, *objective.fields.measured_by)


def _known_kpis(names: Iterable[str], scene: Scene) -> list[str]:
    ids = dict.fromkeys(name.rpartition(":")[2] for name in names)
    return [id_ for id_ in ids if id_ in scene.portfolio.kpis]


def _kpi_links(names: Iterable[str], scene: Scene) -> tuple[Link, ...]:
    return tuple(scene.link(Kind.KPI, id_) for id_ in _known_kpis(names, scene))


def objective_sentence(judged: ObjectiveAssessment, scene: Scene) -> str:
    """How far an objective is, against its plan or at its close."""
    language = scene.language
    if judged.progress is None:
        return scene.say("No key result has a value yet")
    progress = format_percent(judged.progress, language)
    if judged.is_closed:
        return scene.say("{progress} of the way at the close", progress=progress)
    if judged.expected is None or not judged.counts:
        return scene.say("{progress} of the way", progress=progress)
    points = round(100 * (judged.expected - judged.progress))
    if not points:
        return scene.say("{progress} of the way, on plan", progress=progress)
    return scene.says(*(_BEHIND if points > 0 else _AHEAD), abs(points), progress=progress)


_BEHIND = marked_many(
    "{progress} of the way, {n} point behind plan",
    "{progress} of the way, {n} points behind plan",
)
_AHEAD = marked_many(
    "{progress} of the way, {n} point ahead of plan",
    "{progress} of the way, {n} points ahead of plan",
)


def _verdict(judged: ObjectiveAssessment, scene: Scene) -> str:
    if judged.is_closed:
        return ""
    if judged.verdict is None:
        is_well = judged.status in _WELL and judged.weakest
        return scene.say("Everything that counts is on track or achieved.") if is_well else ""
    said, computed = Status(judged.verdict), judged.by_items
    is_capped = bool(judged.breached) and judged.status is not said
    return scene.say(
        _AGREED[said is computed, is_capped],
        said=scene.say(STATUS_WORDS[said]),
        computed=scene.say(STATUS_WORDS[computed]),
    )


_AGREED = {
    (True, False): marked("The owner agrees with the arithmetic: {computed}."),
    (True, True): marked(
        "The owner agrees with the arithmetic: {computed}; a critical guardrail caps the status."
    ),
    (False, False): marked("The owner says {said}; by the numbers alone it would be {computed}."),
    (False, True): marked(
        "The owner says {said}; by the numbers alone it would be {computed}; "
        "a critical guardrail caps the status."
    ),
}
"""Of the owner's verdict, by whether the numbers say the same and a guardrail caps it."""


def _reasons(
    judged: ObjectiveAssessment, key_results: Iterable[KeyResultView], scene: Scene
) -> Iterable[Reason]:
    """The breached guardrails and the items that decide the status."""
    by_key = {one.key: one for one in key_results}
    for id_ in judged.breached if judged.counts else ():
        kpi = scene.ground.kpi(id_, scene.ground.closed_on(judged.id))
        is_told = kpi.reasons and kpi.word is Word.CRITICAL
        text = kpi.reasons[0] if is_told else scene.say(KPI_WORDS[Word.CRITICAL])
        words, badge = scene.say("guardrail: {why}", why=text), kpi_badge(kpi, scene.language)
        yield Reason(badge, scene.link(Kind.KPI, id_), words, f"kpi:{id_}")
    if judged.is_closed or judged.status in (Status.NONE, Status.NOT_STARTED):
        return
    for id_ in judged.weakest:
        if _status(id_, scene) in _WELL:
            continue
        if "#" in id_:
            kr = scene.assessment.key_results[id_]
            words = scene.say(
                "{progress} of {expected} expected",
                progress=share_words(kr.progress, scene.language),
                expected=share_words(kr.expected, scene.language),
            )
            badge, link = judged_badge(kr, scene.language), scene.link(Kind.KEY_RESULT, id_)
            yield Reason(badge, link, words, f"key-result:{id_}", by_key[id_].help)
        else:
            child = goal_row(id_, scene)
            words = scene.say("an objective that contributes")
            yield Reason(child.badge, child.link, words, f"objective:{id_}")


def _status(id_: str, scene: Scene) -> Status:
    """The status of a key result or an objective."""
    assessment = scene.assessment
    found = assessment.key_results if "#" in id_ else assessment.objectives
    return found[id_].status


def _facts(objective: Objective, scene: Scene) -> Iterable[Fact]:
    fields = objective.fields
    yield Fact(scene.say("Owner"), links=(scene.person(objective.owner),))
    if fields.contributors:
        ids = [name.rpartition(":")[2] for name in fields.contributors]
        yield Fact(scene.say("With"), links=tuple(scene.person(id_) for id_ in ids))
    if objective.team:
        yield Fact(scene.say("Team"), links=(scene.team(objective.team),))
    yield Fact(scene.say("Cycle"), links=(scene.cycle(objective.cycle),))
    cycle = scene.portfolio.cycles[objective.cycle]
    if cycle.last_day:
        yield Fact(scene.say("Until"), day=scene.day(cycle.last_day))
    committed = objective.ambition is Ambition.COMMITTED
    ambition = scene.say("committed") if committed else scene.say("aspirational")
    yield Fact(scene.say("Ambition"), ambition)
    if fields.intent:
        yield Fact(scene.say("Intent"), scene.say(INTENT_WORDS[fields.intent]))
    if fields.priority is not None:
        yield Fact(scene.say("Priority"), str(fields.priority))
    if fields.effort:
        yield Fact(
            scene.say("Effort"), body=scene.maybe_prose(fields.effort, objective.document, "effort")
        )
    yield from lineage(objective, scene)


def lineage(objective: Objective, scene: Scene) -> Iterable[Fact]:
    """What it was carried on from, cycle by cycle, and what carries it on."""
    judged = scene.assessment.objectives[objective.id]
    if before := _forerunners(objective, scene):
        yield Fact(
            scene.say("Carried from"), links=tuple(_carried(id_, judged, scene) for id_ in before)
        )
    if after := scene.successors.get(objective.id, ()):
        yield Fact(
            scene.say("Carried on in"), links=tuple(_carried(id_, judged, scene) for id_ in after)
        )


def _forerunners(objective: Objective, scene: Scene) -> list[str]:
    """The objectives that it was carried on from, the latest first."""
    found: list[str] = []
    one: Objective | None = objective
    while one:
        before = (one.fields.carried_from or "").rpartition(":")[2]
        one = None if before in (objective.id, *found) else scene.portfolio.objectives.get(before)
        if one:
            found.append(one.id)
    return found


def _carried(id_: str, judged: ObjectiveAssessment, scene: Scene) -> Link:
    """An objective with its cycle, and with its score where that was known on the page's day."""
    objective = scene.portfolio.objectives[id_]
    cycle = scene.portfolio.cycles[objective.cycle]
    score = final_score(scene.assessment.objectives[id_])
    is_known = cycle.is_closed(judged.as_of)
    words = f", {format_score(score, scene.language)}" if score is not None and is_known else ""
    name = f"{objective.title} ({scene.cycle(objective.cycle).text}{words})"
    return scene.link(Kind.OBJECTIVE, id_, name)


def _closing(objective: Objective, judged: ObjectiveAssessment, scene: Scene) -> Iterable[Fact]:
    if not judged.is_closed:
        return
    language = scene.language
    if judged.word:
        yield Fact(scene.say("Result"), scene.say(RESULT_WORDS[judged.word]))
    if judged.score is not None:
        yield Fact(scene.say("Computed score"), format_score(judged.score, language))
    if judged.given_score is not None:
        yield Fact(scene.say("Given score"), format_score(judged.given_score, language))
    closing = objective.closing(judged.as_of)
    if closing and closing.decision:
        yield Fact(scene.say("Decision"), scene.say(DECISION_WORDS[closing.decision]))
    if closing and closing.date:
        yield Fact(scene.say("Decided"), day=scene.day(closing.date))


def closing_reason(objective: Objective, judged: ObjectiveAssessment, scene: Scene) -> Body | None:
    """What was said at the close, where that was known by then."""
    closing = objective.closing(judged.as_of)
    reason = closing.reason if closing else None
    return scene.maybe_prose(reason, objective.document, "closing", "reason")
