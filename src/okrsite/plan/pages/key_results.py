"""A key result as a section of its objective's page."""

from collections.abc import Sequence

from okrsite.assess.assessment import KeyResultAssessment, Status
from okrsite.base.numbers import format_day, format_number, format_percent, format_value
from okrsite.model.goals import KeyResult, Kind, Objective
from okrsite.model.schema import Initiative as WrittenInitiative
from okrsite.plan.drawn.key_results import key_result_chart
from okrsite.plan.drawn.small import confidence_chart
from okrsite.plan.explained import key_result_explained
from okrsite.plan.extras import extras
from okrsite.plan.pages.measures import sentence_of, values
from okrsite.plan.pages.promises import first_promise, revisions
from okrsite.plan.rows import bar, judged_badge
from okrsite.plan.scene import Scene
from okrsite.plan.updates import update_view
from okrsite.plan.views.goals import Initiative, KeyResultView, StepView
from okrsite.plan.views.parts import Badge, Fact
from okrsite.plan.words import STATUS_WORDS


def key_result_view(kr: KeyResult, objective: Objective, scene: Scene) -> KeyResultView:
    """All that is known of a key result on the day."""
    judged = scene.assessment.key_results[kr.key]
    start, current, target = values(kr, judged, scene)
    sentence = sentence_of(kr, judged, scene)
    found, remedy = key_result_explained(kr, scene)
    is_dropped = kr.is_dropped(judged.as_of)
    return KeyResultView(
        id=kr.id,
        title=kr.title,
        badge=key_result_badge(kr, scene),
        owner=scene.person(kr.owner),
        start=start,
        current=current,
        target=target,
        bar=bar(judged.progress, judged.expected, scene.language, f"key-result:{kr.key}"),
        sentence=sentence,
        pace=_pace_words(judged, scene),
        chart=key_result_chart(kr, judged, sentence, scene.language, scene.promises(kr).moves),
        confidence=confidence_chart(judged, scene.language),
        facts=tuple(_facts(kr, judged, objective, scene)),
        steps=_steps(kr, judged, scene),
        revisions=revisions(kr, objective, scene),
        promised=first_promise(kr, scene),
        clipped=scene.maybe_day(scene.clipped(kr)),
        updates=tuple(update_view(u, scene, names_goal=False) for u in reversed(judged.updates)),
        initiatives=initiatives(kr.fields.initiatives),
        dropped=_dropped(kr, objective, scene) if is_dropped else None,
        is_quiet=is_dropped,
        key=kr.key,
        place=f"{kr.place.path}:{kr.place.line}",
        explained=found,
        help=remedy,
    )


def initiatives(written: Sequence[WrittenInitiative]) -> tuple[Initiative, ...]:
    """Pieces of the roadmap, as they were written."""
    return tuple(Initiative(i.title, i.url or "", i.status or "") for i in written)


def key_result_badge(kr: KeyResult, scene: Scene) -> Badge:
    """How a key result stands, or that it was dropped."""
    judged = scene.assessment.key_results[kr.key]
    if kr.is_dropped(judged.as_of):
        return Badge(Status.NONE.value, scene.say("dropped"))
    return judged_badge(judged, scene.language)


def _pace_words(judged: KeyResultAssessment, scene: Scene) -> str:
    """Where a person and the arithmetic differ, both are said."""
    if judged.verdict is None:
        return ""
    computed = scene.say(STATUS_WORDS[judged.pace])
    verdict = scene.say(STATUS_WORDS[Status(judged.verdict.value)])
    if computed == verdict:
        return scene.say("The owner agrees with the arithmetic: {computed}.", computed=computed)
    return scene.say(
        "The owner says {said}; by the numbers alone it would be {computed}.",
        said=verdict,
        computed=computed,
    )


def _facts(
    kr: KeyResult, judged: KeyResultAssessment, objective: Objective, scene: Scene
) -> list[Fact]:
    promise = judged.promise
    first_day, due = scene.maybe_day(promise.first_day), scene.maybe_day(promise.due)
    cycle = scene.portfolio.cycles[objective.cycle]
    found = []
    if due and (promise.due != cycle.last_day or promise.first_day != cycle.first_day):
        found.append(Fact(scene.say_as("day", "From"), day=first_day))
        found.append(Fact(scene.say("Due"), day=due))
    if kr.source:
        kind = Kind.KPI if kr.source in scene.portfolio.kpis else Kind.METRIC
        found.append(Fact(scene.say("Measured by"), links=(scene.link(kind, kr.source),)))
    found += _marks(kr, scene)
    if promise.weight != 1:
        found.append(
            Fact(
                scene.say("Weight"),
                format_number(promise.weight, 0, scene.language)
                if promise.weight == int(promise.weight)
                else format_number(promise.weight, 2, scene.language),
            )
        )
    if judged.first_progress is not None:
        found.append(
            Fact(
                scene.say("Against the first promise"),
                format_percent(judged.first_progress, scene.language),
            )
        )
    found += _forecast(kr, judged, scene)
    if judged.running and judged.running.value is not None:
        value = format_value(judged.running.value, kr.unit, scene.language)
        found.append(Fact(scene.say("This period so far"), value))
    if kr.drives:
        driven = tuple(scene.link(Kind.KEY_RESULT, k) for k in kr.drives)
        found.append(Fact(scene.say("Drives"), links=driven))
    if judged.last_update:
        found.append(Fact(scene.say("Last update"), day=scene.day(judged.last_update)))
    index = objective.key_results.index(kr)
    return [*found, *extras(objective.document, "key_results", index)]


def _marks(kr: KeyResult, scene: Scene) -> list[Fact]:
    marks = (
        (scene.say("Commit"), kr.fields.commit),
        (scene.say("Stretch"), kr.fields.stretch),
    )
    return [
        Fact(label, format_value(float(value), kr.unit, scene.language))
        for label, value in marks
        if value is not None
    ]


def _forecast(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> list[Fact]:
    """Where the values lead: the value on the due day, and the day of the target."""
    forecast, due = judged.forecast, judged.promise.due
    if forecast is None or due is None:
        return []
    value = format_value(forecast.value_at_due, kr.unit, scene.language)
    met = forecast.meets_on
    on_due, name = format_day(due, scene.language), scene.say("At this pace")
    if met is None:
        words = scene.say("{value} on {day}; target: not at this pace", value=value, day=on_due)
        return [Fact(name, words)]
    words = scene.say(
        "{value} on {day}; target on {met}",
        value=value,
        day=on_due,
        met=format_day(met, scene.language),
    )
    return [Fact(name, words)]


def _steps(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> tuple[StepView, ...]:
    found = []
    for step in judged.promise.steps:
        is_done = step.id in judged.steps_done
        due = step.due or judged.promise.due
        is_late = not is_done and due is not None and due < judged.as_of
        status, word = (
            (Status.ACHIEVED, scene.say("done"))
            if is_done
            else (Status.MISSED, scene.say("overdue"))
            if is_late
            else (Status.OPEN, scene.say("open"))
        )
        weight = "" if step.weight == 1 else format_number(step.weight, 0, scene.language)
        found.append(
            StepView(
                title=step.title,
                badge=Badge(status.value, word),
                due=scene.maybe_day(due),
                done=scene.maybe_day(judged.steps_done.get(step.id)),
                weight=weight,
            )
        )
    scores = [
        StepView(
            label,
            Badge(
                "achieved" if label == judged.label else "open",
                scene.say("here now")
                if label == judged.label
                else format_percent(score, scene.language),
            ),
            due=None,
            done=None,
            weight="",
        )
        for label, score in judged.promise.scores
    ]
    return (*found, *scores)


def _dropped(kr: KeyResult, objective: Objective, scene: Scene) -> Fact:
    assert kr.fields.dropped
    assert kr.dropped_on
    reason = kr.fields.dropped.reason
    body = scene.prose(reason, objective.document, kr.place) if reason else None
    return Fact(scene.say("Dropped"), day=scene.day(kr.dropped_on), body=body)
